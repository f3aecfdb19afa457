"""Whether a key result moved, whatever its numbers are; `tests/rules/test_finished_work.py` has cases by name."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from building import change, keep
from outtrack.compute.key_results import KeyResultStanding
from outtrack.compute.movement import SETTLING, Movement, movement, wavering
from outtrack.compute.progress import Progress
from outtrack.compute.series import Measurement, Series
from outtrack.compute.status import Judged
from outtrack.period import CADENCES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outtrack.model.outcome import KeyResult

SHIPPED = date(2026, 6, 1)
AS_OF = date(2026, 12, 31)
small = st.integers(-50, 50)
some = st.lists(small, min_size=1, max_size=15)


def standing(kr: KeyResult, shape: str, progress: Progress, values: Sequence[Measurement]) -> KeyResultStanding:
    series = Series(tuple(values))
    return KeyResultStanding(
        kr, "o/k", 0, shape, None, None, None, CADENCES["weekly"], series, progress,
        None, None, None, None, Judged(None, 9, None, None, None),
    )  # fmt: skip


def measured(before: Sequence[float], after: Sequence[float]) -> list[Measurement]:
    """Return values a day each: the last of `before` on the day of shipping, `after` from when they say something."""
    days = [SHIPPED + timedelta(days=on - len(before) + 1) for on in range(len(before))]
    days += [SHIPPED + timedelta(days=SETTLING + on) for on in range(len(after))]
    return [Measurement(day, value) for day, value in zip(days, [*before, *after], strict=True)]


def moved(before: Sequence[float], after: Sequence[float], baseline: float, target: float) -> Movement:
    progress = Progress(baseline=baseline, baseline_on=date(2025, 1, 1), target=target)
    found = movement(standing(change(baseline, target), "change", progress, measured(before, after)), SHIPPED, AS_OF)
    assert found is not None
    return found


@given(some, some, small, small, small)
def test_a_mirrored_key_result_has_moved_as_well(
    before: list[int], after: list[int], baseline: int, target: int, mirror: int
) -> None:
    assume(baseline != target)
    straight = moved(before, after, baseline, target)
    turned = moved(
        [mirror - one for one in before], [mirror - one for one in after], mirror - baseline, mirror - target
    )
    assert straight.has_moved == turned.has_moved


@given(some, some, small, small, st.integers(1, 1000))
def test_the_unit_decides_nothing(before: list[int], after: list[int], baseline: int, target: int, scale: int) -> None:
    assume(baseline != target)
    larger = moved([scale * one for one in before], [scale * one for one in after], scale * baseline, scale * target)
    assert larger.has_moved == moved(before, after, baseline, target).has_moved


@given(some, some, small, small, st.integers(0, 20))
def test_a_last_value_nearer_to_the_target_never_undoes_a_movement(
    before: list[int], after: list[int], baseline: int, target: int, nearer: int
) -> None:
    assume(baseline != target)
    sign = 1 if target > baseline else -1
    if moved(before, after, baseline, target).has_moved:
        assert moved(before, [*after[:-1], after[-1] + sign * nearer], baseline, target).has_moved


@given(some, some, small, small)
def test_what_is_nowhere_nearer_than_it_stood_has_not_moved(
    before: list[int], after: list[int], baseline: int, target: int
) -> None:
    assume(baseline != target)
    sign = 1 if target > baseline else -1
    found = moved(before, after, baseline, target)
    if (after[-1] - target) * sign >= 0:
        assert found.has_moved
    elif all((value - found.before) * sign <= 0 for value in after):
        assert not found.has_moved


@given(small, small, st.integers(1, 12))
def test_a_steady_way_does_not_waver(first: int, step: int, length: int) -> None:
    assert wavering([first + step * number for number in range(length)]) == 0


@given(some)
def test_wavering_is_no_more_than_the_whole_range(values: list[int]) -> None:
    assert 0 <= wavering(values) <= max(values) - min(values)


@given(small, small, small, st.integers(0, 20))
def test_what_is_to_be_kept_moves_by_coming_nearer_to_its_bounds(before: int, now: int, low: int, width: int) -> None:
    kr = keep(low, low + width)
    found = movement(standing(kr, "keep", Progress(), measured([before], [now])), SHIPPED, AS_OF)
    if low <= now <= low + width:
        assert found is None
    else:
        assert found is not None
        middle = low + width / 2
        is_before_outside = not low <= before <= low + width
        assert found.has_moved == (is_before_outside and abs(now - middle) < abs(before - middle))


def test_without_values_on_both_sides_nothing_can_be_said() -> None:
    progress = Progress(target=20)
    for values in ([], measured([10], []), measured([], [10])):
        assert movement(standing(change(None, 20), "change", progress, values), SHIPPED, AS_OF) is None
    found = movement(standing(change(None, 20), "change", progress, measured([10], [12])), SHIPPED, AS_OF)
    assert found == Movement(10, 12, has_moved=True)


@pytest.mark.parametrize(
    ("before", "after", "target", "expected"),
    [
        ([5.8, 6.3, 6.0, 6.1], [6.2, 5.9, 6.0], 9, Movement(6.1, 6.0, has_moved=False)),
        ([10, 12, 10, 12, 10], [12], 20, Movement(10, 12, has_moved=False)),
        ([10, 11, 12, 13, 14], [14.5], 20, Movement(13, 14.5, has_moved=True)),
        ([38.4, 37.1, 41.0], [46.5, 50.2, 53.1], 55, Movement(38.4, 53.1, has_moved=True)),
    ],
)
def test_worked_examples(before: list[float], after: list[float], target: float, expected: Movement) -> None:
    """The examples of `docs/methods.md` 1.4."""
    kr = change(None, target)
    assert (
        movement(standing(kr, "change", Progress(target=target), measured(before, after)), SHIPPED, AS_OF) == expected
    )
