"""The rule `lagging-only`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.model.base import Relation
from outtrack.rules.base import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@rule(severity=Severity.WARNING)
def lagging_only(facts: Facts) -> Iterator[Diagnostic]:
    """Every active lagging outcome has a leading one below it.

    A business outcome is lagging, any other leading, unless it says otherwise under `indicator`. The leading one
    contributes to it, directly or through others, or influences it; or one of its own key results is leading. Whatever
    is dropped does not count.

    ## Why
    When a lagging number moves, it is too late to do anything about it. What moves early is what one can steer by.

    ## Before
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
    contributes_to: regulars
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

    ```yaml
    # outcomes/regulars.yaml
    title: More people read every week
    type: business
    owner: fatima
    due: 2026
    key_results:
      - id: weekly
        title: People who read in the week
        unit: people
        baseline: 2000
        target: 3000
        checkins:
          - {date: 2026-10-31, value: 2600}
    ```

    ```yaml
    # experiments/gift-wrap.yaml
    title: A gift wrap for a hundred buyers
    tests: [outcome:more-revenue]
    method: concierge
    success: Thirty of them give a book away
    start: 2026-11-16
    stop: 2026-12-11
    ```

    ## After
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
    """
    alive = [one.outcome for one in facts.standings.all() if one.lifecycle != "dropped"]
    leading = [one.ref for one in alive if not facts.is_lagging(one)]
    edges = [edge for ref in leading for edge in facts.graph.outgoing.get(ref, ())]
    led = facts.reached_up([*leading, *(edge.target for edge in edges if edge.relation is Relation.INFLUENCES)])
    for one in facts.active:
        ref = one.outcome.ref
        if ref not in led and facts.is_proven(one) and not facts.gaps.is_unsure(ref) and ref not in facts.aims.faulty:
            yield one.outcome.diagnose(
                "title",
                "a lagging outcome with no leading one below it: its number moves when it is too late to act",
                f"add `contributes_to: {one.outcome.id}` to what people must do differently first",
            )
