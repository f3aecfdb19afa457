"""An entity as the data of its file."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from outtrack.model.base import key_of
from outtrack.model.values import Relative
from outtrack.period import Cadence, Period

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def data_of(record: DataclassInstance) -> dict[str, Any]:
    """Return the fields of a record that differ from their defaults, as they are written in a file."""
    found = {}
    for field in fields(record):
        value, default = getattr(record, field.name), field.default
        if default is MISSING or value != default or value.__class__ is not default.__class__:
            found[key_of(field.name)] = _data(value)
    return found


def _data(value: Any) -> Any:
    if isinstance(value, (Period, Cadence, Relative)):
        return value.text
    if is_dataclass(value) and not isinstance(value, type):
        return data_of(value)
    if isinstance(value, (tuple, list)):
        return [_data(one) for one in value]
    if isinstance(value, dict):
        return {_data(key): _data(one) for key, one in value.items()}
    return value
