"""How much of the time has passed, and how much progress could be expected by now (`methods.md` 0 and 2.1)."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from outtrack.model.outcome import KeyResult, Milestone, Pace


class Term(NamedTuple):
    """The time that a key result has, seen from one day."""

    start: date | None
    due: date | None
    as_of: date
    elapsed: float | None
    """The share of it that has passed on `as_of`, 0 to 1; None without a start or a due date."""


def term(start: date | None, due: date | None, as_of: date) -> Term:
    """Return the time from `start` to `due`, either of which may be unknown, as it is seen on `as_of`."""
    return Term(start, due, as_of, None if start is None or due is None else linear(start, due, as_of))


def length(start: date, due: date) -> int:
    """Return the days of a period, both ends inside it; 0 where it ends before it begins."""
    return max((due - start).days + 1, 0)


def elapsed(start: date, due: date, day: date) -> int:
    """Return the days of the period that have passed on `day`, which itself counts: from 0 to its length."""
    return min(max((day - start).days + 1, 0), length(start, due))


def linear(start: date, due: date, day: date) -> float:
    """Return the share of the period that has passed, from 0 to 1; one without days is over once it begins."""
    first, last, today = start.toordinal(), due.toordinal(), day.toordinal()
    if today < first:
        return 0.0
    return (today - first + 1) / (last - first + 1) if today < last else 1.0


def step(points: Sequence[tuple[float, float]], at: float) -> float:
    """Return the share that the last point not after `at` names; 0 before the first.

    The points are (moment, share), ordered by moment; the moments may be days as ordinals or shares of a period.
    """
    index = bisect_right([moment for moment, _ in points], at)
    return points[index - 1][1] if index else 0.0


def curve(points: Sequence[tuple[float, float]], at: float) -> float:
    """Return the share at `at` on straight lines between the points; level before the first and after the last."""
    index = bisect_right([moment for moment, _ in points], at)
    if index == 0:
        return points[0][1]
    if index == len(points):
        return points[-1][1]
    (left, low), (right, high) = points[index - 1], points[index]
    return low + (high - low) * (at - left) / (right - left)


def expected(kr: KeyResult, start: date, due: date, day: date) -> float:
    """Return the share of the way that could be expected on `day`, from 0 to 1.

    By the key result's own `pace`; milestones step by their due dates; everything else comes evenly.
    """
    pace = kr.pace
    if pace is not None:
        return _stated(pace, start, due, day)
    return _milestones(kr.milestones, due, day) if kr.milestones else linear(start, due, day)


def _stated(pace: Pace, start: date, due: date, day: date) -> float:
    """Return the share expected by a pace of the key result's own: nothing before the day when it `starts`."""
    begins = pace.starts or start
    if day < begins:
        return 0.0
    if pace.kind == "linear" or not pace.points:
        return linear(begins, due, day) if begins <= due else 0.0
    points = [(moment.toordinal(), share) for moment, share in sorted(pace.points.items())]
    if pace.kind == "step":
        return step(points, day.toordinal())
    if points[0][0] > begins.toordinal():
        points.insert(0, (begins.toordinal() - 1, 0.0))  # the day before, so that the first day counts
    return curve(points, day.toordinal())


def _milestones(milestones: Sequence[Milestone], due: date, day: date) -> float:
    """Return the share of the milestones, by weight, that are due by `day`; `due` holds for those without their own."""
    whole = sum(one.weight for one in milestones)
    reached = sum(one.weight for one in milestones if (one.due.last if one.due else due) <= day)
    return reached / whole if whole else 0.0
