"""Measurements by date: which of them count, in order, and which do not, with the reason."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from operator import attrgetter, lt
from typing import TYPE_CHECKING, Final, NamedTuple, overload

from outtrack.diagnostic import Place
from outtrack.model.codec import stored_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from outtrack.diagnostic import Keys
    from outtrack.model.outcome import KeyResult

FULL: Final = 100.0
"""The whole, in percent."""
by_date = attrgetter("date")


class Measurement(NamedTuple):
    """One entry of a series: a value, a confidence, or both, on a day."""

    date: date
    value: float | str | None
    """The number, or the text of a rubric's level; None where only a confidence or a note was given."""
    confidence: float | None = None
    by: str | None = None
    note: str | None = None
    ref: str = ""
    """The entity in whose file it stands (`outcome:x`, `metric:y`); empty for a file of its own."""
    where: Place | Keys = ()
    """The keys of its place within that entity, or the place of its own file."""
    delta: float | None = None
    correction: bool = False

    @property
    def place(self) -> Place:
        """Its place: within the entity `ref`, or with the path of its own file."""
        return self.where if isinstance(self.where, Place) else Place("", 0, self.where)


class OwnCheckins(Sequence[Measurement]):
    """The check-ins that stand in an outcome's own file, each made a measurement when it is looked at: few are."""

    __slots__ = ("_columns", "_index", "_last", "_length", "_ref")

    def __init__(self, kr: KeyResult, ref: str, index: int) -> None:
        self._length, self._columns = stored_columns(kr, "checkins")
        self._ref, self._index = ref, index
        self._last: Measurement | None = None

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Measurement]:
        return iter(self[:])

    @overload
    def __getitem__(self, place: int) -> Measurement: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Measurement]: ...
    def __getitem__(self, place: int | slice) -> Measurement | Sequence[Measurement]:
        if isinstance(place, slice):
            return [self._measurement(number) for number in range(self._length)[place]]
        if place != -1:
            return self._measurement(range(self._length)[place])
        if self._last is None:  # the one that everybody looks at
            self._last = self._measurement(self._length - 1)
        return self._last

    def _measurement(self, number: int) -> Measurement:
        row = {name: column[number] for name, column in self._columns.items()}
        return Measurement(
            date.fromordinal(row["date"]), row.get("value"), row.get("confidence"), row.get("by"), row.get("note"),
            self._ref, ("key_results", self._index, "checkins", number), row.get("delta"), bool(row.get("correction")),
        )  # fmt: skip

    def numbers(self) -> list[float]:
        """Return the values that are numbers."""
        return [value for value in self._columns.get("value", ()) if isinstance(value, (int, float))]

    def confidence(self) -> float | None:
        """Return the last confidence that somebody stated."""
        stated: list[float | None] = self._columns.get("confidence", [])
        return next((one for one in reversed(stated) if one is not None), None)

    def after(self, day: date) -> list[Measurement]:
        """Return those that are dated after a day."""
        last = day.toordinal()
        return [self[number] for number, on in enumerate(self._columns.get("date", ())) if on > last]

    def all_count(self, as_of: date, start: date | None) -> bool:
        """Return whether they count just as they stand: in order, a value a day, from `start` to `as_of`."""
        found = self._columns
        if not found or "delta" in found or None in found.get("value", (None,)):
            return False
        days = found["date"]
        if days[-1] > as_of.toordinal() or (start is not None and days[0] < start.toordinal()):
            return False
        return all(map(lt, days, days[1:]))


class Series(NamedTuple):
    """What counts and what does not, with the reason."""

    counted: Sequence[Measurement] = ()
    """By date, none later than the as-of day; one value a day at most, but every delta as a running total."""
    ignored: tuple[tuple[Measurement, str], ...] = ()
    """Each with the reason: `future`, `before start`, `same day`, `not typed` (its values come from elsewhere), or
    what `misfit` says."""

    @property
    def values(self) -> Sequence[Measurement]:
        """The counted measurements that have a value."""
        if isinstance(self.counted, OwnCheckins):
            return self.counted
        return [one for one in self.counted if one.value is not None]

    def numbers(self, until: date | None = None) -> list[float]:
        """Return the counted values that are numbers, up to a day if one is given."""
        if isinstance(self.counted, OwnCheckins) and (until is None or self.counted[-1].date <= until):
            return self.counted.numbers()
        return [
            one.value
            for one in self.counted
            if isinstance(one.value, (int, float)) and (until is None or one.date <= until)
        ]

    @property
    def confidence(self) -> float | None:
        """The owner's last word on how likely success is, 0 to 1."""
        if isinstance(self.counted, OwnCheckins):
            return self.counted.confidence()
        return next((one.confidence for one in reversed(self.counted) if one.confidence is not None), None)


