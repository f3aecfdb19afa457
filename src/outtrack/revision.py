"""A workspace as a commit holds it: read from git, never checked out."""

from __future__ import annotations

import re
from dataclasses import field
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Final

from outtrack.files import MAX_BYTES, WORKSPACE_FILE, GitError, Workspace, git
from outtrack.frozen import dataclass
from outtrack.ignored import Ignored

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

_SUFFIXES: Final = (".yaml", ".yml")
_FILES: Final = ("100644", "100755")
_LINK: Final = "120000"


class RevisionError(Exception):
    """A revision can't be had; says why, and the way out."""


@dataclass(frozen=True, slots=True)
class Revision(Workspace):
    """The workspace at a commit: the same paths, other bytes."""

    commit: str
    blobs: dict[str, str]
    """Git's names for the contents of its files, by their paths in the workspace."""
    links: dict[str, str]
    """Git's names for the targets of its symbolic links, by their paths."""
    _read: dict[str, bytes] = field(default_factory=dict, repr=False)

    def fetch(self, paths: Iterable[str]) -> None:
        """Read several files at once: `read` then has them."""
        wanted = {blob for path in paths if (blob := self.blobs.get(path)) and blob not in self._read}
        self._read.update(_contents(self, sorted(wanted)))

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raise OSError where the commit has none."""
        blob = self.blobs.get(path)
        if blob is None:
            raise FileNotFoundError(path)
        self.fetch([path])
        return self._read[blob][: MAX_BYTES + 1]

    def read_top(self, path: str) -> bytes:
        """Return the bytes of a file of the repository, named from its top; raise OSError where there is none."""
        if path.startswith(self.prefix):
            return self.read(path.removeprefix(self.prefix))
        try:
            return git(self.root, "cat-file", "blob", f"{self.commit}:{path}")
        except GitError:
            raise FileNotFoundError(path) from None

    def files(self, include: tuple[str, ...], kind_folders: Container[str]) -> list[str]:
        """Return the YAML files that belong to the workspace, as a walk over the folders would find them, sorted."""
        folders = _Folders(self, include, kind_folders)
        own = [path for path in self.blobs if path.endswith(_SUFFIXES)]
        found = {path for path in own if folders.have(path)}
        for link, target in self._targets():
            for path in own:
                under = link + path.removeprefix(target)
                leads = path == target or path.startswith(f"{target}/")
                if leads and path not in found and under.endswith(_SUFFIXES) and folders.have(under):
                    self.blobs[under] = self.blobs[path]
                    found.add(under)
        return sorted(found)

    def _targets(self) -> Iterator[tuple[str, str]]:
        """Yield the symbolic links and where in the workspace they lead."""
        texts = _contents(self, sorted(set(self.links.values())))
        for link, blob in self.links.items():
            yield link, normpath(join(dirname(link), texts[blob].decode(errors="replace")))


class _Folders:
    """Tells which folders of a commit belong to the workspace."""

    def __init__(self, revision: Revision, include: tuple[str, ...], kind_folders: Container[str]) -> None:
        self.patterns = [_pattern(one) for one in include]
        self.kind_folders = kind_folders
        self.inner = {dirname(path) for path in revision.blobs if path.endswith(f"/{WORKSPACE_FILE}")}
        self.ignored = Ignored(revision)
        for path in sorted(revision.blobs, key=lambda path: path.count("/")):
            if path.endswith("/.gitignore"):
                self.ignored.add(dirname(path))
        self.known: dict[str, bool] = {}

    def have(self, path: str) -> bool:
        """Return whether a file belongs to the workspace."""
        folder, _, name = path.rpartition("/")
        if folder not in self.known:
            self.known[folder] = self._belongs(folder)
        is_taken = self.known[folder] and name[0] != "." and path != WORKSPACE_FILE
        return is_taken and not self.ignored.is_ignored(path, is_folder=False)

    def _belongs(self, folder: str) -> bool:
        parts = folder.split("/") if folder else []
        above = ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
        if self.patterns:
            names = ["", *(f"{name}/" for name in above)]
            is_included = any(one.fullmatch(name) for name in names for one in self.patterns)
        else:
            is_included = bool(parts) and parts[0] in self.kind_folders
        return (
            is_included
            and not any(part.startswith(".") for part in parts)
            and self.inner.isdisjoint(above)
            and not any(self.ignored.is_ignored(name, is_folder=True) for name in above)
        )


def _pattern(include: str) -> re.Pattern[str]:
    """Return what the folders match, each with a slash at its end, that one line of `include` names."""
    parts = []
    for part in PurePosixPath(include).parts:
        if part == "**":
            parts.append("(?:[^/]+/)*")
        else:
            text = re.escape(part).replace(r"\*", "[^/]*").replace(r"\?", "[^/]")
            parts.append(re.sub(r"\\\[(!?)(.+?)\\\]", lambda one: f"[{'^' if one[1] else ''}{one[2]}]", text) + "/")
    return re.compile("".join(parts), re.DOTALL)


def _git(workspace: Workspace, *arguments: str, stdin: bytes = b"") -> bytes:
    try:
        return git(workspace.root, *arguments, stdin=stdin)
    except GitError as error:
        raise RevisionError(f"git says: {error}") from None


def _contents(revision: Revision, blobs: list[str]) -> dict[str, bytes]:
    """Return the contents of blobs, read in one go."""
    if not blobs:
        return {}
    data = _git(revision, "cat-file", "--batch", stdin="".join(f"{blob}\n" for blob in blobs).encode())
    found, at = {}, 0
    for blob in blobs:
        end = data.index(b"\n", at)
        size = data[at:end].rpartition(b" ")[2]  # name, type, size; where it has none: name, `missing`
        if not size.isdigit():
            raise RevisionError("a part of the history is not in this clone: fetch it whole")
        found[blob] = data[end + 1 : end + 1 + int(size)]
        at = end + int(size) + 2
    return found


def revision(workspace: Workspace, name: str) -> Revision:
    """Return the workspace at the commit at which HEAD and the named revision went apart: where a change began.

    Raise RevisionError where there is no repository, no such revision, or too little of its history.
    """
    if workspace.repository is None:
        raise RevisionError("the workspace is in no git repository")
    commit = _merge_base(workspace, name)
    blobs: dict[str, str] = {}
    links: dict[str, str] = {}
    for line in _git(workspace, "ls-tree", "-r", "-z", commit).split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        mode, _, blob = about.decode().split()
        names = blobs if mode in _FILES else links if mode == _LINK else {}
        names[path.decode(errors="replace")] = blob
    return Revision(workspace.root, workspace.repository, commit, blobs, links)


def _merge_base(workspace: Workspace, name: str) -> str:
    if not name.strip() or name.startswith("-"):
        raise RevisionError(f"`{name}` is not a revision")
    _git(workspace, "rev-parse", "--git-dir")
    try:
        commit = git(workspace.root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").decode().strip()
    except GitError:
        raise RevisionError(f"there is no revision `{name}` here{_shallow(workspace)}") from None
    try:
        return git(workspace.root, "merge-base", commit, "HEAD").decode().strip()
    except GitError:
        raise RevisionError(f"`{name}` and HEAD have no history in common{_shallow(workspace)}") from None


def _shallow(workspace: Workspace) -> str:
    """Return the way out, if the clone is cut off."""
    if _git(workspace, "rev-parse", "--is-shallow-repository").strip() != b"true":
        return ""
    return ": this clone is shallow, fetch more of it (`git fetch --unshallow`; in CI, `fetch-depth: 0`)"


def changed_files(since: Revision) -> set[str]:
    """Return the paths in the workspace that are not as in the commit: committed since, staged, not staged, or new."""
    how = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules", "--relative")
    listing = _git(since, "diff", *how, since.commit, "--")
    listing += _git(since, "ls-files", "-z", "--others", "--exclude-standard")
    return {path.decode(errors="replace") for path in listing.split(b"\0")[:-1]}
