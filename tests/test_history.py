"""What git knows of a file, and the edits of an experiment after its start."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

import golden
import processes
from outtrack.config import Config
from outtrack.files import Workspace
from outtrack.history import HistoryError, versions

if TYPE_CHECKING:
    from pathlib import Path

PATH = "experiments/button.yaml"
BUTTON = (
    "title: A button\nmethod: fake_door\nmetric: clicks\nsuccess: {reach: 10}\nstart: 2026-10-05\nstop: 2026-10-16\n"
)


def git(folder: Path, *args: str, day: str = "2026-10-01") -> str:
    env = golden.environment(folder, **{f"GIT_{who}_DATE": f"{day}T12:00:00Z" for who in ("AUTHOR", "COMMITTER")})
    env |= {f"GIT_{who}_{what}": "me@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = subprocess.run(["git", *args], cwd=folder, env={**os.environ, **env}, capture_output=True, check=True)
    return done.stdout.decode()


def commit(folder: Path, text: str, day: str, path: str = PATH) -> None:
    file = folder / "w" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "change", "--allow-empty", day=day)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    top = tmp_path / "top"
    (top / "w" / "metrics").mkdir(parents=True)
    (top / "w" / "outtrack.yaml").write_text("version: 1\n", encoding="utf-8")
    (top / "w" / "metrics" / "clicks.yaml").write_text("title: Clicks\nunit: '%'\n", encoding="utf-8")
    git(top, "init", "-q")
    return top


def page(top: Path, home: Path, name: str = "button") -> str:
    done = processes.run("experiment", name, "--as-of", "2026-11-22", "--format", "text", cwd=top / "w", home=home)
    assert done.code == 0, done.err
    return " ".join(done.out.partition("Set before the start")[2].partition("Result")[0].split())


def test_a_file_is_followed_through_its_names(repository: Path) -> None:
    commit(repository, BUTTON, "2026-10-01", "experiments/knöpfe.yaml")
    git(repository, "mv", "w/experiments/knöpfe.yaml", "w/experiments/button.yaml")
    commit(repository, BUTTON, "2026-10-02")
    commit(repository, BUTTON.replace("10}", "5}"), "2026-10-03")
    found = versions(Workspace(repository / "w", repository), PATH, Config(version=1))
    assert [(str(one.day), one.path, b"5}" in one.data) for one in found] == [
        ("2026-10-01", "w/experiments/knöpfe.yaml", False),
        ("2026-10-02", "w/experiments/button.yaml", False),
        ("2026-10-03", "w/experiments/button.yaml", True),
    ]


def test_a_bar_that_was_lowered_after_the_start_is_flagged(repository: Path, tmp_path: Path) -> None:
    commit(repository, BUTTON, "2026-10-01")
    assert "edited not since the start" in page(repository, tmp_path)
    commit(repository, BUTTON.replace("reach: 10", "reach: 5"), "2026-10-12")
    assert "`success` was reach: 10, and is reach: 5: edited after the start, on 2026-10-12" in page(
        repository, tmp_path
    )
    (repository / "w" / PATH).write_text(BUTTON.replace("reach: 10", "reach: 2"), encoding="utf-8")
    assert "is reach: 2: edited after the start, and not committed yet" in page(repository, tmp_path)


def test_what_was_first_committed_after_the_start_proves_nothing(repository: Path, tmp_path: Path) -> None:
    commit(repository, BUTTON, "2026-10-20")
    assert "first committed on 2026-10-20, after the start" in page(repository, tmp_path)


def test_without_commits_nothing_is_known(repository: Path, tmp_path: Path) -> None:
    (repository / "w" / "experiments").mkdir()
    (repository / "w" / PATH).write_text(BUTTON, encoding="utf-8")
    assert "edited unknown: the file is not committed yet" in page(repository, tmp_path)
    commit(repository, "title: Another\n", "2026-10-01", "experiments/another.yaml")
    git(repository, "rm", "-q", "--cached", f"w/{PATH}")
    git(repository, "commit", "-qm", "not yet")
    (repository / "w" / "experiments" / "new.yaml").write_text(BUTTON, encoding="utf-8")
    assert "edited unknown: the file is not committed yet" in page(repository, tmp_path, "new")


def test_a_shallow_clone_is_said(repository: Path, tmp_path: Path) -> None:
    commit(repository, BUTTON, "2026-10-01")
    commit(repository, BUTTON.replace("10}", "5}"), "2026-10-12")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), str(clone))
    assert "edited unknown: this clone is shallow" in page(clone, tmp_path)


def test_outside_of_a_repository_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "w" / "experiments").mkdir(parents=True)
    (tmp_path / "w" / "outtrack.yaml").write_text("version: 1\n", encoding="utf-8")
    (tmp_path / "w" / PATH).write_text(BUTTON.replace("metric: clicks\n", ""), encoding="utf-8")
    assert "edited" not in page(tmp_path, tmp_path)


def test_a_broken_repository_is_said(repository: Path) -> None:
    with pytest.raises(HistoryError, match="git says"):
        versions(Workspace(repository.parent, repository.parent), PATH, Config(version=1))
