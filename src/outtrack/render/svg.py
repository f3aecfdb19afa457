"""A figure, a map or a wall as a picture: it loads nothing, not even a font, and says in words what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from outtrack.render.measure import width
from outtrack.render.terminal import in_xml
from outtrack.shapes import Map, Wall

if TYPE_CHECKING:
    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Badge, Tone

HEIGHT = 20
PADDING = 6
COLUMN = 6.6
"""The width of a character of the size below, on average; each text is fitted into what this comes to."""
SIZE = 11
LABEL_FILL = "#3d444d"
FILLS: dict[Tone, str] = {"good": "#1a7f37", "warn": "#9a6700", "bad": "#cf222e", "accent": "#0969da"}
"""By tone, each dark enough for white text; for all others, such as that of the unknown, grey."""
UNKNOWN_FILL = "#57606a"


def render(shape: Badge | Map | Wall, terminal: Terminal) -> str:
    """Return a badge, a map or a wall as SVG."""
    if isinstance(shape, Map):
        from outtrack.render.picture import picture

        drawn = picture(shape)
    elif isinstance(shape, Wall):
        from outtrack.render.wall import draw

        drawn = ET.tostring(draw(shape), encoding="unicode")
    else:
        drawn = _badge(shape)
    return (drawn.encode("ascii", "xmlcharrefreplace").decode() if terminal.is_ascii else drawn) + "\n"


def _badge(shape: Badge) -> str:
    parts = ((in_xml(shape.label), LABEL_FILL), (in_xml(shape.message), FILLS.get(shape.tone, UNKNOWN_FILL)))
    sizes = [round(width(text) * COLUMN) + 2 * PADDING for text, _ in parts]
    said = f"{parts[0][0]}: {parts[1][0]}"
    whole = {"width": str(sum(sizes)), "height": str(HEIGHT), "viewBox": f"0 0 {sum(sizes)} {HEIGHT}"}
    svg = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **whole, "role": "img", "aria-label": said})
    ET.SubElement(svg, "title").text = said
    lefts = (0, sizes[0])
    for (_, fill), left, size in zip(parts, lefts, sizes, strict=True):
        ET.SubElement(svg, "rect", {"x": str(left), "width": str(size), "height": str(HEIGHT), "fill": fill})
    style = {"fill": "#fff", "font-family": "Verdana, DejaVu Sans, sans-serif", "font-size": str(SIZE)}
    group = ET.SubElement(svg, "g", style)
    for (text, _), left, size in zip(parts, lefts, sizes, strict=True):
        fitted = {"x": str(left + PADDING), "y": "14", "textLength": str(size - 2 * PADDING)}
        ET.SubElement(group, "text", fitted).text = text
    return ET.tostring(svg, encoding="unicode")
