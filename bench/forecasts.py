"""How good forecasts are on real series: `python bench/forecasts.py [SEED...]` (`methods.md` 3.1, 3.5).

Key results are made of series that may be passed on: employment in the United States (package vega_datasets) and the
data sets of statsmodels. A window of a series is a key result's period; some of its values, up to a day within it, are
the check-ins; the target lies off the baseline by a part of what the series usually moves in such a time. Whether it
was reached, the series itself tells. The same seed makes the same key results.
"""

from __future__ import annotations

import random
import sys
import warnings
from itertools import accumulate
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.compute.calibration import Judged, Said, judged
from outtrack.compute.forecast import Points, cumulative, level
from outtrack.compute.outlook import scale

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outtrack.compute.forecast import Forecast

CASES: Final = 1800
STEP: Final = 7
"""Days from one value of a series to the next; only ratios of days matter to a forecast."""
SHORTEST, LONGEST = 6, 60
FEWEST, MOST = 3, 30


class Series(NamedTuple):
    """A real series, evenly spaced."""

    name: str
    unit: str | None
    values: list[float]


class Case(NamedTuple):
    """A key result made of a series, and what became of it."""

    series: str
    unit: str | None
    points: Points
    final: float
    is_rising: bool
    is_total: bool = False

    @property
    def came(self) -> bool:
        """Whether the target was reached at the due date."""
        return self.final >= self.points.target if self.is_rising else self.final <= self.points.target

    @property
    def is_on_pace(self) -> bool:
        """Whether the last check-in was where an even pace would have it: the naive forecast."""
        points = self.points
        way = (points.values[-1] - points.values[0]) / (points.target - points.values[0])
        return way >= points.days[-1] / points.length


def all_series() -> list[Series]:
    """Return every series, in a fixed order."""
    return [*_employment(), *_statsmodels()]


def _employment() -> Iterator[Series]:
    from vega_datasets import data

    table = data.us_employment()
    whole = [float(one) for one in table["nonfarm"]]
    for name in table.columns:
        if name in {"month", "nonfarm_change"}:
            continue
        values = [float(one) for one in table[name]]
        yield Series(name, "people", values)
        if name != "nonfarm":
            shares = [100 * part / total for part, total in zip(values, whole, strict=True)]
            yield Series(f"{name} share", "%", shares)


def _statsmodels() -> Iterator[Series]:
    import statsmodels.api as sm

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        co2 = sm.datasets.co2.load_pandas().data["co2"].interpolate()
        yield Series("co2", "ppm", [float(one) for one in co2])
        macro = sm.datasets.macrodata.load_pandas().data
        for name in macro.columns[2:]:
            unit = "%" if name in {"unemp", "infl", "realint", "tbilrate"} else "index" if name == "cpi" else "USD"
            yield Series(name, unit, [float(one) for one in macro[name]])
        yield Series("nile", "m³", [float(one) for one in sm.datasets.nile.load_pandas().data["volume"]])
        sun = sm.datasets.sunspots.load_pandas().data["SUNACTIVITY"]
        yield Series("sunspots", "spots", [float(one) for one in sun])
        months = sm.datasets.elnino.load_pandas().data.iloc[:, 1:]
        yield Series("elnino", None, [float(one) for row in months.values for one in row])
        danish = sm.datasets.danish_data.load_pandas().data
        for name in danish.columns:
            if name.startswith("l") or name in {"ibo", "ide"}:
                yield Series(f"danish {name}", None, [float(one) for one in danish[name]])


def cases(series: Sequence[Series], seed: int, number: int = CASES) -> Iterator[Case]:
    """Yield so many key results made of series, levels and running totals in turn; the same ones for the same seed."""
    dice = random.Random(seed)
    found = 0
    while found < number:
        made = (_total if found % 2 else _level)(dice, dice.choice(series))
        if made is not None:
            found += 1
            yield made


