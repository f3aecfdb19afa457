"""The canonical form of a file: documented order, one layout, no quotes that aren't needed.

What was laid out is held against the text before it. Where it does not say the same, or has not all comments, the
places at fault are looked for, and stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from outtrack.frozen import dataclass
from outtrack.source import parse
from outtrack.source.comments import all_comments
from outtrack.write.order import key_order
from outtrack.write.printing import Printer
from outtrack.write.scalars import is_same
from outtrack.write.tree import Tree, is_flow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outtrack.diagnostic import Keys
    from outtrack.source.places import Node

_ROUNDS: Final = 4
_ENDS: Final = re.compile(r"\r\n|\r")
_BLANKS: Final = re.compile(r"\n(?:\n){2,}")


@dataclass(frozen=True, slots=True)
class Canonical:
    """A file in its canonical form."""

    data: bytes
    """Its bytes."""
    left: tuple[tuple[int, str], ...] = ()
    """The lines, in the text as it was, on which something begins that stays as its author wrote it, each with why."""


def canonical(data: bytes, path: str, records: Sequence[type]) -> Canonical | None:
    """Return the canonical form of a file; None where it can't be laid out without losing something.

    `records` holds the class of each document in it. Done again, it changes nothing.
    """
    first = Tree(data, path)
    if first.diagnostics or len(first.roots) != len(records):
        return None
    text = before = _ENDS.sub("\n", first.text)
    left: tuple[tuple[int, str], ...] = ()
    tree = first if text == first.text else Tree(text.encode(), path)
    for number in range(_ROUNDS):
        layout = _Layout(tree if not number else Tree(text.encode(), path), path, records)
        new = layout.laid_out()
        left = left if number else layout.left()
        if new == text:
            result = first.bom + text.replace("\n", first.line_end).encode()
            if text != before and not _says_the_same(first.text, result.decode().removeprefix("\ufeff"), path, records):
                return None
            return Canonical(result, left)
        text = new
    return None


class _Layout:
    """One round over one text."""

    def __init__(self, tree: Tree, path: str, records: Sequence[type]) -> None:
        self.tree, self.text, self.path, self.records = tree, tree.text, path, records
        self.printers: list[Printer] = []
        self.kept: list[set[Keys]] = [set() for _ in records]
        self.unsorted: list[set[Keys]] = [set() for _ in records]

    def laid_out(self) -> str:
        """Return the text laid out as far as it can be."""
        new = self.attempt()
        if new is None:
            self.kept = [{()} for _ in self.records]
            for document, root in enumerate(self.tree.roots):
                self.refine(document, (), root)
            new = self.attempt() or self.text
        return new

    def left(self) -> tuple[tuple[int, str], ...]:
        """Return the lines of the places that stay as they are, each with why; to be asked afterwards."""
        found = ((document, keys, why) for document, one in enumerate(self.printers) for keys, why in one.left.items())
        return tuple(sorted({(self.line(document, keys), why) for document, keys, why in found}))

    def attempt(self) -> str | None:
        """Return the text with all but the kept places laid out; None where it does not say the same then."""
        parts, at = [], 0
        places = zip(self.records, self.kept, self.unsorted, strict=True)
        self.printers = [Printer(self.tree, number, *one) for number, one in enumerate(places)]
        for printer in self.printers:
            parts += [_around(self.text[at : printer.begin], is_first=not at), printer.text()]
            at = printer.finish
        parts.append(_around(self.text[at:], is_first=False))
        exact = "".join(parts)
        for new in (f"{exact.rstrip()}\n" if exact.strip() else "", exact):
            if new == self.text or _says_the_same(self.text, new, self.path, self.records):
                return new
        return None

    def refine(self, document: int, keys: Keys, node: Node) -> None:
        """Let as much as possible of a place that is kept be laid out."""
        kept, unsorted = self.kept[document], self.unsorted[document]
        kept.discard(keys)
        if self.attempt() is not None:
            return
        if node[3] and not is_flow(node):
            unsorted.add(keys)
            if self.attempt() is not None:
                return
            children = {(*keys, key): one for key, one in node[3].items()}
            kept |= children.keys()
            unsorted.discard(keys)
            if self.attempt() is None:
                unsorted.add(keys)
            if self.attempt() is not None:
                for inner, one in children.items():
                    self.refine(document, inner, one)
                return
            kept -= children.keys()
            unsorted.discard(keys)
        kept.add(keys)

    def line(self, document: int, keys: Keys) -> int:
        """Return the line on which a value begins."""
        _, node, _ = self.tree.find(document, keys)
        index = node[0].start_mark.index if node[0] is not None else self.tree.begin(node)
        return self.text.count("\n", 0, index) + 1


def _around(text: str, *, is_first: bool) -> str:
    """Return what stands around a document: comments from the first column on, single blank lines, `---`."""
    lines = [line.strip() if line.lstrip().startswith("#") else line.rstrip() for line in text.split("\n")]
    if not is_first and lines:
        lines[0] = text.split("\n", maxsplit=1)[0].rstrip()
    tidy = _BLANKS.sub("\n\n", "\n".join(lines))
    tidy = tidy.lstrip("\n") if is_first else tidy
    return f"{tidy}\n" if tidy and not tidy.endswith("\n") and (is_first or "\n" in tidy) else tidy


def _says_the_same(before: str, after: str, path: str, records: Sequence[type]) -> bool:
    old, new = parse(before.encode(), path), parse(after.encode(), path)
    if new.diagnostics or len(old.documents) != len(new.documents):
        return False
    pairs = zip(records, old.documents, new.documents, strict=True)
    if not all(is_same(_by_date(one, record), _by_date(other, record)) for record, one, other in pairs):
        return False
    return _comments(before) == _comments(after)


def _by_date(value: Any, record: type, keys: Keys = ()) -> Any:
    """Return data with its dated lists in the order of their days."""
    if isinstance(value, dict):
        return {key: _by_date(one, record, (*keys, key)) for key, one in value.items()}
    if not isinstance(value, list):
        return value
    items = [_by_date(one, record, (*keys, 0)) for one in value]
    if not all(isinstance(one, dict) and isinstance(one.get("date"), str) for one in items):
        return items
    return sorted(items, key=lambda one: str(one["date"])) if "date" in key_order(record, (*keys, 0)) else items


def _comments(text: str) -> Counter[str]:
    return Counter(comment for _, comment in all_comments(text))
