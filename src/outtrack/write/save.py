"""Files are written whole and all together: beside their places first, and moved there when all of them are ready."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from outtrack.diagnostic import Diagnostic, Place
from outtrack.files import reason
from outtrack.write.edits import EditError

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def save(workspace: Workspace, changes: Sequence[Change]) -> None:
    """Write the changes; raise EditError, with nothing written, where one can't be or its file is not as it was.

    A symbolic link stays one: what it leads to is written, if that lies within the workspace.
    """
    staged: list[tuple[Change, Path, Path | None]] = []
    path = ""
    try:
        for change in changes:
            path = change.path
            target = _target(workspace, change)
            _unchanged(change, target)
            staged.append((change, target, None if change.after is None else _stage(change, change.after, target)))
        for change, target, _ in staged:
            _unchanged(change, target)
        for change, target, beside in staged:
            path = change.path
            if beside is None:
                target.unlink()
            else:
                beside.replace(target)
    except OSError as error:
        raise _error(path, reason(error).replace("read", "written")) from None
    finally:
        for _, _, beside in staged:
            with suppress(OSError):
                if beside is not None:
                    beside.unlink()


def _target(workspace: Workspace, change: Change) -> Path:
    """Return the file that a path leads to, through all symbolic links."""
    root = Path(os.path.realpath(workspace.root))
    target = Path(os.path.realpath(root / change.path))
    if not target.is_relative_to(root) or target == root:
        raise _error(change.path, "it lies outside of the workspace", "write it there, or copy it into the workspace")
    return target


def _unchanged(change: Change, target: Path) -> None:
    """Raise where a file does not hold any more what it held when the change was planned."""
    try:
        now: bytes | None = target.read_bytes()
    except FileNotFoundError:
        now = None
    if now != change.before:
        what = "it is there already" if change.before is None else "it has changed since it was read"
        raise _error(change.path, f"{what}: nothing was written", "run the command again")


def _stage(change: Change, after: bytes, target: Path) -> Path:
    """Write the new content beside its place, safe on the disk and with the mode of the old; return where."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())
            if change.before is not None:
                beside.chmod(stat.S_IMODE(target.stat().st_mode))
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise
    return beside


def _error(path: str, message: str, hint: str | None = None) -> EditError:
    return EditError(Diagnostic(rule="not-editable", message=message, hint=hint, place=Place(path)))
