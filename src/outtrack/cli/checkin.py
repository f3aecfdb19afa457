"""`outtrack checkin`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.output import Output
from outtrack.cli.signed import signed

if TYPE_CHECKING:
    from outtrack.acts.checkin import Said
    from outtrack.compute.due import Due
    from outtrack.select import Selector
    from outtrack.snapshot import Snapshot

Text = str | None


def checkin(
    context: typer.Context,
    name: Annotated[
        Text,
        typer.Argument(
            metavar="[KR",
            help="A key result or metric: its id, or the end of it. Without one, what is due is asked for.",
            autocompletion=options.complete_ids,
            show_default=False,
        ),
    ] = None,
    value: Annotated[
        Text,
        typer.Argument(
            metavar="[VALUE]]", help="The number now; +N on top of a running total; a level.", show_default=False
        ),
    ] = None,
    date: Annotated[Text, options.text("date", "DAY", "The day for which it holds; else today.")] = None,
    confidence: Annotated[
        Text, options.text("confidence", "SHARE", "How sure you are to get there: 0.6 or 60%.")
    ] = None,
    note: Annotated[Text, options.text("note", "TEXT", "What explains it.")] = None,
    by: Annotated[
        Text,
        options.text("by", "NAME", "Who says so. On a terminal: git's user, if that is one of the people or owners."),
    ] = None,
    evidence: Annotated[Text, options.text("evidence", "URL", "A page, or an insight, that shows it.")] = None,
    source: Annotated[Text, options.text("source", "TEXT", "Where it was read.")] = None,
    correction: Annotated[
        bool, typer.Option("--correction", help="A falling total is meant; else it is refused.")
    ] = False,
    done: Annotated[Text, options.text("done", "MILESTONE", "The milestone that is reached.")] = None,
    file: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="Record every row of a CSV; - reads stdin.", show_default=False),
    ] = None,
    owner: options.Owner = None,
    team: options.Team = None,
    dry_run: writing.DryRun = False,
    as_of: options.PlayedOn = None,
    *,
    output: Output,
) -> None:
    """Record a number; alone, go through what is due and ask.

    A negative number needs `--` before it: outtrack checkin -- margin -4

    \b
    Examples:
      outtrack checkin
      outtrack checkin urgent-wait 24
      outtrack checkin trial-to-paid/conversion 17.5% --note "Short form is live"
      outtrack checkin --owner ines --format json
    """
    snapshot = session.open_snapshot(context, as_of)
    selector, standings = session.selector_of(snapshot)
    if file is not None:
        if name is not None:
            raise options.UsageError("--from records a file: leave out the key result and its value")
        _many(snapshot, selector, file, by, output, dry_run=dry_run)
    elif name is None:
        from outtrack.compute.due import due
        from outtrack.select import Filters

        if any(one is not None for one in (date, confidence, note, evidence, source, done)):
            raise options.UsageError("say which key result it is about: `outtrack checkin KR VALUE`")
        wanted = session.select(selector, None, Filters(owner=owner or [], team=team or []))
        found = [
            one
            for one in due(standings.all(), snapshot.as_of)
            if wanted is None or one.ref in wanted or snapshot.record(one.ref).ref in wanted
        ]
        _alone(snapshot, found, by, output, dry_run=dry_run)
    else:
        by = signed(snapshot, by)
        said = _said(snapshot, value, date, confidence, note, by, evidence, source, done, correction=correction)
        _one(snapshot, writing.find_open(snapshot, selector, name), said, output, dry_run=dry_run)


def _said(
    snapshot: Snapshot, value: Text, day: Text, confidence: Text, note: Text, by: Text, evidence: Text, source: Text,
    done: Text, *, correction: bool,
) -> Said:  # fmt: skip
    """Return what was said on the command line."""
    from outtrack.acts.checkin import Said
    from outtrack.acts.checkin_rows import confidence_of

    if done is not None and value is not None:
        raise options.UsageError("--done marks a milestone: leave out the value")
    start = snapshot.config.fiscal_year_start
    on = options.resolve_day(day, "UTC", start, "--date") if day else snapshot.as_of
    with writing.refusals():
        return Said(
            date=on, value=value, confidence=confidence_of(confidence), by=by, note=note, evidence=evidence,
            source=source, correction=correction, done=done,
        )  # fmt: skip


def _one(snapshot: Snapshot, ref: str, said: Said, result: Output, *, dry_run: bool) -> None:
    """Record one number."""
    from outtrack.acts.checkin import checkin as plan

    ref = _measured(snapshot, ref)
    writing.carry_out(snapshot, "checkin", lambda now: plan(now, [(ref, said)]), result, dry_run=dry_run)


def _measured(snapshot: Snapshot, ref: str) -> str:
    """Return what is measured: of an outcome with one key result that one; a UsageError for what has no number."""
    kind, _, name = ref.partition(":")
    if kind in {"key_result", "metric"}:
        return ref
    if kind != "outcome":
        from outtrack.diagnostic import a_kind

        raise options.UsageError(f"`{name}` is {a_kind(kind)}: a check-in is about a key result or a metric")
    names = [f"{name}/{one.name}" for one in snapshot.get(ref).key_results]
    if len(names) == 1:
        return f"key_result:{names[0]}"
    what = f"say which of its key results: {', '.join(names)}" if names else "it has no key results yet"
    raise options.UsageError(f"`{name}` is an outcome: {what}")


def _many(snapshot: Snapshot, selector: Selector, file: Path, by: Text, result: Output, *, dry_run: bool) -> None:
    """Record every row of a CSV."""
    from outtrack.acts import RefusedError
    from outtrack.acts.checkin_rows import plan_of, rows

    source = "stdin" if str(file) == "-" else str(file)
    try:
        data = sys.stdin.buffer.read() if source == "stdin" else file.read_bytes()
    except OSError as error:
        raise options.UsageError(f"--from: `{file}` can't be read: {(error.strerror or '').lower()}") from None

    def find(name: str) -> str:
        try:
            return _measured(snapshot, writing.find_open(snapshot, selector, name))
        except options.UsageError as error:
            raise RefusedError(str(error)) from None

    with writing.refusals():
        found = rows(data, source)
    if not found:
        options.fail(f"{source}: there are no rows below the first line")
    writing.carry_out(snapshot, "checkin", lambda now: plan_of(now, found, source, find, by), result, dry_run=dry_run)


def _alone(snapshot: Snapshot, found: list[Due], by: Text, result: Output, *, dry_run: bool) -> None:
    """Go through what is due on a terminal; elsewhere list it."""
    from outtrack.cli.asking import can_ask

    if found and can_ask() and not result.is_chosen:
        from outtrack.cli.walk import walk

        walk(snapshot, found, signed(snapshot, by), dry_run=dry_run)
        return
    from outtrack.reports.due import due

    session.finish(snapshot, due(found, snapshot.as_of), result)
