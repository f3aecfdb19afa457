"""The rule `too-many-active-strategies`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.frozen import dataclass
from outtrack.rules.base import rule
from outtrack.rules.saying import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@dataclass(frozen=True, slots=True)
class Options:
    """What `too-many-active-strategies` may be told."""

    most: int = 5
    """How many strategies may be active at a time."""


@rule(severity=Severity.WARNING, options=Options)
def too_many_active_strategies(facts: Facts, options: Options) -> Iterator[Diagnostic]:
    """No more than five strategies are active at a time.

    ## Why
    A strategy says what is not done. Where everything is pursued, nothing is chosen.

    ## Before
    ```yaml
    # strategies/second-books.yaml
    title: Make the second book easier than the first
    measured_by: [evening-use]
    owner: fatima
    reviewed: 2026-10-19
    ```

    ```yaml
    # strategies/reading-nights.yaml
    title: Win the hour before sleep
    measured_by: [evening-use]
    owner: fatima
    reviewed: 2026-10-19
    ```

    ```yaml
    # outtrack.yaml
    version: 1
    check: {rules: {too-many-active-strategies: {most: 1}}}
    ```

    ## After
    ```yaml
    # strategies/second-books.yaml
    title: Make the second book easier than the first
    status: paused
    reason: Comes back in spring, when the hour before sleep is won
    measured_by: [evening-use]
    owner: fatima
    reviewed: 2026-10-19
    ```

    ```yaml
    # strategies/reading-nights.yaml
    title: Win the hour before sleep
    measured_by: [evening-use]
    owner: fatima
    reviewed: 2026-10-19
    ```

    ```yaml
    # outtrack.yaml
    version: 1
    check: {rules: {too-many-active-strategies: {most: 1}}}
    ```
    """
    active = [one for one in facts.all("strategy") if facts.status(one) == "active"]
    if len(active) > options.most:
        names = listed([f"`{one.id}`" for one in active], most=len(active))
        yield active[options.most].diagnose(
            "title",
            f"{len(active)} strategies are active, more than {options.most}: {names}",
            "choose: the others get `status: paused` or `dropped`, with their `reason`",
        )
