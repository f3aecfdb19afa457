"""The way from a piece of work up to the outcomes that it serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.compute.terms import lifecycle
from outtrack.graph import declared, without_places
from outtrack.model.base import UPWARDS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from outtrack.names import Record
    from outtrack.snapshot import Snapshot

ASKED = ("todo", "doing", "done")
"""The statuses of outputs that are work: not those that are only thought of, put off or given up."""


def way_up(snapshot: Snapshot, ref: str) -> list[str]:
    """Return what lies above an entity as far as the first outcomes, these included, nearest first.

    Above a strategy lie the outcomes that measure it, too.
    """
    graph, found, todo = snapshot.graph, [], [ref]
    seen = {ref}
    for current in todo:  # grows while it is walked
        above = graph.up(current)
        if current.startswith("strategy:"):
            above += [one for one in graph.down(current) if one.startswith("outcome:")]
        for following in above:
            if following not in seen:
                seen.add(following)
                found.append(following)
                if not following.startswith("outcome:"):
                    todo.append(following)
    return found


def served(snapshot: Snapshot) -> set[str]:
    """Return the refs of all that serves an outcome which is not dropped, or one of another workspace.

    A strategy counts through its goal and what measures it. Where it can't be told, since the way leads through a
    broken file or an entity whose links have an error of their own, it counts as well. Found from the outcomes
    downwards, each entity once, however long the way.
    """
    graph = snapshot.graph
    todo = list(_ends(snapshot))
    found = set(todo)
    for current in todo:  # grows while it is walked
        below = graph.down(current)
        if current.startswith("outcome:"):
            below += [one for one in graph.up(current) if one.startswith("strategy:")]
        for one in below:
            if one not in found and not one.startswith("outcome:"):  # each outcome speaks for itself
                found.add(one)
                todo.append(one)
    return found


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


def _ends(snapshot: Snapshot) -> Iterator[str]:
    """Yield where a way up may end: outcomes that are not dropped, and all of which it is not known."""
    yield from {found.entity for found in snapshot.linking if found.entity and not found.entity.startswith("checkin:")}
    for records in snapshot.names.records.values():
        for record in records.values():
            if record.is_broken or _is_end(snapshot, record):
                yield record.ref


def _is_end(snapshot: Snapshot, record: Record) -> bool:
    if record.kind == "outcome" and lifecycle(record.entity, snapshot.as_of) != "dropped":
        return True
    return bool(snapshot.config.externals) and any("::" in name for _, name, _ in record.links())
