"""The rule `status-disagrees`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import Moment, rule
from outtrack.rules.saying import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.standing import OutcomeStanding
    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts

CLEAR_CUT = 2


@rule(severity=Severity.WARNING, moment=Moment.CALENDAR)
def status_disagrees(facts: Facts) -> Iterator[Diagnostic]:
    """What the owner says is not the opposite of what the numbers say.

    That is, said and computed status do not lie two steps apart (on track, at risk, off track), and nobody says "on
    track" over numbers that are stale or were never measured. A word holds for a month from its day.

    ## Why
    One of the two is wrong. Either the number does not measure what is meant, or somebody hopes.

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
          - {date: 2026-11-16, value: 1050}
    updates:
      - {date: 2026-11-13, status: on_track, by: maria}
    ```

    ## After
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
          - {date: 2026-11-16, value: 1050}
    updates:
      - {date: 2026-11-13, status: off_track, by: maria, wanted: Somebody who knows what keeps readers away}
    ```
    """
    for one in facts.active:
        said = one.said
        if said is None or one.disagreement < CLEAR_CUT or (one.due and one.due < facts.as_of and said.date <= one.due):
            continue
        index = next(number for number, update in enumerate(one.outcome.updates) if update is said)
        message = f"{_words(said.status)} was said on {said.date}, but it is {_words(one.computed)}{_because(one)}"
        hint = "say how it stands, or check in the numbers that show it"
        yield one.outcome.diagnose(("updates", index, "status"), message, hint)


def _words(status: str | None) -> str:
    return (status or "").replace("_", " ")


def _because(one: OutcomeStanding) -> str:
    """Return the key results that decide, or the outcomes that contribute, where the word is theirs."""
    names = [f"`{kr.id}`" for kr in one.key_results if kr.status == one.computed and kr.weight]
    if not one.key_results:
        names = [
            f"`{part.outcome.id}`" for weight, part in one.contributors if part.computed == one.computed and weight
        ]
    return f" ({listed(names)})" if names else ""
