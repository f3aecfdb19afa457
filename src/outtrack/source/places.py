"""Where each value of a file stands, worked out when somebody asks."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from yaml.events import MappingStartEvent, ScalarEvent, SequenceStartEvent

from outtrack.diagnostic import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Keys, Place
    from outtrack.source.base import Event, Marks

Node: TypeAlias = "tuple[Event | None, Event, Event | None, dict[str | int, Node] | None]"
"""A value: its key, the event that begins it, for a collection the event that ends it, and what is in it."""
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


class Places:
    """The events of a file, in the shape of its data.

    A span stays on one line, where carets and annotations are drawn: a longer text is cut at the end of its
    first line, and a collection of several lines is shown by its key, or else by what begins it.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.documents: list[Node] = []

    def span(self, place: Place) -> Span | None:
        """Return the span of `place`, or of the nearest value around it; None if the document isn't there."""
        if place.document >= len(self.documents):
            return None
        document = self.documents[place.document]
        if document[3] is None and self._is_better_shown_by_key(document[1]):
            return None  # between two lines `---` there is nothing to point at
        node, rest = self._find(document, place.keys)
        return self.of(node[0]) if place.on_key and not rest and node[0] is not None else self._value(node)

    def marks(self) -> tuple[Marks, ...]:
        """Return, for each document, the spans of all of its values."""
        return tuple(dict(self._all(document, ())) for document in self.documents)

    def _all(self, node: Node, keys: Keys) -> Iterator[tuple[Keys, tuple[Span | None, Span]]]:
        yield keys, (self.of(node[0]) if node[0] is not None else None, self._value(node))
        for key, child in (node[3] or {}).items():
            yield from self._all(child, (*keys, key))

    @staticmethod
    def _find(node: Node, keys: Keys) -> tuple[Node, Keys]:
        """Return what stands at `keys`, as far as they lead, and the keys that lead no further."""
        for depth, key in enumerate(keys):
            if key == 0 and node[1].__class__ is not SequenceStartEvent:
                continue  # a list of one was written as the one
            if node[3] is None or key not in node[3]:
                return node, keys[depth:]
            node = node[3][key]
        return node, ()

    @staticmethod
    def _is_better_shown_by_key(event: Event) -> bool:
        if event.__class__ in {MappingStartEvent, SequenceStartEvent}:
            return not event.flow_style
        return bool(event.start_mark.index == event.end_mark.index)  # nothing at all stands there

    def _value(self, node: Node) -> Span:
        key, event, end, children = node
        if key is not None and self._is_better_shown_by_key(event):
            return self.of(key)
        if end is not None and event.flow_style:
            return self._between(event.start_mark.index, end.end_mark.index)
        first = next(iter(children.values()), None) if children else None
        return self.of(first[0] if first and first[0] is not None else event)

    def of(self, event: Event) -> Span:
        """Return the span of one event, cut at the end of its first line."""
        start, end = event.start_mark.index, event.end_mark.index
        if (
            event.__class__ is ScalarEvent
            and event.style in {"|", ">"}
            and (header := _BLOCK_HEADER.match(self.text, start))
        ):
            end = header.end()
        return self._between(start, end)

    def at(self, index: int) -> Span:
        """Return the span of one character."""
        return self._between(index, index + 1)

    def _between(self, start: int, end: int) -> Span:
        line = bisect_right(self._starts, start) - 1
        column = start - self._starts[line]
        line_end = self._starts[line + 1] - 1 if line + 1 < len(self._starts) else len(self.text)
        length = max(len(self.text[start : min(end, line_end)].rstrip()), 1)
        return Span(line + 1, column + 1, line + 1, column + 1 + length)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]
