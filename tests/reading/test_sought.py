"""A file that is read only as far as it must be gives the same places as one that is read to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

import golden
from outtrack.diagnostic import Keys, Place
from outtrack.source import parse
from outtrack.source.sought import Sought
from reading.styles import documents
from reading.test_spans import ODD

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted(golden.EXAMPLES.rglob("*.yaml"))
UNUSUAL = {
    "nothing": "",
    "a list": "- a\n- b\n",
    "a text": "just a text\n",
    "a tag at the top": "!x\na: 1\n",
    "an anchor at the top": "&x\na: 1\n",
    "a key that is a list": "a: 1\n? [b]\n: 2\nc: 3\n",
    "a tag further down": "a: 1\nb: !x 2\nc: 3\n",
    "several documents": "a: 1\n---\na: 2\n",
    "a line end of YAML 1.1": "a: one\u2028two\nb: 2\n",
    "a byte order mark": "\ufeffa: 1\nb: 2\n",
}


def same_places(text: bytes) -> None:
    """Look for every place of a file, and for some that are not there: forwards, backwards, and some for themselves."""
    whole = parse(text, "x.yaml", marks=True)
    asked: list[Keys] = [keys for marks in whole.marks for keys in marks]
    asked += [*((*keys, "not there") for keys in asked[::7]), (0,), ("not there",)]
    documents = range(len(whole.documents) + 1)
    places = [Place("x.yaml", one, keys, on_key) for one in documents for keys in asked for on_key in (False, True)]
    expected = [whole.span(place) for place in places]
    forwards, backwards, inside = (Sought(text, "x.yaml") for _ in range(3))
    assert [forwards.span(place) for place in places] == expected
    assert [backwards.span(place) for place in reversed(places)] == expected[::-1]
    top = {keys[:1] for keys in whole.marks[0]} if whole.marks else set()
    known = [place for place in places if place.document == 0 and place.keys and place.keys[:1] in top]
    assert [inside.span(place) for place in known] == [whole.span(place) for place in known]
    some = slice(0, None, len(places) // 20 + 1)
    assert [Sought(text, "x.yaml").span(place) for place in places[some]] == expected[some]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_places_in_the_examples(path: Path) -> None:
    same_places(path.read_bytes())


@pytest.mark.parametrize("name", UNUSUAL)
def test_places_in_unusual_files(name: str) -> None:
    same_places(UNUSUAL[name].encode())


def test_places_in_odd_styles() -> None:
    for text in (ODD, ODD.replace("\n", "\r\n"), "\ufeff" + ODD):
        same_places(text.encode())


@given(documents())
def test_places_in_random_documents(text: str) -> None:
    same_places(text.encode())


def test_bytes_that_are_no_text_are_nowhere() -> None:
    assert Sought(b"a: \xff\n", "x.yaml").span(Place("x.yaml", 0, ("a",))) is None
