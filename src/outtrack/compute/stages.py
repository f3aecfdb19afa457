"""How far solutions are: by hand up to the choice, then as far as the work on them says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from outtrack.compute.aims import Aims
from outtrack.compute.movement import was_measured
from outtrack.compute.reach import way_down, work
from outtrack.compute.terms import finished_on, lifecycle
from outtrack.model.base import Relation

if TYPE_CHECKING:
    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.standing import Standings
    from outtrack.snapshot import Snapshot

STAGES: Final = ("idea", "testing", "chosen", "building", "shipped", "measured")
ALL: Final = ("inbox", *STAGES, "parked", "dropped")
"""The stages, and what a solution is that is not on its way, in the order of a board."""
BY_HAND: Final = {"exploring": "testing"}
"""The stage that a status stands for, where it is called otherwise."""


class Stages:
    """The stages of the solutions of a snapshot."""

    def __init__(self, snapshot: Snapshot, standings: Standings) -> None:
        self.snapshot, self.standings = snapshot, standings
        self._aims: Aims | None = None

    def of(self, solution: Any) -> str:
        """Return one of `ALL`.

        Parked, dropped and unsorted solutions stay what they are called by hand. Of the others `building` are those
        that have work begun, `shipped` those whose work is all done, `measured` those of which a key result that the
        work was for has a value of a later day. Work that is parked, dropped or unsorted does not count.
        """
        word = lifecycle(solution, self.snapshot.as_of)
        by_hand = BY_HAND.get(word, word)
        if by_hand not in STAGES:
            return by_hand
        builds = work(self.snapshot, self.snapshot.graph.down(solution.ref))
        if builds and all(self._status(one) == "done" for one in builds):
            return "measured" if any(self._is_measured(solution, one) for one in builds) else "shipped"
        parts = work(self.snapshot, way_down(self.snapshot, *(one.ref for one in builds)))
        return "building" if any(self._status(one) != "todo" for one in parts) else by_hand

    def _status(self, output: Any) -> str:
        return lifecycle(output, self.snapshot.as_of)

    def _is_measured(self, solution: Any, output: Any) -> bool:
        as_of = self.snapshot.as_of
        day = finished_on(output, as_of)
        return day is not None and any(was_measured(one, day, as_of) for one in self._purpose(solution, output))

    def _purpose(self, solution: Any, output: Any) -> list[KeyResultStanding]:
        """Return the key results that work was for: those it was expected to move, else all of its outcomes'."""
        for one in (output, solution):
            edges = self.snapshot.graph.outgoing.get(one.ref, ())
            names = {edge.target.partition(":")[2] for edge in edges if edge.relation is Relation.EXPECTS}
            if names:
                outcomes = sorted({f"outcome:{name.partition('/')[0]}" for name in names})
                return [found for found in self._key_results(outcomes) if found.id in names]
        self._aims = self._aims or Aims(self.snapshot)
        return self._key_results(self._aims.own(output.ref))

    def _key_results(self, outcomes: list[str]) -> list[KeyResultStanding]:
        standings = [self.standings.of(ref) for ref in outcomes]
        return [one for standing in standings if standing for one in standing.key_results]
