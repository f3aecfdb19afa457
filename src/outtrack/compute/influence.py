"""Influence and prerequisites of outcomes on each other, direct and through others (`methods.md` 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.graph import knots

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

STRONGEST: Final = 4
"""The largest strength of a link; the smallest is 1."""
PASSED_ON: Final = 0.5
"""The share that a link of the largest strength passes on."""
LARGEST_RADIUS: Final = 0.95
"""Above this spectral radius, sums over paths grow without bound or nearly so: the links are scaled down to it."""
_EXACT: Final = 1e-9
_ENOUGH: Final = 1e-6  # enough for ranks
_MANY: Final = 500
_ROUNDS: Final = 100_000
_QUADRANTS: Final = {(True, False): 1, (True, True): 2, (False, True): 3, (False, False): 4}

Rows = list[list[tuple[int, float]]]
"""For each outcome, by place: the places to which it links, and what each link passes on."""


class Leverage(NamedTuple):
    """Where one outcome stands on the map."""

    influence: float
    """R: what it passes on to all others, over paths of every length."""
    direct: float
    """The part of it that goes over single links."""
    prerequisites: float
    """C: what all others pass on to it, over paths of every length."""
    quadrant: int | None
    """1 to 4; None where it has no links and is not isolated by intention."""

    @property
    def indirect(self) -> float:
        """The part of the influence that goes through others."""
        return self.influence - self.direct


class InfluenceMap(NamedTuple):
    """Outcomes and what they pass on to each other, scaled so that sums over paths of every length are finite."""

    names: Sequence[str]
    rows: Rows
    isolated: frozenset[str]
    circles: Sequence[Sequence[str]]
    """The names that move each other, as many sets as there are of them: each moves all of its set, over some links."""
    radius: float
    """The spectral radius before anything was scaled down; 0 where no links go round in a circle.

    A bound above it where the map is rough and nothing had to be scaled down.
    """

    @property
    def is_capped(self) -> bool:
        """Whether the links were scaled down, since their circles would amplify without bound."""
        return self.radius > LARGEST_RADIUS

    def leverage(self) -> dict[str, Leverage]:
        """Return where each outcome stands, in the order of the names.

        High is what reaches the mean of the mapped ones, those with links or isolated by intention, and is not 0.
        """
        back = _backwards(self.rows)
        direct = [sum(part for _, part in row) for row in self.rows]
        given, taken = _sums(self.rows, direct), _sums(back, [sum(part for _, part in row) for row in back])
        mapped = [
            place for place, name in enumerate(self.names)
            if self.rows[place] or back[place] or name in self.isolated
        ]  # fmt: skip
        high_given, high_taken = _high(given, mapped), _high(taken, mapped)
        quadrants = {place: _QUADRANTS[place in high_given, place in high_taken] for place in mapped}
        return {
            name: Leverage(given[place], direct[place], taken[place], quadrants.get(place))
            for place, name in enumerate(self.names)
        }

    def moved_by(self, name: str) -> dict[str, float]:
        """Return what an outcome passes on to each other one that gets any of it, over paths of every length."""
        return self._shares(_backwards(self.rows), name)

    def moving(self, name: str) -> dict[str, float]:
        """Return what each other outcome that moves one passes on to it, over paths of every length."""
        return self._shares(self.rows, name)

    def _shares(self, rows: Rows, name: str) -> dict[str, float]:
        place = self.names.index(name)
        first = [sum(part for to, part in row if to == place) for row in rows]
        found = _sums(rows, first)
        return {one: share for one, share in zip(self.names, found, strict=True) if share > 0 and one != name}


def ranked(found: Mapping[str, Leverage]) -> list[str]:
    """Return the mapped outcomes by influence, largest first; of equals those with fewer prerequisites, then by id."""

    def place(name: str) -> tuple[float, float, str]:
        return -round(found[name].influence, 9), round(found[name].prerequisites, 9), name

    return sorted([name for name, one in found.items() if one.quadrant], key=place)


def influence_map(
    names: Sequence[str],
    strengths: Mapping[tuple[str, str], float],
    isolated: Collection[str] = (),
    *,
    by: str = "path",
    is_rough: bool = False,
) -> InfluenceMap:
    """Return the map of outcomes whose links, from source to target, have strengths from 1 to 4.

    A link to itself is left out. `by` is the scaling: `path` (a link of the largest strength passes on half) or
    `dematel` (by the largest sum of a row or a column). A rough map knows the spectral radius only as well as it takes
    to scale it down: that is several times faster where many links go round in circles.
    """
    places = {name: place for place, name in enumerate(names)}
    rows: Rows = [[] for _ in names]
    for (source, target), strength in strengths.items():
        if source != target:
            rows[places[source]].append((places[target], strength))
    rows = _scaled(rows, PASSED_ON / STRONGEST if by == "path" else 1 / _largest_sum(rows))
    tied = _knots(rows)
    radius = max((_radius(rows, knot, is_rough=is_rough) for knot in tied), default=0.0)
    if radius > LARGEST_RADIUS:
        rows = _scaled(rows, LARGEST_RADIUS / radius)
    circles = tuple(tuple(names[place] for place in knot) for knot in tied)
    return InfluenceMap(names, rows, frozenset(isolated), circles, radius)


def _scaled(rows: Rows, factor: float) -> Rows:
    return [[(to, part * factor) for to, part in row] for row in rows]


def _largest_sum(rows: Rows) -> float:
    sums = [sum(part for _, part in row) for each in (rows, _backwards(rows)) for row in each]
    return max(sums, default=0) or 1


def _backwards(rows: Rows) -> Rows:
    found: Rows = [[] for _ in rows]
    for place, row in enumerate(rows):
        for to, part in row:
            found[to].append((place, part))
    return found


def _high(sums: list[float], mapped: list[int]) -> set[int]:
    mean = sum(sums[place] for place in mapped) / (len(mapped) or 1)
    return {place for place in mapped if sums[place] >= mean * (1 - _EXACT) and sums[place] > 0}


def _sums(rows: Rows, first: list[float]) -> list[float]:
    """Return x = first + N x, by iteration in place: what was found in a round already counts in it."""
    exact = _EXACT if len(rows) <= _MANY else _ENOUGH
    found = list(first)
    order = range(len(rows) - 1, -1, -1)
    for _ in range(_ROUNDS):
        change = 0.0
        for place in order:
            new = first[place]
            for to, part in rows[place]:
                new += part * found[to]
            moved = new - found[place]
            found[place] = new
            if moved > change * new:
                change = moved / new
        if change < exact / 10:
            break
    return found


def _knots(rows: Rows) -> list[list[int]]:
    """Return the places that all lead to each other; outside of these nothing comes back."""
    leads_to = {str(place): [str(to) for to, _ in row] for place, row in enumerate(rows)}
    return sorted(sorted(map(int, knot)) for knot in knots(leads_to))


def _radius(rows: Rows, knot: list[int], *, is_rough: bool) -> float:
    """Return the spectral radius of a knot, by power iteration on N + I, which settles there whatever its period.

    Where it may be rough, it ends as soon as the bound above it is small enough that nothing is scaled down.
    """
    places = {one: place for place, one in enumerate(knot)}
    inside = [[(places[to], part) for to, part in rows[one] if to in places] for one in knot]
    exact = _EXACT / 1000 if len(knot) <= _MANY and not is_rough else _ENOUGH
    now, low, high = [1.0] * len(knot), 0.0, 0.0
    for _ in range(_ROUNDS):
        following = [here + sum([part * now[to] for to, part in row]) for here, row in zip(now, inside, strict=True)]
        ratios = [after / before for after, before in zip(following, now, strict=True)]
        low, high = min(ratios), max(ratios)
        if is_rough and high - 1 <= LARGEST_RADIUS:
            return high - 1
        if high - low <= exact * high:
            break
        most = max(following)
        now = [one / most for one in following]
    return (low + high) / 2 - 1
