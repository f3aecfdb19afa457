"""The figures as they would be if something were not there: the same formulas, over what is left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from outtrack.compute.standing import Standings
from outtrack.compute.terms import lifecycle
from outtrack.derived import Derived
from outtrack.names import KEY_RESULT, Held, Names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from outtrack.names import Record
    from outtrack.snapshot import Snapshot

_OVER = frozenset(("done", "dropped"))
_HAIR = 1e-9


class Figures(NamedTuple):
    """How far an outcome or strategy is; the status is that of an outcome, of a strategy there is none."""

    progress: float | None
    coverage: float | None
    status: str | None = None


class Move(NamedTuple):
    """An outcome or strategy whose figures would be others."""

    ref: str
    before: Figures
    after: Figures


def without(snapshot: Snapshot, refs: Collection[str]) -> Snapshot:
    """Return a snapshot in which these entities, and key results, are not there."""
    names = Names(externals=snapshot.names.externals)
    outcomes = {
        f"outcome:{one.partition(':')[2].partition('/')[0]}" for one in refs if one.startswith(f"{KEY_RESULT}:")
    }
    for kind, records in snapshot.names.records.items():
        for name, record in records.items():
            if record.ref not in refs:
                names.records[kind][name] = _without_key_results(record, refs) if record.ref in outcomes else record
    return replace(snapshot, names=names, reading=[], derived=Derived())


def _without_key_results(record: Record, refs: Collection[str]) -> Record:
    outcome = record.entity
    left = tuple(one for one in outcome.key_results if f"{KEY_RESULT}:{outcome.id}/{one.name}" not in refs)
    return Held(replace(outcome, key_results=left), record.path, record.document)


def moves(standings: Standings, refs: Collection[str]) -> list[Move]:
    """Return whose figures would be others without these entities and key results: outcomes, then strategies.

    What goes with them, and what is over anyway, is left out.
    """
    before = dict(_figures(standings))
    after = dict(_figures(Standings(without(standings.snapshot, refs))))
    return [Move(ref, before[ref], found) for ref, found in after.items() if not _is_same(before[ref], found)]


def _figures(standings: Standings) -> Iterator[tuple[str, Figures]]:
    for one in standings.all():
        if one.lifecycle not in _OVER:
            yield one.outcome.ref, Figures(one.rollup.progress, one.rollup.coverage, one.status)
    for strategy in standings.snapshot.all("strategy"):
        if lifecycle(strategy, standings.snapshot.as_of) not in _OVER:
            total = standings.strategy(strategy)
            yield strategy.ref, Figures(total.progress, total.coverage)


def _is_same(before: Figures, after: Figures) -> bool:
    pairs = ((before.progress, after.progress), (before.coverage, after.coverage))
    is_near = all(one == other or (one is not None and other is not None and abs(one - other) < _HAIR)
                  for one, other in pairs)  # fmt: skip
    return is_near and before.status == after.status
