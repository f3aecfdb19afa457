"""The map of influence: which outcomes move the others, and where to start."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from outtrack.compute.influence import InfluenceMap, influence_map, ranked
from outtrack.compute.leverage import FIRM, Links, links_of, steadiness
from outtrack.figures import number, percent
from outtrack.frozen import dataclass
from outtrack.shapes import Axis, Cell, Column, Map, Point, Row, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from outtrack.compute.influence import Leverage
    from outtrack.model.outcome import Outcome
    from outtrack.shapes import Data
    from outtrack.snapshot import Snapshot

COLUMNS: Final = (
    Column("title", "Outcome"),
    Column("rank", "#", is_headline=True, is_right=True),
    Column("influence", "Influence", is_headline=True, is_right=True),
    Column("direct", "direct", is_right=True, label="{} direct"),
    Column("indirect", "indirect", is_right=True, label="{} indirect"),
    Column("prerequisites", "Prereq.", is_right=True, label="prerequisites {}"),
    Column("attention", "Attention", label="{}"),
    Column("firm", "Firm", label="{}", is_right=True),
    Column("share", "Passed on", is_right=True, label="passes on {}"),
    Column("id", "Id", is_aside=True),
)
ATTENTION: Final = {
    1: "start now",
    2: "plan and coordinate",
    3: "measures the impact",
    4: "start any time",
}
"""What each quadrant asks for, in a few words."""
NAMES: Final = {1: "High leverage", 2: "Complex", 3: "Overall impact", 4: "Singular"}
TONES: Final[Mapping[int, Tone]] = {1: "good", 2: "warn", 3: "accent", 4: "dim"}
MOVING: Final = "What moves it"
MOVED: Final = "What it moves"
UNMAPPED: Final = "not mapped"
EXAMINED: Final = 200
"""Up to so many outcomes it is worked out how firm each quadrant is, unless asked."""
MANY: Final = 2000
_NEAR: Final = 5e-4


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


def whole(known: Leverages, names: Sequence[str] | None = None, *, with_links: bool = False) -> Map:
    """Return the map of all outcomes, or of those named: by rank, then those without links."""
    kept = known.found.keys() if names is None else set(names)
    order = [*known.ranks, *(name for name in known.found if name not in known.ranks)]
    shown = [name for name in order if name in kept]
    return _map(known, [(name, None, None) for name in shown], with_links=with_links)


def journey(known: Leverages, name: str, *, with_links: bool = False) -> Map:
    """Return the map of the outcomes of a customer journey, in the order of its stages: each under its first one."""
    stages = (known.snapshot.config.journeys or {})[name]
    order = [*known.ranks, *(name for name in known.found if name not in known.ranks)]
    shown: list[tuple[str, str | None, float | None]] = []
    seen: set[str] = set()
    for stage in stages:
        of_stage = [ref for ref in order if ref not in seen and stage in known.snapshot.get(ref).tags]
        seen.update(of_stage)
        shown += [(ref, stage, None) for ref in of_stage]
    return _map(known, shown, with_links=with_links)


def focus(known: Leverages, ref: str, *, with_links: bool = False) -> Map:
    """Return the map around one outcome: what moves it and what it moves, over any number of links, most first."""

    def by_share(shares: Mapping[str, float]) -> list[tuple[str, float]]:
        return sorted(shares.items(), key=lambda entry: (-round(entry[1], 9), entry[0]))

    shown: list[tuple[str, str | None, float | None]] = [(ref, "This outcome", None)]
    shown += [(one, MOVING, share) for one, share in by_share(known.map.moving(ref))]
    shown += [(one, MOVED, share) for one, share in by_share(known.map.moved_by(ref))]
    return _map(known, shown, with_links=with_links)


def _map(known: Leverages, shown: Sequence[tuple[str, str | None, float | None]], *, with_links: bool) -> Map:
    names = [name for name in dict.fromkeys(name for name, _, _ in shown) if name in known.ranks]
    places = {name: place for place, name in enumerate(names)}
    arrows = (
        (places[source], places[target], strength / 4)
        for (source, target), strength in known.links.strengths.items()
        if source in places and target in places
    )
    split = known.means
    snapshot = known.snapshot
    return Map(
        report="map", as_of=snapshot.as_of, title=snapshot.config.name or snapshot.workspace.root.name,
        columns=COLUMNS, rows=tuple(_row(known, *one) for one in shown), hidden=known.links.over,
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


def _row(known: Leverages, name: str, group: str | None, share: float | None) -> Row:
    outcome, found = known.snapshot.get(name), known.found[name]
    rank, firm = known.ranks.get(name), known.firm.get(name)
    passed = Cell() if share is None else Cell(_figure(share), label="gets {}" if group == MOVED else "")
    data = partial(_data, known, outcome, group, share)
    if found.quadrant is None:
        blank = (Cell(),) * 4
        cells = (Cell(outcome.title), Cell("—", "dim"), *blank, Cell(UNMAPPED, "dim"), Cell(), passed)
    else:
        cells = (
            Cell(outcome.title), Cell(str(rank)), Cell(_figure(found.influence)), Cell(_figure(found.direct)),
            Cell(_figure(found.indirect)), Cell(_figure(found.prerequisites)),
            Cell(ATTENTION[found.quadrant], TONES[found.quadrant]), _firm(firm), passed,
        )  # fmt: skip
    return Row((*cells, Cell(outcome.id, "dim")), data, group=group)


def _firm(firm: float | None) -> Cell:
    if firm is None:
        return Cell()
    return Cell(f"soft {percent(firm)}", "warn") if firm < FIRM else Cell(percent(firm))


def _figure(value: float) -> str:
    return f"{value:.2f}" if value >= _NEAR * 10 or value < _NEAR / 1e3 else "<0.01"


def _data(known: Leverages, outcome: Outcome, group: str | None, share: float | None) -> Data:
    found = known.found[outcome.ref]
    firm = known.firm.get(outcome.ref)
    return {
        "kind": "outcome",
        "id": outcome.ref,
        "title": outcome.title,
        "area": outcome.area,
        "group": group,
        "rank": known.ranks.get(outcome.ref),
        "influence": found.influence,
        "direct": found.direct,
        "indirect": found.indirect,
        "prerequisites": found.prerequisites,
        "quadrant": found.quadrant,
        "attention": ATTENTION[found.quadrant] if found.quadrant else UNMAPPED,
        "firm": firm,
        "is_soft": None if firm is None else firm < FIRM,
        "passed_on": share,
    }


def _summary(known: Leverages) -> Data:
    return {
        "by": known.by,
        "outcomes": len(known.links.names),
        "mapped": len(known.ranks),
        "links": len(known.links.strengths),
        "declared": len(known.links.declared),
        "mean_influence": known.means[0],
        "mean_prerequisites": known.means[1],
        "radius": known.map.radius,
        "is_scaled_down": known.map.is_capped,
    }


def _notes(known: Leverages) -> list[str]:
    notes = []
    if over := known.links.over:
        notes.append(f"{over} {'outcome is' if over == 1 else 'outcomes are'} done or dropped and not on the map")
    if known.links.names and not known.links.strengths:
        notes.append("no outcome is linked to another: `outtrack link ID OTHER --as influences --strength 3` links two")
    if known.map.is_capped:
        radius = number(round(known.map.radius, 3))
        notes.append(f"the links go round in circles that would amplify without bound ({radius}): all are scaled down")
    if len(known.links.names) > MANY:
        notes.append(f"a map of {len(known.links.names):,} outcomes tells little: look at a part, --area or --journey")
    return notes
