"""The figures of a whole portfolio, each a numerator over a denominator (`methods.md` 9)."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from outtrack.compute.outlook import outlook_of
from outtrack.compute.reach import ASKED, served, way_up
from outtrack.compute.readiness import LEVERS, QUANTIFIED, ready
from outtrack.compute.status import freshness
from outtrack.compute.terms import finished_on, indicator, lifecycle
from outtrack.compute.worded import work_from
from outtrack.model.base import Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.readiness import Ready, Wording
    from outtrack.compute.standing import OutcomeStanding, Standings
    from outtrack.snapshot import Snapshot

EVIDENCE_LAG: Final = 30
"""So many days after work was done, a check-in can tell what came of it."""


class Figure(NamedTuple):
    """What was counted, and out of what; nothing out of nothing has no value."""

    numerator: float
    denominator: float
    apart: int = 0
    """How many were left out of both, because they can't be judged yet."""
    scale: int = 1
    """What a whole is in: 1 for a share or a ratio, 100 for points."""

    @property
    def value(self) -> float | None:
        """The quotient; None for 0/0."""
        return self.scale * self.numerator / self.denominator if self.denominator else None


@dataclass
class Portfolio:
    """What is active on the day of a snapshot: all of it, or what is chosen.

    Outcomes count while they are being worked for: neither draft, paused nor ended. Outputs count when they are to
    do, being done or done.
    """

    snapshot: Snapshot
    standings: Standings
    chosen: set[str] | None = None
    evidence_lag: int = EVIDENCE_LAG
    _readiness: list[Ready] | None = None

    def _is_chosen(self, *refs: str) -> bool:
        return self.chosen is None or not self.chosen.isdisjoint(refs)

    @cached_property
    def _all_outputs(self) -> list[Any]:
        as_of = self.snapshot.as_of
        return [one for one in self.snapshot.all("output") if lifecycle(one, as_of) in ASKED]

    @cached_property
    def outputs(self) -> list[Any]:
        """The outputs that count, by id."""
        return [one for one in self._all_outputs if self._is_chosen(one.ref)]

    @cached_property
    def outcomes(self) -> list[OutcomeStanding]:
        """The standings of the outcomes that count, by id."""
        active = [one for one in self.standings.all() if one.lifecycle == "active"]
        return [one for one in active if self._is_chosen(one.outcome.ref)]

    @cached_property
    def key_results(self) -> list[KeyResultStanding]:
        """The key results of active outcomes whose period has begun, without those that nobody types a value for."""
        return [
            one
            for outcome in self.standings.all()
            if outcome.lifecycle == "active"
            for one in outcome.key_results
            if self._is_chosen(outcome.outcome.ref, f"key_result:{one.id}")
            if one.start is None or one.start <= self.snapshot.as_of
            if one.shape != "milestones" and not one.key_result.counts
        ]

    @cached_property
    def _linked(self) -> set[str]:
        linked = served(self.snapshot)
        return {one.ref for one in self.outputs if one.ref in linked}

    def output_links(self) -> Figure:
        """Return the outputs that reach an outcome, out of all outputs."""
        return Figure(len(self._linked), len(self.outputs))

    def effort_links(self) -> Figure:
        """Return the same by effort, in person-days; the outputs without an estimate stand apart."""
        estimated = [one for one in self.outputs if one.effort is not None]
        linked = sum(one.effort for one in estimated if one.ref in self._linked)
        return Figure(linked, sum(one.effort for one in estimated), len(self.outputs) - len(estimated))

    def measurement(self) -> Figure:
        """Return the weights of the key results that are measured, out of all weights: Σwκ/Σw over the outcomes.

        An active outcome that nothing proves counts as one that is not measured, with the weight of one key result;
        one that rests on the outcomes that contribute to it is not counted beside these.
        """
        measured = whole = 0.0
        for one in self.outcomes:
            if one.basis == "key_results":
                weight = sum(kr.weight for kr in one.key_results)
                measured += weight * (one.rollup.coverage or 0.0)
                whole += weight
            elif one.basis is None:
                whole += 1
        return Figure(measured, whole)

    def freshness(self) -> Figure:
        """Return the key results with a check-in no older than their cadence, out of those that take check-ins."""
        as_of = self.snapshot.as_of
        fresh = [one for one in self.key_results if freshness(one.last, as_of, one.cadence) == "fresh"]
        return Figure(len(fresh), len(self.key_results))

    def forecastable(self) -> Figure:
        """Return the key results of which there is a forecast, out of those that are under way."""
        as_of = self.snapshot.as_of
        under_way = [one for one in self.key_results if one.due is None or one.due >= as_of]
        return Figure(sum(1 for one in under_way if outlook_of(one).forecast), len(under_way))

    def outcomes_without_outputs(self) -> Figure:
        """Return the outcomes that no output serves, directly or through another one, out of all outcomes."""
        served = {ref for one in self._all_outputs for ref in self.snapshot.graph.above(one.ref)}
        return Figure(sum(1 for one in self.outcomes if one.outcome.ref not in served), len(self.outcomes))

    def done_without_evidence(self) -> Figure:
        """Return the outputs done of which no value tells what came of them, out of those done long enough ago.

        Evidence is a value of a linked key result from `evidence_lag` days after the work was done, or an experiment
        about its solution that came to a decision. Of work without a day, only an experiment can tell.
        """
        as_of, lag = self.snapshot.as_of, timedelta(self.evidence_lag)
        done = [one for one in self.outputs if lifecycle(one, as_of) == "done"]
        due = [(one, day + lag if (day := finished_on(one, as_of)) else None) for one in done]
        judged = [(one, since) for one, since in due if since is None or since <= as_of]
        without = [one for one, since in judged if not self._has_evidence(one, since)]
        return Figure(len(without), len(judged), len(done) - len(judged))

    def _has_evidence(self, output: Any, since: date | None) -> bool:
        way = way_up(self.snapshot, output.ref)
        solutions = [ref for ref in way if ref.startswith("solution:")]
        if any(self._is_concluded(ref) for one in solutions for ref in self.snapshot.graph.down(one, Relation.TESTS)):
            return True
        if since is None:
            return False
        return any(entry.date >= since for one in self._key_results_of(output, way) for entry in one.series.values)

    def _is_concluded(self, ref: str) -> bool:
        experiment = self.snapshot.get(ref)
        if experiment is None or experiment.decision in {None, "inconclusive"}:
            return False
        return experiment.decided is None or experiment.decided <= self.snapshot.as_of

    def _key_results_of(self, output: Any, way: Iterable[str]) -> Iterator[KeyResultStanding]:
        """Yield the key results that an output is expected to move; where none is named, all of its outcomes."""
        edges = self.snapshot.graph.outgoing.get(output.ref, ())
        expected = {edge.target for edge in edges if edge.relation is Relation.EXPECTS}
        outcomes = {f"outcome:{ref.partition(':')[2].partition('/')[0]}" for ref in expected} or set(way)
        for ref in sorted(outcomes):
            standing = self.standings.of(ref)
            for one in standing.key_results if standing else ():
                if not expected or f"key_result:{one.id}" in expected:
                    yield one

    def outputs_per_outcome(self) -> Figure:
        """Return the outputs to an outcome."""
        return Figure(len(self.outputs), len(self.outcomes))

    def leading(self) -> Figure:
        """Return the outcomes that can be acted upon early (leading), out of all outcomes."""
        leading = [one for one in self.outcomes if indicator(one.outcome) == "leading"]
        return Figure(len(leading), len(self.outcomes))

    def smart(self, told: Callable[[str], Wording]) -> Figure:
        """Return the outcomes that fail none of the five SMART criteria, out of all outcomes."""
        return Figure(sum(1 for one in self._ready(told) if one.is_smart), len(self.outcomes))

    def quantified(self, told: Callable[[str], Wording]) -> Figure:
        """Return the outcomes on the third step of readiness or above, out of all outcomes."""
        return Figure(sum(1 for one in self._ready(told) if one.level >= QUANTIFIED), len(self.outcomes))

    def levers(self, told: Callable[[str], Wording]) -> Figure:
        """Return the outcomes whose work is about people, process and technology, out of those with work."""
        with_work = [one for one in self._ready(told) if one.works]
        return Figure(sum(1 for one in with_work if len(one.levers) == len(LEVERS)), len(with_work))

    def _ready(self, told: Callable[[str], Wording]) -> list[Ready]:
        if self._readiness is None:
            self._readiness = [
                ready(self.snapshot, self.standings, one, told(one.outcome.title)) for one in self.outcomes
            ]
        return self._readiness

    def output_worded(self, lead: Callable[[str], int | None]) -> Figure:
        """Return the outcomes and key results that read as work, out of all of them but for milestones.

        `lead` tells of a statement how many points more are for work than for an outcome. Those of which it can't
        tell, None, stand apart.
        """
        outcomes = [lead(one.outcome.title) for one in self.outcomes]
        key_results = [
            (one, lead(one.key_result.title))
            for outcome in self.standings.all()
            if outcome.lifecycle == "active"
            for one in outcome.key_results
            if one.shape != "milestones" and self._is_chosen(outcome.outcome.ref, f"key_result:{one.id}")
        ]
        read = [points > 0 for points in outcomes if points is not None]
        read += [points >= (work_from(one) or math.inf) for one, points in key_results if points is not None]
        return Figure(sum(read), len(read), len(outcomes) + len(key_results) - len(read))

    @cached_property
    def statuses(self) -> Counter[str]:
        """How many outcomes are shown as on track, at risk and off track."""
        words = [one.status for one in self.outcomes if one.status in {"on_track", "at_risk", "off_track"}]
        return Counter(word for word in words if word)

    def net_confidence(self) -> Figure:
        """Return the outcomes on track less those off track, in points of 100 of those with one of the three words."""
        words = self.statuses
        return Figure(words["on_track"] - words["off_track"], words.total(), scale=100)
