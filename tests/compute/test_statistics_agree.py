"""Own statistics against scipy and statsmodels, over generated inputs: they agree to 1e-9."""

from __future__ import annotations

import math
import warnings
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import integrate, special, stats
from statsmodels.stats import proportion

from outtrack.compute import distributions as own
from outtrack.compute.inference import (
    Mean,
    Share,
    at_most_by_chance,
    beats_bar,
    chance_better,
    detectable_mean,
    detectable_share,
    mismatch,
    size_for_means,
    size_for_shares,
    two_means,
    two_shares,
    wilson,
)

CHANCES = st.floats(1e-6, 1 - 1e-6)


def exactly(value: object) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-9)


@st.composite
def shares(draw: st.DrawFn, most: int = 100_000) -> Share:
    n = draw(st.integers(1, most))
    return Share(draw(st.integers(0, n)), n)


@given(st.floats(0.1, 1e5), st.floats(0.1, 1e5), CHANCES)
def test_incomplete_beta(a: float, b: float, x: float) -> None:
    assert own.incomplete_beta(a, b, x) == exactly(special.betainc(a, b, x))


@given(st.floats(-1e4, 1e4), st.floats(0.5, 1e6))
def test_student(t: float, df: float) -> None:
    assert own.student_above(t, df) == exactly(stats.t.sf(t, df))


@given(st.floats(0.001, 0.999), st.floats(1, 1e5))
@settings(max_examples=50, deadline=None)
def test_student_quantile(share: float, df: float) -> None:
    assert own.student_quantile(share, df) == pytest.approx(stats.t.ppf(share, df), rel=1e-8, abs=1e-9)


@given(shares(), CHANCES)
def test_binomial_tails(share: Share, bar: float) -> None:
    assert beats_bar(share, bar) == exactly(stats.binom.sf(share.hits - 1, share.n, bar))
    assert at_most_by_chance(share, bar) == exactly(stats.binom.cdf(share.hits, share.n, bar))


@given(st.floats(0, 1e4), st.integers(1, 30))
def test_chi_square(value: float, df: int) -> None:
    assert own.chi_square_above(value, df) == exactly(stats.chi2.sf(value, df))


@given(shares(), st.floats(0.001, 0.5))
def test_wilson(share: Share, alpha: float) -> None:
    low, high = proportion.proportion_confint(share.hits, share.n, alpha=alpha, method="wilson")
    assert wilson(share, alpha) == exactly((low, high))


@given(shares(), shares(), st.floats(0.001, 0.5))
def test_two_proportions(control: Share, other: Share, alpha: float) -> None:
    found = two_shares(control, other, alpha)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bounds = proportion.confint_proportions_2indep(
            other.hits, other.n, control.hits, control.n, method="newcomb", alpha=alpha
        )
        z, p = proportion.proportions_ztest([other.hits, control.hits], [other.n, control.n])
    assert (found.low, found.high) == exactly(bounds)
    if found.p is not None:
        assert found.statistic == exactly(z)
        assert found.p == exactly(p)
    else:
        cells = (control.hits, control.n - control.hits, other.hits, other.n - other.hits)
        assert min(cells) < 5


@given(
    st.integers(2, 10_000), st.floats(-1e3, 1e3), st.floats(0.01, 1e3),
    st.integers(2, 10_000), st.floats(-1e3, 1e3), st.floats(0.01, 1e3), st.floats(0.001, 0.5),
)  # fmt: skip
@settings(deadline=None)
def test_two_means(n1: int, m1: float, s1: float, n2: int, m2: float, s2: float, alpha: float) -> None:
    found = two_means(Mean(n1, m1, s1), Mean(n2, m2, s2), alpha)
    assert found is not None
    oracle = stats.ttest_ind_from_stats(m2, s2, n2, m1, s1, n1, equal_var=False)
    assert found.statistic == exactly(oracle.statistic)
    assert found.p == exactly(oracle.pvalue)
    first, second = s1**2 / n1, s2**2 / n2
    half = stats.t.ppf(1 - alpha / 2, found.df) * math.sqrt(first + second)
    assert (found.low, found.high) == pytest.approx((m2 - m1 - half, m2 - m1 + half), rel=1e-8, abs=1e-8)


@given(st.lists(st.integers(1, 100_000), min_size=2, max_size=10))
def test_sample_ratio(counts: list[int]) -> None:
    oracle = stats.chisquare(counts)
    assert mismatch(counts) == exactly((oracle.statistic, oracle.pvalue))


def test_sample_ratio_by_a_planned_split() -> None:
    oracle = stats.chisquare([900, 2100], [1000, 2000])
    assert mismatch([900, 2100], (1, 2)) == exactly((oracle.statistic, oracle.pvalue))


@given(shares(2000), shares(2000))
@settings(max_examples=50, deadline=None)
def test_chance_to_be_better(control: Share, other: Share) -> None:
    a, b = (
        stats.beta(control.hits + 1, control.n - control.hits + 1),
        stats.beta(other.hits + 1, other.n - other.hits + 1),
    )
    edges = np.unique(np.concatenate([b.ppf([1e-15, *np.linspace(1e-6, 1 - 1e-6, 40), 1 - 1e-15]), [0, 1]]))
    parts = [
        integrate.quad(lambda x: a.cdf(x) * b.pdf(x), low, high, epsabs=1e-13, epsrel=1e-12, limit=200)[0]
        for low, high in pairwise(edges)
    ]
    assert chance_better(control, other) == pytest.approx(math.fsum(parts), abs=2e-9)


@given(shares(), shares())
@settings(deadline=None)
def test_one_of_two_is_better(control: Share, other: Share) -> None:
    assume(control.n * other.n < 1e9)
    assert chance_better(control, other) + chance_better(other, control) == pytest.approx(1, abs=1e-9)


@given(st.floats(0.01, 0.9), st.floats(0.005, 0.09), st.floats(0.01, 0.2), st.floats(0.5, 0.95))
def test_sizes_for_proportions(first: float, lift: float, alpha: float, power: float) -> None:
    second = first + lift
    sure, strong = stats.norm.isf(alpha / 2), stats.norm.ppf(power)
    middle = (first + second) / 2
    root = sure * math.sqrt(2 * middle * (1 - middle)) + strong * math.sqrt(first * (1 - first) + second * (1 - second))
    n = size_for_shares(first, second, alpha, power)
    assert n == pytest.approx(math.ceil((root / lift) ** 2), abs=1)
    least = detectable_share(first, n, alpha, power)
    assert least is not None
    assert least <= lift * (1 + 1e-9)
    assert least == pytest.approx(lift, rel=0.2 if n < 100 else 0.02)


@given(st.floats(0.01, 100), st.floats(0.01, 100), st.floats(0.01, 0.2), st.floats(0.5, 0.95))
def test_sizes_for_means(difference: float, sd: float, alpha: float, power: float) -> None:
    n = size_for_means(difference, sd, alpha, power)
    assert n == pytest.approx(
        max(2 * ((stats.norm.isf(alpha / 2) + stats.norm.ppf(power)) * sd / difference) ** 2, 1), abs=1
    )
    assert detectable_mean(sd, n, alpha, power) <= difference * (1 + 1e-9)
