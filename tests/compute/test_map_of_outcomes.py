"""The map of influence of a workspace: its links, how firm it is, and the sums by a second way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import standings
from outtrack.compute.influence import influence_map
from outtrack.compute.leverage import links_of, steadiness
from outtrack.reports.map import Leverages, area, focus, journey, whole

if TYPE_CHECKING:
    from pathlib import Path

    from outtrack.snapshot import Snapshot

DAY = "2026-11-22"
NAMES = [f"o{number}" for number in range(7)]
ENDS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES))


def snapshot(folder: Path, config: str = "", **texts: str) -> Snapshot:
    """Return a workspace of outcomes by their ids."""
    files = {f"outcomes/{name}.yaml": f"title: {name.upper()}\n{text}" for name, text in texts.items()}
    return standings(folder, files, DAY, config).snapshot


def short(pairs: object) -> set[tuple[str, str]]:
    return {(source[8:], target[8:]) for source, target in pairs}  # type: ignore[attr-defined]


@given(st.dictionaries(ENDS, st.integers(1, 4), max_size=30), st.sampled_from(["path", "dematel"]))
def test_sums_are_those_of_the_inverse(strengths: dict[tuple[str, str], int], by: str) -> None:
    drawn = influence_map(NAMES, strengths, by=by)
    passed = np.zeros((len(NAMES), len(NAMES)))
    for place, row in enumerate(drawn.rows):
        for to, part in row:
            passed[place, to] += part
    total = passed @ np.linalg.inv(np.eye(len(NAMES)) - passed)
    found = drawn.leverage()
    assert [found[name].influence for name in NAMES] == pytest.approx(total.sum(axis=1), rel=1e-6, abs=1e-9)
    assert [found[name].prerequisites for name in NAMES] == pytest.approx(total.sum(axis=0), rel=1e-6, abs=1e-9)


def test_a_declared_strength_counts_before_a_contribution(tmp_path: Path) -> None:
    seen = links_of(snapshot(
        tmp_path, a="contributes_to: [b, c]\ninfluences: [{to: c, strength: 4}]", b="", c="influences: [a]",
    ))  # fmt: skip
    assert {(s[8:], t[8:]): strength for (s, t), strength in seen.strengths.items()} == {
        ("a", "b"): 2, ("a", "c"): 4, ("c", "a"): 2,
    }  # fmt: skip
    assert short(seen.declared) == {("a", "c"), ("c", "a")}


def test_what_is_over_has_no_place_and_no_links(tmp_path: Path) -> None:
    seen = links_of(snapshot(
        tmp_path, a="influences: [b, c, a]", b="status: dropped\nclosed: 2026-01-01\nreason: x\ninfluences: [c]",
        c="status: paused", d="status: done\nclosed: 2026-12-01",
    ))  # fmt: skip
    assert [name[8:] for name in seen.names] == ["a", "c", "d"]  # d ended only after the day
    assert short(seen.strengths) == {("a", "c")}
    assert seen.over == 1


def test_unlinked_ones_are_mapped_only_by_intention(tmp_path: Path) -> None:
    shape = whole(Leverages(snapshot(tmp_path, a="influences: [b]", b="", c="isolated: true", d="")))
    assert [(row.data["id"][8:], row.data["quadrant"], row.data["rank"]) for row in shape.rows] == [
        ("a", 1, 1), ("c", 4, 2), ("b", 3, 3), ("d", None, None),
    ]  # fmt: skip
    assert len(shape.points) == 3


@pytest.mark.parametrize("text", ["", "influences: [a]"])
def test_one_outcome_and_none(tmp_path: Path, text: str) -> None:
    one = whole(Leverages(snapshot(tmp_path / "one", a=text)))
    assert [row.data["attention"] for row in one.rows] == ["not mapped"]
    assert whole(Leverages(snapshot(tmp_path / "none"))).rows == ()


def test_where_nothing_moves_anything_nothing_is_high(tmp_path: Path) -> None:
    shape = whole(Leverages(snapshot(tmp_path, a="isolated: true", b="isolated: true")))
    assert [row.data["attention"] for row in shape.rows] == ["start any time"] * 2


def test_those_that_move_each_other_are_told(tmp_path: Path) -> None:
    shape = whole(Leverages(snapshot(
        tmp_path, a="influences: [b]", b="influences: [c]", c="influences: [a, d]", d="", e="influences: [f]",
        f="influences: [e]",
    )))  # fmt: skip
    assert shape.summary["circles"] == [["outcome:a", "outcome:b", "outcome:c"], ["outcome:e", "outcome:f"]]
    assert {row.data["id"][8:]: row.data["circle"] for row in shape.rows} == {
        "a": 1, "b": 1, "c": 1, "d": None, "e": 2, "f": 2,
    }  # fmt: skip
    assert shape.notes == (
        "2 outcomes move each other in a circle: e, f",
        "3 outcomes move each other in a circle: a, b, c",
    )


def test_many_that_move_each_other_are_counted(tmp_path: Path) -> None:
    names = "abcdefghij"
    ring = {name: f"influences: [{names[(place + 1) % 10]}]" for place, name in enumerate(names)}
    pairs = {f"{one}{place}": f"influences: [{other}{place}]" for place in range(4) for one, other in ("xy", "yx")}
    notes = whole(Leverages(snapshot(tmp_path, **ring, **pairs))).notes
    assert notes == (
        "2 outcomes move each other in a circle: x0, y0",
        "2 outcomes move each other in a circle: x1, y1",
        "so do 3 more groups of outcomes",
    )
    alone = whole(Leverages(snapshot(tmp_path / "alone", **ring))).notes
    assert alone == ("10 outcomes move each other in a circle: a, b, c, d, e, f and 4 more",)


def test_links_with_errors_are_told(tmp_path: Path) -> None:
    found = whole(Leverages(snapshot(tmp_path, a="influences: [b, b]", b="influences: [gone]", c="owner: x")))
    assert "links of 2 outcomes have errors, see `outtrack check`: the map stands on the others" in found.notes


def test_a_part_says_in_its_title_what_it_is(tmp_path: Path) -> None:
    known = Leverages(snapshot(
        tmp_path, "name: Shop\njourneys: {buying: [buy]}\n", a="tags: [buy]\narea: productivity\ninfluences: [b]", b="",
    ))  # fmt: skip
    assert whole(known).title == "Shop"
    assert area(known, "productivity").title == "Shop: area productivity"
    assert journey(known, "buying").title == "Shop: journey buying"
    around = focus(known, "outcome:a")
    assert around.title == "Shop: A"
    assert [point.tone for point in around.points] == ["strong", "accent"]


def test_circles_that_amplify_are_scaled_down_and_told(tmp_path: Path) -> None:
    strong = "influences: [{to: %s, strength: 4}, {to: %s, strength: 4}, {to: %s, strength: 4}]"
    shape = whole(Leverages(snapshot(
        tmp_path, a=strong % ("b", "c", "d"), b=strong % ("a", "c", "d"), c=strong % ("a", "b", "d"),
        d=strong % ("a", "b", "c"),
    )))  # fmt: skip
    assert shape.summary["is_scaled_down"]
    assert shape.summary["radius"] == pytest.approx(1.5)
    assert any("scaled down" in note for note in shape.notes)
    assert shape.rows[0].data["influence"] == pytest.approx(19)  # .95 / (1 - .95)


def test_steadiness_is_the_same_each_time(tmp_path: Path) -> None:
    seen = snapshot(
        tmp_path, a="influences: [{to: b, strength: 4}, c]", b="influences: [c, d]", c="", d="influences: [e]", e=""
    )
    links = links_of(seen)
    found = influence_map(links.names, links.strengths).leverage()
    first = steadiness(links, found)
    assert first == steadiness(links, found)
    assert first.keys() == found.keys()
    assert all(0 <= share <= 1 for share in first.values())
    assert min(first.values()) < 1


def test_focus_tells_what_moves_it_and_what_it_moves(tmp_path: Path) -> None:
    known = Leverages(snapshot(tmp_path, a="influences: [b]", b="influences: [c]", c="", d="influences: [c]"))
    rows = focus(known, "outcome:b").rows
    assert [(row.data["id"][8:], row.group, row.data["passed_on"]) for row in rows] == [
        ("b", "This outcome", None), ("a", "What moves it", pytest.approx(0.25)),
        ("c", "What it moves", pytest.approx(0.25)),
    ]  # fmt: skip


def test_a_journey_goes_by_its_stages(tmp_path: Path) -> None:
    known = Leverages(snapshot(
        tmp_path, "journeys: {buying: [find, try, buy]}\n", a="tags: [buy]\ninfluences: [b]", b="tags: [buy, find]",
        c="tags: [try]\ninfluences: [b]", d="tags: [other]",
    ))  # fmt: skip
    rows = journey(known, "buying").rows
    assert [(row.data["id"][8:], row.group) for row in rows] == [("b", "find"), ("c", "try"), ("a", "buy")]


def test_a_strategy_carries_what_contributes_to_it_to_its_goal(tmp_path: Path) -> None:
    files = {
        "outcomes/goal.yaml": "title: Goal\n",
        "outcomes/by.yaml": "title: By\ncontributes_to: bet\n",
        "outcomes/shows.yaml": "title: Shows\n",
        "outcomes/said.yaml": "title: Said\ncontributes_to: bet\ninfluences: [{to: goal, strength: 4}]\n",
        "outcomes/late.yaml": "title: Late\ncontributes_to: past\n",
        "strategies/bet.yaml": "title: Bet\ngoal: goal\nmeasured_by: [shows, goal]\n",
        "strategies/past.yaml": "title: Past\ngoal: goal\nstatus: dropped\nclosed: 2026-01-01\nreason: x\n",
        "strategies/none.yaml": "title: None\nmeasured_by: [late]\n",
    }
    seen = links_of(standings(tmp_path, files, DAY).snapshot)
    assert {(s[8:], t[8:]): strength for (s, t), strength in seen.strengths.items()} == {
        ("by", "goal"): 2, ("shows", "goal"): 2, ("said", "goal"): 4,
    }  # fmt: skip
    assert short(seen.declared) == {("said", "goal")}


@given(st.dictionaries(ENDS, st.integers(1, 4), max_size=30), st.sampled_from(["path", "dematel"]))
def test_a_rough_map_has_the_same_sums_and_never_a_smaller_radius(
    strengths: dict[tuple[str, str], int], by: str
) -> None:
    exact, rough = (influence_map(NAMES, strengths, by=by, is_rough=one) for one in (False, True))
    assert rough.radius >= exact.radius - 1e-5
    said, found = exact.leverage(), rough.leverage()
    assert [found[name].influence for name in NAMES] == pytest.approx(
        [said[name].influence for name in NAMES], rel=1e-3
    )
