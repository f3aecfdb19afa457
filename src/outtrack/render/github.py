"""Annotations for GitHub Actions, then the same findings as text, for whoever reads the log.

A step shows no more than ten annotations of a severity, so the worst come first, and those in files that the change
touches before others; the last one says how many more the log holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.render import plain
from outtrack.render.findings import path_of, told
from outtrack.render.terminal import clean, inert, to_ascii

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Diagnostics

LIMIT = 10
"""So many annotations of each level a step shows."""
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_PLURALS = {"error": "errors", "warning": "warnings", "notice": "notices"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_DATA = str.maketrans(_DATA)
_IN_PROPERTIES = str.maketrans({**_DATA, ":": "%3A", ",": "%2C"})


def render(shape: Diagnostics, terminal: Terminal) -> str:
    """Return the annotations, an empty line, and the findings as text in which no line is a command."""
    annotations = "".join(f"{line}\n" for line in _annotations(shape))
    if terminal.is_ascii:
        annotations = to_ascii(annotations)
    return f"{annotations}\n{plain.render(shape, terminal)}" if annotations else plain.render(shape, terminal)


def _annotations(shape: Diagnostics) -> Iterator[str]:
    for severity, level in _LEVELS.items():
        found = [one for one in shape.found if one.severity is severity]
        found.sort(key=lambda one: path_of(shape, one.place) not in shape.changed)
        shown = found if len(found) <= LIMIT else found[: LIMIT - 1]
        for one in shown:
            yield command(level, _properties(shape, one), told(one))
        if left := len(found) - len(shown):
            yield command(level, {"title": "outtrack"}, f"{left} more {_PLURALS[level]}: see the log")


def command(name: str, properties: dict[str, object], data: str) -> str:
    """Return a line that the runner takes for a command: everything in it is escaped, so nothing ends it early.

    Nor is anything in it a command of another form, or to another server.
    """
    inside = ",".join(f"{key}={clean(str(value)).translate(_IN_PROPERTIES)}" for key, value in properties.items())
    return inert(f":{name} {inside}::{data.translate(_IN_DATA)}").replace(":", "::", 1)


def _properties(shape: Diagnostics, found: Diagnostic) -> dict[str, object]:
    """Return where an annotation stands; columns, the last one included, only where it is on one line."""
    properties: dict[str, object] = {"file": path_of(shape, found.place)}
    if span := found.span:
        properties |= {"line": span.line, "endLine": span.end_line}
        if span.line == span.end_line:
            properties |= {"col": span.column, "endColumn": max(span.end_column - 1, span.column)}
    return properties | {"title": found.rule}
