"""The rule `decision-without-learning`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@rule(severity=Severity.WARNING)
def decision_without_learning(facts: Facts) -> Iterator[Diagnostic]:
    """Whoever decides on an experiment writes down what was learned.

    ## Why
    The decision helps once. What was learned, whichever way the test went, helps everybody who has the same idea a
    year later, and it is forgotten within a month.

    ## Before
    ```yaml
    # experiments/dark-mode-by-hand.yaml
    title: Twelve readers try a dark mode that we set up for them
    tests: [evening-use]
    method: concierge
    owner: maria
    success: Seven of twelve read on four evenings of the week
    start: 2026-10-05
    stop: 2026-10-16
    stopped: 2026-10-16
    result: Nine of twelve
    decision: persevere
    decided: 2026-10-19
    ```

    ## After
    ```yaml
    # experiments/dark-mode-by-hand.yaml
    title: Twelve readers try a dark mode that we set up for them
    tests: [evening-use]
    method: concierge
    owner: maria
    success: Seven of twelve read on four evenings of the week
    start: 2026-10-05
    stop: 2026-10-16
    stopped: 2026-10-16
    result: Nine of twelve
    decision: persevere
    decided: 2026-10-19
    learned: It is the light in the room that stops them, not the time of the day.
    ```
    """
    for experiment in facts.all("experiment"):
        is_decided = experiment.decided is None or experiment.decided <= facts.as_of
        if experiment.decision and is_decided and not experiment.learned:
            on = f" on {experiment.decided}" if experiment.decided else ""
            message = f"`{experiment.decision}` was decided{on}, and nothing that was learned is written down"
            yield experiment.diagnose("decision", message, "add `learned:` with what you know now and did not before")
