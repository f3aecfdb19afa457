"""How those for whom a service is run see it: two questions, asked each quarter, and their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.standing import OutcomeStanding, Standings

SERVICE: Final = "service"
QUESTIONS: Final = {
    "matches-need": "does what they experience match their need?",
    "significant-value": "is it of significant value to them?",
}
"""By the ids of the key results that hold the answers. Ortom8's two questions; the catalog has them ready."""


class Perceived(NamedTuple):
    """One of the two questions about a service, and what was answered."""

    name: str
    """One of QUESTIONS."""
    key_result: KeyResultStanding | None
    """The key result with the last answer; None where nobody was asked."""
    outcome: OutcomeStanding
    """Of which outcome they were asked: the service outcome itself, or one that it serves."""


def perceived(standings: Standings, one: OutcomeStanding) -> tuple[Perceived, ...]:
    """Return the two questions about a service with their last answers; nothing for outcomes of another type.

    Where an outcome has no answer of its own, that of the nearest one which it serves holds: people are asked about
    the whole service, not about each part of it.
    """
    if one.outcome.type != SERVICE:
        return ()
    whole = [one, *_served(standings, one)]
    return tuple(_last(name, whole) for name in QUESTIONS)


def unasked(answers: tuple[Perceived, ...]) -> str:
    """Return what to ask those for whom a service is run; nothing where both questions were answered."""
    open_ones = [QUESTIONS[one.name] for one in answers if one.key_result is None]
    return f"ask those for whom it is run: {' '.join(open_ones)}" if open_ones else ""


def _last(name: str, whole: list[OutcomeStanding]) -> Perceived:
    for outcome in whole:
        for kr in outcome.key_results:
            if kr.key_result.name == name and kr.last is not None and kr.progress.value is not None:
                return Perceived(name, kr, outcome)
    return Perceived(name, None, whole[0])


def _served(standings: Standings, one: OutcomeStanding) -> Iterator[OutcomeStanding]:
    for ref in standings.snapshot.graph.above(one.outcome.ref):
        found = standings.of(ref)
        if found is not None and found.outcome.type == SERVICE:
            yield found
