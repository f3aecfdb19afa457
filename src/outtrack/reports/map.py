"""The map of influence: which outcomes move the others, and where to start."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from outtrack.compute.influence import InfluenceMap, influence_map, ranked
from outtrack.compute.leverage import Links, links_of, steadiness
from outtrack.figures import number
from outtrack.frozen import dataclass
from outtrack.reports.map_rows import ATTENTION, COLUMNS, MOVED, MOVING, NAMES, TONES, row
from outtrack.shapes import Axis, Map, Point

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from outtrack.compute.influence import Leverage
    from outtrack.shapes import Data
    from outtrack.snapshot import Snapshot

EXAMINED: Final = 200
"""Up to so many outcomes it is worked out how firm each quadrant is, unless asked."""
MANY: Final = 2000
CIRCLES: Final = 2
"""So many circles are told outcome by outcome, the smallest first."""
IN_CIRCLE: Final = 6
"""So many outcomes of a circle are named."""
LINKING: Final = frozenset(("influences", "contributes_to"))
"""The fields whose links the map is made of."""

Shown = tuple[str, str | None, float | None]
"""An outcome of a part of the map: its ref, the group that it stands in, and what is passed on."""


@dataclass(frozen=True)
class Leverages:
    """The whole map of a workspace: every view shows a part of it, with the figures of the whole."""

    snapshot: Snapshot
    by: str = "path"
    is_examined: bool | None = None
    """Whether to work out how firm the quadrants are; None where that depends on the size."""

    @cached_property
    def links(self) -> Links:
        """The links among outcomes that are not over."""
        return links_of(self.snapshot)

    @cached_property
    def map(self) -> InfluenceMap:
        """The map of these links."""
        links = self.links
        return influence_map(links.names, links.strengths, links.isolated, by=self.by)

    @cached_property
    def found(self) -> dict[str, Leverage]:
        """Where each outcome stands."""
        return self.map.leverage()

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The rank of each mapped outcome, from 1, in their order."""
        return {name: rank for rank, name in enumerate(ranked(self.found), 1)}

    @cached_property
    def circles(self) -> dict[str, int]:
        """The circle of each outcome that is in one, from 1."""
        return {name: place for place, circle in enumerate(self.map.circles, 1) for name in circle}

    @cached_property
    def order(self) -> list[str]:
        """All outcomes by rank, then those without links."""
        return [*self.ranks, *(name for name in self.found if name not in self.ranks)]

    @cached_property
    def firm(self) -> dict[str, float]:
        """How firm each quadrant is, 0 to 1; empty where nobody asked and there are too many."""
        is_wanted = len(self.ranks) <= EXAMINED if self.is_examined is None else self.is_examined
        return steadiness(self.links, self.found, self.by) if is_wanted else {}

    @cached_property
    def means(self) -> tuple[float, float]:
        """The means of influence and prerequisites of the mapped outcomes, at which the quadrants are split."""
        mapped = [self.found[name] for name in self.ranks]
        count = len(mapped) or 1
        return sum(one.influence for one in mapped) / count, sum(one.prerequisites for one in mapped) / count


def whole(known: Leverages, *, with_links: bool = False) -> Map:
    """Return the map of all outcomes: by rank, then those without links."""
    return _map(known, "", [(ref, None, None) for ref in known.order], with_links=with_links)


def area(known: Leverages, name: str, *, with_links: bool = False) -> Map:
    """Return the map of the outcomes of an area: by rank, then those without links."""
    shown: list[Shown] = [(ref, None, None) for ref in known.order if known.snapshot.get(ref).area == name]
    return _map(known, f"area {name}", shown, with_links=with_links)


def journey(known: Leverages, name: str, *, with_links: bool = False) -> Map:
    """Return the map of the outcomes of a customer journey, in the order of its stages: each under its first one."""
    stages = (known.snapshot.config.journeys or {})[name]
    shown: list[Shown] = []
    seen: set[str] = set()
    for stage in stages:
        of_stage = [ref for ref in known.order if ref not in seen and stage in known.snapshot.get(ref).tags]
        seen.update(of_stage)
        shown += [(ref, stage, None) for ref in of_stage]
    return _map(known, f"journey {name}", shown, with_links=with_links)


