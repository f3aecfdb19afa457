"""One row of data a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.render.json import dumps, rows

if TYPE_CHECKING:
    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Shape


def render(shape: Shape, terminal: Terminal) -> str:
    """Return the rows of a report, each as one line of JSON."""
    return "".join(dumps(row, terminal) + "\n" for row in rows(shape))
