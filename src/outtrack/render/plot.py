"""A map on a terminal: points by their marks, between the lines that part the quarters."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Final

from outtrack.frozen import dataclass
from outtrack.render.measure import cut, width
from outtrack.render.pieces import Line, Piece
from outtrack.render.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    points = shape.points[:MOST]
    most_x = max([shape.x.split, *(point.x for point in points)]) or 1
    most_y = max([shape.y.split, *(point.y for point in points)]) or 1
    column, row = drawn.column(shape.x.split / most_x), drawn.row(shape.y.split / most_y)
    drawn.part(column, row)
    for point in points:
        drawn.mark(point, drawn.column(point.x / most_x), drawn.row(point.y / most_y))
    for number, corner in enumerate(shape.corners):
        drawn.corner(safe(corner, terminal), number, column, terminal)
    up, left = ("^", "<--") if terminal.is_ascii else ("↑", "←")
    yield [Piece(f"{up} {safe(shape.y.title, terminal)}", "dim")]
    yield from drawn.lines()
    yield [Piece(f"{left} {safe(shape.x.title, terminal)}", "dim")]
    if len(shape.points) > MOST:
        yield [Piece(f"the first {MOST} of {len(shape.points):,} are drawn", "dim")]
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

    def column(self, share: float) -> int:
        return round((1 - share) * (self.wide - 4)) + 1

    def row(self, share: float) -> int:
        return 1 + round((1 - share) * (self.high - 3))

    def part(self, column: int, row: int) -> None:
        across, down = (".", ":") if self.is_ascii else ("┄", "┆")
        for place in range(self.wide):
            self.signs[row][place] = Piece(across, "dim")
        for place in range(self.high):
            self.signs[place][column] = Piece(down, "dim")

    def mark(self, point: Point, column: int, row: int) -> None:
        """Put a mark at its place, or at the nearest that is free."""
        size = len(point.mark)
        for far in range(self.wide):
            for down in range(-min(far // 3, self.high), min(far // 3, self.high) + 1):
                for aside in (far, -far):
                    if self._is_free(column + aside, row + down, size):
                        self._put(column + aside, row + down, point.mark, point.tone)
                        return

    def _is_free(self, column: int, row: int, size: int) -> bool:
        if not (column >= 0 and column + size <= self.wide and 1 <= row < self.high - 1):
            return False
        return not any((row, place) in self.taken for place in range(column - 1, column + size + 1))

    def _put(self, column: int, row: int, text: str, tone: Tone) -> None:
        for place, char in enumerate(text, column):
            self.signs[row][place] = Piece(char, tone)
            self.taken.add((row, place))

    def corner(self, text: str, number: int, column: int, terminal: Terminal) -> None:
        """Write the name of a quarter along its outer edge: the first two on top, the first and third at the left."""
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
