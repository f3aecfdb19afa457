"""The rule `overdue`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.frozen import dataclass
from outtrack.rules.base import Moment, rule
from outtrack.rules.facts import about_key_result
from outtrack.rules.saying import many

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outtrack.compute.standing import OutcomeStanding
    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@dataclass(frozen=True, slots=True)
class Options:
    """What `overdue` may be told."""

    days: int = 0
    """How many days after its due date there are to close an outcome."""


@rule(severity=Severity.WARNING, moment=Moment.CALENDAR, options=Options)
def overdue(facts: Facts, options: Options) -> Iterator[Diagnostic]:
    """An outcome is closed when its due date has passed.

    Where the outcome has no due date, the last one of its key results counts. Drafts and paused outcomes are not asked.

    ## Why
    Whether it was reached is decided, but nobody has said so, nor what was learned. An outcome that just stays open
    never fails.

    ## Before
    ```yaml
    # outcomes/evening-use.yaml
    title: More people read in the evening
    owner: maria
    start: 2026-10-01
    due: 2026-11-13
    key_results:
      - id: evening-readers
        title: People who read after eight
        unit: people
        baseline: 1000
        target: 2000
        checkins:
          - {date: 2026-11-09, value: 1500}
    ```

    ## After
    ```yaml
    # outcomes/evening-use.yaml
    title: More people read in the evening
    owner: maria
    start: 2026-10-01
    due: 2026-11-13
    status: done
    closed: 2026-11-16
    score: 0.5
    learned: The light of the screen keeps them away
    key_results:
      - id: evening-readers
        title: People who read after eight
        unit: people
        baseline: 1000
        target: 2000
        checkins:
          - {date: 2026-11-09, value: 1500}
    ```

    ```yaml
    # outputs/night-light.yaml
    title: Light that turns warm at night
    status: done
    shipped: 2026-10-12
    outcomes: [evening-use]
    ```
    """
    last_day = facts.as_of - timedelta(days=options.days)
    for one in facts.active:
        due = one.due or _last_due(one)
        if due is not None and due < last_day:
            passed = many((facts.as_of - due).days, "day")
            message = f"the due date {due} passed {passed} ago, and it is not closed"
            hint = "close it: `status: done`, `closed:`, `score:` and `learned:`; or set a later `due:`"
            if one.due:
                yield one.outcome.diagnose("due", message, hint)
            else:
                late = next(kr for kr in one.key_results if kr.due == due)
                yield about_key_result(late, "due", message, hint)


def _last_due(one: OutcomeStanding) -> date | None:
    """Return the last due date of the key results; None where one of them has none."""
    days = [kr.due for kr in one.key_results if kr.weight]
    known = [day for day in days if day]
    return max(known) if known and len(known) == len(days) else None
