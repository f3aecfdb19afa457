"""The rule `no-north-star`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.model.strategy import Vision
    from outtrack.rules.facts import Facts

OVER = ("done", "dropped")


@rule(severity=Severity.WARNING)
def no_north_star(facts: Facts) -> Iterator[Diagnostic]:
    """Every vision has a north star that still shines: an outcome that is not done or dropped.

    It is the one under `north_star`, else the first of its `goals` that goes on. A vision that is part of a larger one
    may leave it to that.

    ## Why
    Where two goals pull in different directions, one number must decide.

    ## Before
    ```yaml
    # visions/readers.yaml
    title: Everybody has half an hour for a book
    owner: fatima
    reviewed: 2026-10-05
    ```

    ## After
    ```yaml
    # visions/readers.yaml
    title: Everybody has half an hour for a book
    goals: [evening-use]
    north_star: evening-use
    owner: fatima
    reviewed: 2026-10-05
    ```
    """
    for vision in facts.visions:
        if vision.ref in facts.aims.faulty:
            continue
        if vision.north_star:
            ended = _ended(facts, vision.north_star)
            if ended is not None:
                message = f"the north star `{ended.id}` is {facts.status(ended)}"
                yield vision.diagnose("north_star", message, "name the one that goes on")
        elif not vision.goals and not vision.parent:
            hint = "add `north_star: <id>`, or `goals: [<id>]`, the first of which it is"
            yield vision.diagnose("title", "the vision has no north star", hint)
        elif vision.goals and all(_ended(facts, name) for name in vision.goals):
            yield vision.diagnose("goals", "the vision has no north star: its goals are all over", _next_goal(vision))


def _ended(facts: Facts, name: str) -> Any:
    """Return the outcome of that name if it is done or dropped."""
    outcome = facts.snapshot.get(f"outcome:{name.removeprefix('outcome:')}")
    return outcome if outcome is not None and facts.status(outcome) in OVER else None


def _next_goal(vision: Vision) -> str:
    return "add the goal that follows" + (", or leave it to the vision above: no `goals:`" if vision.parent else "")
