"""The rule `strategy-without-measure`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.model.strategy import Strategy
    from outtrack.rules.facts import Facts


@rule(severity=Severity.WARNING)
def strategy_without_measure(facts: Facts) -> Iterator[Diagnostic]:
    """Every active strategy has an outcome that shows whether the bet pays.

    It names it under `measured_by`, or the outcome contributes to the strategy, with a weight. The goal is not enough:
    other strategies work towards it as well. Dropped outcomes show nothing.

    ## Why
    A bet of which nobody can see whether it pays is never ended, and takes the money of the one that would.

    ## Before
    ```yaml
    # strategies/reading-nights.yaml
    title: Win the hour before sleep
    owner: fatima
    reviewed: 2026-10-19
    ```

    ```yaml
    # strategies/second-books.yaml
    title: Make the second book easier than the first
    measured_by: [evening-use]
    owner: fatima
    reviewed: 2026-10-19
    ```

    ## After
    ```yaml
    # strategies/reading-nights.yaml
    title: Win the hour before sleep
    measured_by: [evening-use]
    owner: fatima
    reviewed: 2026-10-19
    ```
    """
    for strategy in facts.all("strategy"):
        if facts.status(strategy) == "active" and not _is_measured(facts, strategy):
            hint = "add `measured_by: [<id>]`, the outcome that moves first if the bet is right"
            yield strategy.diagnose("title", "no outcome shows whether this bet pays", hint)


def _is_measured(facts: Facts, strategy: Strategy) -> bool:
    ref = strategy.ref
    if ref in facts.aims.faulty or facts.gaps.is_unsure(ref) or any("::" in name for name in strategy.measured_by):
        return True
    edges = [edge for edge in facts.graph.incoming.get(ref, ()) if edge.source.startswith("outcome:")]
    named = {f"outcome:{name.removeprefix('outcome:')}" for name in strategy.measured_by}
    measures = [edge.source for edge in edges if edge.weight != 0 or edge.source in named]
    outcomes = [facts.snapshot.get(one) for one in measures]
    return any(outcome is None or facts.status(outcome) != "dropped" for outcome in outcomes)
