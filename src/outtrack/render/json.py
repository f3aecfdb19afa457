"""One versioned document of data; documented in `docs/machine-output.md`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from outtrack.diagnostic import fingerprints
from outtrack.figures import plain_data
from outtrack.render.terminal import UNSAFE
from outtrack.shapes import Branch, Diagnostics, Page, Table, Tree

if TYPE_CHECKING:
    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Data, Shape

VERSION = 1
_LEFT_RAW = re.compile(UNSAFE.pattern.replace("\x00-\x1f", ""))
"""What JSON itself would leave as it is."""


def render(shape: Shape, terminal: Terminal) -> str:
    """Return a report as one JSON document."""
    return dumps(document(shape), terminal, indent=2) + "\n"


def dumps(data: Any, terminal: Terminal, indent: int | None = None) -> str:
    """Return data as JSON; what a terminal or a build server would act upon stands there as its escape.

    It is read back as it was.
    """
    text = json.dumps(data, ensure_ascii=terminal.is_ascii, indent=indent, allow_nan=False)
    text = text.replace("##[", "#\\u0023[").replace("##vso[", "#\\u0023vso[")
    return text if text.isascii() else _LEFT_RAW.sub(lambda char: f"\\u{ord(char[0]):04x}", text)


def whole(text: str) -> str:
    """Return a text in which no half of a character is left, for readers that take whole ones only."""
    return text.encode(errors="replace").decode()


def document(shape: Shape) -> Data:
    """Return a report as JSON data: the envelope, then rows, a tree, pages or diagnostics."""
    envelope: Data = {"outtrack": VERSION, "report": shape.report, "as_of": plain_data(shape.as_of)}
    if isinstance(shape, Table):
        figures = {"summary": plain_data(shape.summary)} if shape.summary else {}
        return envelope | figures | {"hidden": shape.hidden, "rows": rows(shape)}
    if isinstance(shape, Tree):
        return envelope | {"tree": [_branch(root) for root in shape.roots]}
    if isinstance(shape, Page):
        return envelope | {"pages": [plain_data(sheet.data) for sheet in shape.sheets]}
    if isinstance(shape, Diagnostics):
        return envelope | {"summary": shape.summary, "diagnostics": rows(shape)}
    raise TypeError(shape)


def rows(shape: Shape) -> list[Data]:
    """Return the rows of any shape, as data: one a row, a branch (with its depth), a page, a finding."""
    if isinstance(shape, Table):
        return [plain_data(row.data) for row in shape.rows]
    if isinstance(shape, Tree):
        return [{"depth": depth, **plain_data(branch.data)} for root in shape.roots for depth, branch in root.walk()]
    if isinstance(shape, Page):
        return [plain_data(sheet.data) for sheet in shape.sheets]
    if isinstance(shape, Diagnostics):
        return [_finding(shape, *pair) for pair in zip(shape.found, fingerprints(shape.found), strict=True)]
    raise TypeError(shape)


def _branch(branch: Branch) -> Data:
    return {**plain_data(branch.data), "children": [_branch(child) for child in branch.children]}


def _finding(shape: Diagnostics, found: Any, fingerprint: str) -> Data:
    span = found.span
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "message": found.message,
        "hint": found.hint,
        "entity": found.entity,
        "path": shape.address(found.place.path) if found.place else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "fingerprint": fingerprint,
    }
