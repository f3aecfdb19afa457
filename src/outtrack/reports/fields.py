"""The fields of entities as machines read them: ids in full, and only what was known on the day."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from outtrack.figures import plain_data
from outtrack.model.base import Record, key_of
from outtrack.model.declared import link_fields
from outtrack.names import KEY_RESULT, Unresolved
from outtrack.reports.values import known_by

if TYPE_CHECKING:
    from outtrack.model.base import Link
    from outtrack.names import Names
    from outtrack.shapes import Data
    from outtrack.snapshot import Snapshot

_TOLD_AT_END = {
    "closed": ("learned", "reason"),
    "reviewed": (),
    "decided": ("decision", "learned", "next"),
    "shipped": (),
    "stopped": ("result",),
    "done": (),
}
"""What a day in a field says about others: before it, they were not known."""


def later_fields(record: Any, day: date) -> set[str]:
    """Return the fields that tell what was not known yet on a day: how something ended, what was decided."""
    found: set[str] = set()
    for name, told in _TOLD_AT_END.items():
        end = getattr(record, name, None)
        if isinstance(end, date) and end > day:
            found |= {name, *told}
    return found


def with_fields(data: Data, snapshot: Snapshot, record: Any) -> Data:
    """Return data with every field of a record whose key it lacks, as it was known on the day of the snapshot.

    Links are ids in full (`kind:id`, `key_result:OUTCOME/KEY-RESULT`); what can't be resolved stays as written.
    """
    known = _known(record, snapshot.as_of)
    own = {key_of(field.name): plain_data(getattr(known, field.name)) for field in fields(known)}
    return data | {key: one for key, one in _in_full(snapshot.names, type(record), own).items() if key not in data}


def _known(record: Any, day: date) -> Any:
    changes: dict[str, Any] = {}
    later = later_fields(record, day)
    for field in fields(record):
        value = getattr(record, field.name)
        if key_of(field.name) in later:
            changes[field.name] = _unknown(field)
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            changes[field.name] = tuple(_known(one, day) for one in known_by(value, day))
    return replace(record, **changes) if changes else record


def _unknown(field: Field[Any]) -> Any:
    return None if field.default is MISSING else field.default


def _in_full(names: Names, record: type, data: Data) -> Data:
    """Return data of a record with its links, and those of the records in it, as ids in full."""
    for field in link_fields(record):
        if not data.get(field.key):
            continue
        parts = data[field.key] if field.is_tuple else [data[field.key]]
        if field.link:
            full: list[Any] = [_ref(names, one, field.link) for one in parts]
        else:
            full = [_in_full(names, field.record, one) for one in parts]
        data[field.key] = full if field.is_tuple else full[0]
    return data


def _ref(names: Names, name: str, link: Link) -> str:
    found = names.resolve(name, link)
    return name if found is None or isinstance(found, Unresolved) else found


def bare(name: str) -> str:
    """Return a resolved id without its kind, as people read it."""
    from outtrack.model import KINDS

    kind, _, rest = name.partition(":")
    return rest if kind in KINDS or kind == KEY_RESULT else name
