"""How much a test can prove, by its method: the ladder of evidence (`methods.md` 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from outtrack.model.experiment import Experiment

FEW_TALKS: Final = 3
MANY_TALKS: Final = 20
_RUNGS: Final = {
    "survey": (1, 3),
    "fake_door": (1, 3),
    "prototype": (3, 3),
    "concierge": (3, 3),
    "wizard_of_oz": (3, 3),
    "before_after": (3, 3),
    "ab_test": (4, 5),
}
_OWN: Final = frozenset(("wizard_of_oz", "before_after"))
"""The placing of these is ours."""
_SAYING: Final = frozenset(("interview", "survey"))


class Rung(NamedTuple):
    """A place on the ladder, which goes from 0.01 to 10."""

    low: float
    high: float
    is_own: bool
    """Whether the placing is ours, not the author's."""
    is_doing: bool
    """Whether it shows what people do; else what they say, which is worth less."""


def rung(method: str | None, n: int | None) -> Rung | None:
    """Return the rung of a method with so many data points; None for a method that tests nothing with people."""
    if method == "interview":
        if n is not None and n >= MANY_TALKS:
            return Rung(3, 3, is_own=False, is_doing=False)
        if n is not None and n > FEW_TALKS:
            return Rung(1, 3, is_own=True, is_doing=False)
        return Rung(0.5, 1, is_own=False, is_doing=False)
    if method not in _RUNGS:
        return None
    low, high = _RUNGS[method]
    return Rung(low, high, is_own=method in _OWN, is_doing=method not in _SAYING)


def data_points(experiment: Experiment) -> int | None:
    """Return how many people, or cases, an experiment rests on; None where its figures don't say."""
    sizes = [arm.n for arm in experiment.result.arms if arm.n is not None] if experiment.result else []
    return sum(sizes) if sizes else None
