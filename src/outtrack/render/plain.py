"""What a pipe gets: tables as tab-separated rows, uncut; trees and pages as the text of the terminal without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.render.cells import cell_text
from outtrack.render.terminal import WIDEST_PROSE, Terminal, clean, inert, to_ascii
from outtrack.shapes import Table

if TYPE_CHECKING:
    from outtrack.shapes import Row, Shape

UNLIMITED = 100_000


def render(shape: Shape, terminal: Terminal) -> str:
    """Return a report as plain text."""
    if isinstance(shape, Table):
        text = _table(shape, is_ascii=terminal.is_ascii)
        return inert(to_ascii(text) if terminal.is_ascii else text, is_ascii=terminal.is_ascii)
    from outtrack.render.lines import lines, without_color

    prose = min(terminal.width, WIDEST_PROSE) if terminal.is_wrapped else WIDEST_PROSE
    found = lines(shape, Terminal(UNLIMITED, is_ascii=terminal.is_ascii, prose=prose))
    return without_color(found, is_ascii=terminal.is_ascii)


def _table(table: Table, *, is_ascii: bool) -> str:
    keys = [column.key for column in table.columns]
    order = sorted(range(len(keys)), key=lambda index: keys[index] != "id")  # the id first: it is what one cuts out
    heading = [keys[index] for index in order]
    if table.rows and table.rows[0].group is not None:
        heading.insert(0, "group")
    rows = ["\t".join(heading), *(_row(row, order, is_ascii=is_ascii) for row in table.rows)]
    return "\n".join(rows) + "\n"


def _row(row: Row, order: list[int], *, is_ascii: bool) -> str:
    cells = row.cells
    texts = [cell.text if not (cell := cells[index]).spark else cell_text(cell, is_ascii=is_ascii) for index in order]
    if row.group is not None:
        texts.insert(0, row.group)
    if not "".join(texts).isprintable():
        texts = [clean(text) for text in texts]
    return "\t".join(texts)
