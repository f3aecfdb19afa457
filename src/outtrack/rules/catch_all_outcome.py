"""The rule `catch-all-outcome`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.frozen import dataclass
from outtrack.model.base import Relation
from outtrack.rules.base import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts

WORK = ("todo", "doing", "done")
CLOSED = ("done", "dropped")


@dataclass(frozen=True, slots=True)
class Options:
    """What `catch-all-outcome` may be told."""

    outputs: int = 10
    """How many outputs there must be at least before a share of them means something."""
    share: float = 0.5
    """The share of them, from 0 to 1, above which an outcome catches all."""


@rule(severity=Severity.WARNING, options=Options)
def catch_all_outcome(facts: Facts, options: Options) -> Iterator[Diagnostic]:
    """No outcome has more than half of all outputs hanging on it.

    Counted are the outputs that are to do, being done or done, and serve an outcome that is still open; those that
    are part of a larger one are counted with that. Only the nearest outcome counts, not those that it contributes to.
    Fewer than ten outputs say nothing yet.

    ## Why
    Where everything must be linked, an outcome such as "A better product" is found soon, and everything is linked to
    it. Then the links say nothing any more.

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
    # outputs/autumn.yaml
    id: dark-mode
    title: Dark mode
    outcomes: [evening-use]
    ---
    id: page-turner
    title: Page turner for the other hand
    outcomes: [evening-use]
    ---
    id: gift-cards
    title: Gift cards
    outcomes: [evening-use]
    ```

    ```yaml
    # outtrack.yaml
    version: 1
    check: {rules: {catch-all-outcome: {outputs: 4}}}
    ```

    ## After
    ```yaml
    # outcomes/gift-buyers.yaml
    title: More readers give a book to a friend
    owner: chidi
    due: 2026-Q4
    key_results:
      - id: givers
        title: Readers who gave a book to a friend
        unit: readers
        baseline: 100
        target: 200
        checkins:
          - {date: 2026-11-16, value: 150}
    ```

    ```yaml
    # outputs/autumn.yaml
    id: dark-mode
    title: Dark mode
    outcomes: [evening-use]
    ---
    id: page-turner
    title: Page turner for the other hand
    outcomes: [gift-buyers]
    ---
    id: gift-cards
    title: Gift cards
    outcomes: [gift-buyers]
    ```

    ```yaml
    # outtrack.yaml
    version: 1
    check: {rules: {catch-all-outcome: {outputs: 4}}}
    ```
    """
    hanging: Counter[str] = Counter()
    total = 0
    for outcomes in _aims_of_whole_outputs(facts):
        hanging.update(outcomes)
        total += bool(outcomes)
    if total < options.outputs:
        return
    for one in facts.active:
        count = hanging[one.outcome.ref]
        if count > options.share * total:
            message = f"{count} of the {total} outputs that serve an open outcome hang on this one"
            yield one.outcome.diagnose(
                "title", message, "split it into the changes that you mean, and link each output to its own"
            )


def _aims_of_whole_outputs(facts: Facts) -> Iterator[list[str]]:
    """Yield, for each output that is not part of another, what it serves and is still open."""
    for output in facts.all("output"):
        edges = facts.graph.outgoing.get(output.ref, ())
        if facts.status(output) in WORK and not any(edge.relation is Relation.PART_OF for edge in edges):
            yield [ref for ref in facts.aims.of(output.ref) if not _is_closed(facts, ref)]


def _is_closed(facts: Facts, ref: str) -> bool:
    entity = facts.snapshot.get(ref) if ref else None
    return entity is not None and facts.status(entity) in CLOSED