def _window(dice: random.Random, one: Series) -> tuple[list[float], list[int]] | None:
    """Return a window of a series, and the places of those of its values that are check-ins."""
    steps = dice.randint(SHORTEST, LONGEST)
    if steps >= len(one.values):
        return None
    begin = dice.randrange(len(one.values) - steps)
    window = one.values[begin : begin + steps + 1]
    last = max(int(dice.uniform(0.20, 0.92) * steps), 1)
    kept = dice.choice((1.0, 0.8, 0.5))
    places = [0, *(place for place in range(1, last + 1) if dice.random() < kept)]
    return (window, places) if FEWEST <= len(places) <= MOST else None


def _level(dice: random.Random, one: Series) -> Case | None:
    window = _window(dice, one)
    if window is None:
        return None
    values, places = window
    steps = len(values) - 1
    usual = median(abs(after - before) for before, after in zip(one.values, one.values[steps:], strict=False))
    is_rising = dice.random() < 1 / 2
    target = values[0] + (1 if is_rising else -1) * dice.uniform(0.1, 1.5) * usual
    if target == values[0] or (one.unit == "%" and not 0 < target < 100):  # noqa: PLR2004 - percent
        return None
    points = Points(
        [STEP * place for place in places], [values[place] for place in places], target, STEP * steps
    )  # fmt: skip
    return Case(one.name, one.unit, points, values[-1], is_rising)


def _total(dice: random.Random, one: Series) -> Case | None:
    """Return a running total of a positive series, with a target by its rate before the window's check-ins end."""
    window = _window(dice, one)
    if window is None or min(window[0]) <= 0:
        return None
    values, places = window
    totals = [0.0, *accumulate(values[1:])]
    rate = totals[places[-1]] / places[-1] if places[-1] else 0
    target = dice.uniform(0.6, 1.5) * rate * (len(values) - 1)
    if target <= 0:
        return None
    points = Points(
        [STEP * place for place in places], [totals[place] for place in places], target, STEP * (len(values) - 1)
    )
    return Case(one.name, one.unit, points, totals[-1], is_rising=True, is_total=True)


class Figures(NamedTuple):
    """How good forecasts were over many key results."""

    forecast: Judged
    pace: Judged
    base: Judged
    inside: float
    """The share of final values within the interval of 80 %."""


def figures(found: Sequence[Case]) -> Figures:
    """Return how good the forecasts of these key results are, beside naive ones."""
    made = [_forecast(one) for one in found]
    share = sum(one.came for one in found) / len(found)
    bounds = [one.interval for one in made]
    inside = sum(low <= case.final <= high for case, (low, high) in zip(found, bounds, strict=True))
    told = [
        judged([Said(chance, case.came) for case, chance in zip(found, chances, strict=True)])
        for chances in (
            [one.probability for one in made],
            [float(case.is_on_pace) for case in found],
            [share] * len(found),
        )
    ]
    forecast, pace, base = (one for one in told if one is not None)
    return Figures(forecast, pace, base, inside / len(found))


def _forecast(case: Case) -> Forecast:
    if case.is_total:
        return cumulative(case.points)
    return level(case.points, scale(case.points, case.unit), is_rising=case.is_rising)


def main(seeds: Sequence[int]) -> None:
    """Print the figures of each seed: of all key results, of the levels among them, of the running totals."""
    series = all_series()
    for seed in seeds:
        found = list(cases(series, seed))
        for name, some in (
            ("all", found),
            ("levels", [one for one in found if not one.is_total]),
            ("totals", [one for one in found if one.is_total]),
        ):
            one = figures(some)
            sys.stdout.write(
                f"seed {seed}, {name:6}: Brier {one.forecast.brier:.4f}, pace {one.pace.brier:.4f}, "
                f"constant {one.base.brier:.4f}, ECE {one.forecast.ece:.3f}, within 80% {one.inside:.3f}\n"
            )


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [1, 2, 3])
