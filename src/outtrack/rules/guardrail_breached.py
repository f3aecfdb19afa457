"""The rule `guardrail-breached`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.compute.progress import is_within
from outtrack.diagnostic import Severity
from outtrack.rules.base import Moment, rule
from outtrack.rules.facts import about_key_result
from outtrack.rules.saying import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.diagnostic import Diagnostic
    from outtrack.model.evidence import Keep
    from outtrack.rules.facts import Facts


@rule(severity=Severity.WARNING, moment=Moment.CALENDAR)
def guardrail_breached(facts: Facts) -> Iterator[Diagnostic]:
    """While a key result has reached its target, no number to be kept within bounds is out of them.

    Looked at is the last value of each `keep` key result beside the others of the same outcome, as long as it is not
    stale. A guardrail of the weight 0 holds as well.

    ## Why
    A target can be reached at the cost of something that nobody wanted to pay. That is why the guardrail is there.

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
          - {date: 2026-11-16, value: 2100}
      - id: complaints
        title: Complaints about reminders
        unit: complaints/week
        keep: {max: 5}
        checkins:
          - {date: 2026-11-16, value: 9}
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
          - {date: 2026-11-16, value: 2100}
      - id: complaints
        title: Complaints about reminders
        unit: complaints/week
        keep: {max: 5}
        checkins:
          - {date: 2026-11-16, value: 4}
    ```
    """
    for outcome in facts.active:
        reached = [f"`{one.id}`" for one in outcome.key_results if _has_reached_its_target(one)]
        for one in outcome.key_results if reached else ():
            keep, value = one.key_result.keep, one.progress.value
            if keep and value is not None and one.freshness != "stale" and not is_within(keep, value):
                breach = f"{value:g} on {one.last} is out of bounds ({_bounds(keep)})"
                message = f"{breach}, while {listed(reached)} {_has(reached)}"
                hint = "bring it back before the target counts as reached"
                yield about_key_result(one, "keep", message, hint)


def _has_reached_its_target(one: KeyResultStanding) -> bool:
    raw = one.progress.raw
    return one.key_result.keep is None and bool(one.weight) and raw is not None and raw >= 1


def _has(names: list[str]) -> str:
    return "has reached its target" if len(names) == 1 else "have reached their targets"


def _bounds(keep: Keep) -> str:
    if keep.min is None or keep.max is None:
        return f"at least {keep.min:g}" if keep.min is not None else f"at most {keep.max:g}"
    return f"{keep.min:g} to {keep.max:g}"
