"""The rule `busy-not-moving`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from outtrack.compute.movement import movement
from outtrack.diagnostic import Severity
from outtrack.rules.base import Moment, rule
from outtrack.rules.purpose import finished
from outtrack.rules.saying import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.movement import Movement
    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@dataclass(frozen=True, slots=True)
class Options:
    """What `busy-not-moving` may be told."""

    days: int = 30
    """How many days after the shipping something should have moved."""


@rule(severity=Severity.WARNING, moment=Moment.CALENDAR, options=Options)
def busy_not_moving(facts: Facts, options: Options) -> Iterator[Diagnostic]:
    """Within thirty days of its shipping, work moves a key result that it was for.

    It was for the key results in `expected`; where it expects none, for those that its solution expects, else for
    all key results of its outcomes. Only outcomes that are still worked for are looked at. Work that is merely a part
    of something larger is judged with that.

    One moved if it came nearer to its target: the last value, or the middle one of those since, lies nearer than the
    number stood on that day (the middle one of the last three values, the last where there are fewer), by more than
    it wavered before (how far a value typically lay from the middle between its neighbours, where four or more are
    known). Whatever has reached its target has moved. A running total moved if it grew, a rubric if its level did,
    milestones if one was done; a number to be kept within bounds only says something while it is outside of them.
    Values of the first week say nothing yet. If nothing was measured since, the rule `shipped-unmeasured` says so.

    ## Why
    A team that ships on time and moves nothing is a feature factory. The sooner it notices, the less it builds on a
    belief that was wrong.

    ## Before
    ```yaml
    # outputs/dark-mode.yaml
    title: Add a dark mode to the reader
    outcomes: [read-in-bed]
    owner: maria
    status: done
    shipped: 2026-10-05
    ```

    ```yaml
    # outcomes/read-in-bed.yaml
    title: More readers read in bed
    owner: maria
    due: 2026-Q4
    key_results:
      - id: after-ten
        title: Readers who read after ten o'clock
        unit: "%"
        baseline: {value: 22, date: 2026-09-28}
        target: 30
        checkins:
          - {date: 2026-10-12, value: 22}
          - {date: 2026-10-26, value: 21}
          - {date: 2026-11-16, value: 22}
    ```

    ## After
    ```yaml
    # outputs/dark-mode.yaml
    title: Add a dark mode to the reader
    outcomes: [read-in-bed]
    owner: maria
    status: done
    shipped: 2026-10-05
    ```

    ```yaml
    # outcomes/read-in-bed.yaml
    title: More readers read in bed
    owner: maria
    due: 2026-Q4
    key_results:
      - id: after-ten
        title: Readers who read after ten o'clock
        unit: "%"
        baseline: {value: 22, date: 2026-09-28}
        target: 30
        checkins:
          - {date: 2026-10-12, value: 22}
          - {date: 2026-10-26, value: 24}
          - {date: 2026-11-16, value: 27}
    ```
    """
    latest = facts.as_of - timedelta(days=options.days)
    for work in finished(facts):
        if work.day > latest:
            continue
        counting = [one for one in work.purpose if one.weight] or work.purpose
        seen = [(one, found) for one in counting if (found := movement(one, work.day, facts.as_of))]
        if not seen or any(found.has_moved for _, found in seen):
            continue
        moves = listed([_told(*pair) for pair in seen])
        hint = (
            f"ask why before more is built on it: `outtrack show {seen[0][0].id} --explain`; "
            "if it was for another key result, name that in `expected:`"
        )
        message = f"{work.shipped(facts.as_of)}, and nothing moved: {moves}"
        yield work.output.diagnose(work.key, message, hint)


def _told(one: KeyResultStanding, found: Movement) -> str:
    unit = "%" if one.unit in {"%", "percent"} else ""
    level = "level " if one.shape == "rubric" else ""
    return f"{one.id} {level}{found.before:.12g}{unit} → {level}{found.now:.12g}{unit}"
