"""The edges that the specification names: what is missing, what comes first, and how the parts act together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from building import change, day, far, keep, key_result, measured, named, outcome, rubric, standings, term
from outtrack.compute import contributions, pace, progress, rollup, status, terms
from outtrack.compute.measurements import customers, loose_checkins
from outtrack.compute.progress import Progress
from outtrack.compute.series import Measurement, OwnCheckins, misfit, series
from outtrack.compute.standing import Standings
from outtrack.compute.terms import indicator
from outtrack.diagnostic import Place
from outtrack.files import find_workspace
from outtrack.model.evidence import Insight
from outtrack.model.outcome import Baseline, Checkin, CheckinFile, KeyResult, Milestone, Outcome, Pace, Update
from outtrack.model.values import Relative
from outtrack.period import CADENCES, Period
from outtrack.reports.texts import outcome_remark, remark
from outtrack.snapshot import load

if TYPE_CHECKING:
    from pathlib import Path

CHANGE = "baseline: 0, target: 100"


def checkins(*found: str) -> str:
    """Return check-ins, each written `DAY VALUE`, as a flow sequence."""
    pairs = [one.split(" ", 1) for one in found]
    return "checkins: [" + ", ".join(f"{{date: 2026-{on}, value: {value}}}" for on, value in pairs) + "]"


# --- 1.2: baselines and targets


def test_a_missing_baseline_is_never_taken_for_0(tmp_path: Path) -> None:
    found = key_result(tmp_path, f"target: 100, {checkins('02-10 50')}", "2026-02-14")
    assert (found.progress.raw, found.needs, found.status, found.rule) == (None, "needs baseline", "unmeasured", 4)


def test_a_missing_target_is_missed_only_where_there_is_a_baseline(tmp_path: Path) -> None:
    found = key_result(tmp_path, f"baseline: 3, {checkins('02-10 5')}", "2026-02-14")
    assert (found.shape, found.progress.raw, found.needs, found.progress.value) == ("change", None, "needs target", 5)


def test_a_relative_target_without_a_baseline_needs_one() -> None:
    found = far(change(None, Relative(20, "%")), {"2026-02-01": 5})
    assert (found.raw, found.target, found.missing) == (None, None, "needs baseline")


def test_a_relative_target_is_relative_to_the_size_of_the_baseline() -> None:
    assert far(change(-40, Relative(20, "%"))).target == -32
    assert far(change(40, Relative(-20, "%"))).target == 32
    assert far(change(1.1, Relative(10, "%")), {"2026-02-01": 1.21}).raw == 1


def test_baseline_first_adopts_the_first_check_in(tmp_path: Path) -> None:
    text = f"baseline: first, target: 30, {checkins('01-10 10', '02-10 15')}"
    found = key_result(tmp_path, text, "2026-02-14").progress
    assert (found.baseline, found.baseline_on, found.raw) == (10, day("2026-01-10"), 0.25)
    alone = key_result(tmp_path, text, "2026-02-09").progress
    assert (alone.baseline, alone.raw, alone.missing, alone.value) == (10, None, "no check-in yet", 10)
    before = key_result(tmp_path, text, "2026-01-09").progress
    assert (before.baseline, before.raw, before.missing) == (None, None, "no check-in yet")


def test_baseline_first_adopts_a_check_in_from_before_the_start(tmp_path: Path) -> None:
    early = "{date: 2025-12-10, value: 10}, {date: 2025-12-20, value: 99}, {date: 2026-02-10, value: 15}"
    found = key_result(tmp_path, f"baseline: first, target: 30, checkins: [{early}]", "2026-02-14")
    assert (found.progress.baseline, found.progress.raw) == (10, 0.25)
    assert [(one.value, why) for one, why in found.series.ignored] == [(99, "before start")]


def test_baseline_first_passes_over_a_word_without_a_value() -> None:
    kr = KeyResult(title="X", baseline=Baseline(first=True), target=30)
    own = [Measurement(day("2025-12-01"), None, 0.5), *measured({"2025-12-02": 10, "2026-02-01": 20})]
    found = series(kr, own, [], day("2026-02-14"), day("2026-01-01"))
    assert [one.value for one in found.values] == [10, 20]
    assert [(one.confidence, why) for one, why in found.ignored] == [(0.5, "before start")]


def test_baseline_first_with_words_alone_before_the_start_waits_for_a_value() -> None:
    kr = KeyResult(title="X", baseline=Baseline(first=True), target=30)
    own = [Measurement(day("2025-12-01"), None, 0.5), *measured({"2026-02-01": 20})]
    assert [one.value for one in series(kr, own, [], day("2026-02-14"), day("2026-01-01")).counted] == [20]


def test_a_first_baseline_at_the_target_leaves_no_way() -> None:
    kr = KeyResult(title="X", baseline=Baseline(first=True), target=30)
    found = far(kr, {"2026-01-10": 30, "2026-02-01": 40})
    assert (found.raw, found.missing) == (None, "target equals baseline")
    assert progress.ratio(30, 30, 40) is None


def test_a_target_that_equals_the_baseline_is_an_error_and_computed_nowhere(tmp_path: Path) -> None:
    (tmp_path / "outcomes").mkdir()
    (tmp_path / "outtrack.yaml").write_text("version: 1\n", encoding="utf-8")
    text = "title: X\nkey_results: [{title: K, baseline: 5, target: 5}]\n"
    (tmp_path / "outcomes" / "x.yaml").write_text(text, encoding="utf-8")
    workspace = find_workspace(tmp_path)
    assert workspace is not None
    snapshot = load(workspace, day("2026-02-14"), use_cache=False)
    assert [(one.rule, one.hint) for one in snapshot.reading] == [
        ("invalid-value", "to hold a number, write `keep: {min: 5}` (or `max:`) instead of baseline and target")
    ]
    assert Standings(snapshot).all() == []
    assert Standings(snapshot).of("outcome:x") is None


def test_a_check_in_on_the_day_of_the_baseline_does_not_come_after_it(tmp_path: Path) -> None:
    text = f"baseline: {{value: 10, date: 2026-01-10}}, target: 30, {checkins('01-10 99', '02-10 15')}"
    assert key_result(tmp_path, text, "2026-02-14").progress.raw == 0.25
    before = key_result(tmp_path, text, "2026-02-09").progress
    assert (before.raw, before.missing, before.value) == (None, "no check-in yet", 99)


def test_without_a_check_in_the_value_and_the_progress_are_unknown(tmp_path: Path) -> None:
    found = key_result(tmp_path, CHANGE, "2026-02-14")
    assert (found.progress.value, found.progress.raw, found.last, found.age) == (None, None, None, None)
    assert (found.status, found.rule) == ("unmeasured", 4)


def test_a_word_without_a_value_is_no_measurement(tmp_path: Path) -> None:
    text = f"{CHANGE}, checkins: [{{date: 2026-02-10, confidence: 0.4}}]"
    found = key_result(tmp_path, text, "2026-02-14")
    assert (found.progress.raw, found.confidence, found.last) == (None, 0.4, None)
    assert (found.status, found.weight) == ("unmeasured", 1)


def test_the_confidence_is_the_last_word_on_it(tmp_path: Path) -> None:
    text = (
        f"{CHANGE}, checkins: [{{date: 2026-01-10, value: 1, confidence: 0.4}}, {{date: 2026-02-10, value: 10}},"
        " {date: 2026-02-20, confidence: 0.9}]"
    )
    assert key_result(tmp_path, text, "2026-02-14").confidence == 0.4
    assert key_result(tmp_path, text, "2026-02-20").confidence == 0.9
    assert key_result(tmp_path, CHANGE, "2026-02-20").confidence is None


# --- 1.2: what does not count


def test_a_check_in_from_before_the_start_is_ignored_for_that_reason(tmp_path: Path) -> None:
    text = f"{CHANGE}, checkins: [{{date: 2025-12-31, value: 90}}, {{date: 2026-01-01, value: 10}}]"
    found = key_result(tmp_path, text, "2026-02-14")
    assert found.progress.raw == 0.1
    assert [(one.value, why) for one, why in found.series.ignored] == [(90, "before start")]


def test_the_baseline_itself_may_be_typed_before_the_start(tmp_path: Path) -> None:
    text = (
        "baseline: {value: 5, date: 2025-12-20}, target: 15,"
        " checkins: [{date: 2025-12-20, value: 5}, {date: 2025-12-31, value: 9}, {date: 2026-02-10, value: 10}]"
    )
    found = key_result(tmp_path, text, "2026-02-14")
    assert found.progress.raw == 0.5
    assert [one.value for one, _ in found.series.ignored] == [9]


def test_a_check_in_after_the_day_does_not_exist(tmp_path: Path) -> None:
    text = f"{CHANGE}, {checkins('02-10 10', '02-15 90')}"
    found = key_result(tmp_path, text, "2026-02-14")
    assert (found.progress.raw, found.last, found.age) == (0.1, day("2026-02-10"), 4)
    assert [(one.value, why) for one, why in found.series.ignored] == [(90, "future")]
    assert key_result(tmp_path, text, "2026-02-15").progress.raw == 0.9


def test_a_check_in_after_the_due_date_does_not_change_the_progress(tmp_path: Path) -> None:
    text = f"{CHANGE}, {checkins('03-31 90', '04-01 100')}"
    found = key_result(tmp_path, text, "2026-04-05")
    assert (found.progress.raw, found.status, found.rule) == (0.9, "missed", 3)


def test_of_two_on_one_day_the_later_in_the_file_counts_and_files_of_their_own_come_last(tmp_path: Path) -> None:
    twice = f"{{{CHANGE}, title: K, {checkins('02-10 10', '02-10 20')}}}"
    files = {"outcomes/x.yaml": f"title: X\ndue: 2026-Q1\nkey_results: [{twice}]\n"}
    found = named(standings(tmp_path, files, "2026-02-14"), "x").key_results[0]
    assert found.progress.raw == 0.2
    assert [(one.value, why) for one, why in found.series.ignored] == [(10, "same day")]
    files["checkins/a.yaml"] = "key_result: x/k\ndate: 2026-02-10\nvalue: 30\n"
    files["checkins/b.yaml"] = "key_result: key_result:x/k\ndate: 2026-02-10\nconfidence: 0.8\n"
    found = named(standings(tmp_path, files, "2026-02-14"), "x").key_results[0]
    assert (found.progress.raw, found.confidence) == (0.3, 0.8)
    assert [(one.value, why) for one, why in found.series.ignored] == [(10, "same day"), (20, "same day")]


def test_a_value_takes_over_the_confidence_that_was_said_on_its_day() -> None:
    on = day("2026-02-10")
    own = [Measurement(on, None, 0.7), Measurement(on, 5), Measurement(on, 6, 0.2), Measurement(on, None, 0.3)]
    found = series(change(0, 10), own, [], on)
    assert [(one.value, one.confidence) for one in found.counted] == [(6, 0.3)]
    assert [(one.value, why) for one, why in found.ignored] == [(5, "same day")]


TOTAL = KeyResult(title="A total", cumulative=True, target=3)


@pytest.mark.parametrize(
    ("kr", "one", "why"),
    [
        (change(0, 10), Measurement(date.min, "high"), "not a number"),
        (change(0, 10), Measurement(date.min, None, delta=3), "not a total"),
        (change(0, 10), Measurement(date.min, 3), None),
        (TOTAL, Measurement(date.min, None, delta=3), None),
        (replace(TOTAL, metric="m"), Measurement(date.min, None, delta=3), "not a total"),
        (rubric(1, 3), Measurement(date.min, "level 2"), None),
        (rubric(1, 3), Measurement(date.min, "LEVEL 2"), None),
        (rubric(1, 3), Measurement(date.min, 5), None),
        (rubric(1, 3), Measurement(date.min, 6), "not a level"),
        (TOTAL, Measurement(date.min, 5, delta=3), "not a total"),
        (KeyResult(title="S", self_reported=True), Measurement(date.min, 140), "not a share"),
        (KeyResult(title="S", self_reported=True), Measurement(date.min, 100), None),
        (KeyResult(title="M", milestones=(Milestone(title="A"),)), Measurement(date.min, 1), "not typed"),
        (rubric(1, 3), Measurement(date.min, 1.5), "not a level"),
        (rubric(1, 3), Measurement(date.min, "level 9"), "not a level"),
        (rubric(1, 3), Measurement(date.min, None, 0.5), None),
    ],
)
def test_a_key_result_has_no_use_for_what_does_not_fit(kr: KeyResult, one: Measurement, why: str | None) -> None:
    assert misfit(kr, one) == why


def test_a_file_of_its_own_that_does_not_fit_is_ignored_once_it_is_there(tmp_path: Path) -> None:
    files = {
        "outcomes/x.yaml": f"title: X\ndue: 2026-Q1\nkey_results: [{{title: K, {CHANGE}, {checkins('02-01 10')}}}]\n",
        "checkins/a.yaml": "key_result: x/k\ndate: 2026-02-10\nvalue: high\n",
        "checkins/b.yaml": "key_result: x/k\ndate: 2026-02-11\ndelta: 7\n",
    }
    for as_of, reasons in (("2026-02-10", ["not a number", "future"]), ("2026-02-14", ["not a number", "not a total"])):
        found = named(standings(tmp_path, files, as_of), "x").key_results[0]
        assert found.progress.raw == 0.1
        assert [why for _, why in found.series.ignored] == reasons


def test_a_measurement_knows_its_place() -> None:
    kr = KeyResult(title="X", target=3, checkins=(Checkin(date=day("2026-02-01"), value=1),) * 2)
    own = OwnCheckins(kr, "outcome:x", 4)
    assert own[1].place == Place("", 0, ("key_results", 4, "checkins", 1))
    assert own[-1].place == own[1].place
    assert own[-2].place == own[0].place
    assert [one.place.keys[-1] for one in own[1:]] == [1]
    with pytest.raises(IndexError):
        own[2]
    place = Place("checkins/a.yaml", 2)
    (loose,) = loose_checkins([(CheckinFile(date=day("2026-02-01"), value=1, key_result="x/k"), place)])
    assert (loose.place, loose.ref) == (place, "")


# --- 1.2: totals, rubrics, milestones, feelings


def test_a_total_that_falls_counts_as_it_is_written(tmp_path: Path) -> None:
    found = "{date: 2026-01-10, value: 5}, {date: 2026-02-10, value: 4, correction: true}, {date: 2026-02-11, delta: 2}"
    text = f"cumulative: true, target: 8, checkins: [{found}]"
    assert key_result(tmp_path, text, "2026-02-10").progress.raw == 0.5
    result = key_result(tmp_path, text, "2026-02-14")
    assert result.progress.raw == 0.75
    assert [(one.value, one.delta, one.correction) for one in result.series.counted] == [
        (5, None, False), (4, None, True), (6, 2, False),
    ]  # fmt: skip


def test_a_word_among_deltas_leaves_the_total_as_it_was() -> None:
    kr = KeyResult(title="X", cumulative=True, target=8)
    own = [
        Measurement(day("2026-01-10"), None, delta=2),
        Measurement(day("2026-01-11"), None, 0.4),
        Measurement(day("2026-01-12"), None, delta=0.5),
    ]
    assert [one.value for one in series(kr, own, [], day("2026-02-14")).counted] == [2, None, 2.5]


def test_a_rubric_takes_the_text_of_a_level_in_any_case_or_its_place(tmp_path: Path) -> None:
    text = "levels: [none, some, most, all], baseline: none, target: all, " + checkins("02-01 Some", "02-10 3")
    assert key_result(tmp_path, text, "2026-02-09").progress.raw == 1 / 3
    found = key_result(tmp_path, text, "2026-02-14")
    assert (found.progress.raw, found.progress.value) == (2 / 3, 3)
    assert (found.progress.baseline, found.progress.target) == (1, 4)


def test_a_rubric_or_a_total_without_a_value_has_none(tmp_path: Path) -> None:
    text = "levels: [none, some, all], baseline: none, target: all"
    assert key_result(tmp_path, text, "2026-02-14").progress.value is None
    assert key_result(tmp_path, "cumulative: true, target: 9", "2026-02-14").progress.value is None


STEPS = (
    "milestones: [{title: A, weight: 3, due: 2026-02-10, done: 2026-02-20}, {title: B, due: 2026-03-10},"
    " {title: C, weight: 0, due: 2026-01-05, done: 2026-01-05}]"
)


@pytest.mark.parametrize(
    ("as_of", "raw", "word", "rule"),
    [
        ("2026-01-10", None, "pending", 2),  # the one of weight 0 only informs: neither done nor due counts
        ("2026-02-09", None, "unmeasured", 4),
        ("2026-02-10", None, "unmeasured", 4),  # due today has not passed
        ("2026-02-11", 0.0, "off_track", 9),
        ("2026-02-19", 0.0, "off_track", 9),
        ("2026-02-20", 0.75, "on_track", 9),
        ("2026-03-09", 0.75, "on_track", 9),
        ("2026-03-10", 0.75, "at_risk", 9),
        ("2026-04-01", 0.75, "missed", 3),
    ],
)
def test_milestones_are_unknown_until_one_is_done_or_the_first_is_overdue(
    tmp_path: Path, as_of: str, raw: float | None, word: str, rule: int
) -> None:
    found = key_result(tmp_path, STEPS, as_of)
    assert (found.progress.raw, found.status, found.rule) == (raw, word, rule)
    assert found.progress.target == 4
    assert (found.last, found.freshness) == (None, None)


def test_a_milestone_done_after_the_due_date_does_not_count(tmp_path: Path) -> None:
    text = "milestones: [{title: A, done: 2026-04-01}]"
    found = key_result(tmp_path, text, "2026-04-05")
    assert (found.progress.raw, found.needs, found.status, found.rule) == (0, None, "missed", 3)
    in_time = key_result(tmp_path, text.replace("04-01", "03-31"), "2026-04-05")
    assert (in_time.progress.raw, in_time.status) == (1, "achieved")


def test_milestones_whose_weights_are_all_0_come_to_nothing() -> None:
    kr = KeyResult(title="X", milestones=(Milestone(title="A", weight=0, done=day("2026-01-05")),))
    found = far(kr)
    assert (found.raw, found.missing) == (None, "all weights are 0")
    assert pace.expected(kr, day("2026-01-01"), day("2026-03-31"), day("2026-03-31")) == 0


def test_milestones_without_a_due_date_count_what_is_done_by_the_day() -> None:
    kr = KeyResult(title="X", milestones=(Milestone(title="A", done=day("2026-02-05")), Milestone(title="B")))
    assert far(kr, within=term("2026-02-04", None, None)).raw is None
    assert far(kr, within=term("2026-02-05", None, None)).raw == 0.5


def test_a_share_by_feeling_is_kept_and_counts_as_unmeasured(tmp_path: Path) -> None:
    found = outcome(
        tmp_path,
        f"""
        due: 2026-Q1
        key_results:
          - {{title: Felt, self_reported: true, {checkins("02-10 40")}}}
          - {{title: Known, {CHANGE}, {checkins("02-10 60")}}}
        """,
        "2026-02-14",
    )
    felt = found.key_results[0]
    assert (felt.progress.claimed, felt.progress.raw, felt.progress.value) == (0.4, None, 40)
    assert (felt.status, felt.rule, felt.freshness, felt.last) == ("unmeasured", 4, None, day("2026-02-10"))
    assert (found.rollup.progress, found.rollup.coverage) == (0.3, 0.5)


def test_nothing_felt_yet_claims_nothing() -> None:
    found = far(KeyResult(title="X", self_reported=True))
    assert (found.claimed, found.value, found.raw) == (None, None, None)


def test_a_title_alone_is_kept_and_its_progress_unknown(tmp_path: Path) -> None:
    found = key_result(tmp_path, checkins("02-10 40"), "2026-02-14")
    assert (found.shape, found.progress.value) == ("untracked", 40)
    assert (found.progress.raw, found.needs) == (None, "needs target")
    assert (found.status, found.rule) == ("unmeasured", 4)
    over = key_result(tmp_path, checkins("02-10 40"), "2026-04-01")
    assert (over.status, over.rule) == ("unmeasured", 3)


# --- 1.2: keep


def test_what_is_kept_is_never_all_done_on_its_first_day(tmp_path: Path) -> None:
    found = key_result(tmp_path, f"keep: {{min: 30}}, {checkins('01-01 50')}", "2026-01-01")
    assert found.progress.raw == 1 / 90 / 0.95
    assert (found.progress.compliance, found.progress.cover) == (1, 1)
    assert (found.status, found.rule) == ("on_track", 8)


@pytest.mark.parametrize(
    ("found", "as_of", "word"),
    [
        (("01-01 50", "01-08 50"), "2026-01-10", "on_track"),
        (("01-01 50", "01-10 20"), "2026-01-10", "at_risk"),  # the latest is out of bounds
        (("01-01 20", "01-04 50"), "2026-01-10", "at_risk"),  # too few days of those observed
        (("01-01 20", "01-10 50"), "2026-01-10", "off_track"),  # 81 of 90 days at best
        (("01-01 20",), "2026-01-04", "at_risk"),  # 86 of 90 are enough
        (("01-01 20",), "2026-01-05", "off_track"),  # 85 of 90 are not
    ],
)
def test_a_guardrail_stands_by_its_days_and_its_last_value(
    tmp_path: Path, found: tuple[str, ...], as_of: str, word: str
) -> None:
    result = key_result(tmp_path, f"keep: {{min: 30}}, cadence: weekly, {checkins(*found)}", as_of)
    assert (result.status, result.rule) == (word, 8)


def test_a_guardrail_is_achieved_where_the_required_share_was_reached(tmp_path: Path) -> None:
    text = f"keep: {{max: 30}}, required: 0.6, cadence: 2m, {checkins('01-01 20', '02-24 99')}"
    found = key_result(tmp_path, text, "2026-04-01")
    assert (found.progress.raw, found.status, found.rule) == (1.0, "achieved", 3)  # 54 of 90 days
    less = key_result(tmp_path, text.replace("0.6", "0.61"), "2026-04-01")
    assert less.status == "missed"


def test_a_guardrail_takes_the_first_bound_that_there_is_for_its_target() -> None:
    assert [far(kr, {"2026-02-01": 4}).target for kr in (keep(3), keep(high=5), keep(3, 5))] == [3, 5, 3]


def test_a_guardrail_without_a_period_says_what_it_needs(tmp_path: Path) -> None:
    text = f"keep: {{min: 30}}, {checkins('02-10 50')}"
    without = key_result(tmp_path, text, "2026-02-14", due=None)
    assert (without.progress.raw, without.needs, without.progress.value) == (None, "needs start", 50)
    started = key_result(tmp_path, text, "2026-02-14", due=None, more="start: 2026-01-01\n")
    assert started.needs == "needs due"


# --- metrics and customers


def metric_files(kr: str, readings: str, more: str = "") -> dict[str, str]:
    return {
        "outcomes/x.yaml": f"title: X\ndue: 2026-Q1\nkey_results: [{{title: K, metric: m, {kr}}}]\n",
        "metrics/m.yaml": f"title: M\nunit: EUR\nreadings: [{readings}]\n{more}",
    }


READINGS = (
    "{date: 2025-12-01, value: 5}, {date: 2025-12-20, value: 10}, {date: 2026-01-15, value: 15},"
    " {date: 2026-02-20, value: 30}"
)


def test_the_last_reading_up_to_the_start_is_the_baseline_where_none_is_stated(tmp_path: Path) -> None:
    found = named(standings(tmp_path, metric_files("target: 30", READINGS), "2026-02-14"), "x").key_results[0]
    assert (found.progress.baseline, found.progress.baseline_on, found.progress.raw) == (10, day("2025-12-20"), 0.25)
    assert (found.unit, [one.value for one in found.before]) == ("EUR", [5, 10])
    assert [one.ref for one in found.series.counted] == ["metric:m"]


def test_a_reading_on_the_first_day_is_a_baseline_and_no_progress(tmp_path: Path) -> None:
    files = metric_files("target: 30", "{date: 2026-01-01, value: 10}")
    found = named(standings(tmp_path, files, "2026-02-14"), "x").key_results[0]
    assert (found.progress.baseline, found.progress.raw, found.needs) == (10, None, "no check-in yet")


def test_before_the_first_reading_of_the_period_the_value_is_the_one_before_the_start(tmp_path: Path) -> None:
    found = named(standings(tmp_path, metric_files("target: 30", READINGS), "2026-01-10"), "x").key_results[0]
    assert (found.progress.value, found.progress.raw, found.status, found.rule) == (10, None, "pending", 2)


def test_a_stated_baseline_goes_before_the_readings(tmp_path: Path) -> None:
    files = metric_files("baseline: 0, target: 30, unit: USD", READINGS)
    found = named(standings(tmp_path, files, "2026-02-14"), "x").key_results[0]
    assert (found.progress.baseline, found.progress.raw, found.unit) == (0, 0.5, "USD")


def test_the_reading_before_the_start_says_how_a_guardrail_begins(tmp_path: Path) -> None:
    files = metric_files("keep: {min: 8}, cadence: monthly", READINGS)
    found = named(standings(tmp_path, files, "2026-01-10"), "x").key_results[0]
    assert (found.progress.compliance, found.progress.cover) == (1, 1)
    assert found.progress.raw == pytest.approx(10 / 90 / 0.95)


def test_without_a_start_every_reading_counts_and_none_is_a_baseline(tmp_path: Path) -> None:
    files = metric_files("target: 30", READINGS)
    files["outcomes/x.yaml"] = files["outcomes/x.yaml"].replace("due: 2026-Q1\n", "")
    found = named(standings(tmp_path, files, "2026-02-14"), "x").key_results[0]
    assert (found.needs, found.before, len(found.series.counted)) == ("needs baseline", (), 3)


def test_readings_in_files_of_their_own_count_after_those_of_the_metric(tmp_path: Path) -> None:
    files = metric_files("target: 30", READINGS)
    files["checkins/r.yaml"] = "metric: m\ndate: 2026-01-15\nvalue: 20\n"
    files["checkins/s.yaml"] = "metric: metric:m\ndate: 2026-02-01\nvalue: 25\n"
    found = named(standings(tmp_path, files, "2026-02-14"), "x").key_results[0]
    assert found.progress.raw == 0.75
    assert [(one.value, why) for one, why in found.series.ignored if why == "same day"] == [(15, "same day")]


def test_what_is_typed_beside_a_metric_does_not_count_but_its_words_do(tmp_path: Path) -> None:
    files = metric_files("target: 30, checkins: [{date: 2026-02-10, confidence: 0.6}]", READINGS)
    files["checkins/k.yaml"] = "key_result: x/k\ndate: 2026-02-11\nvalue: 29\n"
    files["checkins/l.yaml"] = "key_result: x/k\ndate: 2026-02-15\nvalue: 1\n"
    found = named(standings(tmp_path, files, "2026-02-14"), "x").key_results[0]
    assert (found.progress.raw, found.confidence) == (0.25, 0.6)
    assert [one.value for one, why in found.series.ignored if why == "not typed"] == [29]


def test_a_metric_that_is_not_there_leaves_the_key_result_unmeasured(tmp_path: Path) -> None:
    files = metric_files("target: 30", READINGS)
    del files["metrics/m.yaml"]
    found = named(standings(tmp_path, files, "2026-02-14"), "x").key_results[0]
    assert (found.shape, found.progress.raw, found.needs) == ("change", None, "no check-in yet")
    assert found.status == "unmeasured"


COUNTED = {
    "outcomes/x.yaml": """
        title: X
        due: 2026-Q1
        key_results:
          - {title: K, cumulative: true, target: 10, counts: customers}
        """,
    "opportunities/need.yaml": "title: Need\noutcome: x\n",
    "insights/a.yaml": "quote: Yes\nabout: x\nsignal: for\ncustomer: Acme\ndate: 2026-01-05\n",
    "insights/b.yaml": "quote: Yes again\nabout: opportunity:need\nsignal: for\ncustomer: acme\ndate: 2026-01-06\n",
    "insights/c.yaml": "quote: Me, too\nabout: opportunity:need\nsignal: for\ncustomer: Beta\ndate: 2026-02-01\n",
    "insights/d.yaml": "quote: No name\nabout: x\nsignal: for\ndate: 2026-02-02\n",
    "insights/e.yaml": "quote: No name either\nabout: x\nsignal: for\n",
    "insights/f.yaml": "quote: No\nabout: x\nsignal: against\ncustomer: Gamma\ndate: 2026-01-05\n",
    "insights/g.yaml": "quote: Well\nabout: x\nsignal: neutral\ncustomer: Delta\ndate: 2026-01-05\n",
    "insights/h.yaml": "quote: Perhaps\nabout: x\ncustomer: Epsilon\ndate: 2026-01-05\n",
    "insights/i.yaml": "quote: Elsewhere\nsignal: for\ncustomer: Zeta\ndate: 2026-01-05\n",
    "insights/j.yaml": "quote: Later\nabout: x\nsignal: for\ncustomer: Eta\ndate: 2026-03-20\n",
}


@pytest.mark.parametrize(
    ("as_of", "count"), [("2026-01-04", 1), ("2026-01-05", 2), ("2026-01-31", 2), ("2026-02-14", 4), ("2026-03-20", 5)]
)
def test_each_customer_counts_once_and_an_insight_without_one_too(tmp_path: Path, as_of: str, count: int) -> None:
    found = named(standings(tmp_path, COUNTED, as_of), "x").key_results[0]
    assert (found.progress.value, found.progress.raw) == (count, count / 10)
    assert found.freshness is None


def test_counted_customers_never_go_stale_and_keep_pace_with_the_day(tmp_path: Path) -> None:
    files = {**COUNTED, "checkins/k.yaml": "key_result: x/k\ndate: 2026-01-07\nconfidence: 0.3\n---\n"
             "key_result: x/k\ndate: 2026-01-08\nvalue: 9\n"}  # fmt: skip
    del files["insights/j.yaml"]
    found = named(standings(tmp_path, files, "2026-03-31", "cadence: weekly\n"), "x").key_results[0]
    assert (found.expected, found.last, found.age) == (1, day("2026-02-02"), 57)
    assert (found.expected_on, found.is_expected_at_checkin) == (day("2026-03-31"), False)
    assert (found.status, found.rule, found.confidence) == ("off_track", 9, 0.3)
    assert [(one.value, why) for one, why in found.series.ignored] == [(9, "not typed")]


def test_an_insight_without_a_date_has_no_last_day(tmp_path: Path) -> None:
    files = {name: COUNTED[name] for name in ("outcomes/x.yaml", "insights/e.yaml")}
    found = named(standings(tmp_path, files, "2026-02-14"), "x").key_results[0]
    assert (found.progress.raw, found.last, found.age) == (0.1, None, None)


def test_a_running_number_of_customers() -> None:
    insights = [
        Insight(id="b", title="Q", signal="for", customer="Acme", date=day("2026-01-02")),
        Insight(id="a", title="Q", signal="for", customer="ACME", date=day("2026-01-01")),
        Insight(id="c", title="Q", signal="against", customer="Beta", date=day("2026-01-01")),
        Insight(id="d", title="Q", signal="for"),
    ]
    assert [(one.date, one.value, one.ref) for one in customers(insights)] == [
        (date.min, 1, "insight:d"),
        (day("2026-01-01"), 2, "insight:a"),
    ]


# --- 1.3: what counts in a roll-up

HALF = "due: 2026-Q1\nkey_results: [{title: K, baseline: 0, target: 10, checkins: [{date: 2026-02-10, value: 5}]}]\n"


def family(*children: str) -> dict[str, str]:
    """Return an outcome `top` without key results, and children (each half done) with these lines more."""
    found = {f"outcomes/c{number}.yaml": f"title: C\n{HALF}{more}\n" for number, more in enumerate(children)}
    return {"outcomes/top.yaml": "title: Top\ndue: 2026-Q1\n", **found}


def test_child_outcomes_never_change_an_outcome_with_key_results(tmp_path: Path) -> None:
    files = family("contributes_to: top")
    files["outcomes/top.yaml"] += "key_results: [{title: K, baseline: 0, target: 10}]\n"
    found = named(standings(tmp_path, files, "2026-02-14"), "top")
    assert (found.basis, found.rollup.progress, found.rollup.coverage) == ("key_results", None, 0)
    assert (found.computed, found.contributors) == ("unmeasured", ())


def test_an_outcome_without_anything_below_it_has_no_data(tmp_path: Path) -> None:
    found = outcome(tmp_path, "due: 2026-Q1\n", "2026-02-14")
    assert (found.basis, found.rollup, found.computed, found.last, found.score) == (
        None, rollup.Rollup(), "unmeasured", None, None,
    )  # fmt: skip


@pytest.mark.parametrize("word", ["draft", "paused", "dropped"])
def test_drafts_and_what_is_paused_or_dropped_are_left_out(tmp_path: Path, word: str) -> None:
    files = family("contributes_to: top", f"contributes_to: {{to: top, weight: 9}}\nstatus: {word}")
    files["outcomes/c1.yaml"] = files["outcomes/c1.yaml"].replace("value: 5", "value: -5")
    found = named(standings(tmp_path, files, "2026-02-14"), "top")
    assert [one.outcome.id for _, one in found.contributors] == ["c0"]
    assert (found.rollup.progress, found.computed) == (0.5, "on_track")


def test_a_child_that_is_done_counts_in_the_number_and_not_in_the_word(tmp_path: Path) -> None:
    files = family("contributes_to: top", "contributes_to: top\nstatus: done")
    files["outcomes/c1.yaml"] = files["outcomes/c1.yaml"].replace("value: 5", "value: 0")
    found = named(standings(tmp_path, files, "2026-02-14"), "top")
    assert (found.rollup.progress, found.computed) == (0.25, "on_track")


def test_a_child_of_weight_0_only_aligns(tmp_path: Path) -> None:
    files = family("contributes_to: top", "contributes_to: {to: top, weight: 0}")
    files["outcomes/c1.yaml"] = files["outcomes/c1.yaml"].replace("value: 5", "value: 0")
    found = named(standings(tmp_path, files, "2026-02-14"), "top")
    assert (len(found.contributors), found.rollup.progress, found.computed) == (2, 0.5, "on_track")


def test_outputs_and_experiments_never_add_progress(tmp_path: Path) -> None:
    files = family("contributes_to: top")
    before = named(standings(tmp_path, files, "2026-02-14"), "top").rollup
    files["outputs/o.yaml"] = "title: O\noutcomes: [top, c0]\nstatus: done\nshipped: 2026-02-01\n"
    files["experiments/e.yaml"] = "title: E\ntests: top\nstart: 2026-01-01\nstopped: 2026-02-01\ndecision: scale\n"
    assert named(standings(tmp_path, files, "2026-02-14"), "top").rollup == before


def test_a_strategy_shows_the_mean_of_what_measures_it_and_adds_nothing_to_its_goal(tmp_path: Path) -> None:
    files = family("contributes_to: {to: bet, weight: 3}", "", "contributes_to: strategy:bet\nstatus: paused")
    files["outcomes/c1.yaml"] = files["outcomes/c1.yaml"].replace("value: 5", "value: 9")
    files["strategies/bet.yaml"] = "title: Bet\ngoal: top\nmeasured_by: [c1, outcome:c0, nowhere]\n"
    found = standings(tmp_path, files, "2026-02-14")
    strategy = found.snapshot.get("strategy:bet")
    assert found.strategy(strategy).progress == pytest.approx((3 * 0.5 + 0.9) / 4)
    assert found.of("strategy:bet") is None
    assert named(found, "top").rollup.progress is None


def test_a_name_that_could_mean_two_things_contributes_to_neither(tmp_path: Path) -> None:
    files = family(*(f"contributes_to: {name}" for name in ("top", "strategy:top", "outcome:top", "nowhere")))
    files["strategies/top.yaml"] = "title: Top\n"
    found = standings(tmp_path, files, "2026-02-14")
    assert contributions.contributions(found.snapshot) == {
        "strategy:top": {"outcome:c1": 1},
        "outcome:top": {"outcome:c2": 1},
    }


def test_what_leads_round_in_a_circle_is_counted_nowhere(tmp_path: Path) -> None:
    files = {
        "outcomes/a.yaml": f"title: A\n{HALF}contributes_to: b\n",
        "outcomes/b.yaml": "title: B\ndue: 2026-Q1\ncontributes_to: [a, top, b]\n",
        "outcomes/c.yaml": f"title: C\n{HALF}contributes_to: b\n",
        "outcomes/top.yaml": "title: Top\ndue: 2026-Q1\n",
    }
    found = standings(tmp_path, files, "2026-02-14")
    assert contributions.contributions(found.snapshot) == {
        "outcome:a": {},
        "outcome:b": {"outcome:c": 1},
        "outcome:top": {"outcome:b": 1},
    }
    assert [one.rollup.progress for one in found.all()] == [0.5, 0.5, 0.5, 0.5]


def test_a_chain_of_any_length_rolls_up(tmp_path: Path) -> None:
    length = 1500
    links = [f"id: o{number}\ntitle: O\ncontributes_to: o{number + 1}\n" for number in range(1, length)]
    text = "---\n".join([f"id: o0\ntitle: O\n{HALF}contributes_to: o1\n", *links, f"id: o{length}\ntitle: O\n"])
    found = standings(tmp_path, {"outcomes/all.yaml": text}, "2026-02-14")
    assert named(found, f"o{length}").rollup.progress == 0.5


# --- 2.1: expected


def test_a_pace_that_starts_later_expects_nothing_until_then_and_all_by_the_due_date(tmp_path: Path) -> None:
    text = f"{CHANGE}, pace: {{kind: linear, starts: 2026-03-02}}, {checkins('03-01 0', '03-02 0', '03-16 50')}"
    found = [key_result(tmp_path, text, f"2026-03-{on}").expected for on in ("01", "02", "16")]
    assert found == [0, 1 / 30, 0.5]


def test_a_pace_that_starts_after_the_due_date_expects_nothing() -> None:
    kr = change(0, 1, pace=Pace(starts=day("2026-04-10")))
    expected = [pace.expected(kr, day("2026-01-01"), day("2026-03-31"), day(on)) for on in ("2026-03-31", "2026-04-10")]
    assert expected == [0, 0]


def test_a_step_holds_from_its_day_on(tmp_path: Path) -> None:
    text = f"{CHANGE}, pace: {{kind: step, points: {{2026-02-01: 0.3, 2026-03-01: 0.8}}}}, "
    days = ("01-31", "02-01", "02-28", "03-01")
    found = [key_result(tmp_path, text + checkins(f"{on} 1"), f"2026-{on}").expected for on in days]
    assert found == [0, 0.3, 0.3, 0.8]


def test_a_curve_begins_at_none_before_its_first_day() -> None:
    kr = change(0, 1, pace=Pace(kind="curve", points={day("2026-03-31"): 0.9}))
    start, due = day("2026-01-01"), day("2026-03-31")
    days = ("2025-12-31", "2026-01-01", "2026-02-14", "2026-03-31")
    expected = [pace.expected(kr, start, due, day(on)) for on in days]
    assert expected == pytest.approx([0, 0.01, 0.45, 0.9])


def test_a_period_without_days_has_passed_once_it_begins() -> None:
    start, due = day("2026-02-02"), day("2026-02-01")
    assert pace.length(start, due) == 0
    assert pace.elapsed(start, due, day("2026-03-01")) == 0
    assert [pace.linear(start, due, day(on)) for on in ("2026-02-01", "2026-02-02")] == [0, 1]


# --- 2.2: the rules, and what comes first


@pytest.mark.parametrize(
    ("text", "as_of", "word", "rule"),
    [
        (CHANGE, "2025-12-31", "pending", 2),
        (f"{CHANGE}, {checkins('01-01 -9')}", "2025-12-31", "pending", 2),
        (CHANGE, "2026-01-17", "pending", 2),  # 17 of 90 days
        (CHANGE, "2026-01-18", "unmeasured", 4),  # 18 are 20 %
        (CHANGE, "2026-03-31", "unmeasured", 4),
        (CHANGE, "2026-04-01", "missed", 3),  # never measured
        (f"target: 9, {checkins('01-10 5')}", "2026-01-12", "unmeasured", 4),  # measured, but not to be computed
        (f"target: 9, {checkins('01-10 5')}", "2026-04-01", "unmeasured", 3),
        (f"{CHANGE}, {checkins('03-20 100')}", "2026-03-31", "on_track", 9),  # reached so far, not achieved
        (f"{CHANGE}, {checkins('03-20 100')}", "2026-04-01", "achieved", 3),
        (f"{CHANGE}, {checkins('03-20 99.9')}", "2026-04-01", "missed", 3),
        (f"{CHANGE}, {checkins('01-20 100')}", "2026-12-31", "achieved", 3),  # over: never stale
        (f"{CHANGE}, cadence: weekly, {checkins('02-01 90')}", "2026-02-15", "on_track", 9),
        (f"{CHANGE}, cadence: weekly, {checkins('02-01 90')}", "2026-02-16", "stale", 5),
        (f"{CHANGE}, cadence: daily, {checkins('01-01 -9')}", "2026-01-09", "stale", 5),  # before rule 9's grace
        (f"keep: {{min: 1}}, cadence: weekly, {checkins('02-01 0')}", "2026-02-16", "stale", 5),  # before rule 8
        (f"{CHANGE}, {checkins('01-10 5')}", "2026-01-12", "pending", 9),
        (f"{CHANGE}, {checkins('01-10 -5')}", "2026-01-12", "at_risk", 9),
        (f"{CHANGE}, {checkins('01-10 -5')}", "2026-01-18", "off_track", 9),
        (f"keep: {{min: 1}}, {checkins('01-01 5')}", "2026-01-12", "on_track", 8),  # no grace for what is kept
    ],
)
def test_the_first_rule_that_fits_decides(tmp_path: Path, text: str, as_of: str, word: str, rule: int) -> None:
    found = key_result(tmp_path, text, as_of)
    assert (found.status, found.rule) == (word, rule)


@pytest.mark.parametrize("word", ["draft", "paused", "done", "dropped"])
@pytest.mark.parametrize("as_of", ["2025-12-31", "2026-02-14", "2026-04-01"])
def test_the_word_of_the_lifecycle_comes_before_every_rule(tmp_path: Path, word: str, as_of: str) -> None:
    found = outcome(
        tmp_path,
        f"due: 2026-Q1\nstatus: {word}\nupdates: [{{date: 2025-12-30, status: off_track}}]\n"
        f"key_results: [{{title: K, {CHANGE}}}]\n",
        as_of,
    )
    assert (found.key_results[0].status, found.key_results[0].rule) == (word, 1)
    assert (found.lifecycle, found.computed, found.status, found.disagreement) == (word, word, word, 0)


@pytest.mark.parametrize(
    ("value", "word"),
    [(100, "on_track"), (45, "on_track"), (44.9, "at_risk"), (30, "at_risk"), (29.9, "off_track"), (0, "off_track")],
)
def test_pace_is_on_track_from_nine_and_at_risk_from_six_tenths(tmp_path: Path, value: float, word: str) -> None:
    found = key_result(tmp_path, f"{CHANGE}, {checkins(f'02-14 {value}')}", "2026-02-14")
    assert found.expected == 0.5
    assert (found.status, found.rule) == (word, 9)


def test_pace_is_compared_on_the_day_of_the_last_check_in(tmp_path: Path) -> None:
    text = f"{CHANGE}, {checkins('02-14 45')}"
    at_once, later = (key_result(tmp_path, text, as_of) for as_of in ("2026-02-14", "2026-02-28"))
    assert (at_once.expected, later.expected) == (0.5, 0.5)
    assert (at_once.elapsed, later.elapsed) == (0.5, 59 / 90)
    assert (at_once.status, later.status) == ("on_track", "on_track")
    assert (at_once.freshness, later.freshness) == ("fresh", "fresh")


@pytest.mark.parametrize(
    ("text", "as_of", "on", "at_checkin"),
    [
        (f"{CHANGE}, {checkins('02-10 40')}", "2026-02-14", "2026-02-10", True),
        (f"{CHANGE}, {checkins('02-10 40', '04-03 50')}", "2026-04-05", "2026-02-10", True),
        (f"baseline: first, target: 9, {checkins('02-10 4')}", "2026-02-14", "2026-02-14", False),
        (CHANGE, "2026-02-14", "2026-02-14", False),
        (CHANGE, "2026-04-05", "2026-03-31", False),
        ("milestones: [{title: M, done: 2026-02-10}]", "2026-02-14", "2026-02-14", False),
        (f"self_reported: true, {checkins('02-10 40')}", "2026-02-14", "2026-02-10", True),
    ],
)
def test_the_day_for_which_progress_is_expected(
    tmp_path: Path, text: str, as_of: str, on: str, at_checkin: bool
) -> None:
    found = key_result(tmp_path, text, as_of)
    assert (found.expected_on, found.is_expected_at_checkin) == (day(on), at_checkin)


def test_the_grace_is_that_of_the_day_and_not_of_the_check_in(tmp_path: Path) -> None:
    text = f"{CHANGE}, {checkins('01-09 1')}"
    found = [key_result(tmp_path, text, as_of).status for as_of in ("2026-01-17", "2026-01-18")]
    assert found == ["pending", "off_track"]


def test_without_a_start_the_progress_is_computed_and_no_word_said(tmp_path: Path) -> None:
    text = f"{CHANGE}, {checkins('02-10 40')}"
    found = key_result(tmp_path, text, "2026-02-14", due="2026-03-31")
    assert (found.progress.raw, found.status, found.rule, found.needs) == (0.4, None, 6, "needs start")
    assert (found.elapsed, found.expected, found.expected_on) == (None, None, None)
    assert outcome(tmp_path, f"due: 2026-03-31\nkey_results: [{{title: K, {text}}}]", "2026-02-14").computed is None
    stale = key_result(tmp_path, text, "2026-03-20", due="2026-03-31")
    assert (stale.status, stale.rule) == ("stale", 5)  # silence is said first
    over = key_result(tmp_path, text, "2026-04-01", due="2026-03-31")
    assert (over.status, over.rule) == ("missed", 3)
    never = key_result(tmp_path, CHANGE, "2026-01-02", due="2026-03-31")
    assert (never.status, never.rule) == ("unmeasured", 4)


def test_without_a_due_date_the_progress_is_computed_and_no_word_said(tmp_path: Path) -> None:
    text = f"{CHANGE}, {checkins('02-10 40')}"
    found = key_result(tmp_path, text, "2026-02-14", due=None, more="start: 2026-01-01\n")
    assert (found.progress.raw, found.status, found.rule, found.needs) == (0.4, None, 6, "needs due")


def test_a_key_result_has_its_own_period_or_the_outcomes(tmp_path: Path) -> None:
    found = [
        key_result(tmp_path, f"{CHANGE}{own}", "2026-02-14")
        for own in ("", ", due: 2026-02", ", due: 2026-03-15", ", start: 2026-02-01", ", start: 2026-02, due: 2026-H1")
    ]
    assert [(str(one.start), str(one.due)) for one in found] == [
        ("2026-01-01", "2026-03-31"),
        ("2026-02-01", "2026-02-28"),
        ("2026-01-01", "2026-03-15"),
        ("2026-02-01", "2026-03-31"),
        ("2026-02-01", "2026-06-30"),
    ]


def test_the_start_of_an_outcome_may_lie_before_that_of_its_period(tmp_path: Path) -> None:
    found = outcome(tmp_path, "start: 2025-11-15\ndue: 2026-Q1\n", "2026-02-14")
    assert (found.start, found.due) == (day("2025-11-15"), day("2026-03-31"))


def test_leading_is_due_biweekly_lagging_monthly_unless_stated(tmp_path: Path) -> None:
    found = [
        key_result(tmp_path, f"{CHANGE}{own}", "2026-02-14", more=more).cadence.text
        for own, more in (
            ("", ""),
            ("", "type: business\n"),
            ("", "indicator: lagging\n"),
            (", indicator: leading", "type: business\n"),
            (", cadence: 10d", "type: business\n"),
        )
    ]
    assert found == ["biweekly", "monthly", "monthly", "biweekly", "10d"]
    by_config = outcome(tmp_path, f"key_results: [{{title: K, {CHANGE}}}]", "2026-02-14", "cadence: weekly\n")
    assert by_config.key_results[0].cadence == CADENCES["weekly"]
    outcomes = Outcome(id="x", title="X", type="business"), Outcome(id="x", title="X", type="service")
    assert [indicator(one) for one in outcomes] == ["lagging", "leading"]


# --- 2.2 and 2.5: outcomes


def test_an_outcome_is_as_its_worst_key_result_that_counts(tmp_path: Path) -> None:
    good, bad = f"{CHANGE}, {checkins('02-14 50')}", f"{CHANGE}, {checkins('02-14 0')}"
    pair = "due: 2026-Q1\nkey_results: [{{title: A, {}}}, {{title: B, {}, weight: {}}}]\n"
    assert outcome(tmp_path, pair.format(good, bad, 1), "2026-02-14").computed == "off_track"
    assert outcome(tmp_path, pair.format(good, bad, 0), "2026-02-14").computed == "on_track"
    assert outcome(tmp_path, pair.format(good, CHANGE, 1), "2026-02-14").computed == "unmeasured"
    assert outcome(tmp_path, pair.format(good, bad, 1), "2026-02-14").last == day("2026-02-14")


def test_key_results_that_all_have_weight_0_say_nothing(tmp_path: Path) -> None:
    text = f"due: 2026-Q1\nkey_results: [{{title: A, weight: 0, {CHANGE}, {checkins('02-14 50')}}}]\n"
    found = outcome(tmp_path, text, "2026-02-14")
    assert (found.rollup.progress, found.computed, found.key_results[0].status) == (None, "unmeasured", "on_track")


@pytest.mark.parametrize(
    ("value", "as_of", "word"),
    [
        (100, "2026-03-31", "on_track"),
        (100, "2026-04-01", "achieved"),
        (99, "2026-04-01", "missed"),
        (0, "2026-03-31", "off_track"),
        (0, "2025-12-31", "pending"),
    ],
)
def test_an_outcome_past_its_due_date_is_achieved_or_missed(tmp_path: Path, value: int, as_of: str, word: str) -> None:
    text = f"due: 2026-Q1\nkey_results: [{{title: A, {CHANGE}, {checkins(f'03-31 {value}')}}}]\n"
    files = {
        "outcomes/x.yaml": f"title: X\ncontributes_to: top\n{text}",
        "outcomes/top.yaml": "title: Top\ndue: 2026-Q1\n",
    }
    found = standings(tmp_path, files, as_of)
    assert (named(found, "x").computed, named(found, "top").computed) == (word, word)


def test_a_missed_key_result_counts_as_off_track_while_the_outcome_goes_on(tmp_path: Path) -> None:
    text = f"due: 2026-H1\nkey_results: [{{title: A, due: 2026-Q1, {CHANGE}, {checkins('03-31 99')}}}]\n"
    found = outcome(tmp_path, text, "2026-04-01")
    assert (found.key_results[0].status, found.computed) == ("missed", "off_track")


def test_the_order_of_the_words_from_the_worst() -> None:
    order = ["off_track", "at_risk", "stale", "unmeasured", "pending", "on_track", "achieved"]
    for place, word in enumerate(order):
        for other in order[place:]:
            assert status.worst([other, word]) == word
            assert status.worse(other, word) == word
    assert status.worst(["missed", "at_risk"]) == "off_track"
    assert status.worst(["paused", "dropped", "done", "draft", None]) is None
    assert status.worse(None, "on_track") == "on_track"
    assert status.worse("paused", None) == "paused"
    assert status.worse(None, None) is None


# --- 2.5: said and computed


def said(on: str, word: str) -> Update:
    return Update(date=day(on), status=word)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("on", "as_of", "word"),
    [
        ("2026-02-12", "2026-02-12", "at_risk"),
        ("2026-02-12", "2026-03-11", "at_risk"),
        ("2026-02-12", "2026-03-12", "off_track"),
        ("2026-01-31", "2026-02-27", "at_risk"),
        ("2026-01-31", "2026-02-28", "off_track"),
    ],
)
def test_what_was_said_heads_the_line_for_one_month(on: str, as_of: str, word: str) -> None:
    assert status.headline("off_track", said(on, "at_risk"), day(as_of), None) == word


@pytest.mark.parametrize("word", ["on_track", "at_risk", "off_track"])
@pytest.mark.parametrize("computed", ["achieved", "missed"])
def test_how_it_ended_hides_what_was_said(computed: str, word: str) -> None:
    due = day("2026-03-31")
    for on in ("2026-03-25", "2026-04-01"):
        assert status.headline(computed, said(on, word), day("2026-04-01"), due) == computed
    assert status.headline(computed, said("2026-03-25", word), due, due) == word  # it is not over yet
    assert status.headline(computed, said("2026-03-25", word), day("2026-04-01"), None) == word
    assert status.headline("unmeasured", said("2026-03-25", "at_risk"), day("2026-04-01"), due) == "at_risk"


@pytest.mark.parametrize("computed", ["stale", "unmeasured"])
def test_silence_is_never_green(computed: str) -> None:
    as_of = day("2026-02-14")
    assert status.headline(computed, said("2026-02-12", "on_track"), as_of, None) == computed
    assert status.headline(computed, said("2026-02-12", "at_risk"), as_of, None) == "at_risk"
    assert status.headline(computed, None, as_of, None) == computed
    assert status.headline(computed, Update(date=as_of, note="Well"), as_of, None) == computed
    assert status.disagreement("on_track", computed) == 2


def test_pending_without_any_measurement_is_silence(tmp_path: Path) -> None:
    silent, heard = (
        outcome(tmp_path, said_and_measured("on_track", *some).replace("02-12", "01-10"), "2026-01-12")
        for some in ((), ("01-11 5",))
    )
    assert (silent.computed, silent.status, silent.disagreement, silent.is_disputed) == ("pending", "pending", 2, True)
    assert (heard.computed, heard.status, heard.disagreement, heard.is_disputed) == ("pending", "on_track", 0, True)


@pytest.mark.parametrize(
    ("word", "found", "as_of", "remark"),
    [
        ("off_track", (), "2026-02-14", "said on 2026-02-12, computed unmeasured"),
        ("at_risk", ("01-02 5",), "2026-02-14", "said on 2026-02-12, computed stale"),
        ("on_track", (), "2026-02-14", "said on track on 2026-02-12"),
        ("on_track", ("02-13 100",), "2026-02-14", ""),
        ("off_track", ("02-13 1",), "2026-04-14", ""),
    ],
)
def test_whenever_said_and_computed_differ_both_are_read(
    tmp_path: Path, word: str, found: tuple[str, ...], as_of: str, remark: str
) -> None:
    assert outcome_remark(outcome(tmp_path, said_and_measured(word, *found), as_of)) == remark


@pytest.mark.parametrize(
    ("word", "computed", "steps"),
    [
        ("on_track", "on_track", 0),
        ("on_track", "achieved", 0),
        ("on_track", "at_risk", 1),
        ("at_risk", "on_track", 1),
        ("at_risk", "off_track", 1),
        ("on_track", "off_track", 2),
        ("off_track", "on_track", 2),
        ("on_track", "missed", 2),
        ("off_track", "missed", 0),
        ("off_track", "stale", 0),
        ("on_track", "pending", 0),
        ("on_track", None, 0),
        (None, "off_track", 0),
    ],
)
def test_one_step_apart_is_a_note_and_two_a_warning(word: str | None, computed: str | None, steps: int) -> None:
    assert status.disagreement(word, computed) == steps


def test_the_last_word_with_a_status_up_to_the_day_counts() -> None:
    updates = (
        said("2026-02-10", "at_risk"),
        said("2026-02-01", "on_track"),
        said("2026-02-10", "off_track"),
        Update(date=day("2026-02-12"), note="No word"),
        said("2026-02-15", "on_track"),
    )
    found = Outcome(id="x", title="X", updates=updates)
    assert [status.last_said(found.updates, day(f"2026-02-{on}")) for on in ("09", "14", "15")] == [
        updates[1], updates[2], updates[4],
    ]  # fmt: skip
    assert status.last_said(found.updates, day("2026-01-31")) is None


def said_and_measured(word: str, *found: str) -> str:
    """Return an outcome whose owner said a word on February 12, with check-ins of its only key result."""
    updates = f"updates: [{{date: 2026-02-12, status: {word}}}]"
    return f"due: 2026-Q1\n{updates}\nkey_results: [{{title: K, {CHANGE}, {checkins(*found)}}}]\n"


def test_both_words_stand_where_they_differ(tmp_path: Path) -> None:
    found = outcome(tmp_path, said_and_measured("on_track", "02-14 10"), "2026-02-14")
    assert found.said is not None
    assert (found.said.status, found.computed, found.status, found.disagreement) == (
        "on_track", "off_track", "on_track", 2,
    )  # fmt: skip
    later = outcome(tmp_path, said_and_measured("on_track", "02-14 10", "03-10 10"), "2026-03-12")
    assert (later.status, later.disagreement) == ("off_track", 0)  # the month is over


@pytest.mark.parametrize(
    ("word", "value", "head", "steps"),
    [
        ("on_track", 90, "missed", 2),
        ("at_risk", 90, "missed", 1),
        ("off_track", 90, "missed", 0),
        ("at_risk", 100, "achieved", 1),
        ("on_track", 100, "achieved", 0),
    ],
)
def test_after_the_due_date_the_end_stands_before_what_was_said(
    tmp_path: Path, word: str, value: int, head: str, steps: int
) -> None:
    text = said_and_measured(word, f"03-20 {value}").replace("2026-02-12", "2026-03-12")
    before, after = (outcome(tmp_path, text, as_of) for as_of in ("2026-03-31", "2026-04-01"))
    assert before.status == word
    assert (after.computed, after.status, after.disagreement) == (head, head, steps)


def test_a_good_word_over_silence_does_not_stand_and_is_a_warning(tmp_path: Path) -> None:
    found = outcome(tmp_path, said_and_measured("on_track", "01-10 10"), "2026-02-14")
    assert (found.computed, found.status, found.disagreement) == ("stale", "stale", 2)


@pytest.mark.parametrize(
    ("word", "value", "parent"),
    [
        ("on_track", 0, "off_track"),
        ("off_track", 50, "off_track"),
        ("at_risk", 50, "at_risk"),
        ("on_track", 50, "on_track"),
    ],
)
def test_parents_take_the_worse_of_said_and_computed(tmp_path: Path, word: str, value: int, parent: str) -> None:
    child = said_and_measured(word, f"02-14 {value}")
    files = {
        "outcomes/x.yaml": f"title: X\ncontributes_to: top\n{child}",
        "outcomes/top.yaml": "title: Top\ndue: 2026-Q1\n",
    }
    found = named(standings(tmp_path, files, "2026-02-14"), "top")
    assert (found.computed, found.status) == (parent, parent)


def test_a_child_without_a_word_leaves_its_parent_to_its_progress(tmp_path: Path) -> None:
    kr = f"{{title: K, {CHANGE}, {checkins('02-14 9')}}}"
    child = f"title: X\ncontributes_to: top\ndue: 2026-03-31\nkey_results: [{kr}]\n"
    files = {"outcomes/x.yaml": child, "outcomes/top.yaml": "title: Top\ndue: 2026-Q1\n"}
    found = named(standings(tmp_path, files, "2026-02-14"), "top")
    assert (found.rollup.progress, found.computed) == (0.09, "off_track")


def test_pending_before_its_start_whatever_lies_below(tmp_path: Path) -> None:
    files = family("contributes_to: top")
    files["outcomes/top.yaml"] = "title: Top\ndue: 2026-Q2\n"
    assert named(standings(tmp_path, files, "2026-02-14"), "top").computed == "pending"


# --- lifecycles and scores


@pytest.mark.parametrize("word", ["done", "dropped"])
def test_before_the_day_closed_an_outcome_was_active(tmp_path: Path, word: str) -> None:
    kr = f"{{title: K, {CHANGE}, {checkins('02-14 50')}}}"
    text = f"due: 2026-Q1\nstatus: {word}\nclosed: 2026-02-20\nkey_results: [{kr}]\n"
    before, after = (outcome(tmp_path, text, as_of) for as_of in ("2026-02-19", "2026-02-20"))
    assert (before.lifecycle, before.status, before.score) == ("active", "on_track", None)
    assert (after.lifecycle, after.status, after.score) == (word, word, 0.5)


def test_a_pause_has_no_day_and_holds_throughout(tmp_path: Path) -> None:
    assert outcome(tmp_path, "status: paused\nclosed: 2026-02-20\n", "2026-02-19").lifecycle == "paused"


def test_the_score_at_the_close_is_the_stated_one_else_that_of_the_progress(tmp_path: Path) -> None:
    text = f"due: 2026-Q1\nstatus: done\nkey_results: [{{title: K, {CHANGE}, {checkins('02-14 65')}}}]\n"
    assert outcome(tmp_path, text, "2026-02-14").score == 0.7
    assert outcome(tmp_path, text + "score: 0.4\n", "2026-02-14").score == 0.4
    assert outcome(tmp_path, "status: dropped\n", "2026-02-14").score is None


def test_an_output_that_was_shipped_later_was_still_being_worked_on(tmp_path: Path) -> None:
    files = {
        "outputs/o.yaml": "title: O\nstatus: done\nshipped: 2026-02-10\n",
        "outputs/p.yaml": "title: P\nstatus: dropped\nshipped: 2026-02-10\n",
        "visions/v.yaml": "title: V\n",
    }
    get = standings(tmp_path, files, "2026-02-14").snapshot.get
    assert [terms.lifecycle(get("output:o"), day(on)) for on in ("2026-02-09", "2026-02-10")] == ["doing", "done"]
    assert terms.lifecycle(get("output:p"), day("2026-02-09")) == "dropped"
    assert terms.lifecycle(get("vision:v"), day("2026-02-09")) == ""


# --- goalposts


MOVED = """
due: 2026-Q1
key_results:
  - {{title: K, baseline: 10, target: 20, weight: 3, checkins: [{{date: 2026-02-01, value: 15}}]}}
  - {{title: L, baseline: 0, target: 20, checkins: [{{date: 2026-02-01, value: 15}}]}}
