"""What would go with an entity: what hangs on nothing else, and what is left without work, proof or evidence."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.compute.reach import lower, way_down
from outtrack.compute.terms import experiment_state, lifecycle
from outtrack.frozen import dataclass
from outtrack.graph import reach
from outtrack.model.base import Relation
from outtrack.names import KEY_RESULT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from outtrack.snapshot import Snapshot

OVER: Final = frozenset(("done", "dropped", "solved"))
LACKS: Final = (
    ("vision", ("outcome", "strategy"), "goal"),
    ("strategy", ("outcome",), "measure"),
    ("strategy", ("solution", "output", "experiment"), "work"),
    ("outcome", ("output", "experiment"), "work"),
    ("outcome", ("opportunity", "solution"), "idea"),
    ("opportunity", ("solution",), "solution"),
    ("opportunity", ("insight",), "evidence"),
    ("solution", ("experiment",), "test"),
    ("solution", ("output",), "work"),
)
"""What a kind may be left without: the kinds of which something must hang below it, and what they are to it."""


class Loss(NamedTuple):
    """What happens to one entity or key result."""

    ref: str
    others: tuple[str, ...]
    """What it hung on that is gone; or what it still hangs on."""
    lacks: str = ""
    """What it is left without: a word of `LACKS`, or `proof`, `values`, `expectation`."""


@dataclass
class Losses:
    """What follows where entities, or key results, are dropped."""

    snapshot: Snapshot
    dropped: Collection[str]

    @cached_property
    def gone(self) -> dict[str, None]:
        """The refs of what is dropped, and of what hangs on nothing else, nearest first; of outcomes the dropped only.

        An outcome holds what hangs on it, whatever it serves itself. What goes round in a circle holds nothing up.
        """
        graph = self.snapshot.graph
        found = dict.fromkeys(way_down(self.snapshot, *self.dropped))
        todo = [ref for ref in found if ref not in self.dropped]
        for ref in todo:  # grows while it is walked
            if ref in found and any(above not in found for above in graph.up(ref)):
                del found[ref]
                todo += [one for one in lower(self.snapshot, ref) if one in found and one not in self.dropped]
        return found

    @cached_property
    def _hit(self) -> dict[str, list[str]]:
        """What hangs on something that is gone, nearest first, and on what else it hangs; not what is over anyway."""
        graph = self.snapshot.graph
        found = dict.fromkeys(one for ref in self.gone for one in graph.down(ref) if one not in self.dropped)
        return {ref: [one for one in graph.up(ref) if one not in self.gone] for ref in found if not self._is_over(ref)}

    def unsupported(self) -> list[Loss]:
        """Return what loses all that it hangs on, with what that is."""
        up = self.snapshot.graph.up
        return [Loss(ref, tuple(up(ref))) for ref, others in self._hit.items() if not others]

    def kept(self) -> list[Loss]:
        """Return what hangs on something that is gone, but on something else as well, with that."""
        return [Loss(ref, tuple(others)) for ref, others in self._hit.items() if others]

    def emptied(self) -> list[Loss]:
        """Return what is left without something that it had, outcomes first; with what it had."""
        found = [*self._without_below(), *self._without_values(), *self._without_expectation()]
        return sorted(found, key=lambda loss: not loss.ref.startswith("outcome:"))

    def _is_over(self, ref: str) -> bool:
        entity = self.snapshot.get(ref)
        if entity is None:
            return True
        as_of = self.snapshot.as_of
        if entity.kind == "experiment":
            return experiment_state(entity, as_of) == "decided"
        return lifecycle(entity, as_of) in OVER

    def _counts(self, ref: str) -> bool:
        """Return whether something is there for what it hangs on; tests and work that are over are."""
        entity = self.snapshot.get(ref)
        return entity is not None and lifecycle(entity, self.snapshot.as_of) not in {"dropped", "parked", "inbox"}

    def _without_below(self) -> Iterator[Loss]:
        graph = self.snapshot.graph
        for ref in reach(self.gone, graph.up):
            if ref in self.gone or self._is_over(ref):
                continue
            before = reach([ref], graph.down)[1:]
            after = set(reach([ref], lambda one: [part for part in graph.down(one) if part not in self.gone]))
            for kind, kinds, what in LACKS:
                had = [one for one in before if one.partition(":")[0] in kinds and self._counts(one)]
                if ref.startswith(f"{kind}:") and had and not after.intersection(had):
                    yield Loss(ref, tuple(had), what)
            yield from self._without_proof(ref)
        for ref in self._key_results(self.dropped):
            yield from self._without_proof(f"outcome:{ref.partition(':')[2].partition('/')[0]}")

    def _without_proof(self, ref: str) -> Iterator[Loss]:
        """Yield an outcome that nothing proves any more: neither a key result of its own nor one that contributes."""
        outcome = self.snapshot.get(ref)
        if not ref.startswith("outcome:") or outcome is None or ref in self.gone or self._is_over(ref):
            return
        edges = self.snapshot.graph.incoming.get(ref, ())
        proofs = [f"{KEY_RESULT}:{outcome.id}/{one.name}" for one in outcome.key_results]
        proofs += [
            edge.source
            for edge in edges
            if edge.source.startswith("outcome:") and edge.relation is Relation.SERVES and edge.weight != 0
        ]
        if proofs and all(one in self.gone for one in proofs):
            yield Loss(ref, tuple(proofs), "proof")

    def _without_values(self) -> Iterator[Loss]:
        """Yield the key results, and experiments, whose metric is gone."""
        for ref in self.gone:
            for edge in self.snapshot.graph.incoming.get(ref, ()):
                is_left = edge.source not in self.gone and not self._is_over(edge.source)
                if edge.relation is Relation.MEASURED_BY and is_left:
                    yield Loss(self._named(edge.source, edge.keys), (ref,), "values")

    def _named(self, ref: str, keys: tuple[str | int, ...]) -> str:
        """Return the ref of the key result at these keys of an outcome, else of the entity itself."""
        if keys[:1] == ("key_results",) and isinstance(keys[1], int):
            entity = self.snapshot.get(ref)
            return f"{KEY_RESULT}:{entity.id}/{entity.key_results[keys[1]].name}"
        return ref

    def _without_expectation(self) -> Iterator[Loss]:
        """Yield the work that expects to move a key result that is gone."""
        for ref in self._key_results(self.gone):
            for edge in self.snapshot.graph.incoming.get(ref, ()):
                is_left = edge.source not in self.gone and not self._is_over(edge.source)
                if edge.relation is Relation.EXPECTS and is_left:
                    yield Loss(edge.source, (ref,), "expectation")

    def _key_results(self, refs: Collection[str]) -> Iterator[str]:
        """Yield the refs of the key results among these, and those of the outcomes among them."""
        for ref in refs:
            entity = self.snapshot.get(ref) if ref.startswith("outcome:") else None
            if ref.startswith(f"{KEY_RESULT}:"):
                yield ref
            elif entity is not None:
                yield from (f"{KEY_RESULT}:{entity.id}/{one.name}" for one in entity.key_results)
