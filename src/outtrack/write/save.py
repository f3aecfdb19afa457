"""Files are written whole and all together: beside their places first, and moved there when all of them are ready."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from outtrack.cache import location
from outtrack.files import reason
from outtrack.frozen import dataclass
from outtrack.write.disk import content, is_read_only, remove, stage, sync_folders
from outtrack.write.errors import ChangedError, EditError, not_editable
from outtrack.write.journal import Journal, Note, Step, finish, named
from outtrack.write.lock import PATIENCE, locked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outtrack.files import Workspace


@dataclass(frozen=True, slots=True)
class Change:
    """What a file should hold. `before` is what it held when the change was planned; None for a new file.

    `after` is None for a file that is to be deleted.
    """

    path: str
    """Within the workspace, with forward slashes."""
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Pen:
    """The right to write in a workspace, while nobody else does."""

    root: Path
    journal: Journal
    mended: tuple[str, ...]
    """The files in which an edit of a process that had died was finished."""

    def save(self, changes: Sequence[Change]) -> None:
        """Write the changes, all or none; raise what `save` raises."""
        targets: dict[Path, Change] = {}
        for change in changes:
            first = targets.setdefault(self._target(change), change)
            if first.after != change.after:
                raise _error(change.path, f"it is another name of {first.path}, which is to hold something else")
        planned = [(change, target) for target, change in targets.items()]
        for change, target in planned:
            _check(change, target)
        steps = tuple(_step(change, target) for change, target in planned)
        if steps:
            self._write(planned, steps)

    def _write(self, planned: Sequence[tuple[Change, Path]], steps: tuple[Step, ...]) -> None:
        prepared = tuple(step.beside for step in steps if step.beside is not None)
        backs = (_beside(step.target, "back") for step in steps)
        litter = (*prepared, *backs, *_missing_folders(prepared))
        is_many = len(steps) > 1
        path = planned[0][0].path
        try:
            self.journal.write(Note(steps, litter), is_lasting=False)
            for (change, target), step in zip(planned, steps, strict=True):
                path = change.path
                _prepare(change, target, step)
            for change, target in planned:
                _check(change, target)
            if is_many:
                sync_folders(one.parent for one in prepared)
                self.journal.write(Note(steps, litter, is_ready=True))
        except BaseException as error:
            remove(litter)
            self.journal.forget()
            if isinstance(error, OSError):
                raise _error(path, reason(error).replace("read", "written")) from None
            raise
        self._finish(planned, steps, litter)

    def _finish(
        self, planned: Sequence[tuple[Change, Path]], steps: tuple[Step, ...], litter: tuple[Path, ...]
    ) -> None:
        """Put what is prepared into its places; where that fails on the way, everything goes back."""
        try:
            finish(steps)
        except OSError as error:
            said = reason(error).replace("read", "written")
            path = next((change.path for (change, _), step in zip(planned, steps, strict=True) if step.is_open), "")
            try:
                self._undo([change for change, _ in planned], steps, litter)
            except OSError:
                raise _error(path, f"{said}: half of the edit is done", "the next command finishes it") from None
            raise _error(path, said) from None
        self.journal.forget()

    def _undo(self, changes: Sequence[Change], steps: tuple[Step, ...], litter: tuple[Path, ...]) -> None:
        """Give the files back what they held; should that be cut short as well, the next command goes on with it."""
        back = []
        for change, step in zip(changes, steps, strict=True):
            if step.now == step.before:
                continue
            beside = None
            if change.before is not None:
                beside = _beside(step.target, "back")
                stage(beside, change.before, step.target if step.target.exists() else None)
            back.append(Step(step.target, beside, step.after, step.before))
        self.journal.write(Note(tuple(back), litter, is_ready=True))
        finish(back)
        remove(litter)
        self.journal.forget()

    def _target(self, change: Change) -> Path:
        """Return the file that a path leads to, through all symbolic links."""
        target = Path(os.path.realpath(self.root / change.path))
        if not target.is_relative_to(self.root) or target == self.root:
            hint = "write it there, or copy it into the workspace"
            raise _error(change.path, "it lies outside of the workspace", hint)
        return target


@contextmanager
def writing(workspace: Workspace, patience: float = PATIENCE) -> Iterator[Pen]:
    """Hold the right to write in a workspace; raise EditError where somebody else has it for too long.

    What a process that died left behind is put right first.
    """
    root = Path(os.path.realpath(workspace.root))
    place = location(workspace)
    lock, journal = place.with_suffix(".lock"), Journal(place.with_suffix(".journal"), root)
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(lock, patience))
        except TimeoutError as error:
            raise _error("", str(error), "run the command again when it is done") from None
        except OSError as error:
            what = reason(error).removeprefix("it can't be read: ")
            raise _error("", f"nothing was written, since the lock {lock} can't be taken: {what}") from None
        try:
            mended = journal.recover()
        except OSError as error:
            what = reason(error).replace("read", "written")
            raise _error("", f"an edit that was interrupted can't be finished: {what}") from None
        yield Pen(root, journal, mended)


def save(workspace: Workspace, changes: Sequence[Change]) -> None:
    """Write the changes; raise EditError, with nothing written, where one can't be or its file is not as it was.

    A symbolic link stays one: what it leads to is written, if that lies within the workspace.
    """
    with writing(workspace) as pen:
        pen.save(changes)


def _check(change: Change, target: Path) -> None:
    """Raise where a file does not hold any more what it held when the change was planned, or may not be written."""
    try:
        now = content(target)
    except OSError as error:
        raise _error(change.path, reason(error).replace("read", "written")) from None
    if now != change.before:
        what = "it is there already" if change.before is None else "it has changed since it was read"
        raise ChangedError(not_editable(change.path, f"{what}: nothing was written", "run the command again"))
    if is_read_only(target):
        raise _error(change.path, "it can't be written: it is read-only", "make it writable, or leave it as it is")


def _step(change: Change, target: Path) -> Step:
    beside = None if change.after is None else _beside(target, "new")
    return Step(target, beside, named(change.before), named(change.after))


def _beside(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.outtrack-{what}")


def _missing_folders(files: Sequence[Path]) -> tuple[Path, ...]:
    """Return the folders that must be made for files, the innermost first."""
    found = {folder for file in files for folder in file.parents if not folder.exists()}
    return tuple(sorted(found, key=lambda folder: len(folder.parts), reverse=True))


def _prepare(change: Change, target: Path, step: Step) -> None:
    if step.beside is not None and change.after is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
        stage(step.beside, change.after, target if change.before is not None else None)


def _error(path: str, message: str, hint: str | None = None) -> EditError:
    return EditError(not_editable(path, message, hint))
