"""Which field may hold a link from one thing to another, how it names it there, and what must not be linked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from outtrack.acts.base import RefusedError
from outtrack.diagnostic import a_kind, did_you_mean
from outtrack.frozen import dataclass
from outtrack.model import ORDER, record_class
from outtrack.model.base import UPWARDS
from outtrack.model.declared import link_fields, links_of_class
from outtrack.model.key_result import KeyResult
from outtrack.names import KEY_RESULT, Unresolved

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
    is_many: bool
    """Whether it may hold several."""

    @property
    def is_short(self) -> bool:
        """Whether a name alone may be written in it."""
        return self.keys[1:] in {(), ("to",)}


MATTERS: Final = {
    "experiment": "tests", "insight": "about", "opportunity": "outcome", "outcome": "contributes_to",
    "output": "outcomes", "solution": "serves", "strategy": "goal",
}  # fmt: skip
"""The one link that says what an entity of a kind is for."""


def fields_of(kind: str) -> list[Field]:
    """Return the fields of a kind, or of a key result, that may hold links, in the order of the model."""
    record: type = KeyResult if kind == KEY_RESULT else record_class(kind)
    several = {one.key for one in link_fields(record) if one.is_tuple}
    return [
        Field(str(keys[0]), keys, link, keys[0] in several)
        for keys, link in links_of_class(record)
        if keys[0] not in _LISTS
    ]


def field_for(source: str, target: str, name: str | None) -> Field:
    """Return the field of `source` that may name `target`: the one called `name`, else the only one that fits.

    A RefusedError says which fit where several do, and which way round where none does.
    """
    if source == target:
        raise RefusedError(f"`{_id(source)}` can't link to itself")
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
        choices = ", ".join(
            f"`--as {field.name}` ({'is served by' if field.link.inverse else field.link.relation})"
            for field in fitting
        )
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


def target_of(snapshot: Snapshot, name: str, link: Link) -> str | None:
    """Return the ref that a name means in a link, None where it is of a workspace elsewhere.

    Raise RefusedError with the nearest where it means nothing, or not what may stand there.
    """
    ref = snapshot.names.resolve(name, link)
    if isinstance(ref, Unresolved):
        raise RefusedError(f"{ref.message}{f'; {ref.hint}' if ref.hint else ''}")
    return ref


def name_for(snapshot: Snapshot, target: str, link: Link) -> str:
    """Return how a link names its target: by its id alone where that can mean nothing else, else with its kind."""
    name = _id(target)
    return name if snapshot.names.resolve(name, link) == target else target


def exact(snapshot: Snapshot, name: str, link: Link) -> str:
    """Return what is written for a name that somebody says: the id, with its kind where that is needed.

    Raise what `target_of` raises.
    """
    target = target_of(snapshot, name, link)
    return name if target is None else name_for(snapshot, target, link)


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
