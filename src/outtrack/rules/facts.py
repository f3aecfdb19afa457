"""What the rules look at: a snapshot, and what several of them need of it, each worked out once."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from outtrack.compute.standing import Standings
from outtrack.compute.terms import indicator, lifecycle
from outtrack.config import word_lists
from outtrack.diagnostic import Diagnostic, Keys, Place, Severity
from outtrack.model.base import Relation
from outtrack.rules.aims import Aims
from outtrack.rules.options import options_of
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from outtrack.compute.standing import KeyResultStanding, OutcomeStanding
    from outtrack.config import Config
    from outtrack.graph import Graph
    from outtrack.model.evidence import Metric
    from outtrack.model.outcome import KeyResult, Outcome
    from outtrack.snapshot import Snapshot
    from outtrack.wording import Verdict, Words

OPEN_WORK = ("todo", "doing")
UNREAD = ("near-kind-folder", "unreadable-file")
"""Findings about files and folders that can't be opened, or need not be."""


@dataclass
class Facts:
    """A snapshot on its day, with its standings and indexes."""

    snapshot: Snapshot

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
        """Return the entities of a kind that could be read, by id."""
        return self.snapshot.all(kind)

    def options(self, rule: str, kind: type) -> Any:
        """Return the options of a rule, as `outtrack.yaml` gives them."""
        return options_of(kind, (self.config.check.rules or {}).get(rule, {}))

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
    def faulty(self) -> frozenset[str]:
        """The refs of the entities with a faulty link, which is an error of its own: nobody knows what they serve."""
        return frozenset(found.entity for found in self.snapshot.linking if found.entity)

    @cached_property
    def aims(self) -> Aims:
        """What work serves first, by ref."""
        return Aims(self.snapshot, self.faulty)

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
    def words(self) -> Words:
        """The word lists, with what the team adds."""
        from outtrack.wording import load_words

        return load_words(word_lists(self.config))

    def reads(self, statement: str) -> Verdict:
        """Return how a statement reads, as an outcome or as work."""
        if statement not in self._verdicts:
            from outtrack.wording import classify

            self._verdicts[statement] = classify(statement, self.words)
        return self._verdicts[statement]

    @cached_property
    def _verdicts(self) -> dict[str, Verdict]:
        return {}

    def roots(self, ref: str) -> tuple[str, ...]:
        """Return the refs of the nearest outcomes that something serves: none of those that these contribute to.

        What serves nothing itself serves what the larger thing serves that it is part of. Work for a strategy is
        for the outcomes that measure it, else for its goal.
        """
        way: list[str] = []
        while ref not in self._roots:
            way.append(ref)
            self._roots[ref] = ()  # for a circle, which is an error of its own
            edges = self.graph.outgoing.get(ref, ())
            serves = [edge.target for edge in edges if edge.relation is Relation.SERVES]
            larger = [edge.target for edge in edges if edge.relation is Relation.PART_OF]
            if serves or not larger:
                found = [root for target in serves for root in self._near(target)]
                self._roots[ref] = tuple(dict.fromkeys(found))
            else:
                ref = larger[0]
        for one in way:
            self._roots[one] = self._roots[ref]
        return self._roots[ref]

    def _near(self, ref: str) -> tuple[str, ...]:
        if ref.startswith("outcome:"):
            return (ref,)
        if ref.startswith("strategy:"):
            measures = [one for one in self.graph.down(ref, Relation.SERVES) if one.startswith("outcome:")]
            return tuple(measures) or self.roots(ref)
        return self.roots(ref)

    @cached_property
    def _roots(self) -> dict[str, tuple[str, ...]]:
        return {}

    def is_pursued(self, ref: str) -> bool:
        """Return whether something serves an active outcome; also where it is not known which it serves."""
        roots = [self.standings.of(root) for root in self.roots(ref)]
        return not roots or any(one is None or one.lifecycle == "active" for one in roots)

    def reached_up(self, refs: Iterable[str]) -> set[str]:
        """Return everything above any of the entities, and these themselves."""
        return _reached(refs, self.graph.up)

    def reached_down(self, refs: Iterable[str], goes_on: Callable[[str], bool] = bool) -> set[str]:
        """Return everything below any of the entities, and these themselves; the walk ends where it does not go on."""
        return _reached(refs, lambda ref: self.graph.down(ref) if goes_on(ref) else [])

    def is_proven(self, one: OutcomeStanding) -> bool:
        """Return whether something proves an outcome: key results, or outcomes that contribute more than alignment."""
        if one.key_results:
            return True
        edges = self.graph.incoming.get(one.outcome.ref, ())
        below = [self.snapshot.get(edge.source) for edge in edges if edge.relation is Relation.SERVES and edge.weight]
        return any(entity is not None and self.status(entity) != "dropped" for entity in below)

    def metric_of(self, kr: KeyResult) -> Metric | None:
        """Return the metric whose readings are the values of a key result; None also where it can't be found."""
        found: Metric | None = self.snapshot.get(f"metric:{kr.metric.removeprefix('metric:')}") if kr.metric else None
        return found

    def is_lagging(self, outcome: Outcome) -> bool:
        """Return whether an outcome moves late: it is lagging, and none of its key results is leading."""
        return indicator(outcome) == "lagging" and not any(map(self._is_leading, outcome.key_results))

    def _is_leading(self, kr: KeyResult) -> bool:
        metric = self.metric_of(kr)
        return (kr.indicator or (metric.indicator if metric else None)) == "leading"

    def is_unsure(self, ref: str) -> bool:
        """Return whether something may belong to this entity that is not known, since a file or link of it is broken.

        What is missing may then stand there; the error says enough.
        """
        return ref.partition(":")[2] in self._names_in_broken_files

    def may_be_measured(self, ref: str) -> bool:
        """Return whether a check-in's own file that is broken may hold values of this outcome or metric."""
        return ref.partition(":")[2] in self._names_in_broken_checkins

    @cached_property
    def _broken_files(self) -> frozenset[str]:
        errors = (one for one in self.snapshot.reading if one.severity is Severity.ERROR and one.rule not in UNREAD)
        return frozenset(one.path for one in errors)

    @cached_property
    def _names_in_broken_files(self) -> frozenset[str]:
        hints = [one.hint for one in self.snapshot.linking if one.hint]
        return _names(
            [*hints, *(PurePosixPath(path).stem for path in self._broken_files), *self._texts(self._broken_files)]
        )

    @cached_property
    def _names_in_broken_checkins(self) -> frozenset[str]:
        return _names(self._texts(path for path in self._broken_files if "checkins" in path.split("/")))

    def _texts(self, paths: Iterable[str]) -> Iterator[str]:
        for path in paths:
            with suppress(OSError):
                yield self.snapshot.workspace.read(path).decode(errors="replace")


def _names(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(name for text in texts for name in re.findall(r"[\w.-]*\w", text))


def _reached(refs: Iterable[str], step: Callable[[str], list[str]]) -> set[str]:
    todo = list(refs)
    seen = set(todo)
    while todo:
        following = [one for one in step(todo.pop()) if one not in seen]
        seen.update(following)
        todo += following
    return seen


def about_key_result(one: KeyResultStanding, key: str | Keys, message: str, hint: str | None = None) -> Diagnostic:
    """Return a finding about a value of a key result; where there is none, it points at the key result."""
    keys = key if isinstance(key, tuple) else (key,)
    place = Place("", 0, ("key_results", one.index, *keys))
    return Diagnostic(rule="", message=message, hint=hint, entity=f"key_result:{one.id}", place=place)


def evidence(verdict: Verdict) -> str:
    """Return what was found in a statement, rule by rule; empty where it is nothing."""
    from outtrack.wording import RULES

    return "; ".join(f"{one.rule} {RULES[one.rule]} {shown(one.words)}" for one in verdict.evidence)


def days(count: int) -> str:
    """Return a number of days in words."""
    return "1 day" if count == 1 else f"{count} days"
