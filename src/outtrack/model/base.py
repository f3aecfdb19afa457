"""What all kinds share: the entity, its links, and how a class is asked for them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import Field, dataclass, fields
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, get_args, get_origin, get_type_hints

from outtrack.diagnostic import Diagnostic, Keys, Place
from outtrack.model.markers import Day, FreeScalar, Id, Many, Short, Text

if TYPE_CHECKING:
    from collections.abc import Iterator


class Relation(StrEnum):
    """What a link means. The first four point upwards, towards the vision."""

    SERVES = "serves"
    PART_OF = "is part of"
    TESTS = "tests"
    ABOUT = "is evidence for"
    INFLUENCES = "influences"
    MEASURED_BY = "is measured by"
    CONTINUES = "continues"
    EXPECTS = "expects a change of"
    NEXT = "is followed by"


UPWARDS = frozenset((Relation.SERVES, Relation.PART_OF, Relation.TESTS, Relation.ABOUT))


@dataclass(frozen=True, slots=True)
class Link:
    """Declares, on a field, that it names other entities."""

    relation: Relation
    to: tuple[str, ...] = ()
    """The kinds that may be named; empty means any."""
    inverse: bool = False
    """Whether the named entity is the one that has the relation: a vision's `goals` serve the vision."""


def key_of(name: str) -> str:
    """Return the key in a file for a field: `from_` is written `from`, which Python keeps for itself."""
    return name.removesuffix("_")


class Record:
    """A frozen record of a file; unknown keys are refused."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid", "alias_generator": key_of}


@dataclass(frozen=True, slots=True, kw_only=True)
class Url(Record):
    """A link for people."""

    title: Text | None = None
    """What is behind the address."""
    url: Text
    """The address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Record):
    """A review of a vision, strategy or outcome, and what was decided."""

    date: Day
    """The day of the review."""
    by: Text | None = None
    """Who reviewed."""
    decision: Text | None = None
    """What was decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Record):
    """What one document describes."""

    kind: ClassVar[str]
    final: ClassVar[frozenset[str]] = frozenset()
    """The words of `status` that end its life; before the day `closed` it had `open_status`."""
    open_status: ClassVar[str] = ""

    id: Id
    """The id, unique per kind; the file's stem where it is left out."""
    title: Text
    """The one line that people read."""
    owner: Annotated[tuple[Text, ...], Many()] = ()
    """Who answers for it: one name or a list."""
    team: Text | None = None
    """The team that it belongs to."""
    tags: Annotated[tuple[Text, ...], Many()] = ()
    """Free words to select by."""
    description: Text | None = None
    """What there is to say about it, in Markdown."""
    urls: Annotated[tuple[Annotated[Url, Short("url")], ...], Many()] = ()
    """Pages about it."""
    closed: Day | None = None
    """The day on which its status became final; before it, `--as-of` sees it active."""
    reason: Text | None = None
    """Why it was parked, dropped or paused."""
    fields: dict[str, FreeScalar] | None = None
    """The team's own values: kept, exported, selectable."""

    @property
    def ref(self) -> str:
        """The name in full: `kind:id`."""
        return f"{self.kind}:{self.id}"

    def diagnose(self, key: str | Keys, message: str, hint: str | None = None) -> Diagnostic:
        """Return a finding about one of its values; rule, severity and file are added by whoever runs the rule."""
        keys = key if isinstance(key, tuple) else (key,)
        return Diagnostic(rule="", message=message, hint=hint, entity=self.ref, place=Place("", 0, keys))


@dataclass(frozen=True, slots=True)
class Named:
    """One link as written: the keys of its place, what it declares, the name, and what stands beside it."""

    keys: Keys
    link: Link
    name: str
    weight: float | None = None
    """The `weight` or `strength` beside it, where there is one."""


def slug(title: str, limit: int = 60) -> str:
    """Return an id made from a title: its letters and digits of any script, in lower case, joined by `-`."""
    text = unicodedata.normalize("NFC", title).casefold()
    if not text.isascii():  # a combining mark belongs to the letter before it
        text = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in text)
    words = re.findall(r"[^\W_]+", text) if text.isascii() else text.split()
    out = ""
    for word in words:
        longer = f"{out}-{word}" if out else word
        if len(longer) > limit:
            break
        out = longer
    return unicodedata.normalize("NFC", out or "".join(words)[:limit])


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
def enumerations(record: type) -> frozenset[str]:
    """Return the keys of the fields of a record class that hold words of an enumeration."""
    hints = get_type_hints(record, include_extras=True)
    found = set()
    for field in fields(record):
        todo = [hints[field.name]]
        for part in todo:  # grows while it is walked
            if get_origin(part) is Literal:
                found.add(key_of(field.name))
            elif not isinstance(part, str):
                todo += get_args(part)
    return frozenset(found)


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
