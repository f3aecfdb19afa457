"""Folders that look like ours and lie outside of what `include` names: nothing is passed over in silence."""

from __future__ import annotations

import os
from bisect import bisect_left
from operator import attrgetter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from outtrack.diagnostic import Diagnostic, Place, Severity
from outtrack.files import WORKSPACE_FILE
from outtrack.model import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outtrack.files import Entry, Workspace

_SUFFIXES = (".yaml", ".yml")


def outside(workspace: Workspace, include: Sequence[str], entries: Sequence[Entry]) -> list[Diagnostic]:
    """Return a warning for each folder beside `outtrack.yaml` that is named after a kind and left out by `include`.

    `entries` are the files that are read, by path. Empty and ignored folders are left alone, as are those that are
    workspaces of their own, and those of which `include` names any part.
    """
    if not include:
        return []
    try:
        with os.scandir(workspace.root) as children:
            names = sorted(child.name for child in children if child.name in FOLDERS and child.is_dir())
    except OSError:  # what can't be looked into holds nothing to speak of
        return []
    named = {PurePosixPath(pattern).parts[:1] for pattern in include}
    return [
        Diagnostic(
            rule="left-out-folder",
            severity=Severity.WARNING,
            message="the folder is named after a kind, but `include` leaves it out: nothing in it is read",
            hint="add it to `include` in outtrack.yaml, or rename it",
            place=Place(name),
        )
        for name in names
        if not named & {(), (name,)} and _is_forgotten(workspace, name, entries)
    ]


def _is_forgotten(workspace: Workspace, name: str, entries: Sequence[Entry]) -> bool:
    """Return whether a folder holds YAML files that git keeps and nobody reads."""
    from outtrack.ignored import Ignored

    root = os.path.realpath(workspace.root)
    real = os.path.realpath(os.path.join(root, name))  # noqa: PTH118 - realpath has no other form
    path = os.path.relpath(real, root).replace(os.sep, "/")
    if path.startswith("..") or _is_read(path, entries):
        return False
    try:
        files = os.listdir(real)  # noqa: PTH208 - names are enough
    except OSError:
        return False
    if WORKSPACE_FILE in files:
        return False
    ignored = Ignored(workspace)
    ignored.add(name)
    return not ignored.is_ignored(name, is_folder=True) and any(
        file.endswith(_SUFFIXES) and not ignored.is_ignored(f"{name}/{file}", is_folder=False) for file in files
    )


def _is_read(path: str, entries: Sequence[Entry]) -> bool:
    before = f"{path}/"
    at = bisect_left(entries, before, key=attrgetter("path"))
    return at < len(entries) and entries[at].path.startswith(before)
