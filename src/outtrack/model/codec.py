"""Records <-> plain data for JSON: only what differs from the default, and nothing that can execute."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints

from outtrack.model.values import Relative
from outtrack.period import Cadence, Period, parse_cadence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from outtrack.model.base import Record

Columns = dict[str, list[Any]]
"""The fields of several records of one class, each field a list: a number, a text, or what stands for it in JSON."""


def encode(record: object) -> dict[str, Any]:
    """Return the fields of a record that differ from their defaults, as JSON data."""
    out = {}
    record_class: type = type(record)
    for name, default in _defaults(record_class):
        value = getattr(record, name)
        if not _is_same(value, default):
            out[name] = _encode(value)
    return out


def _is_same(value: object, default: object) -> bool:
    return value is default or (value == default and value.__class__ is default.__class__)  # 1.0 is not 1


def _encode(value: object) -> Any:
    kind = value.__class__
    if kind in _AS_IT_IS:
        return value
    if convert := _ENCODERS.get(kind):
        return convert(value)
    return str(value) if isinstance(value, str) else encode(value)


def _encode_list(values: Any) -> list[Any]:
    if values and _is_flat(values[0].__class__):
        return [len(values), columns(values)]
    return [_encode(item) for item in values]


def columns(records: Sequence[Record]) -> Columns:
    """Return the fields of flat records of one class, each as a list with a place for every record.

    Fields in which no record differs from the default are left out; None stands for the default.
    """
    record_class: type = type(records[0])
    found: Columns = {}
    for name, default in _defaults(record_class):
        values = [getattr(one, name) for one in records]
        if not all(_is_same(value, default) for value in values):
            found[name] = [None if _is_same(value, default) else _encode(value) for value in values]
    return found


@cache
def _is_flat(kind: type) -> bool:
    """Return whether it is a class of records that hold no lists of records: those are kept column by column."""
    is_record = is_dataclass(kind) and kind not in _ENCODERS
    return is_record and not any(isinstance(convert, partial) for convert in _converters(kind).values())


_AS_IT_IS = frozenset((str, int, float, bool))
_ENCODERS: dict[type, Callable[[Any], Any]] = {
    tuple: _encode_list,
    date: date.toordinal,
    Period: lambda period: [period.text, period.first.toordinal(), period.last.toordinal()],
    Cadence: lambda cadence: cadence.text,
    Relative: lambda relative: [relative.by, relative.unit],
    dict: lambda values: [[_encode(key), _encode(item)] for key, item in values.items()],
}


@cache
def _defaults(record: type) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, None if field.default is MISSING else field.default) for field in fields(record))


def decode(record: type, data: dict[str, Any]) -> Any:
    """Return the record that `encode` took apart; `data` is used up."""
    return _of_class(record)(data)


@cache
def _converters(record: type) -> dict[str, Callable[[Any], Any]]:
    """Return a converter for each field that JSON does not carry as it is."""
    hints = get_type_hints(record, include_extras=True)
    found = {field.name: _converter(hints[field.name]) for field in fields(record)}
    return {name: convert for name, convert in found.items() if convert}


def _converter(hint: Any) -> Callable[[Any], Any] | None:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _converter(args[0])
    if origin is tuple:
        kind = get_args(args[0])[0] if get_origin(args[0]) is Annotated else args[0]
        if isinstance(kind, type) and _is_flat(kind):
            return partial(_rows, kind)
        item = _converter(args[0])
        return partial(_tuple, item) if item else tuple
    if origin is dict:
        key, value = _converter(args[0]) or _same, _converter(args[1]) or _same
        return lambda pairs: {key(name): value(part) for name, part in pairs}
    if hint in _DECODERS:
        return _DECODERS[hint]
    if isinstance(hint, type) and is_dataclass(hint):
        return _of_class(hint)
    return _of_union([_converter(arg) for arg in args if arg is not type(None)])


def _tuple(item: Callable[[Any], Any], values: list[Any]) -> tuple[Any, ...]:
    return tuple([item(value) for value in values])


def _rows(record: type, stored: tuple[int, Columns]) -> tuple[Any, ...]:
    """Return the records that `columns` took apart."""
    count, found = stored
    build, names = _of_class(record), list(found)
    if not found:
        return tuple([record() for _ in range(count)])
    rows = zip(*found.values(), strict=True)
    return tuple(
        [build({name: value for name, value in zip(names, row, strict=True) if value is not None}) for row in rows]
    )


class Later:
    """A field of a class of records that may still be as it was stored; it becomes records when it is asked for.

    It stands before the field's own slot, so that all other fields are read at full speed.
    """

    __slots__ = ("_slot",)

    def __init__(self, slot: Any) -> None:
        self._slot = slot

    def __get__(self, record: Any, owner: type | None = None) -> Any:
        if record is None:
            return self
        value = self._slot.__get__(record)
        if value.__class__ is partial:
            value = value()
            self._slot.__set__(record, value)
        return value

    def __set__(self, record: Any, value: Any) -> None:
        self._slot.__set__(record, value)

    def stored(self, record: Any) -> Any:
        """Return what is stored, or None once it has become records."""
        value = self._slot.__get__(record)
        return value.args[-1] if value.__class__ is partial else None


@cache
def _of_class(record: type) -> Callable[[Any], Any]:
    converters = _converters(record)
    if not converters:
        return lambda data: record(**data)
    # lists of records are most of a document, and hardly any view looks into all of them
    late = frozenset(name for name, convert in converters.items() if isinstance(convert, partial))
    early = converters.keys() - late

    for name in late:
        if not isinstance(field := getattr(record, name), Later):
            setattr(record, name, Later(field))

    def build(data: dict[str, Any]) -> object:
        names = data.keys()
        for name in names & late:
            data[name] = partial(converters[name], data[name])
        for name in names & early:
            data[name] = converters[name](data[name])
        return record(**data)

    return build


def stored_columns(record: Record, name: str) -> tuple[int, Columns]:
    """Return the number of flat records in a field of another, and their `columns`, without making the records.

    For the hottest view, which needs three of the fields of every check-in and not the check-ins.
    """
    field = getattr(type(record), name)
    found = field.stored(record) if isinstance(field, Later) else None
    if found is not None:
        return found[0], found[1]
    records = getattr(record, name)
    return len(records), columns(records) if records else {}


def _of_union(choices: list[Callable[[Any], Any] | None]) -> Callable[[Any], Any] | None:
    convert = next((choice for choice in choices if choice), None)
    if convert is None or len(choices) == 1:
        return convert
    # The only mixtures in the model: what JSON carries as it is, or something that is a list in JSON.
    return lambda value: convert(value) if value.__class__ is list else value


_DECODERS: dict[Any, Callable[[Any], Any]] = {
    date: date.fromordinal,
    Period: lambda value: Period(value[0], date.fromordinal(value[1]), date.fromordinal(value[2])),
    Cadence: parse_cadence,
    Relative: lambda value: Relative(*value),
}


def _same(value: Any) -> Any:
    return value
