"""One arm of an experiment beside its control: the difference, and what it allows to conclude (`methods.md` 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from outtrack.compute.inference import Difference, Mean, Share, chance_better, two_means, two_shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outtrack.compute.arms import Sample, Seen

FULL: Final = 100
FEWEST: Final = 2
"""A spread takes two."""
_MOST_SUMMED: Final = 200_000


class Comparison(NamedTuple):
    """One arm beside the control."""

    arm: str
    difference: Difference | None
    """The arm less the control; None where it can't be said."""
    is_share: bool
    better: str
    chance: float | None
    """Of shares, the chance that this arm is the better one; None where it is not worked out."""
    lift: float | None
    """What was asked for, above 0, in the unit of the difference; None where there is no bar."""
    advice: str | None
    missing: str | None
    """Why there is no difference, or no advice."""

    @property
    def gain(self) -> tuple[float, float] | None:
        """The bounds of the difference, turned so that more is better."""
        if self.difference is None:
            return None
        low, high = self.difference.low, self.difference.high
        return (low, high) if self.better == "higher" else (-high, -low)


def compared(arms: Sequence[Seen], success: Any, better: str, alpha: float) -> Iterator[Comparison]:
    """Yield each arm beside the control, the first one."""
    for arm in arms[1:]:
        control, other = arms[0].sample, arm.sample
        is_share = isinstance(control, Share)
        missing = arms[0].missing or arm.missing
        apart = chance = lift = None
        if control is not None and other is not None:
            apart, missing = _difference(control, other, alpha)
            if isinstance(control, Share) and isinstance(other, Share):
                chance = _chance(control, other, better)
            if apart and success is not None and success.lift is not None:
                lift, missing = lift_of(success.lift, control)
        found = Comparison(arm.name, apart, is_share, better, chance, lift, None, missing)
        if lift is not None and (gain := found.gain):
            found = found._replace(advice=advised(*gain, lift))
        yield found


def _difference(control: Sample, other: Sample, alpha: float) -> tuple[Difference | None, str | None]:
    if isinstance(control, Share) and isinstance(other, Share):
        return two_shares(control, other, alpha), None
    if isinstance(control, Mean) and isinstance(other, Mean):
        found = two_means(control, other, alpha)
        if found or min(control.n, other.n) >= FEWEST:
            return found, None if found else "nothing varies in either arm"
        return None, "a mean of one person has no spread: it takes two in each arm"
    return None, "one arm has conversions, another has a mean: they can't be compared"


def _chance(control: Share, other: Share, better: str) -> float | None:
    """Return the chance that the other share is the better one; None where the sum would take too long."""
    fewest = min(control.hits, control.n - control.hits, other.hits, other.n - other.hits)
    if fewest > _MOST_SUMMED:
        return None
    chance = chance_better(control, other)
    return chance if better == "higher" else 1 - chance


def lift_of(lift: Any, control: Sample | float) -> tuple[float | None, str | None]:
    """Return the size of a lift over a control, above 0, shares as 0 to 1; else what is wrong with it.

    A control that is a number is a share.
    """
    is_share = not isinstance(control, Mean)
    base = control.mean if isinstance(control, Mean) else control.rate if isinstance(control, Share) else control
    if lift.unit == "%":
        size = abs(lift.by / FULL * base)
        return (size, None) if size else (None, f"{lift.text} of a control that is 0 is nothing: say it in points")
    if is_share and not lift.unit:
        return None, f"`lift: {lift.text}` of a share: write {lift.text}pp for points, or {lift.text}% of the control"
    size = abs(lift.by / FULL) if is_share else abs(lift.by)
    return (size, None) if size else (None, "a lift of 0 is no bar")


def advised(low: float, high: float, lift: float) -> str:
    """Return the advice that follows from an interval, turned so that more is better, and the lift asked for."""
    if low >= lift:
        return "persevere"
    if low > 0:
        return "persevere_size_uncertain"
    return "stop_or_pivot" if high < lift else "inconclusive"
