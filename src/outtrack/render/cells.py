"""Cells -> text: bars, curves and marks are drawn here, for every format that people read."""

from __future__ import annotations

from outtrack.render.terminal import ASCII_MARKS, MARKS, bar, clean, spark, to_ascii
from outtrack.shapes import Cell


def cell_text(cell: Cell, *, is_ascii: bool = False, with_bar: bool = True) -> str:
    """Return a cell as one line of safe text."""
    if cell.spark:
        curve = spark(cell.spark, is_ascii=is_ascii)
        return f"{curve}  {cell_text(Cell(cell.text), is_ascii=is_ascii)}" if cell.text else curve
    text = to_ascii(clean(cell.text)) if is_ascii else clean(cell.text)
    if cell.mark:
        marks = ASCII_MARKS if is_ascii else MARKS
        return f"{marks.get(cell.mark, '')} {text}".strip()
    if cell.bar is not None and with_bar:
        return f"{bar(cell.bar, is_ascii=is_ascii)} {text:>4}"
    return text
