"""Values of a document set, added and taken away, however short what is around them is written."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints

from outtrack.acts.places import value_at
from outtrack.acts.references import keys_as_written
from outtrack.model import record_class
from outtrack.model.base import key_of
from outtrack.model.declared import record_at, short_key
from outtrack.write import Append, Put, Remove

if TYPE_CHECKING:
    from outtrack.acts.base import Draft
    from outtrack.diagnostic import Keys
    from outtrack.names import Record


def data_of_document(draft: Draft, record: Record) -> Any:
    """Return what the document of a record holds as the draft has it by now, as `source` reads it."""
    from outtrack.source import parse

    return parse(draft.read(record.path), record.path).documents[record.document]


def put(draft: Draft, record: Record, keys: Keys, value: Any) -> None:
    """Set a value at keys in the order of the model; in a mapping that may be written as one value, set that."""
    if isinstance(value_at(data_of_document(draft, record), keys), dict) and not isinstance(value, (dict, list)):
        keys = (*keys, *filter(None, [short_of(record_class(record.kind), keys)]))
    draft.edit_document(record, Put(keys, value))


def append(draft: Draft, record: Record, keys: Keys, value: Any) -> None:
    """Add a value to a list at keys in the order of the model; a list of one may have been written as the one."""
    document = data_of_document(draft, record)
    there = value_at(document, keys)
    if there is None:
        draft.edit_document(record, Put(keys, [value]))
        return
    way = keys_as_written(document, keys)
    if isinstance(there, dict):  # nothing else can become a list by growing
        draft.edit_document(record, Remove(way))
        draft.edit_document(record, Put(way, [there, value]))
    else:
        draft.edit_document(record, Append(way, value))


def take_away(draft: Draft, record: Record, keys: Keys) -> None:
    """Take away what stands at keys in the order of the model, and whatever would be left empty around it."""
    draft.edit_document(record, Remove(keys_as_written(data_of_document(draft, record), keys)))


def hint_at(record: type, keys: Keys) -> Any:
    """Return what a record class declares for the field at keys; None where it has no such field."""
    names = [key for key in keys if not isinstance(key, int)]
    owner = record_at(record, tuple(names[:-1])) if names[:-1] else record
    if owner is None or not names:
        return None
    return next((hint for name, hint in _hints(owner).items() if key_of(name) == names[-1]), None)


@cache
def _hints(record: type) -> dict[str, Any]:
    hints = get_type_hints(record, include_extras=True)
    return {one.name: hints[one.name] for one in fields(record)}


def short_of(record: type, keys: Keys) -> str | None:
    """Return the key whose value may be written for the whole mapping at keys, that of a baseline's number, too."""
    return "value" if keys[-1] == "baseline" else short_key(record, keys)
