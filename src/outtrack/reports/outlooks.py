"""How a forecast reads: the chance, the interval, what it rests on, or why there is none (`methods.md` 3.4)."""

from __future__ import annotations

import re
from math import floor, log10
from typing import TYPE_CHECKING, Final

from outtrack.compute.forecast import LEAST
from outtrack.figures import amount, number
from outtrack.reports.texts import likely

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outtrack.compute.forecast import Forecast, Points
    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.outlook import Outlook
    from outtrack.reports.sources import Fact
    from outtrack.shapes import Data

_CYCLE: Final = re.compile(r"(\d{1,4})\s*(d|w|mo|m|y)\w*")
_DAYS: Final = {"d": 1, "w": 7, "m": 30.4375, "mo": 30.4375, "y": 365.25}
TO: Final = "\N{EN DASH}"
"""What stands between the bounds of an interval."""
MODELS: Final = {
    "level": "a level that drifts, seen through noise",
    "cumulative": "a total whose rate wanders",
    "counts": "small counts at a rate that is learned from them",
}


def outlook_text(found: Outlook, unit: str | None, due: date | None, as_of: date, next_due: date | None) -> str:
    """Return a forecast in one line: `≈20% to reach 25 by 03-31; 80%: …; 4 measurements (few)`."""
    if found.forecast is None or found.points is None or due is None:
        return f"— ({missing_text(found, next_due, as_of)})"
    few = " (few)" if found.is_few else ""
    return (
        f"{likely(found.forecast.probability)} to reach {amount(found.points.target, unit)} by {day(due, as_of)}; "
        f"80%: {interval_text(found.forecast, found.points)}; {found.forecast.n} measurements{few}"
    )


def missing_text(found: Outlook, next_due: date | None, as_of: date) -> str:
    """Return why there is no forecast; where a check-in would help, when the next one is due, or was."""
    if next_due is None or found.points is None or found.points.rest <= 0:
        return found.missing or ""
    return f"{found.missing}; {'next' if next_due >= as_of else 'was'} due {day(next_due, as_of)}"


def day(one: date, as_of: date) -> str:
    """Return a day as briefly as the day that is looked at allows: without the year where that is the same."""
    return one.isoformat() if one.year != as_of.year else one.isoformat()[5:]


def interval_text(made: Forecast, points: Points) -> str:
    """Return the interval of a forecast, no more exact than what it rests on."""
    decimals = decimals_of(points)
    return TO.join(bound_text(bound, decimals) for bound in made.interval)


def decimals_of(points: Points) -> int:
    """Return with how many decimals a series was measured, its target among them."""
    from decimal import Decimal

    exponents = (Decimal(repr(float(one))).normalize().as_tuple().exponent for one in (*points.values, points.target))
    return max(0, *(-one for one in exponents if isinstance(one, int)))


def bound_text(bound: float, decimals: int) -> str:
    """Return the bound of an interval with three significant digits at most: more would be a false precision."""
    digits = 2 - floor(log10(abs(bound))) if bound else 0
    return number(round(bound, max(min(decimals, digits), 0)))


def next_checkin(one: KeyResultStanding) -> date | None:
    """Return the day by which the next check-in is due; None where there was none yet."""
    return one.cadence.after(one.last) if one.last else None


def seasonal(found: Outlook, seasonality: str | None) -> str:
    """Return the warning that a forecast may be seasonal, where a cycle is declared and fewer than two were seen."""
    cycle = _CYCLE.match(seasonality or "")
    if cycle is None or found.points is None or found.forecast is None:
        return ""
    seen = found.points.days[-1] - found.points.days[0]
    if seen >= 2 * int(cycle[1]) * _DAYS[cycle[2]]:
        return ""
    return "may be seasonal; compare with the same season"


def outlook_data(found: Outlook, seasonality: str | None = None) -> Data:
    """Return a forecast as data for machines."""
    made = found.forecast
    low, high = made.interval if made else (None, None)
    return {
        "probability": made.probability if made else None,
        "low": low,
        "high": high,
        "middle": made.middle if made else None,
        "measurements": made.n if made else len(found.points.days) if found.points else None,
        "few": found.is_few,
        "model": made.model if made else None,
        "scale": made.scale if made else None,
        "missing": found.missing,
        "seasonal": bool(seasonal(found, seasonality)),
    }


def outlook_facts(one: KeyResultStanding, found: Outlook) -> Iterator[Fact]:
    """Yield how a forecast comes about: the model, the series, the result."""
    if found.forecast is None or found.points is None or one.start is None:
        yield "result", f"— ({found.missing})", ""
        if found.points:
            yield "needs", f"{LEAST} measurements on {LEAST} days, the baseline among them, before the due date", ""
        return
    made, points = found.forecast, found.points
    scale = "" if made.scale == "identity" else f", on a {made.scale} scale"
    yield "model", f"{MODELS[made.model]}{scale}", ""
    series = ", ".join(f"{number(value)} on day {on:g}" for on, value in zip(points.days, points.values, strict=True))
    yield "measurements", f"{series}; due on day {points.length:g}", ""
    low, middle, high = (number(one) for one in (made.interval[0], made.middle, made.interval[1]))
    yield "at the due date", f"{middle}, with 80% within {low} to {high}", ""
    yield "result", f"{made.probability:.4g} to reach {amount(points.target, one.unit)}", ""
