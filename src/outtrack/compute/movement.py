"""Whether a key result moved after a day, such as the one on which something was shipped."""

from __future__ import annotations

from datetime import date
from statistics import median, median_low
from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.compute.progress import is_within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.model.evidence import Keep

SETTLING: Final = 7
"""Days after which a value can say something: what was shipped must first be met by people."""
_LEVEL: Final = 3  # values up to the day, the middle one of which is where it stood: one outlier decides nothing
_SWAY: Final = 12  # values from which the wavering is taken
_HAIR: Final = 1e-9  # 6.2 is 0.1 more than 6.1, though not in binary


class Movement(NamedTuple):
    """Where a key result stood on a day, and where it went."""

    before: float
    now: float
    """The last value; for milestones, as `before`, the weight of those that are done."""
    has_moved: bool


def movement(one: KeyResultStanding, day: date, as_of: date) -> Movement | None:
    """Return where a key result stood on a day and how it went on; None where that can't be said, or not yet.

    A number has moved if it came nearer to its target by more than it wavered before, or has reached it; a total, if
    it grew; milestones, if one was done; a number to be kept within bounds, if it came nearer to them. While that one
    is within, there is nothing to be moved.
    """
    if one.shape == "milestones":
        return _milestones(one, day, as_of)
    if one.shape in {"self_reported", "untracked"}:
        return None
    points = known_points(one)
    before = [value for on, value in points if on <= day]
    after = [value for on, value in points if (on - day).days >= SETTLING]
    if one.key_result.counts and not after:  # counted every day, typed on none
        after = [value for _, value in points[-1:]]
    if not before or not after:
        return None
    if one.shape == "cumulative":
        return Movement(before[-1], after[-1], after[-1] > before[-1])
    if one.key_result.keep:
        return _kept(one.key_result.keep, before[-1], after[-1])
    return _change(one, before, after)


def known_points(one: KeyResultStanding) -> list[tuple[date, float]]:
    """Return all that is known of the number by day: the baseline, readings from before the start, what was measured.

    A baseline of no known day comes first.
    """
    found: dict[date, float] = {}
    if one.progress.baseline is not None:
        found[one.progress.baseline_on or date.min] = one.progress.baseline
    values = [(entry.date, _number(one, entry.value)) for entry in (*one.before, *one.series.values)]
    found.update((on, value) for on, value in values if value is not None)
    return sorted(found.items())


def _number(one: KeyResultStanding, value: float | str | None) -> float | None:
    """Return a value as a number; for a rubric the place of the level from 1."""
    if one.shape == "rubric":
        place = one.key_result.level_of(value)
        return None if place is None else place + 1
    return value if isinstance(value, (int, float)) else None


def _change(one: KeyResultStanding, before: Sequence[float], after: Sequence[float]) -> Movement | None:
    target, baseline = one.progress.target, one.progress.baseline
    stood, now = (median(before[-_LEVEL:]) if len(before) >= _LEVEL else before[-1]), after[-1]
    if target is None:
        return None
    way = target - (stood if baseline is None else baseline)
    sign = -1 if way < 0 else 1
    has_arrived = (now - target) * sign >= 0
    gains = [(value - stood) * sign for value in after]
    gain = max(gains[-1], median_low(gains))
    hair = _HAIR * max(1.0, abs(stood))
    return Movement(stood, now, has_arrived or gain > wavering(before) + hair)


def wavering(values: Sequence[float]) -> float:
    """Return how far a value typically lies from the middle between its neighbours: 0 where too few are known.

    A steady rise or fall does not count as wavering.
    """
    last = values[-_SWAY:]
    if len(last) <= _LEVEL:
        return 0.0
    neighbours = zip(last, last[1:], last[2:], strict=False)
    return median(abs(value - (before + after) / 2) for before, value, after in neighbours)


def _kept(keep: Keep, before: float, now: float) -> Movement | None:
    if is_within(keep, now):
        return None
    return Movement(before, now, _outside(keep, now) < _outside(keep, before))


def _outside(keep: Keep, value: float) -> float:
    """Return how far a value lies outside the bounds; 0 within them."""
    low = 0.0 if keep.min is None else keep.min - value
    high = 0.0 if keep.max is None else value - keep.max
    return max(low, high, 0.0)


def _milestones(one: KeyResultStanding, day: date, as_of: date) -> Movement | None:
    """Return the weight done before the day and now; None where none was done since, and none was due."""
    weighty = [step for step in one.key_result.milestones if step.weight]
    before = sum(step.weight for step in weighty if step.done and step.done < day)
    now = sum(step.weight for step in weighty if step.done and step.done <= as_of)
    was_due = any(step.due and day <= step.due.last < as_of and not step.done for step in weighty)
    return Movement(before, now, now > before) if now > before or was_due else None


def was_measured(one: KeyResultStanding, since: date, as_of: date) -> bool:
    """Return whether a key result has a value of a later day, or a milestone that was reached since."""
    values, steps = one.series.values, one.key_result.milestones
    return bool(values and values[-1].date > since) or any(step.done and since <= step.done <= as_of for step in steps)
