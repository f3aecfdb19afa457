"""Shapes -> lines of toned pieces, laid out for a width: the text that terminals and pipes share."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from outtrack.render.cells import cell_text
from outtrack.render.measure import cut, pad, width, wrap
from outtrack.render.pieces import GAP, Line, Piece, heading
from outtrack.render.tables import join, table
from outtrack.render.terminal import inert, paragraphs, safe, to_ascii
from outtrack.shapes import Branch, Diagnostics, Map, Page, Table, Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Block, Cell, Shape, Sheet

WIDEST_LABEL = 60
NARROWEST_PIECE = 12
DEEPEST_GUIDES = 24
"""So many columns are left to a line of a tree, however deep it hangs."""


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
    if isinstance(shape, Map):
        from outtrack.render.plot import plot

        yield from plot(shape, terminal)
    if isinstance(shape, Table) and shape.is_board:
        from outtrack.render.board import board

        yield from board(shape.columns, shape.rows, terminal)
    elif isinstance(shape, Table):
        yield from table(shape.columns, shape.rows, terminal, is_headed=shape.is_headed)
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


def branch(root: Branch, terminal: Terminal) -> Iterator[Line]:
    """Yield a branch and all below it, with the guides of a tree."""
    last, between, down, empty = ("`- ", "|- ", "|  ", "   ") if terminal.is_ascii else ("└─ ", "├─ ", "│  ", "   ")
    todo: list[tuple[Branch, str, str]] = [(root, "", "")]
    while todo:
        current, before, below = todo.pop()
        count = len(current.children)
        yield from _branch_lines(current, before, below + (down if count else empty), terminal)
        todo += [
            (child, below + (last if index == count - 1 else between), below + (empty if index == count - 1 else down))
            for index, child in reversed(list(enumerate(current.children)))
        ]


def _branch_lines(current: Branch, before: str, below: str, terminal: Terminal) -> Iterator[Line]:
    """Yield the line of a branch, and where its details have no room on it, these below it."""
    details = _pieces(current.details, terminal)
    if not details:
        yield _branch_line(current, before, terminal)
        return
    before, below = _kept(before, terminal), _kept(below, terminal)
    if _whole([*_pieces(current.cells, terminal), *details]) <= terminal.width - len(before):
        yield _branch_line(replace(current, cells=(*current.cells, *current.details)), before, terminal)
        return
    yield _branch_line(current, before, terminal)
    between = " | " if terminal.is_ascii else " · "
    for tone, same in groupby(details, key=lambda piece: piece.tone):
        for part in join([piece.text for piece in same], terminal.width - len(below), between):
            yield [Piece(below, "dim"), Piece(part, tone)]


def _pieces(cells: Sequence[Cell], terminal: Terminal) -> list[Piece]:
    texts = ((cell_text(cell, is_ascii=terminal.is_ascii, with_bar=False), cell.tone) for cell in cells)
    return [Piece(text, tone) for text, tone in texts if text]


def _kept(guides: str, terminal: Terminal) -> str:
    """Return the guides before a line, the ends of them where the branch hangs too deep for all."""
    if len(guides) <= terminal.width - DEEPEST_GUIDES:
        return guides
    return "... " + guides[len(guides) - max(terminal.width - DEEPEST_GUIDES - 4, 3) :]


def _branch_line(current: Branch, before: str, terminal: Terminal) -> Line:
    pieces = _pieces(current.cells, terminal)
    before = _kept(before, terminal)
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
            yield from heading(block.heading, terminal, block.tone)
        yield from _block(block, terminal)


def _block(block: Block, terminal: Terminal) -> Iterator[Line]:
    indent = "  " if block.heading else ""
    inner = replace(terminal, width=max(terminal.width - len(indent), 20))
    room = max(min(inner.width, terminal.prose - len(indent)), 20)
    for line in _facts(block, inner):
        yield [Piece(indent), *line]
    for paragraph in paragraphs(block.text or block.prose):
        for part in wrap(safe(paragraph, terminal, keep_indent=True), room) or [""]:
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