changes:
  - {{date: 2026-02-10, {}}}
"""


@pytest.mark.parametrize(
    ("moved", "before", "after"),
    [
        ("key_result: k, field: target, was: 60", 0.1, 0.5),
        ('key_result: k, field: target, was: "+100%"', 0.5, 0.5),
        ('key_result: k, field: target, was: "+500%"', 0.1, 0.5),
        ("key_result: k, field: baseline, was: 0", 0.75, 0.5),
        ("key_result: k, field: target", 0.5, 0.5),
        ("key_result: l, field: target, was: 60", 0.5, 0.5),
    ],
)
def test_a_moved_goalpost_was_where_it_was_until_the_day_before(
    tmp_path: Path, moved: str, before: float, after: float
) -> None:
    found = [outcome(tmp_path, MOVED.format(moved), as_of) for as_of in ("2026-02-09", "2026-02-10")]
    assert [one.key_results[0].progress.raw for one in found] == [before, after]


def test_a_weight_that_was_changed_later_is_the_one_before(tmp_path: Path) -> None:
    text = MOVED.format("key_result: k, field: weight, was: 1")
    before, after = (outcome(tmp_path, text, as_of).rollup.progress for as_of in ("2026-02-09", "2026-02-10"))
    assert before == (0.5 + 0.75) / 2
    assert after == (3 * 0.5 + 0.75) / 4


def test_a_key_result_that_was_added_later_is_not_there_yet(tmp_path: Path) -> None:
    text = MOVED.format("key_result: k, field: key_result")
    before, after = (outcome(tmp_path, text, as_of) for as_of in ("2026-02-09", "2026-02-10"))
    assert [(one.id, one.index) for one in before.key_results] == [("x/l", 1)]
    assert [(one.id, one.index) for one in after.key_results] == [("x/k", 0), ("x/l", 1)]
    removed = outcome(tmp_path, MOVED.format("key_result: gone, field: key_result, was: Gone"), "2026-02-09")
    assert [one.id for one in removed.key_results] == ["x/k", "x/l"]
    renamed = outcome(tmp_path, MOVED.format("key_result: k, field: key_result, was: Old"), "2026-02-09")
    assert [one.id for one in renamed.key_results] == ["x/k", "x/l"]


def test_a_period_that_was_moved_later_is_the_one_before(tmp_path: Path) -> None:
    text = MOVED.format("field: due, was: 2026-01")
    before, after = (outcome(tmp_path, text, as_of) for as_of in ("2026-02-09", "2026-02-10"))
    assert (before.due, before.computed) == (day("2026-01-31"), "missed")
    assert (after.due, after.computed) == (day("2026-03-31"), "on_track")
    start = outcome(tmp_path, MOVED.format("field: start, was: 2026-02-05"), "2026-02-09")
    assert start.start == day("2026-02-05")
    own = outcome(tmp_path, MOVED.format("key_result: k, field: due, was: 2026-02"), "2026-02-09")
    assert [str(one.due) for one in own.key_results] == ["2026-02-28", "2026-03-31"]
    nothing = outcome(tmp_path, MOVED.format("field: due"), "2026-02-09")
    assert nothing.due == day("2026-03-31")


def test_a_fiscal_period_that_was_moved_is_read_with_the_workspaces_year(tmp_path: Path) -> None:
    text = MOVED.format("field: due, was: FY2026-Q4")
    assert outcome(tmp_path, text, "2026-02-09", "fiscal_year_start: 4\n").due == day("2026-03-31")
    assert outcome(tmp_path, text, "2026-02-09", "fiscal_year_start: 7\n").due == day("2026-06-30")


def test_without_moves_the_outcome_is_the_very_same() -> None:
    found = Outcome(id="x", title="X", due=Period("2026-Q1", day("2026-01-01"), day("2026-03-31")))
    assert terms.in_force(found, day("2026-02-14")) is found


# --- the plain parts


def test_what_is_shown_is_unknown_where_the_progress_is() -> None:
    assert [Progress(raw).shown for raw in (None, -0.5, 0.5, 1.5)] == [None, 0, 0.5, 1]


def test_net_confidence_of_no_words_is_unknown() -> None:
    assert rollup.net_confidence(["pending", "stale"]) is None


def test_what_was_never_measured_by_its_due_date_was_missed(tmp_path: Path) -> None:
    found = key_result(tmp_path, "baseline: first, target: 30", "2026-04-02")
    assert (found.status, found.rule) == ("missed", 3)


@pytest.mark.parametrize(("was", "baseline"), [("none", 1), ("2", 2), ("first", None)])
def test_the_baseline_of_a_rubric_is_moved_by_its_level(tmp_path: Path, was: str, baseline: int | None) -> None:
    text = "levels: [none, some, all], baseline: some, target: all"
    change = f"changes: [{{date: 2026-02-10, key_result: k, field: baseline, was: {was}}}]\n"
    found = key_result(tmp_path, text, "2026-02-09", more=change)
    assert found.progress.baseline == baseline


# --- numbers of any size


def test_the_largest_numbers_can_be_computed_with(tmp_path: Path) -> None:
    text = "baseline: 0, target: 1e-15, weight: 1e15, checkins: [{date: 2026-01-03, value: 1e15}]"
    found = key_result(tmp_path, text, "2026-02-14")
    assert (found.progress.shown, found.status) == (1.0, "stale")


def test_what_is_no_number_is_unknown() -> None:
    assert progress.ratio(0, 1e-300, 1e300) is None
    assert progress.ratio(-1e308, 1e308, 1e308) is None
    assert far(change(0, 1e-300), {"2026-01-03": 1e300}).missing == "numbers too far apart"
    assert rollup.of_key_results([(1e308, 1), (1e308, 1)]) == rollup.Rollup()
    assert rollup.of_outcomes([(1e308, rollup.Rollup(1, 1))] * 2) == rollup.Rollup()


# --- what is measured through others


PART = f"contributes_to: w\nkey_results: [{{title: K, {CHANGE}, {checkins('01-05 50')}}}]\n"


@pytest.mark.parametrize(
    ("whole", "part", "as_of", "word"),
    [
        ("due: 2026-Q1", "status: done\ndue: 2026-Q1", "2026-01-12", "pending"),
        ("due: 2026-Q1", "status: done\ndue: 2026-Q1", "2026-02-14", "on_track"),
        ("due: 2026-Q1", "status: done\ndue: 2026-Q1", "2026-03-10", "at_risk"),
        ("due: 2026-Q1", "status: done\ndue: 2026-Q1", "2026-04-01", "missed"),
        ("due: 2026-Q1", "status: dropped\ndue: 2026-Q1", "2026-02-14", "unmeasured"),
        ("due: 2026-Q1", "ambition: committed", "2026-02-01", "on_track"),  # it needs a start itself
        ("due: 2026-03-31", "status: done", "2026-02-14", None),
        ("due: 2026-03-31", "status: done", "2026-04-01", "missed"),
        ("start: 2026-01-01", "status: done", "2026-02-14", None),
    ],
)
def test_an_outcome_whose_parts_say_nothing_is_judged_by_its_progress(
    tmp_path: Path, whole: str, part: str, as_of: str, word: str | None
) -> None:
    files = {"outcomes/w.yaml": f"title: W\n{whole}\n", "outcomes/p.yaml": f"title: P\n{part}\n{PART}"}
    assert named(standings(tmp_path, files, as_of), "w").computed == word


def test_an_outcome_whose_parts_are_done_is_achieved(tmp_path: Path) -> None:
    part = f"title: P\nstatus: done\n{PART.replace('value: 50', 'value: 100')}"
    files = {"outcomes/w.yaml": "title: W\ndue: 2026-Q1\n", "outcomes/p.yaml": part}
    assert named(standings(tmp_path, files, "2026-04-01"), "w").computed == "achieved"


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        (f"start: 2026-01-01\nkey_results: [{{title: K, {CHANGE}, {checkins('02-10 5')}}}]", "needs due"),
        (f"due: 2026-12-31\nkey_results: [{{title: K, {CHANGE}, {checkins('02-10 5')}}}]", "needs start"),
        (f"due: 2026-Q1\nkey_results: [{{title: K, {CHANGE}, {checkins('02-10 5')}}}]", ""),
    ],
)
def test_an_outcome_needs_what_its_key_results_need(tmp_path: Path, text: str, needs: str) -> None:
    found = outcome(tmp_path, text, "2026-02-14")
    assert (found.status is None, outcome_remark(found)) == (bool(needs), needs)


def test_milestones_are_due_by_the_outcome_where_they_do_not_say(tmp_path: Path) -> None:
    text = "milestones: [One, {title: Two, weight: 2}]"
    before, after = (key_result(tmp_path, text, on) for on in ("2026-03-31", "2026-04-01"))
    assert (before.progress.raw, before.needs) == (None, "no milestone done yet")
    assert (after.progress.raw, after.status, after.expected) == (0.0, "missed", 1.0)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0.5, "-0.1% of the way"),
        (0, "-0.1% of the way"),
        (-3, "-0.4% of the way"),
        (-9, "-1% of the way"),
        (1000.1, "100.1% of the way"),
        (1003, "100.3% of the way"),
        (1100, "110% of the way"),
        (1, ""),
        (1000, ""),
    ],
)
def test_whatever_lies_outside_of_the_way_is_told(value: float, told: str) -> None:
    found = far(change(1, 1000), {"2026-02-01": value})
    assert remark(found.raw, status.Judged("on_track", 8, None, 0, "fresh"), 1, "1") == told
