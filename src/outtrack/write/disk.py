"""What the writer does on the disk: files that are safe there before they take their places."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def content(path: Path) -> bytes | None:
    """Return what a file holds, None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def stage(beside: Path, data: bytes, like: Path | None = None) -> None:
    """Write a new file and have it safe on the disk, with the mode and owner of another; OSError where that fails."""
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        if like is not None:
            _like(beside, like.stat())
        os.fsync(stream.fileno())


def _like(path: Path, status: os.stat_result) -> None:
    """Give a file the owner, as far as that is allowed, and the mode of another."""
    mine = path.stat()
    if (mine.st_uid, mine.st_gid) != (status.st_uid, status.st_gid):
        with suppress(OSError):
            os.chown(path, status.st_uid, status.st_gid)
    path.chmod(stat.S_IMODE(status.st_mode))


def sync_folders(folders: Iterable[Path]) -> None:
    """Have the names in folders safe on the disk, where the system can do that for folders."""
    for folder in sorted(set(folders)):
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def remove(paths: Iterable[Path]) -> None:
    """Take files away, and folders that hold nothing; what can't be removed stays."""
    for path in paths:
        with suppress(OSError):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink()


def is_read_only(path: Path) -> bool:
    """Return whether a file that is there says that nobody may write it, or not this user."""
    return path.exists() and not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK))
