"""What an entity is for: a walk of the one graph from it upwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.model.base import UPWARDS
from outtrack.reports.branches import DEEPEST
from outtrack.reports.elsewhere import RELATION_WORDS, external
from outtrack.reports.lines import entity_cells, entity_data
from outtrack.shapes import Branch, Cell, Tree

if TYPE_CHECKING:
    from outtrack.compute.standing import Standings
    from outtrack.snapshot import Snapshot


def why(snapshot: Snapshot, standings: Standings, ref: str) -> Tree:
    """Return the ways up from an entity: what it serves, what that serves, up to the vision."""
    shown: set[str] = set()
    left_out: list[str] = []

    def climb(current: str, relation: str, level: int = 0) -> Branch:
        entity = snapshot.get(current)
        cells = entity_cells(entity, snapshot, standings, relation)
        data = entity_data(entity, snapshot, standings) | {"relation": relation or None}
        if current in shown:
            is_open = any(snapshot.get(one) for one in snapshot.graph.up(current))
            return Branch((*cells, Cell("(shown above)", "dim")) if is_open else cells, data | {"shown_above": True})
        shown.add(current)
        edges = []
        for edge in snapshot.graph.outgoing.get(current, ()):
            if edge.relation in UPWARDS and snapshot.get(edge.target):
                edges.append(edge)
            elif edge.relation in UPWARDS:
                left_out.append(edge.target)
        if level >= DEEPEST and edges:
            return Branch((*cells, Cell(f"(+{len(edges)} above)", "dim")), data | {"hidden_above": len(edges)})
        above = (climb(edge.target, RELATION_WORDS[edge.relation], level + 1) for edge in edges)
        beyond = (_external(*link) for link in external(snapshot, current))
        return Branch(cells, data, (*above, *beyond))

    root = climb(ref, "")
    notes = []
    if left_out:
        names = ", ".join(sorted(set(left_out)))
        notes.append(f"left out, because of errors: {names} (outtrack check lists them)")
    elif not root.children:
        notes.append(f"{ref} serves nothing: `outtrack list outcome` shows what it could be linked to")
    elif not any(one.startswith("vision:") for one in shown) and any(snapshot.names.records["vision"]):
        notes.append("none of these ways leads up to a vision")
    return Tree(report="why", as_of=snapshot.as_of, roots=(root,), notes=tuple(notes))


def _external(relation: str, name: str) -> Branch:
    """Return the end of a way that leads to another workspace."""
    cells = (Cell(relation, "dim"), Cell(name), Cell("(another workspace)", "dim"))
    return Branch(cells, {"kind": None, "id": name, "title": None, "relation": relation})
