"""How far a solution is: by hand up to the choice, then as the work on it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import standings

if TYPE_CHECKING:
    from pathlib import Path

OUTCOME = """\
title: More readers read in bed
due: 2026-Q4
key_results:
  - id: after-ten
    title: Readers who read after ten o'clock
    baseline: 22
    target: 30
    checkins:
      - {date: 2026-10-19, value: 22}
      - {date: 2026-11-16, value: 25}
  - {id: other, title: Something else, baseline: 1, target: 2, checkins: [{date: 2026-11-20, value: 1}]}
"""


def stage(tmp_path: Path, status: str, *outputs: str, day: str = "2026-11-22", more: str = "") -> str:
    files = {
        "outcomes/o.yaml": OUTCOME,
        "solutions/s.yaml": f"title: Dark mode\nserves: o\nstatus: {status}\n{more}",
        **{f"outputs/w{number}.yaml": f"title: Work\n{text}" for number, text in enumerate(outputs)},
    }
    found = standings(tmp_path, files, day)
    assert not found.snapshot.reading
    return found.stage(found.snapshot.get("solution:s"))


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("inbox", "inbox"),
        ("idea", "idea"),
        ("exploring", "testing"),
        ("chosen", "chosen"),
        ("parked", "parked"),
        ("dropped", "dropped"),
    ],
)
def test_without_work_the_status_by_hand_tells(tmp_path: Path, status: str, expected: str) -> None:
    assert stage(tmp_path, status) == expected


@pytest.mark.parametrize(
    ("outputs", "expected"),
    [
        (["solution: s\nstatus: todo\n"], "chosen"),
        (["solution: s\nstatus: parked\n"], "chosen"),
        (["solution: s\nstatus: doing\n"], "building"),
        (["solution: s\nstatus: done\nshipped: 2026-11-20\n", "solution: s\nstatus: todo\n"], "building"),
        (["solution: s\nstatus: todo\n", "parent: w0\ntype: story\nstatus: doing\n"], "building"),
        (["solution: s\nstatus: done\nshipped: 2026-11-21\n"], "shipped"),
        (["solution: s\nstatus: done\nshipped: 2026-11-21\n", "solution: s\nstatus: dropped\n"], "shipped"),
        (["solution: s\nstatus: done\nshipped: 2026-11-01\n"], "measured"),
        (["solution: s\nstatus: done\n"], "shipped"),
    ],
)
def test_work_on_it_leads_on(tmp_path: Path, outputs: list[str], expected: str) -> None:
    assert stage(tmp_path, "chosen", *outputs) == expected


def test_work_on_what_is_parked_or_dropped_changes_nothing(tmp_path: Path) -> None:
    assert stage(tmp_path, "parked", "solution: s\nstatus: doing\n") == "parked"


def test_parts_that_go_round_in_a_circle_are_looked_at_once(tmp_path: Path) -> None:
    outputs = ["solution: s\nstatus: todo\nparent: w1\n", "parent: w0\nstatus: todo\n"]
    assert stage(tmp_path, "chosen", *outputs) == "chosen"


def test_before_the_day_work_was_shipped_it_was_being_built(tmp_path: Path) -> None:
    assert stage(tmp_path, "chosen", "solution: s\nstatus: done\nshipped: 2026-11-01\n", day="2026-10-31") == "building"


@pytest.mark.parametrize("is_on_output", [True, False])
def test_measured_is_what_it_was_expected_to_move(tmp_path: Path, is_on_output: bool) -> None:
    expected = "expected: {key_result: o/after-ten, change: +2}\n"
    work = "solution: s\nstatus: done\nshipped: 2026-11-18\n" + expected * is_on_output  # only `other` came later
    assert stage(tmp_path, "chosen", work, more=expected * (not is_on_output)) == "shipped"


def test_a_milestone_reached_since_is_a_measurement(tmp_path: Path) -> None:
    files = {
        "outcomes/o.yaml": "title: O\ndue: 2026-Q4\nkey_results:\n  - title: K\n    milestones:\n"
        "      - {title: A, done: 2026-11-02}\n",
        "solutions/s.yaml": "title: S\nserves: o\nstatus: chosen\n",
        "outputs/w.yaml": "title: W\nsolution: s\nstatus: done\nshipped: 2026-11-01\n",
    }
    found = standings(tmp_path, files, "2026-11-22")
    assert found.stage(found.snapshot.get("solution:s")) == "measured"
