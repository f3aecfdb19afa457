"""Sorting the inbox: what came in, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from outtrack.acts.base import Draft, Plan, RefusedError
from outtrack.acts.linking import field_for, name_for
from outtrack.acts.remove import remove
from outtrack.frozen import dataclass
from outtrack.write import Append, Put

if TYPE_CHECKING:
    from outtrack.model.base import Entity
    from outtrack.snapshot import Snapshot

INBOX: Final = "inbox"


class Way(NamedTuple):
    """What becomes of a kind that is taken in: its status then, and the field that says what it is for."""

    status: str | None
    field: str
    others: tuple[str, ...] = ()
    """Fields that say so, too: where one of them is set, nobody needs to ask."""


WAYS: Final = {
    "insight": Way(None, "about"),
    "opportunity": Way("identified", "outcome", ("parent",)),
    "solution": Way("idea", "serves"),
    "output": Way("todo", "outcomes", ("solution", "parent")),
}
"""The kinds that have an inbox, in the order in which it is gone through."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one entity."""

    is_dropped: bool = False
    target: str | None = None
    """The ref of what it is for."""
    reason: str | None = None
    """Why it is dropped."""


def inbox(snapshot: Snapshot) -> list[Entity]:
    """Return what nobody has sorted yet: insights about nothing, and what has the status `inbox`; by kind and id."""
    return [one for kind in WAYS for one in snapshot.all(kind) if is_unsorted(one)]


def is_unsorted(one: Entity) -> bool:
    """Return whether an entity waits to be sorted."""
    return not one.about if one.kind == "insight" else one.status == INBOX  # type: ignore[attr-defined] # of these kinds


def has_aim(one: Entity) -> bool:
    """Return whether an entity says already what it is for."""
    way = WAYS[one.kind]
    return any(getattr(one, field) for field in (way.field, *way.others))


def triage(snapshot: Snapshot, ref: str, decision: Decision) -> Plan:
    """Return the plan to take in an entity of the inbox, or to drop it: an insight by deleting it."""
    draft = Draft(snapshot)
    entity, way = draft.record(ref).entity, WAYS[ref.partition(":")[0]]
    if not is_unsorted(entity):
        raise RefusedError(f"`{entity.id}` has been sorted already: nothing was changed")
    if decision.is_dropped:
        return _drop(draft, entity, decision)
    said = []
    if way.status:
        draft.edit(ref, Put(("status",), way.status))
        said.append(way.status)
    if decision.target:
        draft.rests_on_all = True
        draft.there(decision.target)
        field = field_for(ref, decision.target, way.field)
        name = name_for(snapshot, decision.target, field.link)
        draft.edit(ref, Append((way.field,), name) if field.is_many else Put((way.field,), name))
        said.append(f"{way.field} {name}")
    if not said:
        raise RefusedError(f"`{entity.id}`: say what it is about")
    return draft.plan(f"{entity.id}: {', '.join(said)}")


def _drop(draft: Draft, entity: Any, decision: Decision) -> Plan:
    if entity.kind == "insight":  # it has no status that could say so
        return remove(draft.snapshot, entity.ref)
    draft.edit(entity.ref, Put(("status",), "dropped"), Put(("closed",), draft.snapshot.as_of.isoformat()))
    if decision.reason:
        draft.edit(entity.ref, Put(("reason",), decision.reason))
    return draft.plan(f"{entity.id}: dropped")
