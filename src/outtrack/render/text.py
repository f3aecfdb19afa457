"""For a terminal: the lines of `render.lines`, with colour by Rich where there is any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.render.lines import lines, without_color
from outtrack.render.terminal import inert, to_ascii

if TYPE_CHECKING:
    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Shape, Tone

STYLES: dict[Tone, str] = {
    "good": "green",
    "warn": "yellow",
    "bad": "red",
    "dim": "bright_black",
    "strong": "bold",
    "accent": "blue",
    "goal": "green",
    "strategy": "blue",
    "solution": "bright_blue",
}
"""The base colours of the terminal's own palette, so that light and dark both work."""


def render(shape: Shape, terminal: Terminal) -> str:
    """Return a report as text for a terminal of this width."""
    if not terminal.has_color:
        return without_color(lines(shape, terminal), is_ascii=terminal.is_ascii)
    from rich.color import ColorSystem
    from rich.style import Style

    styles = {tone: Style.parse(style) for tone, style in STYLES.items()}
    out = []
    for line in lines(shape, terminal):
        for text, tone in line:
            shown = to_ascii(text) if terminal.is_ascii else text
            style = styles.get(tone)
            out.append(style.render(shown, color_system=ColorSystem.STANDARD) if style and shown.strip() else shown)
        out.append("\n")
    return inert("".join(out), is_ascii=terminal.is_ascii)
