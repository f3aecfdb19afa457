"""What machines and people get of the fields of entities: ids in full, words in blanks, nothing from the future."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from building import standings
from outtrack.render.json import document
from outtrack.reports.listing import listing
from outtrack.reports.show import show

if TYPE_CHECKING:
    from pathlib import Path

    from outtrack.compute.standing import Standings
    from outtrack.shapes import Page

CONFIG = "externals: [co]\noutput_types: {my_type: task}\n"
FILES = {
    "outcomes/big_goal.yaml": "title: Big\n",
    "outcomes/goal.yaml": """
        title: Goal
        owner: maria_k
        area: my_area
        continues: big_goal
        contributes_to: [big_goal]
        due: 2026
        key_results:
          - {id: kr, title: K, metric: load_time, baseline: 1, target: 9}
        """,
    "metrics/load_time.yaml": "title: Load\nreadings: [{date: 2026-05-01, value: 4}]\n",
    "solutions/plan.yaml": "title: Plan\nserves: [goal]\nstatus: exploring\n",
    "outputs/work.yaml": """
        title: Work
        type: my_type
        status: done
        shipped: 2026-07-16
        outcomes: [goal, co::growth]
        solution: plan
        ref: PROJ_1
        expected: [{key_result: goal/kr, change: +2}]
        measures:
          - title: Cards in the new form
            unit: cards
            baseline: 10
            target: 80
            checkins: [{date: 2026-05-01, value: 40}, {date: 2026-08-01, value: 70}]
        """,
    "experiments/trial.yaml": """
        title: Trial
        tests: [plan]
        metric: load_time
        method: fake_door
        start: 2026-05-01
        stopped: 2026-07-01
        decided: 2026-07-02
        decision: persevere
        learned: It works
        result: {note: Fine}
        next: [work]
        """,
}


@pytest.fixture
def before(tmp_path: Path) -> Standings:
    return standings(tmp_path, FILES, "2026-06-01", CONFIG)


@pytest.fixture
def after(tmp_path: Path) -> Standings:
    return standings(tmp_path, FILES, "2026-11-22", CONFIG)


def page(found: Standings, ref: str) -> dict[str, Any]:
    data: dict[str, Any] = document(show(found.snapshot, found, ref))["pages"][0]
    return data


def row(found: Standings, kind: str) -> dict[str, Any]:
    data: dict[str, Any] = document(listing(found.snapshot, found, kind, None))["rows"][-1]
    return data


def facts(shown: Page) -> dict[str, str]:
    return {label: cell.text for block in shown.sheets[0].blocks for label, cell in block.facts}


def test_links_are_ids_in_full(after: Standings) -> None:
    work = page(after, "output:work")
    for data in (work, row(after, "output")):
        assert data["outcomes"] == ["outcome:goal", "co::growth"]
        assert data["solution"] == "solution:plan"
        assert data["expected"][0]["key_result"] == "key_result:goal/kr"
    assert row(after, "solution")["serves"] == ["outcome:goal"]
    assert page(after, "key_result:goal/kr")["metric"] == "metric:load_time"
    goal = page(after, "outcome:goal")
    assert goal["continues"] == "outcome:big_goal"
    assert [one["to"] for one in goal["contributes_to"]] == ["outcome:big_goal"]
    assert page(after, "experiment:trial")["next"] == ["output:work"]


def test_an_experiment_has_a_state_and_a_decision(after: Standings) -> None:
    for data in (page(after, "experiment:trial"), row(after, "experiment")):
        assert (data["status"], data["decision"]) == ("decided", "persevere")
    assert "decided: persevere" in facts(show(after.snapshot, after, "experiment:trial"))["status"]


def test_nothing_of_the_future_is_in_the_data(before: Standings) -> None:
    for data in (page(before, "experiment:trial"), row(before, "experiment")):
        assert data["status"] == "running"
        assert [data[key] for key in ("stopped", "decided", "decision", "learned", "result", "next")] == [
            None, None, None, None, None, [],
        ]  # fmt: skip
    for data in (page(before, "output:work"), row(before, "output")):
        assert (data["status"], data["shipped"]) == ("doing", None)
        assert [one["value"] for one in data["measures"][0]["checkins"]] == [40]
    table = listing(before.snapshot, before, "output", None)
    assert "2026-07-16" not in [cell.text for cell in table.rows[0].cells]


def test_only_enumerations_lose_their_underscores(after: Standings) -> None:
    goal = facts(show(after.snapshot, after, "outcome:goal"))
    assert (goal["continues"], goal["area"], goal["owner"]) == ("big_goal", "my_area", "maria_k")
    work = facts(show(after.snapshot, after, "output:work"))
    assert (work["ref"], work["type"]) == ("PROJ_1", "my_type")
    assert facts(show(after.snapshot, after, "experiment:trial"))["method"] == "fake door"
    for kind, group, name in (
        ("outcome", "owner", "maria_k"),
        ("outcome", "area", "my_area"),
        ("output", "solution", "plan"),
        ("experiment", "method", "fake door"),
    ):
        assert listing(after.snapshot, after, kind, None, group).rows[0].group == name


def test_a_measure_of_work_shows_its_value(before: Standings, after: Standings) -> None:
    for found, value in (
        (before, "40 cards (10 → 80 cards); 2026-05-01"),
        (after, "70 cards (10 → 80 cards); 2026-08-01"),
    ):
        assert facts(show(found.snapshot, found, "output:work"))["Cards in the new form"] == value
