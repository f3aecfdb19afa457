"""The map as a plot and as a picture: where things stand, and that nothing stands on anything else."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outtrack.catalog import catalog, file_text
from outtrack.config import Config
from outtrack.files import find_workspace
from outtrack.render import render
from outtrack.render.measure import width
from outtrack.render.terminal import Terminal
from outtrack.reports.map import Leverages, whole
from outtrack.shapes import Axis, Map, Point
from outtrack.snapshot import load, of_texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from outtrack.snapshot import Snapshot

DAY = date(2026, 11, 22)
SHOP = Path(__file__).parents[2] / "examples" / "shop"
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


def some_outcomes(count: int) -> Map:
    """Return the map of outcomes whose links are drawn by chance, the same each time."""
    chance = Random(5)
    ids = [f"o{number}" for number in range(count)]
    texts = {}
    for one in ids:
        to = ", ".join(
            f"{{to: {other}, strength: {chance.randint(1, 4)}}}"
            for other in chance.sample(ids[: count // 2], chance.randint(0, 4))
            if other != one
        )
        texts[f"outcomes/{one}.yaml"] = f"title: More of {one}\ninfluences: [{to}]\n".encode()
    return drawn_from(of_texts(texts, Config(version=1, name="Many"), DAY))


def drawn_from(snapshot: Snapshot) -> Map:
    return whole(Leverages(snapshot, is_examined=False))


def the_catalog() -> Map:
    texts = {f"outcomes/{one.id}.yaml": file_text(one).encode() for one in catalog().entries.values()}
    return drawn_from(of_texts(texts, Config(version=1, name="The catalog"), DAY))


def the_shop() -> Map:
    found = find_workspace(SHOP)
    assert found
    return drawn_from(load(found, DAY))


def quadrant(*, is_left: bool, is_high: bool) -> int:
    return {(True, False): 1, (True, True): 2, (False, True): 3, (False, False): 4}[is_left, is_high]


REAL = pytest.mark.parametrize("drawn", [the_shop, the_catalog, lambda: some_outcomes(300)])


@REAL
def test_every_circle_lies_in_the_quadrant_that_the_data_says(drawn: Callable[[], Map]) -> None:
    shape = drawn()
    said = {str(row.data["rank"]): row.data["quadrant"] for row in shape.rows if row.data["rank"]}
    svg = ET.fromstring(render(shape, "svg", Terminal()))
    boxes = [{key: float(one.get(key, 0)) for key in ("x", "y")} for one in svg.iter(f"{SVG}rect")][1:5]
    across, down = boxes[3]["x"], boxes[3]["y"]  # the last quarter begins where the lines cross
    seen = {}
    for group in svg.iter(f"{SVG}g"):
        for circle, mark in zip(group.findall(f"{SVG}circle"), group.findall(f"{SVG}text"), strict=True):
            x, y, far = (float(circle.get(key, 0)) for key in ("cx", "cy", "r"))
            assert abs(x - across) >= far, "on the line"
            assert abs(y - down) >= far, "on the line"
            seen[mark.text] = quadrant(is_left=x < across, is_high=y < down)
    assert seen == said


@REAL
@pytest.mark.parametrize("wide", [44, 80, 160])
def test_every_mark_stands_in_the_quadrant_that_the_data_says(drawn: Callable[[], Map], wide: int) -> None:
    shape = drawn()
    said = {str(row.data["rank"]): row.data["quadrant"] for row in shape.rows if row.data["rank"]}
    lines = render(shape, "text", Terminal(wide)).splitlines()
    top = next(number for number, line in enumerate(lines) if line.startswith("┌"))
    inner = [line[1:-1] for line in lines[top + 2 : top + 21]]
    middle = len(inner[0]) // 2
    marks = {
        found[0]: quadrant(is_left=found.start() < middle, is_high=row < len(inner) // 2)
        for row, line in enumerate(inner)
        for found in re.finditer(r"\d+", line)
    }
    assert marks == {mark: said[mark] for mark in marks}
    assert len(marks) >= min(len(said), 50)


def test_rank_and_influence_stand_under_their_titles_where_little_room_is_left() -> None:
    lines = render(the_shop(), "text", Terminal(80)).splitlines()
    heading = next(number for number, line in enumerate(lines) if line.startswith("Outcome "))
    assert lines[heading].split() == ["Outcome", "#", "Influence"]
    assert len(lines[heading + 1]) == len(lines[heading])


def test_a_plot_says_how_many_it_draws() -> None:
    assert "the first 60 of 103 are drawn" in render(the_catalog(), "text", Terminal(80))
    assert "are drawn" not in render(the_shop(), "text", Terminal(80))
