"""Workspaces on which acts are tried, and what they hold afterwards."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from building import day
from outtrack.diagnostic import Severity
from outtrack.files import Workspace
from outtrack.snapshot import load
from outtrack.write import save

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from outtrack.acts import Plan
    from outtrack.snapshot import Snapshot


def workspace(folder: Path, files: Mapping[str, str], as_of: str = "2026-11-22", config: str = "") -> Snapshot:
    """Return a new workspace with these files, as it is read; they may have errors."""
    for path, text in {"outtrack.yaml": f"version: 1\n{config}", **files}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(dedent(text).encode())
    return again(folder, as_of)


def again(folder: Path, as_of: str = "2026-11-22") -> Snapshot:
    """Return a workspace as its files say now."""
    return load(Workspace(folder, folder), day(as_of), use_cache=False)


def done(snapshot: Snapshot, plan: Plan) -> Snapshot:
    """Carry a plan out and return the workspace afterwards, in which no file has an error and no link hangs."""
    save(snapshot.workspace, plan.changes)
    after = again(snapshot.workspace.root, snapshot.as_of.isoformat())
    found = [*after.reading, *after.linking]
    assert [one.message for one in found if one.severity is Severity.ERROR] == []
    return after


def texts(snapshot: Snapshot) -> dict[str, str]:
    """Return all YAML files of a workspace but its own, by their paths."""
    root = snapshot.workspace.root
    return {
        path.relative_to(root).as_posix(): path.read_bytes().decode()
        for path in sorted(root.rglob("*.y*ml"))
        if path.name != "outtrack.yaml"
    }
