"""Records linked into one graph: every view of the product is a walk of it.

Edges always point the way the relation reads: from the one that serves to the one that is served, also where
the file says it the other way round (a vision's `goals`, a strategy's `measured_by`).
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from outtrack.diagnostic import Diagnostic, Keys, Place
from outtrack.frozen import dataclass
from outtrack.model import CHECKIN, record_class
from outtrack.model.base import UPWARDS, Link, Relation
from outtrack.model.declared import links_of_class
from outtrack.names import Unresolved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from outtrack.names import Names, Record


MOST_CIRCLES = 10
"""So many circles of one knot are told at once."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One resolved link, in the direction of its relation."""

    source: str
    target: str
    relation: Relation
    weight: float | None = None
    declared_by: str = ""
    keys: Keys = ()


@dataclass(slots=True)
class Graph:
    """All edges, by both ends."""

    outgoing: dict[str, list[Edge]] = field(default_factory=lambda: defaultdict(list))
    incoming: dict[str, list[Edge]] = field(default_factory=lambda: defaultdict(list))
    _known: dict[tuple[str, str, Relation], Edge] = field(default_factory=dict)

    def add(self, edge: Edge) -> None:
        """Add an edge; declared by both sides it is one, with the weight that either of them states."""
        name = (edge.source, edge.target, edge.relation)
        known = self._known.get(name)
        if known is None:
            self.outgoing[edge.source].append(edge)
            self.incoming[edge.target].append(edge)
        elif known.weight is None and edge.weight is not None:
            for edges in (self.outgoing[edge.source], self.incoming[edge.target]):
                edges[edges.index(known)] = edge
        else:
            return
        self._known[name] = edge

    def up(self, ref: str) -> list[str]:
        """Return what an entity serves, is part of, tests or is evidence for."""
        return [edge.target for edge in self.outgoing.get(ref, ()) if edge.relation in UPWARDS]

    def down(self, ref: str, *relations: Relation) -> list[str]:
        """Return what serves an entity, is part of it, tests it or is evidence for it."""
        wanted = relations or UPWARDS
        return [edge.source for edge in self.incoming.get(ref, ()) if edge.relation in wanted]

    def above(self, ref: str) -> list[str]:
        """Return everything that can be reached upwards, nearest first, without the start."""
        return reach([ref], self.up)[1:]

    def below(self, ref: str) -> list[str]:
        """Return everything that hangs below, nearest first, without the start."""
        return reach([ref], self.down)[1:]


def reach(starts: Iterable[str], step: Callable[[str], list[str]]) -> list[str]:
    """Return the starts and all that can be reached from them, each once, nearest first."""
    todo = list(dict.fromkeys(starts))
    seen = set(todo)
    for current in todo:  # grows while it is walked
        for following in step(current):
            if following not in seen:
                seen.add(following)
                todo.append(following)
    return todo


@cache
def declared(kind: str) -> dict[Keys, Link]:
    """Return the links of a kind by the keys of their fields, without places in lists."""
    return dict(links_of_class(record_class(kind)))


def without_places(keys: Keys) -> Keys:
    """Return keys as a link declares them: without the places in lists."""
    return tuple([key for key in keys if not isinstance(key, int)])


def link(records: Iterable[Record], names: Names) -> tuple[Graph, list[Diagnostic]]:
    """Return the graph of all records, and what is wrong with their links.

    In what is broken links are only looked at: nothing is computed of it.
    """
    graph, found = Graph(), []
    for record in records:
        known = declared(record.kind)
        weighed: dict[tuple[str, Relation], tuple[float, Keys]] = {}
        source = record.ref if record.kind != CHECKIN else None
        for keys, name, weight in record.links():
            link = known[without_places(keys)]
            target = names.resolve(name, link)
            if isinstance(target, Unresolved):
                place = Place(record.path, record.document, keys)
                found.append(
                    Diagnostic(rule=target.rule, message=target.message, hint=target.hint, entity=source, place=place)
                )
            elif target and source and not record.is_broken:
                ends = (target, source) if link.inverse else (source, target)
                graph.add(Edge(*ends, link.relation, weight, source, keys))
                if weight is not None:
                    before, at = weighed.setdefault((target, link.relation), (weight, keys))
                    if before != weight or (at != keys and link.relation is Relation.INFLUENCES):
                        found.append(_two_weights(record, name, (before, at), (weight, keys)))
    return graph, found


