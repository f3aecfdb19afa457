"""The rule `single-lever`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule
from outtrack.rules.facts import OPEN_WORK
from outtrack.rules.saying import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts

LEVERS = ("people", "process", "technology")


@rule(severity=Severity.WARNING)
def single_lever(facts: Facts) -> Iterator[Diagnostic]:
    """The work for an outcome pulls three levers: people, process and technology.

    Only outcomes with open work that says which `levers` it pulls are asked; what was done for them before counts.
    Work counts for the nearest outcomes that it serves, not for those that these contribute to.

    ## Why
    One or two levers rarely move what people do. A new tool alone moves least: somebody must adopt it (training),
    and the way of working must leave room for it (process). By Ortom8, on service outcomes.

    ## Before
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
          - {date: 2026-10-19, value: 23}
          - {date: 2026-11-16, value: 27}
    ```

    ```yaml
    # outputs/dark-mode.yaml
    title: Add a dark mode to the reader
    outcomes: [read-in-bed]
    owner: maria
    status: doing
    levers: [technology]
    ```

    ## After
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
          - {date: 2026-10-19, value: 23}
          - {date: 2026-11-16, value: 27}
    ```

    ```yaml
    # outputs/dark-mode.yaml
    title: Add a dark mode to the reader
    outcomes: [read-in-bed]
    owner: maria
    status: doing
    levers: [technology]
    ```

    ```yaml
    # outputs/bedtime-letter.yaml
    title: Show readers in a letter how to read in bed, and ask each new one whether it works
    type: campaign
    outcomes: [read-in-bed]
    owner: maria
    status: doing
    levers: [people, process]
    ```
    """
    pulled: dict[str, dict[str, list[Any]]] = {}
    for output in facts.all("output"):
        if output.levers and facts.status(output) in {*OPEN_WORK, "done"}:
            for root in facts.aims.own(output.ref):
                for lever in output.levers:
                    pulled.setdefault(root, {}).setdefault(lever, []).append(output)
    for standing in facts.active:
        levers = pulled.get(standing.outcome.ref, {})
        missing = [lever for lever in LEVERS if lever not in levers]
        work = {one.id: one for outputs in levers.values() for one in outputs}
        is_open = any(facts.status(one) in OPEN_WORK for one in work.values())
        if not missing or not is_open or facts.gaps.is_unsure(standing.outcome.ref):
            continue
        names = listed(sorted(work))
        if list(levers) == ["technology"]:
            message = f"technology alone is to move this ({names}): who adopts it, who trains them, what else changes?"
        else:
            pulls = " and ".join(lever for lever in LEVERS if lever in levers)
            message = f"the work for this pulls {pulls}, but not {' or '.join(missing)}: {names}"
        hint = f"add an output with `levers: [{', '.join(missing)}]`, or complete the levers of those that are there"
        yield standing.outcome.diagnose("title", message, hint)
