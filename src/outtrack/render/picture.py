"""A map as SVG, for a wall: it loads nothing, and no label stands on another."""

from __future__ import annotations

from dataclasses import field
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree import ElementTree as ET

from outtrack.frozen import dataclass
from outtrack.render.measure import cut, width, wrap
from outtrack.render.quarters import HALF, along, places
from outtrack.render.terminal import Terminal, in_xml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outtrack.render.quarters import Place
    from outtrack.shapes import Map, Point, Tone

WIDE: Final = 1400
HIGH: Final = 900
LEFT, RIGHT, TOP, BOTTOM = 80, 1340, 110, 820
ACROSS, DOWN = (LEFT + RIGHT) / 2, (TOP + BOTTOM) / 2
"""The lines that part the quarters."""
INSET: Final = 34
RADIUS: Final = 13
NEAR: Final = RADIUS + 8
"""So far around a point only its own label may stand, so that nobody takes it for another's."""
SIZE: Final = 13
LINE: Final = 16
COLUMN: Final = 6.9
"""The width of a character, on average, a little more than most fonts take."""
ROOM: Final = (28, 18)
"""So many columns a line of a label has, or where that finds no room; a label has three lines at most."""
LINES: Final = 3
LABELS: Final = 150
COLORS: Final[dict[Tone, str]] = {"good": "#1a7f37", "warn": "#9a6700", "accent": "#0969da", "dim": "#57606a"}
FILLS: Final = ("#fdf6e3", "#eaf2fc", "#eaf6ec", "#f4f5f7")
"""Of the quarters, in the order of their names."""
INK, FAINT = "#1f2328", "#57606a"
_LEGEND_COLUMNS: Final = 3


