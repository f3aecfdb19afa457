"""One document in its canonical layout, with its comments where they belong."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Final

from yaml.events import AliasEvent, ScalarEvent

from outtrack.source.comments import all_comments
from outtrack.write import gaps
from outtrack.write.brackets import goes_in_brackets, in_brackets
from outtrack.write.layout import STEP
from outtrack.write.marks import anchor, content, key_text, single
from outtrack.write.order import key_order
from outtrack.write.texts import of_several_lines
from outtrack.write.tree import is_flow, is_left_out, is_mapping

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from outtrack.diagnostic import Keys
    from outtrack.source.places import Node
    from outtrack.write.tree import Tree

LOST: Final = "laid out, it would not say the same"
ORDER: Final = "a second name (`*name`) would come before its first"
_COMMENTS: Final = "comments stand inside it"
_NAMED: Final = re.compile(r"(?:[ \t]*&\S+)?")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


class Printer:
    """Lays out one document.

    What stands at the places in `kept` stays as it is written; keys and items of those in `unsorted` keep their order.
    """

    def __init__(
        self, tree: Tree, document: int, record: type, kept: Collection[Keys] = (), unsorted: Collection[Keys] = ()
    ) -> None:
        self.tree, self.record, self.root = tree, record, tree.roots[document]
        self.kept, self.unsorted = kept, unsorted
        self.left: dict[Keys, str] = dict.fromkeys(kept, LOST) | dict.fromkeys(unsorted, ORDER)
        """Why places are left as they are."""
        children = (self.root[3] or {}).values()
        is_block = bool(children) and not is_flow(self.root) and not anchor(self.root[1])
        self.begin = tree.first(self.root, next(iter(children))) if is_block else tree.begin(self.root)
        """Where the document begins: at its first value."""
        self.finish = gaps.end(tree, self.root)
        """Where it ends: behind the comments that belong to its last value."""
        if children and not is_flow(self.root):
            self.finish = gaps.stop(tree, max(children, key=tree.end), tree.column(self.begin))

    def text(self) -> str:
        """Return the document, from its begin to its finish, laid out."""
        is_bare = is_flow(self.root) and not self.has_comment(self.begin, self.tree.end_of_line(self.finish))
        is_block = bool(self.root[3]) and not is_flow(self.root) and not anchor(self.root[1])
        if () in self.kept or not (self.root[3] and (is_bare or is_block)) or anchor(self.root[1]):
            self.left.setdefault((), _COMMENTS if is_flow(self.root) else LOST)
            return self.tree.text[self.begin : self.finish]
        return "\n".join(self.inside(self.root, (), 0, self.finish))

    @cached_property
    def comments(self) -> list[int]:
        """Where the comments of the file begin."""
        return [index for index, _ in all_comments(self.tree.text)] if "#" in self.tree.text else []

    def has_comment(self, begin: int, finish: int) -> bool:
        """Return whether a comment begins between two places."""
        at = bisect_left(self.comments, begin)
        return at < len(self.comments) and self.comments[at] < finish

    def arranged(self, node: Node, keys: Keys) -> Sequence[tuple[str | int, Node]]:
        """Return what is in a list or mapping, in the order in which it is written."""
        children = list((node[3] or {}).items())
        if keys in self.unsorted:
            return children
        if is_mapping(node):
            order = {key: place for place, key in enumerate(key_order(self.record, keys))}
            return sorted(children, key=lambda one: order.get(str(one[0]), len(order)))
        days = [_day(one) for _, one in children]
        if None in days or "date" not in key_order(self.record, (*keys, 0)):
            return children
        return sorted(children, key=lambda one: str(days[int(one[0])]))

    def inside(self, node: Node, keys: Keys, indent: int, finish: int) -> list[str]:
        """Return the lines of what is in a list or mapping; not those between its begin and the first in it."""
        if is_flow(node):
            new = (self._new(node, one, (*keys, key), indent) for key, one in self.arranged(node, keys))
            return [line for lines in new for line in lines]
        before: dict[str | int, list[str]] = {}
        extents: dict[str | int, tuple[int, int]] = {}
        at = -1
        for key, one in (node[3] or {}).items():
            first = self.tree.first(node, one)
            before[key] = gaps.between(self.tree, at, first, indent) if at >= 0 else []
            at = min(finish, gaps.stop(self.tree, one, self.tree.column(first)))
            extents[key] = first, at
        found: list[str] = []
        for key, one in self.arranged(node, keys):
            found += [*before[key], *self.entry(node, one, (*keys, key), indent, extents[key])]
        return found + (gaps.lines(self.tree.text[at + 1 : finish], indent) if -1 < at < finish else [])

    def entry(self, parent: Node, node: Node, keys: Keys, indent: int, extent: tuple[int, int]) -> list[str]:
        """Return the lines of a value with its key or dash, and of the comments that belong to it."""
        tree, (first, finish) = self.tree, extent
        behind = tree.behind_colon(node[0]) if node[0] is not None else first + 1
        start, shift = tree.begin(node), indent - tree.column(first)
        if keys in self.kept or self._is_odd(node, first, behind):
            self.left.setdefault(keys, _COMMENTS)
            return gaps.moved(" " * indent + tree.text[first:finish], shift, 0)
        prefix, inner = self._prefix(parent, node, indent), indent + STEP
        if node[3] is not None:
            has_comment = self.has_comment(start if is_flow(node) else behind, finish)
            goes = goes_in_brackets(self, node, keys, len(prefix) + 1, has_comment=has_comment)
            if not goes and is_flow(node):
                return _joined(prefix, anchor(node[1]), self.inside(node, keys, inner, -1))
            if not goes:
                named = _NAMED.match(tree.text, behind)
                comment = gaps.behind(tree, named.end() if named else behind)
                first = tree.first(node, next(iter(node[3].values())))
                lines = [*gaps.between(tree, behind, first, inner), *self.inside(node, keys, inner, finish)]
                return _joined(prefix, f"{anchor(node[1])}".rstrip() + comment, lines)
        head: list[str] = []
        if self.has_comment(behind, start):
            head = [prefix + gaps.behind(tree, behind), *gaps.between(tree, behind, start, inner)]
            prefix = " " * (inner - 1)
        first_line, *rest = self._value(node, keys, inner, tree.column(first))
        lines = [*head, f"{prefix} {first_line}" if first_line else prefix, *rest]
        is_block = tree.header(node) is not None
        lines[-1] += "" if is_block else gaps.behind(tree, gaps.end(tree, node))
        end = tree.end_of_line(gaps.end(tree, node))
        below = tree.text[end + 1 : finish]
        if end < finish:
            lines += gaps.lines(below, indent) if is_block else gaps.lines(below, indent + 1, shift)
        return lines

    def _value(self, node: Node, keys: Keys, inner: int, column: int) -> list[str]:
        """Return the lines of a single value or one in brackets."""
        tree, event = self.tree, node[1]
        begin, end = tree.begin(node), gaps.end(tree, node)
        if node[3] is not None:
            if is_flow(node) and self.has_comment(begin, end):
                self.left[keys] = _COMMENTS
                return gaps.moved(tree.text[begin:end], inner - STEP - column, inner - 1)
            return [in_brackets(self, node, keys)]
        if is_left_out(node):
            return [anchor(event).rstrip()]
        if gaps.is_multiline(tree, node):
            return of_several_lines(tree, node, inner, column)
        if event.__class__ is AliasEvent or content(event) is None:
            return [tree.text[begin:end]]
        return [single(event)]

    def _new(self, parent: Node, node: Node, keys: Keys, indent: int) -> list[str]:
        """Return the lines of a value that stood in brackets, with its key or dash."""
        prefix = self._prefix(parent, node, indent)
        if node[3] is None or goes_in_brackets(self, node, keys, len(prefix) + 1, has_comment=False):
            event = node[1]
            is_text = event.__class__ is ScalarEvent and content(event) is not None
            text = single(event) if is_text else in_brackets(self, node, keys)
            return [f"{prefix} {text}"]
        return _joined(prefix, anchor(node[1]).rstrip(), self.inside(node, keys, indent + STEP, -1))

    @staticmethod
    def _prefix(parent: Node, node: Node, indent: int) -> str:
        return " " * indent + (f"{key_text(node[0])}:" if is_mapping(parent) else "-")

    def _is_odd(self, node: Node, first: int, behind: int) -> bool:
        """Return whether comments stand about a key, or between the name of a value and what is in it."""
        if node[0] is not None and self.has_comment(first, behind):
            return True
        if not node[3] or is_flow(node):
            return bool(node[1].anchor) and self.has_comment(self.tree.begin(node), gaps.end(self.tree, node))
        named = _NAMED.match(self.tree.text, behind)
        return bool(node[1].anchor) and not (named and "&" in named[0])


def _joined(prefix: str, name: str, lines: list[str]) -> list[str]:
    """Return the lines of what is in a list or mapping below its key, or from its dash on."""
    if prefix.endswith("-") and not name and lines[0].strip() and not lines[0].lstrip().startswith("#"):
        return [prefix + lines[0][len(prefix) :], *lines[1:]]
    return [f"{prefix}{name}" if not name or name.startswith(" ") else f"{prefix} {name}", *lines]


def _day(node: Node) -> str | None:
    """Return the day of a record; None where it has none."""
    event = node[3]["date"][1] if node[3] and "date" in node[3] else None
    is_day = event is not None and event.__class__ is ScalarEvent and _DAY.fullmatch(event.value)
    return str(event.value) if event is not None and is_day else None
