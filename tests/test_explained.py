"""`show --explain` opens every figure down to the lines that it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from building import standings
from outtrack.reports.show import show

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "strategies/way.yaml": "title: Way\nmeasured_by: [a]\n",
    "outcomes/a.yaml": """\
title: A
due: 2026
key_results:
  - id: moved
    title: Moved
    baseline: 10
    target: 20
    checkins: [{date: 2026-02-01, value: 12}]
  - id: sum
    title: Sum
    cumulative: true
    target: 100
    checkins:
      - {date: 2026-02-01, value: 5}
      - {date: 2026-03-01, delta: 7}
  - id: kept
    title: Kept
    keep: {min: 3, max: 9}
    required: 0.9
    cadence: 60d
    checkins:
      - {date: 2026-01-01, value: 5}
      - {date: 2026-02-01, value: 11}
  - id: paced
    title: Paced
    baseline: 0
    target: 10
    pace:
      kind: step
      points:
        2026-03-01: 0.25
    checkins: [{date: 2026-03-02, value: 3}]
  - id: steps
    title: Steps
    milestones:
      - {title: First, due: 2026-02-01, done: 2026-02-01}
      - {title: Second, due: 2026-11-01}
  - {id: blank, title: Blank, baseline: 1, target: 2}
changes:
  - {date: 2026-06-01, key_result: moved, field: target, was: 40}
""",
}


def opened(folder: Path, ref: str, figure: str) -> dict[str, tuple[str, str | None]]:
    found = standings(folder, FILES, "2026-03-31")
    data = show(found.snapshot, found, ref, with_explanation=True).sheets[0].data["explain"]
    inputs = next(one["inputs"] for one in data if one["figure"] == figure)
    return {one["name"]: (one["value"], one["where"]) for one in inputs}


def test_a_goalpost_that_was_moved_later_stands_in_changes(tmp_path: Path) -> None:
    assert opened(tmp_path, "key_result:a/moved", "progress")["target"] == ("40", "outcomes/a.yaml:40")


def test_a_total_is_opened_to_what_came_on_top(tmp_path: Path) -> None:
    found = opened(tmp_path, "key_result:a/sum", "progress")
    assert found["on 2026-02-01"] == ("5", "outcomes/a.yaml:14")
    assert found["on 2026-03-01"] == ("+7, in all 12", "outcomes/a.yaml:15")


def test_days_within_bounds_are_counted_out(tmp_path: Path) -> None:
    found = opened(tmp_path, "key_result:a/kept", "progress")
    assert found["required"] == ("90% of the days", "outcomes/a.yaml:19")
    assert found["from 2026-01-01"] == ("5 for 31 days, within bounds", "outcomes/a.yaml:22")
    assert found["from 2026-02-01"] == ("11 for 59 days, out of bounds", "outcomes/a.yaml:23")
    assert found["within bounds"][0] == "31 of the 365 days from 2026-01-01 to 2026-12-31"


def test_an_own_pace_shows_its_points(tmp_path: Path) -> None:
    found = opened(tmp_path, "key_result:a/paced", "expected")
    assert found["by 2026-03-01"] == ("25%", "outcomes/a.yaml:31")


def test_milestones_show_when_they_are_due(tmp_path: Path) -> None:
    found = opened(tmp_path, "key_result:a/steps", "expected")
    assert found["First"] == ("due, by 2026-02-01, weight 1", "outcomes/a.yaml:36")
    assert found["Second"] == ("not due yet, by 2026-11-01, weight 1", "outcomes/a.yaml:37")


def test_what_is_measured_and_a_strategy_have_formulas(tmp_path: Path) -> None:
    found = opened(tmp_path, "outcome:a", "Progress of the outcome")
    assert " / 83% = " in found["of what is measured"][0]
    strategy = opened(tmp_path, "strategy:way", "Progress of the strategy")
    assert strategy["A"][1] == "outcomes/a.yaml:1"
    assert strategy["result"] == found["result"]
