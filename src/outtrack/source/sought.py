"""Where single values of a file stand, for which it is read only as far as it must be.

Most findings are about the first lines of a file, and a check may have something to say about every file of a
workspace: to read each to its end, with the place of every value, would take longer than the check itself.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from yaml.error import YAMLError
from yaml.events import DocumentStartEvent, MappingEndEvent, MappingStartEvent

from outtrack.source import parse
from outtrack.source.base import HAS_C, Parser, UnusualError
from outtrack.source.encoding import BOM, has_unicode_breaks
from outtrack.source.marked import Marked

if TYPE_CHECKING:
    from outtrack.diagnostic import Place, Span
    from outtrack.source.base import Event, Source
    from outtrack.source.places import Node


class _Placed(Marked):
    """One reading for the places alone: what the values mean is not asked."""

    def content(self, _event: Event) -> str | None:
        """Return no value."""
        return None


class Sought:
    """One file in which places are looked for; the answers are those of `parse` with marks."""

    def __init__(self, data: bytes, path: str) -> None:
        self._data, self._path = data, path
        self._begun: tuple[Marked, dict[str | int, Node]] | None = None
        self._whole: Source | None = None

    def span(self, place: Place) -> Span | None:
        """Return the span of `place`, or of the nearest value around it; None if the document isn't there."""
        if self._whole is None and place.document == 0 and place.keys:
            with suppress(UnusualError, YAMLError, UnicodeError):
                return self._read_until(place.keys[0]).places.span(place)
        if self._whole is None:
            self._whole = parse(self._data, self._path, marks=True)
        return self._whole.span(place)

    def _read_until(self, key: str | int) -> Marked:
        """Return the first document, read until it has the key at its top; raise where it hasn't, or is unusual."""
        if self._begun is None:
            self._begun = self._begin()
        marked, values = self._begun
        while key not in values:
            event = marked.next_event()
            if event.__class__ is MappingEndEvent:
                raise UnusualError  # the key is not there: what the place then means, the whole must say
            name = marked.key(event)
            _, values[name] = marked.build(marked.next_event(), event, 1)
        if marked.diagnostics:
            raise UnusualError
        return marked

    def _begin(self) -> tuple[Marked, dict[str | int, Node]]:
        """Return the first document of `key: value` lines, of which nothing is read yet."""
        data = self._data.removeprefix(BOM)
        if not HAS_C or has_unicode_breaks(data):
            raise UnusualError
        marked = _Placed(data, self._path)
        marked.next_event = Parser(data).get_event
        marked.next_event()  # the stream begins
        begins = marked.next_event().__class__ is DocumentStartEvent
        event = marked.next_event() if begins else None
        if event.__class__ is not MappingStartEvent or event.tag is not None or event.anchor is not None:
            raise UnusualError
        values: dict[str | int, Node] = {}
        marked.places.documents.append((None, event, None, values))
        return marked, values
