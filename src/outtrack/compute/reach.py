"""Which outcomes a piece of work serves, and by what way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.compute.terms import lifecycle

if TYPE_CHECKING:
    from collections.abc import Container

    from outtrack.snapshot import Snapshot

ASKED = ("todo", "doing", "done")
"""The statuses of outputs that are work: not those that are only thought of, put off or given up."""


def serves_outcome(snapshot: Snapshot, output: Any, unsure: Container[str | None] = ()) -> bool:
    """Return whether an output reaches an outcome that is not dropped, or one of another workspace.

    It also counts as linked where that can't be told: the way leads through a broken file, or through one of
    the entities that are `unsure`, since a link of theirs has an error of its own.
    """
    graph = snapshot.graph
    for ref in (output.ref, *graph.above(output.ref)):
        kind = ref.partition(":")[0]
        record = snapshot.record(ref)
        if record.is_broken or ref in unsure:
            return True
        if kind == "outcome" and lifecycle(record.entity, snapshot.as_of) != "dropped":
            return True
        if any("::" in name for _, name, _ in record.links()):
            return True
        if kind == "strategy" and any(_is_alive(snapshot, edge.source) for edge in graph.incoming.get(ref, ())):
            return True
    return False


def _is_alive(snapshot: Snapshot, ref: str) -> bool:
    """Return whether an outcome that measures a strategy is not dropped."""
    if not ref.startswith("outcome:"):
        return False
    entity = snapshot.get(ref)
    return entity is None or lifecycle(entity, snapshot.as_of) != "dropped"


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
