"""What `outtrack init` writes: each file as it is, or as it was left alone."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import typer

from outtrack.acts.builds import NewFile
from outtrack.cli import asking, options, session, writing
from outtrack.cli.output import Output
from outtrack.files import WORKSPACE_FILE, Workspace, find_repository, find_workspace
from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outtrack.shapes import Table
    from outtrack.write import Change


@dataclass(frozen=True, slots=True)
class Part:
    """A file that should be there, and whether it is."""

    shown: str
    """How it is called from where one is."""
    target: Path
    data: bytes
    is_there: bool
    is_changed: bool = False
    """Whether something was put into it, beside what it holds."""


def part_of(top: Path, file: NewFile) -> Part:
    """Return a file that should be there, below a folder."""
    target = top / file.path
    shown = target if not top.is_absolute() else Path(os.path.relpath(target))
    return Part(shown.as_posix(), target, file.data, os.path.lexists(target))


def kept(root: Path) -> Part:
    """Return what marks a workspace that was there before."""
    target = root / WORKSPACE_FILE
    return Part(target.as_posix(), target, b"", is_there=True)


def write(root: Path, parts: list[Part], *, with_folders: bool) -> None:
    """Write the files that are not there yet.

    The one that marks the workspace comes last, so that a run that is cut short can be repeated.
    """
    from outtrack.acts.start import FOLDERS

    try:
        for part in sorted(parts, key=lambda one: one.target.name == WORKSPACE_FILE):
            if not part.is_there:
                part.target.parent.mkdir(parents=True, exist_ok=True)
                with part.target.open("xb") as stream:  # never over anything, whoever wrote it a moment ago
                    stream.write(part.data)
        for name in FOLDERS if with_folders else ():
            (root / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise options.UsageError(f"`{root}` can't be written: {(error.strerror or '').lower()}") from None


def settle(root: Path, day: date, acts: Sequence[writing.Act]) -> list[Part]:
    """Carry out what can only be planned where there is a workspace already, and return the files that it wrote."""
    from outtrack.snapshot import ConfigError, load

    place = find_workspace(root)
    found: list[Part] = []
    for act in acts:
        try:
            plan = writing.perform(load(place, day), act) if place else None
        except ConfigError:
            raise options.UsageError("outtrack.yaml has errors: mend them first (`outtrack check`)") from None
        found += [changed(root, one) for one in (plan.changes if plan else ())]
        for note in plan.notes if plan else ():
            options.fail(note)
    return found


def planned(root: Path, parts: list[Part], day: date, acts: Sequence[writing.Act]) -> list[Change]:
    """Return what acts would change once the parts are written.

    What they ask of the new workspace is read from a copy of it that lies elsewhere; which files are there, and what
    they hold, from the place where it will be.
    """
    from outtrack.snapshot import ConfigError, load

    if not acts:
        return []
    with TemporaryDirectory(prefix="outtrack-") as name:
        copy = Path(name)
        inside = [part for part in parts if part.target.is_relative_to(root) and not part.is_there]
        moved = [replace(part, target=copy / part.target.relative_to(root)) for part in inside]
        write(copy, moved, with_folders=False)
        place = Workspace(root.resolve(), find_repository(root.resolve()))
        try:
            seen = load(Workspace(copy, None), day, use_cache=False) if parts else load(place, day)
        except ConfigError:
            raise options.UsageError("outtrack.yaml has errors: mend them first (`outtrack check`)") from None
        with writing.refusals():
            return [change for act in acts for change in act(replace(seen, workspace=place)).changes]


def changed(root: Path, change: Change) -> Part:
    """Return a file that an act writes or changes."""
    part = part_of(root, NewFile(change.path, change.after or b""))
    return replace(part, is_there=False, is_changed=change.before is not None)


def show(parts: list[Part], root: Path, changes: Sequence[Change] = ()) -> None:
    """Print what would be written, as a diff."""
    from outtrack.cli.changes import diff
    from outtrack.write import Change

    new = [Change(part.shown, None, part.data) for part in parts if not part.is_there]
    more = [replace(one, path=changed(root, one).shown) for one in changes]
    typer.echo(diff([*new, *more], ""), nl=False)
    for part in parts:
        if part.is_there:
            options.fail(f"{part.shown} is there already: it stays as it is")
    options.fail("nothing was written: without --dry-run it is")


def tell(parts: list[Part], target: Output, day: date, *, is_written: bool) -> None:
    """Say of each file whether it was written or kept."""
    if target.is_chosen:
        session.emit(_table(parts, day, is_written=is_written), target)
        return
    for part in parts:
        typer.echo(f"{'changed' if part.is_changed else 'kept' if part.is_there else 'wrote'} {part.shown}")


def _table(parts: list[Part], day: date, *, is_written: bool) -> Table:
    from outtrack.shapes import Cell, Column, Row, Table

    def row(part: Part) -> Row:
        data = {"path": part.shown, "action": "change" if part.is_changed else "keep" if part.is_there else "create"}
        return Row(tuple(Cell(text) for text in data.values()), lambda: data)

    columns = (Column("path", "Path"), Column("action", "Action", is_headline=True))
    return Table(
        report="init", as_of=day, columns=columns, rows=tuple(map(row, parts)), summary={"written": is_written}
    )


def lacking(parts: list[Part], beside: list[NewFile]) -> None:
    """Say what a file that is kept lacks, for somebody to add."""
    for part, file in zip(parts[len(parts) - len(beside) :], beside, strict=True):
        if part.is_there and b"outtrack" not in _content(part.target):
            options.fail(f"{part.shown} is yours, and stays as it is; add to it:")
            for line in file.data.decode().splitlines():
                asking.say(f"  {line}")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
