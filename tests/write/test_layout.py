"""Whole files: keys in their order, values on one line where they fit, and everything reads back as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golden import DAY, EXAMPLES
from outtrack.config import Config
from outtrack.files import Workspace
from outtrack.model import KINDS, kind_class
from outtrack.model.delivery import Output
from outtrack.model.outcome import Outcome
from outtrack.read import read_file
from outtrack.snapshot import load
from outtrack.source import parse
from outtrack.write import arranged, data_of, document, key_order
from outtrack.write.scalars import as_read, is_same, written
from write import odd

LEAVES = st.one_of(odd.VALUES, st.sampled_from(["x" * 120, "long words " * 12]))
DATA = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.one_of(st.sampled_from(odd.KEYS), odd.TEXTS), inner, max_size=3)
    ),
    max_leaves=12,
)


def order_of(kind: str) -> tuple[str, ...]:
    record: type = kind_class(kind)
    return key_order(record)


@given(st.dictionaries(st.one_of(st.sampled_from(odd.KEYS), odd.TEXTS), DATA, min_size=1, max_size=4))
@settings(max_examples=500)
def test_any_data_reads_back_as_it_was(data: dict[str, Any]) -> None:
    text = document(data)
    source = parse(text.encode(), "x.yaml")
    assert source.diagnostics == ()
    assert is_same(list(source.documents), [as_read(data)]), text


@given(odd.TEXTS)
@settings(max_examples=500)
def test_no_text_gets_quotes_that_it_does_not_need(text: str) -> None:
    quoted = written(text)
    if quoted != text and text.isprintable() and "\n" not in text:
        plain = parse(f"key: {text}\n".encode(), "x.yaml")
        assert plain.diagnostics or not is_same(list(plain.documents), [{"key": text}])


@pytest.mark.parametrize("example", sorted(path.parent.name for path in EXAMPLES.glob("*/outtrack.yaml")))
def test_every_entity_of_the_examples_reads_back_as_it_was(example: str) -> None:
    from datetime import date

    snapshot = load(Workspace(EXAMPLES / example, None), date.fromisoformat(DAY), use_cache=False)
    assert not snapshot.is_empty
    for entity in snapshot.entities():
        kind: type = kind_class(entity.kind)
        text = document(arranged(kind, {"kind": entity.kind, **data_of(entity)}))
        stored = read_file("anywhere/x.yaml", text.encode(), snapshot.config)
        assert [one.message for one in stored.diagnostics] == []
        first = stored.documents[0]
        record = snapshot.record(entity.ref)
        assert first.text is not None
        assert record.text is not None
        assert json.loads(first.text.partition("\t")[0]) == json.loads(record.text.partition(b"\t")[0])


def test_a_file_as_it_is_laid_out() -> None:
    data = {
        "ref": "PAY-12",
        "outcomes": ["pay", "stay"],
        "title": "Pay: in two steps",
        "status": "doing",
        "description": "First line\n\n  indented\n",
        "imported": {"from": "jira PAY-12", "at": "2026-11-20", "state": "In Progress"},
        "effort": 12.5,
        "tags": ["a long tag that goes on and on", "another long tag that goes on and on", "and one that is too much"],
        "expected": [{"key_result": "pay/rate", "change": "+5pp"}, {"key_result": "pay/time", "change": "-10%"}],
        "owner": "no",
        "team": "50 %",
        "fields": {"Points": 5, "Was: is": "2026"},
    }
    assert document(arranged(Output, data)) == (
        'title: "Pay: in two steps"\n'
        "description: |\n"
        "  First line\n"
        "\n"
        "    indented\n"
        "outcomes: [pay, stay]\n"
        "status: doing\n"
        "owner: no\n"
        "team: 50 %\n"
        "tags:\n"
        "  - a long tag that goes on and on\n"
        "  - another long tag that goes on and on\n"
        "  - and one that is too much\n"
        "ref: PAY-12\n"
        "effort: 12.5\n"
        "expected:\n"
        "  - {key_result: pay/rate, change: +5pp}\n"
        "  - {key_result: pay/time, change: -10%}\n"
        "imported: {from: jira PAY-12, at: 2026-11-20, state: In Progress}\n"
        'fields: {Points: 5, "Was: is": "2026"}\n'
    )


def test_what_does_not_fit_on_a_line_gets_lines_of_its_own() -> None:
    checkins = [{"date": "2026-10-05", "value": 15.4, "note": "n" * 80}, {"date": "2026-10-19", "value": 17}]
    data = {"title": "X", "key_results": [{"title": "K", "target": 25, "checkins": checkins}], "urls": []}
    assert document(arranged(Outcome, data)) == (
        "title: X\n"
        "key_results:\n"
        "  - title: K\n"
        "    target: 25\n"
        "    checkins:\n"
        "      - date: 2026-10-05\n"
        "        value: 15.4\n"
        f"        note: {'n' * 80}\n"
        "      - {date: 2026-10-19, value: 17}\n"
        "urls: []\n"
    )


def test_every_field_has_a_place_in_the_order() -> None:
    for kind in KINDS:
        names = order_of(kind)
        assert names[:4] == ("id", "kind", "title", "description")
        assert len(set(names)) == len(names)
    assert key_order(Output).index("status") < key_order(Output).index("owner") < key_order(Output).index("ref")
    assert key_order(Output, ("imported",)) == ("from", "at", "title", "state", "link")
    assert key_order(Config, ("trackers",))[0] == "link_field"
    assert key_order(Output, ("fields",)) == ()
    assert key_order(Outcome, ("key_results", 0))[:2] == ("id", "title")


def test_a_record_is_written_without_its_defaults() -> None:
    output = Output(id="x", title="X", outcomes=("a",))
    assert data_of(output) == {"id": "x", "title": "X", "outcomes": ["a"]}
    assert data_of(replace(output, type="feature")) == {"id": "x", "title": "X", "type": "feature", "outcomes": ["a"]}
