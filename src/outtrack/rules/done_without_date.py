"""The rule `done-without-date`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@rule(severity=Severity.WARNING)
def done_without_date(facts: Facts) -> Iterator[Diagnostic]:
    """Work that is done says on which day it was shipped.

    `closed`, the day on which a status became final, says it as well.

    ## Why
    What work has changed shows in the numbers after that day. Without the day nobody can compare before and after,
    and on days in the past (`--as-of`) the work seems to have been done already.

    ## Before
    ```yaml
    # outputs/dark-mode.yaml
    title: Add a dark mode to the reader
    outcomes: [evening-use]
    owner: maria
    status: done
    ```

    ## After
    ```yaml
    # outputs/dark-mode.yaml
    title: Add a dark mode to the reader
    outcomes: [evening-use]
    owner: maria
    status: done
    shipped: 2026-11-16
    ```
    """
    for output in facts.all("output"):
        if output.status == "done" and output.shipped is None and output.closed is None:
            message = f"the {output.type} is done, but not since when"
            yield output.diagnose("status", message, "add `shipped:` with the day on which it was done")
