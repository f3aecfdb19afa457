"""The rule `implicit-id`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule
from outtrack.rules.facts import about_key_result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@rule(severity=Severity.INFO)
def implicit_id(facts: Facts) -> Iterator[Diagnostic]:
    """Every key result has an id of its own.

    Without one, its id is made from its title. Outcomes that have ended are not asked.

    ## Why
    Links, check-ins in files of their own and the history of a number hang on the id. If it is made from the title,
    whoever improves the title breaks them.

    ## Before
    ```yaml
    # outcomes/read-in-bed.yaml
    title: More readers read in bed
    owner: maria
    due: 2026-Q4
    key_results:
      - title: Readers who read after ten
        unit: "%"
        baseline: {value: 22, date: 2026-09-28}
        target: 30
        checkins:
          - {date: 2026-10-19, value: 23}
          - {date: 2026-11-16, value: 27}
    ```

    ```yaml
    # outputs/warm-light.yaml
    title: Warm light after ten
    outcomes: [read-in-bed]
    ```

    ## After
    ```yaml
    # outcomes/read-in-bed.yaml
    title: More readers read in bed
    owner: maria
    due: 2026-Q4
    key_results:
      - id: readers-who-read-after-ten
        title: Readers who read after ten
        unit: "%"
        baseline: {value: 22, date: 2026-09-28}
        target: 30
        checkins:
          - {date: 2026-10-19, value: 23}
          - {date: 2026-11-16, value: 27}
    ```

    ```yaml
    # outputs/warm-light.yaml
    title: Warm light after ten
    outcomes: [read-in-bed]
    ```
    """
    for outcome in facts.standings.all():
        if outcome.lifecycle in {"done", "dropped"}:
            continue
        for one in outcome.key_results:
            if one.key_result.id is None:
                hint = f"add `id: {one.key_result.name}`"
                yield about_key_result(one, "title", "the id of this key result is made from its title", hint)
