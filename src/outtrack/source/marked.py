"""The second pass: where everything stands, and a diagnostic for what the first pass gave up on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from outtrack.diagnostic import Diagnostic, Place, Span
from outtrack.scalar import scalar, shown
from outtrack.source.base import HAS_C, MAX_DEPTH, Event, Parser, Source, UnusualError, Value
from outtrack.source.encoding import breaks_away, breaks_back, has_unicode_breaks, position
from outtrack.source.places import Node, Places
from outtrack.source.syntax import syntax_problem

MAX_ALIASES: Final = 50
MAX_ALIASED_VALUES: Final = 10_000
_SURROGATE = re.compile("[\ud800-\udfff]")

if TYPE_CHECKING:
    from collections.abc import Callable


def read_with_marks(data: bytes, path: str) -> Source:
    """Return the documents of a file with the places of all values, and what is wrong with it as YAML."""
    return Marked(data, path).read()


class Marked:
    """One reading of one file."""

    def __init__(self, data: bytes, path: str) -> None:
        self.path, self.text = path, data.decode()
        self.data, self.has_breaks = data, has_unicode_breaks(data)
        self.next_event: Callable[[], Any]
        self.places = Places(self.text)
        self.diagnostics: list[Diagnostic] = []
        self.documents: list[Value] = []
        self.anchors: dict[str, tuple[Value, int]] = {}
        self.open_anchors: set[str | None] = set()
        self.aliases = self.aliased_values = self.values = 0

    def read(self) -> Source:
        """Return everything up to the first fault after which nothing can be told."""
        data = breaks_away(self.text).encode() if self.has_breaks else self.data
        try:
            self.next_event = Parser(data).get_event
            while (event := self.next_event()).__class__ is not StreamEndEvent:
                if event.__class__ is DocumentStartEvent:
                    self.anchors = {}
                    value, node = self.build(self.next_event(), None, 0)
                    self.documents.append(value)
                    self.places.documents.append(node)
        except UnusualError:
            pass
        except MarkedYAMLError as error:
            self.complain("yaml-syntax", *syntax_problem(error, self.text, self.places))
        except ReaderError as error:
            self.complain("yaml-syntax", *self.unprintable(error))
        return Source(tuple(self.documents), tuple(self.diagnostics), self.places)

    def unprintable(self, error: ReaderError) -> tuple[Span, str, str]:
        """Return what is wrong with a character that YAML does not allow."""
        char = chr(error.character)
        line, column = position(self.text[: max(self.text.find(char), 0)])
        what = f"a control character (U+{ord(char):04X}) stands in the text"
        return Span(line, column, line, column + 1), what, "delete it"

    def complain(self, rule: str, span: Span, message: str, hint: str | None = None, *also: Span) -> None:
        """Note a fault."""
        place = Place(self.path, len(self.documents))
        others = tuple((place, other) for other in also)
        self.diagnostics.append(Diagnostic(rule=rule, message=message, hint=hint, place=place, span=span, also=others))

    def build(self, event: Event, key: Event | None, depth: int) -> tuple[Value, Node]:
        """Return the value that begins with `event`, and where it stands."""
        kind = event.__class__
        self.values += 1
        if kind is AliasEvent:
            return self.alias(event), (key, event, None, None)
        if event.tag is not None:
            self.refuse_tag(event)
        if kind is ScalarEvent:
            value = self.content(event)
            if event.anchor is not None:
                self.anchors[event.anchor] = value, 1
            return value, (key, event, None, None)
        if depth > MAX_DEPTH:
            self.complain(
                "unsafe-yaml", self.places.of(event), f"nested deeper than {MAX_DEPTH} levels", "write it flatter"
            )
            raise UnusualError
        before = self.values
        self.open_anchors.add(event.anchor)
        collect = self.sequence if kind is SequenceStartEvent else self.mapping
        result, children, end = collect(depth + 1)
        self.open_anchors.discard(event.anchor)
        if event.anchor is not None:
            self.anchors[event.anchor] = result, self.values - before + 1
        return result, (key, event, end, children)

    def content(self, event: Event) -> str | None:
        """Return the value of a scalar."""
        text: str = breaks_back(event.value) if self.has_breaks else event.value
        if not HAS_C and _SURROGATE.search(text):
            what = "half a character (a surrogate) stands in the text"
            self.complain("yaml-syntax", self.places.of(event), what, "write the character itself")
            raise UnusualError
        return scalar(text) if event.implicit[0] else text

    def sequence(self, depth: int) -> tuple[Value, dict[str | int, Node], Event]:
        """Return a list, where its items stand, and the event that ends it."""
        items: list[Any] = []
        nodes: dict[str | int, Node] = {}
        while (event := self.next_event()).__class__ is not SequenceEndEvent:
            value, node = self.build(event, None, depth)
            nodes[len(items)] = node
            items.append(value)
        return items, nodes, event

    def mapping(self, depth: int) -> tuple[Value, dict[str | int, Node], Event]:
        """Return a mapping, where its values stand, and the event that ends it."""
        values: dict[str, Any] = {}
        nodes: dict[str | int, Node] = {}
        while (event := self.next_event()).__class__ is not MappingEndEvent:
            name = self.key(event)
            value, node = self.build(self.next_event(), event, depth)
            if name in values:
                self.twice(name, event, nodes[name])
            else:
                values[name], nodes[name] = value, node
        return values, nodes, event

    def key(self, event: Event) -> str:
        """Return the name of a key."""
        if event.__class__ is not ScalarEvent:
            self.complain("yaml-syntax", self.places.of(event), "a key must be plain text", "write `key: value`")
            raise UnusualError
        if event.tag is not None:
            self.refuse_tag(event)
        name: str = breaks_back(event.value) if self.has_breaks else event.value
        if event.anchor is not None:
            self.anchors[event.anchor] = name, 1
        return name

    def twice(self, name: str, event: Event, first: Node) -> None:
        """Note that a key stands twice in one mapping."""
        earlier = self.places.of(first[0] or event)
        hint = f"it stands on line {earlier.line}, too: keep one"
        self.complain("duplicate-key", self.places.of(event), f"{shown(name)} stands here twice", hint, earlier)

    def refuse_tag(self, event: Event) -> None:
        """Note a tag, which may not be there."""
        shown = event.tag.replace("tag:yaml.org,2002:", "!!")
        self.complain("unsafe-yaml", self.places.of(event), f"a tag ({shown}) is not allowed", "leave the tag out")

    def alias(self, event: Event) -> Value:
        """Return the value that an alias stands for."""
        name = event.anchor or ""
        if name not in self.anchors:
            what, hint = f"has no anchor &{name} above it", "write the value itself, or put the text in quotes"
            if name in self.open_anchors:
                what, hint = "stands inside its own anchor", "write the value itself"
            self.complain("unsafe-yaml", self.places.of(event), f"the alias *{name} {what}", hint)
            raise UnusualError
        value, size = self.anchors[name]
        self.aliases += 1
        self.aliased_values += size
        self.values += size - 1
        if self.aliases > MAX_ALIASES or self.aliased_values > MAX_ALIASED_VALUES:
            self.complain("unsafe-yaml", self.places.of(event), "too many aliases", "write the values out")
            raise UnusualError
        return value
