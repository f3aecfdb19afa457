"""A wall as a picture: boxes over boxes, in the colours of the method; it loads nothing, not even a font."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from outtrack.render.measure import width, wrap
from outtrack.render.terminal import in_xml

if TYPE_CHECKING:
    from outtrack.shapes import Panel, Tone, Wall

COLUMN = 250
GAP = 12
PADDING = 9
INDENT = 10
CHARACTER = 6.9
"""The width of a character of the text's size, on average and with some room to spare."""
LINE = 16
MARGIN = 24
MOST_LINES = 4
"""So many lines each text takes at most; what is longer is cut."""


class _Look(NamedTuple):
    fill: str
    ink: str
    edge: str


LOOKS: dict[Tone, _Look] = {
    "strong": _Look("#1f2328", "#ffffff", "#1f2328"),
    "goal": _Look("#1a7f37", "#ffffff", "#1a7f37"),
    "strategy": _Look("#0a3069", "#ffffff", "#0a3069"),
    "accent": _Look("#fff8c5", "#1f2328", "#d4a72c"),
    "solution": _Look("#cfe8ff", "#0a3069", "#54aeff"),
    "": _Look("#ffffff", "#1f2328", "#8c959f"),
}
"""By tone: business outcomes green, strategies with their product outcomes dark blue, solutions light blue.

In a tree opportunities are yellow, and experiments white.
"""
GREY = _Look("#eaeef2", "#57606a", "#8c959f")
"""What is not pursued."""
INK = "#1f2328"


def draw(wall: Wall) -> ET.Element:
    """Return a wall as an SVG element, which says in words what it is."""
    groups = wall.top.below
    sizes = [max(1, len(group.below)) for group in groups]
    across = max(sum(sizes), 3) * (COLUMN + GAP) - GAP
    whole = across + 2 * MARGIN
    said = f"{wall.title}: {wall.top.title}"
    svg = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "aria-label": in_xml(said)})
    ET.SubElement(svg, "title").text = in_xml(said)
    paper = ET.SubElement(svg, "rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    style = {"font-family": "Verdana, DejaVu Sans, sans-serif", "font-size": "11"}
    page = ET.SubElement(svg, "g", style)
    head = f"{wall.title}{f' · as of {wall.as_of}' if wall.as_of else ''}"
    _text(page, MARGIN, MARGIN, head, INK)
    top = MARGIN + LINE
    under = top + _box(page, wall.top, MARGIN, top, across) + GAP
    left, deepest = MARGIN, under
    for group, size in zip(groups, sizes, strict=True):
        room = size * (COLUMN + GAP) - GAP
        below = under + _box(page, group, left, under, room) + GAP if group.label or group.title else under
        deepest = max(deepest, below)
        for number, one in enumerate(group.below):
            deepest = max(deepest, _stack(page, one, left + number * (COLUMN + GAP), below, COLUMN))
        left += room + GAP
    bottom = _footer(page, wall, deepest + GAP, across)
    height = bottom + MARGIN
    paper.set("height", str(height))
    svg.attrib |= {"width": str(whole), "height": str(height), "viewBox": f"0 0 {whole} {height}"}
    ET.indent(svg)
    return svg


def _stack(page: ET.Element, panel: Panel, left: int, top: int, room: int) -> int:
    """Draw a box and all below it, one under the other, and return where they end."""
    todo = [(panel, 0)]
    while todo:
        one, depth = todo.pop()
        indent = INDENT * min(depth, 6)
        top += _box(page, one, left + indent, top, room - indent) + GAP // 2
        todo += [(child, depth + 1) for child in reversed(one.below)]
    return top


def _box(page: ET.Element, panel: Panel, left: int, top: int, room: int) -> int:
    """Draw a box with its texts and return its height; one without a label is a line in grey."""
    look = LOOKS.get(panel.tone, GREY)
    texts = [(line, "normal") for text in panel.lines for line in _lines(text, room)]
    texts = [(line, "bold") for line in _lines(panel.title, room)] + texts
    if panel.label:
        texts.insert(0, (panel.label.upper(), "normal"))
    height = len(texts) * LINE + PADDING
    if panel.label:
        dashes = {"stroke-dasharray": "4 3"} if look is GREY else {}
        place = {"x": str(left), "y": str(top), "width": str(room), "height": str(height), "rx": "4"}
        ET.SubElement(page, "rect", place | {"fill": look.fill, "stroke": look.edge} | dashes)
    for number, (line, weight) in enumerate(texts):
        _text(page, left + PADDING, top + (number + 1) * LINE - 2, line, look.ink, weight)
    return height


def _lines(text: str, room: int) -> list[str]:
    """Return a text broken for a box of this width, cut where it is much too long."""
    found = wrap(in_xml(text), max(int((room - 2 * PADDING) / CHARACTER), 12))
    if len(found) > MOST_LINES:
        return [*found[: MOST_LINES - 1], f"{found[MOST_LINES - 1].rstrip('.,;: ')} …"]
    return found


def _footer(page: ET.Element, wall: Wall, top: int, room: int) -> int:
    for heading, lines in wall.footer:
        top += LINE
        _text(page, MARGIN, top, heading, INK, "bold")
        for text in lines:
            for number, line in enumerate(_lines(text, room - INDENT)):
                top += LINE
                _text(page, MARGIN + INDENT * (1 + bool(number)), top, line, GREY.ink)
    return top


def _text(page: ET.Element, left: int, top: int, text: str, ink: str, weight: str = "normal") -> None:  # noqa: PLR0913, PLR0917
    place = {"x": str(left), "y": str(top), "fill": ink}
    bold = {"font-weight": weight} if weight != "normal" else {}
    ET.SubElement(page, "text", place | bold).text = text if width(text) else ""
