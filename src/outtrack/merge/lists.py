"""Lists of two sides and their base: which items are the same, and in what order all of them stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.merge.identity import Kind, canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def matched(kind: Kind, base: Sequence[Any], side: Sequence[Any]) -> dict[int, int]:
    """Return the place in `base` of each item of a side that stands there: by place in `side`.

    Equal items first, then those with the same identity, then those with the same title and another id.
    """
    found: dict[int, int] = {}
    free = set(range(len(base)))
    ways: list[Callable[[Any], str | None]] = [canonical]
    if kind.is_merged:
        ways += [kind.identity, kind.title]
    for way in ways:
        waiting: dict[str, list[int]] = {}
        for place in sorted(free):
            if (name := way(base[place])) is not None:
                waiting.setdefault(name, []).append(place)
        for place, item in enumerate(side):
            name = way(item) if place not in found else None
            if name is not None and waiting.get(name):
                found[place] = waiting[name].pop(0)
                free.discard(found[place])
    return found


def pairs(kind: Kind, ours: Sequence[Any], theirs: Sequence[Any]) -> dict[int, int]:
    """Return which of their new items is one of ours: their place -> our place.

    Equal ones are one. Dated ones of one day and author are one where they contradict each other in nothing; others
    where they have the same name.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    for is_one in (_is_equal, _is_one):
        for there in sorted(range(len(theirs)), key=lambda place: canonical(theirs[place])):
            if there in found:
                continue
            near = sorted(set(range(len(ours))) - taken, key=lambda place: canonical(ours[place]))
            here = next((place for place in near if is_one(kind, ours[place], theirs[there])), None)
            if here is not None:
                found[there] = here
                taken.add(here)
    return found


def _is_equal(_: Kind, one: Any, other: Any) -> bool:
    return canonical(one) == canonical(other)


def _is_one(kind: Kind, one: Any, other: Any) -> bool:
    if not kind.is_merged or kind.identity(one) != kind.identity(other):
        return False
    if not kind.is_dated or not isinstance(one, dict) or not isinstance(other, dict):
        return True
    return all(canonical(one[key]) == canonical(other[key]) for key in one.keys() & other.keys())


def place_among(kind: Kind, item: Any, items: Sequence[Any], fresh: Sequence[bool], anchor: int) -> int:
    """Return before which of our items a new one of theirs goes; their number for the end.

    Dated lists keep their order, by day; else it goes behind `anchor`, the place after what it stands behind there.
    Among the new ones of the same place the order does not depend on which side is ours.
    """
    if kind.is_dated:
        days = [_day(one) for one in items]
        is_newest_first = len(days) > 1 and days == sorted(days, reverse=True) and days[0] != days[-1]
        if is_newest_first:
            anchor = next((place for place, day in enumerate(days) if day <= _day(item)), len(days))
        elif days == sorted(days):
            before = [place for place, day in enumerate(days) if day < _day(item) or (day == _day(item))]
            at = before[-1] + 1 if before else 0
            while at and fresh[at - 1] and days[at - 1] == _day(item) and canonical(items[at - 1]) > canonical(item):
                at -= 1
            return at
    while anchor < len(items) and fresh[anchor] and canonical(items[anchor]) < canonical(item):
        if kind.is_dated and _day(items[anchor]) != _day(item):
            break
        anchor += 1
    return anchor


def _day(item: Any) -> str:
    return str(item.get("date", "")) if isinstance(item, dict) else ""
