"""Workspaces for the tests of the rules, and what one rule finds in them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from outtrack.files import Workspace
from outtrack.rules import run
from outtrack.snapshot import Snapshot, load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from outtrack.diagnostic import Diagnostic

DAY = date(2026, 11, 22)


def workspace(root: Path, files: Mapping[str, str], day: date = DAY) -> Snapshot:
    """Return a workspace with these files."""
    for path, text in {"outtrack.yaml": "version: 1\n", **files}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return load(Workspace(root, None), day, use_cache=False)


def found(root: Path, rule: str, files: Mapping[str, str], day: date = DAY) -> list[Diagnostic]:
    """Return what one rule finds in a workspace with these files."""
    return [one for one in run(workspace(root, files, day)) if one.rule == rule]


def told(root: Path, rule: str, files: Mapping[str, str], day: date = DAY) -> list[str]:
    """Return what one rule finds as texts: severity, entity, line, message."""
    return [
        f"{one.severity} {(one.entity or '').partition(':')[2]}:{one.span.line if one.span else 0} {one.message}"
        for one in found(root, rule, files, day)
    ]
