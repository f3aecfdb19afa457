"""What is about to be written, noted before: whoever finds the note of a process that died puts things right.

A note that is not `ready` names the files that were being prepared: they go, and nothing was changed. A ready one
names every step of an edit whose files are all prepared: what is left of it is done. So an edit over several files
is done as a whole or not at all.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from outtrack.frozen import dataclass
from outtrack.write.disk import content, remove, stage, sync_folders
from outtrack.write.errors import EditError, not_editable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Step:
    """One file: from what to what, and where its new content is prepared; None for a file that is to go."""

    target: Path
    beside: Path | None
    before: str | None
    after: str | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done; a file that is to go and has been changed since is left alone."""
        return self.now == self.before if self.beside is None else self.beside.exists()

    @property
    def now(self) -> str | None:
        """The name of what the file holds."""
        return named(content(self.target))

    def do(self) -> None:
        """Put the new content in its place, or take the file away."""
        if self.beside is None:
            self.target.unlink(missing_ok=True)
        else:
            self.beside.replace(self.target)


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in a journal."""

    steps: tuple[Step, ...]
    litter: tuple[Path, ...]
    """What goes when all is done, or given up: prepared files, and the folders made for them."""
    is_ready: bool = False


def named(data: bytes | None) -> str | None:
    """Return a name for content that no other content has; None for no file."""
    return None if data is None else sha256(data).hexdigest()


class Journal:
    """The note of one workspace; only who holds the workspace's lock may touch it."""

    def __init__(self, path: Path, root: Path) -> None:
        self.path, self.root = path, root

    def write(self, note: Note, *, is_lasting: bool = True) -> None:
        """Note something in the place of what was noted; a note that is not `is_lasting` may be lost with the power."""
        steps = [
            [self._shown(one.target), one.beside and self._shown(one.beside), one.before, one.after]
            for one in note.steps
        ]
        litter = list(map(self._shown, note.litter))
        said = {"format": _FORMAT, "ready": note.is_ready, "litter": litter, "steps": steps}
        data = json.dumps(said).encode()
        if not is_lasting:
            self.path.write_bytes(data)
            return
        beside = self.path.with_suffix(".journal-new")
        stage(beside, data)
        beside.replace(self.path)
        sync_folders([self.path.parent])

    def read(self) -> Note | None:
        """Return what is noted; None where there is nothing, or nothing that can be understood."""
        try:
            said: dict[str, Any] = json.loads(content(self.path) or b"null")
            if said["format"] != _FORMAT:
                return None
            steps = [
                Step(self.root / target, beside and self.root / beside, *rest)
                for target, beside, *rest in said["steps"]
            ]
            return Note(tuple(steps), tuple(self.root / one for one in said["litter"]), bool(said["ready"]))
        except (ValueError, TypeError, KeyError):
            return None

    def forget(self) -> None:
        """Take the note away."""
        self.path.unlink(missing_ok=True)

    def recover(self) -> tuple[str, ...]:
        """Put right what a process that died left behind; return the files that have been written for it.

        Raise EditError where somebody has changed a file since, so that the rest of the edit would go over that.
        """
        note = self.read()
        written: tuple[str, ...] = ()
        if note is not None and note.is_ready:
            left = [step for step in note.steps if step.is_open]
            is_undone = any(step.now == step.before != step.after for step in note.steps if not step.is_open)
            if not is_undone:
                self._refuse_changed(left)
                finish(left)
                written = tuple(self._shown(step.target) for step in left)
        if note is not None:
            remove(note.litter)
        self.forget()
        return written

    def _refuse_changed(self, left: Sequence[Step]) -> None:
        for step in left:
            if step.beside is not None and step.now not in {step.before, step.after}:
                raise EditError(
                    not_editable(
                        self._shown(step.target),
                        "outtrack was stopped while it wrote several files, and this one has been changed since",
                        f"its new content waits in {self._shown(step.beside)}: take over what you need and delete it",
                    )
                )

    def _shown(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def finish(steps: Sequence[Step]) -> None:
    """Do the steps that are left, new content first; raise OSError where one can't be done."""
    for step in sorted(steps, key=lambda step: step.beside is None):
        step.do()
    sync_folders(step.target.parent for step in steps)
