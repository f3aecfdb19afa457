"""What the rules look at: a snapshot, and what several of them need of it, each worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from outtrack.compute.aims import Aims
from outtrack.compute.standing import Standings
from outtrack.compute.terms import indicator, lifecycle
from outtrack.diagnostic import Diagnostic, Keys, Place
from outtrack.graph import reach
from outtrack.model.base import Relation
from outtrack.rules.gaps import Gaps
from outtrack.rules.options import options_of
from outtrack.rules.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.standing import OutcomeStanding
    from outtrack.config import Config
    from outtrack.graph import Graph
    from outtrack.model.evidence import Metric
    from outtrack.model.outcome import KeyResult, Outcome
    from outtrack.snapshot import Snapshot

OPEN_WORK = ("todo", "doing")


@dataclass
class Facts:
    """A snapshot on its day, with its standings and indexes."""

    snapshot: Snapshot
    _all: dict[str, list[Any]] = field(default_factory=dict, repr=False)

    @property
    def as_of(self) -> date:
        """The day on which everything is seen."""
        return self.snapshot.as_of

    @property
    def config(self) -> Config:
        """What `outtrack.yaml` says."""
        return self.snapshot.config

    @property
    def graph(self) -> Graph:
        """All entities with their resolved links."""
        return self.snapshot.graph

    @cached_property
    def standings(self) -> Standings:
        """How the outcomes and key results stand."""
        return Standings(self.snapshot)

    def all(self, kind: str) -> list[Any]:
        """Return the entities of a kind that could be read, by id; the same list to every rule."""
        if kind not in self._all:
            self._all[kind] = self.snapshot.all(kind)
        return self._all[kind]

    def options(self, rule: str, kind: type) -> Any:
        """Return the options of a rule, as `outtrack.yaml` gives them."""
        return options_of(kind, rule, self.config.check)

    def status(self, entity: Any) -> str:
        """Return the status set by hand, as it was on the day."""
        return lifecycle(entity, self.as_of)

    @cached_property
    def active(self) -> list[OutcomeStanding]:
        """The standings of the outcomes that are being worked for: neither draft, paused nor ended."""
        return [one for one in self.standings.all() if one.lifecycle == "active"]

    @cached_property
    def visions(self) -> list[Any]:
        """The visions that are not closed."""
        return [one for one in self.all("vision") if one.closed is None or one.closed > self.as_of]

    @cached_property
    def goals(self) -> frozenset[str]:
        """The refs of the business outcomes that a vision names."""
        named = {ref for vision in self.visions for ref in self.graph.down(vision.ref) if ref.startswith("outcome:")}
        return frozenset(ref for ref in named if (one := self.snapshot.get(ref)) and one.type == "business")

    def key_results(self) -> Iterator[tuple[OutcomeStanding, KeyResultStanding]]:
        """Yield every key result of an active outcome, with that outcome."""
        for outcome in self.active:
            for one in outcome.key_results:
                yield outcome, one

    @cached_property
    def by_key_result(self) -> dict[str, tuple[OutcomeStanding, KeyResultStanding]]:
        """Every key result with its outcome, by its full id (OUTCOME/KEY-RESULT)."""
        return {one.id: (outcome, one) for outcome in self.standings.all() for one in outcome.key_results}

    @cached_property
    def aims(self) -> Aims:
        """What work serves first, by ref."""
        return Aims(self.snapshot)

    @cached_property
    def gaps(self) -> Gaps:
        """What is not known since a file or link is broken."""
        return Gaps(self.snapshot)

    def below(self, ref: str, kind: str, relation: Relation = Relation.SERVES) -> list[Any]:
        """Return the entities of a kind that have a relation to this one, in the order of their ids."""
        found = [self.snapshot.get(one) for one in self.graph.down(ref, relation) if one.startswith(f"{kind}:")]
        return [one for one in found if one is not None]

    @cached_property
    def parts(self) -> dict[str, list[Any]]:
        """The smaller opportunities that each opportunity is divided into, by its ref; not the unsorted or dropped."""
        found: dict[str, list[Any]] = {}
        for one in self.all("opportunity"):
            if self.status(one) not in {"inbox", "dropped"}:
                for edge in self.graph.outgoing.get(one.ref, ()):
                    if edge.relation is Relation.PART_OF:
                        found.setdefault(edge.target, []).append(one)
        return found

    @cached_property
    def tested(self) -> frozenset[str]:
        """The refs of all that some experiment tests, be it over, running or planned."""
        return frozenset(ref for one in self.all("experiment") for ref in self.graph.up(one.ref))

    @cached_property
    def reader(self) -> Reader:
        """What tells how statements read, with the words that the team adds."""
        return Reader(self.config)

    def is_pursued(self, ref: str) -> bool:
        """Return whether something serves an active outcome; also where it is not known which it serves."""
        roots = [self.standings.of(root) for root in self.aims.own(ref)]
        return not roots or any(one is None or one.lifecycle == "active" for one in roots)

    def reached_up(self, refs: Iterable[str]) -> set[str]:
        """Return everything above any of the entities, and these themselves."""
        return set(reach(refs, self.graph.up))

    def reached_down(self, refs: Iterable[str], goes_on: Callable[[str], bool] = bool) -> set[str]:
        """Return everything below any of the entities, and these themselves; the walk ends where it does not go on."""
        return set(reach(refs, lambda ref: self.graph.down(ref) if goes_on(ref) else []))

    def is_proven(self, one: OutcomeStanding) -> bool:
        """Return whether something proves an outcome: key results, or outcomes that contribute more than alignment."""
        if one.key_results:
            return True
        edges = self.graph.incoming.get(one.outcome.ref, ())
        below = [self.snapshot.get(edge.source) for edge in edges if edge.relation is Relation.SERVES and edge.weight]
        return any(entity is not None and self.status(entity) != "dropped" for entity in below)

    def metric_of(self, kr: KeyResult) -> Metric | None:
        """Return the metric whose readings are the values of a key result; None also where it can't be found."""
        found: Metric | None = self.snapshot.metric(kr.metric)
        return found

    def is_lagging(self, outcome: Outcome) -> bool:
        """Return whether an outcome moves late: it is lagging, and none of its key results is leading."""
        return indicator(outcome) == "lagging" and not any(map(self._is_leading, outcome.key_results))

    def _is_leading(self, kr: KeyResult) -> bool:
        metric = self.metric_of(kr)
        return (kr.indicator or (metric.indicator if metric else None)) == "leading"


def about_key_result(one: KeyResultStanding, key: str | Keys, message: str, hint: str | None = None) -> Diagnostic:
    """Return a finding about a value of a key result; where there is none, it points at the key result."""
    keys = key if isinstance(key, tuple) else (key,)
    place = Place("", 0, ("key_results", one.index, *keys))
    return Diagnostic(rule="", message=message, hint=hint, entity=f"key_result:{one.id}", place=place)
