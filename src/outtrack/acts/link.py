"""A link from one thing to another, in the field that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.acts.base import Draft, Plan, RefusedError
from outtrack.acts.linking import field_for, name_for, refuse_circle
from outtrack.acts.places import value_at
from outtrack.acts.references import references
from outtrack.acts.values import append, data_of_document, put
from outtrack.diagnostic import Place
from outtrack.graph import without_places
from outtrack.names import KEY_RESULT

if TYPE_CHECKING:
    from outtrack.acts.linking import Field
    from outtrack.acts.references import Reference
    from outtrack.diagnostic import Keys
    from outtrack.snapshot import Snapshot

_BESIDE = {"weight": "contributes_to", "strength": "influences"}
"""What may stand beside a link, and in which field."""


def link(  # noqa: PLR0913 - what may be said of a link
    snapshot: Snapshot,
    source: str,
    target: str,
    name: str | None = None,
    *,
    weight: float | None = None,
    strength: int | None = None,
) -> Plan:
    """Return the plan to link `source` to `target`; there is nothing to do where it does so already.

    `name` is the field; it need not be said where only one fits. `weight` and `strength` stand beside the link.
    """
    field = field_for(source, target, name)
    beside = {key: value for key, value in (("weight", weight), ("strength", strength)) if value is not None}
    beside = {key: int(value) if value == int(value) else value for key, value in beside.items()}
    for key in beside:
        if field.name != _BESIDE[key]:
            raise RefusedError(f"--{key}: it stands beside `{_BESIDE[key]}`, not `{field.name}`")
    draft = Draft(snapshot, rests_on_all=True)
    record = draft.record(source)
    draft.there(target)
    said = f"{source.partition(':')[2]} {field.name} {target.partition(':')[2]}"
    there = next((one for one in references(snapshot, target) if is_from(draft, one, source, field)), None)
    if there is not None:
        for key, value in beside.items():
            put(draft, record, (*there.keys[:-1], key), value)
        return draft.plan(said) if draft.changes() else draft.plan(notes=[_linked_already(snapshot, there)])
    other = _from_the_other_side(snapshot, source, target, field)
    if other is not None:
        return draft.plan(notes=[_linked_already(snapshot, other)])
    refuse_circle(snapshot, source, target, field.link)
    if target.startswith(f"{KEY_RESULT}:"):
        draft.settle_id(target)
    before: Keys = ("key_results", draft.key_result(source)[1]) if source.startswith(f"{KEY_RESULT}:") else ()
    _write(draft, source, before, field, {field.keys[-1]: name_for(snapshot, target, field.link), **beside})
    return draft.plan(said)


def is_from(draft: Draft, one: Reference, source: str, field: Field | None = None) -> bool:
    """Return whether a place stands in `source`, and in this field of it; an outcome's own are not its key results'."""
    record = draft.record(source)
    if (one.record.path, one.record.document) != (record.path, record.document):
        return False
    if source.startswith(f"{KEY_RESULT}:"):
        if one.keys[:2] != ("key_results", draft.key_result(source)[1]):
            return False
        return field is None or without_places(one.keys[2:]) == field.keys
    if one.keys[0] in {"key_results", "measures", "changes"}:
        return False
    return field is None or without_places(one.keys) == field.keys


def _from_the_other_side(snapshot: Snapshot, source: str, target: str, field: Field) -> Reference | None:
    """Return where the target says the same of the source: `measured_by` of a strategy, say."""
    if field.link.relation.value != "serves":
        return None
    for one in references(snapshot, source):
        if one.record.ref == target and one.keys[0] not in {"key_results", "measures", "changes"}:
            link = next((each for each in snapshot.graph.outgoing.get(source, []) if each.declared_by == target), None)
            back = next((each for each in snapshot.graph.outgoing.get(target, []) if each.declared_by == target), None)
            edge = back if field.link.inverse else link
            if edge is not None and {edge.source, edge.target} == {source, target}:
                return one
    return None


def _linked_already(snapshot: Snapshot, one: Reference) -> str:
    span = snapshot.span(Place(one.record.path, one.record.document, one.keys))
    where = f"{one.record.path}:{span.line}" if span else one.record.path
    return f"they are linked already: {where}, `{one.keys[0]}`"


def _write(draft: Draft, source: str, before: Keys, field: Field, values: dict[Any, Any]) -> None:
    """Write a link: as the only value of its field, or one more in its list, as short as it may be written."""
    record = draft.record(source)
    source = source.partition(":")[2]
    keys = (*before, *field.keys)
    top = (*before, field.keys[0])
    short = values[field.keys[-1]]
    if not field.is_many:
        there = value_at(data_of_document(draft, record), top)
        if there is not None:
            raise RefusedError(
                f"`{source}` has `{field.name}: {there}` already, and can have only one: "
                f"`outtrack unlink {source} {there}` first"
            )
        put(draft, record, keys, short)
        return
    append(draft, record, top, short if field.is_short and len(values) == 1 else values)