def _two_weights(record: Record, name: str, first: tuple[float, Keys], second: tuple[float, Keys]) -> Diagnostic:
    is_same = first[0] == second[0]
    return Diagnostic(
        rule="invalid-value",
        message=f"`{name}` stands twice" + ("" if is_same else f", with {first[0]:g} and with {second[0]:g}"),
        hint="keep one of the two; until then the first counts",
        entity=record.ref,
        place=Place(record.path, record.document, second[1]),
        also=((Place(record.path, record.document, first[1]), None),),
    )


def cycles(graph: Graph, names: Names) -> Iterator[Diagnostic]:
    """Yield a finding for each circle of entities that serve each other: nothing can serve itself."""
    leads_to = {ref: dict.fromkeys(graph.up(ref)) for ref in graph.outgoing}
    for knot in sorted(knots(leads_to), key=min):
        for circle in _circles({ref: [one for one in leads_to[ref] if one in knot] for ref in knot}):
            yield _cycle(circle, graph, names)


def _circles(leads_to: dict[str, list[str]]) -> Iterator[list[str]]:
    """Yield a shortest circle of a knot, and those that stay where the first link of each is taken away.

    There may be more circles than anybody could count: what is found by then is enough to mend.
    """
    for _ in range(MOST_CIRCLES):
        knot = min(knots(leads_to), key=min, default=None)
        if knot is None:
            return
        circle = _circle(leads_to, knot)
        yield circle
        leads_to[circle[0]].remove(circle[1])


def _cycle(circle: list[str], graph: Graph, names: Names) -> Diagnostic:
    edges = [_upward(graph, *ends) for ends in pairwise(circle)]
    places = [_place(edge, names) for edge in edges]
    way = [one.partition(":")[2] for one in circle]
    is_loop = way[1:] == way[:1]
    return Diagnostic(
        rule="link-cycle",
        message=f"`{way[0]}` links to itself" if is_loop else f"links go round in a circle: {' → '.join(way)}",
        hint="delete the link" if is_loop else "delete one of the links, so that everything leads up to an end",
        entity=edges[0].declared_by,
        place=places[0],
        also=tuple((place, None) for place in places[1:]),
    )


def _upward(graph: Graph, source: str, target: str) -> Edge:
    return next(edge for edge in graph.outgoing[source] if edge.target == target and edge.relation in UPWARDS)


def _place(edge: Edge, names: Names) -> Place:
    kind, _, name = edge.declared_by.partition(":")
    record = names.records[kind][name]
    return Place(record.path, record.document, edge.keys)


def knots(leads_to: Mapping[str, Iterable[str]]) -> Iterator[set[str]]:
    """Yield the sets of names that all lead to each other, or the one that leads to itself.

    By Kosaraju's algorithm: in the order in which a walk in depth leaves the names, last first, whatever a name can
    be reached from (and is in no knot yet) is tied to it.
    """
    led_from: dict[str, list[str]] = {name: [] for name in leads_to}
    for name, following in leads_to.items():
        for one in following:
            if one in led_from:
                led_from[one].append(name)
    tied: set[str] = set()
    for name in reversed(_farthest_first(leads_to)):
        if name not in tied:
            knot, todo = {name}, [name]
            while todo:
                new = [one for one in led_from[todo.pop()] if one not in tied and one not in knot]
                knot.update(new)
                todo += new
            tied |= knot
            if len(knot) > 1 or name in led_from[name]:
                yield knot


def _farthest_first(leads_to: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the names that lead anywhere, each after all that it leads to (but for circles)."""
    seen: set[str] = set()
    found = []
    todo = [(name, False) for name in leads_to]
    while todo:
        name, is_done = todo.pop()
        if is_done:
            found.append(name)
        elif name not in seen:
            seen.add(name)
            todo.append((name, True))
            todo += [(one, False) for one in leads_to[name] if one in leads_to]
    return found


def _circle(leads_to: Mapping[str, Sequence[str]], knot: set[str]) -> list[str]:
    """Return a shortest way from the first of a knot back to itself, both ends included."""
    start = min(knot)
    came_from: dict[str, str] = {}
    todo = deque([start])
    while start not in came_from:
        current = todo.popleft()
        for following in sorted(leads_to[current]):
            if following in knot and following not in came_from:
                came_from[following] = current
                todo.append(following)
    circle = [start]
    while len(circle) == 1 or circle[-1] != start:
        circle.append(came_from[circle[-1]])
    return circle[::-1]
