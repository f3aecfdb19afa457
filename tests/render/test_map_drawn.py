"""The map as a plot and as a picture: where things stand, and that nothing stands on anything else."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from outtrack.render import render
from outtrack.render.measure import width
from outtrack.render.terminal import Terminal
from outtrack.shapes import Axis, Map, Point

SVG = "{http://www.w3.org/2000/svg}"
PLACES = st.lists(st.tuples(st.floats(0, 9), st.floats(0, 9)), min_size=1, max_size=40)


def a_map(places: list[tuple[float, float]], label: str = "More of them do it every week") -> Map:
    points = tuple(Point(label, str(number), x, y, "good") for number, (x, y) in enumerate(places, 1))
    return Map(
        report="map", as_of=date(2026, 11, 22), title="Shop", columns=(), rows=(), x=Axis("influence", 3),
        y=Axis("prerequisites", 3), points=points, corners=("Complex: a", "Overall: b", "High: c", "Singular: d"),
        arrows=((0, len(points) - 1, 0.5),),
    )  # fmt: skip


@given(PLACES)
def test_no_point_of_the_picture_hides_another(places: list[tuple[float, float]]) -> None:
    svg = ET.fromstring(render(a_map(places), "svg", Terminal()))
    spots = [(float(one.get("cx", "")), float(one.get("cy", ""))) for one in svg.iter(f"{SVG}circle")]
    assert len(spots) == len(places)
    for (x, y), (a, b) in combinations(spots, 2):
        assert (x - a) ** 2 + (y - b) ** 2 > 25**2


def test_more_influence_lies_left_and_more_prerequisites_above() -> None:
    svg = ET.fromstring(render(a_map([(9, 0), (0, 9)]), "svg", Terminal()))
    first, second = svg.iter(f"{SVG}circle")
    assert float(first.get("cx", "")) < float(second.get("cx", ""))
    assert float(first.get("cy", "")) > float(second.get("cy", ""))
    lines = render(a_map([(9, 0), (0, 9)]), "text", Terminal()).splitlines()
    low = next(line for line in lines if "1" in line and "2026" not in line)
    high = next(line for line in lines if " 2 " in line)
    assert low.index("1") < high.index("2")
    assert lines.index(low) > lines.index(high)


@given(PLACES, st.sampled_from([50, 80, 120]), st.booleans())
def test_every_mark_stands_in_the_plot_within_the_width(
    places: list[tuple[float, float]], wide: int, is_ascii: bool
) -> None:
    text = render(a_map(places), "text", Terminal(wide, is_ascii=is_ascii))
    assert all(width(line) <= wide for line in text.splitlines())
    words = (
        text.replace("┆", " ")
        .replace("┄", " ")
        .replace("│", " ")
        .replace(":", " ")
        .replace(".", " ")
        .replace("|", " ")
        .split()
    )
    assert {str(number) for number in range(1, len(places) + 1)} <= set(words)
    assert text.isascii() or not is_ascii


def test_a_title_draws_nothing() -> None:
    hostile = "</text><script>x</script>\x1b[31m\u202e" + "wide" * 90
    drawn = render(a_map([(1, 1), (2, 2)], hostile), "svg", Terminal())
    assert "<script" not in drawn
    assert "\x1b" not in drawn
    ET.fromstring(drawn)
