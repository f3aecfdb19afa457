"""Folders that look like ours and lie outside of what `include` names: nothing is passed over in silence."""

from __future__ import annotations

import os
from bisect import bisect_left
from operator import attrgetter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from outtrack.diagnostic import Diagnostic, Place, Severity
from outtrack.ignored import Ignored
from outtrack.model import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from outtrack.files import Entry, Workspace


def outside(
    workspace: Workspace, include: Sequence[str], entries: Sequence[Entry], near_kind: Callable[[str], str | None]
) -> list[Diagnostic]:
    """Return a warning for each folder beside `outtrack.yaml` that is named after a kind and left out by `include`.

    Or nearly named after one, as `near_kind` tells. `entries` are the files that are read, by path. Empty and
    ignored folders are left alone, as are those that are workspaces of their own, and those of which `include` names
    any part.
    """
    if not include:
        return []
    named = {PurePosixPath(pattern).parts[:1] for pattern in include}
    if () in named:
        return []
    try:
        with os.scandir(workspace.root) as children:
            names = sorted(
                child.name for child in children
                if child.name[0] != "." and (child.name,) not in named and child.is_dir()
            )  # fmt: skip
    except OSError:  # what can't be looked into holds nothing to speak of
        return []
    near = [(name, name if name in FOLDERS else near_kind(name)) for name in names]
    return [_left_out(name, kind) for name, kind in near if kind and _is_forgotten(workspace, name, entries)]


def _left_out(name: str, kind: str) -> Diagnostic:
    if name == kind:
        rule = "left-out-folder"
        message = "the folder is named after a kind, but `include` leaves it out: nothing in it is read"
        hint = "add it to `include` in outtrack.yaml, or rename it"
    else:
        rule = "near-kind-folder"
        message = f"the folder `{name}` is nearly, but not quite, named after a kind, and `include` leaves it out"
        hint = f"rename it to `{kind}` and add that to `include` in outtrack.yaml, or call it otherwise"
    return Diagnostic(rule=rule, severity=Severity.WARNING, message=message, hint=hint, place=Place(name))


def _is_forgotten(workspace: Workspace, name: str, entries: Sequence[Entry]) -> bool:
    """Return whether a folder holds YAML files that git keeps and nobody reads."""
    root = os.path.realpath(workspace.root)
    real = os.path.realpath(f"{root}/{name}")
    path = os.path.relpath(real, root).replace(os.sep, "/")
    return not path.startswith("..") and not _is_read(path, entries) and Ignored(workspace).holds_yaml(name)


def _is_read(path: str, entries: Sequence[Entry]) -> bool:
    before = f"{path}/"
    at = bisect_left(entries, before, key=attrgetter("path"))
    return at < len(entries) and entries[at].path.startswith(before)
