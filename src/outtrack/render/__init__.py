"""Shapes -> text in one of the formats. A format is one module here and one line in FORMATS."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Shape

FORMATS = {
    "azure": "findings as issues of an Azure Pipelines run",
    "badge": "one figure for shields' endpoint badge",
    "concise": "findings, one a line",
    "csv": "rows of data with a heading, for spreadsheets",
    "github": "findings as annotations of a GitHub Actions run, then as text",
    "gitlab": "findings as a GitLab code quality report",
    "json": "one versioned document of data",
    "jsonl": "one row of data a line",
    "junit": "findings as JUnit XML, a suite for each file",
    "markdown": "for pull requests and pages",
    "plain": "tab-separated rows, uncut, without colour; what a pipe gets",
    "rdjson": "findings for reviewdog",
    "sarif": "findings as SARIF 2.1.0, for code scanning",
    "svg": "a map, a wall or one figure as a picture",
    "text": "for a terminal",
}
"""Every format and what it is for."""
ONLY_FOR = {
    "azure": ("Diagnostics",),
    "badge": ("Badge",),
    "concise": ("Diagnostics",),
    "github": ("Diagnostics",),
    "gitlab": ("Diagnostics",),
    "junit": ("Diagnostics",),
    "rdjson": ("Diagnostics",),
    "sarif": ("Diagnostics",),
    "svg": ("Badge", "Map", "Wall"),
}
"""The formats that only some shapes fit into, and the names of these; all others take any."""


def formats(shape: str = "") -> list[str]:
    """Return the formats that a shape of this name fits into; without one, those that take any."""
    return [name for name in FORMATS if name not in ONLY_FOR or shape in ONLY_FOR[name]]


def render(shape: Shape, format: str, terminal: Terminal) -> str:
    """Return a report in one of the formats that it fits into, ending in a line end."""
    module = import_module(f"outtrack.render.{format}")
    text: str = module.render(shape, terminal)
    return text
