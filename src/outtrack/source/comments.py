"""Comments that speak to outtrack, told from texts that only look like one by where the values of a file stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from yaml.error import YAMLError
from yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from outtrack.comment import Comment
from outtrack.source.base import Parser
from outtrack.source.encoding import BOM, breaks_away, unreadable

if TYPE_CHECKING:
    from outtrack.source.base import Event

MARKER: Final = b"outtrack:"
"""What a file must hold somewhere to have such comments: most do not, and are not looked at."""
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*outtrack:(.*)$", re.MULTILINE)
_ANY_COMMENT = re.compile(r"(?:^|(?<=[ \t\r]))#[^\r\n]*", re.MULTILINE)
_STARTS, _ENDS = (MappingStartEvent, SequenceStartEvent), (MappingEndEvent, SequenceEndEvent)
_NOTHING = re.compile(r"\s*(#.*)?|(---|\.\.\.)(\s+#.*|\s*)")
"""A line that holds no value."""


def comments(data: bytes) -> list[Comment]:
    """Return the comments of a file that speak to outtrack, as far as it is YAML."""
    if MARKER not in data or unreadable(data, ""):
        return []
    text = data.removeprefix(BOM).decode()
    found = list(_COMMENT.finditer(text))
    if not found:
        return []
    layout = _Layout(text)
    return [layout.comment(one) for one in found if layout.is_comment(one.start())]


def all_comments(text: str) -> list[tuple[int, str]]:
    """Return every comment of a text that is YAML, with the place where it begins."""
    layout = _Layout(text)
    found = ((one.start(), one[0].rstrip()) for one in _ANY_COMMENT.finditer(text))
    return [one for one in found if layout.is_comment(one[0])]


class _Layout:
    """Where the values of a file stand: from where to where each text, and on which line each document begins."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self.texts: list[tuple[int, int]] = []
        self.ends_of: dict[int, int] = {}
        """By the line on which a value of several lines ends, the line on which it begins."""
        self.documents: dict[int, int] = {}
        """The documents by their first lines."""
        self.known_to = 0
        try:
            self.read(text)
            self.known_to = len(text)
        except YAMLError:  # whatever comes after the fault can't be told
            pass

    def read(self, text: str) -> None:
        next_event: Any = Parser(breaks_away(text).encode()).get_event
        number, is_first = count(), False
        open_lines: list[int] = []
        while (event := next_event()).__class__ is not StreamEndEvent:
            kind, line = event.__class__, self.line(event.start_mark.index)
            self.known_to = event.end_mark.index
            if is_first:
                self.documents[line] = next(number)
            is_first = kind is DocumentStartEvent
            if kind is ScalarEvent:
                self.take_text(event, text, line)
            elif kind in _STARTS:
                open_lines.append(line if event.flow_style else 0)
            elif kind in _ENDS and (began := open_lines.pop()):
                self.end(line, began)

    def take_text(self, event: Event, text: str, line: int) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if event.style in {"|", ">"}:
            start = text.find("\n", start)  # beside its header there may be a comment
        else:
            self.end(self.line(max(end - 1, start)), line)
        self.texts.append((start, end))

    def end(self, line: int, began: int) -> None:
        self.ends_of[line] = min(self.ends_of.get(line, began), began)

    def line(self, index: int) -> int:
        """Return the line of a place, from 1."""
        return bisect_right(self.starts, index)

    def is_comment(self, index: int) -> bool:
        """Return whether a `#` begins a comment, or stands in one: that is, in no text."""
        before = bisect_right(self.texts, index, key=lambda text: text[0]) - 1
        return index < self.known_to and (before < 0 or index >= self.texts[before][1])

    def comment(self, found: re.Match[str]) -> Comment:
        line = self.line(found.start())
        column = found.start() - self.starts[line - 1] + 1
        text = self.lines[line - 1]
        if _NOTHING.fullmatch(text):
            after = (number for number in range(line, len(self.lines)) if not _NOTHING.fullmatch(self.lines[number]))
            lines = [number + 1 for number in after][:1]
        else:
            lines = sorted({line, self.ends_of.get(line, line)})
        document = next((self.documents[one] for one in lines if one in self.documents), None)
        return Comment(line, column, len(text.rstrip()) + 1, found[1].strip(), lines, document)
