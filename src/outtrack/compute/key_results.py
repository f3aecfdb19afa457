"""How one key result stands on a day: its progress, and the word that is computed for it, from what was measured."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from outtrack.compute import pace, status
from outtrack.compute.measurements import Measurements
from outtrack.compute.progress import FORECAST_SHAPES, Progress, progress, shape
from outtrack.compute.terms import indicator, key_result_period
from outtrack.period import CADENCES

if TYPE_CHECKING:
    from outtrack.compute.pace import Term
    from outtrack.compute.series import Measurement, Series
    from outtrack.compute.status import Judged
    from outtrack.model.delivery import Output
    from outtrack.model.outcome import KeyResult, Outcome
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


class KeyResults:
    """Works out how the key results of a snapshot stand."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot, self._measurements = snapshot, Measurements(snapshot)

    def _cadence(self, kr: KeyResult, by_default: str) -> Cadence:
        """Return how often a key result is due for a check-in."""
        return kr.cadence or self.snapshot.config.cadence or CADENCES[by_default]

    def of(self, outcome: Outcome, term: Term, kr: KeyResult, index: int, word: str) -> KeyResultStanding:
        """Return how the key result at a place of an outcome stands, whose period and lifecycle are known."""
        as_of, name, kind = term.as_of, f"{outcome.id}/{kr.name}", shape(kr)
        cadence = self._cadence(kr, "biweekly" if indicator(outcome, kr) == "leading" else "monthly")
        if kr.start or kr.due:
            term = pace.term(*key_result_period(kr, outcome), as_of)
        start, due = term.start, term.due
        counted, unit, before = self._measurements.of_key_result(outcome, kr, index, start)
        values = counted.values
        if due is not None and values and values[-1].date > due:  # what came later changes nothing any more
            values = [one for one in values if one.date <= due]
        found = progress(kr, values, term, cadence, before)
        last = values[-1].date if values and kind != "milestones" and values[-1].date != date.min else None
        is_typed = not kr.counts and kind not in {"milestones", "self_reported", "untracked"}
        expected = expected_on = None
        if start is not None and due is not None:
            expected_on = min(found.current.date if found.current and not kr.counts else as_of, due)
            expected = pace.expected(kr, start, due, expected_on)
        until = as_of if kr.counts and (due is None or as_of <= due) else None

        def chance() -> float | None:
            if kind not in FORECAST_SHAPES:
                return None
            from outtrack.compute.outlook import outlook

            return outlook(kind, unit, found, values, start, due, until).probability

        judged = status.judge(word, kr, found, term, expected, last, cadence if is_typed else None, chance)
        return KeyResultStanding(
            kr, name, index, kind, unit, start, due, cadence, counted, found, term.elapsed, expected, expected_on, last,
            judged, before, until,
        )  # fmt: skip

    def of_measure(self, output: Output, kr: KeyResult) -> KeyResultStanding:
        """Return how a measure of a piece of work stands; it counts nowhere, and nobody expects anything of it."""
        term, cadence = pace.term(*key_result_period(kr, output), self.snapshot.as_of), self._cadence(kr, "monthly")
        counted, unit, _ = self._measurements.of_measure(output, kr, term.start)
        found = progress(kr, counted.values, term, cadence)
        judged = status.judge("", kr, found, term, None, None, None, lambda: None)
        return KeyResultStanding(
            kr, kr.name, 0, shape(kr), unit, term.start, term.due, cadence, counted, found, term.elapsed, None, None,
            None, judged,
        )  # fmt: skip
