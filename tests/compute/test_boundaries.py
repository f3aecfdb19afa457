"""Where one word, shape or share turns into the next: on the boundary itself."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import change, day, far, keep, key_result, named, rubric, standings, term, word
from outtrack.compute import pace, rollup, status
from outtrack.compute.progress import Progress, shape
from outtrack.compute.rollup import Rollup
from outtrack.compute.series import Measurement, OwnCheckins, series
from outtrack.compute.terms import in_force
from outtrack.model.outcome import Baseline, Checkin, KeyResult, Milestone, Moved, Outcome, Pace
from outtrack.model.values import Relative
from outtrack.period import parse_period

if TYPE_CHECKING:
    from pathlib import Path

SOME = Measurement(day("2026-02-01"), 5)


# --- shapes


@pytest.mark.parametrize(
    ("kr", "name"),
    [
        (change(1, None), "change"),
        (change(None, 2), "change"),
        (KeyResult(title="K", metric="m"), "change"),
        (KeyResult(title="K", cumulative=True, target=1), "cumulative"),
        (keep(1), "keep"),
        (KeyResult(title="K", milestones=(Milestone(title="M"),)), "milestones"),
        (rubric(1, 2), "rubric"),
        (KeyResult(title="K", self_reported=True), "self_reported"),
        (KeyResult(title="K"), "untracked"),
    ],
)
def test_its_keys_tell_the_shape(kr: KeyResult, name: str) -> None:
    assert shape(kr) == name


# --- shares


@pytest.mark.parametrize(
    ("baseline", "by", "target"),
    [
        (1.1, Relative(10, "%"), 1.21),
        (0.1, Relative(0.2, "pp"), 0.3),
        (1.1, Relative(-99.9, "%"), 0.0011),
    ],
)
def test_who_reaches_the_number_that_one_works_out_by_hand_is_there(
    baseline: float, by: Relative, target: float
) -> None:
    found = far(change(baseline, by), {"2026-02-01": target})
    assert (found.target, found.raw) == (target, 1.0)


def test_a_milestone_due_on_the_last_day_is_overdue_on_the_next() -> None:
    kr = KeyResult(title="K", milestones=(Milestone(title="M", due=parse_period("2026-03-31")),))
    assert far(kr, within=term("2026-03-31")).missing == "no milestone done yet"
    assert far(kr, within=term("2026-04-01")).raw == 0


def test_a_milestone_without_weight_only_informs() -> None:
    informing = Milestone(title="M", weight=0, due=parse_period("2026-01"), done=day("2026-01-05"))
    assert far(KeyResult(title="K", milestones=(informing, Milestone(title="N")))).raw is None


def test_milestones_are_counted_from_0_to_the_weight_of_all() -> None:
    done = Milestone(title="M", weight=3, done=day("2026-01-05"))
    found = far(KeyResult(title="K", milestones=(done, Milestone(title="N"))))
    assert (found.baseline, found.value, found.target) == (0, 3, 4)


def test_a_level_on_the_day_of_the_baseline_is_no_progress() -> None:
    kr = KeyResult(title="K", levels=("a", "b"), target=2, baseline=Baseline(level="a", date=day("2026-01-10")))
    assert far(kr, {"2026-01-10": 2}).raw is None
    assert far(kr, {"2026-01-11": 2}).raw == 1.0


def test_the_level_of_the_first_check_in_may_be_the_baseline() -> None:
    kr = KeyResult(title="K", levels=("a", "b", "c"), target=3, baseline=Baseline(first=True))
    assert far(kr, {"2026-01-10": "a", "2026-02-01": "B"}).raw == 0.5


def test_a_period_without_days_keeps_nothing_and_divides_by_nothing() -> None:
    found = far(keep(5), {"2026-03-31": 6}, term("2026-06-01", start="2026-04-01"))
    assert (found.raw, found.missing) == (None, "no check-in yet")


def test_what_has_no_coverage_counts_as_not_measured() -> None:
    found = rollup.of_outcomes([(1, Rollup()), (3, Rollup(0.8, 1.0))])
    assert found.progress == pytest.approx(0.6)
    assert found.coverage == 0.75


def test_who_contributes_to_another_workspace_contributes_to_nothing_here(tmp_path: Path) -> None:
    files = {
        "outcomes/revenue.yaml": "title: Revenue\ndue: 2026-Q1\n",
        "outcomes/x.yaml": "title: X\ndue: 2026-Q1\ncontributes_to: company::revenue\n",
    }
    found = standings(tmp_path, files, "2026-02-14", config="externals: [company]\n")
    assert named(found, "revenue").contributors == ()


# --- words


@pytest.mark.parametrize(
    ("compliance", "reachable", "value", "said"),
    [
        (0.9, 0.9, 5, "on_track"),
        (0.89, 0.9, 5, "at_risk"),
        (0.9, 0.9, 4.9, "at_risk"),
        (0.9, 0.89, 5, "off_track"),
    ],
)
def test_a_guardrail_turns_below_the_required_share(
    compliance: float, reachable: float, value: float, said: str
) -> None:
    found = Progress(0.3, current=SOME, value=value, compliance=compliance, reachable=reachable)
    kr = keep(5, required=0.9)
    assert word(kr, found, term("2026-02-14"), 0.5) == (said, 8)


@pytest.mark.parametrize(("on", "said"), [("2026-01-17", ("pending", 9)), ("2026-01-18", ("off_track", 9))])
def test_pace_speaks_from_a_fifth_of_the_time_on(on: str, said: tuple[str, int]) -> None:
    found = Progress(0.0, current=SOME, value=0)
    assert word(change(0, 10), found, term(on), 0.1) == said


@given(st.integers(0, 200), st.integers(0, 100))
def test_pace_turns_at_exactly_nine_and_six_tenths(raw: int, expected: int) -> None:
    share = Fraction(raw, 100)
    on_track, at_risk = (share >= Fraction(tenths, 10) * Fraction(expected, 100) for tenths in (9, 6))
    word = "on_track" if on_track else "at_risk" if at_risk else "off_track"
    assert status.pace_status(raw / 100, expected / 100) == word


def test_where_all_is_there_nothing_is_needed(tmp_path: Path) -> None:
    text = "baseline: 0, target: 10, checkins: [{date: 2026-02-10, value: 6}]"
    found = key_result(tmp_path, text, "2026-02-14")
    assert (found.status, found.needs) == ("on_track", None)


# --- days


def test_a_baseline_that_was_moved_keeps_the_day_on_which_it_was_measured() -> None:
    kr = KeyResult(id="k", title="K", target=10, baseline=Baseline(value=4, date=day("2026-01-20")))
    moved = Moved(date=day("2026-02-01"), key_result="k", field="baseline", was=2)
    outcome = Outcome(id="x", title="X", key_results=(kr,), changes=(moved,))
    assert in_force(outcome, day("2026-01-31")).key_results[0].baseline == Baseline(value=2, date=day("2026-01-20"))
    assert in_force(outcome, day("2026-02-01")) is outcome


@pytest.mark.parametrize(
    ("was", "baseline"),
    [(2, Baseline(value=2)), ("first", Baseline(first=True)), ("some", Baseline(level="some"))],
)
def test_a_baseline_that_was_not_dated_has_no_day_before_either(was: float | str, baseline: Baseline) -> None:
    moved = Moved(date=day("2026-02-01"), key_result="k", field="baseline", was=was)
    outcome = Outcome(id="x", title="X", key_results=(KeyResult(id="k", title="K", target=10),), changes=(moved,))
    assert in_force(outcome, day("2026-01-31")).key_results[0].baseline == baseline


def test_without_a_word_on_it_a_fiscal_year_begins_in_january() -> None:
    assert parse_period("FY2027").first == day("2027-01-01")


def test_a_linear_pace_has_no_use_for_points() -> None:
    kr = KeyResult(title="K", target=1, pace=Pace(points={day("2026-01-01"): 1.0}))
    assert pace.expected(kr, day("2026-01-01"), day("2026-03-31"), day("2026-02-14")) == 0.5


@pytest.mark.parametrize("kind", ["step", "curve"])
def test_nothing_is_expected_before_the_day_on_which_a_step_or_curve_starts(kind: Literal["step", "curve"]) -> None:
    own = Pace(kind=kind, starts=day("2026-03-01"), points={day("2026-02-01"): 0.5})
    kr = KeyResult(title="K", target=1, pace=own)
    for on, share in (("2026-02-28", 0.0), ("2026-03-01", 0.5)):
        assert pace.expected(kr, day("2026-01-01"), day("2026-03-31"), day(on)) == share


def test_check_ins_on_the_first_and_on_the_last_day_count_without_being_copied() -> None:
    kr = change(0, 10, checkins=(Checkin(date=day("2026-01-01"), value=1), Checkin(date=day("2026-02-14"), value=2)))
    own = OwnCheckins(kr, "outcome:x", 0)
    result = series(kr, own, [], day("2026-02-14"), day("2026-01-01"))
    assert result.counted is own
    assert result.values is own


def test_check_ins_are_taken_by_their_place() -> None:
    kr = change(0, 10, checkins=tuple(Checkin(date=day(f"2026-02-0{number}"), value=number) for number in (1, 2, 3)))
    own = OwnCheckins(kr, "outcome:x", 0)
    assert [own[place].value for place in (0, 1, 2, -1, -2, -3)] == [1, 2, 3, 3, 2, 1]
    assert [one.value for one in own[1:]] == [2, 3]
    with pytest.raises(IndexError):
        own[3]


def test_a_check_in_after_the_due_date_is_no_last_one(tmp_path: Path) -> None:
    text = "baseline: 0, target: 10, checkins: [{date: 2026-03-20, value: 4}, {date: 2026-04-02, value: 10}]"
    found = key_result(tmp_path, text, "2026-04-20")
    assert (found.last, found.progress.raw) == (day("2026-03-20"), 0.4)
