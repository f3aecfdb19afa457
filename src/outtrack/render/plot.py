"""A map on a terminal: points by their marks, between the lines that part the quarters."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Final

from outtrack.frozen import dataclass
from outtrack.render.measure import cut, width
from outtrack.render.pieces import Line, Piece
from outtrack.render.quarters import HALF, along, places
from outtrack.render.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.render.quarters import Place
    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Map, Point, Tone

WIDEST: Final = 100
HEIGHT: Final = 21
MOST: Final = 60
"""So many points are drawn; more would stand on each other."""
NARROWEST: Final = 40


def plot(shape: Map, terminal: Terminal) -> Iterator[Line]:
    """Yield the lines of the plot, more of `x` to the left and more of `y` upwards; nothing where it has no room."""
    size = min(terminal.width, WIDEST) - 2
    if not shape.points or size < NARROWEST:
        return
    drawn = _Grid(size, HEIGHT, is_ascii=terminal.is_ascii)
    drawn.part()
    marked = sum([drawn.mark(*one) for one in zip(shape.points[:MOST], places(shape), strict=False)])
    for number, corner in enumerate(shape.corners):
        drawn.corner(safe(corner, terminal), number, terminal)
    up, left = ("^", "<--") if terminal.is_ascii else ("↑", "←")
    yield [Piece(f"{up} {safe(shape.y.title, terminal)}", "dim")]
    yield from drawn.lines()
    yield [Piece(f"{left} {safe(shape.x.title, terminal)}", "dim")]
    if marked < len(shape.points):
        first = "the first " if marked == MOST else ""
        yield [Piece(f"{first}{marked} of {len(shape.points):,} are drawn, all are in the list", "dim")]
    yield []


@dataclass
class _Grid:
    """Signs with tones, by row and column, framed."""

    wide: int
    high: int
    is_ascii: bool
    signs: list[list[Piece]] = field(init=False)
    taken: set[tuple[int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.signs = [[Piece(" ")] * self.wide for _ in range(self.high)]

    @property
    def middle(self) -> tuple[int, int]:
        """The column and the row of the lines that part the quarters."""
        return self.wide // 2, self.high // 2

    def part(self) -> None:
        """Draw the lines that part the quarters."""
        column, row = self.middle
        across, down = (".", ":") if self.is_ascii else ("┄", "┆")
        for place in range(self.wide):
            self.signs[row][place] = Piece(across, "dim")
        for place in range(self.high):
            self.signs[place][column] = Piece(down, "dim")

    def mark(self, point: Point, place: Place) -> bool:
        """Put a mark at its place, or at the nearest that is free in its own quarter, and return whether one was."""
        size = len(point.mark)
        middle, level = self.middle
        right, bottom = self.wide - 1 - size, self.high - 2
        columns = (1, middle - size) if place.x >= HALF else (middle + 1, right)
        rows = (1, level - 1) if place.y >= HALF else (level + 1, bottom)
        column, row = round(along(place.x, columns)), round(along(place.y, rows))
        for some in ([(column, row)], _spots(columns, rows)):
            free = [one for one in some if self._is_free(*one, size)]
            if free:
                nearest = min(free, key=lambda one: ((one[0] - column) ** 2 + 4 * (one[1] - row) ** 2, one))
                self._put(*nearest, point.mark, point.tone)
                return True
        return False

    def _is_free(self, column: int, row: int, size: int) -> bool:
        if not (column >= 0 and column + size <= self.wide and 1 <= row < self.high - 1):
            return False
        return not any((row, place) in self.taken for place in range(column - 1, column + size + 1))

    def _put(self, column: int, row: int, text: str, tone: Tone) -> None:
        for place, char in enumerate(text, column):
            self.signs[row][place] = Piece(char, tone)
            self.taken.add((row, place))

    def corner(self, text: str, number: int, terminal: Terminal) -> None:
        """Write the name of a quarter along its outer edge: the first two on top, the first and third at the left."""
        column, _ = self.middle
        row = 0 if number in (0, 1) else self.high - 1
        is_left = number in (0, 2)
        room = column - 1 if is_left else self.wide - column - 2
        shown = cut(text if width(text) <= room else text.partition(":")[0], max(room, 0), terminal)
        if not shown.isascii() and width(shown) != len(shown):
            return
        start = 0 if is_left else self.wide - len(shown)
        self._put(start, row, shown, "dim")

    def lines(self) -> Iterator[Line]:
        corners, across, down = ("++++", "-", "|") if self.is_ascii else ("┌┐└┘", "─", "│")
        yield [Piece(corners[0] + across * self.wide + corners[1], "dim")]
        for signs in self.signs:
            yield [Piece(down, "dim"), *signs, Piece(down, "dim")]
        yield [Piece(corners[2] + across * self.wide + corners[3], "dim")]


def _spots(columns: tuple[int, int], rows: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the column and row of every sign within two columns and two rows, these included."""
    return [(column, row) for row in range(rows[0], rows[1] + 1) for column in range(columns[0], columns[1] + 1)]
