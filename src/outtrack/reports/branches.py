"""A walk of the graph from the top down: which entities a tree shows, in which order, how deep."""

from __future__ import annotations

from dataclasses import field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from outtrack.frozen import dataclass
from outtrack.model import ORDER
from outtrack.reports.lines import entity_cells, entity_data
from outtrack.shapes import Branch, Cell

if TYPE_CHECKING:
    from outtrack.compute.standing import Standings
    from outtrack.snapshot import Snapshot

DEEPEST = 100
"""No deeper: nobody reads that, and neither Python nor JSON nests without end."""


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
        children = self.below(ref)
        if ref in self.seen:
            line = replace(line, data=line.data | {"shown_above": True})
            return replace(line, cells=(*line.cells, Cell("(shown above)", "dim")), details=()) if children else line
        self.seen.add(ref)
        return self.opened(line, ref, children, level)

    def opened(self, line: Branch, ref: str, children: list[str], level: int) -> Branch:  # noqa: ARG002 - for views
        """Return the line of an entity with what hangs below it."""
        if self.ends_at(level):
            return closed(line, len(children))
        return replace(line, children=tuple(self.branch(child, level + 1) for child in children))

    def ends_at(self, level: int) -> bool:
        """Return whether the walk goes no deeper than a level."""
        return level >= (DEEPEST if self.depth is None else min(self.depth, DEEPEST))

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


def closed(line: Branch, count: int) -> Branch:
    """Return the line of a branch that is not opened; it says how many hang below it."""
    cells = (*line.cells, Cell(f"(+{count} below)", "dim")) if count else line.cells
    return replace(line, cells=cells, data=line.data | {"hidden_below": count})
