"""What commands that write share: a plan is shown, or carried out, and what was done is said."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from outtrack.cli import session
from outtrack.cli.changes import diff
from outtrack.cli.options import UsageError, fail
from outtrack.cli.output import format_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from outtrack.acts import Plan
    from outtrack.cli.output import Output
    from outtrack.files import Workspace
    from outtrack.select import Selector
    from outtrack.shapes import Table
    from outtrack.snapshot import Snapshot
    from outtrack.write import Change, Pen

Act: TypeAlias = "Callable[[Snapshot], Plan]"
"""What plans a change of the snapshot that it is given; it may be asked again with a later one."""
DryRun = Annotated[bool, typer.Option("--dry-run", "-n", help="Show what would change, as a diff; write nothing.")]


def find_open(snapshot: Snapshot, selector: Selector, name: str) -> str:
    """Return the ref that a name means; where it is the end of several key results, the only one that is still open."""
    open_ones = [
        full
        for full, outcome in snapshot.names.key_results().items()
        if full.endswith(f"/{name}") and snapshot.get(outcome).status not in snapshot.get(outcome).final
    ]
    return f"key_result:{open_ones[0]}" if len(open_ones) == 1 else session.find(selector, name)


@contextmanager
def refusals() -> Iterator[None]:
    """Make errors of the call of what an act, or the writer, refuses."""
    from outtrack.acts import RefusedError
    from outtrack.write import EditError

    try:
        yield
    except RefusedError as error:
        *first, last = str(error).split("\n")
        for line in first:
            fail(line)
        raise UsageError(last) from None
    except EditError as error:
        found = error.found
        where = ":".join(map(str, filter(None, (found.path, found.span and found.span.line))))
        hint = f"; {found.hint}" if found.hint else ""
        raise UsageError(f"{f'{where}: ' if where else ''}{found.message}{hint}") from None


def perform(snapshot: Snapshot, act: Act, *, dry_run: bool = False) -> Plan:
    """Do what an act plans, all of it or nothing, and return the plan; nothing is said of it. With `dry_run` only plan.

    Where another process has written meanwhile, the act is planned again on what the files say now, while nobody else
    may write: so no change is lost, and nobody waits while a workspace is read or a person thinks. That holds for the
    files that change, and for all files where the plan rests on them. A UsageError says what stands in the way.
    """
    from outtrack.acts import StaleError
    from outtrack.write import ChangedError, writing

    with refusals():
        if dry_run:
            return act(snapshot)
        try:
            plan = act(snapshot)
            with writing(snapshot.workspace) as pen:
                _say_mended(pen)
                if plan.rests_on_all and plan.changes:
                    plan = _still(plan, act, snapshot)
                pen.save(plan.changes)
        except (ChangedError, StaleError):
            with writing(snapshot.workspace) as pen:
                _say_mended(pen)
                plan = act(_fresh(snapshot))
                pen.save(plan.changes)
    return plan


def _still(plan: Plan, act: Act, snapshot: Snapshot) -> Plan:
    """Return a plan if all files are as the snapshot saw them, else what the act plans on what they say now."""
    now = _fresh(snapshot)
    seen, there = ({one.entry.path: one.blob for one in each.files} for each in (snapshot, now))
    return plan if seen == there and snapshot.config == now.config else act(now)


def _fresh(snapshot: Snapshot) -> Snapshot:
    """Return the workspace as its files say now, seen on the same day."""
    from outtrack.acts import RefusedError
    from outtrack.snapshot import ConfigError, load

    try:
        return load(snapshot.workspace, snapshot.as_of, today=snapshot.today)
    except ConfigError:
        raise RefusedError("outtrack.yaml can't be used any more (`outtrack check`): nothing was written") from None


def _say_mended(pen: Pen) -> None:
    if pen.mended:
        fail(f"an edit that was interrupted has been finished: {', '.join(pen.mended)}")


def carry_out(snapshot: Snapshot, report: str, act: Act, output: Output, *, dry_run: bool) -> Plan:
    """Do what an act plans, all of it or nothing, and say so; with `dry_run` only show it. Return the plan.

    `report` is the name of the command, for formats for machines.
    """
    if output.is_chosen:
        format_for("Table", output)  # what can't be shown is refused before anything is written
    plan = perform(snapshot, act, dry_run=dry_run)
    if output.is_chosen:
        session.emit(table(plan, report, snapshot, is_written=not dry_run), output)
        return plan
    show(plan, snapshot.workspace.prefix, dry_run=dry_run)
    if not plan.changes:
        fail("nothing to change: it is so already")
    elif dry_run:
        fail("nothing was written: without --dry-run it is")
    return plan


def show(plan: Plan, prefix: str, *, dry_run: bool) -> None:
    """Say what was done, or with `dry_run` show what would be, and then what should be known."""
    if dry_run:
        sys.stdout.write(diff(plan.changes, prefix))
    else:
        from outtrack.render.terminal import clean

        sys.stdout.writelines(f"{clean(line)}\n" for line in plan.said)
    sys.stdout.flush()
    for note in plan.notes:
        fail(note)


def table(plan: Plan, report: str, snapshot: Snapshot, *, is_written: bool) -> Table:
    """Return the files that a plan changes, one a row."""
    return table_of(plan, report, snapshot.workspace, snapshot.as_of, is_written=is_written)


def table_of(plan: Plan, report: str, place: Workspace, day: date, *, is_written: bool) -> Table:
    """Return the files that a plan changes, one a row, of a workspace that need not be readable."""
    from outtrack.shapes import Cell, Column, Row, Table

    def row(change: Change) -> Row:
        data = _data(change, place.prefix)
        cells = (data["path"], data["action"], str(data["added"]), str(data["removed"]))
        return Row(tuple(Cell(text) for text in cells), lambda: data)

    return Table(
        report=report,
        as_of=day,
        columns=(
            Column("path", "Path"),
            Column("action", "Action", is_headline=True),
            Column("added", "Added", is_right=True),
            Column("removed", "Removed", is_right=True),
        ),
        rows=tuple(map(row, plan.changes)),
        summary={"written": is_written, "said": list(plan.said), "notes": list(plan.notes)},
        notes=plan.notes,
    )


def _data(change: Change, prefix: str) -> dict[str, Any]:
    text = diff([change], prefix)
    lines = text.splitlines()[2:]
    action = "create" if change.before is None else "delete" if change.after is None else "change"
    count = partial(_count, lines)
    return {"path": prefix + change.path, "action": action, "added": count("+"), "removed": count("-"), "diff": text}


def _count(lines: list[str], sign: str) -> int:
    return sum(1 for line in lines if line.startswith(sign))
