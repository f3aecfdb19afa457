"""The YAML files of a workspace: which folders are walked, and what is said about those that are not."""

from __future__ import annotations

import os
import stat
from dataclasses import field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from outtrack.diagnostic import Diagnostic, Place, Severity
from outtrack.files import WORKSPACE_FILE, Entry, Workspace, reason
from outtrack.frozen import dataclass
from outtrack.ignored import Ignored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SUFFIXES = (".yaml", ".yml")


@dataclass(slots=True)
class Listing:
    """The files of a workspace, sorted by path, and what was wrong on the way to them."""

    entries: list[Entry] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """The included folders that do not exist."""


def discover(
    workspace: Workspace,
    include: tuple[str, ...],
    kind_folders: Iterable[str],
    near_kind: Callable[[str], str | None],
) -> Listing:
    """Return the YAML files of a workspace.

    With `include`, all files below the folders that it names; without, those below the folders beside
    `outtrack.yaml` that are named after kinds. `near_kind` tells which kind's folder a name nearly names.
    """
    walk = _Walk(workspace, kind_folders, near_kind)
    for pattern in include:
        folders = matching(workspace.root, pattern)
        if not folders:
            walk.listing.missing.append(pattern)
        for folder in folders:
            walk.begin(folder)
    if not include:
        with os.scandir(workspace.root) as found:
            children = sorted((child.name, child.is_dir()) for child in found)
        for name, is_folder in children:
            if is_folder and name in walk.kind_folders:
                walk.begin(name)
            elif is_folder and not name.startswith("."):
                walk.look_at_name(name)
    walk.follow_links()
    walk.listing.entries.sort(key=lambda entry: entry.path)
    return walk.listing


def matching(root: Path, pattern: str) -> list[str]:
    """Return the folders that one line of `include` names, relative to the workspace; `.` for itself."""
    pattern = PurePosixPath(pattern).as_posix()
    if not any(char in pattern for char in "*?["):
        return [pattern] if (root / pattern).is_dir() else []
    folders = (found.relative_to(root) for found in root.glob(pattern) if found.is_dir())
    return sorted(folder.as_posix() for folder in folders if not any(part.startswith(".") for part in folder.parts))


class _Walk:
    """One walk over folders: every folder and file once, symbolic links last and only within the workspace."""

    def __init__(
        self, workspace: Workspace, kind_folders: Iterable[str], near_kind: Callable[[str], str | None]
    ) -> None:
        self.root, self.kind_folders, self.near_kind = str(workspace.root), frozenset(kind_folders), near_kind
        self.listing = Listing()
        self.folders: set[tuple[int, int]] = set()
        self.files: set[tuple[int, int]] = set()
        self.links: list[str] = []
        self.ignored = Ignored(workspace)

    def begin(self, path: str) -> None:
        """Walk a folder that `include` names, or that is named after a kind."""
        path = "" if path == "." else path
        self.look_at_name(path)
        if os.path.realpath(f"{self.root}/{path}") != os.path.normpath(f"{self.root}/{path}"):
            self.links.append(path)
        else:
            self.folder(path)

    def folder(self, path: str) -> None:
        """Take the files of one folder and of those below it."""
        if path and self.ignored.is_ignored(path, is_folder=True):
            return
        here = f"{self.root}/{path}" if path else self.root
        try:
            status = os.stat(here)  # noqa: PTH116 - the hot module: no Path objects
            if (status.st_dev, status.st_ino) in self.folders:
                return
            self.folders.add((status.st_dev, status.st_ino))
            with os.scandir(here) as found:
                children = sorted(found, key=lambda child: child.name)
        except OSError as error:
            self.complain(path, reason(error))
            return
        names = {child.name for child in children}
        if path and WORKSPACE_FILE in names:
            return
        if ".gitignore" in names:
            self.ignored.add(path)
        before = f"{path}/" if path else ""
        for child in children:
            if child.name[0] != ".":
                try:
                    self.child(child, before + child.name)
                except OSError as error:
                    self.complain(before + child.name, reason(error))

    def child(self, child: os.DirEntry[str], path: str) -> None:
        """Take what stands in a folder: a folder, a file, or a symbolic link to look at later."""
        is_yaml = child.name.endswith(_SUFFIXES)
        if child.is_symlink():
            if is_yaml or child.is_dir():
                self.links.append(path)
        elif child.is_dir():
            self.look_at_name(path)
            self.folder(path)
        elif is_yaml and path != WORKSPACE_FILE:
            self.file(path, child.stat())

    def file(self, path: str, status: os.stat_result) -> None:
        """Take a file, unless it is not one or is ignored."""
        if self.ignored.is_ignored(path, is_folder=False):
            return
        if not stat.S_ISREG(status.st_mode):
            self.complain(path, "it is not a file")
        elif not path.isascii() and path.encode(errors="replace") != os.fsencode(path):
            readable = os.fsencode(path).decode(errors="backslashreplace")
            self.complain(readable, "its name is not UTF-8", "rename it")
        else:
            self.files.add((status.st_dev, status.st_ino))
            self.listing.entries.append(Entry(path, status.st_size, status.st_mtime_ns, status.st_ino))

    def look_at_name(self, path: str) -> None:
        """Complain about a folder with files whose name is nearly that of a kind."""
        *above, name = path.split("/")
        if name in self.kind_folders or not self.kind_folders.isdisjoint(above):
            return
        if (near := self.near_kind(name)) and self.ignored.holds_yaml(path):
            self.listing.diagnostics.append(
                Diagnostic(
                    rule="near-kind-folder",
                    severity=Severity.WARNING,
                    message=f"the folder `{name}` is nearly, but not quite, named after a kind",
                    hint=f"rename it to `{near}`",
                    place=Place(path),
                )
            )

    def follow_links(self) -> None:
        """Follow the symbolic links that stay within the workspace; say so where one does not."""
        real_root = os.path.realpath(self.root)
        for path in self.links:  # grows while it is walked: a linked folder may hold links
            full = Path(self.root, path)
            target = Path(os.path.realpath(full))
            if self.ignored.is_ignored(path, is_folder=False):  # for git, a link is a file
                continue
            if not target.is_relative_to(real_root):
                self.complain(
                    path, "a symbolic link that leads out of the workspace", "copy the file, or link within it"
                )
            elif not target.exists():
                self.complain(path, "a symbolic link to nothing", "delete it, or mend its target")
            elif not target.is_dir():
                self.linked_file(path, target.stat())
            elif Path(os.path.realpath(full.parent)).is_relative_to(target):
                self.complain(path, "a symbolic link to a folder above itself: a loop", "delete it")
            else:
                self.look_at_name(path)
                self.folder(path)

    def linked_file(self, path: str, status: os.stat_result) -> None:
        """Take a file that a link leads to, unless it was taken under a name of its own."""
        if (status.st_dev, status.st_ino) not in self.files:
            self.file(path, status)

    def complain(self, path: str, message: str, hint: str | None = None) -> None:
        """Add a finding about a file or folder as a whole."""
        self.listing.diagnostics.append(
            Diagnostic(rule="unreadable-file", message=message, hint=hint, place=Place(path))
        )
