"""The figures of an experiment's arms as samples, or what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from outtrack.compute.inference import Mean, Share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outtrack.model.experiment import Arm

Sample: TypeAlias = Share | Mean


class Seen(NamedTuple):
    """What was seen in one arm."""

    name: str
    sample: Sample | None
    """The figures; None where they can't be used."""
    missing: str | None
    """Why they can't be used; None where they can."""
    n: int | None
    is_double: bool = False
    """Whether there is a mean beside the conversions that are used."""


def seen(arms: Sequence[Arm]) -> list[Seen]:
    """Return what was seen in each arm; the first one is the control."""
    return [_seen(arm, arm_name(arm, number, len(arms))) for number, arm in enumerate(arms)]


def arm_name(arm: Arm, number: int, many: int) -> str:
    """Return the name of the arm at a place from 0, one of so many; what it is where it has none."""
    first = "control" if many > 1 else "the only arm"
    return arm.name or (f"arm {number + 1}" if number else first)


def _seen(arm: Arm, name: str) -> Seen:
    n, hits = arm.n, arm.conversions
    if n is None:
        return Seen(name, None, f"`{name}` does not say how many took part: add `n`", None)
    if n == 0:
        return Seen(name, None, f"nobody took part in `{name}` (n is 0): there is nothing to compute", 0)
    if hits is not None:
        if not 0 <= hits <= n:
            return Seen(name, None, f"`{name}`: {hits} conversions of {n} people can't be", n)
        return Seen(name, Share(hits, n), None, n, arm.mean is not None)
    if arm.mean is None:
        return Seen(name, None, f"`{name}` has no figures: add `conversions`, or `mean` and `sd`", n)
    if arm.sd is None:
        return Seen(name, None, f"`{name}` has a mean without its spread: add `sd`", n)
    if arm.sd < 0:
        return Seen(name, None, f"`{name}`: a standard deviation of {arm.sd:g} can't be", n)
    return Seen(name, Mean(n, float(arm.mean), float(arm.sd)), None, n)
