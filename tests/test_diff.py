"""`--dry-run`: the diff shows every byte that would change, also where a file has no last line end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import processes

if TYPE_CHECKING:
    from pathlib import Path

END = "\\ No newline at end of file\n"
HEAD = "--- outcomes/a.yaml\n+++ outcomes/a.yaml\n"


@pytest.mark.parametrize(
    ("text", "args", "shown"),
    [
        ("title: A\nowner: x", ("fmt",), f"@@ -1,2 +1,2 @@\n title: A\n-owner: x\n{END}+owner: x\n"),
        (
            "title: A\nowner: x",
            ("set", "a", "owner=y"),
            f"@@ -1,2 +1,2 @@\n title: A\n-owner: x\n{END}+owner: y\n{END}",
        ),
        ("title: A\nowner: x", ("set", "a", "title=B"), f"@@ -1,2 +1,2 @@\n-title: A\n+title: B\n owner: x\n{END}"),
        ("title: A\nowner: x\n", ("set", "a", "owner=y"), "@@ -1,2 +1,2 @@\n title: A\n-owner: x\n+owner: y\n"),
    ],
)
def test_a_missing_last_line_end_is_shown(text: str, args: tuple[str, ...], shown: str, tmp_path: Path) -> None:
    (tmp_path / "outtrack.yaml").write_text("version: 1\n", encoding="utf-8")
    (tmp_path / "outcomes").mkdir()
    (tmp_path / "outcomes" / "a.yaml").write_text(text, encoding="utf-8")
    done = processes.run(*args, "--dry-run", cwd=tmp_path, home=tmp_path)
    assert (done.code, done.out) == (0, HEAD + shown)
