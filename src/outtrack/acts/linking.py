"""Which field may hold a link from one thing to another, how it names it there, and what must not be linked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outtrack.acts.base import RefusedError
from outtrack.diagnostic import a_kind, did_you_mean
from outtrack.graph import declared
from outtrack.model import ORDER
from outtrack.model.base import UPWARDS
from outtrack.names import KEY_RESULT

if TYPE_CHECKING:
    from outtrack.diagnostic import Keys
    from outtrack.model.base import Link
    from outtrack.snapshot import Snapshot

_LISTS = frozenset(("key_results", "measures"))


@dataclass(frozen=True, slots=True)
class Field:
    """A field that may hold a link."""

    name: str
    """As people call it: `contributes_to`, or `continues` of a key result."""
    keys: Keys
    """Its keys without places in lists: `("contributes_to", "to")`; of a key result's, those within it."""
    link: Link


def fields_of(kind: str) -> list[Field]:
    """Return the fields of a kind, or of a key result, that may hold links, in the order of the model."""
    found = []
    for keys, link in declared("outcome" if kind == KEY_RESULT else kind).items():
        if kind == KEY_RESULT and keys[0] == "key_results":
            found.append(Field(str(keys[1]), keys[1:], link))
        elif kind != KEY_RESULT and keys[0] not in _LISTS:
            found.append(Field(str(keys[0]), keys, link))
    return found


def field_for(source: str, target: str, name: str | None) -> Field:
    """Return the field of `source` that may name `target`: the one called `name`, else the only one that fits.

    A RefusedError says which fit where several do, and which way round where none does.
    """
    one, other = _kind(source), _kind(target)
    known = fields_of(one)
    fitting = [field for field in known if not field.link.to or other in field.link.to]
    if other == KEY_RESULT:
        fitting = [field for field in fitting if field.link.to]  # a list of entities holds no key result
    if name is not None:
        return _called(name, known, fitting, (one, other))
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        choices = ", ".join(f"`--as {field.name}` ({field.link.relation})" for field in fitting)
        raise RefusedError(f"{a_kind(one)} can link to {a_kind(other)} in several ways: say {choices}")
    back = [field for field in fields_of(other) if one in (field.link.to or ORDER)]
    if back:
        raise RefusedError(
            f"{a_kind(one)} can't name {a_kind(other)}: link the other way round, `{_id(target)} {_id(source)}`"
        )
    raise RefusedError(f"{a_kind(one)} can't link to {a_kind(other)}{_ways(known)}")


def _called(name: str, known: list[Field], fitting: list[Field], kinds: tuple[str, str]) -> Field:
    found = next((field for field in known if field.name == name.replace("-", "_")), None)
    names = [field.name for field in known]
    if found is None:
        way_out = did_you_mean(name, names, "; ") or f": its links are {', '.join(names) or 'none'}"
        raise RefusedError(f"--as: {a_kind(kinds[0])} has no link `{name}`{way_out}")
    if found not in fitting:
        wanted = " or ".join(a_kind(one) for one in found.link.to)
        others = ", ".join(f"`--as {field.name}`" for field in fitting)
        way_out = f"; {others} would do" if others else ""
        raise RefusedError(f"--as: `{name}` names {wanted}, not {a_kind(kinds[1])}{way_out}")
    return found


def _ways(known: list[Field]) -> str:
    kinds = list(dict.fromkeys(a_kind(one) for field in known for one in field.link.to))
    return f": it links to {', '.join(kinds)}" if kinds else ""


def _kind(ref: str) -> str:
    return ref.partition(":")[0]


def _id(ref: str) -> str:
    return ref.partition(":")[2]


def name_for(snapshot: Snapshot, target: str, link: Link) -> str:
    """Return how a link names its target: by its id, with the kind before it where that could mean two."""
    kind, _, name = target.partition(":")
    if kind == KEY_RESULT:
        return name
    kinds = [one for one in link.to or ORDER if one != KEY_RESULT]
    others = [one for one in kinds if one != kind and name in snapshot.names.records[one]]
    return target if others else name


def refuse_circle(snapshot: Snapshot, source: str, target: str, link: Link) -> None:
    """Refuse a link by which something would, in the end, serve itself."""
    if source == target:
        raise RefusedError(f"`{_id(source)}` can't link to itself")
    if link.relation not in UPWARDS:
        return
    low, high = (target, source) if link.inverse else (source, target)
    way = _way(snapshot, high, low)
    if way:
        circle = " → ".join(_id(one) for one in (low, *way))
        raise RefusedError(
            f"links would go round in a circle: {circle}; `outtrack unlink {_id(way[0])} {_id(way[1])}` would break it"
        )


def _way(snapshot: Snapshot, start: str, end: str) -> list[str]:
    """Return a shortest way upwards, both ends included; nothing where there is none."""
    came_from = {start: ""}
    todo = [start]
    for current in todo:  # grows while it is walked
        for following in snapshot.graph.up(current):
            if following not in came_from:
                came_from[following] = current
                todo.append(following)
    way, current = [], end if end in came_from else ""
    while current:
        way.append(current)
        current = came_from[current]
    return way[::-1]
