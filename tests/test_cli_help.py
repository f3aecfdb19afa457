"""The help of every command: its examples work as they stand, and its options are the same everywhere."""

from __future__ import annotations

import re
import shlex
import subprocess
from typing import TYPE_CHECKING

import pytest

import golden
import processes
from importing import epic, issues, jira
from outtrack.cli import COMMANDS
from outtrack.render import formats

if TYPE_CHECKING:
    from pathlib import Path

QUIET = ("fmt", "lsp")
"""Commands that say nothing here: the shop is laid out already, and nobody asks the server anything."""
EXPORTS = {
    "epics.csv": jira(epic("SHOP-1", label="outcome:billing-questions")),
    "issues.json": issues({"title": "A feature", "issueType": {"name": "Feature"}}),
    "query.csv": b"ID,Work Item Type,Title,State\n1,Epic,An epic,New\n",
    "okrs.csv": b"Objective,KR\nPeople wait less,Median wait\n",
}
WIDEST = 80
EXAMPLE = re.compile(r"^    outtrack (.+)$", re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_examples_of_the_help_work(command: str, tmp_path: Path) -> None:
    shown = processes.run(command, "--help", cwd=tmp_path, home=tmp_path)
    assert shown.code == 0
    assert "\\b" not in shown.out
    assert [line for line in shown.out.splitlines() if len(line) > WIDEST] == []
    examples = EXAMPLE.findall(shown.out)
    assert examples
    folder = processes.example("shop", tmp_path) if command not in {"demo", "init"} else tmp_path
    if command in {"check", "merge-driver"}:
        for line in ("init -q -b main", "add -A", "-c user.name=A -c user.email=a@example.com commit -qm first"):
            subprocess.run(["git", *line.split()], cwd=folder, check=True)
    for name, data in EXPORTS.items():
        (folder / name).write_bytes(data)
    for line in examples:
        assert line.startswith(command)
        args = shlex.split(line.replace("/tmp/", f"{tmp_path}/"))
        done = processes.run(*args, cwd=folder, home=tmp_path, EDITOR="true")
        assert done.code == 0, (line, done.err)
        assert done.out or "-o" in args or command in QUIET


def test_the_help_names_every_command_and_fits(tmp_path: Path) -> None:
    shown = processes.run("--help", cwd=tmp_path, home=tmp_path).out
    assert "\\b" not in shown
    for name, text in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(text[:30])}", shown, re.MULTILINE)
    assert max(map(len, shown.split("\n"))) <= 80


def test_the_help_of_a_format_names_all_of_them(tmp_path: Path) -> None:
    for command, shape in (("status", ""), ("check", "Diagnostics")):
        shown = " ".join(processes.run(command, "--help", cwd=tmp_path, home=tmp_path).out.split())
        named = re.search(r"FORMAT ([\w, ]+)\.", shown)
        assert named
        assert re.split(r", | or ", named[1]) == formats(shape)


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("a.json", '{\n  "outtrack": 1,'),
        ("a.JSON", '{\n  "outtrack": 1,'),
        ("a.jsonl", '{"kind": "outcome"'),
        ("a.csv", "kind,id,title"),
        ("a.md", "## Calm Bookings"),
        ("a.tsv", "id\ttitle"),
        ("a.txt", "id\ttitle"),
        ("a", "id\ttitle"),
    ],
)
def test_the_suffix_of_a_file_picks_the_format(tmp_path: Path, name: str, beginning: str) -> None:
    starter = processes.example("starter", tmp_path)
    done = processes.run("status", "-o", name, cwd=starter, home=tmp_path)
    assert (done.code, done.out) == (0, "")
    assert (starter / name).read_text(encoding="utf-8").startswith(beginning)
    asked = processes.run("status", "-o", name, "--format", "markdown", cwd=starter, home=tmp_path)
    assert asked.code == 0
    assert (starter / name).read_text(encoding="utf-8").startswith("## Calm Bookings")


def test_findings_go_to_the_file_and_decide_the_exit_code(tmp_path: Path) -> None:
    starter = processes.example("starter", tmp_path)
    (starter / "product" / "outputs" / "bad.yaml").write_text("title: Bad\n", encoding="utf-8")
    done = processes.run("check", "-o", "found.json", cwd=starter, home=tmp_path)
    assert (done.code, done.out) == (1, "")
    assert '"rule": "unlinked-output"' in (starter / "found.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("format", ["text", "plain"])
@pytest.mark.parametrize("columns", ["50", "70", "90"])
def test_columns_are_kept_to_in_a_pipe(format: str, columns: str, tmp_path: Path) -> None:
    args = ("explain", "stale-known", "--format", format)
    done = processes.run(*args, cwd=tmp_path, home=tmp_path, COLUMNS=columns)
    prose = [line for line in done.out.splitlines() if not line.lstrip().startswith(("#", "{"))]
    assert int(columns) - 12 < max(map(len, prose)) <= int(columns)


def test_half_a_character_in_a_title_can_be_written_everywhere(tmp_path: Path) -> None:
    starter = processes.example("starter", tmp_path)
    text = 'title: "half \\ud83d of it"\n'
    (starter / "product" / "outcomes" / "half.yaml").write_text(text, encoding="utf-8")
    for format in formats():
        done = processes.run("status", "--format", format, "-o", "out", cwd=starter, home=tmp_path)
        assert done.code in {0, 1}, done.err
        assert processes.run("status", "--format", format, cwd=starter, home=tmp_path).code == done.code


def test_only_ascii_comes_out_where_nothing_else_gets_through(tmp_path: Path) -> None:
    shop = processes.example("shop", tmp_path)
    for line in ("status", "status --format text", "tree", "list insight --format csv", "show trial-to-paid"):
        done = processes.run(*line.split(), cwd=shop, home=tmp_path, PYTHONIOENCODING="ascii")
        assert done.code == 0
        assert done.out.isascii()
        assert "\\u258" not in done.out
    assert golden.DAY
