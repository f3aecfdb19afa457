"""Tables in groups -> a board: a column for each group, in it a card for each row, several bands where need be."""

from __future__ import annotations

from itertools import groupby, zip_longest
from math import ceil
from typing import TYPE_CHECKING

from outtrack.render.cells import cell_text
from outtrack.render.measure import cut, pad, wrap
from outtrack.render.pieces import GAP, Line, Piece
from outtrack.render.tables import join, table
from outtrack.render.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Column, Row

NARROWEST = 22
WIDEST = 40


def board(columns: Sequence[Column], rows: Sequence[Row], terminal: Terminal) -> Iterator[Line]:
    """Yield the groups of a table side by side; below each other, as a table, where two have no room."""
    groups = [(name or "", list(found)) for name, found in groupby(rows, key=lambda row: row.group)]
    most = (terminal.width + len(GAP)) // (NARROWEST + len(GAP))
    if not groups or most <= 1:
        yield from table(columns, rows, terminal)
        return
    bands = ceil(len(groups) / most)
    many = ceil(len(groups) / bands)
    size = min((terminal.width + len(GAP)) // many - len(GAP), WIDEST)
    for start in range(0, len(groups), many):
        yield from [[]] if start else []
        stacks = [list(_stack(name, found, columns, terminal, size)) for name, found in groups[start : start + many]]
        for across in zip_longest(*stacks, fillvalue=Piece("")):
            line: Line = []
            for piece in across:
                line += [Piece(pad(piece.text, size), piece.tone), Piece(GAP)]
            yield line[:-1]


def _stack(name: str, rows: Sequence[Row], columns: Sequence[Column], terminal: Terminal, size: int) -> Iterator[Piece]:
    """Yield the lines of one group: its name and how many there are, then the cards."""
    for part in wrap(f"{safe(name, terminal)} ({len(rows)})", size):
        yield Piece(part, "strong")
    for row in rows:
        yield Piece("")
        texts = [cell_text(cell, is_ascii=terminal.is_ascii) for cell in row.cells]
        for part in wrap(texts[0], size):
            yield Piece(part, row.cells[0].tone)
        below = [
            text
            for column, text in zip(columns[1:], texts[1:], strict=True)
            if text and text != row.group and (column.is_headline or column.key == "id")
        ]
        for part in join(below, size, " | " if terminal.is_ascii else " · "):
            yield Piece(cut(part, size, terminal), "dim")
