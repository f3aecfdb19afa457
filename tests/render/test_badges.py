"""One figure on a page that has room for no more: shields' JSON, and a picture that loads nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import building
import hostile
import processes
from outtrack.compute.coverage import Figure, Portfolio
from outtrack.render import formats, render
from outtrack.render.svg import FILLS, LABEL_FILL, UNKNOWN_FILL
from outtrack.render.terminal import Terminal, clean
from outtrack.reports.coverage import FIGURES, Told, badge, coverage, tone
from outtrack.shapes import Badge, Tone

if TYPE_CHECKING:
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"
# After https://shields.io/badges/endpoint-badge: what it calls required, and the colours by name.
ENDPOINT: dict[str, Any] = {
    "type": "object",
    "required": ["schemaVersion", "label", "message"],
    "additionalProperties": False,
    "properties": {
        "schemaVersion": {"const": 1},
        "label": {"type": "string"},
        "message": {"type": "string", "minLength": 1},
        "color": {"enum": ["brightgreen", "green", "yellowgreen", "yellow", "orange", "red", "blue", "lightgrey"]},
    },
}
badges = st.builds(
    Badge,
    report=st.just("coverage"),
    as_of=st.just(hostile.DAY),
    label=hostile.said,
    message=hostile.said.map(lambda text: text + "x"),
    tone=st.sampled_from(get_args(Tone)),
)


@given(badges, st.booleans())
def test_endpoint_is_valid(shape: Badge, is_ascii: bool) -> None:
    text = render(shape, "badge", Terminal(is_ascii=is_ascii))
    data = json.loads(text)
    jsonschema.validate(data, ENDPOINT)
    assert (data["label"], data["message"]) == (clean(shape.label), clean(shape.message))
    assert not hostile.controls(text)


@given(badges, st.booleans())
def test_picture_is_whole_loads_nothing_and_says_what_it_shows(shape: Badge, is_ascii: bool) -> None:
    text = render(shape, "svg", Terminal(is_ascii=is_ascii))
    assert text.isascii() or not is_ascii
    drawn = ET.fromstring(text)
    assert {part.tag for part in drawn.iter()} == {f"{SVG}{name}" for name in ("svg", "title", "rect", "g", "text")}
    label, message = (part.text or "" for part in drawn.iter(f"{SVG}text"))
    assert drawn.findtext(f"{SVG}title") == drawn.get("aria-label") == f"{label}: {message}"
    assert drawn.get("role") == "img"
    for part in drawn.iter():
        assert set(part.attrib) <= {
            "width", "height", "viewBox", "role", "aria-label", "x", "y", "fill", "textLength", "font-family",
            "font-size",
        }  # fmt: skip
        assert not any("url(" in value for key, value in part.attrib.items() if key != "aria-label")
    left, right = drawn.iter(f"{SVG}rect")
    assert float(left.get("width", 0)) + float(right.get("width", 0)) == float(drawn.get("width", 0))


def luminance(color: str) -> float:
    parts = [int(color[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("fill", [*FILLS.values(), UNKNOWN_FILL, LABEL_FILL])
def test_white_on_every_colour_can_be_read(fill: str) -> None:
    assert 1.05 / (luminance(fill) + 0.05) >= 4.5  # WCAG 2.2, 1.4.3


@pytest.mark.parametrize(
    ("name", "figure", "expected"),
    [
        ("output-links", Figure(9, 10), "good"),
        ("output-links", Figure(6, 10), "warn"),
        ("output-links", Figure(5, 10), "bad"),
        ("done-without-evidence", Figure(1, 10), "good"),
        ("done-without-evidence", Figure(4, 10), "warn"),
        ("done-without-evidence", Figure(5, 10), "bad"),
        ("net-confidence", Figure(5, 10, scale=100), "good"),
        ("net-confidence", Figure(0, 10, scale=100), "warn"),
        ("net-confidence", Figure(-1, 10, scale=100), "bad"),
        ("outputs-per-outcome", Figure(10, 4), "accent"),
        ("output-links", Figure(0, 0), "dim"),
    ],
)
def test_tone(name: str, figure: Figure, expected: Tone) -> None:
    assert tone(FIGURES[name], figure) == expected


def portfolio(folder: Path) -> Portfolio:
    standings = building.standings(folder, {"outputs/e.yaml": "title: E\n"}, "2026-11-22")
    return Portfolio(standings.snapshot, standings)


def test_a_figure_that_is_not_known_is_grey_and_says_why(tmp_path: Path) -> None:
    found = portfolio(tmp_path)
    for name in FIGURES:
        shape = badge(found, name)
        (row,) = coverage(found, (name,)).rows
        if row.data["value"] is None:
            assert (shape.message, shape.tone) == ("no data", "dim")
            assert row.cells[1].text == "—"
            assert row.cells[3].text.startswith(row.data["needs"])
        else:
            assert row.data["needs"] is None


def test_every_told_figure_has_its_own_title() -> None:
    assert len({told.title for told in FIGURES.values()}) == len(FIGURES)
    assert all(isinstance(told, Told) for told in FIGURES.values())


def test_the_command_makes_badges(tmp_path: Path) -> None:
    shop = processes.example("shop", tmp_path)

    def run(*args: str) -> processes.Ended:
        return processes.run("coverage", *args, cwd=shop, home=tmp_path)

    endpoint = json.loads(run("--format", "badge").out)
    assert endpoint["label"] == "outputs that serve an outcome"
    assert json.loads(run("--format", "badge", "--figure", "freshness").out)["label"].startswith("key results checked")
    assert run("--figure", "freshness", "-o", "f.svg").code == 0
    assert (shop / "f.svg").read_text(encoding="utf-8").startswith("<svg ")
    (row,) = json.loads(run("--figure", "freshness", "--format", "json").out)["rows"]
    assert row["figure"] == "freshness"
    wrong = run("--figure", "fresh")
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err.endswith("; did you mean `freshness`?\n")
    assert run("--format", "sarif").code == 2
    assert run("--evidence-lag", "-1").code == 2
    refused = processes.run("status", "--format", "badge", cwd=shop, home=tmp_path)
    assert refused.err.startswith("outtrack: --format: `badge` is for a figure of `outtrack coverage` only;")


def test_a_badge_fits_its_own_formats_only() -> None:
    assert set(formats("Badge")) - set(formats()) == {"badge", "svg"}
    shape = Badge(report="coverage", as_of=hostile.DAY, label="a", message="b", tone="good")
    assert '"color": "brightgreen"' in render(shape, "badge", Terminal())
    assert '"color": "lightgrey"' in render(replace(shape, tone="dim"), "badge", Terminal())
