"""Where things stand: lines and columns from 1, in code points, the end exclusive, never more than one line."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given

from outtrack.diagnostic import Keys, Place, Span
from outtrack.source import parse
from reading.styles import documents

ODD = """\
title: "😀 One"\t# a comment
plain: two words   # another
empty:
literal: |  # a comment
  line
folded: >-
  one
  two
plain_over_lines: first
  second
quoted_over_lines: 'first
  second'
flow: {a: 1, "b c": [x, 'y z'], e: }  # c
flow_over_lines: [one,
  two]
list:
- é: 1
  f: 2
-   - nested
- plain
?  odd key
: value
anchored: &here there
alias: *here
"""


def at(text: str, keys: Keys, *, on_key: bool = False, document: int = 0) -> str | None:
    """Return the text under the carets for a place, after checking that they lie within one line."""
    span = parse(text.encode(), "x.yaml", marks=True).span(Place("x.yaml", document, keys, on_key))
    return under(text, span) if span else None


def under(text: str, span: Span) -> str:
    assert span.line == span.end_line
    assert span.column < span.end_column
    return text.removeprefix("\ufeff").split("\n")[span.line - 1][span.column - 1 : span.end_column - 1]


@pytest.mark.parametrize("change", [str, lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text])
@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        (("title",), '"😀 One"'),
        (("plain",), "two words"),
        (("empty",), "empty"),
        (("literal",), "|"),
        (("folded",), ">-"),
        (("plain_over_lines",), "first"),
        (("quoted_over_lines",), "'first"),
        (("flow",), """{a: 1, "b c": [x, 'y z'], e: }"""),
        (("flow", "a"), "1"),
        (("flow", "b c"), "[x, 'y z']"),
        (("flow", "b c", 1), "'y z'"),
        (("flow", "e"), "e"),
        (("flow_over_lines",), "[one,"),
        (("flow_over_lines", 1), "two"),
        (("list",), "list"),
        (("list", 0), "é"),
        (("list", 0, "é"), "1"),
        (("list", 0, "f"), "2"),
        (("list", 1), "-"),
        (("list", 1, 0), "nested"),
        (("list", 2), "plain"),
        (("odd key",), "value"),
        (("anchored",), "&here there"),
        (("alias",), "*here"),
        ((), "title"),
        (("unknown",), "title"),
        (("list", 7), "list"),
        (("plain", "deeper", 0), "two words"),
        (("alias", "x"), "*here"),
    ],
)
def test_a_place_is_found(keys: Keys, shown: str, change: object) -> None:
    assert callable(change)
    assert at(change(ODD), keys) == shown


def test_a_key_can_be_pointed_at() -> None:
    assert at(ODD, ("flow", "b c"), on_key=True) == '"b c"'
    assert at(ODD, ("odd key",), on_key=True) == "odd key"
    assert at(ODD, ("list", 0), on_key=True) == "é"
    assert at(ODD, ("plain", "unknown"), on_key=True) == "two words"


def test_documents_have_places_of_their_own() -> None:
    text = "a: 1\n---\n- b\n---\nc\n"
    assert [at(text, (), document=number) for number in (0, 1, 2, 3)] == ["a", "-", "c", None]
    assert at(text, (0,), document=1) == "b"


def test_a_span_counts_code_points() -> None:
    assert parse("é: {😀: x}".encode(), "", marks=True).span(Place("", 0, ("é", "😀"))) == Span(1, 8, 1, 9)


def test_lines_end_where_git_ends_them() -> None:
    text = "a: x\u2028y\x85z\nb: 1\n"
    assert at(text, ("a",)) == "x\u2028y\x85z"
    assert parse(text.encode(), "", marks=True).span(Place("", 0, ("b",))) == Span(2, 4, 2, 5)


def test_without_marks_there_are_no_spans() -> None:
    source = parse(b"a: 1", "")
    assert source.span(Place("", 0, ("a",))) is None
    assert source.marks == ()


def test_all_marks_of_a_document() -> None:
    assert parse(b"a: [1]", "", marks=True).marks == (
        {
            (): (None, Span(1, 1, 1, 2)),
            ("a",): (Span(1, 1, 1, 2), Span(1, 4, 1, 7)),
            ("a", 0): (None, Span(1, 5, 1, 6)),
        },
    )


@given(documents())
def test_every_span_of_a_scalar_points_at_its_text(text: str) -> None:
    source = parse(text.encode(), "x.yaml", marks=True)
    lines = text.split("\n")
    for keys, (key_span, span) in source.marks[0].items():
        value: object = source.documents[0]
        for key in keys:
            value = value[key]  # type: ignore[index] # the keys are those of the data
        if key_span and isinstance(keys[-1], str):
            assert _reads_as(under(text, key_span), keys[-1])
        if isinstance(value, str):
            _points_at(under(text, span), value, lines[span.line - 1])


def _points_at(shown: str, value: str, line: str) -> None:
    if shown[0] in "|>":
        assert line.rstrip().endswith(shown)
    elif shown[0] not in "'\"":
        assert value.startswith(shown)
    elif len(shown) > 1 and shown.endswith(shown[0]) and _reads_as(shown, value):
        return
    else:  # cut at the end of its first line
        assert line.rstrip().endswith(shown)
        assert value.startswith("§") == shown[1:].startswith(("§", "\\xA7"))


def _reads_as(shown: str, value: str) -> bool:
    try:
        return bool(yaml.safe_load(f"[{shown}]") == [value])
    except yaml.YAMLError:
        return False
