"""The rule `stale-checkin`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outtrack.compute.series import OwnCheckins
from outtrack.diagnostic import Severity
from outtrack.rules.base import Moment, rule
from outtrack.rules.facts import about_key_result
from outtrack.rules.measuring import about_metric, asked_to_measure, is_measured_by_hand
from outtrack.rules.saying import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.diagnostic import Diagnostic, Keys
    from outtrack.rules.facts import Facts


@dataclass(frozen=True, slots=True)
class Options:
    """What `stale-checkin` may be told."""

    cadences: int = 2
    """After how many cadences without a value a key result is stale."""


@rule(severity=Severity.WARNING, moment=Moment.CALENDAR, options=Options)
def stale_checkin(facts: Facts, options: Options) -> Iterator[Diagnostic]:
    """No key result of an active outcome has a last check-in older than two cadences.

    The cadence is that of the key result, else of `outtrack.yaml`, else two weeks for a leading and a month for a
    lagging one. A confidence or note alone is no value. Where the values are the readings of a metric, it is told
    once, at the metric. What was never measured is told by `unmeasured-key-result`.

    ## Why
    Silence is never green: after two cadences nobody knows any more how it stands.

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
          - {date: 2026-10-05, value: 1200}
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
          - {date: 2026-10-05, value: 1200}
          - {date: 2026-11-16, value: 1500}
    ```
    """
    told: set[str] = set()
    for one in asked_to_measure(facts):
        if one.last is None or not is_measured_by_hand(one) or not _is_stale(facts, one, options):
            continue
        age = f"({many((facts.as_of - one.last).days, 'day')}; cadence {one.cadence.text})"
        metric = facts.metric_of(one.key_result)
        if metric is None:
            hint = f"add `- {{date: {facts.as_of}, value: …}}` to its `checkins:`"
            yield about_key_result(one, _last_checkin(one), f"no check-in since {one.last} {age}", hint)
        elif metric.ref not in told:
            told.add(metric.ref)
            yield about_metric(facts, metric, f"no reading since {one.last} {age}, asked for by `{one.id}`")


def _is_stale(facts: Facts, one: KeyResultStanding, options: Options) -> bool:
    return one.last is not None and facts.as_of > one.cadence.after(one.last, options.cadences)


def _last_checkin(one: KeyResultStanding) -> Keys:
    """Return the place of the last check-in in the outcome's own file; of the title where there is none."""
    number = len(OwnCheckins(one.key_result, "", one.index))
    return ("checkins", number - 1) if number else ("title",)