def focus(known: Leverages, ref: str, *, with_links: bool = False) -> Map:
    """Return the map around one outcome: what moves it and what it moves, over any number of links, most first."""

    def by_share(shares: Mapping[str, float]) -> list[tuple[str, float]]:
        return sorted(shares.items(), key=lambda entry: (-round(entry[1], 9), entry[0]))

    shown: list[Shown] = [(ref, "This outcome", None)]
    shown += [(one, MOVING, share) for one, share in by_share(known.map.moving(ref))]
    shown += [(one, MOVED, share) for one, share in by_share(known.map.moved_by(ref))]
    drawn = _map(known, known.snapshot.get(ref).title, shown, with_links=with_links)
    points = drawn.points  # what it is about stands out
    return replace(drawn, points=(points[0]._replace(tone="strong"), *points[1:])) if ref in known.ranks else drawn


def _map(known: Leverages, part: str, shown: Sequence[Shown], *, with_links: bool) -> Map:
    names = [name for name in dict.fromkeys(name for name, _, _ in shown) if name in known.ranks]
    places = {name: place for place, name in enumerate(names)}
    arrows = (
        (places[source], places[target], strength / 4)
        for (source, target), strength in known.links.strengths.items()
        if source in places and target in places
    )
    split = known.means
    snapshot = known.snapshot
    title = snapshot.config.name or snapshot.workspace.root.name
    return Map(
        is_headed=True,
        report="map", as_of=snapshot.as_of, title=f"{title}: {part}" if part else title,
        columns=COLUMNS, rows=tuple(row(known, *one) for one in shown), hidden=known.links.over,
        summary=_summary(known), notes=tuple(_notes(known)),
        x=Axis("influence on others", split[0]), y=Axis("prerequisites", split[1]),
        points=tuple(_point(known, name) for name in names), arrows=tuple(arrows) if with_links else (),
        corners=tuple(f"{NAMES[one]}: {ATTENTION[one]}" for one in (2, 3, 1, 4)),  # type: ignore[arg-type]
    )  # fmt: skip


def _point(known: Leverages, name: str) -> Point:
    found = known.found[name]
    title = known.snapshot.get(name).title
    return Point(
        title, str(known.ranks[name]), found.influence, found.prerequisites, TONES[found.quadrant or 4]
    )  # fmt: skip


def _summary(known: Leverages) -> Data:
    return {
        "by": known.by,
        "outcomes": len(known.links.names),
        "mapped": len(known.ranks),
        "links": len(known.links.strengths),
        "declared": len(known.links.declared),
        "mean_influence": known.means[0],
        "mean_prerequisites": known.means[1],
        "circles": [list(circle) for circle in known.map.circles],
        "radius": known.map.radius,
        "is_scaled_down": known.map.is_capped,
    }


def _notes(known: Leverages) -> Iterator[str]:
    if over := known.links.over:
        yield f"{over} {'outcome is' if over == 1 else 'outcomes are'} done or dropped and not on the map"
    wrong = {
        one.entity for one in known.snapshot.linking
        if one.entity in known.found and one.place and one.place.keys[0] in LINKING and one.rule != "link-cycle"
    }  # fmt: skip
    if wrong:
        of = "an outcome" if len(wrong) == 1 else f"{len(wrong)} outcomes"
        yield f"links of {of} have errors, see `outtrack check`: the map stands on the others"
    if known.links.names and not known.links.strengths:
        yield "no outcome is linked to another: `outtrack link ID OTHER --as influences --strength 3` links two"
    yield from _circles(known)
    if known.map.is_capped:
        radius = number(round(known.map.radius, 3))
        yield f"the links go round in circles that would amplify without bound ({radius}): all are scaled down"
    if len(known.links.names) > MANY:
        yield f"a map of {len(known.links.names):,} outcomes tells little: look at a part, --area or --journey"


def _circles(known: Leverages) -> Iterator[str]:
    circles = sorted(known.map.circles, key=len)
    for circle in circles[:CIRCLES]:
        ids = [name.partition(":")[2] for name in circle]
        more = f" and {len(ids) - IN_CIRCLE} more" if len(ids) > IN_CIRCLE else ""
        yield f"{len(ids)} outcomes move each other in a circle: {', '.join(ids[:IN_CIRCLE])}{more}"
    if others := len(circles[CIRCLES:]):
        yield f"so {'does 1 more group' if others == 1 else f'do {others} more groups'} of outcomes"
