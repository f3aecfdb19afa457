"""The rule `undecided-experiment`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import Moment, rule
from outtrack.rules.saying import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@rule(severity=Severity.WARNING, moment=Moment.CALENDAR)
def undecided_experiment(facts: Facts) -> Iterator[Diagnostic]:
    """An experiment that has stopped leads to a decision.

    It has stopped on the day `stopped`; where there is none, on the day `stop` for which that was planned.

    ## Why
    A test that nobody draws a conclusion from was not worth its trouble, and its question comes back. `inconclusive`
    is a decision, too.

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
    today = facts.as_of
    for experiment in facts.all("experiment"):
        begun = experiment.start is not None and experiment.start <= today
        ended = experiment.stopped or (experiment.stop if begun else None)
        is_decided = experiment.decision and (experiment.decided is None or experiment.decided <= today)
        if ended is None or ended >= today or is_decided:
            continue
        ago = f"{ended}, {many((today - ended).days, 'day')} ago"
        decide = f"`decision:` (persevere, scale, pivot, stop or inconclusive), `decided: {today}` and `learned:`"
        if experiment.stopped:
            yield experiment.diagnose("stopped", f"stopped on {ago}, and nothing is decided", f"add {decide}")
        else:
            message = f"was to stop on {ago}, and neither `stopped` nor a decision is there"
            yield experiment.diagnose("stop", message, f"add `stopped:`, {decide}; or a later `stop:` if it goes on")
