"""What is scored of a workspace, with which inputs, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from building import standings
from outtrack.compute.scores import SCORES, in_order, still_open
from outtrack.reports.priorities import METHODS, priorities

if TYPE_CHECKING:
    from pathlib import Path

    from outtrack.snapshot import Snapshot

TREE = {
    "visions/v.yaml": "title: V\ngoals: [goal]\n",
    "outcomes/goal.yaml": "title: Goal\n",
    "outcomes/near.yaml": "title: Near\ninfluences: {to: goal, strength: 4}\n",
    "outcomes/aside.yaml": "title: Aside\nisolated: true\n",
}


def workspace(folder: Path, **texts: str) -> Snapshot:
    """Return a workspace with solutions, or with opportunities where their names begin with `o`."""
    files = {
        f"{'opportunities' if name[0] == 'o' else 'solutions'}/{name}.yaml": f"title: {name}\n{text}"
        for name, text in texts.items()
    }
    return standings(folder, TREE | files, "2026-11-22").snapshot


def rows(snapshot: Snapshot, method: str, chosen: set[str] | None = None) -> dict[str, Any]:
    """Return the data of each row by the id, in their order."""
    return {row.data["title"]: row.data for row in priorities(snapshot, method, chosen).rows}


def test_every_method_has_a_score() -> None:
    assert list(METHODS) == list(SCORES) == sorted(SCORES)


def test_an_effort_of_nothing_has_no_score_and_says_why(tmp_path: Path) -> None:
    sure = "reach: 10\nimpact: 1\nconfidence: 1\n"
    found = workspace(tmp_path, a=f"{sure}effort: 0", b=f"{sure}effort: 5", c="impact: 1")
    told = rows(found, "rice")
    assert list(told) == ["b", "a", "c"]
    assert told["a"]["score"] is None
    assert told["a"]["remark"].startswith("an effort of 0 can't be divided by")
    assert (told["c"]["remark"], told["c"]["inputs"]["reach"]) == (None, None)
    assert [row.cells[5].text for row in priorities(found, "rice", None).rows][2] == "needs reach, confidence, effort"


@pytest.mark.parametrize(
    ("impact", "confidence", "remark"),
    [
        (3, 0.5, None),
        (3, 0.49, "a moonshot: less than 50% sure"),
        (3, 0.9, "RICE knows the confidences 100%, 80%, 50%"),
        (4, 0.8, "RICE knows the impacts 3, 2, 1, 0.5, 0.25"),
    ],
)
def test_what_rice_does_not_know_is_said(tmp_path: Path, impact: float, confidence: float, remark: str | None) -> None:
    found = workspace(tmp_path, a=f"reach: 10\nimpact: {impact}\nconfidence: {confidence}\neffort: 20")
    assert rows(found, "rice")["a"]["remark"] == remark
    assert rows(found, "rice")["a"]["score"] == pytest.approx(10 * impact * confidence)


def test_a_confidence_stands_beside_the_evidence_for_it(tmp_path: Path) -> None:
    sure = "ice: {impact: 8, confidence: 4, ease: 6}"
    files = TREE | {
        "solutions/a.yaml": f"title: a\n{sure}\n",
        "solutions/b.yaml": f"title: b\n{sure}\n",
        "solutions/c.yaml": f"title: c\n{sure}\n",
        "experiments/b.yaml": "title: E\ntests: b\nmethod: survey\nstopped: 2026-11-01\nresult: {note: Most would}\n",
        "experiments/c.yaml": "title: E\ntests: c\nmethod: ab_test\nstopped: 2026-11-01\nresult: {note: It rose}\n",
        "experiments/a.yaml": "title: E\ntests: a\nmethod: ab_test\nstopped: 2026-12-01\nresult: {note: Later}\n",
    }
    told = rows(standings(tmp_path, files, "2026-11-22").snapshot, "ice")
    assert {name: (one["score"], one["inputs"]["evidence"], one["remark"]) for name, one in told.items()} == {
        "a": (192, 0.5, "untested: the ladder of evidence says 0.5"),
        "b": (192, 3, "its tests reach 3 on the ladder"),
        "c": (192, 5, None),
    }


def test_contributions_are_what_the_map_says(tmp_path: Path) -> None:
    found = workspace(tmp_path, a="serves: near", b="serves: goal", c="serves: [aside]", d="")
    told = rows(found, "contribution")
    assert {name: (one["score"], one["inputs"]) for name, one in told.items()} == {
        "b": (1, {"goal": 1}), "a": (0.5, {"near": 0.5}), "c": (None, {"influences": None}),
        "d": (None, {"outcome": None}),
    }  # fmt: skip


def test_without_a_goal_there_is_no_contribution(tmp_path: Path) -> None:
    files = {"outcomes/o.yaml": "title: O\n", "solutions/s.yaml": "title: s\nserves: o\n"}
    table = priorities(standings(tmp_path, files, "2026-11-22").snapshot, "contribution", None)
    assert (table.rows[0].data["score"], table.rows[0].data["inputs"]) == (None, {"goal": None})
    assert any(note.startswith("no vision names a goal") for note in table.notes)


def test_answers_of_a_survey_are_counted_and_a_tie_is_said(tmp_path: Path) -> None:
    pairs = "kano: [{functional: 3, dysfunctional: 5}, {functional: 1, dysfunctional: 3}]"
    told = rows(workspace(tmp_path, oa=pairs, ob="kano: {functional: 1, dysfunctional: 1}"), "kano")
    assert told["oa"]["inputs"] == {"answers": 2, "must-be": 1, "attractive": 1, "better": 0.5, "worse": -0.5}
    assert told["oa"]["remark"].startswith("as many answers say must-be and attractive")
    assert told["ob"]["inputs"] == {"answers": 1, "questionable": 1, "better": None, "worse": None}
    assert told["ob"]["remark"] == "1 answer: few"


def test_scores_of_opportunities_warn_each_time(tmp_path: Path) -> None:
    found = workspace(tmp_path, oa="importance: 9\nsatisfaction: 3", ob="")
    for method, entry in METHODS.items():
        warned = any("Torres" in note for note in priorities(found, method, None).notes)
        assert warned == (entry.kind == "opportunity")


def test_what_is_over_is_left_out_unless_nothing_else_is_asked_for(tmp_path: Path) -> None:
    found = workspace(tmp_path, a="status: parked\nreason: x", b="", c="status: dropped\nclosed: 2026-01-01\nreason: x")
    kept, left_out = still_open(found, "solution", None)
    assert ([one.id for one in kept], left_out) == (["b"], 2)
    assert [one.id for one in still_open(found, "solution", {"solution:a", "solution:b"})[0]] == ["b"]
    assert [one.id for one in still_open(found, "solution", {"solution:a"})[0]] == ["a"]
    assert priorities(found, "rice", None).notes[-1] == "2 are parked or dropped and not here"
    assert [one.entity.id for one in in_order(SCORES["rice"](found, kept))] == ["b"]


def test_what_serves_a_sub_goal_of_a_strategy_contributes_to_its_goal(tmp_path: Path) -> None:
    files = TREE | {
        "outcomes/local.yaml": "title: Local\ncontributes_to: bet\n",
        "strategies/bet.yaml": "title: Bet\ngoal: goal\n",
        "solutions/s.yaml": "title: s\nserves: local\n",
    }
    found = standings(tmp_path, files, "2026-11-22").snapshot
    assert rows(found, "contribution")["s"]["score"] == 0.25


def test_what_leads_to_no_goal_has_no_contribution_and_says_how_to_get_one(tmp_path: Path) -> None:
    found = workspace(tmp_path, a="serves: aside")
    table = priorities(found, "contribution", None)
    assert any("needs influences" in cell.text for cell in table.rows[0].cells)
    assert any("link ID OTHER --as influences" in note for note in table.notes)
