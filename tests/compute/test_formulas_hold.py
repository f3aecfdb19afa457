"""What holds of the computation whatever the numbers are."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate
from math import isclose
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from building import change, keep, measured, rubric
from outtrack.compute import pace, rollup, status
from outtrack.compute.progress import holds, progress
from outtrack.compute.rollup import Rollup
from outtrack.compute.series import Measurement, OwnCheckins, series
from outtrack.compute.terms import in_force
from outtrack.model.codec import decode, encode, stored_columns
from outtrack.model.evidence import Keep
from outtrack.model.outcome import Baseline, Checkin, KeyResult, Milestone, Moved, Outcome, Pace
from outtrack.period import CADENCES, Cadence, Period, parse_cadence

if TYPE_CHECKING:
    from outtrack.compute.progress import Progress

ONE_DAY = timedelta(days=1)
START = date(2026, 1, 1)
WEEKLY = CADENCES["weekly"]

whole = st.integers(-10_000, 10_000)
weights = st.integers(0, 20)
raws = st.none() | st.floats(-3, 3)
moments = st.dates(date(2025, 12, 1), date(2026, 6, 30))
small = st.integers(-20, 20)
values_by_day = st.lists(st.tuples(moments, small), unique_by=lambda pair: pair[0], max_size=12).map(sorted)
cadences = st.sampled_from([*CADENCES.values(), parse_cadence("3d"), parse_cadence("2m")])
lengths = st.integers(1, 200)


def now(kr: KeyResult, value: float | None, *, length: int = 90) -> Progress:
    """Return the progress of a key result with one value, or none, in the middle of its period."""
    due = START + (length - 1) * ONE_DAY
    found = [] if value is None else measured([(START, value)])
    return progress(kr, found, pace.term(START, due, due), WEEKLY)


# --- a change


@given(whole, whole, whole, whole)
def test_a_mirrored_change_is_as_far(baseline: int, target: int, value: int, mirror: int) -> None:
    assume(baseline != target)
    straight = now(change(baseline, target), value).raw
    assert straight is not None
    assert now(change(mirror - baseline, mirror - target), mirror - value).raw == straight


@given(whole, whole, whole, st.integers(1, 1000), whole)
def test_another_unit_is_as_far(baseline: int, target: int, value: int, scale: int, shift: int) -> None:
    assume(baseline != target)
    straight = now(change(baseline, target), value).raw
    other = now(change(baseline * scale + shift, target * scale + shift), value * scale + shift).raw
    assert straight is not None
    assert other == pytest.approx(straight, rel=1e-12, abs=1e-12)


@given(whole, whole, whole, st.floats(0.01, 1000))
def test_another_scale_with_fractions_is_as_far(baseline: int, target: int, value: int, scale: float) -> None:
    assume(baseline != target)
    straight = now(change(baseline, target), value).raw
    other = now(change(baseline * scale, target * scale), value * scale).raw
    assert other == pytest.approx(straight, rel=1e-6, abs=1e-6)


@given(whole, whole, st.integers(1, 5000), whole)
def test_one_step_towards_the_target_is_farther(baseline: int, target: int, step: int, value: int) -> None:
    assume(baseline != target)
    before = now(change(baseline, target), value).raw
    after = now(change(baseline, target), value + (step if target > baseline else -step)).raw
    assert before is not None
    assert after is not None
    assert after > before


@given(whole, whole)
def test_the_baseline_is_none_of_the_way_and_the_target_all_of_it(baseline: int, target: int) -> None:
    assume(baseline != target)
    assert now(change(baseline, target), baseline).raw == 0
    assert now(change(baseline, target), target).raw == 1


@given(whole, whole, whole)
def test_what_is_shown_lies_between_none_and_all_and_the_raw_is_kept(baseline: int, target: int, value: int) -> None:
    assume(baseline != target)
    found = now(change(baseline, target), value)
    assert found.raw is not None
    assert found.raw == float(Fraction(value - baseline, target - baseline))
    assert found.shown == min(1, max(0, found.raw))


@given(st.integers(1, 1000), st.integers(0, 2000), st.integers(1, 1000))
def test_a_greater_total_is_farther(target: int, total: int, more: int) -> None:
    kr = KeyResult(title="Total", cumulative=True, target=target)
    before, after = now(kr, total).raw, now(kr, total + more).raw
    assert before == total / target
    assert after is not None
    assert after > before


@given(st.data(), st.integers(2, 9))
def test_a_rubric_is_a_change_of_places(data: st.DataObject, levels: int) -> None:
    place = st.integers(1, levels)
    baseline, target, value = data.draw(place), data.draw(place), data.draw(place)
    assume(baseline != target)
    assert now(rubric(baseline, target, levels), value).raw == (value - baseline) / (target - baseline)


# --- what is missing


@given(st.sampled_from(["change", "relative", "first", "cumulative", "rubric", "keep"]), lengths)
def test_without_a_value_there_is_no_progress(shape: str, length: int) -> None:
    kr = {
        "change": change(15, 25),
        "relative": change(None, 25),
        "first": KeyResult(title="X", baseline=Baseline(first=True), target=25),
        "cumulative": KeyResult(title="X", cumulative=True, target=8),
        "rubric": rubric(1, 3),
        "keep": keep(1),
    }[shape]
    found = now(kr, None, length=length)
    assert (found.raw, found.shown) == (None, None)
    assert found.missing in {"no check-in yet", "needs baseline"}


@given(whole, whole)
def test_without_a_baseline_there_is_no_progress_whatever_was_measured(target: int, value: int) -> None:
    found = now(change(None, target), value)
    assert (found.raw, found.missing) == (None, "needs baseline")


@given(st.integers(0, 100))
def test_a_share_by_feeling_is_never_progress(claimed: int) -> None:
    found = now(KeyResult(title="X", self_reported=True), claimed)
    assert (found.raw, found.claimed, found.missing) == (None, claimed / 100, "self-reported")


@given(st.lists(st.tuples(weights, st.none()), max_size=6))
def test_nothing_measured_rolls_up_to_nothing(parts: list[tuple[int, None]]) -> None:
    assert rollup.of_key_results(parts).progress is None


@given(st.lists(st.tuples(weights, raws), max_size=8))
def test_progress_never_exceeds_what_is_measured(parts: list[tuple[int, float | None]]) -> None:
    found = rollup.of_key_results(parts)
    if found.progress is None:
        assert not found.coverage
        assert not any(weight and raw is not None for weight, raw in parts)
    else:
        assert found.coverage is not None
        assert 0 <= found.progress <= found.coverage + 1e-12
        assert found.coverage <= 1 + 1e-12
        assert found.of_measured is not None
        assert -1e-12 <= found.of_measured <= 1 + 1e-12


# --- weights


@given(st.lists(st.tuples(weights, raws), max_size=8), st.integers(1, 50))
def test_only_the_proportions_of_the_weights_matter(parts: list[tuple[int, float | None]], scale: int) -> None:
    one = rollup.of_key_results(parts)
    other = rollup.of_key_results([(weight * scale, raw) for weight, raw in parts])
    assert other.progress == pytest.approx(one.progress)
    assert other.coverage == pytest.approx(one.coverage)


@given(st.lists(st.tuples(weights, raws), max_size=8), raws)
def test_weight_0_only_informs(parts: list[tuple[int, float | None]], raw: float | None) -> None:
    assert rollup.of_key_results([*parts, (0, raw)]) == rollup.of_key_results(parts)


@given(st.lists(raws, max_size=5))
def test_weights_that_are_all_0_roll_up_to_nothing(found: list[float | None]) -> None:
    assert rollup.of_key_results([(0, raw) for raw in found]) == Rollup()
    assert rollup.of_outcomes([(0, Rollup(0.5, 1)) for _ in found]) == Rollup()


@given(st.lists(st.tuples(weights, raws), max_size=8), st.integers(1, 20), st.floats(-3, 3))
def test_measuring_one_more_never_lowers_the_progress(
    parts: list[tuple[int, float | None]], weight: int, raw: float
) -> None:
    before = rollup.of_key_results([*parts, (weight, None)])
    after = rollup.of_key_results([*parts, (weight, raw)])
    assert after.progress is not None
    assert after.progress >= (before.progress or 0)
    assert before.coverage is not None
    assert after.coverage is not None
    assert after.coverage > before.coverage


@given(st.lists(st.tuples(weights, raws), max_size=8))
def test_a_rollup_is_the_weighted_mean_with_the_unmeasured_as_none(parts: list[tuple[int, float | None]]) -> None:
    shares = [0 if raw is None else min(max(raw, 0), 1) for weight, raw in parts for _ in range(weight)]
    are_measured = [raw is not None for weight, raw in parts for _ in range(weight)]
    found = rollup.of_key_results(parts)
    assert found.progress == (pytest.approx(sum(shares) / len(shares)) if any(are_measured) else None)
    assert found.coverage == (pytest.approx(sum(are_measured) / len(shares)) if shares else None)


@given(st.lists(st.tuples(st.integers(1, 9), st.lists(st.tuples(weights, raws), max_size=4)), max_size=5))
def test_outcomes_roll_up_between_their_least_and_their_greatest(
    parts: list[tuple[int, list[tuple[int, float | None]]]],
) -> None:
    below = [(weight, rollup.of_key_results(krs)) for weight, krs in parts]
    found = rollup.of_outcomes(below)
    shares = [part.progress or 0 for _, part in below]
    if found.progress is None:
        assert all(part.progress is None for _, part in below)
    else:
        assert min(shares) - 1e-12 <= found.progress <= max(shares) + 1e-12
        assert found.coverage is not None
        assert found.progress <= found.coverage + 1e-12


@given(st.floats(-1, 2))
def test_a_score_lies_within_half_a_tenth(share: float) -> None:
    score = rollup.score(share)
    assert score in {number / 10 for number in range(11)}
    assert abs(score - min(max(share, 0), 1)) <= 0.05 + 1e-9


@given(st.lists(st.sampled_from(["on_track", "at_risk", "off_track", "stale", "pending"]), max_size=12))
def test_net_confidence_lies_within_100_and_turns_with_the_words(words: list[str]) -> None:
    found = rollup.net_confidence(words)
    turned = {"on_track": "off_track", "off_track": "on_track"}
    mirrored = rollup.net_confidence([turned.get(word, word) for word in words])
    if found is None:
        assert not {"on_track", "at_risk", "off_track"} & set(words)
        assert mirrored is None
    else:
        assert -100 <= found <= 100
        assert mirrored == -found


# --- keep


@given(values_by_day, st.integers(1, 150), st.integers(-5, 200), cadences, st.integers(-20, 5), st.integers(5, 20))
def test_keep_against_a_look_at_every_day(
    found: list[tuple[date, int]], length: int, passed: int, cadence: Cadence, low: int, high: int
) -> None:
    due, as_of = START + (length - 1) * ONE_DAY, START + (passed - 1) * ONE_DAY
    known = [one for one in measured(found) if one.date <= as_of]
    compliant = observed = 0
    days = [START + number * ONE_DAY for number in range(max(min(passed, length), 0))]
    for day in days:
        before = [one for one in known if one.date <= day]
        if before and day < cadence.after(before[-1].date, 2):
            observed += 1
            compliant += low <= float(before[-1].value or 0) <= high
    result = progress(keep(low, high, required=0.9), known, pace.term(START, due, as_of), cadence)
    if not observed:
        assert (result.raw, result.compliance, result.cover, result.missing) == (None, None, None, "no check-in yet")
        return
    rest = length - len(days)
    assert result.raw == pytest.approx(compliant / (0.9 * length))
    assert result.compliance == compliant / observed
    assert result.cover == observed / len(days)
    assert result.reachable == (compliant + rest) / (observed + rest)


@given(values_by_day, st.integers(1, 150), cadences, st.integers(-20, 5), st.integers(5, 20), st.integers(0, 20))
def test_wider_bounds_never_keep_less(
    found: list[tuple[date, int]], length: int, cadence: Cadence, low: int, high: int, wider: int
) -> None:
    due = START + (length - 1) * ONE_DAY
    known, within = measured(found), pace.term(START, due, due)
    narrow = progress(keep(low, high), known, within, cadence).raw
    wide = progress(keep(low - wider, high + wider), known, within, cadence).raw
    open_above = progress(keep(low), known, within, cadence).raw
    assert (narrow is None) == (wide is None) == (open_above is None)
    if narrow is not None and wide is not None and open_above is not None:
        assert narrow <= min(wide, open_above)


@given(values_by_day, st.integers(1, 150), cadences)
def test_what_holds_on_no_day_twice(found: list[tuple[date, int]], length: int, cadence: Cadence) -> None:
    last = START + (length - 1) * ONE_DAY
    known = [one for one in measured(found) if one.date <= last]
    held = holds(known, START, last, cadence)
    assert [one for one, _ in held] == known
    assert all(days >= 0 for _, days in held)
    assert sum(days for _, days in held) <= length


@given(values_by_day, st.integers(10, 150), st.floats(0.05, 1))
def test_keep_reaches_all_exactly_where_the_required_share_is_kept(
    found: list[tuple[date, int]], length: int, required: float
) -> None:
    due = START + (length - 1) * ONE_DAY
    known = [one for one in measured(found) if one.date <= due]
    result = progress(keep(0, required=required), known, pace.term(START, due, due), WEEKLY)
    if result.raw is not None and result.compliance is not None and result.cover is not None:
        compliant = round(result.compliance * result.cover * length)
        assert (result.raw >= 1) == (compliant / length >= required)


# --- milestones


@given(st.lists(st.tuples(weights, st.booleans()), min_size=1, max_size=8), st.data())
def test_one_more_milestone_is_never_less(parts: list[tuple[int, bool]], data: st.DataObject) -> None:
    def share(done: list[bool]) -> float | None:
        steps = [
            Milestone(title="Step", weight=weight, done=START if is_done else None)
            for (weight, _), is_done in zip(parts, done, strict=True)
        ]
        return now(KeyResult(title="X", milestones=tuple(steps)), None).raw

    done = [is_done for _, is_done in parts]
    chosen = data.draw(st.integers(0, len(parts) - 1))
    before, after = share(done), share([is_done or place == chosen for place, is_done in enumerate(done)])
    assert (before or 0) <= (after or 0) <= 1
    assert (after is not None) or all(not weight for weight, is_done in parts if is_done)
    if before is not None:
        assert before == sum(weight for weight, is_done in parts if is_done) / sum(weight for weight, _ in parts)


# --- totals


tenths = st.integers(-500, 500).map(lambda number: number / 10)
entries = st.lists(st.tuples(moments, st.booleans(), tenths), max_size=14)


@given(entries)
def test_deltas_add_up_to_what_a_slow_sum_says(found: list[tuple[date, bool, float]]) -> None:
    kr = KeyResult(title="Total", cumulative=True, target=100)
    own = [
        Measurement(on, None, delta=number) if is_delta else Measurement(on, number) for on, is_delta, number in found
    ]
    result = series(kr, own, [], date(2026, 12, 31)).values
    for day in {on for on, _, _ in found}:
        total = Fraction(0)
        for _, is_delta, number in sorted((one for one in found if one[0] <= day), key=lambda one: one[0]):
            total = total + Fraction(str(number)) if is_delta else Fraction(str(number))
        value = [one.value for one in result if one.date <= day][-1]
        assert value == float(total)


@given(st.lists(st.integers(1, 200), min_size=1, max_size=30))
def test_what_came_on_top_in_hundredths_reaches_the_target_exactly(hundredths: list[int]) -> None:
    kr = KeyResult(title="Total", cumulative=True, target=sum(hundredths) / 100)
    own = [Measurement(START + number * ONE_DAY, None, delta=each / 100) for number, each in enumerate(hundredths)]
    assert [one.value for one in series(kr, own, [], date.max).values] == [one / 100 for one in accumulate(hundredths)]


# --- what counts of check-ins


checkins = st.lists(
    st.builds(
        Checkin,
        date=moments,
        value=st.none() | st.integers(0, 30),
        confidence=st.none() | st.sampled_from([0.2, 0.5, 0.9]),
        note=st.none() | st.just("because"),
    ),
    max_size=8,
)
baselines = (
    st.none() | st.just(Baseline(first=True)) | st.builds(Baseline, value=st.integers(0, 5), date=st.none() | moments)
)


@given(checkins, baselines, st.booleans(), moments, st.none() | moments, st.booleans())
def test_check_ins_count_the_same_however_they_are_kept(
    found: list[Checkin], baseline: Baseline | None, is_ordered: bool, as_of: date, start: date | None, is_total: bool
) -> None:
    ordered = sorted(found, key=lambda one: one.date) if is_ordered else found
    kr = KeyResult(title="X", baseline=baseline, target=30, cumulative=is_total, checkins=tuple(ordered))
    read = decode(KeyResult, encode(kr))
    assert stored_columns(read, "checkins") == stored_columns(kr, "checkins")
    plain = [
        Measurement(one.date, one.value, one.confidence, None, one.note, "outcome:x", ("key_results", 2, "checkins", n))
        for n, one in enumerate(ordered)
    ]
    wanted = series(kr, plain, [], as_of, start)
    for each in (kr, read):
        result = series(each, OwnCheckins(each, "outcome:x", 2), [], as_of, start)
        assert list(result.counted) == list(wanted.counted)
        assert list(result.values) == list(wanted.values)
        assert result.ignored == wanted.ignored


@given(checkins, moments, st.none() | moments)
def test_every_check_in_counts_or_is_ignored_for_a_reason(
    found: list[Checkin], as_of: date, start: date | None
) -> None:
    kr = KeyResult(title="X", baseline=Baseline(value=0), target=30)
    typed = [one for one in found if one.value is not None]
    own = [Measurement(one.date, one.value, ref=str(number)) for number, one in enumerate(typed)]
    result = series(kr, own, [], as_of, start)
    judged = [*result.counted, *(one for one, _ in result.ignored)]
    assert sorted(one.ref for one in judged) == sorted(one.ref for one in own)
    days = [one.date for one in result.counted]
    assert days == sorted(set(days))
    assert all((start is None or start <= day) and day <= as_of for day in days)
    assert all((one.date > as_of) == (why == "future") for one, why in result.ignored)
    for one in result.counted:  # of two on one day, the later in the file
        assert one.ref == max((each.ref for each in own if each.date == one.date), key=int)


@given(checkins, baselines, moments, st.none() | moments)
def test_what_is_dated_later_changes_nothing(
    found: list[Checkin], baseline: Baseline | None, as_of: date, start: date | None
) -> None:
    kr = KeyResult(title="X", baseline=baseline, target=30)
    own = [Measurement(one.date, one.value) for one in found]
    known = [one for one in own if one.date <= as_of]
    assert series(kr, own, [], as_of, start).counted == series(kr, known, [], as_of, start).counted


@given(values_by_day, whole, moments)
def test_what_is_dated_after_the_due_date_never_changes_the_progress(
    found: list[tuple[date, int]], later: int, as_of: date
) -> None:
    due = date(2026, 3, 31)
    assume(as_of > due)
    known = [(on, value) for on, value in found if START <= on <= as_of]
    changed = [*((on, value) for on, value in known if on < as_of), (as_of, later)]
    for kr in (change(25, 30), keep(0), KeyResult(title="X", cumulative=True, target=9)):
        results = [progress(kr, measured(each), pace.term(START, due, as_of), WEEKLY) for each in (known, changed)]
        assert results[0] == results[1]


# --- pace


@given(st.integers(1, 400), st.integers(-30, 450))
def test_what_has_passed_and_the_share_of_it_agree(length: int, passed: int) -> None:
    due, day = START + (length - 1) * ONE_DAY, START + (passed - 1) * ONE_DAY
    counted = sum(START <= START + number * ONE_DAY <= min(day, due) for number in range(length))
    assert pace.length(START, due) == length
    assert pace.elapsed(START, due, day) == counted
    assert pace.linear(START, due, day) == counted / length


points = st.dictionaries(
    st.dates(date(2025, 12, 15), date(2026, 4, 15)), st.integers(0, 10).map(lambda number: number / 10), min_size=1
).map(lambda found: dict(zip(sorted(found), sorted(found.values()), strict=True)))


@given(
    st.sampled_from(["linear", "step", "curve"]), points, st.none() | st.dates(date(2025, 12, 15), date(2026, 4, 15))
)
def test_what_is_expected_never_falls_and_lies_between_none_and_all(
    kind: str, found: dict[date, float], starts: date | None
) -> None:
    kr = change(0, 1, pace=Pace(kind=kind, points=found, starts=starts))  # type: ignore[arg-type]
    due = date(2026, 3, 31)
    expected = [pace.expected(kr, START, due, START + number * ONE_DAY) for number in range(-3, 93)]
    assert expected == sorted(expected)
    assert expected[0] >= 0
    assert expected[-1] <= 1
    begins = starts or START
    assert all(share == 0 for number, share in enumerate(expected, -3) if START + number * ONE_DAY < begins)


@given(points, st.dates(date(2025, 12, 15), date(2026, 4, 15)))
def test_a_step_and_a_curve_meet_in_their_points(found: dict[date, float], day: date) -> None:
    pairs = [(float(on.toordinal()), share) for on, share in found.items()]
    for moment, share in pairs:
        assert pace.step(pairs, moment) == share
        assert isclose(pace.curve(pairs, moment), share)
    at = day.toordinal()
    before = [share for moment, share in pairs if moment <= at]
    after = [share for moment, share in pairs if moment >= at]
    assert pace.step(pairs, at) == (before[-1] if before else 0)
    low, high = (before or after)[-1 if before else 0], (after or before)[0 if after else -1]
    assert low - 1e-9 <= pace.curve(pairs, at) <= high + 1e-9


@given(st.lists(st.tuples(weights, st.none() | moments), min_size=1, max_size=6), moments)
def test_milestones_step_by_their_due_dates(parts: list[tuple[int, date | None]], day: date) -> None:
    due = date(2026, 3, 31)
    steps = tuple(
        Milestone(title="Step", weight=weight, due=Period(str(on), on, on) if on else None) for weight, on in parts
    )
    expected = pace.expected(KeyResult(title="X", milestones=steps), START, due, day)
    heavy = [on or due for weight, on in parts for _ in range(weight)]
    assert expected == (bisect_right(sorted(heavy), day) / len(heavy) if heavy else 0)


# --- status


@given(st.floats(-1, 2), st.floats(-1, 2), st.floats(0, 1))
def test_who_is_farther_never_stands_worse(one: float, other: float, expected: float) -> None:
    order = ["off_track", "at_risk", "on_track"]
    low, high = sorted((one, other))
    assert order.index(status.pace_status(low, expected)) <= order.index(status.pace_status(high, expected))


@given(st.integers(0, 1000))
def test_nine_tenths_of_the_expected_is_on_track_and_six_tenths_at_risk(thousandths: int) -> None:
    expected = thousandths / 1000
    assert status.pace_status(9 * thousandths / 10_000, expected) == "on_track"
    assert status.pace_status(6 * thousandths / 10_000, expected) == ("at_risk" if thousandths else "on_track")
    assert status.pace_status(9 * thousandths / 10_000 - 1e-6, expected) == "at_risk" or thousandths < 1
    assert status.pace_status(6 * thousandths / 10_000 - 1e-6, expected) == "off_track"


words = st.lists(
    st.none() | st.sampled_from([*status.WORST_FIRST, "missed", "paused", "dropped", "done", "draft"]), max_size=6
)


@given(words, words)
def test_the_worst_of_two_lists_is_the_worst_of_their_worst(one: list[str | None], other: list[str | None]) -> None:
    assert status.worst([*one, *other]) == status.worst([status.worst(one), status.worst(other)])
    assert status.worst(reversed(one)) == status.worst(one)
    assert status.worst([*one, *one]) == status.worst(one)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 900), cadences)
def test_a_measurement_grows_old(last: date, age: int, cadence: Cadence) -> None:
    order = ["fresh", "late", "stale"]
    today, tomorrow = (status.freshness(last, last + (age + more) * ONE_DAY, cadence) for more in (0, 1))
    assert today is not None
    assert tomorrow is not None
    assert order.index(today) <= order.index(tomorrow)
    once, twice = cadence.after(last), cadence.after(last, 2)
    assert [status.freshness(last, on, cadence) for on in (last, once, once + ONE_DAY)] == ["fresh", "fresh", "late"]
    assert [status.freshness(last, on, cadence) for on in (twice, twice + ONE_DAY)] == ["late", "stale"]


# --- goalposts, circles


@given(st.lists(st.tuples(moments, st.integers(1, 99)), max_size=6), moments)
def test_a_goalpost_is_what_it_was_until_the_day_before_it_moved(moves: list[tuple[date, int]], as_of: date) -> None:
    outcome = Outcome(
        id="x",
        title="X",
        key_results=(change(0, 100, id="k"),),
        changes=tuple(Moved(date=on, key_result="k", field="target", was=was) for on, was in moves),
    )
    later = sorted((on, number, was) for number, (on, was) in enumerate(moves) if on > as_of)
    assert in_force(outcome, as_of).key_results[0].target == (later[0][2] if later else 100)


def test_keep_bounds_are_inside_themselves() -> None:
    assert [now(keep(3, 5), value).compliance for value in (2, 3, 4, 5, 6)] == [0, 1, 1, 1, 0]
    assert KeyResult(title="X", keep=Keep(min=3, max=5)).keep == keep(3, 5).keep
