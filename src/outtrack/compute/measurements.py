"""Where the values of a key result come from: its own check-ins, files of their own, a metric, or insights."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from outtrack.compute.series import Measurement, OwnCheckins, Series, by_date, series
from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outtrack.diagnostic import Place
    from outtrack.model.delivery import Output
    from outtrack.model.evidence import Insight, Metric
    from outtrack.model.outcome import CheckinFile, KeyResult, Outcome
    from outtrack.snapshot import Snapshot


class Measured(NamedTuple):
    """What was measured of a key result."""

    series: Series
    unit: str | None
    """Its own, else that of its metric."""
    before: tuple[Measurement, ...] = ()
    """The readings of its metric up to the start."""


@dataclass(frozen=True, slots=True)
class Measurements:
    """What was measured of the key results of a snapshot, up to its day."""

    snapshot: Snapshot

    def of_key_result(self, outcome: Outcome, kr: KeyResult, index: int, start: date | None) -> Measured:
        """Return what was measured of the key result at a place in its outcome's file."""
        metric = self._metric(kr)
        own, loose = OwnCheckins(kr, outcome.ref, index), self._loose(f"{outcome.id}/{kr.name}")
        if metric is not None:
            return self._of_metric(kr, metric, [*own, *loose], start)
        if kr.counts:
            return self._counted(outcome, kr, [*own, *loose], start)
        return Measured(series(kr, own, loose, self.snapshot.as_of, start), kr.unit)

    def of_measure(self, output: Output, kr: KeyResult, start: date | None) -> Measured:
        """Return what was measured of a measure of a piece of work."""
        as_of, metric = self.snapshot.as_of, self._metric(kr)
        if metric is None:
            return Measured(series(kr, OwnCheckins(kr, output.ref, 0), [], as_of, start), kr.unit)
        taken = series(kr, readings(metric), self._loose(metric.ref), as_of, start)
        return Measured(taken, kr.unit or metric.unit)

    def _of_metric(self, kr: KeyResult, metric: Metric, typed: list[Measurement], start: date | None) -> Measured:
        """Return the readings of a metric, with the words that were typed beside them."""
        words, strays = self._sorted_out(typed)
        taken = series(kr, readings(metric) + words, self._loose(metric.ref), self.snapshot.as_of)
        ignored, unit = taken.ignored + strays, kr.unit or metric.unit
        if start is None:
            return Measured(Series(taken.counted, ignored), unit)
        before = tuple(one for one in taken.values if one.date <= start)
        # what is kept within bounds holds on: the reading before the start says how the period begins
        first = before[-1].date if kr.keep and before else start
        return Measured(Series(tuple(one for one in taken.counted if one.date >= first), ignored), unit, before)

    def _counted(self, outcome: Outcome, kr: KeyResult, typed: list[Measurement], start: date | None) -> Measured:
        """Return the customers counted, with the words that were typed beside them."""
        as_of, (words, strays) = self.snapshot.as_of, self._sorted_out(typed)
        said = series(kr, words, [], as_of, start)
        found = [one for one in customers(self._insights(outcome.ref)) if one.date <= as_of]
        counted = tuple(sorted([*found, *said.counted], key=by_date))
        return Measured(Series(counted, said.ignored + strays), kr.unit)

    def _sorted_out(self, typed: list[Measurement]) -> tuple[list[Measurement], tuple[tuple[Measurement, str], ...]]:
        """Return what was typed without a value, and the values, which nobody should have typed."""
        words = [one for one in typed if one.value is None and one.delta is None]
        values = [one for one in typed if one.value is not None or one.delta is not None]
        return words, tuple((one, "not typed") for one in values if one.date <= self.snapshot.as_of)

    def _metric(self, kr: KeyResult) -> Metric | None:
        found: Metric | None = self.snapshot.metric(kr.metric)
        return found

    def _loose(self, name: str) -> list[Measurement]:
        """Return the check-ins in files of their own that name a key result or a metric."""
        found = self.snapshot.loose_checkins.get(name)
        return loose_checkins(found) if found else []

    def _insights(self, ref: str) -> list[Insight]:
        """Return the insights about an outcome or anything below it."""
        graph, get = self.snapshot.graph, self.snapshot.get
        return [get(one) for one in graph.below(ref) if one.startswith("insight:")]


def loose_checkins(found: Iterable[tuple[CheckinFile, Place]]) -> list[Measurement]:
    """Return the check-ins that are files of their own."""
    return [
        Measurement(one.date, one.value, one.confidence, one.by, one.note, "", place, one.delta, one.correction)
        for one, place in found
    ]


def readings(metric: Metric) -> list[Measurement]:
    """Return the readings that stand in a metric's own file."""
    return [
        Measurement(one.date, one.value, None, one.by, one.note, metric.ref, ("readings", number))
        for number, one in enumerate(metric.readings)
    ]


def customers(insights: Iterable[Insight]) -> list[Measurement]:
    """Return the running number of customers in whose words or deeds the insights are evidence for something.

    Each customer counts from the first insight of theirs, an insight without customer once. An insight without
    a date counts from the beginning of time.
    """
    ordered = sorted((one for one in insights if one.signal == "for"), key=lambda one: (one.date or date.min, one.id))
    seen: set[str] = set()
    found = []
    for insight in ordered:
        name = insight.customer.casefold() if insight.customer else insight.ref
        if name not in seen:
            seen.add(name)
            found.append(Measurement(insight.date or date.min, len(seen), ref=insight.ref, where=("customer",)))
    return found
