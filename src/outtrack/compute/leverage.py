"""What outcomes pass on to the goals of the visions, by the map of influence (`methods.md` 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.compute.influence import influence_map
from outtrack.compute.terms import lifecycle

if TYPE_CHECKING:
    from outtrack.snapshot import Snapshot

CONTRIBUTES = 2
"""The strength of contributing to an outcome, where none is declared."""


def declared_strengths(snapshot: Snapshot) -> tuple[list[str], dict[tuple[str, str], float]]:
    """Return the refs of the outcomes that are not dropped, and the strengths of the links between them.

    Where nothing is declared, contributing to an outcome counts as 2.
    """
    refs = [one.ref for one in snapshot.all("outcome") if lifecycle(one, snapshot.as_of) != "dropped"]
    known = set(refs)
    found: dict[tuple[str, str], float] = {}
    for ref in refs:
        for edge in snapshot.graph.outgoing.get(ref, ()):
            if edge.target not in known:
                continue
            if edge.relation.value == "influences":
                found[ref, edge.target] = edge.weight or CONTRIBUTES
            elif edge.relation.value == "serves":
                found.setdefault((ref, edge.target), CONTRIBUTES)
    return refs, found


def contributions_to_goals(snapshot: Snapshot) -> dict[str, float]:
    """Return by the ref of each outcome what it passes on to the goals of the visions; a goal itself counts 1."""
    refs, strengths = declared_strengths(snapshot)
    found = influence_map(refs, strengths)
    shares = dict.fromkeys(refs, 0.0)
    for goal in _goals(snapshot):
        if goal in shares:
            shares[goal] += 1
            for ref, share in found.moving(goal).items():
                shares[ref] += share
    return shares


def _goals(snapshot: Snapshot) -> list[str]:
    goals = [
        f"outcome:{name.removeprefix('outcome:')}"
        for vision in snapshot.all("vision")
        for name in (*vision.goals, *([vision.north_star] if vision.north_star else []))
    ]
    return list(dict.fromkeys(goals))
