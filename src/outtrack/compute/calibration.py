"""How good forecasts have been: of what was said to be likely, how much came true (`methods.md` 3.1, 3.5)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.compute.outlook import outlook_of
from outtrack.compute.standing import Standings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.snapshot import Snapshot

BINS: Final = 10
LEAST: Final = 20
"""From so many key results on the figures say something."""
NEAR: Final = 2
"""Within so many cadences of the due date the last value must lie, to be the one that it ended with."""


class Said(NamedTuple):
    """One chance that was said, and what became of it."""

    chance: float
    came: bool


class Replayed(NamedTuple):
    """What would have been forecast of a key result on the day of one of its check-ins, and what became of it."""

    key_result: str
    day: date
    chance: float
    came: bool
    is_inside: bool
    """Whether the final value lies within the interval of 80 %."""
    by_pace: bool
    """Whether it was at least where an even pace would have it: what is forecast without any model."""
    confidence: float | None
    """What its owner thought on that day; None where nothing was said."""


class Judged(NamedTuple):
    """How good chances were."""

    n: int
    brier: float
    """The mean of (chance - what came)², 0 to 1; less is better."""
    ece: float
    """The calibration error over ten bins: how far what was said lies from what came, 0 to 1."""
    came: float
    """The share that came true."""


def judged(said: Sequence[Said]) -> Judged | None:
    """Return how good chances were; None where none was said."""
    if not said:
        return None
    brier = sum((one.chance - one.came) ** 2 for one in said) / len(said)
    bins: dict[int, list[Said]] = {}
    for one in said:
        bins.setdefault(min(int(one.chance * BINS), BINS - 1), []).append(one)
    apart = sum(abs(sum(one.chance - one.came for one in each)) for each in bins.values())
    return Judged(len(said), brier, apart / len(said), sum(one.came for one in said) / len(said))


def replay(snapshot: Snapshot) -> Iterator[Replayed]:
    """Yield what would have been forecast on the day of each check-in of the key results that are over.

    Over are those whose due date has passed, with a value near it. The goalposts are those of the day.
    """
    for outcome in Standings(snapshot).all():
        for one in outcome.key_results:
            if not _is_over(one, snapshot.as_of):
                continue
            for day in _days(one):
                then = Standings(replace(snapshot, as_of=day)).of(outcome.outcome.ref)
                found = next((each for each in then.key_results if each.id == one.id), None) if then else None
                if found is not None and (said := _replayed(one, found, day)):
                    yield said


def _is_over(one: KeyResultStanding, as_of: date) -> bool:
    """Return whether a key result has ended with a value near its due date."""
    if one.due is None or one.due >= as_of or one.progress.raw is None or one.last is None:
        return False
    return outlook_of(one).points is not None and one.cadence.after(one.last, NEAR) >= one.due


def _days(one: KeyResultStanding) -> list[date]:
    """Return the days of its values but for the last one, which is what it came to."""
    days = sorted({entry.date for entry in one.series.values if one.due is None or entry.date <= one.due})
    return days[:-1]


def _replayed(one: KeyResultStanding, then: KeyResultStanding, day: date) -> Replayed | None:
    found = outlook_of(then)
    if found.forecast is None or found.points is None or one.progress.value is None:
        return None
    target, value = found.points.target, one.progress.value
    is_rising = one.shape == "cumulative" or target > (then.progress.baseline or 0)
    low, high = found.forecast.interval
    pace = (then.progress.raw or 0) >= (then.expected or 0)
    came = value >= target if is_rising else value <= target
    return Replayed(one.id, day, found.forecast.probability, came, low <= value <= high, pace, then.confidence)
