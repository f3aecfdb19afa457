"""(path, bytes) pairs from disk; the only module that starts git.

Paths are relative to the workspace, with forward slashes, whatever the platform writes.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha1
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

WORKSPACE_FILE: Final = "outtrack.yaml"
MAX_BYTES: Final = 4 * 1024 * 1024
"""Larger files are not read to their end: no entity needs as much."""


class Entry(NamedTuple):
    """A file as the folder shows it: enough to tell whether it changed since it was read."""

    path: str
    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where a workspace lies, in itself and in its repository."""

    root: Path
    repository: Path | None
    """The repository's top folder; None outside a repository."""

    @property
    def prefix(self) -> str:
        """The path from the repository's top to the workspace, with a slash at its end; empty at the top."""
        if self.repository is None or self.repository == self.root:
            return ""
        return self.root.relative_to(self.repository).as_posix() + "/"

    def read(self, path: str) -> bytes:
        """Return the bytes of a file of the workspace; raise OSError where that is impossible."""
        with open(f"{self.root}/{path}", "rb") as stream:  # noqa: PTH123 - the hot path: no Path objects
            return stream.read(MAX_BYTES + 1)


def find_workspace(start: Path) -> Workspace | None:
    """Return the nearest workspace from a folder upwards, or None."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / WORKSPACE_FILE).is_file():
            return Workspace(folder, find_repository(folder))
    return None


def find_repository(start: Path) -> Path | None:
    """Return the top folder of the git repository around a folder, or None."""
    return next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), None)


def git_folder(repository: Path) -> Path | None:
    """Return where git keeps its own files; a worktree or submodule names the place in a file."""
    dot_git = repository / ".git"
    if dot_git.is_dir():
        return dot_git
    try:
        content = dot_git.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    target = (repository / content.removeprefix("gitdir:").strip()).resolve()
    return target if content.startswith("gitdir:") and target.is_dir() else None


def changed_paths(repository: Path, base: str) -> frozenset[str]:
    """Return the files that differ from where a branch left `base`, by their paths from the repository's top.

    Empty where that can't be known: without git, or in a clone that is too shallow to hold where they parted.
    """
    found = _git(repository, "diff", "--name-only", "-z", "--no-ext-diff", "--merge-base", f"origin/{base}")
    if found is None:  # what a pull request is merged into, where two commits are there
        found = _git(repository, "diff", "--name-only", "-z", "--no-ext-diff", "HEAD^1")
    return frozenset(os.fsdecode(path) for path in (found or b"").split(b"\0") if path)


def _git(repository: Path, *args: str) -> bytes | None:
    """Return what git prints, or None where it fails; nothing that the repository configures is run."""
    import subprocess

    inert = ("--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
    try:
        done = subprocess.run(["git", *inert, *args], cwd=repository, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def reason(error: OSError) -> str:
    """Return why a file can't be read, in the system's words."""
    return f"it can't be read: {(error.strerror or 'unknown reason').lower()}"


def blob_id(data: bytes) -> str:
    """Return git's name for a file of this content."""
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
