"""Where something is named, and what is written there after a rename."""

from __future__ import annotations

from datetime import date
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from building import standings
from outtrack.acts.references import keys_as_written, references, rewritten
from outtrack.snapshot import load
from outtrack.source import parse

if TYPE_CHECKING:
    from pathlib import Path

    from outtrack.diagnostic import Keys
    from outtrack.snapshot import Snapshot

FILES = {
    "visions/shop.yaml": "title: Shop\ngoals: pay\nnorth_star: outcome:pay\n",
    "strategies/bet.yaml": "title: Bet\nmeasured_by: [pay]\n",
    "outcomes/pay.yaml": """\
        title: Pay
        key_results: [{id: rate, title: Rate}]
        changes: [{date: 2026-01-02, key_result: rate, field: target, was: 3}]
        """,
    "outcomes/stay.yaml": """\
        title: Stay
        contributes_to: pay
        influences: [{to: pay, strength: 3}]
        key_results:
          - {title: A, continues: pay/rate}
          - {title: B, continues: key_result:pay/rate}
        """,
    "solutions/form.yaml": "title: Form\nserves: [outcome:pay, stay]\nexpected: {key_result: pay/rate, change: +2pp}\n",
    "opportunities/slow.yaml": "title: Slow\noutcome: pay\n",
    "outputs/form.yaml": "title: Form\noutcomes: pay\n",
    "insights/one.yaml": "title: One\nabout: [pay, slow]\n",
    "checkins/one.yaml": "{date: 2026-01-02, key_result: pay/rate, value: 3}\n",
}


def snapshot(folder: Path, more: dict[str, str] | None = None) -> Snapshot:
    return standings(folder, {**FILES, **(more or {})}, "2026-03-01").snapshot


def test_every_place_that_names_an_outcome_or_a_key_result_of_it_is_found(tmp_path: Path) -> None:
    found = references(snapshot(tmp_path), "outcome:pay")
    assert [(one.record.path, one.keys, one.name) for one in found] == [
        ("visions/shop.yaml", ("goals", 0), "pay"),
        ("visions/shop.yaml", ("north_star",), "outcome:pay"),
        ("strategies/bet.yaml", ("measured_by", 0), "pay"),
        ("outcomes/stay.yaml", ("contributes_to", 0, "to"), "pay"),
        ("outcomes/stay.yaml", ("key_results", 0, "continues"), "pay/rate"),
        ("outcomes/stay.yaml", ("key_results", 1, "continues"), "key_result:pay/rate"),
        ("outcomes/stay.yaml", ("influences", 0, "to"), "pay"),
        ("opportunities/slow.yaml", ("outcome",), "pay"),
        ("solutions/form.yaml", ("serves", 0), "outcome:pay"),
        ("solutions/form.yaml", ("expected", 0, "key_result"), "pay/rate"),
        ("outputs/form.yaml", ("outcomes", 0), "pay"),
        ("insights/one.yaml", ("about", 0), "pay"),
        ("checkins/one.yaml", ("key_result",), "pay/rate"),
    ]


def test_a_key_result_is_named_by_links_and_by_moved_goalposts(tmp_path: Path) -> None:
    found = rewritten(snapshot(tmp_path), "key_result:pay/rate", "share")
    assert {(one.record.path, one.name, after) for one, after in found} == {
        ("outcomes/pay.yaml", "rate", "share"),
        ("outcomes/stay.yaml", "pay/rate", "pay/share"),
        ("outcomes/stay.yaml", "key_result:pay/rate", "key_result:pay/share"),
        ("solutions/form.yaml", "pay/rate", "pay/share"),
        ("checkins/one.yaml", "pay/rate", "pay/share"),
    }


def test_a_name_keeps_its_kind_and_its_key_result(tmp_path: Path) -> None:
    found = rewritten(snapshot(tmp_path), "outcome:pay", "buy")
    assert {(one.name, after) for one, after in found} == {
        ("pay", "buy"),
        ("outcome:pay", "outcome:buy"),
        ("pay/rate", "buy/rate"),
        ("key_result:pay/rate", "key_result:buy/rate"),
    }


def test_a_kind_is_put_before_a_new_id_that_could_mean_two(tmp_path: Path) -> None:
    found = rewritten(snapshot(tmp_path), "outcome:pay", "slow")
    by_place = {(one.record.path, one.keys): after for one, after in found}
    assert by_place["outcomes/stay.yaml", ("contributes_to", 0, "to")] == "slow", "no opportunity can stand there"
    assert by_place["insights/one.yaml", ("about", 0)] == "outcome:slow"
    assert by_place["insights/one.yaml", ("about", 1)] == "opportunity:slow", "it was unambiguous before"


def test_what_broken_documents_name_is_passed_over(tmp_path: Path) -> None:
    before = snapshot(tmp_path)
    (tmp_path / "work/outputs/form.yaml").write_text("outcomes: pay\n", encoding="utf-8")

    after = load(before.workspace, date(2026, 3, 1), use_cache=False)
    assert len(references(before, "outcome:pay")) == len(references(after, "outcome:pay")) + 1


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("contributes_to: pay", ("contributes_to",)),
        ("contributes_to: [pay]", ("contributes_to", 0)),
        ("contributes_to: {to: pay}", ("contributes_to", "to")),
        ("contributes_to: [{to: pay}]", ("contributes_to", 0, "to")),
    ],
)
def test_keys_lead_to_a_link_however_short_it_is_written(text: str, keys: Keys) -> None:
    document = parse(dedent(text).encode(), "x.yaml").documents[0]
    assert keys_as_written(document, ("contributes_to", 0, "to")) == keys
