"""How every outcome stands on the day of a snapshot: the formulas, fed from the graph."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from outtrack.compute import pace, rollup, status
from outtrack.compute.contributions import contributions
from outtrack.compute.tally import NOBODY, tallies
from outtrack.compute.terms import in_force, lifecycle, outcome_period

if TYPE_CHECKING:
    from datetime import date

    from outtrack.compute.key_results import KeyResults, KeyResultStanding
    from outtrack.compute.pace import Term
    from outtrack.compute.stages import Stages
    from outtrack.compute.tally import Tally
    from outtrack.model.delivery import Output
    from outtrack.model.discovery import Solution
    from outtrack.model.outcome import KeyResult, Outcome, Update
    from outtrack.model.strategy import Strategy
    from outtrack.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class OutcomeStanding:
    """How one outcome stands."""

    outcome: Outcome
    """As it was in force on the day."""
    key_results: tuple[KeyResultStanding, ...]
    contributors: tuple[tuple[float, OutcomeStanding], ...]
    """The outcomes that contribute, with their weights; they count only where there are no own key results."""
    rollup: rollup.Rollup
    basis: str | None
    """What the progress rests on: `key_results`, `contributors`, or None."""
    start: date | None
    due: date | None
    lifecycle: str
    said: Update | None
    """The owner's last word with a status."""
    computed: str | None
    status: str | None
    """What heads the line."""
    disagreement: int
    """How far said (where it still holds) and computed lie apart: 0, 1 a note, 2 a warning."""
    is_disputed: bool
    """Whether said (where it still holds) and computed say something else, comparable or not."""
    needs: str | None
    """What is missing for a computed status; None where there is one."""
    insights: Tally = NOBODY
    """What people said about it, or about anything below it."""

    @property
    def last(self) -> date | None:
        """The day of the newest measurement below it."""
        days = [one.last for one in self.key_results if one.last]
        return max(days, default=None)

    @property
    def score(self) -> float | None:
        """On a closed outcome, the score: as stated, else by the roll-up."""
        if self.lifecycle not in {"done", "dropped"}:
            return None
        if self.outcome.score is not None:
            return self.outcome.score
        return None if self.rollup.progress is None else rollup.score(self.rollup.progress)


def standing(  # noqa: PLR0913, PLR0917 - all that it follows from
    outcome: Outcome,
    key_results: tuple[KeyResultStanding, ...],
    contributors: tuple[tuple[float, OutcomeStanding], ...],
    total: rollup.Rollup,
    basis: str | None,
    term: Term,
    word: str,
    computed: str | None,
    needs: str | None,
    insights: Tally = NOBODY,
) -> OutcomeStanding:
    """Return how an outcome stands, its computed status beside what its owner says."""
    said, is_measured = status.last_said(outcome.updates, term.as_of), total.progress is not None
    speaks = said.status if said and word not in status.ENDED and status.holds(said, term.as_of) else None
    headline = computed
    if speaks:
        headline = status.headline(computed, said, term.as_of, term.due, is_measured=is_measured)
    return OutcomeStanding(
        outcome, key_results, contributors, total, basis, term.start, term.due, word, said, computed, headline,
        status.disagreement(speaks, computed, is_measured=is_measured), status.differ(speaks, computed), needs,
        insights,
    )  # fmt: skip


@dataclass
class Standings:
    """The standings of a snapshot, each worked out once, when it is asked for."""

    snapshot: Snapshot
    _known: dict[str, OutcomeStanding] = field(default_factory=dict)

    def all(self) -> list[OutcomeStanding]:
        """Return the standing of every outcome, by id."""
        return [self.outcome(outcome) for outcome in self.snapshot.all("outcome")]

    def of(self, ref: str) -> OutcomeStanding | None:
        """Return the standing of the outcome `outcome:id`; None where there is none."""
        outcome = self.snapshot.get(ref)
        return self.outcome(outcome) if outcome is not None and outcome.kind == "outcome" else None

    def outcome(self, stated: Outcome) -> OutcomeStanding:
        """Return how an outcome stands."""
        todo = [stated]
        while todo:  # what contributes comes first; not by recursion, since a chain may be long
            ref = todo[-1].ref
            if ref in self._known:
                todo.pop()
            elif unknown := [part for part in self._contributions.get(ref, ()) if part not in self._known]:
                todo += [self.snapshot.get(part) for part in unknown]
            else:
                self._known[ref] = self._outcome(todo.pop())
        return self._known[stated.ref]

    def contributors(self, ref: str) -> list[tuple[float, OutcomeStanding]]:
        """Return what contributes to an outcome or strategy, with weights; drafts, paused and dropped are left out.

        For a strategy its `measured_by` come along, with weight 1.
        """
        parts = self._contributions.get(ref, {})
        known = [
            (weight, self._known.get(part) or self.outcome(self.snapshot.get(part))) for part, weight in parts.items()
        ]
        return [(weight, one) for weight, one in known if one.lifecycle not in {"draft", "paused", "dropped"}]

    def strategy(self, strategy: Strategy) -> rollup.Rollup:
        """Return the mean of a strategy's sub-goals and contributors; shown beside its goal, never added to it."""
        return rollup.of_outcomes((weight, one.rollup) for weight, one in self.contributors(strategy.ref))

    def stage(self, solution: Solution) -> str:
        """Return how far a solution is: one of `stages.ALL`."""
        return self._stages.of(solution)

    @cached_property
    def _stages(self) -> Stages:
        from outtrack.compute.stages import Stages

        return Stages(self.snapshot, self)

    def measure(self, output: Output, kr: KeyResult) -> KeyResultStanding:
        """Return how a measure of a piece of work stands; it counts nowhere, and nobody expects anything of it."""
        return self._key_results.of_measure(output, kr)

    @cached_property
    def _key_results(self) -> KeyResults:
        from outtrack.compute.key_results import KeyResults

        return KeyResults(self.snapshot)

    @cached_property
    def tallies(self) -> dict[str, Tally]:
        """What people said, by the ref of what it is about; nothing for what nobody spoke of."""
        return tallies(self.snapshot)

    @cached_property
    def _contributions(self) -> dict[str, dict[str, float]]:
        return contributions(self.snapshot)

    def _outcome(self, stated: Outcome) -> OutcomeStanding:
        as_of = self.snapshot.as_of
        outcome = in_force(stated, as_of, self.snapshot.config.fiscal_year_start)
        word = lifecycle(stated, as_of)
        term = pace.term(*outcome_period(outcome), as_of)
        names = [kr.name for kr in stated.key_results]
        key_results = tuple(
            [self._key_results.of(outcome, term, kr, names.index(kr.name), word) for kr in outcome.key_results]
        )
        contributors = tuple(self.contributors(stated.ref))
        if key_results:
            basis: str | None = "key_results"
            total = rollup.of_key_results((one.weight, one.progress.raw) for one in key_results)
        else:
            total = rollup.of_outcomes((weight, one.rollup) for weight, one in contributors)
            basis = "contributors" if contributors else None
        if key_results:
            weighty = [one.judged for one in key_results if one.weight]
            computed = status.of_key_results(word, term, [one.status for one in weighty])
            needs = status.first_need(weighty)
        else:
            words = [status.worse(one.status, one.computed) for weight, one in contributors if weight]
            computed = status.of_contributors(word, term, words, total.progress)
            needs = "needs start" if term.start is None else "needs due"
        needs = needs if computed is None else None
        said = self.tallies.get(stated.ref, NOBODY)
        return standing(outcome, key_results, contributors, total, basis, term, word, computed, needs, said)
