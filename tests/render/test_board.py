"""Groups side by side: a column each, as many as have room, then the next band."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import standings
from outtrack.render.board import board
from outtrack.render.lines import without_color
from outtrack.render.measure import width
from outtrack.render.tables import table
from outtrack.render.terminal import Terminal
from outtrack.reports.listing import listing
from outtrack.shapes import Cell, Column, Row

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = (Column("title", "Title"), Column("status", "Status", is_headline=True), Column("id", "Id"))


def rows(*groups: tuple[str, list[str]]) -> list[Row]:
    return [
        Row((Cell(f"Title of {name}"), Cell("doing"), Cell(name)), dict, group=group)
        for group, names in groups
        for name in names
    ]


def drawn(found: list[Row], columns: int, *, is_ascii: bool = False) -> list[str]:
    text = without_color(board(COLUMNS, found, Terminal(columns, is_ascii=is_ascii)), is_ascii=is_ascii)
    return text.splitlines()


def test_groups_stand_side_by_side_with_their_counts() -> None:
    assert drawn(rows(("todo", ["a", "b"]), ("doing", ["c"])), 80) == [
        "todo (2)                                 doing (1)",
        "",
        "Title of a                               Title of c",
        "doing · a                                c",
        "",
        "Title of b",
        "doing · b",
    ]
    assert "doing | a" in drawn(rows(("todo", ["a"]), ("done", ["b"])), 80, is_ascii=True)[3]


def test_what_has_no_room_goes_into_another_band_of_alike_size() -> None:
    texts = drawn(rows(*((f"group {number}", [f"e{number}"]) for number in range(4))), 80)
    heads = [line for line in texts if line.startswith("group")]
    assert [line.split("  ")[0] for line in heads] == ["group 0 (1)", "group 2 (1)"]


def test_a_long_name_of_a_group_is_whole() -> None:
    name = "card-expired-unnoticed-by-the-owner"
    texts = drawn(rows((name, ["a"]), ("q", ["b"]), ("r", ["c"])), 80)
    assert [line[:25].strip() for line in texts[:2]] == ["card-expired-unnoticed-by", "-the-owner (1)"]


def test_below_each_other_where_two_have_no_room() -> None:
    found, narrow = rows(("todo", ["a"]), ("doing", ["b"])), Terminal(40)
    assert list(board(COLUMNS, found, narrow)) == list(table(COLUMNS, found, narrow))
    assert list(board(COLUMNS, [], Terminal(80))) == []


@given(
    st.lists(st.tuples(st.text(max_size=30), st.lists(st.text(max_size=60), min_size=1, max_size=3)), max_size=7),
    st.integers(46, 200),
    st.booleans(),
)
def test_no_text_leaves_its_column(groups: list[tuple[str, list[str]]], columns: int, is_ascii: bool) -> None:
    texts = drawn(rows(*groups), columns, is_ascii=is_ascii)
    assert all(width(line) <= columns for line in texts)


@pytest.mark.parametrize(
    ("kind", "group", "expected"),
    [
        ("solution", "stage", ["inbox", "idea", "testing", "building", "parked"]),
        ("solution", "opportunity", ["p", "q", "no opportunity"]),
        ("output", "status", ["todo", "doing", "done"]),
        ("output", "sprint", ["S9", "S10", "no sprint"]),
    ],
)
def test_columns_come_in_the_order_of_the_work(tmp_path: Path, kind: str, group: str, expected: list[str]) -> None:
    files = {
        "opportunities/a.yaml": "{id: p, title: P}\n---\n{id: q, title: Q}\n",
        "solutions/a.yaml": """\
{id: a, title: A, status: parked, serves: [p, q]}
---
{id: b, title: B, status: exploring, serves: q}
---
{id: c, title: C, status: idea}
---
{id: d, title: D, status: chosen}
---
{id: e, title: E, status: inbox}
""",
        "outputs/a.yaml": """\
{id: a, title: A, status: doing, solution: d, sprint: S10}
---
{id: b, title: B, status: done, sprint: S9}
---
{id: c, title: C, status: todo}
""",
    }
    found = standings(tmp_path, files, "2026-11-22")
    shape = listing(found.snapshot, found, kind, None, group)
    assert shape.is_board
    assert list(dict.fromkeys(row.group for row in shape.rows)) == expected
    assert not listing(found.snapshot, found, kind, None, "team").is_board
