"""Rows of data for spreadsheets: lists joined by spaces, periods as their text, nothing that would be run."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from outtrack.render.json import rows
from outtrack.render.terminal import UNSAFE, inert

if TYPE_CHECKING:
    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Shape

_FORMULA = frozenset("=+-@\t\r")


def render(shape: Shape, terminal: Terminal) -> str:
    """Return a report as CSV (RFC 4180) with a heading: the keys of all rows in the order of their first use."""
    found = [dict(_flat(row)) for row in rows(shape)]
    heading = list(dict.fromkeys(key for row in found for key in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, heading, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(found)
    text = UNSAFE.sub(lambda char: char[0] if char[0] in "\n\t" else "\N{REPLACEMENT CHARACTER}", out.getvalue())
    text = inert(text, is_ascii=terminal.is_ascii)
    return text.encode("ascii", "backslashreplace").decode() if terminal.is_ascii else text


def _flat(row: dict[str, Any], before: str = "") -> Any:
    """Yield the cells of a row; a nested mapping becomes columns such as `due.first`."""
    for key, value in row.items():
        if isinstance(value, dict) and set(value) == {"text", "first", "last"}:
            yield before + key, value["text"]
        elif isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield before + key, _cell(value)


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        is_flat = not any(isinstance(one, (dict, list)) for one in value)
        value = (
            " ".join(str(one) for one in value) if is_flat else json.dumps(value, ensure_ascii=False, allow_nan=False)
        )
    if isinstance(value, str):
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, str) and value and value[0] in _FORMULA:
        return f"'{value}"  # a spreadsheet would take it for a formula and run it
    return value
