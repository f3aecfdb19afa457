"""How every outcome and key result stands on the day of a snapshot: the formulas, fed from the graph."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from outtrack.compute import pace, rollup, status
from outtrack.compute.contributions import contributions
from outtrack.compute.progress import FORECAST_SHAPES, Progress, progress, shape
from outtrack.compute.tally import NOBODY, tallies
from outtrack.compute.terms import in_force, indicator, key_result_period, lifecycle, outcome_period
from outtrack.frozen import dataclass
from outtrack.period import CADENCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from outtrack.compute.measurements import Measurements
    from outtrack.compute.pace import Term
    from outtrack.compute.series import Measurement, Series
    from outtrack.compute.stages import Stages
    from outtrack.compute.status import Judged
    from outtrack.compute.tally import Tally
    from outtrack.model.delivery import Output
    from outtrack.model.discovery import Solution
    from outtrack.model.outcome import KeyResult, Outcome, Update
    from outtrack.model.strategy import Strategy
    from outtrack.period import Cadence
    from outtrack.snapshot import Snapshot


class KeyResultStanding(NamedTuple):
    """How one key result stands.

    (A named tuple, as its parts are: to make a frozen dataclass of as many fields takes four times as long.)
    """

    key_result: KeyResult
    """As it was in force on the day."""
    id: str
    """OUTCOME/KEY-RESULT."""
    index: int  # type: ignore[assignment]  # not the method of a tuple: nobody looks for a value in it
    """Its place in the outcome's file."""
    shape: str
    unit: str | None
    start: date | None
    due: date | None
    cadence: Cadence
    series: Series
    progress: Progress
    elapsed: float | None
    """The share of the period that has passed, 0 to 1; None without a start or a due date."""
    expected: float | None
    """The share of the way expected on the day `expected_on`; None where it can't be said."""
    expected_on: date | None
    """The day of the last check-in, else the day that is looked at; the due date at most."""
    last: date | None
    """The day of the last measurement."""
    judged: Judged
    before: tuple[Measurement, ...] = ()
    """The readings of its metric up to the start, the last of which may be the baseline."""
    counted_until: date | None = None
    """For what is counted by itself, the day until which it is: that looked at; None after the due date."""

    @property
    def status(self) -> str | None:
        """The word for how it stands; None where no start (or no due date) is known."""
        return self.judged.status

    @property
    def rule(self) -> int:
        """The rule of `methods.md` 2.2 that decided."""
        return self.judged.rule

    @property
    def needs(self) -> str | None:
        """What is missing for a progress, or for a status."""
        return self.judged.needs

    @property
    def age(self) -> int | None:
        """How many days ago the last measurement was."""
        return self.judged.age

    @property
    def freshness(self) -> str | None:
        """`fresh`, `late` or `stale`; None where nothing was measured, or nobody has to."""
        return self.judged.freshness

    @property
    def confidence(self) -> float | None:
        """The owner's last word on how likely success is, 0 to 1."""
        return self.series.confidence

    @property
    def is_expected_at_checkin(self) -> bool:
        """Whether `expected_on` is the day of a check-in; a count of customers is up to date by itself."""
        return self.progress.current is not None and not self.key_result.counts

    @property
    def weight(self) -> float:
        """How much it counts in its outcome."""
        return self.key_result.weight


@dataclass(frozen=True, slots=True)
class OutcomeStanding:
    """How one outcome stands."""

    outcome: Outcome
    """As it was in force on the day."""
    key_results: tuple[KeyResultStanding, ...]
    contributors: tuple[tuple[float, OutcomeStanding], ...]
    """The outcomes that make up its progress, with their weights: those that contribute, if it has no key results."""
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


def _chance(  # noqa: PLR0913, PLR0917 - all that it follows from
    kind: str,
    unit: str | None,
    found: Progress,
    values: Sequence[Measurement],
    start: date | None,
    due: date | None,
    counted_until: date | None,
) -> float | None:
    """Return the chance of reaching the target; None where there is no forecast."""
    if kind not in FORECAST_SHAPES:
        return None
    from outtrack.compute.outlook import outlook

    return outlook(kind, unit, found, values, start, due, counted_until).probability


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
            elif unknown := [part for part in self._makes_up(todo[-1]) if part not in self._known]:
                todo += [self.snapshot.get(part) for part in unknown]
            else:
                self._known[ref] = self._outcome(todo.pop())
        return self._known[stated.ref]

    def _makes_up(self, outcome: Outcome) -> Iterable[str]:
        """Return the refs of the outcomes that its progress follows from; with key results of its own, from none."""
        return () if outcome.key_results else self._contributions.get(outcome.ref, ())

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

    @cached_property
    def _measurements(self) -> Measurements:
        from outtrack.compute.measurements import Measurements

        return Measurements(self.snapshot)

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
            [self._key_result(outcome, term, kr, names.index(kr.name), word) for kr in outcome.key_results]
        )
        contributors = () if key_results else tuple(self.contributors(stated.ref))
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

    def cadence(self, outcome: Outcome, kr: KeyResult) -> Cadence:
        """Return how often a key result is due for a check-in."""
        by_default = CADENCES["biweekly" if indicator(outcome, kr) == "leading" else "monthly"]
        return kr.cadence or self.snapshot.config.cadence or by_default

    def _key_result(self, outcome: Outcome, term: Term, kr: KeyResult, index: int, word: str) -> KeyResultStanding:
        as_of, name, cadence = term.as_of, f"{outcome.id}/{kr.name}", self.cadence(outcome, kr)
        if kr.start or kr.due:
            term = pace.term(*key_result_period(kr, outcome), as_of)
        start, due = term.start, term.due
        counted, unit, before = self._measurements.of_key_result(outcome, kr, index, start)
        values = counted.values
        if due is not None and values and values[-1].date > due:  # what came later changes nothing any more
            values = [one for one in values if one.date <= due]
        found = progress(kr, values, term, cadence, before)
        kind = shape(kr)
        last = values[-1].date if values and kind != "milestones" and values[-1].date != date.min else None
        is_typed = not kr.counts and kind not in {"milestones", "self_reported", "untracked"}
        expected = expected_on = None
        if start is not None and due is not None:
            expected_on = min(found.current.date if found.current and not kr.counts else as_of, due)
            expected = pace.expected(kr, start, due, expected_on)
        until = as_of if kr.counts and (due is None or as_of <= due) else None
        chance = partial(_chance, kind, unit, found, values, start, due, until)
        judged = status.judge(word, kr, found, term, expected, last, cadence if is_typed else None, chance)
        return KeyResultStanding(
            kr, name, index, kind, unit, start, due, cadence, counted, found, term.elapsed, expected, expected_on, last,
            judged, before, until,
        )  # fmt: skip

    def measure(self, output: Output, kr: KeyResult) -> KeyResultStanding:
        """Return how a measure of a piece of work stands; it counts nowhere, and nobody expects anything of it."""
        as_of, cadence = self.snapshot.as_of, kr.cadence or self.snapshot.config.cadence or CADENCES["monthly"]
        term = pace.term(*key_result_period(kr, output), as_of)
        counted, unit, _ = self._measurements.of_measure(output, kr, term.start)
        found = progress(kr, counted.values, term, cadence)
        judged = status.judge("", kr, found, term, None, None, None, lambda: None)
        return KeyResultStanding(
            kr, kr.name, 0, shape(kr), unit, term.start, term.due, cadence, counted, found, term.elapsed, None, None,
            None, judged,
        )  # fmt: skip
