"""How things hang together: walks of the one graph, from the top down or from one entity up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from outtrack.model import KINDS, ORDER
from outtrack.model.base import UPWARDS, Relation
from outtrack.reports.data import key_result_data
from outtrack.reports.lines import entity_cells, entity_data
from outtrack.reports.texts import now_text, target_text
from outtrack.shapes import Branch, Cell, Tree, percent, status_cell

if TYPE_CHECKING:
    from outtrack.compute.standing import Standings
    from outtrack.snapshot import Snapshot

DEEPEST = 100
"""No deeper: nobody reads that, and neither Python nor JSON nests without end."""
VIEWS = {
    "alignment": ("vision", "strategy", "outcome", "output"),
    "ost": ("outcome", "opportunity", "solution", "experiment"),
    "team": ("outcome", "output"),
}
"""The kinds that each view shows; links through a kind that it doesn't show are drawn as if it were not there."""


@dataclass
class Walk:
    """One walk: what it shows, how deep it goes, and what it has shown already."""

    snapshot: Snapshot
    standings: Standings
    kinds: tuple[str, ...]
    depth: int | None = None
    chosen: set[str] | None = None
    seen: set[str] = field(default_factory=set)
    _below: dict[str, list[str]] | None = None

    def branch(self, ref: str, level: int = 0) -> Branch:
        """Return the branch of an entity; one that was shown before is named again, but not opened again."""
        entity = self.snapshot.get(ref)
        cells = entity_cells(entity, self.snapshot, self.standings)
        data = entity_data(entity, self.snapshot, self.standings)
        children = self.below(ref)
        if ref in self.seen:
            cells = (*cells, Cell("(shown above)", "dim")) if children else cells
            return Branch(cells, data | {"shown_above": True})
        self.seen.add(ref)
        if level >= (DEEPEST if self.depth is None else min(self.depth, DEEPEST)):
            if children:
                count = len(children)
                cells = (*cells, Cell(f"(+{count} below)", "dim"))
            return Branch(cells, data | {"hidden_below": len(children)})
        return Branch(cells, data, tuple(self.branch(child, level + 1) for child in children))

    def below(self, ref: str) -> list[str]:
        """Return what hangs right below an entity among the kinds that are shown, in their order."""
        if self._below is None:
            self._below = {}
            for kind in self.kinds:
                for record in self.snapshot.names.records[kind].values():
                    if not record.is_broken:
                        for above in self.parents(record.ref):
                            self._below.setdefault(above, []).append(record.ref)
        return sorted(self._below.get(ref, ()), key=self._order)

    def parents(self, ref: str) -> list[str]:
        """Return the nearest entities above one that are shown; links through other kinds are followed."""
        found, todo, passed = [], list(self.snapshot.graph.up(ref)), {ref}
        for current in todo:  # grows while it is walked
            if current in passed:
                continue
            passed.add(current)
            if current.partition(":")[0] in self.kinds and self.snapshot.get(current):
                if self.chosen is None or current in self.chosen:
                    found.append(current)
            else:
                todo += self.snapshot.graph.up(current)
        return found

    def _order(self, ref: str) -> tuple[Any, ...]:
        entity = self.snapshot.get(ref)
        rank = getattr(entity, "rank", None)
        return ORDER.index(entity.kind), rank is None, rank or 0, entity.id

    def roots(self) -> list[str]:
        """Return the entities that are shown and serve nothing that is shown, the highest kinds first."""
        found = [
            record.ref
            for kind in self.kinds
            for record in self.snapshot.names.records[kind].values()
            if not record.is_broken and (self.chosen is None or record.ref in self.chosen)
        ]
        tops = [ref for ref in found if not self.parents(ref)]
        reached: set[str] = set()
        for ref in [*tops, *found]:
            if ref in reached:
                continue
            if ref not in tops:  # what goes round in a circle has no top: begin somewhere, so that nothing is lost
                tops.append(ref)
            todo = [ref]
            for current in todo:  # grows while it is walked
                if current not in reached:
                    reached.add(current)
                    todo += self.below(current)
        return sorted(tops, key=self._order)


