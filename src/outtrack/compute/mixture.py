"""What a forecast says of the value at the due date: a distribution with a chance and quantiles (`methods.md` 3)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.compute.distributions import incomplete_beta, quantile, student_above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FULL: Final = 100.0


class Scale(NamedTuple):
    """The scale on which a value is taken to move evenly."""

    name: str
    """`identity`, `log` or `logit`."""
    to: Callable[[float], float]
    back: Callable[[float], float]


def _logit(value: float) -> float:
    return math.log(value) - math.log(FULL - value)


def _share(value: float) -> float:
    if value < 0:
        odds = math.exp(value)
        return FULL * odds / (1 + odds)
    return FULL / (1 + math.exp(-value))


def _exp(value: float) -> float:
    try:
        return math.exp(value)
    except OverflowError:
        return math.inf


IDENTITY: Final = Scale("identity", float, float)
LOG: Final = Scale("log", math.log, _exp)
LOGIT: Final = Scale("logit", _logit, _share)


class Part(NamedTuple):
    """A Student's t with a weight."""

    weight: float
    df: float
    location: float
    spread: float
    """Its scale; 0 where all of it lies at the location."""

    def above(self, value: float) -> float:
        """Return the chance of `value` or more."""
        if self.spread <= 0:
            return 1.0 if self.location >= value else 0.0
        return student_above((value - self.location) / self.spread, self.df)


class Mixture(NamedTuple):
    """A mixture of Student's t distributions on a scale."""

    scale: Scale
    parts: tuple[Part, ...]

    def at_least(self, value: float) -> float:
        """Return the chance that it comes to `value` or more, 0 to 1."""
        on_scale = self.scale.to(value)
        return min(math.fsum(part.weight * part.above(on_scale) for part in self.parts), 1.0)

    def at_most(self, value: float) -> float:
        """Return the chance that it comes to `value` or less, 0 to 1."""
        return 1 - self.at_least(value)

    def quantile(self, share: float) -> float:
        """Return the value below which it lies with the chance `share`."""
        centre = math.fsum(part.weight * part.location for part in self.parts)
        width = max(part.spread for part in self.parts)
        if width <= 0:
            return self.scale.back(centre)
        return self.scale.back(quantile(self._below, share, centre, width))

    def _below(self, on_scale: float) -> float:
        return math.fsum(part.weight * (1 - part.above(on_scale)) for part in self.parts)


class Counted(NamedTuple):
    """What is there, and a negative binomial of what is still to come."""

    done: float
    alpha: float
    odds: float
    """The chance of one more before the waiting ends: H / (beta + H)."""

    def at_least(self, value: float) -> float:
        """Return the chance that it comes to `value` or more, 0 to 1."""
        missing = math.ceil(value - self.done)
        return 1.0 if missing <= 0 else incomplete_beta(missing, self.alpha, self.odds)

    def at_most(self, value: float) -> float:
        """Return the chance that it comes to `value` or less, 0 to 1."""
        return 1 - self.at_least(math.floor(value) + 1)

    def quantile(self, share: float) -> float:
        """Return the least total that it does not pass with the chance `share`."""
        low, high = -1, 1
        while self.at_most(self.done + high) < share:
            low, high = high, high * 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.at_most(self.done + middle) < share else (low, middle)
        return self.done + high


def mixed(scale: Scale, found: Iterable[tuple[float, float, float, float]]) -> Mixture:
    """Return the mixture of parts given with the logarithm of their weight, which need not sum up to 1."""
    parts = list(found)
    most = max(log_weight for log_weight, *_ in parts)
    if math.isinf(most):  # without any noise the weights have no bound: those that have it share evenly
        weights = [1.0 if log_weight == most else 0.0 for log_weight, *_ in parts]
    else:
        weights = [math.exp(log_weight - most) for log_weight, *_ in parts]
    total = math.fsum(weights)
    return Mixture(scale, tuple([Part(weight / total, *part[1:]) for weight, part in zip(weights, parts, strict=True)]))
