"""The end of an entity: the day, the score with what it comes from, and what was learned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from acting import done, texts, workspace
from outtrack.acts import RefusedError
from outtrack.acts.close import close
from outtrack.write import EditError

if TYPE_CHECKING:
    from pathlib import Path

HALF = "[{date: 2026-10-05, value: 5}]"
PAY = f"""\
title: Pay
due: 2026-Q4
key_results:
  - {{id: a, title: A, weight: 2, baseline: 0, target: 10, checkins: [{{date: 2026-10-05, value: 4}}]}}
  - {{id: b, title: B, baseline: 0, target: 4, checkins: {HALF}}}
  - {{id: c, title: C, baseline: 10, target: 20, checkins: [{{date: 2026-10-05, value: 8}}]}}
  - {{id: d, title: D, target: 3}}
"""
FILES = {
    "outcomes/pay.yaml": PAY,
    "outcomes/none.yaml": "title: None\nkey_results: [{title: D, target: 3}]\n",
    "outcomes/over.yaml": "title: Over\nstatus: dropped\nclosed: 2026-10-01\n",
    "outcomes/part.yaml": "title: Part\nstatus: dropped\n",
    "outcomes/top.yaml": "title: Top\n",
    "outcomes/low.yaml": f"""\
        title: Low
        contributes_to: top
        due: 2026-Q4
        ambition: aspirational
        key_results: [{{title: A, baseline: 0, target: 10, checkins: {HALF}}}]
        """,
    "outputs/build.yaml": "title: Build\noutcomes: [pay]\nstatus: doing\n",
    "outputs/built.yaml": "title: Built\noutcomes: [pay]\nstatus: done\nshipped: 2026-10-01\n",
    "opportunities/slow.yaml": "title: Slow\noutcome: pay\n",
    "solutions/form.yaml": "title: Form\n",
    "strategies/bet.yaml": "title: Bet\n",
    "experiments/test.yaml": "title: Test\nstart: 2026-10-01\n",
    "experiments/plan.yaml": "title: Plan\n",
    "metrics/rate.yaml": "title: Rate\n",
}


def test_the_score_is_the_measured_progress_rounded(tmp_path: Path) -> None:
    """The worked example of `docs/methods.md` 1.3: weights 2, 1, 1, 1 and 0.4, 1.25, -0.2, nothing are 0.36."""
    before = workspace(tmp_path, FILES)
    plan = close(before, "outcome:pay", learned="Prices matter")
    assert plan.said == ("pay: status done, closed 2026-11-22, score 0.4",)
    assert plan.notes == (
        "score 0.4: measured progress 0.36 (a 40%, b 125%, c -20%, d —), rounded half up to one decimal",
        "committed: 1 would have been a success",
        "still open below it: build, slow",
    )
    after = done(before, plan)
    outcome = after.get("outcome:pay")
    assert (outcome.status, outcome.closed, outcome.score) == ("done", after.as_of, 0.4)
    lines = texts(after)["outcomes/pay.yaml"].splitlines()
    assert [line for line in lines if line not in PAY.splitlines()] == [
        "status: done",
        "closed: 2026-11-22",
        "score: 0.4",
        "learned: Prices matter",
    ]


def test_a_score_of_ones_own_is_said_beside_the_computed_one(tmp_path: Path) -> None:
    plan = close(workspace(tmp_path, FILES), "outcome:pay", score=1)
    assert plan.notes[0].startswith("score 1, as you say: measured progress 0.36 (a 40%")
    assert plan.notes[0].endswith("would be 0.4")
    assert plan.notes[1].startswith("what was learned?")


def test_without_a_measurement_there_is_no_score(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES)
    plan = close(before, "outcome:none")
    assert plan.notes[0] == "no score: nothing was measured (d —)"
    given = close(before, "outcome:none", score=0.3)
    assert given.notes[0] == "score 0.3, as you say: nothing was measured (d —)"
    assert done(before, plan).get("outcome:none").score is None


def test_an_outcome_without_key_results_has_the_score_of_what_contributes(tmp_path: Path) -> None:
    plan = close(workspace(tmp_path, FILES), "outcome:top")
    assert plan.notes[0] == "score 0.5: measured progress 0.5 (low 50%), rounded half up to one decimal"
    assert "aspirational: 0.7 would have been a success" in close(workspace(tmp_path, FILES), "outcome:low").notes


ENDS: list[tuple[str, dict[str, Any], str, str]] = [
    ("output:build", {}, "outputs/build.yaml", "status: done\n"),
    ("output:build", {}, "outputs/build.yaml", "shipped: 2026-11-22\n"),
    ("output:build", {"word": "dropped"}, "outputs/build.yaml", "status: dropped\nclosed: 2026-11-22\n"),
    ("opportunity:slow", {}, "opportunities/slow.yaml", "status: solved\nclosed: 2026-11-22\n"),
    ("strategy:bet", {"reason": "Too dear"}, "strategies/bet.yaml", "closed: 2026-11-22\nreason: Too dear\n"),
    ("solution:form", {"word": "dropped"}, "solutions/form.yaml", "status: dropped\nclosed: 2026-11-22\n"),
    ("experiment:test", {"word": "stop"}, "experiments/test.yaml", "stopped: 2026-11-22\ndecision: stop\n"),
    ("experiment:plan", {"word": "pivot"}, "experiments/plan.yaml", "title: Plan\ndecision: pivot\ndecided: 2026-11"),
    ("outcome:part", {}, "outcomes/part.yaml", "status: dropped\nclosed: 2026-11-22\n"),
    ("outcome:over", {"word": "done"}, "outcomes/over.yaml", "status: done\nclosed: 2026-11-22\n"),
]


@pytest.mark.parametrize(("ref", "more", "path", "text"), ENDS)
def test_every_kind_ends_in_its_own_words(tmp_path: Path, ref: str, more: dict[str, Any], path: str, text: str) -> None:
    before = workspace(tmp_path, FILES)
    assert text in texts(done(before, close(before, ref, **more)))[path]


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("outcome:over", {}, "`over` is dropped since 2026-10-01"),
    ("output:built", {}, "`built` is done since 2026-10-01"),
    ("outcome:pay", {"word": "finished"}, "an outcome can't end as `finished`: done or dropped"),
    ("opportunity:slow", {"word": "solvd"}, "solved or dropped; did you mean `solved`"),
    ("solution:form", {}, "ends by being dropped"),
    ("metric:rate", {}, "a metric has no status"),
    ("experiment:test", {}, "ends with a decision: say `--as` persevere"),
    ("experiment:test", {"word": "pivo"}, "did you mean `pivot`"),
    ("key_result:pay/a", {}, "ends with its outcome: `outtrack close pay`"),
    ("output:build", {"learned": "x"}, "an output has no field for it"),
    ("output:build", {"score": 1}, "only an outcome has one"),
]


@pytest.mark.parametrize(("ref", "more", "why"), REFUSED)
def test_what_can_not_end_so_is_refused(tmp_path: Path, ref: str, more: dict[str, Any], why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        close(workspace(tmp_path, FILES), ref, **more)


def test_a_decided_experiment_stays_decided(tmp_path: Path) -> None:
    before = workspace(tmp_path, {"experiments/x.yaml": "title: X\ndecision: stop\n"})
    with pytest.raises(RefusedError, match="`x` is decided: stop"):
        close(before, "experiment:x", "pivot")


def test_a_score_out_of_bounds_is_never_written(tmp_path: Path) -> None:
    with pytest.raises(EditError, match="is above 1"):
        close(workspace(tmp_path, FILES), "outcome:pay", score=7)
