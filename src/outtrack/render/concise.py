"""Findings one a line, as compilers write them: for editors, and for whoever searches and cuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.render.findings import where
from outtrack.render.terminal import inert, safe

if TYPE_CHECKING:
    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Diagnostics


def render(shape: Diagnostics, terminal: Terminal) -> str:
    """Return a line for each finding: path, line and column, severity, rule and message; nothing for none."""
    text = "".join(
        safe(f"{where(shape, one.place, one.span)}: {one.severity}[{one.rule}] {one.message}", terminal) + "\n"
        for one in shape.found
    )
    return inert(text, is_ascii=terminal.is_ascii)
