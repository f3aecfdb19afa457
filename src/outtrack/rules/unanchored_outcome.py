"""The rule `unanchored-outcome`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule
from outtrack.rules.saying import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@rule(severity=Severity.WARNING)
def unanchored_outcome(facts: Facts) -> Iterator[Diagnostic]:
    """Every active product outcome leads up to a business outcome or a strategy, where there is one.

    It contributes to one, to another outcome that does, or a strategy names it under `measured_by`. Outcomes of other
    workspaces count, and so does a vision that names it as a goal; whatever is dropped does not.

    ## Why
    What people do differently is worth its cost only if the business gains by it. How it gains should be written down
    before the work begins, since then one can still choose.

    ## Before
    ```yaml
    # outcomes/evening-use.yaml
    title: More people read in the evening
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
    # outcomes/more-readers.yaml
    title: More readers buy their second book
    contributes_to: more-revenue
    owner: chidi
    due: 2026-Q4
    key_results:
      - id: second-book
        title: New readers who buy a second book within a month
        unit: "%"
        baseline: 20
        target: 30
        checkins:
          - {date: 2026-11-16, value: 26}
    ```

    ```yaml
    # outputs/next-chapter.yaml
    title: The next book in the series at the end of each book
    outcomes: [more-readers]
    ```

    ## After
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
    """
    purposes = [one for one in facts.all("outcome") if one.type == "business"] + facts.all("strategy")
    alive = [one for one in purposes if facts.status(one) != "dropped"]
    if not any(facts.status(one) in {"active", "paused"} for one in alive):
        return
    anchored = facts.reached_down(
        [*(one.ref for one in alive), *_others(facts)], lambda ref: not _is_dropped(facts, ref)
    )
    names = [f"`{one.id}`" for one in alive if facts.status(one) == "active"]
    hint = f"add `contributes_to: [<id>]`, such as {listed(names)}" if names else "add `contributes_to: [<id>]`"
    for one in facts.active:
        ref = one.outcome.ref
        if one.outcome.type == "product" and ref not in anchored and not facts.gaps.is_unsure(ref):
            yield one.outcome.diagnose("title", "it leads up to no business outcome and no strategy", hint)


def _others(facts: Facts) -> Iterator[str]:
    """Yield what is an end of the way up, too: visions, and what may lead to something that is not known here."""
    yield from (one.ref for one in facts.all("vision"))
    yield from facts.aims.faulty
    for record in facts.snapshot.names.records["outcome"].values():
        if record.is_broken or any("::" in one.to for one in record.entity.contributes_to):
            yield record.ref


def _is_dropped(facts: Facts, ref: str) -> bool:
    entity: Any = facts.snapshot.get(ref)
    return entity is not None and facts.status(entity) == "dropped"
