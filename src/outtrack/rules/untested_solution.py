"""The rule `untested-solution`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts

OVER = ("solved", "dropped", "not_now", "done", "paused")
"""What an opportunity, outcome or strategy is when nothing is decided for it any more, or for the time being."""


@rule(severity=Severity.WARNING)
def untested_solution(facts: Facts) -> Iterator[Diagnostic]:
    """A solution is chosen after an assumption that it rests on was tested.

    Any experiment that tests the solution will do, also one that is still running or planned. A solution for
    something that is solved, dropped or put aside, or for an outcome that is not active, is left alone.

    ## Why
    A week with a prototype, five interviews or a button that leads nowhere costs less than the quarter in which
    something is built that nobody wants.

    ## Before
    ```yaml
    # solutions/dark-mode.yaml
    title: Show white letters on black after sunset
    serves: [evening-use]
    status: chosen
    owner: maria
    assumptions:
      - {id: too-bright, title: They stop because the screen is too bright, type: desirability}
    ```

    ## After
    ```yaml
    # solutions/dark-mode.yaml
    title: Show white letters on black after sunset
    serves: [evening-use]
    status: chosen
    owner: maria
    assumptions:
      - {id: too-bright, title: They stop because the screen is too bright, type: desirability}
    ```

    ```yaml
    # experiments/dark-mode-by-hand.yaml
    title: Twelve readers try a dark mode that we set up for them
    tests: [dark-mode]
    assumption: too-bright
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
    for solution in facts.all("solution"):
        if solution.status != "chosen" or solution.ref in facts.tested:
            continue
        if not _is_over(facts, solution) and not facts.gaps.is_unsure(solution.ref):
            named = next((one.id for one in solution.assumptions if one.id), None)
            about = f" and `assumption: {named}`" if named else ""
            hint = f"write an experiment with `tests: [{solution.id}]`{about}, or `status: exploring` until then"
            yield solution.diagnose("status", "chosen, and no experiment tests what it assumes", hint)


def _is_over(facts: Facts, solution: Any) -> bool:
    if not facts.is_pursued(solution.ref):
        return True
    served = [facts.snapshot.get(ref) for ref in facts.graph.up(solution.ref)]
    return bool(served) and all(one is not None and facts.status(one) in OVER for one in served)
