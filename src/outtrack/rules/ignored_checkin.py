"""The rule `ignored-checkin`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Diagnostic, Severity
from outtrack.rules.base import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.series import Measurement
    from outtrack.rules.facts import Facts

_REASONS = {
    "future": ("the day {day} lies in the future: it does not count yet", "mend the date, if it is a slip"),
    "before start": (
        "the day {day} lies before the start: it does not count",
        "mend the date, or make it the baseline: `baseline: {{value: …, date: {day}}}`",
    ),
    "same day": ("another check-in of {day} stands further down and counts instead", "keep one of the two"),
    "not typed": (
        "the values of this key result come from elsewhere: it does not count",
        "write a reading or an insight",
    ),
    "not a number": ("the value is a text, but this key result takes numbers: it does not count", "write a number"),
    "not a level": ("the value is none of the levels of this key result: it does not count", "write one of its levels"),
    "not a total": ("`delta` has a meaning only where a total is counted: it does not count", "write `value:`"),
}


@rule(severity=Severity.WARNING)
def ignored_checkin(facts: Facts) -> Iterator[Diagnostic]:
    """Every check-in counts.

    One does not count if its day lies in the future or before the start, if the same author wrote another for the
    same day further down, or if its value is not what the key result takes.

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
    for outcome in facts.standings.all():
        for one in outcome.key_results:
            by_day = {entry.date: entry.by for entry in one.series.values}
            for entry, reason in one.series.ignored:
                if reason == "same day" and entry.by and by_day.get(entry.date) not in {None, entry.by}:
                    continue
                if (entry.ref, entry.place) not in told:
                    told.add((entry.ref, entry.place))
                    yield _diagnose(entry, reason)


def _diagnose(entry: Measurement, reason: str) -> Diagnostic:
    message, hint = (text.format(day=entry.date) for text in _REASONS[reason])
    place = entry.place
    at = type(place)(place.path, place.document, (*place.keys, "date"))
    return Diagnostic(rule="", message=message, hint=hint, entity=entry.ref or None, place=at)
