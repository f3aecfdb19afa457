"""Shapes -> lines of toned pieces, laid out for a width: the text that terminals and pipes share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outtrack.render.cells import cell_text
from outtrack.render.measure import cut, pad, width, wrap
from outtrack.render.terminal import Terminal, inert, paragraphs, safe, to_ascii
from outtrack.shapes import Branch, Diagnostics, Page, Table, Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from outtrack.shapes import Block, Column, Row, Shape, Sheet, Tone

GAP = "  "
NARROWEST_TITLE = 22
WIDEST_TITLE = 60
WIDEST_LABEL = 60
NARROWEST_PIECE = 12
DEEPEST_GUIDES = 24
"""So many columns are left to a line of a tree, however deep it hangs."""


class Piece(NamedTuple):
    """A piece of a line in one tone."""

    text: str
    tone: Tone = ""


Line = list[Piece]


def without_color(found: Iterable[Line], *, is_ascii: bool) -> str:
    """Return lines as plain text."""
    text = "".join("".join(piece.text for piece in line).rstrip() + "\n" for line in found)
    return inert(to_ascii(text) if is_ascii else text, is_ascii=is_ascii)


def lines(shape: Shape, terminal: Terminal) -> Iterator[Line]:
    """Yield the lines of any shape."""
    if isinstance(shape, Diagnostics):
        from outtrack.render.findings import findings

        yield from findings(shape, terminal)
        return
    if shape.title:
        yield from _title(shape, terminal)
    if isinstance(shape, Table):
        yield from table(shape.columns, shape.rows, terminal)
    elif isinstance(shape, Tree):
        yield from _between((branch(root, terminal) for root in shape.roots), [root.children for root in shape.roots])
    elif isinstance(shape, Page):
        yield from _between((_sheet(sheet, terminal) for sheet in shape.sheets), [True] * len(shape.sheets))


def _between(parts: Iterable[Iterable[Line]], is_apart: Sequence[object]) -> Iterator[Line]:
    """Yield the lines of parts, with an empty one before each but the first that stands apart."""
    for number, part in enumerate(parts):
        if number and is_apart[number]:
            yield []
        yield from part


def _title(shape: Shape, terminal: Terminal) -> Iterator[Line]:
    day = f"as of {shape.as_of}" if shape.as_of else ""
    title = cut(safe(shape.title, terminal), max(terminal.width - len(day) - 2, 10), terminal)
    space = " " * max(min(terminal.width, 120) - width(title) - len(day), 2)
    yield [Piece(title, "strong"), Piece(space), Piece(day, "dim")]
    yield []


def table(columns: Sequence[Column], rows: Sequence[Row], terminal: Terminal) -> Iterator[Line]:
    """Yield a table: one line a row where all columns fit, else a headline and a second line for the rest."""
    if not rows:
        return
    texts = [[cell_text(cell, is_ascii=terminal.is_ascii) for cell in row.cells] for row in rows]
    is_used = [index == 0 or any(row[index] for row in texts) for index in range(len(columns))]
    widths = [
        max(width(columns[index].title), *(width(row[index]) for row in texts)) if is_used[index] else 0
        for index in range(len(columns))
    ]
    if any(column.is_apart for column in columns):
        yield from _stacked(columns, rows, texts, widths, terminal)
        return
    deepest = 2 * max(row.depth for row in rows)
    first = min(widths[0] + deepest, WIDEST_TITLE)
    aside = [index for index, column in enumerate(columns) if column.is_aside]
    optional = [index for index, column in enumerate(columns) if column.is_optional]
    for left_out in ([], optional, optional + aside):
        wide = [0 if index in left_out else size for index, size in enumerate(widths)]
        rest = sum(size + len(GAP) for size in wide[1:] if size)
        if first + rest <= terminal.width:
            wide[0] = first
            yield from _wide(columns, rows, texts, wide, aside if aside[:1] == left_out[-1:] else [], terminal)
            return
    yield from _stacked(columns, rows, texts, widths, terminal)


def _wide(  # noqa: PLR0913, PLR0917 - what a table consists of
    columns: Sequence[Column],
    rows: Sequence[Row],
    texts: list[list[str]],
    widths: list[int],
    aside: list[int],
    terminal: Terminal,
) -> Iterator[Line]:
    used = [index for index, size in enumerate(widths) if size]
    yield [Piece(GAP.join(_pad(columns[index], columns[index].title, widths[index]) for index in used), "dim")]
    group = None
    for row, text in zip(rows, texts, strict=True):
        if row.group is not None and row.group != group:
            group = row.group
            yield []
            yield from _heading(group, terminal)
        line = []
        for index in used:
            size, shown = widths[index], text[index]
            if index == 0:
                shown = "  " * row.depth + cut(shown, size - 2 * row.depth, terminal)
            line.append(Piece(_pad(columns[index], shown, size), row.cells[index].tone))
            line.append(Piece(GAP))
        yield line[:-1]
        for index in aside:
            before = "  " * (row.depth + 1)
            for part in wrap(text[index], terminal.width - len(before)):
                yield [Piece(before + part, "dim")]


def _heading(text: str, terminal: Terminal, tone: Tone = "strong") -> Iterator[Line]:
    for part in wrap(safe(text, terminal), terminal.width) or [""]:
        yield [Piece(part, tone)]


def _pad(column: Column, text: str, size: int) -> str:
    return pad(text, size, to_right=column.is_right)


def _stacked(
    columns: Sequence[Column], rows: Sequence[Row], texts: list[list[str]], widths: list[int], terminal: Terminal
) -> Iterator[Line]:
    heads, taken = _headline(columns, widths, terminal.width - NARROWEST_TITLE)
    room = max(min(terminal.width - taken, WIDEST_TITLE), NARROWEST_TITLE)
    group = None
    for number, (row, text) in enumerate(zip(rows, texts, strict=True)):
        if row.group is not None and row.group != group:
            group = row.group
            yield from ([[]] if number else [])
            yield from _heading(group, terminal)
        elif number and row.depth == 0:
            yield []
        indent = "  " * row.depth
        title = indent + cut(text[0], room - len(indent), terminal)
        line = [Piece(_pad(columns[0], title, room), row.cells[0].tone)]
        for index in heads:
            line += [Piece(GAP), Piece(_pad(columns[index], text[index], widths[index]), row.cells[index].tone)]
        yield line
        details = [
            (row.cells[index].label or columns[index].label).format(text[index])
            for index in range(1, len(columns))
            if index not in heads and text[index] and row.cells[index].text != "—" and not columns[index].is_apart
        ]
        before = indent + "  "
        for one in _join(details, terminal.width - len(before), " | " if terminal.is_ascii else " · "):
            yield [Piece(before + one, "dim")]
        for index in [index for index, column in enumerate(columns) if column.is_apart and text[index]]:
            for part in wrap(columns[index].label.format(text[index]), terminal.width - len(before)):
                yield [Piece(before + part, row.cells[index].tone)]


def _headline(columns: Sequence[Column], widths: list[int], room: int) -> tuple[list[int], int]:
    """Return the columns that stay in the first line, as far as there is room, and how wide they are together."""
    heads, taken = [], 0
    for index, column in enumerate(columns):
        size = widths[index] + len(GAP)
        if index and column.is_headline and widths[index] and taken + size <= room:
            heads.append(index)
            taken += size
    return heads, taken


def _join(parts: list[str], room: int, between: str) -> Iterator[str]:
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


def branch(root: Branch, terminal: Terminal) -> Iterator[Line]:
    """Yield a branch and all below it, with the guides of a tree."""
    last, between, down, empty = ("`- ", "|- ", "|  ", "   ") if terminal.is_ascii else ("└─ ", "├─ ", "│  ", "   ")
    todo: list[tuple[Branch, str, str]] = [(root, "", "")]
    while todo:
        current, before, below = todo.pop()
        yield _branch_line(current, before, terminal)
        count = len(current.children)
        todo += [
            (child, below + (last if index == count - 1 else between), below + (empty if index == count - 1 else down))
            for index, child in reversed(list(enumerate(current.children)))
        ]


def _branch_line(current: Branch, before: str, terminal: Terminal) -> Line:
    pieces = [
        Piece(text, cell.tone)
        for cell in current.cells
        if (text := cell_text(cell, is_ascii=terminal.is_ascii, with_bar=False))
    ]
    if len(before) > terminal.width - DEEPEST_GUIDES:
        before = "... " + before[len(before) - max(terminal.width - DEEPEST_GUIDES - 4, 3) :]
    room = terminal.width - len(before)
    if _whole(pieces) > room and any(cell.is_extra for cell in current.cells):
        spare = [cell for cell in current.cells if not cell.is_extra]
        return _branch_line(Branch(tuple(spare), {}), before, terminal)
    line: Line = [Piece(before, "dim")]
    for number, piece in enumerate(_squeezed(pieces, room, terminal)):
        line += ([Piece(GAP)] if number else []) + [piece]
    return line


def _whole(pieces: Sequence[Piece]) -> int:
    return sum(width(piece.text) + len(GAP) for piece in pieces) - len(GAP)


def _squeezed(pieces: list[Piece], room: int, terminal: Terminal) -> list[Piece]:
    """Return the pieces of a line cut so that they fit: the title first, then the longest, then all alike.

    The title, the second piece, gives way to the id at the end, since an id is what one copies.
    """
    for step in range(len(pieces) + 1):
        over = _whole(pieces) - room
        if over <= 0:
            return pieces
        longest = max(range(len(pieces)), key=lambda index: width(pieces[index].text))
        longest = 1 if step == 0 and len(pieces) > 1 else longest
        keep = max(width(pieces[longest].text) - over, NARROWEST_PIECE)
        pieces[longest] = pieces[longest]._replace(text=cut(pieces[longest].text, keep, terminal))
    for size in range(NARROWEST_PIECE - 1, 0, -1):
        if _whole(pieces) <= room:
            break
        pieces = [piece._replace(text=cut(piece.text, size, terminal)) for piece in pieces]
    return pieces


def _sheet(sheet: Sheet, terminal: Terminal) -> Iterator[Line]:
    for part in wrap(cell_text(sheet.heading, is_ascii=terminal.is_ascii), terminal.width):
        yield [Piece(part, "strong")]
    for block in sheet.blocks:
        yield []
        if block.heading:
            yield from _heading(block.heading, terminal, "accent")
        yield from _block(block, terminal)


def _block(block: Block, terminal: Terminal) -> Iterator[Line]:
    indent = "  " if block.heading else ""
    inner = Terminal(max(terminal.width - len(indent), 20), terminal.has_color, terminal.is_ascii)
    for line in _facts(block, inner):
        yield [Piece(indent), *line]
    for paragraph in paragraphs(block.text or block.prose):
        for part in wrap(safe(paragraph, terminal, keep_indent=True), min(inner.width, 100)) or [""]:
            yield [Piece(indent + part)]
    for code in block.code.splitlines():
        yield [Piece(indent + safe(code, terminal, keep_indent=True))]
    for line in table(block.columns, block.rows, inner):
        yield [Piece(indent), *line]
    for root in block.branches:
        for line in branch(root, inner):
            yield [Piece(indent), *line]


def _facts(block: Block, terminal: Terminal) -> Iterator[Line]:
    """Yield facts in two columns; a label that is much too wide for its column gets lines of its own."""
    labels = [safe(label, terminal) for label, _ in block.facts]
    widest = min(max(terminal.width // 3, NARROWEST_PIECE), WIDEST_LABEL)
    size = max((width(label) for label in labels if width(label) <= widest), default=2)
    for label, (_, cell) in zip(labels, block.facts, strict=True):
        parts = wrap(cell_text(cell, is_ascii=terminal.is_ascii), terminal.width - size - len(GAP)) or [""]
        first = label
        if width(label) > size:
            yield from ([Piece(part, "dim")] for part in wrap(label, terminal.width))
            first = ""
        for number, part in enumerate(parts):
            yield [Piece(pad("" if number else first, size) + GAP, "dim"), Piece(part, cell.tone)]
