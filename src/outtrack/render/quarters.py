"""Where a point lies between the ends of an axis: each half has its own scale, so that all quarters are of one size.

On one scale for all, the few points far out would press the many into a corner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from outtrack.shapes import Map

_EXACT: Final = 1e-9  # values that differ by less are the same


class Place(NamedTuple):
    """A place on both axes, 0 to 1 each."""

    x: float
    y: float

    @property
    def quarter(self) -> int:
        """The quarter in which it lies, in the order of the corners of a map."""
        return 2 * (self.y < HALF) + (self.x < HALF)


HALF: Final = 0.5
"""The place of the split: what reaches it lies here or beyond."""


def places(shape: Map) -> list[Place]:
    """Return the place of each point of a map, in their order."""
    most_x = max([point.x for point in shape.points], default=0.0)
    most_y = max([point.y for point in shape.points], default=0.0)
    return [
        Place(_place(point.x, shape.x.split, most_x), _place(point.y, shape.y.split, most_y)) for point in shape.points
    ]


def _place(value: float, split: float, most: float) -> float:
    if value <= 0 or value < split * (1 - _EXACT):
        return HALF * value / split if split else 0.0
    return HALF + HALF * max(value - split, 0) / (most - split) if most > split * (1 + _EXACT) else HALF


def along(place: float, half: tuple[float, float]) -> float:
    """Return where a place lies between the two ends of its own half, of which the first has more."""
    share = 2 * place - 1 if place >= HALF else 2 * place
    return half[0] + (1 - share) * (half[1] - half[0])
