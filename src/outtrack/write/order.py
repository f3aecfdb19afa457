"""The order in which keys are written, as `docs/file-format.md` says."""

from __future__ import annotations

from dataclasses import fields
from functools import cache

from outtrack.model.base import Entity, key_of, record_at

_HEAD = ("id", "kind", "title", "description")
_STATE = ("closed", "reason")
_PEOPLE = ("owner", "team", "tags")
_TAIL = ("urls", "fields")


@cache
def key_order(record: type, keys: tuple[str | int, ...] = ()) -> tuple[str, ...]:
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
