"""One figure as the JSON from which shields draws a badge (its endpoint badge)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.render.json import dumps
from outtrack.render.terminal import clean

if TYPE_CHECKING:
    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Badge, Tone

COLORS: dict[Tone, str] = {"good": "brightgreen", "warn": "yellow", "bad": "red", "accent": "blue"}
"""By tone; for all others, such as that of the unknown, grey."""


def render(shape: Badge, terminal: Terminal) -> str:
    """Return a badge as one JSON object."""
    color = COLORS.get(shape.tone, "lightgrey")
    data = {"schemaVersion": 1, "label": clean(shape.label), "message": clean(shape.message), "color": color}
    return dumps(data, terminal) + "\n"
