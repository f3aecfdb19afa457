"""What an edit may touch, worked out from the marks of the parser alone, not from the code that edits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from yaml.events import ScalarEvent

from outtrack.source import Source, parse
from outtrack.source.places import Places

if TYPE_CHECKING:
    from outtrack.diagnostic import Keys
    from outtrack.source.places import Node

_COMMENT = re.compile(r"# c\d+:[^\r\n]*")
_NAME = re.compile(r"\\\*a\d+")
_ONLY_COMMENT = re.compile(r"[ \t]*(#.*)?")


class Old:
    """A text before an edit, without a byte order mark."""

    def __init__(self, text: str) -> None:
        self.text = text.removeprefix("\ufeff")
        self.source: Source = parse(text.encode(), "x.yaml", marks=True)
        assert isinstance(self.source.spans, Places)
        self.roots = self.source.spans.documents

    def find(self, document: int, keys: Keys) -> Node:
        found = self.roots[document]
        for key in keys:
            assert found[3]
            found = found[3][key]
        return found

    def start(self, node: Node) -> int:
        """Return where a value begins, without its key."""
        key, event = node[:2]
        if key is not None and event.start_mark.index == event.end_mark.index:
            return self.behind_colon(key.end_mark.index)
        if key is not None and node[3] is not None and not event.flow_style:
            return min(self.behind_colon(key.end_mark.index), int(event.start_mark.index))
        return int(event.start_mark.index)

    def behind_colon(self, index: int) -> int:
        return self.text.index(":", index) + 1

    def end(self, node: Node) -> int:
        """Return where a value ends, behind its last visible character."""
        _, event, last, children = node
        if children and not event.flow_style:
            return max(self.end(one) for one in children.values())
        start, end = event.start_mark.index, (last or event).end_mark.index
        if start == end:
            return self.start(node)
        is_block = event.__class__ is ScalarEvent and event.style in {"|", ">"}
        return int(start + len(self.text[start:end].rstrip())) if is_block else int(end)

    def first(self, node: Node) -> int:
        """Return where a value begins, with its key, or with its dash in a list that has such."""
        return int(node[0].start_mark.index) if node[0] is not None else self.dash(node)

    def dash(self, node: Node) -> int:
        """Return where the dash before a value stands, in its line or in one above; else where the value begins."""
        index = self.start(node)
        begin = self.text.rfind("\n", 0, index) + 1
        found = re.search(r"-[ \t]*$", self.text[begin:index])
        while found is None and begin and _ONLY_COMMENT.fullmatch(self.text[begin:index].rstrip("\r\n")):
            index, begin = begin, self.text.rfind("\n", 0, begin - 1) + 1
            found = re.match(r"[ -]*-(?=[ \t]*(#.*)?\r?\n)", self.text[begin:index])
        if found is None:
            return self.start(node)
        return begin + (found.end() - 1 if found[0].endswith("-") else found.start())

    def lines(self, node: Node) -> tuple[int, int]:
        """Return from where to where the lines of a value with its key go, with the comments and blanks below it."""
        begin = max(self.text.rfind("\n", 0, self.first(node)) + 1, 0)
        end = self.line_end(self.end(node))
        while end < len(self.text) and _ONLY_COMMENT.fullmatch(self.text[end : self.line_end(end)].rstrip("\r\n")):
            end = self.line_end(end)
        return begin, end

    def is_first_of_item(self, node: Node) -> bool:
        """Return whether a key stands behind the dash of a list, so that the next one comes there if it goes."""
        line = self.text[self.text.rfind("\n", 0, self.first(node)) + 1 : self.first(node)]
        return bool(re.fullmatch(r" *(- *)+(\? *)?", line))

    def is_named_elsewhere(self, document: int, keys: Keys) -> bool:
        """Return whether a value, something in it or something around it has another name outside of it."""
        begin, end = self.first(self.find(document, keys)), self.end(self.find(document, keys))
        around = [self.find(document, keys[:depth])[1].anchor for depth in range(len(keys) + 1)]
        inside = re.findall(r"&(a\d+)", self.text[begin:end])
        outside = self.text[:begin] + self.text[end:]
        return any(f"*{one}" in outside for one in (*around, *inside) if one)

    def column(self, index: int) -> int:
        return index - (self.text.rfind("\n", 0, index) + 1)

    def line_end(self, index: int) -> int:
        """Return where the line of a place ends, with its line end."""
        found = self.text.find("\n", index)
        return len(self.text) if found < 0 else found + 1


def comments(text: str, values: list[Any]) -> list[str]:
    """Return the comments of a text, without what looks like one within a value."""
    return [one.rstrip() for one in _COMMENT.findall(text) if not any(one in value for value in strings(values))]


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in strings(one)]
    if isinstance(value, list):
        return [text for one in value for text in strings(one)]
    return [str(value)]


def same_ends(old: str, new: str) -> tuple[int, int]:
    """Return how many characters are the same from the front, and from the back, none of them counted twice."""
    most = min(len(old), len(new))
    front = next((place for place in range(most) if old[place] != new[place]), most)
    back = next((place for place in range(most - front) if old[-1 - place] != new[-1 - place]), most - front)
    return front, back


def is_outside_same(old: str, new: str, begin: int, end: int) -> bool:
    """Return whether everything before a place and everything behind another is as it was."""
    return new.startswith(old[:begin]) and new[begin:].endswith(old[end:])


def is_outside_same_but_for_names(old: str, new: str, begin: int, end: int) -> bool:
    """Return whether everything around a place is as it was, or for an alias in it now stands what it named."""
    before, behind = (_NAME.sub(r"[^\\n]+?", re.escape(part)) for part in (old[:begin], old[end:]))
    return re.fullmatch(f"{before}.*{behind}", new, re.DOTALL) is not None


def is_pure_insertion(old: str, new: str) -> bool:
    """Return whether all of the old text is in the new one in its order, cut in three pieces at most."""
    front, back = same_ends(old, new)
    return front + back >= len(old) or old[front : len(old) - back] in new[front : len(new) - back]


def is_pure_removal(old: str, new: str) -> bool:
    """Return whether the new text is the old one without one piece."""
    front, back = same_ends(old, new)
    return front + back >= len(new)
