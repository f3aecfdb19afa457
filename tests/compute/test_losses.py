"""What would go with an entity, and what would be left with nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import standings
from outtrack.compute.losses import Losses
from outtrack.snapshot import load

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "visions/v.yaml": "title: V\ngoals: [goal]\n",
    "strategies/bet.yaml": "title: Bet\ngoal: goal\nmeasured_by: [o]\n",
    "metrics/m.yaml": "title: M\n",
    "outcomes/o.yaml": """\
{id: goal, title: Goal, type: business}
---
{id: o, title: O, contributes_to: goal, key_results: [{id: k, title: K, metric: m, target: 3}]}
""",
    "opportunities/p.yaml": "title: P\noutcome: o\n",
    "opportunities/part.yaml": "title: Part\nparent: p\n",
    "solutions/s.yaml": """\
{id: s, title: S, serves: part, status: chosen, expected: {key_result: o/k, change: +1}}
---
{id: both, title: Both, serves: [part, goal]}
---
{id: old, title: Old, serves: part, status: dropped}
""",
    "experiments/e.yaml": """\
{id: e, title: E, tests: s, metric: m}
---
{id: past, title: Past, tests: s, decision: stop, decided: 2026-11-01}
""",
    "outputs/w.yaml": "title: W\nsolution: s\nstatus: doing\n",
    "outputs/x.yaml": "title: X\nsolution: s\nstatus: done\n",
    "insights/i.yaml": "quote: I\nabout: part\n",
}


def losses(tmp_path: Path, *dropped: str, files: dict[str, str] | None = None) -> Losses:
    snapshot = standings(tmp_path, FILES if files is None else files, "2026-11-22").snapshot
    assert not snapshot.reading
    return Losses(snapshot, dropped)


def lost(found: Losses) -> list[str]:
    return [loss.ref.partition(":")[2] for loss in found.unsupported()]


def lacks(found: Losses) -> list[tuple[str, str]]:
    return [(loss.ref.partition(":")[2], loss.lacks) for loss in found.emptied()]


@pytest.mark.parametrize(
    ("dropped", "expected"),
    [
        ("opportunity:p", ["part", "s", "i", "e", "w"]),
        ("solution:s", ["e", "w"]),
        ("outcome:o", ["p", "part", "s", "i", "e", "w"]),
        ("outcome:goal", ["bet", "o"]),  # an outcome holds what hangs on it, whatever it serves itself
        ("vision:v", ["goal"]),
        ("insight:i", []),
    ],
)
def test_what_hangs_on_it_alone_loses_its_support(tmp_path: Path, dropped: str, expected: list[str]) -> None:
    assert sorted(lost(losses(tmp_path, dropped))) == sorted(expected)


def test_what_hangs_on_something_else_keeps_that(tmp_path: Path) -> None:
    kept = losses(tmp_path, "opportunity:p").kept()
    assert [(loss.ref, loss.others) for loss in kept] == [("solution:both", ("outcome:goal",))]


def test_several_are_dropped_at_once(tmp_path: Path) -> None:
    found = losses(tmp_path, "outcome:goal", "opportunity:part")
    assert "both" in lost(found)
    assert "both" not in [loss.ref for loss in found.kept()]


@pytest.mark.parametrize(
    ("dropped", "expected"),
    [
        (["output:w"], []),  # another output is there
        (["output:w", "output:x"], [("s", "work")]),
        (["output:w", "output:x", "experiment:e", "experiment:past"],
         [("o", "work"), ("goal", "work"), ("s", "test"), ("s", "work")]),
        (["solution:s"], [("o", "work"), ("goal", "work")]),  # an idea is left for the strategy
        (["solution:s", "solution:both"],
         [("o", "work"), ("goal", "work"), ("bet", "work"), ("p", "solution"), ("part", "solution")]),
        (["insight:i"], [("p", "evidence"), ("part", "evidence")]),
        (["metric:m"], [("o/k", "values"), ("e", "values")]),
        (["key_result:o/k"], [("o", "proof"), ("s", "expectation")]),
        (["outcome:goal"], [("v", "goal")]),
    ],
)  # fmt: skip
def test_what_is_left_with_nothing(tmp_path: Path, dropped: list[str], expected: list[tuple[str, str]]) -> None:
    assert sorted(lacks(losses(tmp_path, *dropped))) == sorted(expected)


def test_an_outcome_that_only_others_prove_is_left_without_proof(tmp_path: Path) -> None:
    found = lacks(losses(tmp_path, "outcome:o"))
    assert found[:3] == [("goal", "work"), ("goal", "proof"), ("bet", "measure")]


def test_a_circle_holds_nothing_up(tmp_path: Path) -> None:
    files = {
        "outcomes/o.yaml": "title: O\n",
        "opportunities/a.yaml": "title: A\noutcome: o\nparent: b\n",
        "opportunities/b.yaml": "title: B\nparent: a\n",
    }
    assert sorted(lost(losses(tmp_path, "outcome:o", files=files))) == ["a", "b"]


def test_what_is_over_loses_nothing(tmp_path: Path) -> None:
    files = {
        "outcomes/o.yaml": "title: O\nstatus: done\n",
        "opportunities/a.yaml": "title: A\noutcome: o\nstatus: solved\n",
    }
    found = losses(tmp_path, "opportunity:a", files=files)
    assert (found.unsupported(), found.emptied(), found.kept()) == ([], [], [])
    assert losses(tmp_path, "outcome:o", files=files).unsupported() == []


def test_of_what_is_broken_nothing_is_said(tmp_path: Path) -> None:
    files = {"outcomes/o.yaml": "title: O\n", "opportunities/p.yaml": "title: P\noutcome: o\n"}
    sound = standings(tmp_path, files | {"solutions/s.yaml": "title: S\nserves: p\n"}, "2026-11-22").snapshot
    (sound.workspace.root / "outcomes" / "o.yaml").write_text("title: O\nstatus: 7\n", encoding="utf-8")
    snapshot = load(sound.workspace, sound.as_of, use_cache=False)
    assert snapshot.reading
    assert lacks(Losses(snapshot, ["solution:s"])) == [("p", "solution")]
