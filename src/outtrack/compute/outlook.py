"""The forecast of a key result: the series that it rests on, or why there is none (`methods.md` 3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.compute import forecast
from outtrack.compute.forecast import Points
from outtrack.compute.progress import FORECAST_SHAPES
from outtrack.compute.status import AFTER_DUE, ENDED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outtrack.compute.forecast import Forecast
    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.mixture import Scale
    from outtrack.compute.progress import Progress
    from outtrack.compute.series import Measurement

_PERCENT: Final = frozenset(("%", "percent"))
_INTERVAL: Final = frozenset(("", "index", "score", "nps", "level", "seq", "ces", "csat", "sus"))
"""Units of scales without a true zero, answers to a survey among them: twice as much means nothing there."""
_NONE_FOR: Final = {
    "keep": "no forecast for bounds: the days within them count",
    "milestones": "no forecast for milestones",
    "rubric": "no forecast for levels",
    "self_reported": "no forecast for what is self-reported",
    "untracked": "no forecast without a target",
}


class Outlook(NamedTuple):
    """What is to be said of the value at the due date."""

    forecast: Forecast | None
    points: Points | None
    """The series; None where not even that can be told."""
    missing: str | None
    """Why there is no forecast; None where there is one."""

    @property
    def probability(self) -> float | None:
        """The chance of reaching the target, 0 to 1, not rounded; None without a forecast."""
        return self.forecast.probability if self.forecast else None

    @property
    def is_few(self) -> bool:
        """Whether it rests on so little that this must be said: few measurements, or early in the period."""
        points = self.points
        if points is None or self.forecast is None:
            return False
        return self.forecast.n < forecast.FEW or points.days[-1] + 1 < forecast.EARLY * (points.length + 1)


def outlook_of(one: KeyResultStanding) -> Outlook:
    """Return the forecast of a key result as it stands, whatever word it has; where there is none, why."""
    values = [entry for entry in one.series.values if one.due is None or entry.date <= one.due]
    return outlook(one.shape, one.unit, one.progress, values, one.start, one.due, one.counted_until)


def ahead(one: KeyResultStanding) -> Outlook:
    """Return the forecast of a key result for those who look ahead: none where it is over, or rests."""
    if one.rule == AFTER_DUE:
        return Outlook(None, None, "the due date has passed")
    if one.status in ENDED:
        return Outlook(None, None, f"the outcome is {'a ' if one.status == 'draft' else ''}{one.status}")
    return outlook_of(one)


def outlook(  # noqa: PLR0913, PLR0917 - all that it follows from
    shape: str,
    unit: str | None,
    found: Progress,
    values: Iterable[Measurement],
    start: date | None,
    due: date | None,
    counted_until: date | None,
) -> Outlook:
    """Return the forecast of a key result from its measurements up to the due date; where there is none, why.

    It does not depend on the day on which it is looked at, but on what was measured by then. What is counted by itself
    was measured on each day until `counted_until`, since nothing that came would have been seen as well.
    """
    if shape not in FORECAST_SHAPES:
        return Outlook(None, None, _NONE_FOR[shape])
    if start is None or due is None:
        return Outlook(None, None, "needs start" if start is None else "needs due")
    if found.target is None or found.baseline is None or found.target == found.baseline:
        return Outlook(None, None, found.missing or "needs baseline")
    points = _points(found, values, start, due, counted_until)
    if len(points.days) < forecast.LEAST:
        return Outlook(None, points, f"{len(points.days)} of {forecast.LEAST} measurements")
    if points.rest <= 0:
        return Outlook(None, points, "measured on the due date")
    if shape == "cumulative":
        return Outlook(forecast.cumulative(points), points, None)
    return Outlook(forecast.level(points, scale(points, unit), is_rising=found.target > found.baseline), points, None)


def scale(points: Points, unit: str | None) -> Scale:
    """Return the scale on which a number of a unit is taken to move: where all values and the target allow it."""
    name = (unit or "").casefold()
    return forecast.scale_for(
        (*points.values, points.target), is_ratio=name not in _INTERVAL, is_percent=name in _PERCENT
    )


def _points(found: Progress, values: Iterable[Measurement], start: date, due: date, until: date | None) -> Points:
    """Return the series by day: the baseline first, on its day or the first one; of two on one day the later counts."""
    begins = start.toordinal()
    first = found.baseline_on.toordinal() if found.baseline_on else begins
    by_day = {first: float(found.baseline or 0)}
    for one in values:
        day = one.date.toordinal()
        if isinstance(one.value, (int, float)) and (day > first or day == begins):
            by_day[day] = float(one.value)
    if until is not None and until.toordinal() > max(by_day):
        by_day[until.toordinal()] = by_day[max(by_day)]
    return Points(
        [day - begins for day in by_day], list(by_day.values()), float(found.target or 0), due.toordinal() - begins
    )
