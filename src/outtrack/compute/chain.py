"""From the vision down to the bets: which goals it names, which strategies lead to them, what is tried on the way."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from outtrack.compute.reach import OUTCOME, STRATEGY, measures, work
from outtrack.compute.terms import lifecycle
from outtrack.graph import reach
from outtrack.model.base import Relation

if TYPE_CHECKING:
    from outtrack.graph import Edge
    from outtrack.snapshot import Snapshot

NOT_DOING: Final = frozenset(("paused", "parked", "dropped", "not_now"))
"""The statuses of what is not pursued, now or ever."""


class Chain:
    """The steps down from a vision, in the order in which the files name them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot, self.graph = snapshot, snapshot.graph

    def tops(self) -> list[str]:
        """Return the refs of the visions that are part of none; of those that go round in a circle, the first."""
        refs = [one.ref for one in self.snapshot.all("vision")]
        tops = [ref for ref in refs if not self._parents(ref)]
        reached = set(reach(tops, self.parts))
        for ref in self.circles():
            if ref not in reached:
                tops.append(ref)
                reached |= set(reach([ref], self.parts))
        return tops

    def circles(self) -> list[str]:
        """Return the refs of the visions that no way up leads from to an end: they are part of themselves."""
        refs = [one.ref for one in self.snapshot.all("vision")]
        reached = set(reach([ref for ref in refs if not self._parents(ref)], self.parts))
        return [ref for ref in refs if ref not in reached]

    def parts(self, vision: str) -> list[str]:
        """Return the refs of the visions that specialise one."""
        return [ref for ref in self._down(vision, "vision:", Relation.PART_OF) if ref != vision]

    def parent(self, vision: str) -> Any:
        """Return the vision that one specialises; None where there is none, or it is that one itself."""
        above = [ref for ref in self._parents(vision) if ref != vision]
        return self.snapshot.get(above[0]) if above else None

    def north_star(self, vision: str) -> str | None:
        """Return the ref of the goal above the others: the one that is named, else the first that goes on."""
        entity = self.snapshot.get(vision)
        if entity.north_star:
            return _outcome(entity.north_star)
        goals = self.goals(vision)
        alive = [ref for ref in goals if lifecycle(self.snapshot.get(ref), self.snapshot.as_of) not in _OVER]
        return next(iter(alive or goals), None)

    def goals(self, vision: str) -> list[str]:
        """Return the refs of the outcomes that a vision names, the north star first."""
        entity = self.snapshot.get(vision)
        named = ([entity.north_star] if entity.north_star else []) + list(entity.goals)
        refs = dict.fromkeys(_outcome(name) for name in named)
        return [ref for ref in refs if self.snapshot.get(ref)]

    def strategies(self, goal: str) -> list[str]:
        """Return the refs of the strategies that lead to an outcome."""
        return self._down(goal, STRATEGY, Relation.SERVES)

    def sub_goals(self, strategy: str) -> list[str]:
        """Return the refs of the outcomes that measure a strategy: first those that it names, then what contributes."""
        found = measures(self.snapshot, strategy)
        named = [_outcome(name) for name in self.snapshot.get(strategy).measured_by]
        return [ref for ref in dict.fromkeys((*named, *found)) if self.snapshot.get(ref)]

    def tactics(self, ref: str) -> list[str]:
        """Return the refs of the solutions for a strategy or outcome: through its opportunities, nothing else."""
        return [one for one in reach([ref], self._on_the_way) if one.startswith("solution:") and self.snapshot.get(one)]

    def work(self, ref: str) -> list[str]:
        """Return the refs of the work that goes straight to a strategy or outcome, without a solution between.

        What is parked, dropped or unsorted is no work, and what is part of something larger is shown there.
        """
        found = work(self.snapshot, self.graph.down(ref, Relation.SERVES))
        return [one.ref for one in found if not one.solution and not one.parent]

    def contributing(self, outcome: str) -> list[str]:
        """Return the refs of the outcomes that contribute to one; no goals, and none of a strategy.

        One that is only aligned, with weight 0, stands where it contributes, if it does anywhere.
        """
        edges = self.graph.incoming.get(outcome, ())
        found = [edge for edge in edges if edge.relation is Relation.SERVES and edge.source.startswith(OUTCOME)]
        own = [edge for edge in found if edge.source not in self.named and self.snapshot.get(edge.source)]
        return [edge.source for edge in own if self._is_at_home(edge)]

    def _is_at_home(self, edge: Edge) -> bool:
        above = [one for one in self.graph.outgoing[edge.source] if self.snapshot.get(one.target)]
        if any(one.target.startswith(STRATEGY) for one in above):
            return False
        return edge.weight != 0 or all(one.weight == 0 for one in above)

    @cached_property
    def named(self) -> frozenset[str]:
        """The refs of the goals of all visions."""
        return frozenset(goal for vision in self.snapshot.all("vision") for goal in self.goals(vision.ref))

    def _on_the_way(self, ref: str) -> list[str]:
        if ref.startswith("solution:"):
            return []
        return [one for one in self.graph.down(ref) if one.startswith(("opportunity:", "solution:"))]

    def _parents(self, vision: str) -> list[str]:
        return [ref for ref in self.graph.up(vision) if ref.startswith("vision:") and self.snapshot.get(ref)]

    def _down(self, ref: str, kind: str, relation: Relation) -> list[str]:
        return [one for one in self.graph.down(ref, relation) if one.startswith(kind) and self.snapshot.get(one)]


_OVER: Final = ("done", "dropped")


def _outcome(name: str) -> str:
    return f"outcome:{name.removeprefix('outcome:')}"
