"""Files that can't be read as they are: each a clear diagnostic at the right place, and never an exception."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from outtrack.diagnostic import Span
from outtrack.source import fast, marked, parse
from outtrack.source.base import MAX_BYTES

if TYPE_CHECKING:
    from reading.conftest import Tree

FILE = "outcomes/x.yaml"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", " missing-field: the file describes nothing"),
        ("# nothing\n\n", " missing-field: the file describes nothing"),
        ("---\n", " missing-field: the file describes nothing"),
        ("- title: X\n", ":1:1 invalid-value: expected `key: value` lines, found a list"),
        ("words\n", ":1:1 invalid-value: expected `key: value` lines, found a single value, `words`"),
        ("title: A\ntitle: B\n", ":2:1 duplicate-key: `title` stands here twice"),
        (
            "title: A\nwho: {group: g, as: user, group: h}\n",
            ":2:27 duplicate-key: `group` stands here twice",
        ),
        (
            "title: A\nkey_results:\n- title: K\n  checkins:\n  - {date: 2026-10-05, value: 1, date: 2026-10-06}\n",
            ":5:34 duplicate-key: `date` stands here twice",
        ),
        ("title: A\n\tstatus: active\n", ":2:1 yaml-syntax: a tab can't indent"),
        ("title: A\nwho:\n\tgroup: x\n", ":3:1 yaml-syntax: a tab can't indent"),
        (
            "\ufefftitle: A\n\ufeffstatus: done\n",
            ":2:1 yaml-syntax: an invisible character (U+FEFF) stands in the text",
        ),
        ("title: A\x00B\n", ":1:9 yaml-syntax: a control character (U+0000) stands in the text"),
        ("title: A\nowner: \x1b[31m\n", ":2:8 yaml-syntax: a control character (U+001B) stands in the text"),
        (b"title: A\nowner: J\xf6rg\n", ":2:9 not-utf8: byte 0xf6 is not UTF-8; in Latin-1 it would be `ö`"),
        (b"\xef\xbb\xbftitle: \xe4\n", ":1:8 not-utf8: byte 0xe4 is not UTF-8; in Latin-1 it would be `ä`"),
        (b"title: \x80\n", ":1:8 not-utf8: byte 0x80 is not UTF-8"),
        ("title: A\n".encode("utf-16"), " not-utf8: the file is UTF-16 or UTF-32"),
        ("title: A\n".encode("utf-16-be"), " not-utf8: the file is UTF-16 or UTF-32"),
        ("title: A\n".encode("utf-16-le"), " not-utf8: the file is UTF-16 or UTF-32"),
        ("title: A\n".encode("utf-32"), " not-utf8: the file is UTF-16 or UTF-32"),
        ("title: !!str A\n", ":1:8 unsafe-yaml: a tag (!!str) is not allowed"),
        ("title: !python/object:os.system A\n", ":1:8 unsafe-yaml: a tag (!python/object:os.system) is not allowed"),
        ("!e {title: A}\n", ":1:1 unsafe-yaml: a tag (!e) is not allowed"),
        ("!!str title: A\n", ":1:1 unsafe-yaml: a tag (!!str) is not allowed"),
        (
            "title: *Bold\n",
            ":1:8 unsafe-yaml: the alias *Bold has no anchor &Bold above it",
        ),
        ("? [a]\n: b\n", ":1:3 yaml-syntax: a key must be plain text"),
        (b"title: A\r\nstatus: open: now\r\n", ":2:13 yaml-syntax: a second `:` in one value"),
    ],
)
def test_a_bad_file_is_one_finding(tree: Tree, content: str | bytes, expected: str) -> None:
    tree.write(FILE, content)
    assert tree.lines() == [f"{FILE}{expected}"]


def test_all_faults_of_a_file_come_at_once(tree: Tree) -> None:
    tree.write(FILE, "title: A\ntitle: B\nstatus: aktive\nreviewed: 2026-13-01\nseverity: high\n")
    assert tree.lines() == [
        f"{FILE}:2:1 duplicate-key: `title` stands here twice",
        f"{FILE}:3:9 invalid-value: `aktive` is not one of draft, active, paused, done, dropped",
        f"{FILE}:4:11 invalid-value: `2026-13-01` is not a day: there is no month 13",
        f"{FILE}:5:1 unknown-field: `severity` is not a field of an outcome",
    ]


def test_a_broken_file_spoils_no_other(tree: Tree) -> None:
    tree.write(FILE, "title: A\n  x\n y: [\n")
    tree.write("outcomes/y.yaml", "title: Y\ncontributes_to: x\n")
    snapshot = tree.load()
    assert [one.id for one in snapshot.all("outcome")] == ["y"]
    assert snapshot.get("outcome:x") is None
    assert snapshot.record("outcome:x").is_broken
    assert snapshot.linking == []  # that `x` can't be read is said once, not again by every link to it
    with pytest.raises(ValueError, match="outcome:x is broken"):
        _ = snapshot.record("outcome:x").entity


@pytest.mark.parametrize(
    "content",
    [
        "id: real\ntitle: [\n",
        'title: "never closed\nid: "real"\n',
        b"id: real\ntitle: \xff\n",
        "<<<<<<< ours\nid: real\n=======\nid: real\n>>>>>>> theirs\n",
        "title: Fine\nid: fine\n---\nid: real\ntitle: a: b\n",
    ],
)
def test_what_cannot_be_read_is_known_by_the_id_that_stands_in_it(tree: Tree, content: str | bytes) -> None:
    tree.write(FILE, content)
    tree.write("outcomes/y.yaml", "title: Y\ncontributes_to: real\n")
    snapshot = tree.load()
    assert snapshot.record("outcome:real").is_broken
    assert not snapshot.linking
    assert len(snapshot.reading) == 1


def test_what_cannot_be_read_may_say_its_kind(tree: Tree) -> None:
    tree.write("outtrack.yaml", "version: 1\ninclude: all\n")
    tree.write("all/x.yaml", "kind: metric\ntitle: [\n")
    tree.write("all/y.yaml", "kind: magic\ntitle: [\n")
    tree.write("all/z.yaml", "title: [\n")
    assert list(tree.load().names.records["metric"]) == ["x"]
    assert tree.rules() == ["yaml-syntax"] * 3


def test_conflict_markers_are_said_in_those_words(tree: Tree) -> None:
    tree.write(FILE, "title: A\n<<<<<<< HEAD\nstatus: done\n||||||| base\n=======\nstatus: active\n>>>>>>> main\n")
    (found,) = tree.found()
    assert (found.rule, found.span) == ("merge-conflict", Span(2, 1, 2, 8))
    assert found.message == "an unfinished merge: this file still holds conflict markers"
    tree.write(FILE, b"title: A\r\n<<<<<<< HEAD\r\n=======\r\n>>>>>>> main\r\n")
    assert tree.rules() == ["merge-conflict"]


@pytest.mark.parametrize(
    "content",
    [
        "title: A\ndescription: |\n  <<<<<<< HEAD\n  =======\n  >>>>>>> main\n",
        "title: A\n# <<<<<<< HEAD\n# =======\n# >>>>>>> main\n",
        'title: "<<<<<<< HEAD"\n',
    ],
)
def test_a_text_about_conflict_markers_is_no_conflict(tree: Tree, content: str) -> None:
    tree.write(FILE, content)
    assert tree.lines() == []


def test_half_a_conflict_is_no_conflict_but_no_yaml_either(tree: Tree) -> None:
    tree.write(FILE, "title: A\n>>>>>>> theirs\n=======\n<<<<<<< ours\n")
    assert tree.rules() == ["yaml-syntax"]


def test_many_conflict_markers_are_found_in_one_go() -> None:
    data = b"<<<<<<< a\n" * (MAX_BYTES // 10)  # quadratic searching would take hours
    assert parse(data, FILE).diagnostics == ()


def test_crlf_and_a_bom_are_fine(tree: Tree) -> None:
    tree.write(FILE, b"\xef\xbb\xbftitle: A\r\nwho:\r\n  group: G\r\ndescription: |\r\n  one\r\n  two\r\n")
    assert tree.lines() == []
    assert tree.load().get("outcome:x").description == "one\ntwo"


def test_a_large_file_is_not_read(tree: Tree) -> None:
    with tree.write(FILE).open("r+b") as stream:
        stream.truncate(50 * 1024**2)
    (found,) = tree.found()
    assert (found.rule, found.message, found.span) == ("unsafe-yaml", "the file is larger than 4 MiB", None)
    assert len(tree.workspace.read(FILE)) == MAX_BYTES + 1


# --- bounded work: steps are counted, not seconds -------------------------------------------------


class Counting:
    """The parser, counting its events."""

    events = 0

    def __init__(self, data: bytes) -> None:
        self.inner = PARSER(data)

    def get_event(self) -> Any:
        Counting.events += 1
        return self.inner.get_event()


PARSER: Any = vars(fast)["Parser"]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> type[Counting]:
    monkeypatch.setattr(fast, "Parser", Counting)
    monkeypatch.setattr(marked, "Parser", Counting)
    Counting.events = 0
    return Counting


@pytest.mark.parametrize(
    "data",
    ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "\n".join(" " * n + "a:" for n in range(1000))],
)
def test_deep_nesting_stops_early(counted: type[Counting], data: str) -> None:
    (found,) = parse(data.encode(), FILE).diagnostics
    assert (found.rule, found.message) == ("unsafe-yaml", "nested deeper than 40 levels")
    assert counted.events < 400


def test_forty_levels_are_fine_in_both_passes() -> None:
    data = ("[" * 41 + "]" * 41).encode()
    assert not parse(data, FILE).diagnostics
    assert not parse(data, FILE, marks=True).diagnostics
    assert parse(b"[" + data + b"]", FILE, marks=True).diagnostics
    scalar = ("[" * 41 + "1" + "]" * 41).encode()
    assert parse(scalar, FILE).documents == parse(scalar, FILE, marks=True).documents != ()


def test_an_alias_bomb_is_defused(counted: type[Counting]) -> None:
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    (found,) = parse("\n".join(lines).encode(), FILE).diagnostics
    assert (found.rule, found.message) == ("unsafe-yaml", "too many aliases")
    assert found.span
    assert found.span.line == 5
    assert counted.events < 200


def test_many_small_aliases_are_too_many() -> None:
    assert not parse(b"a: &a x\nb: [" + b"*a, " * 50 + b"]", FILE).diagnostics
    (found,) = parse(b"a: &a x\nb: [" + b"*a, " * 51 + b"]", FILE).diagnostics
    assert found.message == "too many aliases"


def test_an_alias_within_its_own_anchor_is_no_loop() -> None:
    (found,) = parse(b"a: &x [*x]", FILE).diagnostics
    assert (found.rule, found.message) == ("unsafe-yaml", "the alias *x stands inside its own anchor")
    assert found.span == Span(1, 8, 1, 10)
    (found,) = parse(b"a: &x [1]\nb: *y", FILE).diagnostics
    assert found.message == "the alias *y has no anchor &y above it"


# --- files that are no files ----------------------------------------------------------------------


def test_a_folder_called_like_a_file_is_walked(tree: Tree) -> None:
    tree.write("outcomes/x.yaml/y.yaml")
    assert tree.lines() == []
    assert [one.id for one in tree.load().all("outcome")] == ["y"]


def test_a_pipe_is_said_and_never_opened(tree: Tree) -> None:
    (tree.root / "outcomes").mkdir()
    os.mkfifo(tree.root / FILE)
    assert tree.lines() == [f"{FILE} unreadable-file: it is not a file"]


def test_a_vanished_file_is_said(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    tree.write(FILE)

    def vanish(_: object, path: str) -> bytes:
        if path == FILE:
            raise FileNotFoundError(2, "No such file or directory")
        return b"version: 1\n"

    monkeypatch.setattr("outtrack.files.Workspace.read", vanish)
    assert tree.lines() == [f"{FILE} unreadable-file: it can't be read: no such file or directory"]


def test_a_name_that_is_not_utf8_is_said(tree: Tree) -> None:
    tree.write("outcomes/fine-é.yaml")
    (tree.root / os.fsdecode(b"outcomes/caf\xe9.yaml")).write_bytes(b"title: X\n")
    assert tree.lines() == ["outcomes/caf\\xe9.yaml unreadable-file: its name is not UTF-8"]


def test_a_location_is_none_for_what_cannot_be_opened(tree: Tree) -> None:
    tree.write(FILE)
    snapshot = tree.load()
    (tree.root / FILE).unlink()
    assert snapshot.span(snapshot.place("outcome:x")) is None
