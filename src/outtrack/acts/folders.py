"""Where new files go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.model import FOLDERS
from outtrack.walk import matching

if TYPE_CHECKING:
    from outtrack.snapshot import Snapshot


def folder_for(snapshot: Snapshot, kind: str) -> str:
    """Return the folder for new files of a kind: the first below an included folder that has its name, else a new one.

    Without `include`, it is the folder of that name beside `outtrack.yaml`.
    """
    name = next(folder for folder, one in FOLDERS.items() if one == kind)
    root = snapshot.workspace.root
    included = [folder for pattern in snapshot.config.include for folder in matching(root, pattern)]
    if not included:
        return name
    for folder in included:
        if folder.rpartition("/")[2] == name:
            return folder
        if (root / folder / name).is_dir():
            return _below(folder, name)
    for folder in included:
        nested = sorted(path for path in (root / folder).rglob(name) if path.is_dir())
        if nested:
            return nested[0].relative_to(root).as_posix()
    return _below(included[0], name)


def _below(folder: str, name: str) -> str:
    return name if folder == "." else f"{folder}/{name}"


def is_read(snapshot: Snapshot, folder: str) -> bool:
    """Return whether outtrack reads the files of a folder: below an included one, or beside `outtrack.yaml`."""
    if folder.startswith("/") or ".." in folder.split("/"):
        return False
    root = snapshot.workspace.root
    included = [one for pattern in snapshot.config.include for one in matching(root, pattern)] or list(FOLDERS)
    return any(one in {".", folder} or folder.startswith(f"{one}/") for one in included)
