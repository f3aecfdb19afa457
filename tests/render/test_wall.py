"""The wall as a picture: what people see on it, and that no text gets out of its box."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from outtrack.render import render
from outtrack.render.terminal import Terminal
from outtrack.render.wall import LOOKS, MARGIN
from outtrack.shapes import Panel, Wall

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*groups: Panel, footer: tuple[str, ...] = ()) -> ET.Element:
    top = Panel("vision", "Vision", ("An end state",), "strong", groups)
    wall = Wall(report="vmgs", as_of=date(2026, 3, 1), title="Team", top=top, footer=(("Not doing", footer),))
    return ET.fromstring(render(wall, "svg", Terminal()))


def boxes(svg: ET.Element) -> list[tuple[str, int, int, int, int]]:
    """Return the boxes of a picture: fill, left, top, width, height; without the paper."""
    found = [one.attrib for one in svg.iter(f"{SVG}rect") if "x" in one.attrib]
    return [(one["fill"], int(one["x"]), int(one["y"]), int(one["width"]), int(one["height"])) for one in found]


def test_goals_are_green_strategies_dark_blue_solutions_light_blue_and_the_rest_grey_and_dashed() -> None:
    solution = Panel("solution", "Solution", (), "solution")
    grey = Panel("strategy", "Dropped", (), "dim")
    svg = drawn(Panel("goal", "Goal", (), "goal", (Panel("strategy", "Bet", (), "strategy", (solution,)), grey)))
    fills = [fill for fill, *_ in boxes(svg)]
    assert fills[:4] == [LOOKS[tone].fill for tone in ("strong", "goal", "strategy", "solution")]
    assert [one.attrib["fill"] for one in svg.iter(f"{SVG}rect") if "stroke-dasharray" in one.attrib] == [fills[4]]
    assert {"GOAL", "STRATEGY", "SOLUTION"} < {one.text for one in svg.iter(f"{SVG}text")}


@given(
    st.lists(
        st.tuples(st.text(max_size=90), st.lists(st.lists(st.text(max_size=60), max_size=3), max_size=3)), max_size=4
    )
)
def test_no_two_boxes_overlap_and_all_lie_on_the_paper(goals: list[tuple[str, list[list[str]]]]) -> None:
    groups = [
        Panel(
            "goal", title, (title,), "goal",
            tuple(Panel("strategy", title, tuple(texts), "strategy", (Panel("solution", title),)) for texts in bets),
        )
        for title, bets in goals
    ]  # fmt: skip
    svg = drawn(*groups, footer=("Something else: because",))
    found = [(left, top, left + wide, top + high) for _, left, top, wide, high in boxes(svg)]
    width, height = int(svg.attrib["width"]), int(svg.attrib["height"])
    assert all(left >= MARGIN and right <= width - MARGIN and low < height for left, _, right, low in found)
    for number, one in enumerate(found):
        for other in found[number + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_a_long_text_is_cut_and_says_so() -> None:
    svg = drawn(Panel("goal", "word " * 400, (), "goal"))
    texts = [one.text or "" for one in svg.iter(f"{SVG}text")]
    assert sum(text.endswith(" …") for text in texts) == 1
