"""The rule `unmeasured-key-result`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import Moment, rule
from outtrack.rules.facts import about_key_result
from outtrack.rules.measuring import about_metric, asked_to_measure, is_dated_ahead, is_measured_by_hand
from outtrack.rules.saying import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@rule(severity=Severity.WARNING, moment=Moment.CALENDAR)
def unmeasured_key_result(facts: Facts) -> Iterator[Diagnostic]:
    """Every key result has a baseline when it starts, and a check-in one cadence later.

    The baseline is asked for where progress is the way from there to a target. Not asked for a check-in are milestones,
    customers counted from insights and what is self-reported. Key results of the weight 0 only inform, and are asked
    for nothing. Where the values are the readings of a metric, it is told once, at the metric. A value that is dated
    in the future is told by `ignored-checkin` alone.

    ## Why
    Progress that is never measured is neither good nor bad, but unknown. After one cadence that is no longer patience.

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
          - {date: 2026-11-16, value: 1500}
    ```
    """
    told: set[str] = set()
    for one in asked_to_measure(facts):
        waited = _waited(facts, one)
        metric = facts.metric_of(one.key_result)
        if one.progress.missing == "needs baseline":
            yield _no_baseline(facts, one, waited)
        elif not waited:
            continue
        elif metric is None:
            hint = f"add `checkins: [{{date: {facts.as_of}, value: …}}]`"
            yield about_key_result(one, "title", f"no check-in {waited}", hint)
        elif metric.ref not in told:
            told.add(metric.ref)
            yield about_metric(facts, metric, f"no reading {waited}, asked for by `{one.id}`")


def _waited(facts: Facts, one: KeyResultStanding) -> str:
    """Return since when a key result is without any value, where that is longer than a cadence."""
    if one.last or one.start is None or not is_measured_by_hand(one) or facts.as_of <= one.cadence.after(one.start):
        return ""
    if is_dated_ahead(facts, one):
        return ""
    passed = many((facts.as_of - one.start).days, "day")
    return f"since the start on {one.start} ({passed}; cadence {one.cadence.text})"


def _no_baseline(facts: Facts, one: KeyResultStanding, waited: str) -> Diagnostic:
    hint = "add `baseline:`, where it stood before; or `baseline: first`, which adopts the first check-in"
    if one.key_result.levels:
        hint = "add `baseline:`, the level on which it stood before"
    elif metric := facts.metric_of(one.key_result):
        hint = f"add `baseline:`, or a reading from before {one.start} to the metric `{metric.id}`"
    return about_key_result(one, "target", f"no baseline{f', and no check-in {waited}' if waited else ''}", hint)
