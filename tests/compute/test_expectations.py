"""What was expected of work is judged by the values of its key result, once it is shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import acting
from outtrack.compute.expectations import Judgement, judgements, shipped_on
from outtrack.compute.standing import Standings

if TYPE_CHECKING:
    from pathlib import Path

    from outtrack.snapshot import Snapshot

OUTCOME = """\
    title: More of them pay
    start: 2026-07-01
    due: 2026-12-31
    key_results:
      - id: rate
        title: Rate
        unit: "%"
        baseline: {value: 20, date: 2026-07-01}
        target: 30
        checkins: [{date: 2026-09-01, value: 22}, {date: 2026-10-20, value: 23}, {date: 2026-11-05, value: 24.5}]
      - id: steps
        title: Steps
        milestones: [{title: One, due: 2026-12-01}]
      - id: late
        title: Late
        unit: people
        target: 5
        baseline: 3
        checkins: [{date: 2026-11-01, value: 4}]
      - id: early
        title: Not since
        baseline: 1
        target: 5
        checkins: [{date: 2026-10-15, value: 4}]
    """


def snapshot(folder: Path, expected: str, more: str = "status: done\nshipped: 2026-10-01") -> Snapshot:
    lines = "\n".join(["title: Form", "solution: form", more, f"expected: {expected}", ""])
    return acting.workspace(
        folder,
        {
            "outcomes/pay.yaml": OUTCOME,
            "outputs/form.yaml": lines,
            "solutions/form.yaml": f"title: Form\nserves: pay\nexpected: {expected}\n",
        },
    )


def judged(now: Snapshot, ref: str = "output:form") -> Judgement:
    (one,) = judgements(now, Standings(now), ref)
    return one


@pytest.mark.parametrize(
    ("expected", "word", "after"),
    [
        ("[{key_result: pay/rate, change: +2pp, by: 2026-11-01}]", "right", 24.5),
        ("[{key_result: pay/rate, change: +2.6pp, by: 2026-11-01}]", "wrong", 24.5),
        ("[{key_result: pay/rate, change: +2pp, by: 2026-10-10}]", "wrong", 23),
        ("[{key_result: pay/rate, change: +10%, by: 2026-11-01}]", "right", 24.5),
        ("[{key_result: pay/rate, change: -1pp, by: 2026-11-01}]", "wrong", 24.5),
        ("[{key_result: pay/rate, by: 2026-11-01}]", "right", 24.5),
        ("[{key_result: pay/late, change: +1, by: 2026-11-01}]", "right", 4),
    ],
)
def test_a_change_is_right_or_wrong_by_the_first_value_from_its_day(
    tmp_path: Path, expected: str, word: str, after: float
) -> None:
    found = judged(snapshot(tmp_path, expected))
    assert (found.word, found.why, found.after) == (word, "", after)


@pytest.mark.parametrize(
    ("expected", "word", "why"),
    [
        ("[{key_result: pay/rate, change: +2pp, by: 2026-12-01}]", "too_early", "it was expected by 2026-12-01"),
        ("[{key_result: pay/rate, change: +2pp}]", "too_early", "it was expected by 2026-12-31"),
        ("[{key_result: pay/early, change: +2, by: 2026-11-01}]", "too_early", "it was not measured since 2026-11-01"),
        ("[{key_result: pay/steps, by: 2026-11-01}]", None, "its key result is no number that could tell"),
    ],
)
def test_what_can_not_be_judged_says_why(tmp_path: Path, expected: str, word: str | None, why: str) -> None:
    found = judged(snapshot(tmp_path, expected))
    assert (found.word, found.why) == (word, why)


def test_what_is_not_shipped_is_not_judged(tmp_path: Path) -> None:
    expected = "[{key_result: pay/rate, change: +2pp, by: 2026-11-01}]"
    for number, more in enumerate(("status: doing", "status: done\nshipped: 2026-11-30", "status: dropped")):
        now = snapshot(tmp_path / str(number), expected, more)
        for ref in ("output:form", "solution:form"):
            assert judged(now, ref).why == "it is not shipped yet"


def test_a_solution_is_shipped_with_the_last_of_its_outputs(tmp_path: Path) -> None:
    now = snapshot(tmp_path, "[{key_result: pay/rate, change: +2pp, by: 2026-11-01}]")
    assert str(shipped_on(now, "solution:form")) == "2026-10-01"
    assert judged(now, "solution:form").word == "right"


def test_an_outcome_that_is_over_gets_no_more_values(tmp_path: Path) -> None:
    files = {
        "outcomes/pay.yaml": OUTCOME.replace(
            "    title: More", "    status: done\n    closed: 2026-11-20\n    title: More", 1
        ),
        "outputs/form.yaml": "title: Form\noutcomes: pay\nstatus: done\nshipped: 2026-10-01\n"
        "expected: [{key_result: pay/early, change: +2, by: 2026-11-01}]\n",
    }
    found = judged(acting.workspace(tmp_path, files))
    assert (found.word, found.after) == ("right", 4)


def test_nothing_expected_and_nothing_known(tmp_path: Path) -> None:
    files = {"outputs/form.yaml": "title: Form\nexpected: [{key_result: other::pay/rate}]\n"}
    now = acting.workspace(tmp_path, files, config="externals: [other]\n")
    found = judged(now)
    assert (found.word, found.why) == (None, "its key result is not here")


def test_what_has_no_day_or_no_value_before_says_so(tmp_path: Path) -> None:
    bare = "title: More of them pay\nkey_results:\n  - {id: rate, title: Rate, target: 30, baseline: 20}\n"
    late = (
        "title: More of them pay\nstart: 2026-07-01\ndue: 2026-12-31\nkey_results:\n"
        "  - {id: rate, title: Rate, target: 30, checkins: [{date: 2026-11-01, value: 4}]}\n"
    )
    output = (
        "title: Form\noutcomes: pay\nstatus: done\nshipped: 2026-10-01\nexpected: {key_result: pay/rate, change: +2}\n"
    )
    for name, outcome, word, why in (
        ("bare", bare, "too_early", "it says no day, and its key result none: add `by:`"),
        ("late", late, None, "where it stood when it was shipped was not measured"),
    ):
        found = judged(acting.workspace(tmp_path / name, {"outcomes/pay.yaml": outcome, "outputs/form.yaml": output}))
        assert (found.word, found.why) == (word, why)


def test_before_any_value_since_the_shipping_it_is_too_early(tmp_path: Path) -> None:
    found = judged(snapshot(tmp_path, "[{key_result: pay/rate, change: +2pp}]", "status: done\nshipped: 2026-11-10"))
    assert (found.word, found.before, found.after) == ("too_early", 24.5, None)


def test_customers_are_counted_up_to_the_day(tmp_path: Path) -> None:
    files = {
        "outcomes/pay.yaml": "title: Pay\nstart: 2026-07-01\ndue: 2026-12-31\nkey_results:\n"
        "  - {id: solved, title: Solved, cumulative: true, counts: customers, target: 3}\n",
        "outputs/form.yaml": "title: Form\noutcomes: pay\nstatus: done\nshipped: 2026-10-01\n"
        "expected: {key_result: pay/solved, change: +1, by: 2026-11-15}\n",
        "insights/one.yaml": "title: One\nabout: pay\ncustomer: a\nsignal: for\ndate: 2026-10-20\n",
    }
    assert judged(acting.workspace(tmp_path, files)).word == "right"
