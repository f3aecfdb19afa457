"""Places in a document, however short it is written: a list as its one item, a mapping as its most important value."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints

from outtrack.acts.references import keys_as_written
from outtrack.model import record_class
from outtrack.model.base import key_of, record_at
from outtrack.model.key_result import ShortBaseline
from outtrack.model.markers import Short
from outtrack.write import Append, Put, Remove

if TYPE_CHECKING:
    from outtrack.acts.base import Draft
    from outtrack.diagnostic import Keys
    from outtrack.names import Record


def data_of_document(draft: Draft, record: Record) -> Any:
    """Return what the document of a record holds as the draft has it by now, as `source` reads it."""
    from outtrack.source import parse

    return parse(draft.read(record.path), record.path).documents[record.document]


def value_at(document: Any, keys: Keys) -> Any:
    """Return what stands at exactly these keys of the data of a document; None where there is nothing."""
    for key in keys:
        inside = dict(enumerate(document)) if isinstance(document, list) else document
        document = inside.get(key) if isinstance(inside, dict) else None
    return document


def stands_at(document: Any, keys: Keys) -> Any:
    """Return what stands at keys in the order of the model; None where nothing does, or a part of a short value."""
    for key in keys:
        if isinstance(key, int):
            if isinstance(document, list):
                document = document[key] if key < len(document) else None
        else:
            document = document.get(key) if isinstance(document, dict) else None
    return document


def put(draft: Draft, record: Record, keys: Keys, value: Any) -> None:
    """Set a value at keys in the order of the model; what is written short around it is written out."""
    document = data_of_document(draft, record)
    way: list[str | int] = []
    for depth, key in enumerate(keys):
        there = value_at(document, tuple(way)) if way else document
        if isinstance(key, int):
            if isinstance(there, list):
                way.append(key)
        elif there is None or isinstance(there, dict):
            way.append(key)
        else:  # a mapping that is written as its most important value
            short = short_key(record.kind, keys[:depth])
            rest = value if len(keys) == depth + 1 else {str(keys[-1]): value}
            whole = {short: there, str(key): rest} if key != short else {short: value}
            draft.edit_document(record, Put(tuple(way), whole if len(whole) > 1 else value))
            return
    last = value_at(document, tuple(way))
    if isinstance(last, dict) and not isinstance(value, dict) and (short := short_key(record.kind, keys)):
        way.append(short)
    draft.edit_document(record, Put(tuple(way), value))


def append(draft: Draft, record: Record, keys: Keys, value: Any) -> None:
    """Add a value to a list at keys in the order of the model; a list of one may have been written as the one."""
    document = data_of_document(draft, record)
    there = stands_at(document, keys)
    if there is None:
        put(draft, record, keys, [value])
        return
    way = keys_as_written(document, keys)
    if isinstance(there, dict):  # nothing else can become a list by growing
        draft.edit_document(record, Remove(way))
        draft.edit_document(record, Put(way, [there, value]))
    else:
        draft.edit_document(record, Append(way, value))


def take_away(draft: Draft, record: Record, keys: Keys) -> None:
    """Take away what stands at keys in the order of the model, and whatever would be left empty around it."""
    way = keys_as_written(data_of_document(draft, record), keys)
    draft.edit_document(record, Remove(way))


def hint_at(record: type, keys: Keys) -> Any:
    """Return what a record class declares for the field at keys; None where it has no such field."""
    names = [key for key in keys if not isinstance(key, int)]
    owner = record_at(record, tuple(names[:-1])) if names[:-1] else record
    if owner is None or not names:
        return None
    hints = _hints(owner)
    return next((hint for name, hint in hints.items() if key_of(name) == names[-1]), None)


@cache
def _hints(record: type) -> dict[str, Any]:
    hints = get_type_hints(record, include_extras=True)
    return {name: hint for name, hint in hints.items() if name in record.__dataclass_fields__}  # type: ignore[attr-defined]


def short_key(kind: str, keys: Keys) -> str | None:
    """Return the key whose value may be written for a whole mapping at keys; None where there is none such."""
    return short_of(hint_at(record_class(kind), keys))


def short_of(hint: Any) -> str | None:
    """Return the key whose value may be written for the whole mapping that a field declares; None if there is none."""
    todo = [hint]
    for part in todo:  # grows while it is walked
        if get_origin(part) is Annotated:
            for extra in get_args(part)[1:]:
                if isinstance(extra, Short):
                    return extra.key
                if isinstance(extra, ShortBaseline):
                    return "value"
        if get_origin(part) is not None:
            todo += [one for one in get_args(part) if not isinstance(one, (str, Short))]
    return None
