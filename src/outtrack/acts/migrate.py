"""From one version of the file format to the next: each step is a function from a file's bytes to its bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from outtrack.acts.base import Plan, RefusedError
from outtrack.config import FORMAT_VERSION
from outtrack.files import WORKSPACE_FILE, reason
from outtrack.model import FOLDERS
from outtrack.read import near_kind
from outtrack.source import parse
from outtrack.walk import discover
from outtrack.write import Change, Put, edit

if TYPE_CHECKING:
    from outtrack.files import Workspace

Step: TypeAlias = Callable[[str, bytes], bytes]
"""What becomes of a file, named by its path: `outtrack.yaml` itself, or one that it includes."""

STEPS: Final[Mapping[int, Step]] = {}
"""The steps, each by the version from which it leads to the next. Version 1 is the first: there is none yet."""


def migrate(workspace: Workspace, steps: Mapping[int, Step] = STEPS, to: int = FORMAT_VERSION) -> Plan:
    """Return the plan to bring all files of a workspace to a version; nothing changes where they have it.

    Raise RefusedError where `outtrack.yaml` does not say its version, has a newer one, or no step leads on from it.
    """
    config = _read(workspace, WORKSPACE_FILE)
    said = _config(config)
    version = said.get("version")
    number = int(version) if isinstance(version, str) and version.isdigit() else None
    if number is None:
        raise RefusedError(f"{WORKSPACE_FILE} does not say its version: write `version: {to}` if it is a new workspace")
    if number > to:
        raise RefusedError(f"{WORKSPACE_FILE} is of version {number}, newer than {to}, the last that is known: upgrade")
    if number == to:
        return Plan((), (f"every file is of version {to}, the newest",))
    for one in range(number, to):
        if one not in steps:
            raise RefusedError(f"{WORKSPACE_FILE} is of version {number}, and no step leads from {one} to {one + 1}")
    include = said.get("include") or ()
    folders = (include,) if isinstance(include, str) else tuple(include)
    paths = [WORKSPACE_FILE, *(one.path for one in discover(workspace, folders, FOLDERS, near_kind).entries)]
    changes = []
    for path in paths:
        before = after = _read(workspace, path)
        for one in range(number, to):
            after = steps[one](path, after)
        if path == WORKSPACE_FILE:
            after = edit(after, [Put(("version",), to)], path)
        if after != before:
            changes.append(Change(path, before, after))
    return Plan(tuple(changes), (f"{len(changes)} files brought from version {number} to {to}",))


def _config(data: bytes) -> dict[str, Any]:
    found = parse(data, WORKSPACE_FILE)
    if found.diagnostics or not found.documents or not isinstance(found.documents[0], dict):
        raise RefusedError(f"{WORKSPACE_FILE} can't be read: mend it first (`outtrack check`)")
    return found.documents[0]


def _read(workspace: Workspace, path: str) -> bytes:
    try:
        return workspace.read(path)
    except OSError as error:
        raise RefusedError(f"{path}: {reason(error)}") from None
