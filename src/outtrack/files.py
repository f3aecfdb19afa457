"""(path, bytes) pairs from disk, and what git says; the only module that starts it.

Paths are relative to the workspace, with forward slashes, whatever the platform writes.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha1
from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
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

    def read_top(self, path: str) -> bytes:
        """Return the bytes of a file of the repository, named from its top; raise OSError where that is impossible."""
        with open(f"{self.repository}/{path}", "rb") as stream:  # noqa: PTH123 - likewise
            return stream.read(MAX_BYTES + 1)

    def read(self, path: str) -> bytes:
        """Return the bytes of a file of the workspace; raise OSError where that is impossible."""
        with open(f"{self.root}/{path}", "rb") as stream:  # noqa: PTH123 - the hot path: no Path objects
            return stream.read(MAX_BYTES + 1)


@dataclass(frozen=True, slots=True)
class Overlay(Workspace):
    """A workspace some of whose files hold other texts, not yet saved, by path."""

    texts: Mapping[str, bytes]

    def read(self, path: str) -> bytes:
        """Return what the file holds here, or else on the disk."""
        return self.texts[path] if path in self.texts else Workspace.read(self, path)


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


class GitError(Exception):
    """Git is not there, or did not do what it was asked for; carries its words."""


_QUIET: Final = (
    "--no-optional-locks",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),
)
"""Nothing is written, no program is started that the repository names, and nothing is fetched."""
_ELSEWHERE: Final = tuple(
    f"GIT_{what}" for what in ("DIR", "WORK_TREE", "INDEX_FILE", "OBJECT_DIRECTORY", "COMMON_DIR", "PREFIX")
)
"""What a hook of one repository would say about another."""


_MOST_CONFLICTS: Final = 127
"""`git merge-file` ends with the number of conflicts, or this where there are more."""


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Run git in a folder and return what it prints; raise GitError with what it says instead."""
    import subprocess

    env = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    env |= {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(
            ["git", *_QUIET, *arguments], cwd=folder, env=env, input=stdin, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise GitError("git is not installed") from None
    if done.returncode:
        said = " ".join(done.stderr.decode(errors="replace").split())
        raise GitError(said.removeprefix("fatal: ") or f"git ended with {done.returncode}")
    return done.stdout


def merge_texts(three: Sequence[bytes], labels: Sequence[str], marker_size: int) -> tuple[bytes, bool]:
    """Return what git's own merge makes of base, ours and theirs, line by line, and whether it left conflicts.

    `labels` stand behind its marks: for ours, the base and theirs. Raise GitError where git merges no such files.
    """
    import subprocess
    from tempfile import TemporaryDirectory

    named = [part for label in labels for part in ("-L", label)]
    with TemporaryDirectory(prefix="outtrack-") as folder:
        paths = [f"{folder}/{name}" for name in ("ours", "base", "theirs")]
        base, ours, theirs = three
        for path, data in zip(paths, (ours, base, theirs), strict=True):
            with open(path, "wb") as stream:  # noqa: PTH123 - as above
                stream.write(data)
        command = ["git", *_QUIET, "merge-file", "-p", f"--marker-size={marker_size}", *named, *paths]
        try:
            done = subprocess.run(command, capture_output=True, check=False)
        except FileNotFoundError:
            raise GitError("git is not installed") from None
    if done.returncode < 0 or done.returncode > _MOST_CONFLICTS:
        raise GitError(" ".join(done.stderr.decode(errors="replace").split()) or "git could not merge the file")
    return done.stdout, done.returncode > 0


def changed_paths(repository: Path, base: str) -> frozenset[str]:
    """Return the files that differ from where a branch left `base`, by their paths from the repository's top.

    Empty where that can't be known: without git, or in a clone that is too shallow to hold where they parted.
    """
    for since in (("--merge-base", f"origin/{base}"), ("HEAD^1",)):  # else what a pull request is merged into
        with suppress(GitError, OSError):
            found = git(repository, "diff", "--name-only", "-z", "--no-ext-diff", *since)
            return frozenset(os.fsdecode(path) for path in found.split(b"\0") if path)
    return frozenset()


_AT_LINE: Final = {
    **dict.fromkeys(("vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak"), ("+{line}", "{path}")),
    **dict.fromkeys(("code", "code-insiders", "codium", "cursor"), ("--goto", "{path}:{line}")),
    **dict.fromkeys(("hx", "subl", "zed"), ("{path}:{line}",)),
}
"""How editors are told to open a file at a line."""
_LEAVE_AT_ONCE: Final = frozenset(("code", "code-insiders", "codium", "cursor", "subl", "zed"))
"""Editors that must be told to wait until the file is closed."""


def editor_command(command: str, path: str, line: int | None = None) -> list[str]:
    """Return the words that start an editor, given as in `$EDITOR`, on a file, at a line where it can be told one.

    Raise ValueError where the command has a quote that does not end.
    """
    import shlex

    words = shlex.split(command)
    name = words[0].replace("\\", "/").rpartition("/")[2].removesuffix(".exe") if words else ""
    if name in _LEAVE_AT_ONCE and not {"--wait", "-w"} & {*words}:
        words.append("--wait")
    ways = _AT_LINE.get(name, ("{path}",)) if line else ("{path}",)
    return [*words, *(way.format(path=path, line=line) for way in ways)]


def run_editor(words: list[str]) -> int:
    """Run an editor on the terminal that one sits at and return its exit code; raise OSError where it can't start.

    Ctrl-C is the editor's while it runs. The user's own setting names it, never a file of the workspace.
    """
    import signal
    import subprocess

    def leave(*_: object) -> None:
        """Do nothing: a handler, unlike `SIG_IGN`, is not handed down to the editor."""

    before = signal.signal(signal.SIGINT, leave)
    try:
        return subprocess.run(words, check=False).returncode
    finally:
        signal.signal(signal.SIGINT, before)


def reason(error: OSError) -> str:
    """Return why a file can't be read, in the system's words."""
    return f"it can't be read: {(error.strerror or 'unknown reason').lower()}"


def blob_id(data: bytes) -> str:
    """Return git's name for a file of this content."""
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
