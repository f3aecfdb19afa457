"""What YAML 1.2 means, and that a file that is unusual means the same in both passes and both parsers."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml.loader import SafeLoader

from outtrack.config import Config
from outtrack.names import Record
from outtrack.read import read_file
from outtrack.scalar import Plain, scalar
from outtrack.source import Source, fast, marked, parse
from reading.styles import documents, fragments

NOTHING = None
CONFIG = Config(version=1)


def typed(text: str) -> tuple[str, str]:
    return "typed", text


def text(words: str) -> tuple[str, str]:
    return "text", words


def tagged(value: Any) -> Any:
    """Return data with its texts told apart: those that the schema may take for a number or boolean, and others."""
    if isinstance(value, dict):
        return {key: tagged(item) for key, item in value.items()}
    if isinstance(value, list):
        return [tagged(item) for item in value]
    return value if value is None else ("typed" if type(value) is Plain else "text", str(value))


def read(source: str | bytes, *, marks: bool = False) -> Source:
    return parse(source if isinstance(source, bytes) else source.encode(), "x.yaml", marks=marks)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", text("no")),
        ("No", text("No")),
        ("on", text("on")),
        ("off", text("off")),
        ("yes", text("yes")),
        ("y", text("y")),
        ("N", text("N")),
        ("true", typed("true")),
        ("True", typed("True")),
        ("tRUE", text("tRUE")),
        ("FALSE", typed("FALSE")),
        ("12:30", text("12:30")),
        ("190:20:30", text("190:20:30")),
        ("010", typed("010")),
        ("1.10", typed("1.10")),
        ("0o17", typed("0o17")),
        ("0o18", text("0o18")),
        ("0b11", text("0b11")),
        ("0x1F", typed("0x1F")),
        ("-0x1F", text("-0x1F")),
        ("1e3", typed("1e3")),
        ("1E+3", typed("1E+3")),
        ("1e", text("1e")),
        (".5", typed(".5")),
        ("5.", typed("5.")),
        (".", text(".")),
        ("+1", typed("+1")),
        ("-1.5", typed("-1.5")),
        ("--1", text("--1")),
        ("1_000", text("1_000")),
        ("1,000", text("1,000")),
        ("٣", text("٣")),
        ("-.inf", typed("-.inf")),
        (".Inf", typed(".Inf")),
        (".iNf", text(".iNf")),
        (".NaN", typed(".NaN")),
        ("+.nan", text("+.nan")),
        ("inf", text("inf")),
        ("nan", text("nan")),
        ("~", NOTHING),
        ("null", NOTHING),
        ("Null", NOTHING),
        ("NULL", NOTHING),
        ("nULL", text("nULL")),
        ("", NOTHING),
        ("# a comment", NOTHING),
        ("2026-10-05", text("2026-10-05")),
        ("2026-10-05T12:00:00Z", text("2026-10-05T12:00:00Z")),
        ("2026", typed("2026")),
        ("=", text("=")),
        ("<<", text("<<")),
        ("50%", text("50%")),
        ("a#b", text("a#b")),
        ("a #b", text("a")),
        ("http://x.y:80/z", text("http://x.y:80/z")),
        ("-a", text("-a")),
        ("?a", text("?a")),
        (":a", text(":a")),
        ("two words\t# tab", text("two words")),
        ("one\n  two\n\n  three", text("one two\nthree")),
        ("'no'", text("no")),
        ("'it''s'", text("it's")),
        ("'1'", text("1")),
        ("''", text("")),
        ('"true"', text("true")),
        ('"~"', text("~")),
        (r'"a\tb\u00e9\x41\n"', text("a\tbéA\n")),
        (r'"\e[31m\0"', text("\x1b[31m\0")),
        (r'"\N\_\L\P"', text("\x85\xa0\u2028\u2029")),
        (r'"\U0001F600"', text("😀")),
        ('"a\\\n   b"', text("ab")),
        ('"a\n\n  b"', text("a\nb")),
        ("😀 done", text("😀 done")),
        ("a\u0301 \u202e", text("a\u0301 \u202e")),
        ("a\u2028b\x85c\u2029d", text("a\u2028b\x85c\u2029d")),
        ("|\n  a\n  b\n", text("a\nb\n")),
        ("|-\n  a\n  b\n\n", text("a\nb")),
        ("|+\n  a\n\n", text("a\n\n")),
        (">\n  a\n  b\n\n  c\n", text("a b\nc\n")),
        (">-\n  a\n  b\n", text("a b")),
        (">+\n  a\n\n", text("a\n\n")),
        ("|2\n    a\n   b\n", text("  a\n b\n")),
        ("|  # why\n  1\n", text("1\n")),
        ("|\n  <<<<<<< x\n", text("<<<<<<< x\n")),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_scalar_means_what_yaml_1_2_says(written: str, meant: object, line_end: str) -> None:
    source = f"a: {written.removesuffix(chr(10))}\nz: end\n".replace("\n", line_end)
    for marks in (False, True):
        found = read(source, marks=marks)
        assert not found.diagnostics
        assert tagged(found.documents[0]) == {"a": meant, "z": text("end")}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("12:30", "12:30"),
        ("010", 10),
        ("1.10", 1.1),
        ("0o17", 15),
        ("0x1F", 31),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("+1", 1),
        ("1_000", "1_000"),
        ("-.inf", "-.inf"),
        (".NaN", ".NaN"),
        ("1e400", "1e400"),
        ("12345678901234567890", 12345678901234567890.0),
        ("true", True),
        ("FALSE", False),
        ("'true'", "true"),
        ("2026-10-05", "2026-10-05"),
        ("'010'", "010"),
    ],
)
def test_the_teams_own_values_are_read_as_yaml_1_2_reads_them(written: str, meant: object) -> None:
    content = read_file("outcomes/x.yaml", f"title: X\nfields: {{own: {written}}}\n".encode(), CONFIG)
    assert not content.diagnostics
    (stored,) = content.documents
    assert stored.text is not None
    entity = Record(stored.kind, stored.id, "", 0, stored.text.encode()).entity
    assert entity.fields == {"own": meant}
    assert type(entity.fields["own"]) is type(meant)


def test_a_text_field_keeps_what_was_written() -> None:
    for written in ("no", "010", "1.10", "2026", "true", "12:30", "1e3"):
        content = read_file("outcomes/x.yaml", f"title: {written}\n".encode(), CONFIG)
        (stored,) = content.documents
        assert stored.text is not None
        title = Record(stored.kind, stored.id, "", 0, stored.text.encode()).entity.title
        assert (type(title), title) == (str, written)


def test_a_bom_at_the_beginning_is_no_text() -> None:
    assert tagged(read(b"\xef\xbb\xbftitle: X\n").documents[0]) == {"title": text("X")}


def test_documents_are_kept_apart_and_empty_ones_hold_their_place() -> None:
    assert read("a: b\n---\n---\nc: d\n...\n# end\n").documents == ({"a": "b"}, None, {"c": "d"})


def test_an_anchor_and_its_alias_are_the_same_value() -> None:
    assert read("a: &x [1, 2]\nb: *x\n&k c: *k\n").documents == ({"a": ["1", "2"], "b": ["1", "2"], "c": "c"},)


def test_scalar_is_what_the_parser_makes_of_plain_text() -> None:
    assert [type(scalar(one)) for one in ("x", "1", "", "~")] == [str, Plain, type(None), type(None)]


@given(documents())
def test_the_fast_pass_and_the_marked_pass_give_equal_data(written: str) -> None:
    assert tagged(list(read(written).documents)) == tagged(list(read(written, marks=True).documents))


@given(fragments())
def test_whatever_is_written_both_passes_agree_and_nothing_is_raised(written: str) -> None:
    quick, slow = read(written), read(written, marks=True)
    assert tagged(list(quick.documents)) == tagged(list(slow.documents))
    assert quick.diagnostics == slow.diagnostics


@given(documents())
def test_the_pure_parser_gives_equal_data_and_spans(written: str) -> None:
    with_c = read(written, marks=True)
    with pytest.MonkeyPatch.context() as patch:
        pure(patch)
        without = read(written, marks=True)
        assert tagged(list(read(written).documents)) == tagged(list(with_c.documents))
    assert tagged(list(without.documents)) == tagged(list(with_c.documents))
    assert without.marks == with_c.marks


@given(fragments())
def test_the_pure_parser_raises_nothing_either(written: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        pure(patch)
        assert tagged(list(read(written).documents)) == tagged(list(read(written, marks=True).documents))


@given(st.binary(max_size=200))
def test_bytes_raise_nothing(data: bytes) -> None:
    read(data)
    for kind in ("outcomes", "experiments", "checkins"):
        read_file(f"{kind}/x.yaml", data, CONFIG)


def test_the_pure_parser_refuses_half_a_character() -> None:
    with pytest.MonkeyPatch.context() as patch:
        pure(patch)
        (found,) = read(r'a: "\ud800"').diagnostics
    assert (found.rule, found.message) == ("yaml-syntax", "half a character (a surrogate) stands in the text")
    assert [one.rule for one in read(r'a: "\ud800"').diagnostics] == ["yaml-syntax"]


def test_without_the_c_part_the_pure_parser_is_used() -> None:
    program = (
        "import sys; sys.modules['yaml._yaml'] = None\n"
        "from outtrack.source import parse\n"
        "from outtrack.source.base import HAS_C, Parser\n"
        "print(HAS_C, Parser.__name__, *parse(b'a: [1, no]', 'x.yaml').documents)"
    )
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert run.stdout == "False SafeLoader {'a': ['1', 'no']}\n"


def pure(patch: pytest.MonkeyPatch) -> None:
    """Read as on a platform without the C part."""
    patch.setattr(fast, "Parser", SafeLoader)
    patch.setattr(marked, "Parser", SafeLoader)
    patch.setattr(marked, "HAS_C", False)
    patch.setattr("outtrack.source.HAS_C", False)
