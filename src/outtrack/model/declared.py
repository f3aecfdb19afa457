"""What a class of records declares: its links, the records in it, its enumerations; and the links of one record."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal, get_args, get_origin, get_type_hints

from outtrack.frozen import dataclass
from outtrack.model.base import Link, Record, key_of
from outtrack.model.markers import Short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Keys


@dataclass(frozen=True, slots=True)
class Named:
    """One link as written: the keys of its place, what it declares, the name, and what stands beside it."""

    keys: Keys
    link: Link
    name: str
    weight: float | None = None
    """The `weight` or `strength` beside it, where there is one."""


def links(record: Record, before: Keys = ()) -> Iterator[Named]:
    """Yield every link of a record, or of one in it, in the order of the model."""
    record_class: type = type(record)
    for field in link_fields(record_class):
        value = getattr(record, field.name)
        if not value:
            continue
        weight = None
        if field.name == "to":
            weight = getattr(record, "weight", getattr(record, "strength", None))
        for index, part in enumerate(value if field.is_tuple else (value,)):
            keys = (*before, field.key, index) if field.is_tuple else (*before, field.key)
            if field.link:
                yield Named(keys, field.link, part, weight)
            else:
                yield from links(part, keys)


@dataclass(frozen=True, slots=True)
class LinkField:
    """A field that is a link, or that holds records with links."""

    name: str
    key: str
    """What it is called in a file."""
    is_tuple: bool
    link: Link | None = None
    record: type = Record


@cache
def link_fields(record: type) -> tuple[LinkField, ...]:
    """Return the fields of a record class that are links, or that hold records with links."""
    hints = get_type_hints(record, include_extras=True)
    found = []
    for field in fields(record):
        link, is_tuple, inner = _take_apart(hints[field.name])
        if link:
            found.append(LinkField(field.name, key_of(field.name), is_tuple, link))
        elif inner and link_fields(inner):
            found.append(LinkField(field.name, key_of(field.name), is_tuple, record=inner))
    return tuple(found)


@cache
def words_of(record: type) -> dict[str, tuple[str, ...]]:
    """Return the words of the fields of a record class that hold an enumeration, by their keys, in their order."""
    hints = get_type_hints(record, include_extras=True)
    found: dict[str, tuple[str, ...]] = {}
    for field in fields(record):
        todo = [hints[field.name]]
        for part in todo:  # grows while it is walked
            if get_origin(part) is Literal:
                found[key_of(field.name)] = get_args(part)
            elif not isinstance(part, str):
                todo += get_args(part)
    return found


def enumerations(record: type) -> frozenset[str]:
    """Return the keys of the fields of a record class that hold words of an enumeration."""
    return frozenset(words_of(record))


def links_of_class(record: type, before: Keys = ()) -> Iterator[tuple[Keys, Link]]:
    """Yield the links that a record class declares, each with the keys that lead to it, without places in lists."""
    for field in link_fields(record):
        if field.link:
            yield (*before, field.key), field.link
        else:
            yield from links_of_class(field.record, (*before, field.key))


def _take_apart(hint: object) -> tuple[Link | None, bool, type | None]:
    """Return the link declared in an annotation, whether it holds a tuple, and the record class in it."""
    link, is_tuple, inner = None, False, None
    todo = [hint]
    while todo:
        part = todo.pop()
        if get_origin(part) is Annotated:
            base, *extras = get_args(part)
            link = next((extra for extra in extras if isinstance(extra, Link)), link)
            todo.append(base)
        elif get_origin(part) is tuple:
            is_tuple = True
            todo += get_args(part)
        elif isinstance(part, type) and issubclass(part, Record):
            inner = part
        else:
            todo += [arg for arg in get_args(part) if not isinstance(arg, str)]
    return link, is_tuple, inner


@cache
def record_at(record: type, loc: Keys) -> type | None:
    """Return the record class that stands at `loc` below a record class; None where it is no record."""
    current: type | None = record
    for key in loc:
        if current is not None and not isinstance(key, int):
            hints = get_type_hints(current, include_extras=True)
            name = next((name for name in hints if key_of(name) == key), None)
            current = _record_in(hints[name]) if name else None
    return current


@cache
def short_key(record: type, loc: Keys) -> str | None:
    """Return the key whose value alone may be written for the mapping at `loc` below a record class; else None."""
    *before, key = [key for key in loc if not isinstance(key, int)] or [""]
    holder = record_at(record, tuple(before))
    hints = get_type_hints(holder, include_extras=True) if holder else {}
    todo = [hint for name, hint in hints.items() if key_of(name) == key]
    for part in todo:  # grows while it is walked
        if isinstance(part, Short):
            return part.key
        if not isinstance(part, str):
            todo += [*get_args(part), *getattr(part, "__metadata__", ())]
    return None


def records_in(record: type) -> list[type]:
    """Return the record classes that stand in the fields of a record class, each once."""
    hints = get_type_hints(record, include_extras=True)
    found = [inner for field in fields(record) if (inner := _record_in(hints[field.name]))]
    return [*dict.fromkeys(found)]


def _record_in(hint: object) -> type | None:
    if isinstance(hint, type):
        return hint if issubclass(hint, Record) else None
    parts = get_args(hint)[:1] if get_origin(hint) is Annotated else get_args(hint)
    return next((found for arg in parts if (found := _record_in(arg))), None)
