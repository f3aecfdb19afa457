"""Findings as people read them: place, message, the author's own line with carets, the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.diagnostic import Severity
from outtrack.files import WORKSPACE_FILE
from outtrack.render.measure import cut, cut_left, width, wrap
from outtrack.render.pieces import Line, Piece
from outtrack.render.terminal import clean, safe, to_ascii
from outtrack.shapes import SEVERITY_TONES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from outtrack.diagnostic import Diagnostic, Place, Span
    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Diagnostics

LONGEST_LINE = 160


def findings(shape: Diagnostics, terminal: Terminal) -> Iterator[Line]:
    """Yield every finding with the line that it is about, then the summary."""
    for number, found in enumerate(shape.found):
        if number:
            yield []
        yield from _finding(shape, found, terminal)
    if shape.found:
        yield []
    yield [Piece(summary(shape.summary, is_hiding=bool(shape.hidden)), "strong")]


def summary(figures: Mapping[str, Any], *, is_hiding: bool = False) -> str:
    """Return the figures of a check in one line; `is_hiding`: infos are counted and not shown."""
    counts = [
        f"{count} {word if count == 1 else words}"
        for word, words in (("error", "errors"), ("warning", "warnings"), ("info", "infos"))
        if (count := figures.get(words))
    ]
    if is_hiding:
        counts[-1] += " (--show info)"
    parts = [", ".join(counts) or "no findings"]
    if known := figures.get("known"):
        parts.append(f"{known} known {'finding' if known == 1 else 'findings'} hidden")
    if elsewhere := figures.get("elsewhere"):
        parts.append(f"{elsewhere} not of this change")
    files, entities = figures.get("files", 0), figures.get("entities", 0)
    read = f"{entities} {'entity' if entities == 1 else 'entities'} in {files} {'file' if files == 1 else 'files'}"
    if seen := figures.get("epics"):
        read += f"; {seen['epics']} {'epic' if seen['epics'] == 1 else 'epics'} in {clean(seen['file'])}"
    return "; ".join([*parts, read])


def where(shape: Diagnostics, place: Place | None, span: Span | None) -> str:
    """Return a place as `path:line:col`, the path from the repository's top."""
    if place is None:
        return "outtrack"
    path = shape.address(place.path)
    return f"{path}:{span.line}:{span.column}" if span else path


def path_of(shape: Diagnostics, place: Place | None) -> str:
    """Return the path of a place from the repository's top; what lies in no file is about `outtrack.yaml`."""
    return shape.address(place.path if place else WORKSPACE_FILE)


def told(found: Diagnostic, between: str = "\nhint: ") -> str:
    """Return what a finding says, with the way out behind it, as text in which nothing acts on a terminal."""
    message = clean(found.message)
    return message + between + clean(found.hint) if found.hint else message


def severity_rank(found: Diagnostic) -> int:
    """Return where a finding stands among the severities: 0 for an error, then upwards."""
    return list(Severity).index(found.severity)


def _finding(shape: Diagnostics, found: Diagnostic, terminal: Terminal) -> Iterator[Line]:
    tone = SEVERITY_TONES.get(found.severity, "")
    yield [
        Piece(f"{safe(where(shape, found.place, found.span), terminal)}: ", "strong"),
        Piece(f"{found.severity.value}[{found.rule}]", tone),
        Piece(f": {safe(found.message, terminal)}"),
    ]
    lines = shape.lines.get(found.path, [])
    gutter = ""
    if found.span and found.span.line <= len(lines):
        number = str(found.span.line)
        gutter = " " * len(number)
        yield [Piece(f"{gutter} |", "accent")]
        text, start, length = excerpt(lines[found.span.line - 1], found.span, terminal, len(number) + 3)
        yield [Piece(f"{number} | ", "accent"), Piece(text)]
        yield [Piece(f"{gutter} | ", "accent"), Piece(" " * start + "^" * length, tone)]
    for place, span in found.also:
        yield [Piece(f"{gutter} = ", "accent"), Piece(f"also: {safe(where(shape, place, span), terminal)}")]
    if found.hint:
        margin = f"{gutter} = "
        text = f"hint: {safe(found.hint, terminal)}"
        first, *more = wrap(text, max(terminal.width - len(margin), 20)) if terminal.is_wrapped else [text]
        yield [Piece(margin, "accent"), Piece("hint:", "strong"), Piece(first.removeprefix("hint:"))]
        for line in more:
            yield [Piece(" " * len(margin) + line)]


def excerpt(line: str, span: Span, terminal: Terminal, margin: int) -> tuple[str, int, int]:
    """Return the part of a line that holds the span, the columns before the span, and its length in columns."""
    parts = line[: span.column - 1], line[span.column - 1 : span.end_column - 1], line[span.end_column - 1 :]
    before, inside, after = (_visible(part, terminal) for part in parts)
    room = min(max(terminal.width - margin, 20), LONGEST_LINE)
    before = cut_left(before, room // 2, terminal)
    start = width(before)
    text = cut(before + inside + after, room, terminal)
    return text, start, max(min(width(inside), room - start), 1)


def _visible(text: str, terminal: Terminal) -> str:
    """Return a piece of a line with its blanks kept and everything unsafe replaced."""
    if not text.isprintable():
        text = "".join(
            " " if char == "\t" else char if clean(char) == char or char == " " else "\ufffd" for char in text
        )
    return to_ascii(text) if terminal.is_ascii else text
