"""The figures of a portfolio, with the worked examples of `methods.md` 9 and 2.3 as they stand there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import building
from outtrack.compute.coverage import Figure, Portfolio
from outtrack.compute.rollup import net_confidence
from outtrack.reports.coverage import coverage

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = "2026-11-22"
OUTCOME = "title: An outcome\n"


def portfolio(
    folder: Path,
    files: Mapping[str, str],
    *,
    as_of: str = DAY,
    chosen: set[str] | None = None,
    lag: int = 30,
    config: str = "",
) -> Portfolio:
    standings = building.standings(folder, files, as_of, config)
    return Portfolio(standings.snapshot, standings, chosen, lag)


def outcome(*checkins: str, value: float = 2, more: str = "") -> str:
    """Return an outcome of the last quarter of 2026 with a key result from 1 to 3, checked on these days."""
    rows = "".join(f"      - {{date: {day}, value: {value}}}\n" for day in checkins)
    listed = f"    checkins:\n{rows}" if rows else ""
    return (
        f"title: An outcome\ndue: 2026-Q4\n{more}"
        f"key_results:\n  - id: kr\n    title: K\n    baseline: 1\n    target: 3\n{listed}"
    )


# --- the worked examples --------------------------------------------------------------------------------


def worked_example(folder: Path) -> Portfolio:
    files = {f"outcomes/o{number}.yaml": OUTCOME for number in range(3)}
    files["outcomes/o3.yaml"] = "title: Revenue\ntype: business\n"
    for number in range(10):
        effort = {0: 25, 1: 15, 7: 60}.get(number)
        link = f"outcomes: o{number % 4}\n" if number < 7 else ""
        files[f"outputs/e{number}.yaml"] = f"title: E\n{link}" + (f"effort: {effort}\n" if effort else "")
    return portfolio(folder, files)


def test_ten_outputs_and_four_outcomes(tmp_path: Path) -> None:
    found = worked_example(tmp_path)
    assert found.output_links() == Figure(7, 10)
    assert found.output_links().value == 0.7
    assert found.effort_links() == Figure(40, 100, apart=7)
    assert found.effort_links().value == 0.4
    assert found.outputs_per_outcome() == Figure(10, 4)
    assert found.outputs_per_outcome().value == 2.5
    assert found.leading() == Figure(3, 4)
    assert found.leading().value == 0.75


def test_six_on_track_three_at_risk_one_off_track(tmp_path: Path) -> None:
    values = [2.2] * 6 + [1.7] * 3 + [1.1]
    files = {f"outcomes/o{number}.yaml": outcome(DAY, value=value) for number, value in enumerate(values)}
    found = portfolio(tmp_path, files | {"outcomes/silent.yaml": outcome()})
    assert found.statuses == {"on_track": 6, "at_risk": 3, "off_track": 1}
    figure = found.net_confidence()
    assert (figure.numerator, figure.denominator, figure.value) == (5, 10, 50)
    assert net_confidence(one.status or "" for one in found.outcomes) == 50


@given(st.lists(st.sampled_from(["on_track", "at_risk", "off_track", "stale"])))
def test_net_confidence_is_that_of_the_roll_up(words: list[str]) -> None:
    found = Portfolio.__new__(Portfolio)
    found.__dict__["statuses"] = Counter(word for word in words if word != "stale")
    figure = found.net_confidence()
    assert figure.value == net_confidence(words)
    assert figure.value is None or -100 <= figure.value <= 100


def test_nothing_out_of_nothing_is_unknown(tmp_path: Path) -> None:
    found = portfolio(tmp_path, {"visions/v.yaml": "title: V\n"})
    for count in (
        found.output_links, found.effort_links, found.measurement, found.freshness, found.outcomes_without_outputs,
        found.done_without_evidence, found.outputs_per_outcome, found.leading, found.net_confidence,
    ):  # fmt: skip
        figure = count()
        assert (figure.numerator, figure.denominator, figure.value) == (0, 0, None)


# --- what counts ----------------------------------------------------------------------------------------


def test_outputs_that_are_no_work_are_not_counted(tmp_path: Path) -> None:
    files = {"outcomes/o.yaml": OUTCOME}
    for status in ("inbox", "todo", "doing", "done", "parked", "dropped"):
        files[f"outputs/{status}.yaml"] = f"title: E\nstatus: {status}\noutcomes: o\n"
    assert portfolio(tmp_path, files).output_links() == Figure(3, 3)


def test_a_link_may_lead_through_solution_opportunity_parent_and_strategy(tmp_path: Path) -> None:
    files = {
        "outcomes/o.yaml": OUTCOME,
        "outcomes/gone.yaml": "title: Gone\nstatus: dropped\n",
        "strategies/s.yaml": "title: S\nmeasured_by: o\n",
        "opportunities/p.yaml": "title: P\noutcome: o\n",
        "solutions/idea.yaml": "title: I\nserves: p\n",
        "solutions/bet.yaml": "title: I\nserves: strategy:s\n",
        "outputs/a.yaml": "title: E\nsolution: idea\n",
        "outputs/b.yaml": "title: E\nparent: a\n",
        "outputs/c.yaml": "title: E\nsolution: bet\n",
        "outputs/d.yaml": "title: E\noutcomes: gone\n",
    }
    assert portfolio(tmp_path, files).output_links() == Figure(3, 4)


def test_an_outcome_of_another_workspace_is_one(tmp_path: Path) -> None:
    files = {"outputs/a.yaml": "title: E\noutcomes: company::revenue\n", "outputs/b.yaml": "title: E\n"}
    assert portfolio(tmp_path, files, config="externals: [company]\n").output_links() == Figure(1, 2)


def test_outcomes_that_are_not_worked_for_are_not_counted(tmp_path: Path) -> None:
    words = ("draft", "active", "paused", "done", "dropped")
    files = {f"outcomes/{word}.yaml": f"title: O\nstatus: {word}\n" for word in words}
    found = portfolio(tmp_path, files)
    assert found.leading() == Figure(1, 1)
    assert found.outcomes_without_outputs() == Figure(1, 1)


def test_an_outcome_has_outputs_through_those_that_contribute(tmp_path: Path) -> None:
    files = {
        "outcomes/goal.yaml": OUTCOME,
        "outcomes/part.yaml": "title: P\ncontributes_to: goal\n",
        "outcomes/alone.yaml": OUTCOME,
        "outputs/a.yaml": "title: E\noutcomes: part\n",
    }
    assert portfolio(tmp_path, files).outcomes_without_outputs() == Figure(1, 3)


def test_a_choice_counts_what_is_chosen(tmp_path: Path) -> None:
    files = {
        "outcomes/a.yaml": outcome("2026-11-20"),
        "outcomes/b.yaml": outcome("2026-10-02"),
        "outputs/x.yaml": "title: E\noutcomes: a\n",
        "outputs/y.yaml": "title: E\n",
    }
    found = portfolio(tmp_path, files, chosen={"outcome:a", "output:y"})
    assert found.output_links() == Figure(0, 1)
    assert found.outcomes_without_outputs() == Figure(0, 1)  # what serves it need not be chosen
    assert found.freshness() == Figure(1, 1)
    assert portfolio(tmp_path, files, chosen={"key_result:b/kr"}).freshness() == Figure(0, 1)


# --- measured, fresh ------------------------------------------------------------------------------------


def test_measurement_weighs_key_results_and_counts_what_nothing_proves(tmp_path: Path) -> None:
    measured = "title: O\ndue: 2026-Q4\nkey_results:\n"
    measured += "  - {title: A, baseline: 1, target: 3, weight: 3, checkins: [{date: 2026-11-20, value: 2}]}\n"
    measured += "  - {title: B, baseline: 1, target: 3}\n"
    files = {
        "outcomes/a.yaml": measured,
        "outcomes/b.yaml": outcome("2026-11-20", more="contributes_to: c\n"),
        "outcomes/c.yaml": OUTCOME,
    }
    assert portfolio(tmp_path, files).measurement() == Figure(4, 5)  # c rests on b, which is counted
    assert portfolio(tmp_path, files | {"outcomes/d.yaml": OUTCOME}).measurement() == Figure(4, 6)


@pytest.mark.parametrize(("day", "fresh"), [("2026-11-08", 1), ("2026-11-07", 0), (None, 0)])
def test_fresh_is_up_to_one_cadence_old(tmp_path: Path, day: str | None, fresh: int) -> None:
    files = {"outcomes/a.yaml": outcome(*([day] if day else []))}
    assert portfolio(tmp_path, files).freshness() == Figure(fresh, 1)


def test_freshness_asks_only_where_somebody_types_a_value(tmp_path: Path) -> None:
    listed = "title: O\ndue: 2026-Q4\nkey_results:\n"
    files = {
        "outcomes/a.yaml": listed + "  - {title: M, milestones: [{title: one}]}\n",
        "outcomes/b.yaml": listed + "  - {title: C, cumulative: true, counts: customers, target: 3}\n",
        "outcomes/c.yaml": listed + "  - {title: S, self_reported: true, checkins: [{date: 2026-11-20, value: 9}]}\n",
        "outcomes/d.yaml": listed + "  - {title: Nothing but a title}\n",
        "outcomes/e.yaml": outcome().replace("2026-Q4", "2027-Q1"),  # it has not begun
    }
    assert portfolio(tmp_path, files).freshness() == Figure(1, 2)


# --- evidence -------------------------------------------------------------------------------------------

DONE = "title: E\nstatus: done\nshipped: 2026-10-05\noutcomes: o\n"


@pytest.mark.parametrize(
    ("checkin", "lag", "expected"),
    [
        ("2026-11-03", 30, Figure(1, 1)),
        ("2026-11-04", 30, Figure(0, 1)),  # 30 days after 5 October
        ("2026-11-03", 29, Figure(0, 1)),
        ("2026-11-04", 48, Figure(1, 1)),
        ("2026-11-04", 49, Figure(0, 0, apart=1)),
    ],
)
def test_evidence_is_a_value_long_enough_after(tmp_path: Path, checkin: str, lag: int, expected: Figure) -> None:
    files = {"outcomes/o.yaml": outcome(checkin), "outputs/a.yaml": DONE}
    assert portfolio(tmp_path, files, lag=lag).done_without_evidence() == expected


def test_a_confidence_or_a_value_far_up_is_no_evidence(tmp_path: Path) -> None:
    confidence = "    checkins: [{date: 2026-11-20, confidence: 0.5}]\n"
    files = {
        "outcomes/o.yaml": outcome(more="contributes_to: up\n") + confidence,
        "outcomes/up.yaml": outcome("2026-11-20"),
        "outputs/a.yaml": DONE,
    }
    assert portfolio(tmp_path, files).done_without_evidence() == Figure(1, 1)


def test_where_an_effect_is_expected_only_that_key_result_tells(tmp_path: Path) -> None:
    other = "  - {id: other, title: B, baseline: 1, target: 3}\n"
    files = {"outcomes/o.yaml": outcome("2026-11-20") + other}
    for name, expected in (("other", Figure(1, 1)), ("kr", Figure(0, 1))):
        files["outputs/a.yaml"] = f"{DONE}expected: {{key_result: o/{name}, change: +1}}\n"
        assert portfolio(tmp_path, files).done_without_evidence() == expected


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("decision: stop\ndecided: 2026-11-01\n", Figure(0, 1)),
        ("decision: stop\n", Figure(0, 1)),
        ("decision: stop\ndecided: 2026-11-23\n", Figure(1, 1)),
        ("decision: inconclusive\ndecided: 2026-11-01\n", Figure(1, 1)),
        ("", Figure(1, 1)),
    ],
)
def test_a_decided_experiment_about_the_solution_is_evidence(tmp_path: Path, decision: str, expected: Figure) -> None:
    files = {
        "outcomes/o.yaml": outcome(),
        "solutions/s.yaml": "title: S\nserves: o\n",
        "experiments/x.yaml": f"title: X\ntests: s\n{decision}",
        "outputs/a.yaml": "title: E\nstatus: done\nshipped: 2026-10-05\nsolution: s\n",
    }
    assert portfolio(tmp_path, files).done_without_evidence() == expected


def test_work_without_a_day_has_no_evidence_by_values(tmp_path: Path) -> None:
    files = {"outcomes/o.yaml": outcome("2026-11-20"), "outputs/a.yaml": "title: E\nstatus: done\noutcomes: o\n"}
    assert portfolio(tmp_path, files).done_without_evidence() == Figure(1, 1)


def test_a_strategy_is_judged_by_the_outcomes_that_measure_it(tmp_path: Path) -> None:
    files = {
        "outcomes/o.yaml": outcome("2026-11-20"),
        "strategies/s.yaml": "title: S\nmeasured_by: o\n",
        "solutions/bet.yaml": "title: B\nserves: s\n",
        "outputs/a.yaml": "title: E\nstatus: done\nshipped: 2026-10-05\nsolution: bet\n",
    }
    assert portfolio(tmp_path, files).done_without_evidence() == Figure(0, 1)


def test_on_an_earlier_day_nothing_later_is_known(tmp_path: Path) -> None:
    files = {"outcomes/o.yaml": outcome("2026-11-20"), "outputs/a.yaml": DONE}
    early = portfolio(tmp_path, files, as_of="2026-11-10")
    assert early.done_without_evidence() == Figure(1, 1)
    assert portfolio(tmp_path, files, as_of="2026-10-01").done_without_evidence() == Figure(0, 0)


# --- what holds for every portfolio ----------------------------------------------------------------------

WORK = st.lists(
    st.tuples(
        st.sampled_from(["inbox", "todo", "doing", "done", "dropped"]),
        st.sampled_from([None, "o0", "o1"]),
        st.sampled_from([None, 0, 3, 8.5]),
        st.sampled_from([None, "2026-10-05", "2026-11-20"]),
    ),
    max_size=6,
)
CHECKED = st.lists(st.lists(st.sampled_from(["2026-10-02", "2026-11-04", "2026-11-20"]), unique=True), max_size=3)


@given(WORK, CHECKED)
def test_a_share_is_a_part_of_a_whole(
    work: list[tuple[str, str | None, float | None, str | None]], checked: Any
) -> None:
    files = {f"outcomes/o{number}.yaml": outcome(*sorted(days)) for number, days in enumerate(checked)}
    for number, (status, link, effort, day) in enumerate(work):
        known = link if f"outcomes/{link}.yaml" in files else None
        fields = {"status": status, "outcomes": known, "effort": effort, "shipped": day if status == "done" else None}
        lines = "".join(f"{key}: {value}\n" for key, value in fields.items() if value is not None)
        files[f"outputs/e{number}.yaml"] = f"title: E\n{lines}"
    with TemporaryDirectory() as folder:
        found = portfolio(Path(folder), files)
        shares = [
            found.output_links(), found.effort_links(), found.measurement(), found.freshness(),
            found.outcomes_without_outputs(), found.done_without_evidence(), found.leading(),
        ]  # fmt: skip
        later = portfolio(Path(folder), files, lag=400).done_without_evidence()
    for figure in shares:
        assert 0 <= figure.numerator <= figure.denominator
        assert (figure.value is None) == (figure.denominator == 0)
    assert found.output_links().denominator == sum(1 for one in work if one[0] in {"todo", "doing", "done"})
    assert later.numerator <= later.denominator  # only what has no day is left to judge
    assert later.denominator == sum(1 for one in work if one[0] == "done" and one[3] is None)


# --- worded as work -------------------------------------------------------------------------------------


def test_outcomes_and_key_results_that_read_as_work_are_counted(tmp_path: Path) -> None:
    files = {
        "outcomes/a.yaml": "title: Launch it\nkey_results:\n"
        "  - {title: Launch it, baseline: 1, target: 3}\n"
        "  - {title: Launch it, id: falls, baseline: 3, target: 1}\n"
        "  - {title: Slight, baseline: 1, target: 3}\n"
        "  - {title: Foreign, baseline: 1, target: 3}\n"
        "  - {title: Launch it, id: steps, milestones: [{title: Launch it}]}\n",
        "outcomes/b.yaml": "title: Slight\n",
        "outcomes/draft.yaml": "title: Launch it\nstatus: draft\nkey_results: [{title: Launch it}]\n",
    }
    leads = {"Launch it": 3, "Slight": 1, "Foreign": None}
    assert portfolio(tmp_path, files).output_worded(leads.__getitem__) == Figure(3, 5, 1)
    chosen = {"key_result:a/launch-it"}
    assert portfolio(tmp_path, files, chosen=chosen).output_worded(leads.__getitem__) == Figure(1, 1)


@pytest.mark.parametrize(
    ("types", "remark"),
    [
        (("product", "business"), ""),
        (("product", "team"), "all are leading: none says what it is for"),
        (("business", "business"), "all are lagging: nothing moves early enough to act"),
        (("business",), ""),
        ((), "no active outcome to count"),
    ],
)
def test_a_portfolio_that_is_all_leading_or_all_lagging_is_said(
    tmp_path: Path, types: tuple[str, ...], remark: str
) -> None:
    files = {f"outcomes/o{place}.yaml": f"title: O\ntype: {type_}\n" for place, type_ in enumerate(types)}
    (row,) = coverage(portfolio(tmp_path, files), ("leading",)).rows
    assert row.cells[3].text == remark
