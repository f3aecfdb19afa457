"""The links of the map of influence as a workspace declares them, and how far its picture can be trusted."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Final

from outtrack.compute.influence import STRONGEST, influence_map
from outtrack.compute.reach import OUTCOME, STRATEGY
from outtrack.compute.terms import lifecycle
from outtrack.frozen import dataclass
from outtrack.model.base import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from outtrack.compute.influence import Leverage
    from outtrack.snapshot import Snapshot

CONTRIBUTING: Final = 2
"""The strength of a contribution where no influence is declared: to an outcome, or by a strategy to its goal."""
OVER: Final = frozenset(("done", "dropped"))
"""Outcomes that nobody works towards any more: they have no place on the map."""
RUNS: Final = 200
DROPPED: Final = 0.05
FIRM: Final = 0.8
"""The share of runs from which on an outcome's quadrant is firm; below it is soft."""
_SEED: Final = 1


@dataclass(frozen=True, slots=True)
class Links:
    """The outcomes of the map, and the links among them."""

    names: tuple[str, ...]
    """The refs of the outcomes that are not over, by id."""
    strengths: Mapping[tuple[str, str], int]
    """From 1 to 4, by source and target."""
    declared: frozenset[tuple[str, str]]
    """The links whose strength is declared; the others are contributions."""
    isolated: frozenset[str]
    """The outcomes that stand on the map without links by intention."""
    over: int
    """How many outcomes are left out, since they are done or dropped."""


def links_of(snapshot: Snapshot) -> Links:
    """Return the links among the outcomes that are not over on the day, a declared strength before a contribution."""
    outcomes = {one.ref: one for one in snapshot.all("outcome")}
    names = tuple(ref for ref, one in outcomes.items() if lifecycle(one, snapshot.as_of) not in OVER)
    kept = frozenset(names)
    strengths = {
        (ref, edge.target): int(edge.weight or CONTRIBUTING)
        for ref in names
        for edge in snapshot.graph.outgoing.get(ref, ())
        if edge.relation is Relation.INFLUENCES and edge.target in kept and edge.target != ref
    }
    declared = frozenset(strengths)
    for ref in names:
        for target in _contributes_to(snapshot, ref):
            if target in kept and target != ref:
                strengths.setdefault((ref, target), CONTRIBUTING)
    isolated = frozenset(ref for ref in names if outcomes[ref].isolated)
    return Links(names, strengths, declared, isolated, len(outcomes) - len(names))


def _contributes_to(snapshot: Snapshot, ref: str) -> Iterator[str]:
    """Yield the refs of the outcomes to which one contributes: directly, or by a strategy that is not over."""
    for edge in snapshot.graph.outgoing.get(ref, ()):
        if edge.relation is not Relation.SERVES:
            continue
        if not edge.target.startswith(STRATEGY):
            yield edge.target
        elif (strategy := snapshot.get(edge.target)) and lifecycle(strategy, snapshot.as_of) not in OVER:
            yield from snapshot.graph.up(edge.target)


def steadiness(links: Links, found: Mapping[str, Leverage], by: str = "path") -> dict[str, float]:
    """Return for each mapped outcome the share of runs, 0 to 1, in which it stays in its quadrant.

    In each run every strength is one more or one less, within 1 to 4, and one link in twenty is dropped. The runs
    are the same each time.
    """
    mapped = [name for name, one in found.items() if one.quadrant]
    chance = Random(_SEED)  # noqa: S311 - nothing is kept secret by it
    stayed: Counter[str] = Counter()
    for _ in range(RUNS):
        shaken = {
            ends: min(max(strength + chance.choice((-1, 1)), 1), STRONGEST)
            for ends, strength in links.strengths.items()
            if chance.random() >= DROPPED
        }
        again = influence_map(mapped, shaken, mapped, by=by, is_rough=True).leverage()
        stayed.update(name for name in mapped if again[name].quadrant == found[name].quadrant)
    return {name: stayed[name] / RUNS for name in mapped}


def contributions_to_goals(snapshot: Snapshot) -> dict[str, float]:
    """Return by the ref of each outcome what it passes on to the goals of the visions; a goal itself counts 1.

    Nothing where no vision names a goal that is on the map.
    """
    links = links_of(snapshot)
    shares = dict.fromkeys(links.names, 0.0)
    goals = [goal for goal in _goals(snapshot) if goal in shares]
    found = influence_map(links.names, links.strengths)
    for goal in goals:
        shares[goal] += 1
        for ref, share in found.moving(goal).items():
            shares[ref] += share
    return shares if goals else {}


def _goals(snapshot: Snapshot) -> list[str]:
    """Return the refs of the goals of all visions, each once."""
    names = [
        name
        for vision in snapshot.all("vision")
        for name in (*vision.goals, *([vision.north_star] if vision.north_star else []))
    ]
    return list(dict.fromkeys(f"{OUTCOME}{name.removeprefix(OUTCOME)}" for name in names))
