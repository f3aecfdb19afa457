"""Lines of toned pieces: what text for people consists of before it has colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outtrack.render.measure import wrap
from outtrack.render.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Tone

GAP = "  "


class Piece(NamedTuple):
    """A piece of a line in one tone."""

    text: str
    tone: Tone = ""


Line = list[Piece]


def heading(text: str, terminal: Terminal, tone: Tone = "strong") -> Iterator[Line]:
    """Yield a text on lines of its own, one at least."""
    for part in wrap(safe(text, terminal), terminal.width) or [""]:
        yield [Piece(part, tone)]
