"""For pull requests and pages: tables, nested lists and headings, in which no text can become markup."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from outtrack.figures import words
from outtrack.render.cells import cell_text
from outtrack.render.terminal import clean, paragraphs
from outtrack.shapes import Branch, Diagnostics, Page, Table, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Block, Cell, Column, Row, Shape, Sheet

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~$&!@]|(?<=:)/|(?<=www)\.|^[-+](?=\s|$)|^-(?=-)|^=(?==*$)|^:(?=[-:])")
_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_MENTION = re.compile(r"[@~](?=\w)|[#!%$&](?=\d)|(?<=GH-)(?=\d)")


def escape(text: str) -> str:
    """Return a text of one line in which nothing is markup, no address a link, and nobody is mentioned by `@name`."""
    apart = _MENTION.sub("\\g<0>\u200b", clean(text).strip())
    return _NUMBER.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", apart))


def render(shape: Shape, terminal: Terminal) -> str:
    """Return a report as Markdown."""
    text = "\n".join(_lines(shape)) + "\n"
    return text.encode("ascii", "xmlcharrefreplace").decode() if terminal.is_ascii else text


def _lines(shape: Shape) -> Iterator[str]:
    yield from _head(shape)
    if isinstance(shape, Table):
        yield from _table(shape.columns, shape.rows)
    elif isinstance(shape, Tree):
        for root in shape.roots:
            for depth, branch in root.walk():
                yield f"{'  ' * depth}- {_branch(branch)}"
    elif isinstance(shape, Page):
        for sheet in shape.sheets:
            yield from _sheet(sheet)
    elif isinstance(shape, Diagnostics):
        yield from _findings(shape)


def _head(shape: Shape) -> Iterator[str]:
    if isinstance(shape, Diagnostics):
        yield f"<!-- outtrack:{shape.report} -->"  # by which a script finds its own comment again
    if isinstance(shape, Page):  # its sheets have headings of their own
        return
    yield f"## {escape(shape.title or words(shape.report).capitalize())}"
    yield ""
    if shape.as_of:
        yield f"As of {shape.as_of}."
        yield ""


def _cell(cell: Cell) -> str:
    return escape(cell_text(cell))


def _table(columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[str]:
    group: str | None = None
    for number, row in enumerate(rows):
        if number == 0 or row.group != group:
            group = row.group
            if group is not None:
                yield from ("",) * bool(number)
                yield f"### {escape(group)}"
                yield ""
            yield "| " + " | ".join(escape(column.title) for column in columns) + " |"
            yield "|" + "|".join(" ---: " if column.is_right else " --- " for column in columns) + "|"
        texts = [_cell(cell) for cell in row.cells]
        texts[0] = "&nbsp;&nbsp;" * row.depth + texts[0]
        yield "| " + " | ".join(texts) + " |"


def _branch(branch: Branch) -> str:
    """Return the line of a branch: what it is, its title, and what there is to say about it, told apart."""
    found = [text for cell in (*branch.cells, *branch.details) if (text := escape(cell_text(cell, with_bar=False)))]
    if len(found) < len(("label", "title")):
        return "".join(found)
    label, title, *rest = found
    return " · ".join((f"{label} **{title.strip()}**", *rest))


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f"## {_cell(sheet.heading)}"
    yield ""
    for block in sheet.blocks:
        if block.heading:
            yield f"### {escape(block.heading)}"
            yield ""
        yield from _block(block)
        yield ""


def _block(block: Block) -> Iterator[str]:
    if block.facts:
        yield "| | |"
        yield "| --- | --- |"
        for label, cell in block.facts:
            yield f"| {escape(label)} | {_cell(cell)} |"
    texts = [escape(line.strip()) for line in paragraphs(block.text)]
    for text, following in pairwise([*texts, ""]):
        yield f"{text}\\" if text and following else text  # a line of the author's stays a line
    if block.prose:
        yield block.prose
    if block.code:
        yield f"```yaml\n{block.code.rstrip()}\n```"
    if (block.facts or block.text or block.prose) and (block.rows or block.branches):
        yield ""
    if block.rows:
        yield from _table(block.columns, block.rows)
    for root in block.branches:
        for depth, branch in root.walk():
            yield f"{'  ' * depth}- {_branch(branch)}"


def _findings(shape: Diagnostics) -> Iterator[str]:
    from outtrack.render.findings import severity_rank, summary, where

    yield f"{escape(summary(shape.summary, is_hiding=bool(shape.hidden)))}."
    if not shape.found:
        return
    yield from _by_rule(shape)
    yield ""
    yield "| Where | Finding | Way out |"
    yield "| --- | --- | --- |"
    for found in sorted(shape.found, key=severity_rank):
        place = escape(where(shape, found.place, found.span))
        what = f"**{found.severity.value}** {escape(found.rule)}: {escape(found.message)}"
        yield f"| {place} | {what} | {escape(found.hint or '')} |"


def _by_rule(shape: Diagnostics) -> Iterator[str]:
    """Yield a table of how much each rule found, most first; nothing where there is one rule only."""
    counts = Counter((one.rule, one.severity.value) for one in shape.found)
    if len(counts) > 1:
        yield ""
        yield "| Rule | Severity | Findings |"
        yield "| --- | --- | ---: |"
        for (rule, severity), count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])):
            yield f"| {escape(rule)} | {severity} | {count} |"
