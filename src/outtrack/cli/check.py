"""`outtrack check`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from outtrack.cli import ci, epics, options, session
from outtrack.cli.output import Output, format_for

if TYPE_CHECKING:
    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.levels import Asked
    from outtrack.rules.run import Checked
    from outtrack.shapes import Diagnostics, Shape, Table
    from outtrack.snapshot import Snapshot

SHOWN = ("warning", "info")
MOMENTS = ("all", "change")
FAILING = {"error": ("error",), "warning": ("error", "warning"), "never": ()}


def _choice(names: tuple[str, ...], option: str, metavar: str, help: str) -> object:  # noqa: A002 - Typer's own word
    return typer.Option(option, metavar=metavar, help=help, autocompletion=lambda: list(names), show_default=False)


def _rules(option: str, help: str) -> object:  # noqa: A002
    return typer.Option(option, metavar="RULE,…", help=help, autocompletion=options.complete_rules, show_default=False)


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
    export: epics.File = None,
    tracker: epics.Tracker = None,
    types: epics.Types = None,
    as_of: options.AsOf = None,
    format: options.FindingsFormat = None,
    output: options.Output = None,
    color: options.Color = "auto",
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
    target = Output(format, output, color)
    format_for("Table" if statistics else "Diagnostics", target)
    if update_known and changed_since is not None:
        raise options.UsageError("--update-known looks at everything: leave out --changed-since")
    if export is not None and (update_known or changed_since is not None):
        other = "--update-known" if update_known else "--changed-since"
        raise options.UsageError(f"{other} is about the files of the workspace: leave out --epics")
    asked = _asked(on, select, ignore)
    snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache, knows_today=True)
    is_strict = strict or snapshot.config.check.profile == "strict"
    failing = () if exit_zero else FAILING[fail_on or ("warning" if is_strict else "error")]
    with epics.beside(snapshot, export, tracker, types) as seen:
        checked = seen.kept(_checked(seen.snapshot, asked))
        if update_known:
            checked = _update(checked, asked)
        reported = Reported(checked.found) if changed_since is None else _since(checked, asked, changed_since)
        if statistics:
            shape: Shape = _statistics(checked, reported)
        else:
            with_infos = show == "info" or (is_strict and show is None)
            shape = seen.said(_findings(checked, reported, failing, seen, with_infos=with_infos))
    ci.emit(shape, target, snapshot.workspace)
    if any(one.severity in failing for one in reported.found):
        raise typer.Exit(session.EXIT_FINDINGS)


class Reported(NamedTuple):
    """The findings that are reported, of all that there are."""

    found: list[Diagnostic]
    elsewhere: int | None = None
    """How many are left out because a change has nothing to do with them; None where nobody asked."""
    changed: frozenset[str] = frozenset()
    """The files that it changed, by their paths from the repository's top."""


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


def _update(checked: Checked, asked: Asked) -> Checked:
    """Write what is found to the file of known findings, and return what is found besides."""
    from outtrack.diagnostic import Severity
    from outtrack.rules.known import KNOWN_FILE, Known
    from outtrack.rules.structure import STRUCTURE

    before, now = checked.ran.known or Known(), checked.ran.renewed()
    snapshot = checked.ran.facts.snapshot
    if checked.ran.known is None or before.text != now.text:
        session.write(snapshot.workspace.root / KNOWN_FILE, now.text)
    came, gone = (now.counter - before.counter).total(), (before.counter - now.counter).total()
    total = now.counter.total()
    options.fail(f"{KNOWN_FILE}: {total} known {'finding' if total == 1 else 'findings'}, {came} new, {gone} gone")
    structure = sum(1 for one in checked.found if one.rule in STRUCTURE and one.severity is Severity.ERROR)
    if structure:
        what = "1 error of structure is" if structure == 1 else f"{structure} errors of structure are"
        options.fail(f"{what} not among them: a file that is not understood has to be mended")
    return _checked(snapshot, asked)


def _since(checked: Checked, asked: Asked, name: str) -> Reported:
    """Return the findings that what was changed since a revision is answerable for."""
    from outtrack.revision import RevisionError, changed_files, revision
    from outtrack.rules.run import check as run
    from outtrack.rules.since import since
    from outtrack.snapshot import ConfigError, load_at

    snapshot = checked.ran.facts.snapshot
    try:
        base = revision(snapshot.workspace, name)
        changed = changed_files(base)
        try:
            before = run(load_at(base, snapshot), asked).found
            before += [one for one in checked.found if one.rule == "near-kind-folder"]  # not looked for in a commit
        except ConfigError:
            options.fail(f"the workspace could not be checked as it was at {name}, so everything is reported")
            return Reported(checked.found, 0)
    except RevisionError as error:
        raise options.UsageError(f"--changed-since: {error}") from None
    changed |= {one.entry.path for one in snapshot.files if one.entry.path not in base.blobs}
    found = since(before, checked.found, changed)
    prefix = snapshot.workspace.prefix
    return Reported(found, len(checked.found) - len(found), frozenset(prefix + path for path in changed))


def _findings(
    checked: Checked, reported: Reported, failing: tuple[str, ...], seen: epics.Seen, *, with_infos: bool
) -> Diagnostics:
    """Return the findings as they are shown; the others are only counted, and never looked for in their files."""
    from outtrack.diagnostic import Severity
    from outtrack.reports.findings import findings

    ran, snapshot = checked.ran, checked.ran.facts.snapshot
    shown = [one for one in reported.found if with_infos or one.severity is not Severity.INFO]
    located = snapshot.locate(shown)
    more = {
        "known": checked.known.total(),
        "silenced": ran.silence.count,
        "elsewhere": reported.elsewhere,
        "profile": ran.levels.profile,
        "on": "all" if ran.levels.has_calendar else "change",
    }
    shape = findings(
        snapshot,
        located,
        session.texts(snapshot.workspace, located) | seen.lines(located),
        hidden=len(reported.found) - len(shown),
        more=more,
    )
    notes = (session.next_steps(snapshot),) if snapshot.is_empty and not located else ()
    return replace(shape, failing=failing, changed=reported.changed, notes=notes)


def _statistics(checked: Checked, reported: Reported) -> Table:
    """Return the findings by rule; the figures that sum them up are a note."""
    from outtrack.render.findings import summary
    from outtrack.reports.findings import counted, statistics

    snapshot = checked.ran.facts.snapshot
    told = {"known": checked.known.total(), "elsewhere": reported.elsewhere}
    note = summary(counted(snapshot, reported.found) | told)
    return replace(statistics(snapshot, reported.found, checked.known), notes=(note,))
