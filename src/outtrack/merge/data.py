"""The merge on plain data: what ours must become, and the edits that make it so."""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from outtrack.frozen import dataclass
from outtrack.merge.identity import Kind, canonical, list_kind
from outtrack.merge.lists import matched, pairs, place_among
from outtrack.write import Append, Edit, Put, Remove

if TYPE_CHECKING:
    from outtrack.diagnostic import Keys


class Side(Enum):
    """Whose value stands where both sides changed one value."""

    BASE = 0
    OURS = 1
    THEIRS = 2


class _Nothing(Enum):
    NOTHING = 0


NOTHING: Final = _Nothing.NOTHING
"""What stands at a key that is not there."""


@dataclass(slots=True)
class DataMerge:
    """One merge of the data of one document; `side` has the word in conflicts."""

    record: type
    side: Side
    document: int = 0
    edits: list[Edit] = field(default_factory=list)
    conflicts: list[Keys] = field(default_factory=list)

    def value(self, base: Any, ours: Any, theirs: Any, keys: Keys) -> Any:
        """Return what stands at `keys` after the merge; note the edits that make it of ours."""
        if same(ours, theirs):
            return ours
        kind = list_kind(self.record, keys)
        three = (base, ours, theirs)
        is_list = any(isinstance(one, list) for one in three)  # all three the one that stands for a list: one value
        if kind is not None and is_list and not any(_is_odd(kind, one) for one in three):
            return self.many(kind, _items(base), _items(ours), _items(theirs), keys) or NOTHING
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return self.mapping(base if isinstance(base, dict) else {}, ours, theirs, keys)
        if same(base, theirs):
            return ours
        if not same(base, ours):
            self.conflicts.append(keys)
        chosen = theirs if same(base, ours) else three[self.side.value]
        self.set(keys, ours, chosen)
        return chosen

    def set(self, keys: Keys, ours: Any, chosen: Any) -> None:
        """Note the edit that makes one value another."""
        if chosen is NOTHING:
            if ours is not NOTHING:
                self.edits.append(Remove(keys, self.document))
        elif ours is NOTHING or not same(ours, chosen):
            if ours is not NOTHING and isinstance(ours, (dict, list)) and not isinstance(chosen, type(ours)):
                self.edits.append(Remove(keys, self.document))
            self.edits.append(Put(keys, chosen, self.document))

    def mapping(self, base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any], keys: Keys) -> dict[str, Any]:
        """Return a mapping in which each key is merged."""
        found = {}
        for key in (*ours, *(key for key in theirs if key not in ours), *(key for key in base if key not in ours)):
            if key not in found:
                three = (base.get(key, NOTHING), ours.get(key, NOTHING), theirs.get(key, NOTHING))
                value = self.value(*three, (*keys, key))
                if value is not NOTHING:
                    found[key] = value
        return found

    def many(self, kind: Kind, base: list[Any], ours: list[Any], theirs: list[Any], keys: Keys) -> list[Any]:
        """Return a list that holds what either side has, without what either took away."""
        here, there = matched(kind, base, ours), matched(kind, base, theirs)
        mine, yours = {at: place for place, at in here.items()}, {at: place for place, at in there.items()}
        new_ours = [place for place in range(len(ours)) if place not in here]
        new_theirs = [place for place in range(len(theirs)) if place not in there]
        paired = pairs(kind, [ours[place] for place in new_ours], [theirs[place] for place in new_theirs])
        as_ours = {new_theirs[one]: new_ours[other] for one, other in paired.items()}
        as_ours |= {place: mine[at] for place, at in there.items() if at in mine}
        result: list[Any] = []
        gone: list[int] = []
        of_theirs = {place: other for other, place in as_ours.items()}
        for place, item in enumerate(ours):
            before = base[here[place]] if place in here else NOTHING
            after = theirs[of_theirs[place]] if place in of_theirs else NOTHING if place in here else item
            kept = self.item(before, item, after, (*keys, place), is_one=before is NOTHING)
            gone += [place] if kept is NOTHING else []
            result.append(kept)
        fresh = [place not in here for place in range(len(ours))]
        wanted = [(place, theirs[place]) for place in new_theirs if place not in as_ours]
        for at, place in yours.items():
            if at not in mine and not same(base[at], theirs[place]):
                self.conflicts.append(keys)
                if self.side is not Side.OURS:
                    wanted.append((place, base[at] if self.side is Side.BASE else theirs[place]))
        self.insert(kind, keys, result, fresh, sorted(wanted, key=lambda one: one[0]), as_ours)
        return [item for item in result if item is not NOTHING]

    def item(self, base: Any, ours: Any, theirs: Any, keys: Keys, *, is_one: bool) -> Any:
        """Return an item of our list after the merge; what must go is taken away later, by `insert`."""
        if theirs is NOTHING:
            if same(base, ours):
                return NOTHING
            self.conflicts.append(keys)
            if self.side is Side.BASE:
                self.set(keys, ours, base)
            return (base, ours, NOTHING)[self.side.value]
        return self.value(NOTHING if is_one else base, ours, theirs, keys)

    def insert(  # noqa: PLR0913, PLR0917 - a list, and what comes into it
        self, kind: Kind, keys: Keys, result: list[Any], fresh: list[bool], wanted: list[tuple[int, Any]],
        as_ours: dict[int, int],
    ) -> None:  # fmt: skip
        """Put their new items into a list, and note the edits; then those that take away what must go."""
        places = list(range(len(result)))
        shown = [{} if one is NOTHING else one for one in result]
        for place, item in wanted:
            behind = next((as_ours[one] for one in range(place - 1, -1, -1) if one in as_ours), None)
            anchor = 0 if behind is None else places.index(behind) + 1
            at = place_among(kind, item, shown, fresh, anchor)
            self.edits.append(Append(keys, item, self.document, at if at < len(result) else None))
            result.insert(at, item)
            shown.insert(at, item)
            fresh.insert(at, True)
            places.insert(at, -1 - place)
            as_ours[place] = -1 - place
        for at in range(len(result) - 1, -1, -1):
            if result[at] is NOTHING:
                self.edits.append(Remove((*keys, at), self.document))


def same(one: Any, other: Any) -> bool:
    """Return whether two values mean the same; what is empty is as good as not there, the one as a list of it."""
    return canonical(whole(one)) == canonical(whole(other))


def whole(value: Any) -> Any:
    """Return a value without what is empty in it, the only item for a list of one; None for nothing."""
    if isinstance(value, dict):
        found = {key: whole(one) for key, one in value.items()}
        return {key: one for key, one in found.items() if one is not None} or None
    if isinstance(value, list):
        return whole(value[0]) if len(value) == 1 else [whole(one) for one in value] or None
    return None if value is NOTHING else value


def _items(value: Any) -> list[Any]:
    return [] if value is NOTHING or value is None else value if isinstance(value, list) else [value]


def _is_odd(kind: Kind, value: Any) -> bool:
    """Return whether a value is not written as its list should be: a mapping instead of a list of one."""
    return isinstance(value, dict) or (bool(kind.name) and kind.is_dated and isinstance(value, str))
