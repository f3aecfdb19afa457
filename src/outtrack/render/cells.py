"""Cells -> text: bars, curves and marks are drawn here, for every format that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.render.terminal import ASCII_MARKS, MARKS, bar, clean, spark, to_ascii

if TYPE_CHECKING:
    from outtrack.shapes import Cell


def cell_text(cell: Cell, *, is_ascii: bool = False, with_bar: bool = True) -> str:
    """Return a cell as one line of safe text."""
    if cell.spark:
        return spark(cell.spark, is_ascii=is_ascii)
    text = to_ascii(clean(cell.text)) if is_ascii else clean(cell.text)
    if cell.mark:
        marks = ASCII_MARKS if is_ascii else MARKS
        return f"{marks.get(cell.mark, '')} {text}".strip()
    if cell.bar is not None and with_bar:
        return f"{bar(cell.bar, is_ascii=is_ascii)} {text:>4}"
    return text
