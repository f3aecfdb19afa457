"""Every form of selector against a slow second implementation, on the shop; and what each mistake is told."""

from __future__ import annotations

import itertools
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import building
import golden
from outtrack.compute.standing import Standings
from outtrack.compute.terms import lifecycle
from outtrack.files import Workspace
from outtrack.select import Filters, SelectionError, Selector
from outtrack.snapshot import Snapshot, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

SHOP = golden.EXAMPLES / "shop"
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def shop() -> Snapshot:
    return load(Workspace(SHOP, None), DAY, use_cache=False)


@pytest.fixture(scope="module")
def selector(shop: Snapshot) -> Selector:
    return Selector(shop, Standings(shop))


def state(experiment: Any) -> str:
    if experiment.decision and (not experiment.decided or experiment.decided <= DAY):
        return "decided"
    if experiment.stopped and experiment.stopped <= DAY:
        return "stopped"
    return "running" if experiment.start and experiment.start <= DAY else "planned"


class Slow:
    """What selectors mean, written down once more: every entity and key result as a row, every test by hand."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.rows: dict[str, dict[str, Any]] = {}
        self.up: dict[str, set[str]] = {}
        standings = Standings(snapshot)
        everything: Iterable[Any] = snapshot.entities()
        for entity in everything:
            due, stop = getattr(entity, "due", None), getattr(entity, "stop", None)
            row = {
                "kind": entity.kind,
                "team": [entity.team],
                "owner": list(entity.owner),
                "tag": list(entity.tags),
                "area": [getattr(entity, "area", None)],
                "status": [state(entity) if entity.kind == "experiment" else lifecycle(entity, DAY)],
                "due": due.last if due else stop,
            }
            self.rows[entity.ref] = row
            if entity.kind != "outcome":
                continue
            standing = standings.outcome(entity)
            row["status"] = [standing.status]
            for one in standing.key_results:
                kr = one.key_result
                due = kr.due or entity.due
                own = {"kind": "key_result", "status": [one.status], "due": due.last if due else None}
                own["owner"] = list(kr.owner or entity.owner)
                self.rows[f"key_result:{one.id}"] = row | own
        for edges in snapshot.graph.outgoing.values():
            for edge in edges:
                if edge.relation in {"serves", "is part of", "tests", "is evidence for"}:
                    self.up.setdefault(edge.source, set()).add(edge.target)

    def filter(self, name: str, value: str) -> set[str]:
        if name == "kind":
            return {ref for ref, row in self.rows.items() if row["kind"] == value.replace("-", "_")}
        wanted = value.casefold().replace("-", "_") if name == "status" else value.casefold()
        return {ref for ref, row in self.rows.items() if wanted in [(one or "").casefold() for one in row[name]]}

    def due(self, first: date, last: date) -> set[str]:
        return {ref for ref, row in self.rows.items() if row["due"] and first <= row["due"] <= last}

    def above(self, ref: str) -> set[str]:
        return self._reach(ref, lambda one: self.up.get(one, set()))

    def below(self, ref: str) -> set[str]:
        return self._reach(ref, lambda one: {low for low, tops in self.up.items() if one in tops})

    @staticmethod
    def _reach(ref: str, step: Callable[[str], set[str]]) -> set[str]:
        found: set[str] = set()
        new = step(ref)
        while new - found:
            found |= new
            new = set().union(*(step(one) for one in found))
        return found


@pytest.fixture(scope="module")
def slow(shop: Snapshot) -> Slow:
    return Slow(shop)


def chosen(selector: Selector, *words: str, **filters: list[str]) -> set[str]:
    found = selector.select(words, Filters(**filters))
    assert found is not None
    return found


def test_nothing_selects_everything(selector: Selector) -> None:
    assert selector.select([], Filters()) is None


def test_every_entity_is_found_by_its_id_and_by_its_kind_and_id(selector: Selector, slow: Slow) -> None:
    names: dict[str, list[str]] = {}
    for ref in slow.rows:
        names.setdefault(ref.partition(":")[2], []).append(ref)
    for ref in slow.rows:
        assert chosen(selector, ref) == {ref}
        name = ref.partition(":")[2]
        if len(names[name]) == 1:
            assert chosen(selector, name) == {ref}
        else:
            with pytest.raises(SelectionError, match="several entities"):
                selector.select([name], Filters())


def test_a_key_result_is_found_by_every_suffix_that_only_it_has(selector: Selector, slow: Slow) -> None:
    names = {ref.partition(":")[2] for ref in slow.rows}
    full = [ref.partition(":")[2] for ref in slow.rows if ref.startswith("key_result:")]
    ends = [name.rpartition("/")[2] for name in full]
    for name, end in zip(full, ends, strict=True):
        if end in names:  # an exact id wins
            assert chosen(selector, end) != {f"key_result:{name}"}
        elif ends.count(end) == 1:
            assert chosen(selector, end) == {f"key_result:{name}"}
            assert chosen(selector, f"key_result:{end}") == {f"key_result:{name}"}
        else:
            with pytest.raises(SelectionError, match="several key results"):
                selector.select([end], Filters())


@pytest.mark.parametrize("name", ["kind", "team", "owner", "tag", "area", "status"])
def test_every_value_of_every_filter(selector: Selector, slow: Slow, name: str) -> None:
    values = {one for row in slow.rows.values() for one in ([row[name]] if name == "kind" else row[name]) if one}
    assert values
    for value in values:
        expected = slow.filter(name, value)
        assert chosen(selector, f"{name}:{value}") == expected
        if name != "kind":
            assert chosen(selector, f"{name}:{value.upper()}") == expected
        assert chosen(selector, **{name: [value]}) == expected
    first, second = sorted(values)[:2] if len(values) > 1 else (min(values), min(values))
    assert chosen(selector, **{name: [first, second]}) == slow.filter(name, first) | slow.filter(name, second)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026-12-31", date(2026, 12, 31), date(2026, 12, 31)),
        ("FY2027", date(2026, 2, 1), date(2027, 1, 31)),
    ],
)
def test_a_period_selects_what_is_due_in_it(selector: Selector, slow: Slow, text: str, first: date, last: date) -> None:
    expected = slow.due(first, last)
    assert expected
    assert chosen(selector, f"period:{text}") == expected == chosen(selector, period=[text])


def test_plus_adds_what_it_serves_and_what_hangs_below(selector: Selector, slow: Slow) -> None:
    for ref in slow.rows:
        if ref.startswith("key_result:"):
            outcome = f"outcome:{ref.partition(':')[2].partition('/')[0]}"
            assert chosen(selector, f"+{ref}") == {ref, outcome} | slow.above(outcome)
            continue
        assert chosen(selector, f"+{ref}") == {ref} | slow.above(ref), ref
        assert chosen(selector, f"{ref}+") == {ref} | slow.below(ref), ref
        assert chosen(selector, f"+{ref}+") == {ref} | slow.above(ref) | slow.below(ref), ref


PARTS = ("team:growth", "status:stale", "kind:key_result", "owner:maria", "tag:try", "trial-to-paid+", "period:2026-Q4")


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(PARTS, 2)))
def test_commas_mean_and_words_mean_or(selector: Selector, one: str, other: str) -> None:
    first, second = chosen(selector, one), chosen(selector, other)
    assert chosen(selector, one, other) == first | second
    if first & second:
        assert chosen(selector, f"{one},{other}") == first & second
        assert chosen(selector, f"{other},{one},") == first & second
    else:
        with pytest.raises(SelectionError, match="no entity has all of it"):
            selector.select([f"{one},{other}"], Filters())


def test_options_narrow_what_the_words_select(selector: Selector, slow: Slow) -> None:
    found = chosen(selector, "kind:outcome", "kind:output", team=["growth", "billing"], status=["on-track", "doing"])
    team = slow.filter("team", "growth") | slow.filter("team", "billing")
    status = slow.filter("status", "on_track") | slow.filter("status", "doing")
    assert found == (slow.filter("kind", "outcome") | slow.filter("kind", "output")) & team & status
    assert found


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("", "an empty selector"),
        ("+team:growth", "`+` adds to an id, not to a filter: write `team:growth`"),
        ("fields:contract", "did you mean `fields.NAME`?"),
        ("fields.contrat:PP-2026-17", "no entity has `contrat` among its `fields`; did you mean `contract`?"),
        ("fields.colour:red", "no entity has `colour` among its `fields`; there is contract, legal_approved"),
        ("fields.contract:PP-2026-71", "matches nothing; did you mean `PP-2026-17`?"),
        ("fields.legal_approved:no", "`fields.legal_approved:no` matches nothing; there is true"),
        (",", "an empty selector"),
        ("+", "an empty selector"),
        ("trial-to-pay", "did you mean `trial-to-paid`?"),
        ("Trial-To-Paid", "did you mean `trial-to-paid`?"),
        ("outcome:photo-studio", "there is no outcome `photo-studio`"),
        ("tema:growth", "did you mean `team`?"),
        ("outcomes:trial-to-paid", "did you mean `outcome`?"),
        ("team:grwoth", "did you mean `growth`?"),
        ("team:growth,status:stael", "`status:stael` matches nothing; did you mean `stale`?"),
        ("kind:epic", "`epic` is a type of output, not a kind: `outtrack list output` lists"),
        ("kind:runbook", "`runbook` is a type of output, not a kind"),
        ("kind:epc", "`epc` is not a kind"),
        ("period:2026-13", "is not a"),
        ("conversion", "write one of trial-to-paid-q3/conversion, trial-to-paid/conversion"),
        ("+nothing-of-that-kind", "there is no entity or key result `nothing-of-that-kind`"),
    ],
)
def test_each_mistake_is_told(selector: Selector, word: str, message: str) -> None:
    with pytest.raises(SelectionError) as caught:
        selector.select([word], Filters())
    assert message in str(caught.value)


def test_filters_that_exclude_each_other_are_told(selector: Selector) -> None:
    with pytest.raises(SelectionError, match="all of these selectors and filters together"):
        selector.select(["trial-to-paid"], Filters(team=["billing"]))
    with pytest.raises(SelectionError, match="--team nobody"):
        selector.select([], Filters(team=["nobody"]))


def test_a_slip_beside_values_that_match_is_told(selector: Selector) -> None:
    for filters, message in (
        (Filters(team=["growth", "biling"]), "`--team biling` matches nothing; did you mean `billing`?"),
        (Filters(status=["at_risk", "stael"]), "`--status stael` matches nothing; did you mean `stale`?"),
        (Filters(team=["growth,billing"]), "repeat it for any of several: --team growth --team billing"),
    ):
        with pytest.raises(SelectionError) as caught:
            selector.select([], filters)
        assert message in str(caught.value)


def test_a_known_word_that_nothing_has_today_is_no_slip_beside_others(selector: Selector, slow: Slow) -> None:
    assert not slow.filter("status", "missed")
    assert chosen(selector, status=["missed", "at-risk"]) == slow.filter("status", "at_risk")
    assert chosen(selector, status=["inbox", "planned", "stale"]) >= slow.filter("status", "stale")
    with pytest.raises(SelectionError) as caught:
        selector.select([], Filters(status=["missed"]))
    assert str(caught.value).startswith("`--status missed` matches nothing; there is achieved, active, ")


def test_a_team_or_person_that_outtrack_yaml_lists_is_no_slip(tmp_path: Path) -> None:
    files = {"outcomes/a.yaml": "title: A\nteam: growth\nowner: maria\n"}
    found = building.standings(tmp_path, files, "2026-11-22", "teams: [growth, billing]\npeople: [maria, Chidi]\n")
    selector = Selector(found.snapshot, found)
    assert chosen(selector, team=["growth", "billing"], owner=["chidi", "maria"]) == {"outcome:a"}
    with pytest.raises(SelectionError, match="--team support"):
        selector.select([], Filters(team=["growth", "support"]))


OWN = {
    "a": "fields: {region: EMEA, seats: 1.10, beta: true, code: 010, note: null-ish}",
    "b": "fields: {region: apac, seats: 12, beta: false, code: '010'}\nkey_results: [{title: K, target: 1}]",
    "c": "fields: {beta: 'true', seats: 'twelve'}",
    "d": "team: x",
}


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("fields.region:emea", "a"),
        ("fields.region:APAC", "b/k b"),
        ("fields.seats:1.1", "a"),
        ("fields.seats:1.10", "a"),
        ("fields.seats:12.0", "b b/k"),
        ("fields.seats:TWELVE", "c"),
        ("fields.beta:true", "a c"),
        ("fields.beta:False", "b b/k"),
        ("fields.code:10", "a"),
        ("fields.code:010", "a b b/k"),
        ("fields.region:emea,fields.beta:true", "a"),
        ("fields.region:apac,kind:key_result", "b/k"),
    ],
)
def test_a_teams_own_values_can_be_selected(tmp_path: Path, word: str, found: str) -> None:
    files = {f"outcomes/{name}.yaml": f"title: {name}\n{text}\n" for name, text in OWN.items()}
    standings = building.standings(tmp_path, files, "2026-11-22")
    refs = {f"key_result:{one}" if "/" in one else f"outcome:{one}" for one in found.split()}
    assert chosen(Selector(standings.snapshot, standings), word) == refs


def test_an_id_of_several_kinds_needs_its_kind(tmp_path: Path) -> None:
    files = {"outcomes/pay.yaml": "title: Pay\n", "metrics/pay.yaml": "title: Pay\n"}
    standings = building.standings(tmp_path, files, "2026-11-22")
    selector = Selector(standings.snapshot, standings)
    with pytest.raises(SelectionError, match="write one of metric:pay, outcome:pay"):
        selector.select(["pay"], Filters())
    assert chosen(selector, "metric:pay") == {"metric:pay"}


def test_where_nothing_has_fields_of_its_own(tmp_path: Path) -> None:
    standings = building.standings(tmp_path, {"outcomes/d.yaml": "title: D\n"}, "2026-11-22")
    with pytest.raises(SelectionError, match=r"^no entity has `region` among its `fields`$"):
        Selector(standings.snapshot, standings).select(["fields.region:emea"], Filters())


def test_a_key_result_that_was_added_later_is_not_there_yet(tmp_path: Path) -> None:
    text = """
        title: A
        key_results: [n]
        changes:
          - {date: 2026-11-14, key_result: n, field: key_result, was: gone}
          - {date: 2026-11-12, key_result: n, field: key_result, why: added}
    """
    message = "`a/n` was added on 2026-11-12: on 2026-11-04 it was not there yet"
    early, then = (building.standings(tmp_path, {"outcomes/a.yaml": text}, on) for on in ("2026-11-04", "2026-11-12"))
    for name in ("a/n", "n", "key_result:a/n"):
        with pytest.raises(SelectionError, match=message):
            Selector(early.snapshot, early).find(name)
        with pytest.raises(SelectionError, match=message):
            Selector(early.snapshot, early).select([name], Filters())
        assert Selector(then.snapshot, then).find(name) == "key_result:a/n"
    assert Selector(then.snapshot, then).select(["kind:key_result"], Filters()) == {"key_result:a/n"}
    with pytest.raises(SelectionError, match="matches nothing"):
        Selector(early.snapshot, early).select(["kind:key_result"], Filters())
