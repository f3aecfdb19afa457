"""How things hang together, from the top down: walks of the one graph."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from outtrack.model import KINDS, ORDER
from outtrack.reports.data import key_result_data
from outtrack.reports.elsewhere import elsewhere
from outtrack.reports.lines import entity_cells, entity_data
from outtrack.reports.texts import now_and_target, now_text, progress_cell
from outtrack.shapes import Branch, Cell, Tree, status_cell

if TYPE_CHECKING:
    from outtrack.compute.standing import Standings
    from outtrack.snapshot import Snapshot

DEEPEST = 100
"""No deeper: nobody reads that, and neither Python nor JSON nests without end."""
VIEWS = {
    "alignment": ("vision", "strategy", "outcome", "output"),
    "ost": ("outcome", "opportunity", "solution", "experiment"),
    "team": ("outcome", "output"),
    "vmgs": ("vision", "strategy", "outcome", "solution"),
}
"""The kinds that each view shows; links through a kind that it doesn't show are drawn as if it were not there."""
NOTHING = {
    "alignment": "this view shows nothing yet: write an outcome, or look at `outtrack tree --view ost`",
    "ost": "no outcome has an opportunity, solution or experiment yet: write one that names it, "
    "or look at `outtrack tree`",
    "team": "this view shows nothing yet: write an outcome, or look at `outtrack tree --view ost`",
    "vmgs": "no vision is written down yet: `outtrack new vision TITLE` begins one",
}
"""What to do where a view is empty although nothing was filtered."""


