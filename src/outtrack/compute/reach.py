"""The way from a piece of work up to the outcomes that it serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.compute.terms import lifecycle

if TYPE_CHECKING:
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


def serves_outcome(snapshot: Snapshot, ref: str) -> bool:
    """Return whether the first outcomes above an entity hold one that is not dropped, or one of another workspace.

    Also where that can't be told, because the way leads through a broken file.
    """
    for one in (ref, *way_up(snapshot, ref)):
        record = snapshot.record(one)
        if record.is_broken or any("::" in name for _, name, _ in record.links()):
            return True
        if one.startswith("outcome:") and lifecycle(record.entity, snapshot.as_of) != "dropped":
            return True
    return False
