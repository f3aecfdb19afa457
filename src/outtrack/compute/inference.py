"""What the figures of an experiment allow to conclude: tests, intervals and sizes (`methods.md` 4)."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.compute.distributions import (
    binomial_at_least,
    chi_square_above,
    quantile,
    stirling_error,
    student_above,
    student_quantile,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

ALPHA: Final = 0.05
POWER: Final = 0.8
FEWEST: Final = 5
"""With fewer in any cell there is no p-value of a z test."""
_NORMAL: Final = NormalDist()


class Share(NamedTuple):
    """So many of so many."""

    hits: int
    n: int

    @property
    def rate(self) -> float:
        """The share, 0 to 1."""
        return self.hits / self.n


class Mean(NamedTuple):
    """The mean of a sample and its standard deviation."""

    n: int
    mean: float
    sd: float


class Difference(NamedTuple):
    """A second arm less a first one."""

    difference: float
    low: float
    high: float
    """The bounds of the confidence interval."""
    statistic: float | None
    """z, or t; None where it can't be said."""
    p: float | None
    """The two-sided p-value; None where none should be printed."""
    df: float | None = None
    """The degrees of freedom of a t; None for a z."""


def upper_normal(share: float) -> float:
    """Return the z above which the standard normal lies with the chance `share`."""
    return -_NORMAL.inv_cdf(share)


def wilson(share: Share, alpha: float = ALPHA) -> tuple[float, float]:
    """Return Wilson's confidence interval of a share, within 0 to 1; also of 5 out of 5."""
    z = upper_normal(alpha / 2)
    hits, n, square = share.hits, share.n, z * z
    centre = (hits + square / 2) / (n + square)
    half = z / (n + square) * math.sqrt(hits * (n - hits) / n + square / 4)
    low = 0.0 if hits == 0 else max(centre - half, 0.0)
    return low, (1.0 if hits == n else min(centre + half, 1.0))


def two_shares(control: Share, other: Share, alpha: float = ALPHA) -> Difference:
    """Return `other` less `control`: Newcombe's hybrid interval, and the pooled z where every cell has five or more."""
    first, second = control.rate, other.rate
    (low1, high1), (low2, high2) = wilson(control, alpha), wilson(other, alpha)
    apart = second - first
    low = apart - math.hypot(second - low2, high1 - first)
    high = apart + math.hypot(high2 - second, first - low1)
    statistic = p = None
    cells = (control.hits, control.n - control.hits, other.hits, other.n - other.hits)
    if min(cells) >= FEWEST:
        pooled = (control.hits + other.hits) / (control.n + other.n)
        statistic = apart / math.sqrt(pooled * (1 - pooled) * (1 / control.n + 1 / other.n))
        p = math.erfc(abs(statistic) / math.sqrt(2))
    return Difference(apart, low, high, statistic, p)


def two_means(control: Mean, other: Mean, alpha: float = ALPHA) -> Difference | None:
    """Return `other` less `control` by Welch's t; None where a sample is too small, or nothing varies."""
    if control.n < 2 or other.n < 2:  # noqa: PLR2004 - a spread takes two
        return None
    first, second = control.sd**2 / control.n, other.sd**2 / other.n
    variance = first + second
    if not 0 < variance < math.inf:
        return None
    df = 1 / ((first / variance) ** 2 / (control.n - 1) + (second / variance) ** 2 / (other.n - 1))
    apart, error = other.mean - control.mean, math.sqrt(variance)
    half = error * student_quantile(1 - alpha / 2, df)
    statistic = apart / error
    return Difference(apart, apart - half, apart + half, statistic, 2 * student_above(abs(statistic), df), df)


def beats_bar(share: Share, bar: float) -> float:
    """Return the one-sided p-value of so many hits or more where `bar` (0 to 1) is the true share."""
    return binomial_at_least(share.hits, share.n, bar)


def at_most_by_chance(share: Share, bar: float) -> float:
    """Return the one-sided p-value of so many hits or fewer where `bar` (0 to 1) is the true share."""
    return binomial_at_least(share.n - share.hits, share.n, 1 - bar)


