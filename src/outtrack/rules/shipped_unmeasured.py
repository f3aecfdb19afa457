"""The rule `shipped-unmeasured`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import Moment, rule
from outtrack.rules.purpose import finished, is_unmeasured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@rule(severity=Severity.WARNING, moment=Moment.CALENDAR)
def shipped_unmeasured(facts: Facts) -> Iterator[Diagnostic]:
    """After work was shipped, somebody looks at a number that it should move.

    That is a key result in `expected`; where it expects none, one that its solution expects, else one of its
    outcomes, if that is still worked for. A check-in is due one cadence after the shipping; a reading of the metric, a
    milestone that was done, or another customer who was counted will do as well. Work that is merely a part of
    something larger is judged with that.

    ## Why
    Shipped and never looked at again: nobody will know whether it was worth its while, and the next piece of work
    rests on the same belief.

    ## Before
    ```yaml
    # outputs/dark-mode.yaml
    title: Add a dark mode to the reader
    outcomes: [read-in-bed]
    owner: maria
    status: done
    shipped: 2026-11-04
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
          - {date: 2026-10-19, value: 22}
          - {date: 2026-11-02, value: 23}
    ```

    ## After
    ```yaml
    # outputs/dark-mode.yaml
    title: Add a dark mode to the reader
    outcomes: [read-in-bed]
    owner: maria
    status: done
    shipped: 2026-11-04
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
          - {date: 2026-10-19, value: 22}
          - {date: 2026-11-02, value: 23}
          - {date: 2026-11-16, value: 25}
    ```
    """
    for work in finished(facts):
        if not is_unmeasured(facts, work):
            continue
        first, *others = work.purpose
        which = f"none of its {len(others) + 1} key results" if others else f"no {first.id}"
        message = f"{work.shipped(facts.as_of)}, and {which} was measured since"
        metric = first.key_result.metric
        where = f"`readings:` of the metric {metric}" if metric else f"`checkins:` of {first.id}"
        hint = f"add `- {{date: {facts.as_of}, value: …}}` to the {where}"
        yield work.output.diagnose(work.key, message, hint)
