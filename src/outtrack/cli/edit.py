"""`outtrack edit`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from outtrack.cli import asking, options, session, writing
from outtrack.cli.editor import copy_of, discard, open_copy
from outtrack.cli.output import Output

if TYPE_CHECKING:
    from pathlib import Path

    from outtrack.acts import Plan
    from outtrack.diagnostic import Diagnostic
    from outtrack.snapshot import Snapshot


def edit(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="An id, or a file.", autocompletion=options.complete_ids)],
    dry_run: writing.DryRun = False,
    as_of: options.PlayedOn = None,
    *,
    output: Output,
) -> None:
    """Open the file of an entity in your editor, and check it before it is kept.

    The editor is $VISUAL, else $EDITOR, else vi. It gets a copy, so that nothing half-written is ever in the
    workspace. Where the copy has errors, they are shown, and nothing is written until they are mended; what you wrote
    stays in the copy. A key result is opened in the file of its outcome.

    \b
    Examples:
      outtrack edit trial-to-paid
      outtrack edit outcome:billing-questions --dry-run
    """
    snapshot = session.open_snapshot(context, as_of)
    path, line = _place(snapshot, name)
    edit_file(snapshot, path, line, output, dry_run=dry_run)


def edit_file(
    snapshot: Snapshot, path: str, line: int | None, output: Output | None = None, *, dry_run: bool = False
) -> None:
    """Open a copy of a file in the editor, and write it back when it has no errors; else say where the copy is.

    What is wrong, or stands in the way of writing, ends the command with the exit code that says so.
    """
    from outtrack.acts import Draft

    with writing.refusals():
        before = Draft(snapshot).read(path)
    copy = copy_of(path, before)
    try:
        data = _edited(snapshot, path, before, copy, line)
        if data is None:
            discard(copy)
            _say_unchanged(snapshot, path, output or Output())
            return
        with writing.refusals():
            writing.carry_out(
                snapshot, "edit", lambda now: _written(now, path, before, data), output or Output(),
                dry_run=dry_run,
            )  # fmt: skip
    except (KeyboardInterrupt, asking.StoppedError):
        options.fail(f"nothing was written; the draft is kept: {copy}")
        raise typer.Exit(session.EXIT_INTERRUPTED) from None
    except options.UsageError as error:
        raise options.UsageError(f"{error}; the draft is kept: {copy}") from None
    if dry_run:
        options.fail(f"the draft is kept: {copy}")
        return
    discard(copy)
    _show_findings(snapshot, path, data)


def _say_unchanged(snapshot: Snapshot, path: str, output: Output) -> None:
    from outtrack.acts import Plan

    if output.is_chosen:
        session.emit(writing.table(Plan(()), "edit", snapshot, is_written=False), output)
    else:
        typer.echo(f"nothing changed: {snapshot.workspace.prefix}{path} is as it was")


def _written(now: Snapshot, path: str, before: bytes, data: bytes) -> Plan:
    """Return the plan to give a file the content of the copy; raise RefusedError where it is not as it was."""
    from outtrack.acts import Draft, Plan, RefusedError
    from outtrack.write import Change

    if Draft(now).read(path) != before:
        raise RefusedError(f"{path} has changed since it was opened: nothing was written")
    return Plan((Change(path, before, data),), (f"wrote {now.workspace.prefix}{path}",))


def _edited(snapshot: Snapshot, path: str, before: bytes, copy: Path, line: int | None) -> bytes | None:
    """Return what the person wrote, without errors; None where nothing changed. Exit with 1 where errors stay."""
    from outtrack.snapshot import overlaid

    while True:
        open_copy(copy, line)
        try:
            data = copy.read_bytes()
        except OSError as error:
            raise options.UsageError(f"the copy can't be read any more: {(error.strerror or '').lower()}") from None
        if data == before:
            return None
        now = overlaid(snapshot, {path: data})
        found = [one for one in _findings(now, path, snapshot) if one.severity.value == "error" and _is_structure(one)]
        if not found:
            return data
        session.print_findings(now.workspace, found)
        line = next((one.span.line for one in found if one.span and one.path == path), None)
        count = f"{len(found)} {'error' if len(found) == 1 else 'errors'}"
        if not asking.can_ask() or asking.ask(f"{count}: Enter opens it again, q stops:").casefold() in {"q", "n"}:
            options.fail(f"{count}: nothing was written; the draft is kept: {copy}")
            raise typer.Exit(session.EXIT_FINDINGS)


def _findings(now: Snapshot, path: str, before: Snapshot) -> list[Diagnostic]:
    """Return what `check` finds in a file, and the errors that come on top elsewhere."""
    from outtrack.rules.run import run
    from outtrack.rules.since import since

    found = run(now)
    if any(one.path != path and one.severity.value == "error" for one in found):
        return since(run(before), found, [path])
    return [one for one in found if one.path == path]


def _is_structure(found: Diagnostic) -> bool:
    """Return whether a file can't be used with it: what is only missing is said, and written all the same."""
    from outtrack.rules.structure import STRUCTURE

    return found.rule in STRUCTURE


def _show_findings(snapshot: Snapshot, path: str, data: bytes) -> None:
    from outtrack.snapshot import overlaid

    now = overlaid(snapshot, {path: data})
    found = [one for one in _findings(now, path, snapshot) if one.severity.value != "info"]
    if found:
        session.print_findings(now.workspace, found)


def _place(snapshot: Snapshot, name: str) -> tuple[str, int | None]:
    """Return the file that a name means and the line to begin at; a UsageError where it means none or several."""
    prefix = snapshot.workspace.prefix
    paths = {one.entry.path for one in snapshot.files}
    path = next((one for one in (name, name.removeprefix(prefix), name.removeprefix("./")) if one in paths), None)
    if path is not None:
        return path, None
    broken = _broken(snapshot, name)
    if broken:
        return broken, None
    selector, _ = session.selector_of(snapshot)
    return place_of(snapshot, session.find(selector, name))


def place_of(snapshot: Snapshot, ref: str) -> tuple[str, int | None]:
    """Return the file of an entity or key result, and its line where it is not the first of the file."""
    from outtrack.acts import Draft

    record = snapshot.record(ref)
    if ref.startswith("key_result:"):
        with writing.refusals():
            outcome, index = Draft(snapshot).key_result(ref)
        span = snapshot.span(snapshot.place(outcome, ("key_results", index)))
    else:
        span = snapshot.span(snapshot.place(ref, ("title",))) if record.document else None
    return record.path, span.line if span else None


def _broken(snapshot: Snapshot, name: str) -> str | None:
    """Return the file of the one broken entity that a name means: to be mended, it must be opened."""
    from outtrack.model import KINDS

    kind, colon, rest = name.partition(":")
    kinds = [kind] if colon and kind in KINDS else [] if colon else [*KINDS]
    found = [one for kind in kinds if (one := snapshot.names.records[kind].get(rest if colon else name))]
    return found[0].path if len(found) == 1 and found[0].is_broken else None