def tree(  # noqa: PLR0913, PLR0917 - what a tree may be asked for
    snapshot: Snapshot, standings: Standings, view: str, start: str | None = None,
    chosen: set[str] | None = None, depth: int | None = None,
) -> Tree:  # fmt: skip
    """Return one of VIEWS, of everything or below one entity."""
    walk = Walk(snapshot, standings, VIEWS[view], depth, chosen)
    if start is not None and start.partition(":")[0] not in walk.kinds:
        walk.kinds = tuple(KINDS)
    if start is not None:
        roots = [walk.branch(start)]
    elif view == "team":
        roots = _teams(walk)
    elif view == "ost":
        roots = [walk.branch(ref) for ref in walk.roots() if ref.startswith("outcome:") and walk.below(ref)]
        roots += _loose(walk, [ref for ref in walk.roots() if not ref.startswith("outcome:")])
    else:
        tops = walk.roots()
        roots = [walk.branch(ref) for ref in tops if not ref.startswith("output:")]
        roots += _loose(walk, [ref for ref in tops if ref.startswith("output:")])
    name = snapshot.config.name or snapshot.workspace.root.name
    return Tree(report="tree", as_of=snapshot.as_of, title=f"{name}: {view}", roots=tuple(roots))


def _loose(walk: Walk, refs: list[str]) -> list[Branch]:
    """Return one more root for what hangs on nothing, if there is any."""
    if not refs:
        return []
    children = tuple(walk.branch(ref, 1) for ref in refs)
    return [
        Branch(
            (Cell("linked to nothing", "strong"),), {"kind": None, "id": None, "title": "linked to nothing"}, children
        )
    ]


def _teams(walk: Walk) -> list[Branch]:
    """Return a root for each team, with its outcomes, their key results, and its work."""
    teams: dict[str, list[Any]] = {}
    for kind in walk.kinds:
        for entity in walk.snapshot.all(kind):
            if walk.chosen is None or entity.ref in walk.chosen:
                teams.setdefault(entity.team or "", []).append(entity)
    roots = []
    for team in sorted(teams, key=lambda name: (not name, name)):
        own = [entity for entity in teams[team] if entity.kind == "outcome"]
        work = [entity for entity in teams[team] if entity.kind == "output"]
        children = [_team_outcome(walk, entity, work) for entity in own]
        placed = {ref for entity in own for ref in _work_for(walk, entity.ref, work)}
        children += [_line(walk, entity) for entity in work if entity.ref not in placed]
        label = team or "no team"
        roots.append(Branch((Cell(label, "strong"),), {"kind": "team", "id": None, "title": label}, tuple(children)))
    return roots


def _work_for(walk: Walk, ref: str, work: list[Any]) -> list[str]:
    return [entity.ref for entity in work if ref in walk.snapshot.graph.above(entity.ref)]


def _line(walk: Walk, entity: Any) -> Branch:
    cells = entity_cells(entity, walk.snapshot, walk.standings)
    return Branch(cells, entity_data(entity, walk.snapshot, walk.standings))


def _team_outcome(walk: Walk, entity: Any, work: list[Any]) -> Branch:
    line = _line(walk, entity)
    standing = walk.standings.outcome(entity)
    children = []
    for one in standing.key_results:
        cells = (
            Cell("key result", "dim"),
            Cell(one.key_result.title),
            status_cell(one.status),
            Cell(percent(one.progress.shown)) if one.progress.shown is not None else Cell("no data", "dim"),
            Cell(f"{now_text(one)} ({target_text(one)})" if target_text(one) else now_text(one), "dim"),
        )  # fmt: skip
        children.append(Branch(cells, key_result_data(standing, one)))
    children += [_line(walk, walk.snapshot.get(ref)) for ref in _work_for(walk, entity.ref, work)]
    return Branch(line.cells, line.data, tuple(children))


RELATION_WORDS = {
    Relation.SERVES: "serves",
    Relation.PART_OF: "is part of",
    Relation.TESTS: "tests",
    Relation.ABOUT: "is evidence for",
}


def why(snapshot: Snapshot, standings: Standings, ref: str) -> Tree:
    """Return the ways up from an entity: what it serves, what that serves, up to the vision."""
    shown: set[str] = set()
    left_out: list[str] = []

    def climb(current: str, relation: str, level: int = 0) -> Branch:
        entity = snapshot.get(current)
        cells = entity_cells(entity, snapshot, standings, relation)
        data = entity_data(entity, snapshot, standings) | {"relation": relation or None}
        known = [edge for edge in snapshot.graph.outgoing.get(current, ()) if edge.relation in UPWARDS]
        edges = [edge for edge in known if snapshot.get(edge.target)]
        left_out.extend(edge.target for edge in known if edge not in edges)
        if current in shown:
            return Branch((*cells, Cell("(shown above)", "dim")) if edges else cells, data | {"shown_above": True})
        shown.add(current)
        if level >= DEEPEST and edges:
            return Branch((*cells, Cell(f"(+{len(edges)} above)", "dim")), data | {"hidden_above": len(edges)})
        above = (climb(edge.target, RELATION_WORDS[edge.relation], level + 1) for edge in edges)
        return Branch(cells, data, tuple(above))

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
