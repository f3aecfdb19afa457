"""From a piece of work up to what it serves, and back: what hangs below an outcome, what serves one at all."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from outtrack.compute.terms import lifecycle
from outtrack.graph import declared, reach, without_places
from outtrack.model.base import UPWARDS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from outtrack.names import Record
    from outtrack.snapshot import Snapshot

ASKED: Final = ("todo", "doing", "done")
"""The statuses of outputs that are work: not those that are only thought of, put off or given up."""
OUTCOME: Final = "outcome:"
OUTPUT: Final = "output:"
SOLUTION: Final = "solution:"
STRATEGY: Final = "strategy:"


def lower(snapshot: Snapshot, ref: str, apart: tuple[str, ...] = (OUTCOME,)) -> list[str]:
    """Return what hangs right below an entity, but for what stands `apart`: each outcome speaks for itself."""
    return [one for one in snapshot.graph.down(ref) if not one.startswith(apart)]


def way_down(snapshot: Snapshot, *refs: str, apart: tuple[str, ...] = (OUTCOME,)) -> list[str]:
    """Return some entities and all that hangs below them, each once, nearest first; it ends before what is `apart`."""
    return reach(refs, partial(lower, snapshot, apart=apart))


def work(snapshot: Snapshot, refs: Iterable[str]) -> list[Any]:
    """Return the outputs among these that are work: parked, dropped and unsorted ones are none."""
    outputs = [snapshot.get(one) for one in refs if one.startswith(OUTPUT)]
    return [one for one in outputs if lifecycle(one, snapshot.as_of) in ASKED]


def work_for(snapshot: Snapshot, ref: str) -> list[Any]:
    """Return the work that serves an outcome, directly or through whatever hangs below it, by id.

    Work for the outcomes that contribute to it is theirs.
    """
    return sorted(work(snapshot, way_down(snapshot, ref)), key=lambda one: one.id)


def way_up(snapshot: Snapshot, ref: str) -> list[str]:
    """Return what lies above an entity as far as the first outcomes, these included, nearest first.

    Above a strategy lie the outcomes that measure it, too.
    """

    def step(current: str) -> list[str]:
        if current.startswith(OUTCOME) and current != ref:
            return []
        return snapshot.graph.up(current) + (measures(snapshot, current) if current.startswith(STRATEGY) else [])

    return reach([ref], step)[1:]


def measures(snapshot: Snapshot, strategy: str) -> list[str]:
    """Return the refs of the outcomes that measure a strategy."""
    return [one for one in snapshot.graph.down(strategy) if one.startswith(OUTCOME)]


def served(snapshot: Snapshot) -> set[str]:
    """Return the refs of all that serves an outcome which is not dropped, or one of another workspace.

    A strategy counts through its goal and what measures it. Where it can't be told, since the way leads through a
    broken file or an entity whose links have an error of their own, it counts as well. Found from the outcomes
    downwards, each entity once, however long the way.
    """
    graph = snapshot.graph

    def step(current: str) -> list[str]:
        below = lower(snapshot, current)
        if current.startswith(OUTCOME):
            below += [one for one in graph.up(current) if one.startswith(STRATEGY)]
        return below

    return set(reach(_ends(snapshot), step))


def serves(snapshot: Snapshot, record: Record, found: Container[str]) -> bool:
    """Return whether an entity is among what was `found` to serve an outcome, or names one of these.

    A broken one is asked by the links that could be read, for it has no place in the graph.
    """
    if not record.is_broken:
        return record.ref in found
    known, names = declared(record.kind), snapshot.names
    for keys, name, _ in record.links():
        link = known[without_places(keys)]
        target = names.resolve(name, link) if link.relation in UPWARDS else ""
        if not isinstance(target, str) or target in found:
            return True
    return False


def faulty(snapshot: Snapshot) -> frozenset[str]:
    """Return the refs of the entities with a faulty link, which is an error of its own: what they serve is unknown."""
    named = (found.entity for found in snapshot.linking if found.entity)
    return frozenset(ref for ref in named if not ref.startswith("checkin:"))


def leads_elsewhere(snapshot: Snapshot, record: Record, without: Container[str]) -> bool:
    """Return whether an entity may serve what is not known here, as all do that are `without` sound links."""
    if record.is_broken or record.ref in without:
        return True
    return bool(snapshot.config.externals) and any("::" in name for _, name, _ in record.links())


def _ends(snapshot: Snapshot) -> Iterator[str]:
    """Yield where a way up may end: outcomes that are not dropped, and all of which it is not known."""
    without = faulty(snapshot)
    for records in snapshot.names.records.values():
        for record in records.values():
            if leads_elsewhere(snapshot, record, without) or _is_kept_outcome(snapshot, record):
                yield record.ref


def _is_kept_outcome(snapshot: Snapshot, record: Record) -> bool:
    return record.kind == "outcome" and lifecycle(record.entity, snapshot.as_of) != "dropped"
