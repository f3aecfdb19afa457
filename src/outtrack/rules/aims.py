"""Where the ways up from a piece of work lead: to the nearest outcomes and strategies, or wherever they end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from outtrack.snapshot import Snapshot

ELSEWHERE: Final = ""
"""Stands for what can't be known: another workspace, a broken file, whatever a faulty link should have named."""
_NEAREST: Final = ("outcome:", "strategy:")


class Ends:
    """The ends of the ways up from each entity, each worked out once."""

    def __init__(self, snapshot: Snapshot, faulty: Container[str], is_end: Callable[[str], bool]) -> None:
        self._snapshot, self._faulty, self._is_end = snapshot, faulty, is_end
        self._known: dict[str, frozenset[str]] = {}

    def of(self, ref: str) -> frozenset[str]:
        """Return the refs at which the ways up end, and maybe `ELSEWHERE`.

        A way ends at the first that `is_end`, and at what has nothing above it, be it the entity itself.
        """
        up, known = self._snapshot.graph.up, self._known
        todo, begun = [ref], set()
        while todo:  # what is above comes first; not by recursion, since a chain may be long
            one = todo[-1]
            above = up(one) if one not in known else []
            if one in begun or not above:
                if one not in known:
                    known[one] = self._gathered(one, above)
                todo.pop()
            else:
                begun.add(one)
                todo += [other for other in above if not self._is_end(other) and other not in begun]
        return known[ref]

    def _gathered(self, ref: str, above: list[str]) -> frozenset[str]:
        found = {ELSEWHERE} if self.is_unknown(ref) else set()
        for one in above:
            found |= {one} if self._is_end(one) else self._known.get(one, frozenset())
        return frozenset(found if above or found else {ref})

    def is_unknown(self, ref: str) -> bool:
        """Return whether an entity may serve what is not known here."""
        record = self._snapshot.record(ref)
        if record.is_broken or ref in self._faulty:
            return True
        has_externals = self._snapshot.names.externals
        return bool(has_externals) and any("::" in name for _, name, _ in record.links())


class Aims:
    """The nearest outcomes and strategies above each entity, each worked out once."""

    def __init__(self, snapshot: Snapshot, faulty: Container[str]) -> None:
        self._graph = snapshot.graph
        self._ends = Ends(snapshot, faulty, lambda ref: ref.startswith(_NEAREST))
        self._of_strategies: dict[str, list[str]] = {}

    def of(self, ref: str) -> list[str]:
        """Return the refs of the outcomes and strategies that an entity serves first, and maybe `ELSEWHERE`."""
        return sorted(one for one in self._ends.of(ref) if one == ELSEWHERE or one.startswith(_NEAREST))

    def outcomes(self, ref: str) -> list[str]:
        """Return the refs of the outcomes that an entity serves first, and maybe `ELSEWHERE`.

        A strategy on the way stands for its goal and for the outcomes that measure it.
        """
        found: set[str] = set()
        for one in self.of(ref):
            found.update(self._of_strategy(one) if one.startswith("strategy:") else [one])
        return sorted(found)

    def _of_strategy(self, ref: str) -> list[str]:
        if ref not in self._of_strategies:
            beside = [*self._graph.up(ref), *self._graph.down(ref)]
            unknown = [ELSEWHERE] if self._ends.is_unknown(ref) else []
            self._of_strategies[ref] = [*unknown, *(one for one in beside if one.startswith("outcome:"))]
        return self._of_strategies[ref]
