"""Solutions and opportunities of a workspace with their scores, and all that goes into each (`methods.md` 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from outtrack.compute import priority
from outtrack.compute.ladder import data_points, rung
from outtrack.compute.leverage import contributions_to_goals
from outtrack.compute.reach import way_up
from outtrack.compute.terms import experiment_state, lifecycle
from outtrack.model.base import Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from outtrack.model.base import Entity
    from outtrack.model.discovery import Opportunity, Solution
    from outtrack.snapshot import Snapshot

OUT: Final = frozenset(("parked", "dropped", "not_now", "solved"))
"""What nobody decides on any more: it is put off, given up or solved."""
ESTIMATED: Final = 0.5
"""The place on the ladder of evidence of an estimate or a plan: where nothing was tested."""
TESTED: Final = frozenset(("stopped", "decided"))
QUADRANTS: Final = ("quick win", "big bet", "fill-in", "money pit")
"""Of impact and effort, best first."""


class Scored(NamedTuple):
    """One entity with its score and all that went into it."""

    entity: Any
    score: float | None
    """None where an input is missing; where a method gives a word alone, the place of the word from the worst."""
    word: str
    """What the score means, where it means a word."""
    inputs: Mapping[str, Any]
    """By name; None for what is missing."""


def rice(_: Snapshot, found: Sequence[Solution]) -> Iterator[Scored]:
    """Yield solutions by reach, impact, confidence and effort."""
    for one in found:
        inputs = {"reach": one.reach, "impact": one.impact, "confidence": one.confidence, "effort": one.effort}
        yield Scored(one, priority.rice(**inputs), "", inputs)


def ice(snapshot: Snapshot, found: Sequence[Solution]) -> Iterator[Scored]:
    """Yield solutions by impact, confidence and ease; `evidence` says how far up the ladder their tests reach."""
    for one in found:
        inputs = {name: getattr(one.ice, name, None) for name in ("impact", "confidence", "ease")}
        yield Scored(one, priority.ice(**inputs), "", inputs | {"evidence": evidence(snapshot, one.ref)})


def evidence(snapshot: Snapshot, ref: str) -> float:
    """Return how far up the ladder of evidence, 0.01 to 10, the tests of an entity reach that have a result."""
    tests = [snapshot.get(name) for name in snapshot.graph.down(ref, Relation.TESTS)]
    ended = [one for one in tests if one.result and experiment_state(one, snapshot.as_of) in TESTED]
    rungs = [rung(one.method, data_points(one)) for one in ended]
    return max([one.high for one in rungs if one], default=ESTIMATED)


def impact_and_effort(_: Snapshot, found: Sequence[Solution]) -> Iterator[Scored]:
    """Yield solutions by the quadrant of their impact and effort."""
    known = [(one.ref, one.impact, one.effort) for one in found if one.impact is not None and one.effort is not None]
    words = priority.quadrants([(impact, effort) for _, impact, effort in known])
    quadrant = {ref: word for (ref, _, _), word in zip(known, words, strict=True)}
    for one in found:
        word = quadrant.get(one.ref, "")
        place = float(len(QUADRANTS) - QUADRANTS.index(word)) if word else None
        yield Scored(one, place, word, {"impact": one.impact, "effort": one.effort})


def contribution(snapshot: Snapshot, found: Sequence[Solution]) -> Iterator[Scored]:
    """Yield solutions by what the outcomes that they serve first pass on to the goals of the visions.

    Where nothing leads from these to a goal there is no score: that it is 0 would be more than anybody has said.
    """
    shares = contributions_to_goals(snapshot)
    for one in found:
        first = {ref.partition(":")[2]: shares[ref] for ref in way_up(snapshot, one.ref) if ref in shares}
        score = sum(first.values())
        missing = {"influences" if first else "outcome" if shares else "goal": None}
        yield Scored(one, score or None, "", first if score else missing)


def opportunity(_: Snapshot, found: Sequence[Opportunity]) -> Iterator[Scored]:
    """Yield opportunities by importance and satisfaction."""
    for one in found:
        score = priority.opportunity_score(one.importance, one.satisfaction)
        inputs = {"importance": one.importance, "satisfaction": one.satisfaction}
        yield Scored(one, score, priority.need(score) if score is not None else "", inputs)


def kano(_: Snapshot, found: Sequence[Opportunity]) -> Iterator[Scored]:
    """Yield opportunities by the answer that most people gave, with how many gave each."""
    for one in found:
        told = priority.kano([(answer.functional, answer.dysfunctional) for answer in one.kano])
        if told is None:
            yield Scored(one, None, "", {"answers": None})
            continue
        counts = {word: told.counts[letter] for letter, word in priority.KANO_WORDS.items() if told.counts[letter]}
        place = float(len(priority.LETTERS) - priority.LETTERS.index(told.letter))
        inputs = {"answers": told.n, **counts, "better": told.better, "worse": told.worse}
        yield Scored(one, place, priority.KANO_WORDS[told.letter], inputs)


def still_open(snapshot: Snapshot, kind: str, chosen: set[str] | None) -> tuple[list[Entity], int]:
    """Return the entities of a kind among those chosen that are open, by id, and how many are left out as they are not.

    Where none of those chosen is open they are returned all the same: somebody asked for just these.
    """
    asked = [one for one in snapshot.all(kind) if chosen is None or one.ref in chosen]
    kept = [one for one in asked if lifecycle(one, snapshot.as_of) not in OUT]
    return (asked, 0) if chosen is not None and not kept else (kept, len(asked) - len(kept))


def in_order(scored: Iterator[Scored]) -> list[Scored]:
    """Return the highest score first, what has none last; of equals by id."""
    return sorted(scored, key=lambda one: (one.score is None, -(one.score or 0), one.entity.id))


SCORES: Final[Mapping[str, Callable[[Snapshot, Sequence[Any]], Iterator[Scored]]]] = {
    "contribution": contribution,
    "ice": ice,
    "impact-effort": impact_and_effort,
    "kano": kano,
    "opportunity": opportunity,
    "rice": rice,
}
"""Every method by the name under which it is asked for."""