def misfit(kr: KeyResult, one: Measurement) -> str | None:
    """Return why a key result has no use for a measurement, or None.

    `not a number`, `not a level`, `not a total`, `not a share`, `not typed`. What stands in the outcome's own file was
    judged when it was read; a file of its own may name any key result, and is judged when it is linked.
    """
    if one.delta is not None and (not kr.cumulative or kr.metric or one.value is not None):
        return "not a total"
    if kr.milestones and one.value is not None:
        return "not typed"
    if kr.self_reported and isinstance(one.value, (int, float)) and not 0 <= one.value <= FULL:
        return "not a share"
    if kr.levels:
        return "not a level" if one.value is not None and kr.level_of(one.value) is None else None
    return "not a number" if isinstance(one.value, str) else None


def series(
    kr: KeyResult, own: Sequence[Measurement], loose: Sequence[Measurement], as_of: date, start: date | None = None
) -> Series:
    """Return the measurements of a key result in order, and what of them does not count.

    Later than `as_of`: not there. Typed before `start`: ignored, unless it is the baseline itself, which counts
    where it is adopted (`baseline: first`). Of two values on one day the later counts, those in files of their
    own after `own`. Deltas become running totals.
    """
    if isinstance(own, OwnCheckins) and not loose and own.all_count(as_of, start):
        return Series(own)
    ignored = [(one, why) for one in loose if one.date <= as_of and (why := misfit(kr, one))]
    fitting = [one for one in loose if one.date > as_of or not misfit(kr, one)] if ignored else loose
    counted = sorted([*own, *fitting], key=by_date)
    future: list[Measurement] = []
    if counted and counted[-1].date > as_of:
        end = bisect_right(counted, as_of, key=by_date)
        counted, future = counted[:end], counted[end:]
    if counted and start is not None and counted[0].date < start:
        counted, early = _from_start(kr, counted, start)
        ignored += [(one, "before start") for one in early]
    if len(set(map(by_date, counted))) < len(counted):
        counted, repeated = _one_a_day(counted)
        ignored += [(one, "same day") for one in repeated]
    if kr.cumulative:
        counted = _totals(counted)
    ignored += [(one, "future") for one in future]
    return Series(tuple(counted), tuple(ignored))


def _from_start(kr: KeyResult, ordered: list[Measurement], start: date) -> tuple[list[Measurement], list[Measurement]]:
    """Return what counts of measurements some of which come before the start, and what does not."""
    begin = bisect_left(ordered, start, key=by_date)
    early, counted = ordered[:begin], ordered[begin:]
    baseline = kr.baseline.date if kr.baseline else None
    if kr.baseline and kr.baseline.first:
        baseline = next((one.date for one in early if one.value is not None), None)
        counted = [one for one in early if one.date == baseline] + counted
    return counted, [one for one in early if one.date != baseline]


def _one_a_day(entries: Iterable[Measurement]) -> tuple[list[Measurement], list[Measurement]]:
    """Return the entries with one value a day, and the values that a later one of the same day replaces.

    A confidence alone joins the value of its day. Deltas all stay: each came on top.
    """
    kept: list[Measurement] = []
    replaced = []
    for entry in entries:
        earlier = kept[-1] if kept else None
        if earlier is None or earlier.date != entry.date or earlier.delta is not None or entry.delta is not None:
            kept.append(entry)
            continue
        confidence = earlier.confidence if entry.confidence is None else entry.confidence
        if entry.value is not None and earlier.value is not None:
            replaced.append(earlier)
        kept[-1] = (earlier if entry.value is None else entry)._replace(confidence=confidence)
    return kept, replaced


def _totals(entries: Iterable[Measurement]) -> list[Measurement]:
    """Return the entries with what came on top added up to running totals."""
    total = exact(0)
    found = []
    for entry in entries:
        if entry.delta is not None:
            total += exact(entry.delta)
            found.append(entry._replace(value=int(total) if total == int(total) else float(total)))
        else:
            if isinstance(entry.value, (int, float)):
                total = exact(entry.value)
            found.append(entry)
    return found


def exact(number: float) -> Decimal:
    """Return a number as it was written, to compute with it as one does by hand: 1.1 + 0.11 is 1.21.

    In binary it is 1.2100000000000002, and who reaches 1.21 would have missed it.
    """
    from decimal import Decimal

    return Decimal(repr(number))