class Box(NamedTuple):
    """A rectangle that something takes up."""

    left: float
    top: float
    right: float
    bottom: float

    def has(self, x: float, y: float, radius: float) -> bool:
        """Return whether a circle lies within it."""
        return self.left + radius <= x <= self.right - radius and self.top + radius <= y <= self.bottom - radius

    def meets(self, other: Box) -> bool:
        """Return whether the two share any room."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


QUARTERS: Final = (
    Box(LEFT, TOP, ACROSS, DOWN), Box(ACROSS, TOP, RIGHT, DOWN), Box(LEFT, DOWN, ACROSS, BOTTOM),
    Box(ACROSS, DOWN, RIGHT, BOTTOM),
)  # fmt: skip


def picture(shape: Map) -> str:
    """Return a map as SVG: more of `x` to the left, more of `y` upwards.

    Labels that find no room beside their points stand below the map, by their marks.
    """
    drawn = _Drawing(shape)
    drawn.ground()
    drawn.arrows()
    drawn.points()
    below = drawn.labels()
    drawn.legend(below)
    return ET.tostring(drawn.svg, encoding="unicode")


@dataclass
class _Drawing:
    shape: Map
    svg: ET.Element = field(init=False)
    places: list[tuple[float, float]] = field(init=False)

    def __post_init__(self) -> None:
        title = in_xml(self.shape.title)
        self.svg = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg", "role": "img", "aria-label": f"Map of influence: {title}",
                "font-family": "Helvetica, Arial, DejaVu Sans, sans-serif", "font-size": str(SIZE),
            },
        )  # fmt: skip
        ET.SubElement(self.svg, "title").text = f"Map of influence: {title}"
        self.places = _apart([_at(place) for place in places(self.shape)])

    def text(self, text: str, x: float, y: float, **more: str) -> ET.Element:
        """Add a text and return it."""
        found = ET.SubElement(self.svg, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "fill": INK}
                              | {key.replace("_", "-"): value for key, value in more.items()})  # fmt: skip
        found.text = in_xml(text)
        return found

    def rect(self, box: Box, fill: str) -> None:
        """Add a filled rectangle."""
        sizes = {"width": f"{box.right - box.left:.1f}", "height": f"{box.bottom - box.top:.1f}"}
        ET.SubElement(self.svg, "rect", {"x": f"{box.left:.1f}", "y": f"{box.top:.1f}", **sizes, "fill": fill})

    def ground(self) -> None:
        """Draw the quarters with their names, the axes, and the title."""
        self.rect(Box(0, 0, WIDE, HIGH), "#ffffff")
        for number, (box, fill, name) in enumerate(zip(QUARTERS, FILLS, self.shape.corners, strict=True)):
            self.rect(box, fill)
            is_right, is_low = number in (1, 3), number in (2, 3)
            self.text(
                name, box.right - 4 if is_right else box.left + 4, BOTTOM + 18 if is_low else TOP - 8,
                text_anchor="end" if is_right else "start", font_weight="bold", fill=FAINT,
            )  # fmt: skip
        self.text(cut(self.shape.title, 70, Terminal()), LEFT, 46, font_size="28", font_weight="bold")
        if self.shape.as_of:
            self.text(f"Map of influence, {self.shape.as_of}", LEFT, 72, font_size="16", fill=FAINT)
        self.text(f"← more {self.shape.x.title}", (LEFT + RIGHT) / 2, BOTTOM + 44, text_anchor="middle", font_size="16")
        middle = (TOP + BOTTOM) / 2
        turned = f"rotate(-90 {LEFT - 30} {middle})"
        self.text(f"more {self.shape.y.title} →", LEFT - 30, middle, text_anchor="middle", font_size="16",
                  transform=turned)  # fmt: skip

    def arrows(self) -> None:
        """Draw the links, bent a little so that both ways between two are seen; the stronger, the wider."""
        if not self.shape.arrows:
            return
        defs = ET.SubElement(self.svg, "defs")
        head = {"id": "head", "viewBox": "0 0 8 8", "refX": "7", "refY": "4", "markerWidth": "8", "markerHeight": "8"}
        marker = ET.SubElement(defs, "marker", {**head, "orient": "auto", "markerUnits": "userSpaceOnUse"})
        ET.SubElement(marker, "path", {"d": "M0,0 L8,4 L0,8 z", "fill": "#8c959f"})
        group = ET.SubElement(self.svg, "g", {"fill": "none", "stroke": "#8c959f", "stroke-opacity": "0.7"})
        for source, target, strength in self.shape.arrows:
            path = _bent(self.places[source], self.places[target])
            style = {"stroke-width": f"{0.6 + 1.8 * strength:.2f}", "marker-end": "url(#head)"}
            ET.SubElement(group, "path", {"d": path, **style})

    def points(self) -> None:
        """Draw the points with their marks."""
        for point, (x, y) in zip(self.shape.points, self.places, strict=True):
            group = ET.SubElement(self.svg, "g")
            ET.SubElement(group, "title").text = in_xml(point.label)
            spot = {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": str(RADIUS), "fill": COLORS.get(point.tone, INK)}
            ET.SubElement(group, "circle", {**spot, "stroke": "#ffffff", "stroke-width": "1.5"})
            small = "11" if len(point.mark) < len("100") else "9"
            mark = {"x": f"{x:.1f}", "y": f"{y + 4:.1f}", "text-anchor": "middle", "font-size": small}
            ET.SubElement(group, "text", {**mark, "fill": "#ffffff", "font-weight": "bold"}).text = in_xml(point.mark)

    def labels(self) -> list[Point]:
        """Write each label where it has room, and return the points whose labels have none."""
        circles = [Box(x - NEAR, y - NEAR, x + NEAR, y + NEAR) for x, y in self.places]
        taken: list[Box] = []
        below = []
        for number, (point, (x, y)) in enumerate(zip(self.shape.points, self.places, strict=True)):
            others = [*taken, *circles[:number], *circles[number + 1 :]]
            tries = ((lines, box) for lines in _labels(point.label) for box in _beside(lines, x, y))
            found = next((one for one in tries if not any(map(one[1].meets, others))), None)
            if number >= LABELS or found is None:
                below.append(point)
                continue
            lines, box = found
            taken.append(box)
            self.label(lines, box, x)
        return below

    def label(self, lines: Sequence[str], box: Box, x: float) -> None:
        """Write a label into its box, towards the point that it belongs to."""
        anchor, at = "middle", (box.left + box.right) / 2
        if box.left > x:
            anchor, at = "start", box.left + 2
        elif box.right < x:
            anchor, at = "end", box.right - 2
        over_lines = bool(self.shape.arrows)  # no link runs through a letter
        halo = {"paint_order": "stroke", "stroke": "#ffffff", "stroke_linejoin": "round"}
        halo |= {"stroke_width": "7" if over_lines else "3", "stroke_opacity": "1" if over_lines else "0.8"}
        for line, text in enumerate(lines, 1):
            self.text(text, at, box.top + LINE * line - 4, text_anchor=anchor, **halo)

    def legend(self, below: Sequence[Point]) -> None:
        """Write labels below the map, and make the picture as high as that takes."""
        per = -(-len(below) // _LEGEND_COLUMNS)
        for number, point in enumerate(below):
            x = LEFT + number // per * (RIGHT - LEFT) / _LEGEND_COLUMNS
            self.text(cut(f"{point.mark}  {point.label}", 2 * ROOM[0], Terminal()), x, HIGH + LINE * (number % per))
        high = HIGH + (LINE * per + 20 if below else 0)
        self.svg[1].set("height", str(high))
        self.svg.attrib.update({"width": str(WIDE), "height": str(high), "viewBox": f"0 0 {WIDE} {high}"})


def _at(place: Place) -> tuple[float, float]:
    """Return where a place of the map lies in the picture: no point touches a line that parts the quarters."""
    near = RADIUS + 4
    columns = (LEFT + INSET, ACROSS - near) if place.x >= HALF else (ACROSS + near, RIGHT - INSET)
    rows = (TOP + INSET, DOWN - near) if place.y >= HALF else (DOWN + near, BOTTOM - INSET)
    return along(place.x, columns), along(place.y, rows)


def _apart(wanted: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return places of which none hides another: each its own, or the nearest free one in the same quarter."""
    step, found = 2 * RADIUS + 2, list[tuple[float, float]]()
    cells: dict[tuple[int, int], list[tuple[float, float]]] = {}

    def is_free(x: float, y: float) -> bool:
        across, down = int(x // step), int(y // step)
        near = product(range(across - 1, across + 2), range(down - 1, down + 2))
        return all((x - a) ** 2 + (y - b) ** 2 >= step**2 for cell in near for a, b in cells.get(cell, ()))

    for x, y in wanted:
        box = next(box for box in QUARTERS if box.left < x < box.right and box.top < y < box.bottom)
        spot = next((one for one in _around(x, y, step) if box.has(*one, RADIUS) and is_free(*one)), (x, y))
        cells.setdefault((int(spot[0] // step), int(spot[1] // step)), []).append(spot)
        found.append(spot)
    return found


def _around(x: float, y: float, step: float) -> Iterator[tuple[float, float]]:
    for far in range(12):
        for right, down in product(range(-far, far + 1), repeat=2):
            if max(abs(right), abs(down)) == far:
                yield x + right * step, y + down * step


def _labels(text: str) -> Iterator[list[str]]:
    """Yield the lines of a label: wide, and narrow where that cuts nothing."""
    wide, narrow = (wrap(in_xml(text), room) for room in ROOM)
    if len(wide) <= LINES:
        yield wide or [""]
    else:
        yield [*wide[: LINES - 1], cut(" ".join(wide[LINES - 1 : LINES + 1]), ROOM[0], Terminal())]
    if 0 < len(narrow) <= LINES:
        yield narrow


def _beside(lines: list[str], x: float, y: float) -> Iterator[Box]:
    """Yield the boxes that a label may take: at the right, the left, above and below, nearest first."""
    wide, high = max(map(width, lines)) * COLUMN + 4, LINE * len(lines)
    gap = RADIUS + 3
    for shift in (0, -0.5, 0.5):
        for left, top in (
            (x + gap, y - high / 2 + shift * high), (x - gap - wide, y - high / 2 + shift * high),
            (x - wide / 2 + shift * wide, y - gap - high), (x - wide / 2 + shift * wide, y + gap),
        ):  # fmt: skip
            box = Box(left, top, left + wide, top + high)
            if box.left >= LEFT and box.right <= RIGHT and box.top >= TOP and box.bottom <= BOTTOM:
                yield box


def _bent(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x, y), (to_x, to_y) = start, end
    across, down = to_x - x, to_y - y
    far = (across**2 + down**2) ** 0.5 or 1
    bend = (x + across / 2 - down * 0.12, y + down / 2 + across * 0.12)
    back = RADIUS + 2
    to_bend = ((to_x - bend[0]) ** 2 + (to_y - bend[1]) ** 2) ** 0.5 or far
    tip = (to_x - (to_x - bend[0]) / to_bend * back, to_y - (to_y - bend[1]) / to_bend * back)
    return f"M{x:.1f},{y:.1f} Q{bend[0]:.1f},{bend[1]:.1f} {tip[0]:.1f},{tip[1]:.1f}"
