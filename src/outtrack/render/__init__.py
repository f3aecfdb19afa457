"""Shapes -> text in one of the formats. A format is one module here and one line in FORMATS."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Shape

FORMATS = {
    "csv": "rows of data with a heading, for spreadsheets",
    "json": "one versioned document of data",
    "jsonl": "one row of data a line",
    "markdown": "for pull requests and pages",
    "plain": "tab-separated rows, uncut, without colour; what a pipe gets",
    "text": "for a terminal",
}
"""Every format and what it is for."""


def render(shape: Shape, format: str, terminal: Terminal) -> str:
    """Return a report in one of FORMATS, ending in a line end."""
    module = import_module(f"outtrack.render.{format}")
    text: str = module.render(shape, terminal)
    return text
