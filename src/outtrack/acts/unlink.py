"""A link taken away, whichever of the two holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.acts.base import Draft, Plan, RefusedError
from outtrack.acts.link import is_from
from outtrack.acts.references import references
from outtrack.acts.remove import unlink_at
from outtrack.acts.values import take_away
from outtrack.diagnostic import did_you_mean
from outtrack.graph import declared, without_places
from outtrack.names import KEY_RESULT

if TYPE_CHECKING:
    from outtrack.acts.references import Reference
    from outtrack.snapshot import Snapshot


def unlink(snapshot: Snapshot, one: str, other: str, name: str | None = None) -> Plan:
    """Return the plan to take away the link between two, in either direction; `name` is the field where several are.

    What both sides say of the same relation (`contributes_to` and `measured_by`) goes on both.
    """
    draft = Draft(snapshot)
    found = _between(draft, one, other)
    names = list(dict.fromkeys(field_of(each) for each in found))
    if not found:
        raise RefusedError(f"`{_id(one)}` and `{_id(other)}` are not linked{_others(draft, one)}")
    if name is not None:
        if (field := name.replace("-", "_")) not in names:
            way_out = did_you_mean(name, names, "; ") or f": their links are {', '.join(names)}"
            raise RefusedError(f"--as: no `{name}` links `{_id(one)}` and `{_id(other)}`{way_out}")
        found = [each for each in found if field_of(each) == field]
    elif len({_edge(each) for each in found}) > 1:
        raise RefusedError(
            f"`{_id(one)}` and `{_id(other)}` are linked in several ways: say "
            + " or ".join(f"`--as {each}`" for each in names)
        )
    for each in sorted(found, key=lambda each: (each.record.path, each.record.document, str(each.keys)), reverse=True):
        take_away(draft, each.record, unlink_at(each))
    return draft.plan(*(f"{_holder(each, one, other)} {field_of(each)} {each.name} removed" for each in found))


def _between(draft: Draft, one: str, other: str) -> list[Reference]:
    """Return the places in which `one` names `other`, and where the other says the same; else those of the other."""
    ours, theirs = _from(draft, one, other), _from(draft, other, one)
    said = {_edge(each) for each in ours}
    return [*ours, *(each for each in theirs if not ours or _edge(each) in said)]


def _from(draft: Draft, source: str, target: str) -> list[Reference]:
    return [one for one in references(draft.snapshot, target) if one.target == target and is_from(draft, one, source)]


def field_of(one: Reference) -> str:
    """Return how people call the field in which a place stands."""
    keys = without_places(one.keys)
    return str(keys[1] if keys[0] == "key_results" else keys[0])


def _edge(one: Reference) -> tuple[str, str, bool]:
    """Return what a place says, whichever side says it: the relation, and which of the two is the lower end."""
    link = declared(one.record.kind)[without_places(one.keys)]
    low = one.target if link.inverse else one.record.ref
    return link.relation, low, "key_results" in one.keys


def _holder(one: Reference, *refs: str) -> str:
    return next((_id(ref) for ref in refs if _id(ref) != one.name.rpartition(":")[2]), one.record.id)


def _others(draft: Draft, one: str) -> str:
    """Return what something does link to, for somebody who meant that."""
    record = draft.record(one)
    names = [name for keys, name, _ in record.links() if keys[0] not in {"key_results", "measures"}]
    if one.startswith(f"{KEY_RESULT}:") or not names:
        return ""
    return f": it links to {', '.join(dict.fromkeys(names))}"


def _id(ref: str) -> str:
    return ref.partition(":")[2]
