"""`outtrack import`."""  # noqa: N999 - the command has this name

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outtrack.cli import epics, options, session
from outtrack.cli.output import Output
from outtrack.importers import IMPORTERS

if TYPE_CHECKING:
    from outtrack.importers.base import Export
    from outtrack.importers.foreign import Foreign
    from outtrack.importers.outputs import Plan
    from outtrack.snapshot import Snapshot

LONGEST_LIST = 20


def import_(
    context: typer.Context,
    tracker: Annotated[
        str | None,
        typer.Argument(
            metavar="TRACKER",
            help=f"{', '.join(IMPORTERS)}.",
            autocompletion=lambda: list(IMPORTERS),
            show_default=False,
        ),
    ] = None,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="The export; - for stdin.", show_default=False)
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write what is shown.")] = False,
    types: epics.Types = None,
    into: Annotated[
        str | None, typer.Option("--into", metavar="DIR", help="The folder for new files, from the workspace's.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="csv: what a row is; outcome if left out.")
    ] = None,
    maps: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN,…",
            help="csv: the column of each field, or the name of a map. (repeat for several)",
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--save", metavar="NAME", help="csv: keep the map under this name in outtrack.yaml.")
    ] = None,
    as_of: options.PlayedOn = None,
    format: options.Format = None,
    output: options.Output = None,
    color: options.Color = "auto",
) -> None:
    """Write the epics of a tracker's export into the workspace, as outputs; or the rows of any CSV as files of a kind.

    Without --yes it only shows what it would do. What people wrote by hand stays, nothing is deleted, and a second
    time nothing changes. How to export, and how the link to an outcome is found: docs/import.md.

    \b
    Examples:
      outtrack import jira epics.csv
      outtrack import jira epics.csv --yes
      outtrack import github issues.json --type Feature --type Epic
      outtrack import azure query.csv --format json
      outtrack import csv okrs.csv
      outtrack import csv okrs.csv --map title=Objective --save okrs --yes
    """
    from outtrack.cli.changes import folder
    from outtrack.importers.foreign import ExportError

    tracker, file = _said(tracker, file)
    if tracker != "csv" and (kind or maps or name):
        raise options.UsageError(f"--kind, --map and --save are for `import csv`; {tracker} knows its columns")
    if tracker == "csv" and types:
        raise options.UsageError("--type is for trackers; --kind says what a row of a CSV is")
    snapshot = session.open_snapshot(context, as_of)
    result = Output(format, output, color) if format is not None or output is not None else None
    try:
        with epics.opened(file) as foreign:
            if tracker == "csv":
                from outtrack.cli.spreadsheet import Asked, run

                run(snapshot, foreign, Asked(kind, maps or [], name, into), result, is_written=yes)
                return
            where = folder(snapshot, "output", into)
            _refuse_broken(snapshot)
            _import(snapshot, _read(snapshot, tracker, foreign, types), where, result, is_written=yes)
    except ExportError as error:
        raise options.UsageError(str(error)) from None


def _said(tracker: str | None, file: Path | None) -> tuple[str, Path]:
    """Return the importer and the file; raise UsageError where one was not said, or there is no such importer."""
    if tracker is None:
        options.fail("say where the file comes from, outtrack import TRACKER FILE:")
        for name, what in IMPORTERS.items():
            options.fail(f"{name:8}{what}")
        raise typer.Exit(2)
    if tracker not in IMPORTERS:
        from outtrack.diagnostic import did_you_mean

        near = did_you_mean(tracker, IMPORTERS, "; ") or f"; there are {', '.join(IMPORTERS)}"
        raise options.UsageError(f"there is no importer `{tracker}`{near}")
    if file is None:
        raise options.UsageError(f"say which file: outtrack import {tracker} FILE, or - for stdin")
    return tracker, file


def _import(snapshot: Snapshot, export: Export, where: str, result: Output | None, *, is_written: bool) -> None:
    """Show what becomes of the epics, and write it if that was said."""
    from outtrack.cli.writing import refusals
    from outtrack.importers.outputs import plan
    from outtrack.importers.report import sentence, table
    from outtrack.write import save

    with refusals():
        planned = plan(snapshot, export, where)
        if is_written:
            save(snapshot.workspace, planned.changes)
    shape = table(planned, export, snapshot, is_written=is_written)
    if result is not None:
        session.emit(shape, result)
    else:
        from outtrack.cli.changes import diff

        sys.stdout.write(diff(planned.changes, snapshot.workspace.prefix))
        sys.stdout.flush()
        _say(planned.notes)
    _say_about(export, planned)
    options.fail(sentence(shape.summary, export.foreign.name))
    _say_next(planned, snapshot.workspace.prefix + where, is_written=is_written)


def _read(snapshot: Snapshot, tracker: str, foreign: Foreign, types: list[str] | None) -> Export:
    """Return the export; raise ExportError where it is not what it should be, or holds no epic."""
    from outtrack.importers import extract
    from outtrack.importers.report import many, what_there_is

    export = extract(tracker, foreign, epics.settings(snapshot, types))
    if not export.work:
        _say(export.notes)
        message = f"no epic in {many(export.rows, 'row')}: {what_there_is(export)}"
        raise foreign.error(message, "say `--type TYPE`, or `--type all`")
    return export


def _refuse_broken(snapshot: Snapshot) -> None:
    """Raise where outputs can't be read: nobody can tell whether an epic is one of them."""
    broken = [record.path for record in snapshot.names.records["output"].values() if record.is_broken]
    if broken:
        raise options.UsageError(
            f"{broken[0]} has errors, so it can't be told which epics are there already: mend it (`outtrack check`)"
        )


def _say(notes: list[str]) -> None:
    """Print notes to stderr, the first of many."""
    for note in notes[:LONGEST_LIST]:
        options.fail(note)
    _say_rest(len(notes))


def _say_rest(number: int) -> None:
    if number > LONGEST_LIST:
        options.fail(f"and {number - LONGEST_LIST} more: `--format json` has all of them")


def _say_about(export: Export, planned: Plan) -> None:
    """Say what is wrong with links, and what should be known about the file."""
    name = export.foreign.name
    for found in planned.findings[:LONGEST_LIST]:
        line, hint = found.span.line if found.span else 1, f"; {found.hint}" if found.hint else ""
        options.fail(f"{name}:{line}: {found.message}{hint}")
    _say_rest(len(planned.findings))
    _say(export.notes)


def _say_next(planned: Plan, folder: str, *, is_written: bool) -> None:
    new = sum(1 for change in planned.changes if change.before is None)
    changed = len(planned.changes) - new
    if not planned.changes:
        options.fail("nothing to do: every epic is there as it is")
        return
    parts = [f"{new} in {folder}/"] if new else []
    parts += [f"{changed} changed"] if changed else []
    files = f"{' and '.join(parts)}"
    options.fail(f"written: {files}" if is_written else f"nothing was written: add --yes to write the files ({files})")
