"""The chance of reaching a target by the due date (`methods.md` 3.2 to 3.4)."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.compute.mixture import IDENTITY, LOG, LOGIT, Counted, Mixture, Scale, mixed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEAST: Final = 3
"""So many measurements, on so many days, there must be."""
FEW: Final = 6
EARLY: Final = 0.2
_NOISE: Final = (0.0, 0.25, 1.0, 4.0)
_PRIOR_SHAPE: Final = 1.0
_PRIOR_GAP: Final = 0.5
_KAPPA: Final = 1.0
_RATE_STEPS: Final = (0.0, 0.1, 0.5, 2.0)
_RATE_SPREAD: Final = 0.15
_LEAST_RATE: Final = 0.1
_SMALL_COUNT: Final = 2
_FULL: Final = 100


class Points(NamedTuple):
    """A series of numbers by day, with what it is to come to."""

    days: Sequence[float]
    """Days since the start, rising, each once."""
    values: Sequence[float]
    target: float
    length: float
    """Days from the start to the due date."""

    @property
    def rest(self) -> float:
        """Days from the last number to the due date."""
        return self.length - self.days[-1]


class Forecast(NamedTuple):
    """What can be said of the value at the due date."""

    probability: float
    """The chance of reaching the target, 0 to 1, not rounded."""
    model: str
    """`level`, `cumulative` or `counts`."""
    scale: str
    """`identity`, `log` or `logit`."""
    value: Mixture | Counted
    n: int
    """How many measurements it rests on."""
    least: float = -math.inf
    """What the value can't end below: of a total, what it is by now."""

    @property
    def interval(self) -> tuple[float, float]:
        """The bounds within which the value lies with a chance of 80 %."""
        return self._quantile(0.1), self._quantile(0.9)

    @property
    def middle(self) -> float:
        """The median of the value at the due date."""
        return self._quantile(0.5)

    def _quantile(self, share: float) -> float:
        return max(self.value.quantile(share), self.least)


def scale_for(numbers: Sequence[float], *, is_ratio: bool, is_percent: bool) -> Scale:
    """Return the scale on which a level is taken to move: by its unit, where all numbers allow it."""
    if is_percent:
        return LOGIT if all(0 < one < _FULL for one in numbers) else IDENTITY
    return LOG if is_ratio and all(one > 0 for one in numbers) else IDENTITY


def level(points: Points, scale: Scale, *, is_rising: bool) -> Forecast:
    """Return the forecast of a number that moves up and down; `is_rising` where more is better.

    A local level with a drift, both seen through noise of four sizes, which the data weigh (`methods.md` 3.2).
    """
    value = level_at_due(points, scale)
    chance = value.at_least(points.target) if is_rising else value.at_most(points.target)
    return Forecast(chance, "level", scale.name, value, len(points.days))


def level_at_due(points: Points, scale: Scale, noises: Sequence[float] = _NOISE) -> Mixture:
    """Return the distribution of a level at the due date; `noises` are the ratios of its noise to its movement."""
    values = [scale.to(value) for value in points.values]
    return mixed(scale, (_level_part(points, values, scale.to(points.target), noise) for noise in noises))


def _level_part(points: Points, values: list[float], target: float, noise: float) -> tuple[float, float, float, float]:
    """Return the log weight, degrees of freedom, location and spread for one size of noise, by a Kalman filter."""
    gaps = [after - before for before, after in pairwise(points.days)]
    seen = noise * median(gaps)
    now, drift = values[0], 0.0
    p00, p01, p11 = seen, 0.0, 1 / (_KAPPA * points.length)
    logs = squares = 0.0
    for gap, value in zip(gaps, values[1:], strict=True):
        now += drift * gap
        p00 += gap * (2 * p01 + gap * p11 + 1)
        p01 += gap * p11
        variance = p00 + seen
        error = value - now
        logs += math.log(variance)
        squares += error * error / variance
        by_level, by_drift = p00 / variance, p01 / variance
        now, drift = now + by_level * error, drift + by_drift * error
        p11 -= by_drift * p01
        p01 -= by_level * p01
        p00 -= by_level * p00
    rest = points.rest
    shape = _PRIOR_SHAPE + len(gaps) / 2
    size = _PRIOR_SHAPE * _PRIOR_GAP * (target - values[0]) ** 2 / points.length + squares / 2
    spread = math.sqrt(max(size / shape * (p00 + 2 * rest * p01 + rest * rest * p11 + rest + seen), 0.0))
    return _log_weight(logs, shape, size), 2 * shape, now + rest * drift, spread


def _log_weight(logs: float, shape: float, size: float) -> float:
    return -logs / 2 - shape * math.log(size) if size > 0 else math.inf


def cumulative(points: Points) -> Forecast:
    """Return the forecast of a running total (`methods.md` 3.3); what is reached already stays reached."""
    gained = points.values[-1] - points.values[0]
    is_counted = (
        gained <= _SMALL_COUNT * (len(points.values) - 1)
        and gained >= 0
        and points.target > 0
        and all(float(value).is_integer() for value in points.values)
    )
    if is_counted:
        value: Mixture | Counted = _counts(points)
    else:
        value = cumulative_at_due(points)
    chance = 1.0 if points.values[-1] >= points.target else value.at_least(points.target)
    model = "counts" if is_counted else "cumulative"
    return Forecast(chance, model, "identity", value, len(points.days), points.values[-1])


def _counts(points: Points) -> Counted:
    """Return what a small count comes to: events at a rate that is believed to be the target's until they are seen."""
    beta = points.length / points.target + points.days[-1]
    return Counted(points.values[-1], 1 + points.values[-1], points.rest / (beta + points.rest))


def cumulative_at_due(points: Points, steps: Sequence[float] = _RATE_STEPS) -> Mixture:
    """Return the distribution of a total at the due date; `steps` say how much its rate wanders."""
    return mixed(IDENTITY, _cumulative_parts(points, steps))


def _cumulative_parts(points: Points, steps: Sequence[float]) -> Iterator[tuple[float, float, float, float]]:
    days, values = points.days, points.values
    gaps = [after - before for before, after in pairwise(days)]
    rates = [(after - before) / gap for (before, after), gap in zip(pairwise(values), gaps, strict=True)]
    usual = median(gaps)
    mean = max((values[-1] - values[0]) / (days[-1] - days[0]), _LEAST_RATE * points.target / points.length)
    prior = (_RATE_SPREAD * mean) ** 2 * usual
    for step in steps:
        wander = step / usual**2
        rate, unsure, logs, squares = rates[0], 1 / gaps[0], 0.0, 0.0
        for (before, gap), seen in zip(pairwise(gaps), rates[1:], strict=True):
            unsure += wander * (gap + before) / 2
            variance = unsure + 1 / gap
            error = seen - rate
            logs += math.log(variance)
            squares += error * error / variance
            rate += unsure / variance * error
            unsure -= unsure / variance * unsure
        unsure += wander * usual / 2
        shape, size, rest = 1 + (len(rates) - 1) / 2, prior + squares / 2, points.rest
        spread = math.sqrt(size / shape * (rest + rest * rest * unsure + wander * rest**3 / 3))
        yield _log_weight(logs, shape, size), 2 * shape, values[-1] + rest * rate, spread


def median(values: Sequence[float]) -> float:
    """Return the middle of the values (that of the standard library takes 10 ms to import)."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
