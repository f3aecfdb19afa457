"""From key results to outcomes, and from outcomes to what they serve (`methods.md` 1.3)."""

from __future__ import annotations

from math import floor, isfinite
from typing import TYPE_CHECKING, Final

from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

SUCCESS: Final = {"committed": 1.0, "aspirational": 0.7}


@dataclass(frozen=True, slots=True)
class Rollup:
    """What a set of weighted parts comes to.

    `progress` is the measured progress: the unmeasured counts as none, so that measuring more never lowers it;
    None where nothing is measured. `coverage` is the share of the weights that is measured, from 0 to 1.
    """

    progress: float | None = None
    coverage: float | None = None

    @property
    def of_measured(self) -> float | None:
        """The mean of the measured part alone; worth saying only where the coverage is below 1."""
        if self.progress is None or not self.coverage:
            return None
        return self.progress / self.coverage


def of_key_results(parts: Iterable[tuple[float, float | None]]) -> Rollup:
    """Return the roll-up of (weight, raw progress): the weighted mean of the progress within 0 to 1."""
    whole = measured = total = 0.0
    for weight, raw in parts:
        whole += weight
        if raw is not None and weight:
            measured += weight
            total += weight * (0.0 if raw < 0 else 1.0 if raw > 1 else raw)
    if not whole or not isfinite(whole):
        return Rollup()
    return Rollup(total / whole if measured else None, measured / whole)


def of_outcomes(parts: Iterable[tuple[float, Rollup]]) -> Rollup:
    """Return the roll-up of (weight, roll-up) of the outcomes that contribute."""
    whole = covered = total = 0.0
    for weight, part in parts:
        whole += weight
        covered += weight * (part.coverage or 0.0)
        total += weight * (part.progress or 0.0)
    if not whole or not isfinite(whole):
        return Rollup()
    return Rollup(total / whole if covered else None, covered / whole)


def score(progress: float) -> float:
    """Return the score at the close: within 0 to 1, rounded half up to one decimal."""
    tenths = 10 * min(max(progress, 0.0), 1.0)
    return floor(round(tenths, 9) + 0.5) / 10  # 0.35 is a half, though 0.35 as it was computed may lie a hair below


def is_success(value: float, ambition: str) -> bool:
    """Return whether a score is a success: 1.0 for what was committed, 0.7 for what was aspired to."""
    return value >= SUCCESS[ambition]


def net_confidence(statuses: Iterable[str]) -> float | None:
    """Return the share on track minus the share off track, in points of 100; None where none has such a word."""
    words = [word for word in statuses if word in {"on_track", "at_risk", "off_track"}]
    if not words:
        return None
    return 100 * (words.count("on_track") - words.count("off_track")) / len(words)
