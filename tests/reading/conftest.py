"""A workspace to write files into, and what is found in it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest

from outtrack.files import Workspace, find_workspace
from outtrack.snapshot import Snapshot, load

if TYPE_CHECKING:
    from pathlib import Path

    from outtrack.diagnostic import Diagnostic

AS_OF = date(2026, 11, 22)


@dataclass
class Tree:
    """A workspace on the disk."""

    root: Path

    def write(self, path: str, content: str | bytes = "title: X\n") -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def git(self, *args: str) -> str:
        command = ["git", "-C", str(self.root), "-c", "core.quotePath=false", *args]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    @property
    def workspace(self) -> Workspace:
        found = find_workspace(self.root)
        assert found is not None
        return found

    def load(self, *, use_cache: bool = False) -> Snapshot:
        return load(self.workspace, AS_OF, use_cache=use_cache)

    def found(self) -> list[Diagnostic]:
        snapshot = self.load()
        return snapshot.spans.ordered([*snapshot.reading, *snapshot.linking])

    def lines(self) -> list[str]:
        return [line(one) for one in self.found()]

    def rules(self) -> list[str]:
        return [one.rule for one in self.found()]


def line(found: Diagnostic) -> str:
    """Return a finding as `path:line:column rule: message`; the position is left out where there is none."""
    at = f":{found.span.line}:{found.span.column}" if found.span else ""
    return f"{found.path}{at} {found.rule}: {found.message}"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """An empty workspace outside of any repository, and a cache folder of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("OUTTRACK_JOBS", "1")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    found = Tree(tmp_path / "work")
    found.write("outtrack.yaml", "version: 1\n")
    return found
