"""Every worked example of the specification, sections 0, 1, 2 and 8, with the numbers as they stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import change, day, far, keep, key_result, named, outcome, rubric, standings, term, word
from outtrack.compute import pace, rollup, status
from outtrack.compute.rollup import Rollup
from outtrack.model.outcome import KeyResult
from outtrack.model.values import Relative
from outtrack.period import CADENCES, parse_period

if TYPE_CHECKING:
    from pathlib import Path

UPTIME = {"2026-01-01": 99.7, "2026-01-31": 99.2, "2026-02-10": 99.6}


# --- 0: conventions


def test_40_with_20_percent_more_is_48_and_with_20_points_more_60() -> None:
    assert far(change(40, Relative(20, "%")), {"2026-02-01": 44}).target == 48
    assert far(change(40, Relative(20, "pp"), unit="%"), {"2026-02-01": 44}).target == 60


def test_a_quarter_has_90_days_and_45_have_passed_on_february_14() -> None:
    assert pace.length(day("2026-01-01"), day("2026-03-31")) == 90
    assert pace.elapsed(day("2026-01-01"), day("2026-03-31"), day("2026-02-14")) == 45
    assert pace.linear(day("2026-01-01"), day("2026-03-31"), day("2026-02-14")) == 0.5


# --- 1.2: key results


@pytest.mark.parametrize(
    ("baseline", "target", "now", "raw", "shown"),
    [
        (15, 25, 19, 0.40, 0.40),
        (50, 5, 41, 0.20, 0.20),
        (100, 60, 50, 1.25, 1.0),
        (20, 100, 0, -0.25, 0.0),
    ],
)
def test_a_change_is_the_share_of_the_way(baseline: int, target: int, now: int, raw: float, shown: float) -> None:
    found = far(change(baseline, target), {"2026-02-01": now})
    assert found.raw == pytest.approx(raw, abs=1e-15)
    assert found.shown == pytest.approx(shown, abs=1e-15)


def test_3_of_8_is_0_375(tmp_path: Path) -> None:
    kr = KeyResult(title="Articles", cumulative=True, target=8)
    assert far(kr, {"2026-02-01": 3}).raw == 0.375
    added = "cumulative: true, target: 8, checkins: [{date: 2026-01-10, delta: 1}, {date: 2026-02-01, delta: 2}]"
    assert key_result(tmp_path, added, "2026-02-14").progress.raw == 0.375


def test_kept_on_19_of_90_days() -> None:
    found = far(keep(99.5, required=1.0), UPTIME, term("2026-02-14"))
    assert found.raw == 19 / 90
    assert found.raw == pytest.approx(0.211, abs=5e-4)
    assert found.compliance == 19 / 29
    assert found.compliance == pytest.approx(0.655, abs=5e-4)
    assert found.cover == 29 / 45
    assert found.cover == pytest.approx(0.644, abs=5e-4)


def test_a_value_that_is_kept_holds_for_14_days_at_a_weekly_cadence(tmp_path: Path) -> None:
    checkins = ", ".join(f"{{date: {on}, value: {value}}}" for on, value in UPTIME.items())
    text = f"keep: {{min: 99.5}}, required: 1, cadence: weekly, checkins: [{checkins}]"
    found = key_result(tmp_path, text, "2026-02-14")
    assert found.progress.raw == 19 / 90
    assert (found.status, found.rule) == ("off_track", 8)


def test_from_the_second_of_five_levels_to_the_last_the_third_is_a_third() -> None:
    found = far(rubric(2, 5), {"2026-02-01": 3})
    assert found.raw == pytest.approx(0.333, abs=5e-4)
    assert found.raw == 1 / 3


# --- 1.3: roll-up


def test_the_unmeasured_counts_as_none() -> None:
    found = rollup.of_key_results([(2, 0.4), (1, 1.25), (1, -0.2), (1, None)])
    assert found.progress == pytest.approx(0.36)
    assert found.coverage == pytest.approx(0.8)
    assert found.of_measured == pytest.approx(0.45)


def test_36_percent_measured_from_files(tmp_path: Path) -> None:
    found = outcome(
        tmp_path,
        """
        due: 2026-Q1
        key_results:
          - {title: A, weight: 2, baseline: 0, target: 10, checkins: [{date: 2026-02-01, value: 4}]}
          - {title: B, baseline: 100, target: 60, checkins: [{date: 2026-02-01, value: 50}]}
          - {title: C, baseline: 0, target: 10, checkins: [{date: 2026-02-01, value: -2}]}
          - {title: D, baseline: 0, target: 10}
        """,
        "2026-02-14",
    )
    assert [one.progress.raw for one in found.key_results] == [0.4, 1.25, -0.2, None]
    assert found.rollup.progress == pytest.approx(0.36)
    assert found.rollup.coverage == pytest.approx(0.8)
    assert found.rollup.of_measured == pytest.approx(0.45)


def test_where_nothing_is_measured_there_is_no_progress() -> None:
    found = rollup.of_key_results([(1, None), (2, None)])
    assert (found.progress, found.coverage, found.of_measured) == (None, 0.0, None)


def test_outcomes_roll_up_by_weight() -> None:
    found = rollup.of_outcomes([(1, Rollup(0.36, 0.8)), (3, Rollup(0.6, 1.0))])
    assert found.progress == pytest.approx(0.54)
    assert found.coverage == pytest.approx(0.95)


def test_outcomes_roll_up_by_weight_from_files(tmp_path: Path) -> None:
    files = {
        "outcomes/top.yaml": "title: Top\ndue: 2026-Q1\n",
        "outcomes/a.yaml": """
            title: A
            due: 2026-Q1
            contributes_to: top
            key_results:
              - {title: P, weight: 4, baseline: 0, target: 100, checkins: [{date: 2026-02-01, value: 45}]}
              - {title: Q, weight: 1, baseline: 0, target: 100}
            """,
        "outcomes/b.yaml": """
            title: B
            due: 2026-Q1
            contributes_to: {to: top, weight: 3}
            key_results:
              - {title: P, baseline: 0, target: 10, checkins: [{date: 2026-02-01, value: 6}]}
            """,
    }
    found = named(standings(tmp_path, files, "2026-02-14"), "top")
    assert found.basis == "contributors"
    assert found.rollup.progress == pytest.approx(0.54)
    assert found.rollup.coverage == pytest.approx(0.95)


@pytest.mark.parametrize(
    ("raw", "score"),
    [(0.35, 0.4), (0.34999, 0.3), (0.65, 0.7), (0.6499, 0.6), (1.25, 1.0), (-0.2, 0.0), (0.25, 0.3), (0.05, 0.1)],
)
def test_a_score_is_rounded_half_up_to_one_decimal(raw: float, score: float) -> None:
    assert rollup.score(raw) == score


@pytest.mark.parametrize(
    ("score", "ambition", "success"),
    [(1.0, "committed", True), (0.9, "committed", False), (0.7, "aspirational", True), (0.6, "aspirational", False)],
)
def test_committed_succeeds_at_1_and_aspirational_at_0_7(score: float, ambition: str, success: bool) -> None:
    assert rollup.is_success(score, ambition) is success


# --- 2: pace and status


def test_a_curve_runs_straight_between_its_points() -> None:
    assert pace.curve([(0, 0), (0.5, 0.2), (1, 1)], 0.75) == pytest.approx(0.60)


def test_even_if_kept_from_now_on_86_percent_are_less_than_all() -> None:
    kr = keep(99.5, required=1.0)
    found = far(kr, UPTIME, term("2026-02-14"))
    assert found.reachable == 64 / 74
    assert found.reachable == pytest.approx(0.86, abs=5e-3)
    assert word(kr, found, term("2026-02-14"), 0.5) == ("off_track", 8)


def test_6_on_track_3_at_risk_and_1_off_track_are_plus_50() -> None:
    words = ["on_track"] * 6 + ["at_risk"] * 3 + ["off_track"]
    assert rollup.net_confidence(words) == 50
    assert rollup.net_confidence([*words, "pending", "stale"]) == 50


# --- 8: time


@pytest.mark.parametrize(
    ("text", "start_month", "inside"),
    [
        ("2026-W47", 1, "2026-11-22"),
        ("2026-W53", 1, "2027-01-01"),
        ("FY27-Q2", 7, "2026-11-22"),
        ("FY27-H1", 7, "2026-11-22"),
        ("FY26-Q4", 4, "2026-03-31"),
    ],
)
def test_a_day_lies_in_its_period(text: str, start_month: int, inside: str) -> None:
    period = parse_period(text, start_month)
    assert period.first <= day(inside) <= period.last


def test_week_53_of_2026_begins_on_december_28() -> None:
    assert parse_period("2026-W53").first == day("2026-12-28")


@pytest.mark.parametrize(
    ("text", "start_month", "first", "last"),
    [
        ("2026", 1, "2026-01-01", "2026-12-31"),
        ("2026-H2", 1, "2026-07-01", "2026-12-31"),
        ("2026-Q3", 1, "2026-07-01", "2026-09-30"),
        ("2026-W47", 1, "2026-11-16", "2026-11-22"),
        ("2026-07", 1, "2026-07-01", "2026-07-31"),
        ("FY27-Q2", 7, "2026-10-01", "2026-12-31"),
        ("FY26-Q4", 4, "2026-01-01", "2026-03-31"),
        ("FY2027", 7, "2026-07-01", "2027-06-30"),
        ("FY2027-H2", 1, "2027-07-01", "2027-12-31"),
        ("2026-10-05", 1, "2026-10-05", "2026-10-05"),
    ],
)
def test_a_period_has_its_first_and_last_day(text: str, start_month: int, first: str, last: str) -> None:
    period = parse_period(text, start_month)
    assert (period.text, period.first, period.last) == (text, day(first), day(last))


def test_late_after_one_cadence_and_stale_after_two() -> None:
    weekly = CADENCES["weekly"]
    last = day("2026-02-01")
    words = [status.freshness(last, day(on), weekly) for on in ("2026-02-08", "2026-02-09", "2026-02-15", "2026-02-16")]
    assert words == ["fresh", "late", "late", "stale"]
