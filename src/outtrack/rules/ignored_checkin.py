"""The rule `ignored-checkin`."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from outtrack.compute.measurements import loose_checkins, readings
from outtrack.compute.series import OwnCheckins, Series, series
from outtrack.diagnostic import Diagnostic, Severity
from outtrack.model.key_result import KeyResult
from outtrack.rules.base import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.series import Measurement
    from outtrack.rules.facts import Facts
    from outtrack.snapshot import Snapshot

_REASONS = {  # what does not fit its key result is an error, told when it is linked
    "future": ("the day {day} lies in the future: it does not count yet", "mend the date, if it is a slip"),
    "before start": (
        "the day {day} lies before the start: it does not count",
        "mend the date, or make it the baseline: `baseline: {{value: …, date: {day}}}`",
    ),
    "same day": ("another check-in of {day} stands further down and counts instead", "keep one of the two"),
}


@rule(severity=Severity.WARNING)
def ignored_checkin(facts: Facts) -> Iterator[Diagnostic]:
    """Every check-in, and every reading of a metric, counts.

    One does not count if its day lies in the future or before the start, or if the same author wrote another for the
    same day further down. What lies in the future is seen from today, also with `--as-of` an earlier day. A value that
    its key result does not take is an error: `invalid-value`.

    ## Why
    A number that somebody took the trouble to record, and that nothing is made of, is mostly a slip in the date.

    ## Before
    ```yaml
    # outcomes/evening-use.yaml
    title: More people read in the evening
    owner: maria
    due: 2026-Q4
    key_results:
      - id: evening-readers
        title: People who read after eight
        unit: people
        baseline: 1000
        target: 2000
        checkins:
          - {date: 2025-10-12, value: 1200}
          - {date: 2026-11-16, value: 1500}
    ```

    ## After
    ```yaml
    # outcomes/evening-use.yaml
    title: More people read in the evening
    owner: maria
    due: 2026-Q4
    key_results:
      - id: evening-readers
        title: People who read after eight
        unit: people
        baseline: 1000
        target: 2000
        checkins:
          - {date: 2026-10-12, value: 1200}
          - {date: 2026-11-16, value: 1500}
    ```
    """
    told = set()
    for entry, reason in chain(_in_the_future(facts.snapshot), _left_out(facts)):
        if (entry.ref, entry.place) not in told:
            told.add((entry.ref, entry.place))
            yield _diagnose(entry, reason)


def _in_the_future(snapshot: Snapshot) -> Iterator[tuple[Measurement, str]]:
    """Yield what is dated after today, whatever it is for and whether or not anybody looks at it."""
    today = snapshot.today
    for outcome in snapshot.all("outcome"):
        for index, kr in enumerate(outcome.key_results):
            for entry in OwnCheckins(kr, outcome.ref, index).after(today):
                yield entry, "future"
    others = [*map(readings, snapshot.all("metric")), *map(loose_checkins, snapshot.loose_checkins.values())]
    for entry in chain.from_iterable(others):
        if entry.date > today:
            yield entry, "future"


def _left_out(facts: Facts) -> Iterator[tuple[Measurement, str]]:
    """Yield what does not count on the day, with the reason; two authors of one day may differ."""
    for found in _series(facts):
        by_day = {entry.date: entry.by for entry in found.values} if found.ignored else {}
        for entry, reason in found.ignored:
            is_by_another = entry.by and by_day.get(entry.date) not in {None, entry.by}
            if reason in _REASONS and reason != "future" and not (reason == "same day" and is_by_another):
                yield entry, reason


def _series(facts: Facts) -> Iterator[Series]:
    """Yield the measurements of every key result, and of every metric as a key result would take them."""
    snapshot = facts.snapshot
    for outcome in facts.standings.all():
        for one in outcome.key_results:
            yield one.series
    for metric in snapshot.all("metric"):
        loose = loose_checkins(snapshot.loose_checkins.get(metric.ref, ()))
        yield series(KeyResult(title=metric.title, metric=metric.ref), readings(metric), loose, snapshot.as_of)


def _diagnose(entry: Measurement, reason: str) -> Diagnostic:
    message, hint = (text.format(day=entry.date) for text in _REASONS[reason])
    place = entry.place
    at = type(place)(place.path, place.document, (*place.keys, "date"))
    return Diagnostic(rule="", message=message, hint=hint, entity=entry.ref or None, place=at)
