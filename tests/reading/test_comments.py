"""Comments that speak to outtrack: found where YAML has comments, never in a text, with the lines they are about."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from outtrack.source import comments
from outtrack.source.base import HAS_C

IGNORE = "# outtrack: ignore[x] why"


def found(text: str) -> list[tuple[int, int, list[int], int | None]]:
    """Return where each comment stands, what lines it is about, and the document whose first line is among these."""
    return [(one.line, one.column, one.lines, one.document) for one in comments(text.encode())]


FOUND = {
    "beside a value": (f"a: 1\nb: 2  {IGNORE}\nc: 3\n", [(2, 7, [2], None)]),
    "beside the first value": (f"a: 1  {IGNORE}\n", [(1, 7, [1], 0)]),
    "above a value": (f"a: 1\n{IGNORE}\nb: 2\n", [(2, 1, [3], None)]),
    "above the first value": (f"{IGNORE}\na: 1\n", [(1, 1, [2], 0)]),
    "above, with comments and an empty line between": (f"{IGNORE}\n# more\n\n  # more\na: 1\n", [(1, 1, [5], 0)]),
    "above the beginning of a document": (f"{IGNORE}\n---\na: 1\n", [(1, 1, [3], 0)]),
    "beside the beginning of a document": (f"--- {IGNORE}\na: 1\n", [(1, 5, [2], 0)]),
    "above the second document": (f"a: 1\n{IGNORE}\n---\nb: 1\n", [(2, 1, [4], 1)]),
    "above nothing": (f"a: 1\n{IGNORE}\n", [(2, 1, [], None)]),
    "indented": (f"a:\n  {IGNORE}\n  - 1\n", [(2, 3, [3], None)]),
    "behind a key": (f"a:  {IGNORE}\n  - 1\n", [(1, 5, [1], 0)]),
    "behind the header of a text": (f"b: 1\na: |  {IGNORE}\n  text\n", [(2, 7, [2], None)]),
    "after a text": (f"a: |\n  text\n\n{IGNORE}\nb: 1\n", [(4, 1, [5], None)]),
    "behind a text of several lines": (f"b: 1\na: one\n  two  {IGNORE}\n", [(3, 8, [2, 3], None)]),
    "behind a quoted text of several lines": (f"b: 1\na: 'one\n  two'  {IGNORE}\n", [(3, 9, [2, 3], None)]),
    "behind a mapping of several lines": (f"b: 1\na: {{c: 1,\n  d: 2}}  {IGNORE}\n", [(3, 10, [2, 3], None)]),
    "within a mapping of several lines": (f"b: 1\na: {{c: 1,  {IGNORE}\n  d: 2}}\n", [(2, 12, [2], None)]),
    "behind another comment": (f"a: 1  # nice {IGNORE}\n", [(1, 14, [1], 0)]),
    "without a blank": ("a: 1 #outtrack:ignore[x] why\n", [(1, 6, [1], 0)]),
    "in a file with a byte order mark": (f"\ufeffa: 1  {IGNORE}\n", [(1, 7, [1], 0)]),
    "in a file from Windows": (f"a: 1\r\nb: 2  {IGNORE}\r\n", [(2, 7, [2], None)]),
    "after line ends that are none any more": (f"a: '\u2028\x85'\nb: 2  {IGNORE}\n", [(2, 7, [2], None)]),
    "after wide characters": (f"a: 😀é  {IGNORE}\n", [(1, 8, [1], 0)]),
    "before a fault": (f"a: 1  {IGNORE}\nb: [\n", [(1, 7, [1], 0)]),
}
NOT_FOUND = {
    "in a block text": f"a: |\n  one\n  {IGNORE}\n",
    "in a folded text": f"a: >-\n  one {IGNORE}\n",
    "in a quoted text": f'a: "one {IGNORE}"\n',
    "in a quoted text of several lines": f"a: 'one\n  {IGNORE}\n  two'\n",
    "in a text without a blank before": "a: one# outtrack: ignore[x] why\n",
    "in a key": f'"{IGNORE}": 1\n',
    "in a list": f"['{IGNORE}']\n",
    "behind a fault": f"a: [\n{IGNORE}\n",
    "in prose": "# outtrack reads this: well\na: 1\n",
    "in no YAML at all": f"\0{IGNORE}\n",
}


@pytest.mark.parametrize("name", FOUND)
def test_comments_are_found_with_what_they_are_about(name: str) -> None:
    text, expected = FOUND[name]
    assert found(text) == expected


@pytest.mark.parametrize("name", NOT_FOUND)
def test_texts_that_look_like_comments_are_none(name: str) -> None:
    assert found(NOT_FOUND[name]) == []


def test_what_is_said_and_where_it_ends() -> None:
    (one,) = comments(f"a: 1  {IGNORE}  \n".encode())
    assert (one.text, one.end_column) == ("ignore[x] why", 7 + len(IGNORE))


PARTS = ["# outtrack: ignore[x] y", "\n", " ", "a", ":", "'", '"', "|", "-", "é", "\u2028"]


@given(st.lists(st.sampled_from(PARTS)).map("".join))
def test_no_text_of_a_file_is_ever_taken_for_a_comment(text: str) -> None:
    written = yaml.safe_dump({"a": {"b": text}, "c": [text]}, allow_unicode=True, width=20)
    assert yaml.safe_load(written)["c"] == [text]
    assert comments(written.encode()) == []
    assert comments(json.dumps({"a": text}).encode()) == []


def test_the_fast_parser_is_there() -> None:
    assert HAS_C
