"""The distributions that forecasts and experiments need, from the standard library alone (`methods.md` 3.2, 4)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_TINY: Final = 1e-300
_CLOSE: Final = 1e-16
_STEPS: Final = 100_000
_SMALL: Final = 16
_HALF_LOG_TAU: Final = 0.5 * math.log(2 * math.pi)


def incomplete_beta(a: float, b: float, x: float, rest: float | None = None) -> float:
    """Return the regularised incomplete beta function I_x(a, b), from 0 to 1, for a and b above 0.

    `rest` is 1 - x where it is known more exactly than x. By Lentz's continued fraction; the factor before it by
    Loader's saddle point (2000), which loses no digits where a and b are large.
    """
    rest = 1 - x if rest is None else rest
    if x <= 0 or rest <= 0:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, rest, x)
    return _front(a, b, x, rest) / a * _fraction(a, b, x)


def _front(a: float, b: float, x: float, rest: float) -> float:
    """Return x^a (1-x)^b / B(a, b)."""
    whole = a + b
    exponent = (
        stirling_error(whole) - stirling_error(a) - stirling_error(b)
        - _deviance(a, whole * x) - _deviance(b, whole * rest)
    )  # fmt: skip
    return math.exp(exponent) * math.sqrt(a * b / whole / (2 * math.pi))


def stirling_error(n: float) -> float:
    """Return ln n! less Stirling's approximation of it."""
    if n < _SMALL:
        return math.lgamma(n + 1) - (n + 0.5) * math.log(n) + n - _HALF_LOG_TAU
    square = n * n
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n


def _deviance(x: float, mean: float) -> float:
    """Return x ln(x/mean) + mean - x, exactly also where both are close."""
    apart = x - mean
    if abs(apart) >= 0.1 * (x + mean):
        return x * math.log(x / mean) - apart
    ratio = apart / (x + mean)
    total, term = apart * ratio, 2 * x * ratio
    for power in range(3, 1000, 2):
        term *= ratio * ratio
        following = total + term / power
        if following == total:
            break
        total = following
    return total


def _fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of the incomplete beta function, which converges for x below the mean."""
    front, back = 1.0, 1 - (a + b) * x / (a + 1)
    back = 1 / (back if abs(back) > _TINY else _TINY)
    found = back
    for step in range(1, _STEPS):
        twice = a + 2 * step
        for factor in (
            step * (b - step) * x / ((twice - 1) * twice),
            -(a + step) * (a + b + step) * x / (twice * (twice + 1)),
        ):
            back = 1 + factor * back
            back = 1 / (back if abs(back) > _TINY else _TINY)
            front = 1 + factor / front
            front = front if abs(front) > _TINY else _TINY
            found *= front * back
        if abs(front * back - 1) < _CLOSE:
            break
    return found


def student_above(t: float, df: float) -> float:
    """Return the chance that Student's t with `df` degrees of freedom is above `t`."""
    if math.isinf(t):
        return 0.0 if t > 0 else 1.0
    square = t * t
    whole = df + square
    if math.isinf(whole):
        return 0.0 if t > 0 else 1.0
    tail = 0.5 * incomplete_beta(df / 2, 0.5, df / whole, square / whole)
    return tail if t >= 0 else 1 - tail


def student_quantile(share: float, df: float) -> float:
    """Return the t below which Student's t with `df` degrees of freedom lies with the chance `share` (0 to 1)."""
    return quantile(lambda t: 1 - student_above(t, df), share, 0.0, 1.0)


def binomial_at_least(hits: int, n: int, chance: float) -> float:
    """Return the chance of at least `hits` in `n` tries that succeed with `chance` each."""
    if hits <= 0:
        return 1.0
    return 0.0 if hits > n else incomplete_beta(hits, n - hits + 1, chance)


def chi_square_above(value: float, df: int) -> float:
    """Return the chance that chi-square with `df` degrees of freedom (1 or more) is above `value` (0 or more)."""
    half = value / 2
    if df % 2:
        found = math.erfc(math.sqrt(half))
        term, start = math.sqrt(half / math.pi) * 2 * math.exp(-half), 1.5
    else:
        found, term, start = math.exp(-half), half * math.exp(-half), 2.0
    for step in range((df - 1) // 2):
        found += term
        term *= half / (start + step)
    return min(found, 1.0)


def quantile(below: Callable[[float], float], share: float, centre: float, width: float) -> float:
    """Return the value below which a distribution lies with the chance `share`, by bisection.

    `below` is its distribution function; the search starts from `centre` and widens by doubling `width`.
    """
    low, high = centre - width, centre + width
    while below(low) > share and not math.isinf(low):
        low, width = low - width, width * 2
    while below(high) < share and not math.isinf(high):
        high, width = high + width, width * 2
    while (middle := (low + high) / 2) not in (low, high):
        low, high = (middle, high) if below(middle) < share else (low, middle)
    return middle
