"""The rule `expectation-unjudged`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.diagnostic import Severity
from outtrack.rules.base import Moment, rule
from outtrack.rules.purpose import finished, is_unmeasured, may_have_more
from outtrack.rules.saying import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts

PUT_ASIDE = ("inbox", "parked", "dropped")


@rule(severity=Severity.INFO, moment=Moment.CALENDAR)
def expectation_unjudged(facts: Facts) -> Iterator[Diagnostic]:
    """What was expected by a day is compared with a value from that day or later.

    A check-in is due one cadence after that day. What an output expects is asked there and not at its solution as
    well. What is in the inbox, parked or dropped is left alone, and so is an outcome that is not worked for any more.

    ## Why
    An expectation teaches something only to those who look whether it came true.

    ## Before
    ```yaml
    # outputs/dark-mode.yaml
    title: Add a dark mode to the reader
    outcomes: [read-in-bed]
    owner: maria
    status: done
    shipped: 2026-10-19
    expected:
      - {key_result: read-in-bed/after-ten, change: +2pp, by: 2026-11-04}
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
    shipped: 2026-10-19
    expected:
      - {key_result: read-in-bed/after-ten, change: +2pp, by: 2026-11-04}
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
    said = {work.output.ref for work in finished(facts) if is_unmeasured(facts, work)}
    asked = set()
    for output in facts.all("output"):
        if output.expected:
            solutions = [ref for ref in facts.graph.up(output.ref) if ref.startswith("solution:")]
            asked |= {(ref, one.key_result) for ref in solutions for one in output.expected}
            if output.ref not in said and facts.status(output) not in PUT_ASIDE:
                yield from _unjudged(facts, output, set())
    for solution in facts.all("solution"):
        if solution.expected and facts.status(solution) not in PUT_ASIDE:
            yield from _unjudged(facts, solution, asked)


def _unjudged(facts: Facts, entity: Any, asked: set[tuple[str, str]]) -> Iterator[Diagnostic]:
    for index, one in enumerate(entity.expected):
        name = one.key_result.removeprefix("key_result:")
        outcome, standing = facts.by_key_result.get(name, (None, None))
        if one.by is None or outcome is None or standing is None or outcome.lifecycle != "active":
            continue
        if may_have_more(facts, standing):
            continue
        day, values = one.by.last, standing.series.values
        is_judged = standing.shape == "milestones" or standing.key_result.counts or (values and values[-1].date >= day)
        if not is_judged and facts.as_of > standing.cadence.after(day) and (entity.ref, one.key_result) not in asked:
            change = f" {one.change.text}" if one.change else ""
            ago = many((facts.as_of - day).days, "day")
            message = f"{name}{change} was expected by {day}, {ago} ago, and it was not measured since"
            hint = "record its value, to see whether it came true; or move `by:`, if it is too early"
            yield entity.diagnose(("expected", index, "by"), message, hint)
