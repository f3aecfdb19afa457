"""A value after a change against what the values before it let expect; never a p-value (`methods.md` 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from outtrack.compute.forecast import LEAST, Points, level_at_due
from outtrack.compute.outlook import scale

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from outtrack.model.experiment import Experiment


_HAIR: Final = 1e-9  # a scale there and back leaves 4.999999999999999 of a 5


class Shift(NamedTuple):
    """Where a metric was expected to be, and where it was."""

    n: int
    """How many readings from before the start it rests on."""
    low: float | None
    high: float | None
    """The bounds within which the value after was expected with 80 %."""
    value: float | None
    on: date | None
    """The value after the start, and its day."""
    bar: float | None
    """The value that was to be reached."""
    advice: str | None
    missing: str | None

    @property
    def is_outside(self) -> bool:
        """Whether the value lies outside of what was to be expected."""
        if self.low is None or self.high is None or self.value is None:
            return False
        hair = _HAIR * max(1.0, abs(self.value))
        return not self.low - hair <= self.value <= self.high + hair


def shift(experiment: Experiment, readings: Sequence[Any], unit: str | None, until: date) -> Shift:
    """Return whether a metric left its ways after the start; `readings` are dated, in order, up to any day.

    Those from before the start are continued by the level model up to the last reading on or before `until`.
    """
    start = experiment.start
    if start is None:
        return _nothing(0, "needs start: without a day there is no before and no after")
    by_day = {one.date: float(one.value) for one in readings}
    before = [(day, value) for day, value in by_day.items() if day < start]
    after = [(day, value) for day, value in by_day.items() if start <= day <= until]
    if len(before) < LEAST:
        return _nothing(len(before), f"{len(before)} of {LEAST} readings from before the start")
    bar = _bar(experiment, before[-1][1])
    if not after:
        return _nothing(len(before), "no reading since the start")._replace(bar=bar)
    (first, _), (on, value) = before[0], after[-1]
    target = bar if bar is not None else value
    points = Points(
        [float((day - first).days) for day, _ in before], [one for _, one in before], target, float((on - first).days)
    )
    expected = level_at_due(points, scale(points, unit))
    found = Shift(len(before), expected.quantile(0.1), expected.quantile(0.9), value, on, bar, None, None)
    return found._replace(advice=_advice(found, experiment.better))


def _nothing(n: int, missing: str) -> Shift:
    return Shift(n, None, None, None, None, None, None, missing)


def _bar(experiment: Experiment, stood: float) -> float | None:
    """Return the value that was to be reached: the bar itself, or where it stood and the lift."""
    success = experiment.success
    if success is None or success.lift is None:
        return None if success is None or success.reach is None else float(success.reach)
    size = abs(success.lift.by * (abs(stood) / 100 if success.lift.unit == "%" else 1))
    return stood + (size if experiment.better == "higher" else -size)


def _advice(found: Shift, better: str) -> str | None:
    if not found.is_outside or found.value is None or found.low is None:
        return "inconclusive"
    is_above = found.value > found.low
    if is_above != (better == "higher"):
        return "stop_or_pivot"
    if found.bar is None:
        return None
    sign = 1 if better == "higher" else -1
    return "persevere" if (found.value - found.bar) * sign >= 0 else "persevere_size_uncertain"
