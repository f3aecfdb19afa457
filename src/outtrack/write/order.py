"""The order in which keys are written, as `docs/file-format.md` says."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

from outtrack.model.base import Entity, key_of
from outtrack.model.declared import record_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outtrack.diagnostic import Keys

_HEAD = ("id", "kind", "title", "description")
_STATE = ("closed", "reason")
_PEOPLE = ("owner", "team", "tags")
_TAIL = ("urls", "fields")


@cache
def key_order(record: type, keys: Keys = ()) -> tuple[str, ...]:
    """Return the keys of the mapping at `keys` within a record class, in order; nothing where they are free.

    An entity: what it is, how it stands, who answers for it, then what its kind has of its own.
    """
    inner = record_at(record, keys)
    if inner is None:
        return ()
    names = [key_of(field.name) for field in fields(inner)]
    if not issubclass(inner, Entity):
        return tuple(names)
    common = {*_HEAD, *_STATE, *_PEOPLE, *_TAIL}
    own = [name for name in names if name not in common]
    state = own[: own.index("status") + 1] if "status" in own else []
    return (*_HEAD, *state, *_STATE, *_PEOPLE, *own[len(state) :], *_TAIL)


def arranged(record: type, values: Mapping[str, Any], keys: Keys = ()) -> dict[str, Any]:
    """Return values with their keys in order, down to the last mapping in them; unknown keys last, as they came."""
    order = key_order(record, keys)
    known = [key for key in order if key in values]
    return {
        key: _inside(record, values[key], (*keys, key))
        for key in (*known, *(key for key in values if key not in known))
    }


def _inside(record: type, value: Any, keys: Keys) -> Any:
    if isinstance(value, dict):
        return arranged(record, value, keys)
    return [_inside(record, one, (*keys, 0)) for one in value] if isinstance(value, list) else value