@dataclass
class Walk:
    """One walk: what it shows, how deep it goes, and what it has shown already."""

    snapshot: Snapshot
    standings: Standings
    kinds: tuple[str, ...]
    depth: int | None = None
    chosen: set[str] | None = None
    seen: set[str] = field(default_factory=set)

    def is_chosen(self, ref: str) -> bool:
        """Return whether a filter lets it through, or there is none."""
        return self.chosen is None or ref in self.chosen

    @cached_property
    def everything(self) -> list[str]:
        """The refs of all entities of the kinds that are shown, the highest kinds first."""
        records = (record for kind in self.kinds for record in self.snapshot.names.records[kind].values())
        return [record.ref for record in records if not record.is_broken]

    @cached_property
    def kept(self) -> set[str]:
        """What is chosen, and what leads to it from above."""
        found: set[str] = set()
        todo = [ref for ref in self.everything if self.is_chosen(ref)]
        for ref in todo:  # grows while it is walked
            if ref not in found:
                found.add(ref)
                todo += self.parents(ref)
        return found

    def branch(self, ref: str, level: int = 0) -> Branch:
        """Return the branch of an entity; one that was shown before is named again, but not opened again."""
        entity = self.snapshot.get(ref)
        line = self.line(entity)
        cells, data = line.cells, line.data
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

    def line(self, entity: Any) -> Branch:
        """Return an entity alone; dimmed where it was not chosen itself and only leads to what was."""
        cells = entity_cells(entity, self.snapshot, self.standings)
        data = entity_data(entity, self.snapshot, self.standings)
        if self.is_chosen(entity.ref):
            return Branch(cells, data)
        return Branch(tuple(cell._replace(tone="dim") for cell in cells), data | {"on_the_way": True})

    @cached_property
    def _below(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for ref in self.everything:
            if ref in self.kept:
                for above in self.parents(ref):
                    found.setdefault(above, []).append(ref)
        return found

    def below(self, ref: str) -> list[str]:
        """Return what of all that is kept hangs right below an entity, in its order."""
        return sorted(self._below.get(ref, ()), key=self._order)

    def parents(self, ref: str) -> list[str]:
        """Return the nearest entities above one that are of the kinds shown; links through others are followed."""
        found, todo, passed = [], list(self.snapshot.graph.up(ref)), {ref}
        for current in todo:  # grows while it is walked
            if current in passed:
                continue
            passed.add(current)
            if current.partition(":")[0] in self.kinds and self.snapshot.get(current):
                found.append(current)
            else:
                todo += self.snapshot.graph.up(current)
        return found

    def _order(self, ref: str) -> tuple[Any, ...]:
        entity = self.snapshot.get(ref)
        rank = getattr(entity, "rank", None)
        return ORDER.index(entity.kind), rank is None, rank or 0, entity.id

    def roots(self) -> list[str]:
        """Return what of all that is kept serves nothing that is shown, the highest kinds first."""
        found = [ref for ref in self.everything if ref in self.kept]
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
    """Return one of VIEWS, of everything or below one entity: what is `chosen`, and what leads to it from above.

    Without a root where the view shows nothing of what is chosen.
    """
    if view == "vmgs":
        from outtrack.reports.vmgs_tree import vmgs_tree

        return vmgs_tree(snapshot, standings, start, chosen, DEEPEST if depth is None else min(depth, DEEPEST))
    walk = Walk(snapshot, standings, VIEWS[view], depth, chosen)
    if start is not None and start.partition(":")[0] not in walk.kinds:
        walk.kinds = tuple(KINDS)
    if start is not None:
        roots = [walk.branch(start)] if start in walk.kept else []
    elif view == "team":
        roots = _teams(walk)
    else:
        first = "outcome:" if view == "ost" else ("vision:", "strategy:", "outcome:")
        tops = walk.roots()
        linked = [ref for ref in tops if ref.startswith(first) and (view != "ost" or walk.below(ref))]
        roots = [walk.branch(ref) for ref in linked]
        roots += _loose(walk, [ref for ref in tops if not ref.startswith(first)])
    name = snapshot.config.name or snapshot.workspace.root.name
    notes = () if roots or chosen is not None or snapshot.is_empty else (NOTHING[view],)
    return Tree(report="tree", as_of=snapshot.as_of, title=f"{name}: {view}", roots=tuple(roots), notes=notes)


def views_with(snapshot: Snapshot, standings: Standings, start: str | None, chosen: set[str]) -> list[str]:
    """Return the views that show something of what is chosen."""
    return [view for view in VIEWS if tree(snapshot, standings, view, start, chosen, 0).roots]


def _loose(walk: Walk, refs: list[str]) -> list[Branch]:
    """Return one more root for what hangs on nothing that is here, and one for what is linked elsewhere, if any."""
    found: dict[str, list[Branch]] = {"linked elsewhere": [], "linked to nothing": []}
    for ref in refs:
        branch = walk.branch(ref, 1)
        if links := elsewhere(walk.snapshot, ref):
            cells = (*branch.cells, *(Cell(f"({one})", "dim") for one in links))
            found["linked elsewhere"].append(replace(branch, cells=cells))
        else:
            found["linked to nothing"].append(branch)
    return [
        Branch((Cell(title, "strong"),), {"kind": None, "id": None, "title": title}, tuple(children))
        for title, children in found.items()
        if children
    ]


def _teams(walk: Walk) -> list[Branch]:
    """Return a root for each team, with its outcomes, their key results, and its work."""
    teams: dict[str, list[Any]] = {}
    for kind in walk.kinds:
        for entity in walk.snapshot.all(kind):
            teams.setdefault(entity.team or "", []).append(entity)
    roots = []
    for team in sorted(teams, key=lambda name: (not name, name)):
        own = [entity for entity in teams[team] if entity.kind == "outcome"]
        work = [entity for entity in teams[team] if entity.kind == "output" and walk.is_chosen(entity.ref)]
        outcomes = [(entity, _team_outcome(walk, entity, work)) for entity in own]
        children = [line for entity, line in outcomes if line.children or walk.is_chosen(entity.ref)]
        placed = {ref for entity in own for ref in _work_for(walk, entity.ref, work)}
        children += [walk.line(entity) for entity in work if entity.ref not in placed]
        label = team or "no team"
        if children:
            data = {"kind": "team", "id": None, "title": label}
            roots.append(Branch((Cell(label, "strong"),), data, tuple(children)))
    return roots


def _work_for(walk: Walk, ref: str, work: list[Any]) -> list[str]:
    return [entity.ref for entity in work if ref in walk.snapshot.graph.above(entity.ref)]


def _team_outcome(walk: Walk, entity: Any, work: list[Any]) -> Branch:
    line = walk.line(entity)
    standing = walk.standings.outcome(entity)
    children = []
    for one in standing.key_results:
        if not walk.is_chosen(f"key_result:{one.id}"):
            continue
        cells = (
            Cell("key result", "dim"),
            Cell(one.key_result.title),
            status_cell(one.status),
            progress_cell(one.progress.shown, now_text(one)),
            Cell(now_and_target(one), "dim"),
        )
        children.append(Branch(cells, key_result_data(standing, one)))
    children += [walk.line(walk.snapshot.get(ref)) for ref in _work_for(walk, entity.ref, work)]
    return Branch(line.cells, line.data, tuple(children))
