"""`outtrack wording` as a process: stdin, sizes, encodings, and what it loads."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import golden
import processes

if TYPE_CHECKING:
    from pathlib import Path


def ask(data: bytes, folder: Path, *args: str) -> tuple[int, dict[str, Any], str]:
    """Return the exit code, the document and the messages of a run that reads statements from stdin."""
    done = subprocess.run(
        [sys.executable, "-m", "outtrack", "wording", "-", "--format", "json", *args],
        cwd=folder,
        env=golden.environment(folder),
        capture_output=True,
        check=False,
        input=data,
    )
    return done.returncode, json.loads(done.stdout), done.stderr.decode()


def test_statements_come_in_order_and_empty_lines_do_not(tmp_path: Path) -> None:
    code, document, said = ask(b"\n  Churn  \r\n\n\t\nDark mode", tmp_path)
    assert (code, said) == (0, "")
    assert [row["statement"] for row in document["rows"]] == ["Churn", "Dark mode"]
    assert [row["label"] for row in document["rows"]] == ["outcome", "output"]
    assert {key: document[key] for key in ("outtrack", "report", "as_of", "hidden")} == {
        "outtrack": 1,
        "report": "wording",
        "as_of": None,
        "hidden": 0,
    }


def test_an_empty_stdin_is_said(tmp_path: Path) -> None:
    code, document, said = ask(b"\n", tmp_path)
    assert (code, document["rows"]) == (0, [])
    assert said == "outtrack: there was no statement to read\n"


def test_bytes_that_are_no_text_are_read_all_the_same(tmp_path: Path) -> None:
    code, document, _ = ask(b"\xef\xbb\xbfReduce churn\n\xff\xfe\x00ship 10 features\n", tmp_path)
    assert code == 0
    assert document["rows"][0]["statement"] == "Reduce churn"
    assert document["rows"][1]["statement"].endswith("ship 10 features")


def test_a_hundred_thousand_characters(tmp_path: Path) -> None:
    code, document, _ = ask(b"Ship " + b"very " * 20_000 + b"big features", tmp_path)
    assert code == 0
    (row,) = document["rows"]
    assert row["label"] == "output"
    assert len(row["statement"]) > 100_000
    assert len(row["rewrite"]) < 300


def test_the_day_and_the_clock_play_no_part(tmp_path: Path) -> None:
    first = processes.run("wording", "Churn", cwd=tmp_path, home=tmp_path, OUTTRACK_TODAY="2020-01-01")
    second = processes.run("wording", "Churn", cwd=tmp_path, home=tmp_path, without=("OUTTRACK_TODAY",))
    assert first == second


def test_a_workspace_without_words_of_its_own_is_not_validated(tmp_path: Path) -> None:
    (tmp_path / "outtrack.yaml").write_text("version: 7\n", encoding="utf-8")
    assert processes.run("wording", "Churn", cwd=tmp_path, home=tmp_path).code == 0


def test_words_that_can_not_be_used_end_with_2(tmp_path: Path) -> None:
    (tmp_path / "outtrack.yaml").write_text("version: 1\ncheck: {words: {metric: [x]}}\n", encoding="utf-8")
    done = processes.run("wording", "Churn", cwd=tmp_path, home=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "did you mean `metrics`?" in done.err


def test_an_unreadable_configuration_adds_nothing(tmp_path: Path) -> None:
    (tmp_path / "outtrack.yaml").symlink_to(tmp_path / "nowhere")
    assert processes.run("wording", "Churn", cwd=tmp_path, home=tmp_path).code == 0


def test_it_goes_to_a_file(tmp_path: Path) -> None:
    done = processes.run("wording", "Churn", "-o", "said.jsonl", cwd=tmp_path, home=tmp_path)
    assert (done.code, done.out) == (0, "")
    assert json.loads((tmp_path / "said.jsonl").read_text(encoding="utf-8"))["label"] == "outcome"
