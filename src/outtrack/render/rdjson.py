"""Findings for reviewdog: its diagnostic format, in which columns count bytes of UTF-8 and the end is exclusive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.render.findings import path_of, told
from outtrack.render.json import dumps, whole

if TYPE_CHECKING:
    from outtrack.diagnostic import Diagnostic
    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Data, Diagnostics


def render(shape: Diagnostics, terminal: Terminal) -> str:
    """Return the findings as one result of reviewdog's."""
    found = [_finding(shape, one) for one in shape.found]
    return dumps({"source": {"name": "outtrack"}, "diagnostics": found}, terminal, indent=2) + "\n"


def _finding(shape: Diagnostics, found: Diagnostic) -> Data:
    location: Data = {"path": whole(path_of(shape, found.place))}
    if span := found.span:
        lines = shape.lines.get(found.path, [])
        location["range"] = {
            "start": _position(lines, span.line, span.column),
            "end": _position(lines, span.end_line, span.end_column),
        }
    return {
        "message": told(found),
        "location": location,
        "severity": found.severity.name,
        "code": {"value": found.rule},
    }


def _position(lines: list[str], line: int, column: int) -> Data:
    """Return a position; a column beyond the text at hand, which is not known in bytes, is left out."""
    text = lines[line - 1] if line <= len(lines) else ""
    if column - 1 > len(text):
        return {"line": line}
    return {"line": line, "column": len(text[: column - 1].encode(errors="replace")) + 1}
