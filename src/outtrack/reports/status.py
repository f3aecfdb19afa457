"""Outcomes with their key results: how far, how fast, how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outtrack.reports.data import KEY_RESULT
from outtrack.reports.kept import keep, kept_lines
from outtrack.reports.rows import COLUMNS, key_result_row, outcome_row
from outtrack.reports.texts import ENDED
from outtrack.shapes import Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outtrack.compute.standing import OutcomeStanding, Standings
    from outtrack.snapshot import Snapshot

LIFECYCLES = ("active", "draft", "paused", "done", "dropped")


class _Lines(NamedTuple):
    """The lines of one outcome, and its place among the others."""

    order: tuple[int, bool, int, str]
    lifecycle: str
    rows: list[Row]


def status(snapshot: Snapshot, standings: Standings, chosen: set[str] | None, *, with_ended: bool = False) -> Table:
    """Return the outcomes that are chosen, with their key results; all that have not ended where nobody chooses."""
    found = _everything(snapshot, standings) if chosen is None else _chosen(standings, chosen)
    rows: list[Row] = []
    hidden = 0
    for one in sorted(found, key=lambda one: one.order):
        if chosen is None and not with_ended and one.lifecycle in ENDED:
            hidden += 1
        else:
            rows += one.rows
    notes = []
    if hidden:
        plural = "outcome that has ended is" if hidden == 1 else "outcomes that have ended are"
        notes.append(f"{hidden} {plural} not shown: --all shows them")
    if chosen is None and not snapshot.names.records["outcome"] and not snapshot.is_empty:
        notes.append("there is no outcome yet: write what should change, and link the work to it with `outcomes:`")
    return Table(
        report="status",
        as_of=snapshot.as_of,
        title=snapshot.config.name or snapshot.workspace.root.name,
        columns=COLUMNS,
        rows=tuple(rows),
        hidden=hidden,
        notes=tuple(notes),
    )


def _everything(snapshot: Snapshot, standings: Standings) -> Iterator[_Lines]:
    """Yield the lines of every outcome, as far as possible from what was kept of them."""
    for record in snapshot.names.records["outcome"].values():
        if record.is_broken:
            continue
        kept = kept_lines(snapshot, standings, record)
        if kept is not None:
            yield _Lines(_order("active", kept.type, kept.due, kept.id), "active", kept.rows)
            continue
        one = standings.outcome(record.entity)
        keep(snapshot, record, one)
        yield _lines(one, [key_result_row(one, kr) for kr in one.key_results])


def _chosen(standings: Standings, chosen: set[str]) -> Iterator[_Lines]:
    """Yield the lines of the chosen outcomes, and of those with a chosen key result."""
    outcomes = {f"outcome:{name.partition('/')[0]}" for name in _names(chosen)}
    for one in filter(None, map(standings.of, sorted(outcomes))):
        is_chosen = one.outcome.ref in chosen
        key_results = [kr for kr in one.key_results if is_chosen or f"{KEY_RESULT}:{kr.id}" in chosen]
        if is_chosen or key_results:
            yield _lines(one, [key_result_row(one, kr) for kr in key_results])


def _names(chosen: set[str]) -> Iterator[str]:
    """Yield the ids of the outcomes and key results among refs."""
    for ref in chosen:
        kind, _, name = ref.partition(":")
        if kind in {"outcome", KEY_RESULT}:
            yield name


def _lines(one: OutcomeStanding, key_results: list[Row]) -> _Lines:
    order = _order(one.lifecycle, one.outcome.type, one.due, one.outcome.id)
    return _Lines(order, one.lifecycle, [outcome_row(one), *key_results])


def _order(lifecycle: str, type: str, due: date | None, id: str) -> tuple[int, bool, int, str]:
    return LIFECYCLES.index(lifecycle), type != "business", due.toordinal() if due else 10**7, id
