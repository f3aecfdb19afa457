"""Figures without something: the same formulas, over what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import standings
from outtrack.compute.without import Figures, moves

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "strategies/bet.yaml": "title: Bet\ngoal: goal\nmeasured_by: [good, bad]\n",
    "strategies/old.yaml": "title: Old\ngoal: goal\nmeasured_by: [good]\nstatus: done\n",
    "metrics/m.yaml": "title: M\nreadings: [{date: 2026-10-05, value: 8}]\n",
    "outcomes/o.yaml": """\
{id: goal, title: Goal, type: business, start: 2026-10-01, due: 2026-12-31}
---
{id: own, title: Own, type: business, start: 2026-10-01, due: 2026-12-31, key_results: [
  {id: k, title: K, baseline: 0, target: 10, checkins: [{date: 2026-11-20, value: 5}]}]}
---
{id: good, title: Good, contributes_to: [{to: goal, weight: 3}, own], start: 2026-10-01, due: 2026-12-31, key_results: [
  {id: k, title: K, metric: m, baseline: 0, target: 10},
  {id: said, title: Said, cumulative: true, counts: customers, target: 4}]}
---
{id: bad, title: Bad, contributes_to: goal, start: 2026-10-01, due: 2026-12-31, key_results: [
  {id: k, title: K, baseline: 0, target: 10, checkins: [{date: 2026-11-20, value: 2}]},
  {id: other, title: Other, baseline: 0, target: 10, weight: 3}]}
""",
    "insights/i.yaml": "{quote: I, about: good, signal: for, date: 2026-11-01, customer: a}\n",
}


def moved(tmp_path: Path, *dropped: str) -> dict[str, tuple[Figures, Figures]]:
    found = standings(tmp_path, FILES, "2026-11-22")
    assert not found.snapshot.reading
    return {one.ref.partition(":")[2]: (one.before, one.after) for one in moves(found, dropped)}


def progress(found: dict[str, tuple[Figures, Figures]]) -> dict[str, tuple[float | None, float | None]]:
    return {name: (before.progress, after.progress) for name, (before, after) in found.items()}


@pytest.mark.parametrize(
    ("dropped", "expected"),
    [
        # good is (.8 + .25) / 2, bad .2 / 4; an outcome with key results of its own does not follow what contributes
        ("outcome:bad", {"goal": (0.40625, 0.525), "bet": (0.2875, 0.525)}),
        ("outcome:good", {"goal": (0.40625, 0.05), "bet": (0.2875, 0.05)}),
        ("key_result:bad/other", {"bad": (0.05, 0.2), "goal": (0.40625, 0.44375), "bet": (0.2875, 0.3625)}),
        ("insight:i", {"good": (0.525, 0.4), "goal": (0.40625, 0.3125), "bet": (0.2875, 0.225)}),
        ("metric:m", {"good": (0.525, 0.125), "goal": (0.40625, 0.10625), "bet": (0.2875, 0.0875)}),
        ("strategy:bet", {}),
    ],
)
def test_what_lies_above_has_other_figures(
    tmp_path: Path, dropped: str, expected: dict[str, tuple[float, float]]
) -> None:
    found = progress(moved(tmp_path, dropped))
    assert list(found) == sorted(expected, key=["bad", "goal", "good", "bet"].index)
    for name, pair in expected.items():
        assert found[name] == pytest.approx(pair)


def test_with_nothing_left_there_is_no_figure(tmp_path: Path) -> None:
    before, after = moved(tmp_path, "outcome:good", "outcome:bad")["goal"]
    assert before.progress == pytest.approx(0.40625)
    assert after == Figures(None, None, "unmeasured")


def test_coverage_is_seen_for_itself(tmp_path: Path) -> None:
    before, after = moved(tmp_path, "key_result:bad/other")["bad"]
    assert (before.coverage, after.coverage) == (0.25, 1)
