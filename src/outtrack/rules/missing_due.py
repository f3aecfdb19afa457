"""The rule `missing-due`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule
from outtrack.rules.facts import about_key_result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.standing import OutcomeStanding
    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@rule(severity=Severity.WARNING)
def missing_due(facts: Facts) -> Iterator[Diagnostic]:
    """Every key result of an active outcome has a time: a due date, its own or its outcome's, and a start.

    A period such as `2026-Q4` says both at once. A single day says only when it ends, and needs a `start` beside it.
    Key results of the weight 0 only inform and need no time.

    ## Why
    Without an end nothing is ever late, and without a beginning nobody can say how far it should be by now: there is
    no pace, and no status.

    ## Before
    ```yaml
    # outcomes/evening-use.yaml
    title: More people read in the evening
    owner: maria
    key_results:
      - id: evening-readers
        title: People who read after eight
        unit: people
        baseline: 1000
        target: 2000
        checkins:
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
          - {date: 2026-11-16, value: 1500}
    ```
    """
    for outcome in facts.active:
        counting = [one for one in outcome.key_results if one.weight]
        endless = [one for one in counting if one.due is None]
        if endless and len(endless) == len(counting):
            yield outcome.outcome.diagnose(
                "title", "no due date: neither it nor its key results say by when", "add `due:`, such as `due: 2026-Q4`"
            )
        else:
            for one in endless:
                hint = "add `due:` here, or to the outcome"
                yield about_key_result(one, "title", "no due date, neither here nor at its outcome", hint)
        yield from _without_start(outcome, [one for one in counting if one.due and one.start is None])


def _without_start(outcome: OutcomeStanding, found: list[KeyResultStanding]) -> Iterator[Diagnostic]:
    """Yield a finding for a due date without a start: one for those that take it from the outcome."""
    own = [one for one in found if one.key_result.due]
    for one in own:
        yield about_key_result(one, "due", *_needs_start(one))
    if len(own) < len(found):
        yield outcome.outcome.diagnose("due", *_needs_start(next(one for one in found if one not in own)))


def _needs_start(one: KeyResultStanding) -> tuple[str, str]:
    message = f"due on {one.due}, but nothing says since when: pace and status can't be told"
    return message, "add `start:`, or write `due:` as a period, such as 2026-Q4"
