"""A workspace to write files into, and what a check of it finds."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest

from outtrack.files import find_workspace
from outtrack.rules import RULES
from outtrack.rules.levels import EVERYTHING, Asked
from outtrack.rules.run import check
from outtrack.snapshot import load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from outtrack.rules.base import Rule
    from outtrack.rules.run import Checked
    from outtrack.snapshot import Snapshot

DAY = date(2026, 11, 22)
UNLINKED = "title: Dark mode\n"
FEW = tuple(one for one in RULES if one.is_last or one.name in {"ignored-checkin", "unlinked-output"})
"""The rules that these tests are about, whatever others there are."""


@dataclass
class Team:
    """A workspace on the disk, with one outcome in it."""

    root: Path

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())

    def config(self, check: str) -> None:
        self.write("outtrack.yaml", f"version: 1\ncheck: {{{check}}}\n")

    def load(self, day: date = DAY, *, use_cache: bool = False) -> Snapshot:
        workspace = find_workspace(self.root)
        assert workspace is not None
        return load(workspace, day, use_cache=use_cache)

    def check(self, asked: Asked = EVERYTHING, rules: Sequence[Rule] = FEW, day: date = DAY) -> Checked:
        return check(self.load(day), asked, rules)

    def told(self, asked: Asked = EVERYTHING, rules: Sequence[Rule] = FEW, day: date = DAY) -> list[str]:
        """Return the findings, each as its path, line, severity and rule."""
        found = self.check(asked, rules, day).located()
        return [f"{one.path}:{one.span.line if one.span else 0} {one.severity} {one.rule}" for one in found]

    def git(self, *args: str, cwd: Path | None = None) -> str:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main")
        done = subprocess.run(["git", *who, *args], cwd=cwd or self.root, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def commit(self) -> str:
        self.git("add", "-A")
        self.git("commit", "-qm", "a change")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def team(tmp_path: Path) -> Team:
    found = Team(tmp_path / "team")
    found.write("outtrack.yaml", "version: 1\n")
    found.write("outcomes/evening-use.yaml", "title: More people read in the evening\n")
    return found
