"""The first pass: plain data as fast as it can be had, or nothing where a file is in any way unusual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from outtrack.scalar import MAY_BE_TYPED, NULLS, TYPED, Plain
from outtrack.source.base import MAX_DEPTH, Event, Parser, UnusualError, Value

if TYPE_CHECKING:
    from collections.abc import Iterator


def plain_data(data: bytes) -> Iterator[Value]:
    """Yield the documents; raise UnusualError or YAMLError where the second pass must see the file."""
    next_event: Any = Parser(data).get_event
    while (event := next_event()).__class__ is not StreamEndEvent:
        if event.__class__ is DocumentStartEvent:
            yield _build(next_event(), 0, next_event)


def _build(event: Event, depth: int, next_event: Any) -> Value:  # noqa: C901, PLR0912 - the hottest loop of the program
    """Return the value that begins with an event.

    A function of its own and not within the other: one that calls itself from within would hold itself, the parser
    and the file in memory until a garbage collector came, and there is none.
    """
    may_be_typed, typed, nulls = MAY_BE_TYPED, TYPED.fullmatch, NULLS
    kind = event.__class__
    if kind is ScalarEvent:
        if event.anchor is not None or event.tag is not None:
            raise UnusualError
        text: str = event.value
        if not event.implicit[0]:
            return text
        if text in nulls:
            return None
        return Plain(text) if text[0] in may_be_typed and typed(text) else text
    if kind is AliasEvent or event.anchor is not None or event.tag is not None or depth > MAX_DEPTH:
        raise UnusualError
    depth += 1
    if kind is SequenceStartEvent:
        items: list[Any] = []
        while (event := next_event()).__class__ is not SequenceEndEvent:
            items.append(_build(event, depth, next_event))
        return items
    values: dict[str, Any] = {}
    while (event := next_event()).__class__ is not MappingEndEvent:
        if event.__class__ is not ScalarEvent or event.anchor is not None or event.tag is not None:
            raise UnusualError
        key = event.value
        if key in values:
            raise UnusualError
        event = next_event()
        if event.__class__ is ScalarEvent and event.anchor is None and event.tag is None:
            text = event.value
            if event.implicit[0]:
                if text in nulls:
                    values[key] = None
                    continue
                if text[0] in may_be_typed and typed(text):
                    text = Plain(text)
            values[key] = text
        else:
            values[key] = _build(event, depth, next_event)
    return values
