"""`outtrack doctor`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.output import Output

if TYPE_CHECKING:
    from outtrack.acts.doctor import Checkup
    from outtrack.acts.doctor_ids import Said
    from outtrack.shapes import Row, Table
    from outtrack.snapshot import Snapshot


def doctor(
    context: typer.Context,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended.")] = False,
    dry_run: writing.DryRun = False,
    as_of: options.PlayedOn = None,
    *,
    output: Output,
) -> None:
    """Find what git can't see after a merge, and mend it with --fix.

    Half-merged files, ids that two branches gave to two things, links to what was renamed on another branch,
    files that a killed run left, a merge driver that is not set up. It ends with 1 where something is broken.

    \b
    Examples:
      outtrack doctor
      outtrack doctor --fix --dry-run
    """
    from outtrack.acts.doctor import doctor as examine
    from outtrack.driver import command, configure, program
    from outtrack.files import GitError

    snapshot = session.open_snapshot(context, as_of)
    with writing.refusals():
        checkup = examine(snapshot)
    is_broken = any(not one.is_advice for one in checkup.found)
    if not fix and not dry_run:
        _show(snapshot, checkup, output)
        if is_broken:
            raise typer.Exit(session.EXIT_FINDINGS)
        return
    if not checkup.found and not output.is_chosen:
        typer.echo("nothing to mend")
        return
    if checkup.plan.changes or output.is_chosen:
        writing.carry_out(snapshot, "doctor", lambda now: examine(now).plan, output, dry_run=dry_run)
    else:  # only settings of this clone are missing, or somebody must decide
        writing.show(checkup.plan, snapshot.workspace.prefix, dry_run=False)
        if dry_run and checkup.plan.said:
            options.fail("nothing was written: without --dry-run it is")
    if checkup.needs_driver and not dry_run and snapshot.workspace.repository:
        try:
            configure(snapshot.workspace.repository, command(program()))
        except GitError as error:
            raise options.UsageError(f"git says: {error}") from None
    if any(not one.mend for one in checkup.found):
        raise typer.Exit(session.EXIT_FINDINGS)


def _show(snapshot: Snapshot, checkup: Checkup, output: Output) -> None:
    if not checkup.found and not output.is_chosen:
        typer.echo("nothing to mend")
        return
    session.emit(_table(snapshot, checkup), output)


def _table(snapshot: Snapshot, checkup: Checkup) -> Table:
    """Return what was found, one a row."""
    from outtrack.shapes import Cell, Column, Row, Table

    def row(one: Said) -> Row:
        place = f"{one.path}:{one.line}" if one.line else one.path
        data: dict[str, Any] = {
            "path": snapshot.workspace.prefix + one.path, "line": one.line, "what": one.what, "mend": one.mend,
            "is_advice": one.is_advice,
        }  # fmt: skip
        return Row((Cell(place), Cell(one.what), Cell(one.mend or "by hand")), lambda: data)

    notes = ("`outtrack doctor --fix` mends it, with --dry-run it shows how",) if checkup.plan.said else ()
    return Table(
        report="doctor",
        as_of=snapshot.as_of,
        columns=(Column("path", "Path"), Column("what", "What", is_headline=True), Column("mend", "Mended by")),
        rows=tuple(map(row, checkup.found)),
        notes=notes,
    )
