"""The rule `direct-to-lagging`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule
from outtrack.rules.facts import OPEN_WORK
from outtrack.rules.saying import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@rule(severity=Severity.INFO)
def direct_to_lagging(facts: Facts) -> Iterator[Diagnostic]:
    """Open work serves an outcome that moves early, not a lagging business outcome directly.

    A business outcome is lagging unless it says `indicator: leading`, or one of its key results is leading. Work that
    also serves another outcome is not asked.

    ## Why
    Revenue or churn of a whole year rests on so much that nobody can tell what one piece of work has done to it. What
    people do differently because of this work can be seen in weeks.

    ## Before
    ```yaml
    # outputs/dark-mode.yaml
    title: Dark mode
    outcomes: [more-revenue]
    ```

    ```yaml
    # outcomes/more-revenue.yaml
    title: Readers pay for 2 million euros of books in a year
    type: business
    owner: fatima
    due: 2026
    key_results:
      - id: revenue
        title: Revenue since January
        unit: EUR
        cumulative: true
        target: 2000000
        checkins:
          - {date: 2026-10-31, value: 1600000}
    ```

    ```yaml
    # outcomes/evening-use.yaml
    title: More people read in the evening
    contributes_to: more-revenue
    owner: maria
    due: 2026-Q4
    key_results:
      - id: evening-readers
        title: People who read after eight
        unit: people
        baseline: 1000
        target: 2000
        checkins:
          - {date: 2026-11-16, value: 1500}
    ```

    ## After
    ```yaml
    # outputs/dark-mode.yaml
    title: Dark mode
    outcomes: [evening-use]
    ```
    """
    for output in facts.all("output"):
        if not output.outcomes or facts.status(output) not in OPEN_WORK:
            continue
        straight = [edge for edge in facts.graph.outgoing.get(output.ref, ()) if edge.keys[0] == "outcomes"]
        if straight and all(_is_lagging_business(facts, ref) for ref in facts.aims.outcomes(output.ref)):
            names = listed([f"`{edge.target.partition(':')[2]}`" for edge in straight])
            message = f"linked straight to {names}: one piece of work is rarely seen to move a lagging number"
            yield output.diagnose(straight[0].keys, message, "link it to the outcome below that it changes directly")


def _is_lagging_business(facts: Facts, ref: str) -> bool:
    standing = facts.standings.of(ref) if ref else None
    if standing is None or standing.lifecycle not in {"active", "paused"}:
        return False
    return standing.outcome.type == "business" and facts.is_lagging(standing.outcome)
