"""The rule `shared-metric`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule
from outtrack.rules.facts import about_key_result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@rule(severity=Severity.INFO)
def shared_metric(facts: Facts) -> Iterator[Diagnostic]:
    """No two key results of active outcomes claim one and the same movement of a metric.

    They do if both want to change it in times that overlap. To keep a metric within bounds claims nothing, nor does a
    key result of the weight 0.

    ## Why
    When the number moves, both have succeeded, and nobody knows whose work it was.

    ## Before
    ```yaml
    # outcomes/regulars.yaml
    title: More people read every week
    owner: chidi
    due: 2026-Q4
    key_results:
      - {id: weekly, title: People who read in the week, metric: weekly-readers, target: 3000}
    ```

    ```yaml
    # outcomes/evening-use.yaml
    title: More people read in the evening
    owner: maria
    due: 2026-Q4
    key_results:
      - {id: readers, title: People who read in the week, metric: weekly-readers, target: 2500}
    ```

    ```yaml
    # metrics/weekly-readers.yaml
    title: People who read in the week
    unit: people
    readings:
      - {date: 2026-09-28, value: 2000}
      - {date: 2026-11-16, value: 2400}
    ```

    ```yaml
    # outputs/bookmarks.yaml
    title: Bookmarks that travel along
    outcomes: [regulars]
    ```

    ## After
    ```yaml
    # outcomes/evening-use.yaml
    title: More people read in the evening
    owner: maria
    due: 2026-Q4
    key_results:
      - {id: readers, title: People who read in the week, metric: weekly-readers, target: 2500}
    ```

    ```yaml
    # metrics/weekly-readers.yaml
    title: People who read in the week
    unit: people
    readings:
      - {date: 2026-09-28, value: 2000}
      - {date: 2026-11-16, value: 2400}
    ```
    """
    claims: dict[str, list[KeyResultStanding]] = {}
    for _, one in facts.key_results():
        metric = facts.metric_of(one.key_result)
        if metric and one.weight and one.key_result.keep is None:
            claims.setdefault(metric.id, []).append(one)
    for name, found in claims.items():
        for earlier, later in overlapping(found):
            message = f"`{earlier.id}` claims the same movement of the metric `{name}`"
            hint = "let one of them rest on another number, or write `weight: 0` where it only informs"
            place = facts.snapshot.place(f"key_result:{earlier.id}", ("key_results", earlier.index, "metric"))
            yield replace(about_key_result(later, "metric", message, hint), also=((place, None),))


def overlapping(found: list[KeyResultStanding]) -> Iterator[tuple[KeyResultStanding, KeyResultStanding]]:
    """Yield each key result whose time overlaps with that of an earlier one, with that one."""
    ordered = sorted(found, key=lambda one: (one.start or date.min, one.id))
    longest = ordered[0]
    for one in ordered[1:]:
        if (one.start or date.min) <= (longest.due or date.max):
            yield longest, one
        if (one.due or date.max) > (longest.due or date.max):
            longest = one
