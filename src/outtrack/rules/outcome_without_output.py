"""The rule `outcome-without-output`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.standing import OutcomeStanding
    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts

WORK = ("todo", "doing", "done")


@rule(severity=Severity.INFO)
def outcome_without_output(facts: Facts) -> Iterator[Diagnostic]:
    """Something works towards every active outcome: an output or an experiment.

    It may hang on the outcome itself, or on an opportunity, a solution or another outcome below it. Outputs in the
    inbox, parked and dropped ones do no work. An outcome that other active outcomes contribute to leaves the asking to
    those. It is not asked before it starts, and not after its period.

    ## Why
    A number that nobody works for is a wish. Perhaps the work is there and only its link is missing.

    ## Before
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
    # outputs/gift-cards.yaml
    title: Gift cards
    status: doing
    outcomes: [gift-buyers]
    ```
    """
    work = [one for one in facts.all("output") if facts.status(one) in WORK] + facts.all("experiment")
    worked_for = facts.reached_up(one.ref for one in work)
    for one in facts.active:
        outcome = one.outcome
        if outcome.ref in worked_for or not _is_asked(facts, one) or facts.gaps.is_unsure(outcome.ref):
            continue
        yield outcome.diagnose(
            "title",
            "no output and no experiment works towards it",
            f"write `outcomes: [{outcome.id}]` into the output that does, or `status: draft` here until there is one",
        )


def _is_asked(facts: Facts, one: OutcomeStanding) -> bool:
    is_its_time = (one.start is None or one.start <= facts.as_of) and (one.due is None or facts.as_of <= one.due)
    return is_its_time and not any(
        below.lifecycle == "active" for _, below in facts.standings.contributors(one.outcome.ref)
    )
