"""A file's text with the place of every value in it: what an edit needs to know before it cuts."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from yaml.events import AliasEvent, MappingStartEvent, ScalarEvent

from outtrack.source import parse
from outtrack.source.encoding import BOM
from outtrack.source.places import Places

if TYPE_CHECKING:
    from outtrack.diagnostic import Diagnostic, Keys
    from outtrack.source import Value
    from outtrack.source.base import Event
    from outtrack.source.places import Node

_BREAK: Final = re.compile(r"\r\n|\n|\r")
_ANCHOR: Final = re.compile(r"&\S+[ \t]+(?=\S)")
_COLON: Final = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*[ \t]*:")
_DASH: Final = re.compile(r"-(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*[ \t]*")
_HEADER: Final = re.compile(r"[|>][-+0-9]*")


class Tree:
    """One file: its text without a byte order mark, the data in it, and where all of it stands."""

    def __init__(self, data: bytes, path: str) -> None:
        source = parse(data, path, marks=True)
        self.documents: tuple[Value, ...] = source.documents
        self.diagnostics: tuple[Diagnostic, ...] = source.diagnostics
        self.bom = BOM if data.startswith(BOM) else b""
        places = source.spans
        self.roots: list[Node] = places.documents if isinstance(places, Places) else []
        self.text = places.text if isinstance(places, Places) else ""

    @cached_property
    def line_end(self) -> str:
        """The line end of the file: that of its first line."""
        found = _BREAK.search(self.text)
        return found[0] if found else "\n"

    def find(self, document: int, keys: Keys) -> tuple[Keys, Node, bool]:
        """Return the longest part of `keys` that leads somewhere, what stands there, and whether that is in flow."""
        node, in_flow = self.roots[document], False
        for depth, key in enumerate(keys):
            if key == 0 and is_single(node):
                continue  # a list of one was written as the one
            if node[3] is None or key not in node[3]:
                return keys[:depth], node, in_flow
            in_flow = in_flow or is_flow(node)
            node = node[3][key]
        return keys, node, in_flow

    def value(self, document: int, keys: Keys) -> Value:
        """Return what is read at a place; None where there is nothing."""
        found: Value = self.documents[document]
        for key in keys:
            found = _inside(found).get(key)
        return found

    def smallest(self, document: int, keys: Keys) -> Keys | None:
        """Return the keys of what must go so that nothing empty is left where `keys` stood; None if that is nowhere.

        An item that is the only one takes its list with it; all of a document has no keys.
        """
        held: list[Any] = [self.documents[document]]
        if keys and keys[-1] == 0 and isinstance(self.value(document, keys[:-1]), str):
            keys = keys[:-1]  # a list of one was written as the one
        for key in keys:
            inside = _inside(held[-1])
            if key not in inside:
                return None
            held.append(inside[key])
        while keys and len(held[len(keys) - 1]) == 1:
            keys = keys[:-1]
        return keys

    def begin(self, node: Node) -> int:
        """Return where a value begins; where it is left out, right behind the colon or dash."""
        key: Event | None = node[0]
        event: Event = node[1]
        if key is not None and is_left_out(node):
            return min(self.behind_colon(key), int(event.start_mark.index))
        return int(event.start_mark.index)

    def behind_colon(self, key: Event) -> int:
        """Return where the colon behind a key ends; behind a `? key` it may stand in a later line."""
        found = _COLON.match(self.text, key.end_mark.index)
        return found.end() if found else int(key.end_mark.index)

    def end(self, node: Node, *, with_blanks: bool = False) -> int:
        """Return where a value ends: behind its last visible character, or the blank lines that belong to a text."""
        event: Event = node[1]
        last, children = node[2:]
        if is_left_out(node):
            return self.begin(node)
        start, stop = event.start_mark.index, event.end_mark.index
        if event.__class__ is ScalarEvent and event.style in {"|", ">"} and not with_blanks:
            return int(start) + len(self.text[start:stop].rstrip())
        if children is None or is_flow(node):
            return int((last or event).end_mark.index)
        return max((self.end(child, with_blanks=with_blanks) for child in children.values()), default=self.begin(node))

    def end_of_line(self, index: int) -> int:
        """Return where the line around a place ends, before its line end."""
        found = _BREAK.search(self.text, index)
        return found.start() if found else len(self.text)

    def next_line(self, index: int) -> int:
        """Return where the line after the end of one begins; the end of the text where there is none."""
        found = _BREAK.match(self.text, index)
        return found.end() if found else index

    def first(self, parent: Node, node: Node) -> int:
        """Return where a value begins with its key, before which a `?` may stand, or with its dash in such a list."""
        if node[0] is not None:
            start = int(node[0].start_mark.index)
            before = self.text[:start].rstrip(" ")
            return len(before) - 1 if before.endswith("?") and not is_flow(parent) else start
        start = dash = int(node[1].start_mark.index)
        if not is_flow(parent):
            while dash >= 0 and not self._is_dash(dash, start):
                dash = self.text.rfind("-", 0, dash)
        return dash if dash >= 0 else start

    def _is_dash(self, index: int, start: int) -> bool:
        """Return whether a dash begins the item whose value begins at `start`, be it lines below."""
        before = self.text[self.start_of_line(index) : index]
        return _DASH.fullmatch(self.text, index, start) is not None and not before.strip(" \t-?:")

    def start_of_line(self, index: int) -> int:
        """Return where the line around a place begins."""
        return max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1

    def after(self, node: Node, column: int) -> int:
        """Return the end of the last line of a value, and of the comments below that are indented like a part of it."""
        at = self.end_of_line(self.end(node))
        while comment := re.compile(rf"(?:\r\n|\n|\r) {{{column + 1},}}#[^\r\n]*").match(self.text, at):
            at = comment.end()
        return at

    def column(self, index: int) -> int:
        """Return how many characters stand before a place in its line."""
        return index - self.start_of_line(index)

    def behind_anchor(self, node: Node) -> int:
        """Return where a value begins behind its anchor, or whatever else names it."""
        start = self.begin(node)
        found = _ANCHOR.match(self.text, start)
        return found.end() if found and node[1].__class__ is not AliasEvent else start

    def header(self, node: Node) -> str | None:
        """Return what stands behind the `|` or `>` of a text in its first line; None where it has no such line."""
        event: Event = node[1]
        start: int = event.start_mark.index
        if event.__class__ is not ScalarEvent or event.style not in {"|", ">"}:
            return None
        found = _HEADER.match(self.text, start)
        return self.text[found.end() if found else start : self.end_of_line(start)]


def _inside(value: Any) -> dict[str | int, Any]:
    """Return what is in a list or mapping, by key or place; nothing for a single value."""
    return value if isinstance(value, dict) else dict(enumerate(value)) if isinstance(value, list) else {}


def is_flow(node: Node) -> bool:
    """Return whether a value is a list or mapping in brackets."""
    return node[3] is not None and bool(node[1].flow_style)


def is_mapping(node: Node) -> bool:
    """Return whether a value is a mapping."""
    return node[1].__class__ is MappingStartEvent


def is_single(node: Node) -> bool:
    """Return whether a value is neither a list nor a mapping."""
    return node[1].__class__ in {ScalarEvent, AliasEvent}


def is_left_out(node: Node) -> bool:
    """Return whether nothing stands where a value could."""
    event: Event = node[1]
    is_empty = event.start_mark.index == event.end_mark.index
    return event.__class__ is ScalarEvent and bool(is_empty)
