"""Where the ways up from a piece of work lead: to the nearest outcomes and strategies, or wherever they end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from outtrack.compute.reach import OUTCOME, STRATEGY, faulty, leads_elsewhere, measures
from outtrack.model.base import Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from outtrack.snapshot import Snapshot

ELSEWHERE: Final = ""
"""Stands for what can't be known: another workspace, a broken file, whatever a faulty link should have named."""
_NEAREST: Final = (OUTCOME, STRATEGY)


class Aims:
    """What each entity serves first, each worked out once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot, self.faulty = snapshot, faulty(snapshot)
        self._nearest = self.ends(lambda ref: ref.startswith(_NEAREST))
        self._own = Ends(self._own_first, lambda ref: ref.startswith(OUTCOME), lambda _: False)
        self._of_strategies: dict[str, list[str]] = {}

    def ends(self, is_end: Callable[[str], bool]) -> Ends:
        """Return what tells where all ways up end, if they do at the first that `is_end`."""
        return Ends(self._snapshot.graph.up, is_end, self.is_unknown)

    def of(self, ref: str) -> list[str]:
        """Return the refs of the outcomes and strategies that an entity serves first, and maybe `ELSEWHERE`."""
        return sorted(one for one in self._nearest.of(ref) if one == ELSEWHERE or one.startswith(_NEAREST))

    def outcomes(self, ref: str) -> list[str]:
        """Return the refs of the outcomes that an entity serves first, on all ways, and maybe `ELSEWHERE`.

        A strategy on the way stands for its goal and for the outcomes that measure it.
        """
        found: set[str] = set()
        for one in self.of(ref):
            found.update(self._beside(one) if one.startswith(STRATEGY) else [one])
        return sorted(found)

    def own(self, ref: str) -> list[str]:
        """Return the refs of the nearest outcomes that an entity serves by itself, in the order in which it says so.

        What serves nothing itself serves what the larger thing serves that it is part of. Work for a strategy is
        for the outcomes that measure it, else for its goal.
        """
        return [one for one in self._own.of(ref) if one.startswith(OUTCOME)]

    def is_unknown(self, ref: str) -> bool:
        """Return whether an entity may serve what is not known here."""
        return leads_elsewhere(self._snapshot, self._snapshot.record(ref), self.faulty)

    def _own_first(self, ref: str) -> list[str]:
        if ref.startswith(STRATEGY) and (found := measures(self._snapshot, ref)):
            return found
        edges = self._snapshot.graph.outgoing.get(ref, ())
        serves = [edge.target for edge in edges if edge.relation is Relation.SERVES]
        return serves or [edge.target for edge in edges if edge.relation is Relation.PART_OF]

    def _beside(self, strategy: str) -> list[str]:
        if strategy not in self._of_strategies:
            goals = [one for one in self._snapshot.graph.up(strategy) if one.startswith(OUTCOME)]
            unknown = [ELSEWHERE] if self.is_unknown(strategy) else []
            self._of_strategies[strategy] = [*unknown, *goals, *measures(self._snapshot, strategy)]
        return self._of_strategies[strategy]


class Ends:
    """The ends of the ways up from each entity, each worked out once."""

    def __init__(
        self, up: Callable[[str], list[str]], is_end: Callable[[str], bool], is_unknown: Callable[[str], bool]
    ) -> None:
        self._up, self._is_end, self._is_unknown = up, is_end, is_unknown
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, ref: str) -> tuple[str, ...]:
        """Return the refs at which the ways up end, and maybe `ELSEWHERE`.

        A way ends at the first that `is_end`, and at what has nothing above it, be it the entity itself.
        """
        known = self._known
        todo, begun = [ref], set()
        while todo:  # what is above comes first; not by recursion, since a chain may be long
            one = todo[-1]
            above = self._up(one) if one not in known else []
            if one in begun or not above:
                if one not in known:
                    known[one] = self._gathered(one, above)
                todo.pop()
            else:
                begun.add(one)
                todo += [other for other in above if not self._is_end(other) and other not in begun]
        return known[ref]

    def _gathered(self, ref: str, above: Collection[str]) -> tuple[str, ...]:
        found = [ELSEWHERE] if self._is_unknown(ref) else []
        for one in above:
            found += [one] if self._is_end(one) else self._known.get(one, ())
        return tuple(dict.fromkeys(found if above or found else [ref]))
