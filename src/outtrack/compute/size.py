"""How many people an experiment needs, and what so many can show (`methods.md` 4)."""

from __future__ import annotations

import math
from typing import NamedTuple

from outtrack.compute.inference import (
    ALPHA,
    POWER,
    detectable_mean,
    detectable_share,
    size_for_means,
    size_for_shares,
)


class Wanted(NamedTuple):
    """What an experiment is to find out."""

    baseline: float | None
    """The share of the control, 0 to 1; for means not needed."""
    lift: float | None
    """The difference to be seen, shares from 0 to 1; None where only the detectable one is asked for."""
    sd: float | None = None
    """The standard deviation of a mean; None for shares."""
    alpha: float = ALPHA
    power: float = POWER
    arms: int = 2
    looks: int = 1
    n: int | None = None
    """A size per arm that is given."""
    traffic: float | None = None
    """How many people a day there are, for all arms together."""

    @property
    def each(self) -> float:
        """Alpha as it is shared between the looks, and between the arms beside the control."""
        return self.alpha / self.looks / (self.arms - 1)


class Size(NamedTuple):
    """What it takes."""

    per_arm: int | None
    """How many each arm needs for the lift; None where none was asked for."""
    total: int | None
    days: int | None
    """How many days that takes; None where the traffic is not known."""
    detectable: float | None
    """The least difference that arms of the given size can be expected to show; None where 100 % is too little."""
    days_of_n: int | None
    """How many days the given size takes."""


def size(wanted: Wanted) -> Size:
    """Return what an experiment needs; where a lift is asked for, it leads from the baseline to a share of 0 to 1."""
    per_arm = detectable = None
    if wanted.lift is not None:
        if wanted.sd is None:
            base = wanted.baseline or 0.0
            per_arm = size_for_shares(base, base + wanted.lift, wanted.each, wanted.power)
        else:
            per_arm = size_for_means(wanted.lift, wanted.sd, wanted.each, wanted.power)
    if wanted.n is not None:
        base = wanted.baseline or 0.0
        if wanted.sd is None:
            detectable = detectable_share(base, wanted.n, wanted.each, wanted.power) if base < 1 else None
        else:
            detectable = detectable_mean(wanted.sd, wanted.n, wanted.each, wanted.power)
    return Size(
        per_arm, per_arm * wanted.arms if per_arm else None, _days(per_arm, wanted), detectable, _days(wanted.n, wanted)
    )


def _days(per_arm: int | None, wanted: Wanted) -> int | None:
    return math.ceil(per_arm * wanted.arms / wanted.traffic) if per_arm and wanted.traffic else None
