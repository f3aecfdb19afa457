"""Versions of the format: what is there already, what is too new, and steps that lead from one to the next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import processes
from outtrack.acts import RefusedError
from outtrack.acts.migrate import STEPS, migrate
from outtrack.config import FORMAT_VERSION
from outtrack.files import Workspace
from outtrack.write import save

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    (tmp_path / "product" / "outcomes").mkdir(parents=True)
    (tmp_path / "outtrack.yaml").write_text("# ours\nversion: 1\ninclude: [product]\n")
    (tmp_path / "product" / "outcomes" / "x.yaml").write_text("name: X   # old\n")
    (tmp_path / "product" / "outcomes" / "y.yaml").write_text("title: Y\n")
    return Workspace(tmp_path, None)


def titled(path: str, data: bytes) -> bytes:
    """Call `name` by `title`, as a later version might."""
    return data if path == "outtrack.yaml" else data.replace(b"name:", b"title:")


def shouted(path: str, data: bytes) -> bytes:
    return data if path == "outtrack.yaml" else data.replace(b"X", b"X!")


def test_every_version_but_the_newest_has_a_step() -> None:
    assert sorted(STEPS) == list(range(1, FORMAT_VERSION))


def test_steps_follow_one_another_and_the_version_comes_last(place: Workspace) -> None:
    plan = migrate(place, {1: titled, 2: shouted}, to=3)
    assert plan.said == ("2 files brought from version 1 to 3",)
    save(place, plan.changes)
    assert (place.root / "outtrack.yaml").read_text() == "# ours\nversion: 3\ninclude: [product]\n"
    assert (place.root / "product" / "outcomes" / "x.yaml").read_text() == "title: X!   # old\n"
    assert (place.root / "product" / "outcomes" / "y.yaml").read_text() == "title: Y\n"
    assert migrate(place, {1: titled, 2: shouted}, to=3).changes == ()


@pytest.mark.parametrize(
    ("config", "why"),
    [
        ("name: X\n", "does not say its version"),
        ("version: soon\n", "does not say its version"),
        ("version: 2\n", "newer than 1"),
        ("version: 0\n", "no step leads from 0 to 1"),
        ("version: [\n", "can't be read"),
    ],
)
def test_what_can_not_be_brought_on(place: Workspace, config: str, why: str) -> None:
    (place.root / "outtrack.yaml").write_text(config)
    with pytest.raises(RefusedError, match=why):
        migrate(place)


def test_it_is_asked_like_all_that_writes(place: Workspace, tmp_path: Path) -> None:
    done = processes.run("migrate", "-n", "--format", "json", cwd=place.root, home=tmp_path)
    said = json.loads(done.out)
    assert (done.code, said["report"], said["rows"], said["summary"]["written"]) == (0, "migrate", [], False)
    assert said["summary"]["said"] == ["every file is of version 1, the newest"]
    done = processes.run("migrate", "--yes", "--dry-run", cwd=place.root, home=tmp_path)
    assert (done.code, "say one of them" in done.err) == (2, True)


LATER = """
import outtrack.acts.migrate as room
from outtrack.acts.migrate import migrate as act
room.migrate = lambda place: act(place, {1: lambda path, data: data.replace(b"name:", b"title:")}, to=2)
"""


def test_it_is_shown_first_and_written_when_that_is_wanted(place: Workspace, tmp_path: Path) -> None:
    later = processes.patched(LATER)
    before = (place.root / "outtrack.yaml").read_bytes()
    done = processes.run("migrate", "-n", cwd=place.root, home=tmp_path, command=later)
    assert ("+version: 2\n" in done.out, "with --yes it is" in done.err) == (True, True)
    done = processes.run("migrate", "-f", "json", cwd=place.root, home=tmp_path, command=later)
    assert "outtrack.yaml" in [row["path"] for row in json.loads(done.out)["rows"]]
    assert (place.root / "outtrack.yaml").read_bytes() == before
    done = processes.run("migrate", "--yes", "-f", "json", cwd=place.root, home=tmp_path, command=later)
    assert json.loads(done.out)["summary"]["written"] is True
    assert b"version: 2" in (place.root / "outtrack.yaml").read_bytes()


def test_a_workspace_of_the_newest_version_is_left_alone(place: Workspace, tmp_path: Path) -> None:
    done = processes.run("migrate", "--yes", cwd=place.root, home=tmp_path)
    assert (done.code, done.out) == (0, "every file is of version 1, the newest\n")
    (place.root / "outtrack.yaml").write_text("version: 7\n")
    done = processes.run("migrate", cwd=place.root, home=tmp_path)
    assert (done.code, "upgrade" in done.err) == (2, True)
