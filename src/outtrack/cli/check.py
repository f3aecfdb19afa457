"""`outtrack check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from outtrack.cli import ci, epics, options, session
from outtrack.cli.output import FindingsOutput, format_for
from outtrack.cli.reported import Reported, since

if TYPE_CHECKING:
    from outtrack.rules.levels import Asked
    from outtrack.rules.run import Checked
    from outtrack.shapes import Shape
    from outtrack.snapshot import Snapshot

SHOWN = ("warning", "info")
MOMENTS = ("all", "change")
FAILING = {"error": ("error",), "warning": ("error", "warning"), "never": ()}


def _choice(names: tuple[str, ...], option: str, metavar: str, says: str) -> object:
    return typer.Option(option, metavar=metavar, help=says, autocompletion=lambda: list(names), show_default=False)


def _rules(option: str, says: str) -> object:
    return typer.Option(option, metavar="RULE,…", help=says, autocompletion=options.complete_rules, show_default=False)


def check(
    context: typer.Context,
    on: Annotated[
        str,
        _choice(
            MOMENTS, "--on", "MOMENT", "change: only what a change can break, not the passing of time. Default: all."
        ),
    ] = "all",
    select: Annotated[
        list[str] | None, _rules("--select", "Only these rules (and the structure); repeat for more.")
    ] = None,
    ignore: Annotated[list[str] | None, _rules("--ignore", "Not these rules.")] = None,
    changed_since: Annotated[
        str | None,
        typer.Option("--changed-since", metavar="REV", help="Only what was changed since a revision, or broken by it."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail, too, and infos are shown.")] = False,
    fail_on: Annotated[
        str | None,
        _choice(
            tuple(FAILING), "--fail-on", "SEVERITY", "error, warning or never. Default: error; if strict, warning."
        ),
    ] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="End with 0 whatever is found.")] = False,
    show: Annotated[
        str | None,
        _choice(SHOWN, "--show", "SEVERITY", "warning, or info to see infos, too. Default: warning; if strict, info."),
    ] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="How many findings of each rule, instead.")] = False,
    update_known: Annotated[
        bool, typer.Option("--update-known", help="Write what is found now to the file of known findings.")
    ] = False,
    exports: epics.File = None,
    tracker: epics.Tracker = None,
    types: epics.Types = None,
    as_of: options.AsOf = None,
    *,
    output: FindingsOutput,
    no_cache: options.NoCache = False,
) -> None:
    """Check every file, every link, and that every epic serves an outcome.

    Ends with 0 when nothing failed, 1 when there are errors, 2 when outtrack.yaml can't be used. Rules, and how to
    silence them: `outtrack explain`.

    \b
    Examples:
      outtrack check
      outtrack check --on change --changed-since main
      outtrack check --strict --select unlinked-output,ignored-checkin
      outtrack check --update-known
      outtrack check --show info --format json -o findings.json
      outtrack check -o findings.sarif
      outtrack check --statistics
      outtrack check --epics epics.csv
      outtrack check --epics epics.csv --from jira --type Epic
    """
    for value, choices, option in ((on, MOMENTS, "--on"), (show, SHOWN, "--show"), (fail_on, FAILING, "--fail-on")):
        if value is not None:
            options.one_of(value, tuple(choices), option)
    format_for("Table" if statistics else "Diagnostics", output)
    if update_known and changed_since is not None:
        raise options.UsageError("--update-known looks at everything: leave out --changed-since")
    asked, export = _asked(on, select, ignore), epics.only(exports)
    if export is not None and changed_since is not None:
        raise options.UsageError("--changed-since asks git, which knows no earlier export: leave out --epics")
    snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache, knows_today=True)
    is_strict = strict or snapshot.config.check.profile == "strict"
    failing = () if exit_zero else FAILING[fail_on or ("warning" if is_strict else "error")]
    with epics.beside(snapshot, export, tracker, types) as seen:
        checked = _checked(seen.snapshot, asked)
        if update_known:
            checked = _update(checked, asked, snapshot)
        if changed_since is None:
            reported = Reported(checked, seen.told(checked.found), seen)
        else:
            reported = since(checked, asked, seen, changed_since)
        with_infos = show == "info" or (is_strict and show is None)
        shape: Shape = reported.statistics() if statistics else reported.findings(failing, with_infos=with_infos)
    ci.emit(shape, output, snapshot.workspace)
    if any(one.severity in failing for one in reported.found):
        raise typer.Exit(session.EXIT_FINDINGS)


def _asked(on: str, select: list[str] | None, ignore: list[str] | None) -> Asked:
    """Return which rules the options ask for."""
    from outtrack.rules.base import Moment
    from outtrack.rules.levels import Asked
    from outtrack.rules.structure import STRUCTURE

    def named(given: list[str] | None, option: str) -> frozenset[str]:
        names = [name.strip() for one in given or () for name in one.split(",") if name.strip()]
        if given and not names:
            raise options.UsageError(f"{option}: name a rule")
        return frozenset(options.rule_name(name, option) for name in names)

    without = named(ignore, "--ignore")
    if always := sorted(without & STRUCTURE.keys()):
        raise options.UsageError(f"--ignore: `{always[0]}` is structure, not a rule that could be left out")
    return Asked(Moment.CHANGE if on == "change" else None, named(select, "--select"), without)


def _checked(snapshot: Snapshot, asked: Asked) -> Checked:
    """Return what is found; exit with 2 where it can't be told by which settings."""
    from outtrack.rules.run import check as run
    from outtrack.snapshot import ConfigError

    try:
        return run(snapshot, asked)
    except ConfigError as error:
        session.print_findings(snapshot.workspace, error.diagnostics, snapshot.as_of)
        raise typer.Exit(session.EXIT_USAGE) from None


def _update(checked: Checked, asked: Asked, alone: Snapshot) -> Checked:
    """Write what is found to the file of known findings, and return what is found besides."""
    from outtrack.diagnostic import Severity
    from outtrack.rules.known import KNOWN_FILE, Known
    from outtrack.rules.structure import STRUCTURE

    snapshot = checked.ran.facts.snapshot
    files = _checked(alone, asked).ran.counts if snapshot.beside else None
    before, now = checked.ran.known or Known(), checked.ran.renewed(files)
    if checked.ran.known is None or before.text != now.text:
        session.write(snapshot.workspace.root / KNOWN_FILE, now.text)
    came, gone = (now.counter - before.counter).total(), (before.counter - now.counter).total()
    total = now.counter.total()
    options.fail(f"{KNOWN_FILE}: {total} known {'finding' if total == 1 else 'findings'}, {came} new, {gone} gone")
    structure = sum(1 for one in checked.found if one.rule in STRUCTURE and one.severity is Severity.ERROR)
    if structure:
        what = "1 error of structure is" if structure == 1 else f"{structure} errors of structure are"
        way_out = "what leads nowhere" if snapshot.beside else "a file that is not understood"
        options.fail(f"{what} not among them: {way_out} has to be mended")
    if differing := sum(1 for one in checked.found if one.rule == "conflicting-link"):
        what = "1 conflicting-link is" if differing == 1 else f"{differing} conflicting-link are"
        options.fail(f"{what} not among them: which link of an epic is meant, only its tracker can say")
    return _checked(snapshot, asked)