def chance_better(control: Share, other: Share) -> float:
    """Return the chance that the share behind `other` is larger, exactly, from uniform priors (Miller's sum)."""
    a, b = control.hits + 1, control.n - control.hits + 1
    c, d = other.hits + 1, other.n - other.hits + 1
    least = min(a, b, c, d)  # four sums say the same: the shortest one is taken
    if least == c:
        return _sum_of_betas(a, b, c, d)
    if least == b:
        return _sum_of_betas(d, c, b, a)
    if least == a:
        return 1 - _sum_of_betas(c, d, a, b)
    return 1 - _sum_of_betas(b, a, d, c)


def _sum_of_betas(a: int, b: int, c: int, d: int) -> float:
    """Return the chance that Beta(c, d) is above Beta(a, b)."""
    log_term = _log_first_term(a, b, d)
    terms = []
    for i in range(c):
        terms.append(math.exp(log_term))
        log_term += math.log((a + i) / (a + b + d + i) * (d + i) / (1 + i))
    return min(math.fsum(terms), 1.0)


def _log_first_term(a: int, b: int, d: int) -> float:
    """Return ln B(a, b+d) - ln B(a, b), by Stirling's series: the logarithms of large factorials would cancel."""
    whole = a + b + d
    apart = math.log1p(a * d / (b * whole))
    errors = stirling_error(b + d) + stirling_error(a + b) - stirling_error(b) - stirling_error(whole)
    return (b - 0.5) * apart + d * math.log1p(-a / whole) + a * math.log1p(-d / whole) + errors


def mismatch(counts: Sequence[int], split: Sequence[float] = ()) -> tuple[float, float]:
    """Return chi-square and its p-value of the sizes of the arms against the planned split; even where none is."""
    planned = split or [1.0] * len(counts)
    whole, parts = sum(counts), sum(planned)
    expected = [whole * part / parts for part in planned]
    value = math.fsum((seen - one) ** 2 / one for seen, one in zip(counts, expected, strict=True))
    return value, chi_square_above(value, len(counts) - 1)


def size_for_shares(first: float, second: float, alpha: float = ALPHA, power: float = POWER) -> int:
    """Return how many each arm needs to tell two shares (0 to 1, not the same) apart."""
    middle = (first + second) / 2
    sure, strong = upper_normal(alpha / 2), upper_normal(1 - power)
    root = sure * math.sqrt(2 * middle * (1 - middle)) + strong * math.sqrt(first * (1 - first) + second * (1 - second))
    return _whole((root / (second - first)) ** 2)


def size_for_means(difference: float, sd: float, alpha: float = ALPHA, power: float = POWER) -> int:
    """Return how many each arm needs to see a difference (not 0) of means that vary by `sd`."""
    return _whole(2 * ((upper_normal(alpha / 2) + upper_normal(1 - power)) * sd / difference) ** 2)


def detectable_share(first: float, n: int, alpha: float = ALPHA, power: float = POWER) -> float | None:
    """Return the least rise of a share that arms of `n` can be expected to show; None where 100 % is too little."""
    if n < 1 or size_for_shares(first, 1.0, alpha, power) > n:
        return None

    def shown(second: float) -> float:
        return 1.0 if second >= 1 else _power(first, second, n, alpha)

    return (
        quantile(lambda second: shown(second) if second > first else 0.0, power, (first + 1) / 2, (1 - first) / 2)
        - first
    )


def _power(first: float, second: float, n: int, alpha: float) -> float:
    """Return the chance that arms of `n` tell two shares apart, by the formula of `size_for_shares`."""
    middle = (first + second) / 2
    noise = math.sqrt(first * (1 - first) + second * (1 - second))
    sure = upper_normal(alpha / 2) * math.sqrt(2 * middle * (1 - middle))
    return _NORMAL.cdf((math.sqrt(n) * (second - first) - sure) / noise) if noise else 1.0


def detectable_mean(sd: float, n: int, alpha: float = ALPHA, power: float = POWER) -> float:
    """Return the least difference of means that arms of `n` can be expected to show."""
    return (upper_normal(alpha / 2) + upper_normal(1 - power)) * sd * math.sqrt(2 / n)


def _whole(size: float) -> int:
    """Return a size rounded up, but for what rounding in binary added."""
    return max(math.ceil(size - 1e-9 * max(size, 1)), 1)
