"""What a pipe gets: tables as tab-separated rows, uncut; trees and pages as the text of the terminal without colour."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from outtrack.render.cells import cell_text
from outtrack.render.terminal import WIDEST_PROSE, Terminal, clean, inert, to_ascii
from outtrack.shapes import Table

if TYPE_CHECKING:
    from outtrack.shapes import Row, Shape

UNLIMITED = 100_000
_NUMBER: Final = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
"""A number with its thousands apart, as people read it and `sort -n` does not."""


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
    numbers = [place for place, index in enumerate(order) if table.columns[index].is_right]
    rows = ["\t".join(heading), *(_row(row, order, numbers, is_ascii=is_ascii) for row in table.rows)]
    return "\n".join(rows) + "\n"


def _row(row: Row, order: list[int], numbers: list[int], *, is_ascii: bool) -> str:
    """Return the cells of a row; `numbers` are the places of the columns of numbers, which tools have to read."""
    cells = row.cells
    texts = [cell.text if not (cell := cells[index]).spark else cell_text(cell, is_ascii=is_ascii) for index in order]
    for place in numbers:
        if "," in texts[place] and _NUMBER.fullmatch(texts[place]):
            texts[place] = texts[place].replace(",", "")
    if row.group is not None:
        texts.insert(0, row.group)
    if not "".join(texts).isprintable():
        texts = [clean(text) for text in texts]
    return "\t".join(texts)
