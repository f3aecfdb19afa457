"""What lies outside of what is read, and what to say where nothing is read: nothing is passed over in silence."""

from __future__ import annotations

import os
from bisect import bisect_left
from operator import attrgetter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from outtrack.diagnostic import Diagnostic, Place, Severity
from outtrack.files import WORKSPACE_FILE
from outtrack.ignored import Ignored
from outtrack.model import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from outtrack.files import Entry, Workspace

MOST_NAMED = 3


def outside(
    workspace: Workspace, include: Sequence[str], entries: Sequence[Entry], near_kind: Callable[[str], str | None]
) -> list[Diagnostic]:
    """Return a warning for each folder beside `outtrack.yaml` that is named after a kind and left out by `include`.

    Or nearly named after one, as `near_kind` tells. `entries` are the files that are read, by path. Empty and
    ignored folders are left alone, as are those that are workspaces of their own, and those of which `include` names
    any part.
    """
    names = _beside(workspace, include) if include else []
    near = [(name, name if name in FOLDERS else near_kind(name)) for name in names]
    return [_left_out(name, kind) for name, kind in near if kind and _is_forgotten(workspace, name, entries)]


def nothing_read(workspace: Workspace, include: Sequence[str]) -> Diagnostic:
    """Return the warning that no file describes anything: a gate that sees nothing must not be green in silence."""
    looked = f"looked below {_and(include)}" if include else f"looked for folders called {', '.join(sorted(FOLDERS))}"
    ignored = Ignored(workspace)
    others = [one for one in _beside(workspace, include) if one not in FOLDERS and ignored.holds_yaml(one)]
    way_out = f"write {first_folder(workspace, include)}outcomes/NAME.yaml with a `title:`"
    if others:
        rename = "add that to `include` in outtrack.yaml" if include else "rename that"
        way_out = f"YAML files lie in {_and(others[:MOST_NAMED])}: {rename}, or {way_out}"
    return Diagnostic(
        rule="nothing-checked",
        severity=Severity.WARNING,
        message="nothing was checked: no file describes anything",
        hint=f"{looked}; {way_out}",
        place=Place(WORKSPACE_FILE, 0, ("include",) if include else ()),
    )


def first_folder(workspace: Workspace, include: Sequence[str]) -> str:
    """Return a folder that is read, with a slash behind it: of a pattern in `include` the first that fits."""
    plain = [one for one in include if not any(char in one for char in "*?[")]
    if plain or not include:
        folder = plain[0] if plain else "."
    else:
        found = (path for pattern in include for path in workspace.root.glob(pattern) if path.is_dir())
        folder = min((path.relative_to(workspace.root).as_posix() for path in found), default=".")
    folder = folder.removeprefix("./").rstrip("/")
    return "" if folder in {"", "."} else f"{folder}/"


def _beside(workspace: Workspace, include: Sequence[str]) -> list[str]:
    """Return the folders beside `outtrack.yaml` of which `include` names no part; none where it names all."""
    named = {PurePosixPath(pattern).parts[:1] for pattern in include}
    if () in named:
        return []
    try:
        with os.scandir(workspace.root) as children:
            return sorted(
                child.name for child in children
                if child.name[0] != "." and (child.name,) not in named and child.is_dir()
            )  # fmt: skip
    except OSError:  # what can't be looked into holds nothing to speak of
        return []


def _and(names: Sequence[str]) -> str:
    *others, last = [f"`{name}`" for name in names]
    return f"{', '.join(others)} and {last}" if others else last


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
