"""The way down from a vision: nothing is lost in it, however long it is, and each path is judged by its own numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import building
from outtrack.compute.clocks import Rhythms
from outtrack.reports.tree import tree
from outtrack.reports.vmgs import vmgs
from outtrack.reports.vmgs_review import vmgs_review
from outtrack.reports.vmgs_wall import wall

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from outtrack.shapes import Branch, Page

LONG = 150


def grown(folder: Path, files: Mapping[str, str], start: str | None = None) -> list[Branch]:
    """Return all branches of the view, as they are shown."""
    standings = building.standings(folder, files, "2026-03-01")
    shown = tree(standings.snapshot, standings, "vmgs", start)
    return [branch for root in shown.roots for _, branch in root.walk()]


def page(folder: Path, files: Mapping[str, str], rhythms: Rhythms | None = None) -> Page:
    standings = building.standings(folder, files, "2026-03-01")
    return vmgs(standings.snapshot, standings, rhythms or Rhythms())


def reviewed(folder: Path, files: Mapping[str, str]) -> Any:
    """Return what the review says of the first strategy."""
    standings = building.standings(folder, files, "2026-03-01")
    return vmgs_review(standings.snapshot, standings).sheets[0].data["strategies"][0]


def opened(branches: list[Branch]) -> list[Any]:
    return [branch.data["id"] for branch in branches if branch.data["id"] and not branch.data.get("shown_above")]


def test_long_chains_are_whole(tmp_path: Path) -> None:
    files = {"visions/v0.yaml": "title: V\ngoals: [o0]\n", "outcomes/o0.yaml": "title: O\n"}
    for number in range(1, LONG):
        files[f"visions/v{number}.yaml"] = f"title: V\nparent: v{number - 1}\n"
        files[f"outcomes/o{number}.yaml"] = f"title: O\ncontributes_to: [o{number - 1}]\n"
    shown = set(opened(grown(tmp_path, files)))
    assert {f"vision:v{number}" for number in range(LONG)} <= shown
    assert {f"outcome:o{number}" for number in range(LONG)} <= shown


def test_a_strategy_for_a_sub_goal_of_another_stands_below_that(tmp_path: Path) -> None:
    files = {
        "visions/v.yaml": "title: V\ngoals: [revenue]\n",
        "outcomes/revenue.yaml": "title: Revenue\n",
        "outcomes/plans.yaml": "title: Plans\n",
        "outcomes/trust.yaml": "title: Trust\n",
        "strategies/market.yaml": "title: Market\ngoal: revenue\nmeasured_by: [plans]\n",
        "strategies/teach.yaml": "title: Teach\ngoal: plans\nmeasured_by: [trust]\n",
        "solutions/evenings.yaml": "title: Evenings\nserves: [trust]\nstatus: chosen\n",
    }
    way = ["vision:v", "outcome:revenue", "strategy:market", "outcome:plans", "strategy:teach", "outcome:trust"]
    assert opened(grown(tmp_path, files)) == [*way, "solution:evenings"]
    roles = [branch.data["role"] for branch in grown(tmp_path, files) if branch.data["id"]]
    assert roles == ["vision", "north_star", "strategy", "sub_goal", "strategy", "sub_goal", "solution"]


def test_all_below_what_is_not_pursued_is_grey(tmp_path: Path) -> None:
    files = {
        "visions/v.yaml": "title: V\ngoals: [goal]\n",
        "outcomes/goal.yaml": "title: Goal\n",
        "outcomes/sub.yaml": "title: Sub\n",
        "strategies/bet.yaml": "title: Bet\ngoal: goal\nmeasured_by: [sub]\nstatus: paused\nreason: No time\n",
        "solutions/try.yaml": "title: Try\nserves: [sub]\nstatus: chosen\n",
    }
    below = [one for one in grown(tmp_path, files, "strategy:bet") if one.data["id"]]
    assert opened(below) == ["strategy:bet", "outcome:sub", "solution:try"]
    assert {cell.tone for branch in below for cell in branch.cells} == {"dim"}
    found = page(tmp_path, files).sheets[0].data
    assert [(one["id"], one["reason"]) for one in found["not_doing"]] == [("strategy:bet", "No time")]
    assert found["goals"][0]["strategies"] == []


def test_a_business_outcome_that_contributes_is_green_and_says_what_it_is(tmp_path: Path) -> None:
    files = {
        "visions/v.yaml": "title: V\ngoals: [goal]\n",
        "outcomes/goal.yaml": "title: Goal\ntype: business\n",
        "outcomes/loss.yaml": "title: Loss\ntype: business\ncontributes_to: [goal]\n",
        "outcomes/use.yaml": "title: Use\ncontributes_to: [goal]\n",
    }
    lines = {one.data["id"]: one.cells[0] for one in grown(tmp_path, files)}
    assert (lines["outcome:loss"].text, lines["outcome:loss"].tone) == ("business outcome", "goal")
    assert (lines["outcome:use"].text, lines["outcome:use"].tone) == ("outcome", "strategy")


def test_what_is_expected_names_key_results_in_full(tmp_path: Path) -> None:
    files = {
        "outcomes/goal.yaml": "title: Goal\nkey_results: [{id: k, title: K}]\n",
        "solutions/try.yaml": "title: Try\nserves: [goal]\nexpected: {key_result: goal/k, change: +2}\n",
    }
    (tactic,) = [one for one in grown(tmp_path, files) if one.data["id"] == "solution:try"]
    assert tactic.data["expected"] == [{"key_result": "key_result:goal/k", "change": "+2", "by": None}]


def test_ideas_are_counted_for_machines_too(tmp_path: Path) -> None:
    files = {
        "visions/v.yaml": "title: V\ngoals: [goal]\n",
        "outcomes/goal.yaml": "title: Goal\n",
        "solutions/s.yaml": "{id: a, title: A, serves: goal}\n---\n{id: b, title: B, serves: goal, status: chosen}\n",
    }
    (goal,) = page(tmp_path, files).sheets[0].data["goals"]
    assert ([one["id"] for one in goal["solutions"]], goal["ideas"]) == (["solution:b"], 1)


@pytest.mark.parametrize(("status", "text"), [("chosen", "1 more idea"), ("idea", "2 ideas")])
def test_there_are_more_ideas_only_where_a_solution_stands_above(tmp_path: Path, status: str, text: str) -> None:
    files = {
        "visions/v.yaml": "title: V\ngoals: [goal]\n",
        "outcomes/goal.yaml": "title: Goal\n",
        "solutions/a.yaml": "title: A\nserves: goal\n",
        "solutions/b.yaml": f"title: B\nserves: goal\nstatus: {status}\n",
    }
    top = page(tmp_path, files).sheets[0]
    (block,) = [one for one in top.blocks if one.branches]
    assert [one.cells[0].text for one in block.branches if one.data["kind"] is None] == [text]


def test_a_solution_that_names_no_metric_is_not_told_so_on_each_line(tmp_path: Path) -> None:
    files = {
        "outcomes/goal.yaml": "title: Goal\nkey_results: [{id: k, title: K}]\n",
        "solutions/s.yaml": "title: S\nserves: [goal]\nexpected: {key_result: goal/k, change: +2}\n",
        "solutions/t.yaml": "title: T\nserves: [goal]\n",
    }
    told = {one.data["id"]: one.cells[3].text for one in grown(tmp_path, files) if one.data["kind"] == "solution"}
    assert told == {"solution:s": "k +2", "solution:t": ""}


def test_the_wall_says_of_the_vision_what_the_page_does(tmp_path: Path) -> None:
    text = "title: V\nvision: Soon\nmission: Now\nfor_whom: Makers\nbenefit: Time\ngoals: [goal]\n"
    files = {"visions/v.yaml": text, "outcomes/goal.yaml": "title: Goal\n"}
    standings = building.standings(tmp_path, files, "2026-03-01")
    top = wall(standings.snapshot, standings).top
    assert top.lines == ("Soon", "Mission: Now", "For whom: Makers", "Benefit: Time")
    assert top.below[0].lines[-1] == "This month: no word yet"


def test_what_asks_for_a_review_has_a_clock_beside_goals_and_strategies(tmp_path: Path) -> None:
    files = {
        "visions/v.yaml": "title: V\ngoals: [goal]\nreviewed: 2026-02-01\n",
        "outcomes/goal.yaml": "title: Goal\ntype: business\nreviewed: 2026-02-01\n",
        "outcomes/o.yaml": "{id: asks, title: O, contributes_to: goal, review_every: monthly, reviewed: 2026-01-15}\n"
        "---\n{id: silent, title: P, contributes_to: goal}\n",
        "solutions/s.yaml": "{id: tactic, title: S, serves: goal, status: chosen, review_every: 3m, "
        "reviewed: 2025-11-15}\n---\n"
        "{id: parked, title: T, serves: goal, status: parked, review_every: 3m, reviewed: 2025-11-15}\n",
    }
    found = page(tmp_path, files).sheets[0]
    assert {one["id"]: one["overdue"] for one in found.data["reviews"]} == {
        "vision:v": 0, "outcome:goal": 0, "outcome:asks": 14, "solution:tactic": 14,
    }  # fmt: skip
    (block,) = [one for one in found.blocks if one.heading == "Reviews due"]
    assert [row.cells[0].text for row in block.rows] == ["O", "S"]


def test_two_visions_have_a_page_each_and_both_open_a_goal_that_they_share(tmp_path: Path) -> None:
    files = {
        "visions/a.yaml": "title: A\ngoals: [goal]\n",
        "visions/b.yaml": "title: B\ngoals: [goal]\n",
        "outcomes/goal.yaml": "title: Goal\n",
        "strategies/loose.yaml": "title: Loose\n",
    }
    sheets = page(tmp_path, files).sheets
    assert [sheet.data["title"] for sheet in sheets] == ["A", "B", "Under no vision"]
    assert [sheet.data["goals"][0].get("shown_above") for sheet in sheets[:2]] == [None, None]
    assert [one["id"] for one in sheets[2].data["goals"]] == ["strategy:loose"]


def test_the_review_judges_each_path_by_its_own_numbers(tmp_path: Path) -> None:
    files = {
        "outcomes/sub.yaml": """
            title: Sub
            due: 2026-Q1
            key_results:
              - id: share
                title: Share
                unit: "%"
                baseline: {value: 10, date: 2026-01-01}
                target: 20
                checkins: [{date: 2026-01-10, value: 10}, {date: 2026-02-20, value: 14}]
            updates:
              - {date: 2026-02-01, learned: Slow}
              - {date: 2026-03-20, learned: Later}
        """,
        "strategies/bet.yaml": "title: Bet\nmeasured_by: [sub]\n",
        "outputs/won.yaml": "title: Won\noutcomes: [sub]\nstatus: done\nshipped: 2026-01-15\n"
        "expected: [{key_result: sub/share, change: +3pp, by: 2026-02-15}]\n",
        "outputs/lost.yaml": "title: Lost\noutcomes: [sub]\nstatus: done\nshipped: 2026-01-15\n"
        "expected: [{key_result: sub/share, change: +8pp, by: 2026-02-15}]\n",
        "outputs/open.yaml": "title: Open\noutcomes: [sub]\nstatus: doing\n"
        "expected: [{key_result: sub/share, change: +8pp}]\n",
    }
    found = reviewed(tmp_path, files)
    assert (found["right"], found["wrong"], found["too_early"]) == (1, 1, 1)
    assert [one["text"] for one in found["learned"]] == ["Slow"]


def test_what_was_given_up_is_not_too_early(tmp_path: Path) -> None:
    files = {
        "outcomes/sub.yaml": "title: Sub\nkey_results: [{id: share, title: Share, baseline: 1, target: 2}]\n",
        "strategies/bet.yaml": "title: Bet\nmeasured_by: [sub]\n",
        "solutions/gone.yaml": "title: Gone\nserves: [sub]\nstatus: dropped\nexpected: [{key_result: sub/share}]\n",
    }
    found = reviewed(tmp_path, files)
    assert found["too_early"] == 0
    assert [(one["judged"], one["why"]) for one in found["expected"]] == [(None, "dropped")]


def test_the_review_tells_of_all_work_for_a_strategy_whatever_became_of_it(tmp_path: Path) -> None:
    expected = "expected: [{key_result: sub/share, change: +1, by: 2026-02-01}]\n"
    files = {
        "outcomes/sub.yaml": "title: Sub\nkey_results: [{id: share, title: Share, baseline: 1, target: 2}]\n",
        "outcomes/goal.yaml": "title: Goal\n",
        "strategies/bet.yaml": "title: Bet\ngoal: goal\nmeasured_by: [sub]\n",
        "strategies/lower.yaml": "title: A bet below it, with a path of its own\ngoal: sub\n",
        "solutions/s.yaml": f"title: S\nserves: [sub]\nstatus: chosen\n{expected}",
        "outputs/by-solution.yaml": f"title: A\nsolution: solution:s\nstatus: parked\n{expected}",
        "outputs/part.yaml": f"title: B\nparent: by-solution\nstatus: todo\n{expected}",
        "outputs/straight.yaml": f"title: C\noutcomes: [sub]\nstatus: dropped\n{expected}",
        "solutions/other.yaml": f"title: D\nserves: [strategy:lower]\n{expected}",
    }
    found = reviewed(tmp_path, files)["expected"]
    assert {one["id"]: one["why"] for one in found} == {
        "output:by-solution": "parked",
        "output:part": "it is not shipped yet",
        "output:straight": "dropped",
    }


def test_what_is_tried_without_a_strategy_has_a_column_of_its_own_on_the_wall(tmp_path: Path) -> None:
    files = {
        "visions/v.yaml": "title: V\ngoals: [goal]\n",
        "outcomes/goal.yaml": "title: Goal\n",
        "solutions/try.yaml": "title: Try\nserves: [goal]\nstatus: chosen\n",
    }
    standings = building.standings(tmp_path, files, "2026-03-01")
    (goal,) = wall(standings.snapshot, standings).top.below
    assert [(one.title, [below.title for below in one.below]) for one in goal.below] == [
        ("without a strategy", ["Try"])
    ]


def test_without_a_vision_business_outcomes_are_goals(tmp_path: Path) -> None:
    files = {"outcomes/money.yaml": "title: Money\ntype: business\n", "outcomes/use.yaml": "title: Use\n"}
    (sheet,) = page(tmp_path, files).sheets
    assert [(one["id"], one["role"]) for one in sheet.data["goals"]] == [("outcome:money", "goal")]


def test_the_page_asks_for_the_reviews_that_the_rule_asks_for(tmp_path: Path) -> None:
    files = {
        "visions/v.yaml": "title: V\ngoals: [money, use]\nreviewed: 2025-06-01\n",
        "outcomes/money.yaml": "title: Money\ntype: business\nreviewed: 2025-12-01\n",
        "outcomes/use.yaml": "title: A goal by name, but no business outcome\nreviewed: 2020-01-01\n",
        "strategies/s.yaml": "title: S\ngoal: money\nstatus: active\nreview_every: yearly\nreviewed: 2025-12-01\n",
        "solutions/t.yaml": "title: T\nserves: [s]\nstatus: chosen\nreview_every: monthly\nreviewed: 2026-02-01\n",
    }
    (sheet,) = page(tmp_path, files, Rhythms(months=12)).sheets
    assert {one["id"]: str(one["next"]) for one in sheet.data["reviews"]} == {
        "outcome:money": "2026-03-01",
        "solution:t": "2026-03-01",
        "strategy:s": "2026-12-01",
        "vision:v": "2026-06-01",
    }
    (sheet,) = page(tmp_path, files, Rhythms(months=0)).sheets
    assert [cell.text for name, cell in sheet.blocks[0].facts if name == "review"] == ["2025-06-01"]
