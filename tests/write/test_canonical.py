"""The canonical form: the same data, every comment, one layout, and nothing left to do."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings

from golden import EXAMPLES, ROOT
from outtrack.acts.fmt import records_of
from outtrack.acts.template import template
from outtrack.config import Config
from outtrack.files import WORKSPACE_FILE
from outtrack.model import KINDS, record_class
from outtrack.read import read_file
from outtrack.scalar import Plain
from outtrack.source import parse
from outtrack.source.comments import all_comments
from outtrack.write import Canonical, canonical
from outtrack.write.layout import WIDTH
from outtrack.write.scalars import is_same, written
from write.corpus import FILES, SIZE, File, everything


def _comments(data: bytes) -> Counter[str]:
    return Counter(comment for _, comment in all_comments(data.decode("utf-8-sig")))


def _by_day(value: Any, key: str = "") -> Any:
    """Return data with the lists that are kept by date in the order of their days: told apart by their names."""
    if isinstance(value, dict):
        return {name: _by_day(one, name) for name, one in value.items()}
    if not isinstance(value, list):
        return value
    items = [_by_day(one) for one in value]
    is_dated = key in {"checkins", "readings", "updates", "changes", "reviews"}
    return sorted(items, key=lambda one: one["date"]) if is_dated else items


def _held(one: File) -> Canonical:
    """Return the canonical form of a file after having looked at all that it promises."""
    data, records = one.text.encode(), [one.record] * len(one.documents)
    new = canonical(data, one.path, records)
    assert new is not None
    there = list(parse(new.data, one.path).documents)
    assert is_same([_by_day(value) for value in there], [_by_day(value) for value in one.documents])
    assert _comments(new.data) == _comments(data)
    again = canonical(new.data, one.path, records)
    assert again is not None
    assert again.data == new.data
    assert (b"\r\n" in new.data) == (b"\r\n" in data)
    assert new.data.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
    return new


@cache
def _all() -> list[tuple[File, Canonical]]:
    return [(one, _held(one)) for one in everything()]


def test_of_the_corpus_every_file_keeps_its_data_and_comments_and_once_is_enough() -> None:
    reasons = Counter(why for _, new in _all() for _, why in new.left)
    assert reasons["laid out, it would not say the same"] == 0
    assert reasons["a second name (`*name`) would come before its first"] < 5


@given(FILES)
@settings(max_examples=60, deadline=None)
def test_of_any_file_too(one: File) -> None:
    _held(one)


def _in_block(value: Any, indent: int = 0) -> str:
    """Return data with every key and item on a line of its own, all texts in quotes."""
    begin = "\n" + " " * indent
    if isinstance(value, dict):
        return "".join(f"{begin}{json.dumps(key)}:   {_in_block(one, indent + 4)}" for key, one in value.items())
    if isinstance(value, list):
        return "".join(f"{begin}-  {_in_block(one, indent + 3).lstrip()}" for one in value)
    return str(value) if isinstance(value, Plain) else json.dumps(value, ensure_ascii=False)


def _in_flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"'{key}': {_in_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + " , ".join(map(_in_flow, value)) + " ]"
    return str(value) if isinstance(value, Plain) else json.dumps(value, ensure_ascii=False)


def _needs_more_in_brackets(value: Any) -> bool:
    if isinstance(value, (dict, list)):
        return any(map(_needs_more_in_brackets, value.values() if isinstance(value, dict) else value))
    return written(value) != written(value, in_flow=True)


def test_all_in_lines_and_all_in_brackets_become_the_same() -> None:
    seen = 0
    for path in _files():
        name = path.relative_to(ROOT).as_posix()
        documents = parse(path.read_bytes(), name).documents
        records = records_of(documents, name, None)
        if records is None or len(documents) > 1 or _needs_more_in_brackets(documents[0]):
            continue
        block, flow = (canonical(draw(documents[0]).encode(), name, records) for draw in (_in_block, _in_flow))
        assert block is not None
        assert flow is not None
        if all(len(line) <= WIDTH for line in flow.data.decode().splitlines()):
            seen += 1
            assert block.data.decode() == flow.data.decode()
    assert seen > 50


def test_what_the_model_reads_is_the_same() -> None:
    seen = 0
    for one, new in _all():
        texts = (one.text.encode(), new.data)
        before, after = (read_file(one.path, text, Config(version=1)).documents for text in texts)
        assert before == after
        seen += all(document.text for document in before)
    assert seen > SIZE * 0.8


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_new_writes_is_canonical(kind: str) -> None:
    values = {"title": "Größe: all of it", "owner": ["maria", "no"], "tags": ["a"], "fields": {"on": 1}}
    text = template(kind, values, date(2026, 11, 22))
    new = canonical(text.encode(), f"{kind}s/a.yaml", [record_class(kind)])
    assert new is not None
    assert new.data.decode() == text
    assert new.left == ()


def _files() -> list[Any]:
    folders = (EXAMPLES, ROOT / "outcomes", ROOT / "outputs")
    return sorted(path for one in folders for path in one.rglob("*.yaml") if path.name != WORKSPACE_FILE)


@pytest.mark.parametrize("path", _files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_examples_and_our_own_outcomes_are_canonical(path: Any) -> None:
    data, name = path.read_bytes(), path.relative_to(ROOT).as_posix()
    records = records_of(parse(data, name).documents, name, None)
    assert records is not None
    new = canonical(data, name, records)
    assert new is not None
    assert new.data.decode() == data.decode()
    assert new.left == ()


def _outcome(text: str) -> str:
    new = canonical(text.encode(), "outcomes/a.yaml", [record_class("outcome")])
    assert new is not None
    return new.data.decode()


def _left(text: str) -> tuple[tuple[int, str], ...]:
    new = canonical(text.encode(), "outcomes/a.yaml", [record_class("outcome")])
    assert new is not None
    return new.left


def test_a_comment_moves_with_its_key_and_the_head_stays() -> None:
    text = (
        "# head\n\ndue: 2026-Q4  # late\n# what it is\ntitle: A\n\n\n\nkey_results:\n  - target: 2  # two\n    title: B"
    )
    new = _outcome(text)
    assert new.startswith("# head\n\n# what it is\ntitle: A\n")
    assert "\ndue: 2026-Q4  # late\n" in new
    assert new.endswith("  - title: B\n    target: 2  # two\n")
    assert "\n\n\n" not in new


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    assert _outcome("\ufefftitle: A\r\nid: a\r\n") == "\ufeffid: a\r\ntitle: A\r\n"


def test_a_second_name_never_comes_to_stand_before_the_first_and_that_is_said() -> None:
    text = "owner: &who Zoe\nid: *who\ntitle: 'A'\n"
    assert _outcome(text) == "owner: &who Zoe\nid: *who\ntitle: A\n"
    assert _left(text) == ((1, "a second name (`*name`) would come before its first"),)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title:   A\t# c\n", "title: A  # c\n"),
        ("title: A     # c\n", "title: A     # c\n"),
        ("tags:\n- a\n- b\n", "tags: [a, b]\n"),
        ("tags:\n    -   a  # c\n    -   b\n", "tags:\n  - a  # c\n  - b\n"),
        ("tags: [ a ,b, ]\n", "tags: [a, b]\n"),
        (f"tags: [{', '.join(['a' * 20] * 8)}]\n", "tags:\n" + f"  - {'a' * 20}\n" * 8),
        (f"tags: [{', '.join(['a' * 20] * 6)}]\n", f"tags: [{', '.join(['a' * 20] * 6)}]\n"),
        ("tags:\n" + f"  - {'a' * 20}\n" * 6, "tags:\n" + f"  - {'a' * 20}\n" * 6),
        ("who:\n    as: user\n    group: G\n", "who: {group: G, as: user}\n"),
        ("who: {as: user, group: G}\n", "who: {group: G, as: user}\n"),
        ("who:\n    as: user # c\n    group: G\n", "who:\n  group: G\n  as: user  # c\n"),
        ("influences: [{to: b, strength: 2}]\n", "influences:\n  - {to: b, strength: 2}\n"),
        ("basis:\n- assumption: One, two\n", "basis:\n  - assumption: One, two\n"),
        ("title: 'A'\n", "title: A\n"),
        ("title: 'no'\n", 'title: "no"\n'),
        ("title: off\n", "title: off\n"),
        ("title: '12:30'\n", 'title: "12:30"\n'),
        ("title: '010'\n", 'title: "010"\n'),
        ("title: 'a: b'\n", 'title: "a: b"\n'),
        ("title: 'say \"a: b\"'\n", "title: 'say \"a: b\"'\n"),
        ("'title': A\n", "title: A\n"),
        ("? title\n: A\n", "title: A\n"),
        ("start: '2026-10-01'\n", "start: 2026-10-01\n"),
        ("fields:\n  'on': 1\n  n: 2\n", 'fields: {"on": 1, n: 2}\n'),
        ("description: >2-\n     a\n    b\n", "description: >2-\n     a\n    b\n"),
        ("description: |\n      a\n\n        b\ntitle: A\n", "title: A\ndescription: |\n  a\n\n    b\n"),
        ("description: |+\n  a\n\n\ntitle: A\n", "title: A\ndescription: |+\n  a\n\n\n"),
        ("description: a\n   b\n\n   c\n", "description: a\n  b\n\n  c\n"),
        ("title: A  # one\n         # two\nid: a\n", "id: a\ntitle: A  # one\n         # two\n"),
        ("{title: A, id: a}\n", "id: a\ntitle: A\n"),
        ("--- # c\n  title: A\n...\n", "--- # c\ntitle: A\n...\n"),
        ("title: # c\n    A\n", "title:  # c\n  A\n"),
        ("urls:\n  - # c\n    url: u\n    title: A\n", "urls:\n  -  # c\n    title: A\n    url: u\n"),
        (
            "updates:\n- {date: 2026-10-31, note: b}\n- {date: 2026-10-31, note: a}\n- {date: 2026-09-30}\n",
            "updates:\n  - {date: 2026-09-30}\n  - {date: 2026-10-31, note: b}\n  - {date: 2026-10-31, note: a}\n",
        ),
    ],
)  # fmt: skip
def test_the_layout(before: str, after: str) -> None:
    assert _outcome(before) == after
    assert _outcome(after) == after


def test_comments_in_brackets_keep_them_as_they_are_and_that_is_said() -> None:
    text = "title: 'A'\nkey_results: [ {title: B, # c\n     target: 5}]\n"
    assert _outcome(text) == "title: A\nkey_results: [ {title: B, # c\n     target: 5}]\n"
    assert _left(text) == ((2, "comments stand inside it"),)
