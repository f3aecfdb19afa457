"""Tables -> lines: a line a row where all columns fit, else a headline and the rest below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.frozen import dataclass
from outtrack.render.cells import cell_text
from outtrack.render.measure import cut, pad, width, wrap
from outtrack.render.pieces import GAP, Line, Piece, heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Column, Row

NARROWEST_TITLE = 22
WIDEST_TITLE = 60


def table(
    columns: Sequence[Column], rows: Sequence[Row], terminal: Terminal, *, is_headed: bool = False
) -> Iterator[Line]:
    """Yield a table: one line a row where all columns fit, else a headline and a second line for the rest.

    Headlines stand under the titles of their columns if the table `is_headed`: where the figures don't speak for
    themselves.
    """
    if not rows:
        return
    texts = [[cell_text(cell, is_ascii=terminal.is_ascii) for cell in row.cells] for row in rows]
    is_used = [index == 0 or any(row[index] for row in texts) for index in range(len(columns))]
    widths = [
        max(width(columns[index].title), *(width(row[index]) for row in texts)) if is_used[index] else 0
        for index in range(len(columns))
    ]
    laid = _Laid(columns, rows, texts, widths, terminal)
    if any(column.is_apart for column in columns):
        yield from laid.stacked(is_headed=is_headed)
        return
    deepest = 2 * max(row.depth for row in rows)
    first = min(widths[0] + deepest, WIDEST_TITLE)
    aside = [index for index, column in enumerate(columns) if column.is_aside]
    optional = [index for index, column in enumerate(columns) if column.is_optional]
    tries = [([], []), *((optional, aside[:number]) for number in range(len(aside) + 1))]
    for left_out, below in tries:
        wide = [0 if index in {*left_out, *below} else size for index, size in enumerate(widths)]
        rest = sum(size + len(GAP) for size in wide[1:] if size)
        if first + rest <= terminal.width:
            widths[:] = [first, *wide[1:]]
            yield from laid.wide(below)
            return
    yield from laid.stacked(is_headed=is_headed)


@dataclass(frozen=True, slots=True)
class _Laid:
    """A table with the texts of its cells, and how wide each column is; 0 for one that does not stand in line."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    texts: list[list[str]]
    widths: list[int]
    terminal: Terminal

    def wide(self, below: list[int]) -> Iterator[Line]:
        """Yield a line a row, under the titles; the columns `below` together on a line of their own."""
        terminal, used = self.terminal, [index for index, size in enumerate(self.widths) if size]
        yield [Piece(GAP.join(self._pad(index, self.columns[index].title) for index in used), "dim")]
        group = None
        for row, text in zip(self.rows, self.texts, strict=True):
            if row.group is not None and row.group != group:
                group = row.group
                yield []
                yield from heading(group, terminal)
            line = []
            for index in used:
                shown = text[index]
                if index == 0:
                    shown = "  " * row.depth + cut(shown, self.widths[0] - 2 * row.depth, terminal)
                line.append(Piece(self._pad(index, shown), row.cells[index].tone))
                line.append(Piece(GAP))
            yield line[:-1]
            yield from self._details(row, text, below, "  " * (row.depth + 1))

    def _pad(self, index: int, text: str) -> str:
        return pad(text, self.widths[index], to_right=self.columns[index].is_right)

    def stacked(self, *, is_headed: bool = False) -> Iterator[Line]:
        """Yield a headline a row, and below it, indented, what had no room there."""
        terminal = self.terminal
        heads, taken = _headline(self.columns, self.widths, terminal.width - NARROWEST_TITLE)
        self.widths[0] = room = max(min(terminal.width - taken, WIDEST_TITLE), NARROWEST_TITLE)
        if is_headed:
            yield [Piece(GAP.join(self._pad(index, self.columns[index].title) for index in (0, *heads)), "dim")]
        group = None
        for number, (row, text) in enumerate(zip(self.rows, self.texts, strict=True)):
            if row.group is not None and row.group != group:
                group = row.group
                yield from ([[]] if number else [])
                yield from heading(group, terminal)
            elif number and row.depth == 0:
                yield []
            indent = "  " * row.depth
            line = [Piece(self._pad(0, indent + cut(text[0], room - len(indent), terminal)), row.cells[0].tone)]
            for index in heads:
                line += [Piece(GAP), Piece(self._pad(index, text[index]), row.cells[index].tone)]
            yield line
            yield from self._below(row, text, heads, indent + "  ")

    def _below(self, row: Row, text: list[str], heads: list[int], before: str) -> Iterator[Line]:
        columns, room = self.columns, self.terminal.width - len(before)
        rest = [index for index in range(1, len(columns)) if index not in heads and not columns[index].is_apart]
        yield from self._details(row, text, rest, before)
        for index in [index for index, column in enumerate(columns) if column.is_apart and text[index]]:
            for part in wrap(columns[index].label.format(text[index]), room):
                yield [Piece(before + part, row.cells[index].tone)]

    def _details(self, row: Row, text: list[str], shown: list[int], before: str) -> Iterator[Line]:
        """Yield what a row has in the columns `shown`, one behind the other."""
        details = [
            (row.cells[index].label or self.columns[index].label).format(text[index])
            for index in shown
            if text[index] and row.cells[index].text != "—"
        ]
        for one in join(details, self.terminal.width - len(before), " | " if self.terminal.is_ascii else " · "):
            yield [Piece(before + one, "dim")]


def _headline(columns: Sequence[Column], widths: list[int], room: int) -> tuple[list[int], int]:
    """Return the columns that stay in the first line, as far as there is room, and how wide they are together."""
    heads, taken = [], 0
    for index, column in enumerate(columns):
        size = widths[index] + len(GAP)
        if index and column.is_headline and widths[index] and taken + size <= room:
            heads.append(index)
            taken += size
    return heads, taken


def join(parts: Iterable[str], room: int, between: str) -> Iterator[str]:
    """Yield the parts joined, broken between parts, and inside one only where it is too long for a line."""
    line = ""
    for part in parts:
        longer = f"{line}{between}{part}" if line else part
        if width(longer) <= room:
            line = longer
            continue
        if line:
            yield line
        *whole, line = wrap(part, room)
        yield from whole
    if line:
        yield line
