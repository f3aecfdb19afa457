"""The canonical form of a file: keys in the documented order, one blank line at most, a line end at the end.

Every step is held against the text before it: one that does not say the same, or has not all comments, is not taken.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from outtrack.source import parse
from outtrack.source.comments import all_comments
from outtrack.write.order import key_order
from outtrack.write.scalars import is_same
from outtrack.write.tree import Tree, is_flow, is_mapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outtrack.diagnostic import Keys
    from outtrack.source.places import Node

_ROUNDS: Final = 4
_BLANKS: Final = re.compile(r"\n(?:[ \t]*\n){2,}")
_ENDS: Final = re.compile(r"\r\n|\r")


def canonical(data: bytes, path: str, records: Sequence[type]) -> bytes | None:
    """Return the canonical form of a file; None where it can't be laid out without losing something.

    `records` holds the class of each document in it. Done again, it changes nothing.
    """
    first = Tree(data, path)
    if first.diagnostics or len(first.roots) != len(records):
        return None
    text = _ENDS.sub("\n", first.text)
    for _ in range(_ROUNDS):
        new = _once(text, path, records)
        if new == text:
            result = first.bom + text.replace("\n", first.line_end).encode()
            return result if _says_the_same(first.text, result.decode().removeprefix("\ufeff"), path) else None
        text = new
    return None


def _once(text: str, path: str, records: Sequence[type]) -> str:
    for tidy in (_ended, _with_single_blanks):
        tidied = tidy(text)
        text = tidied if _says_the_same(text, tidied, path) else text
    refused: set[tuple[int, Keys]] = set()
    while True:
        tree = Tree(text.encode(), path)
        for document, keys, node in _mappings(tree):
            if (document, keys) in refused:
                continue
            new = _reordered(tree, node, key_order(records[document], keys))
            if new is None:
                continue
            if _says_the_same(text, new, path):
                text = new
                break
            refused.add((document, keys))
        else:
            return text


def _ended(text: str) -> str:
    return f"{text.rstrip()}\n"


def _with_single_blanks(text: str) -> str:
    return _BLANKS.sub("\n\n", text)


def _mappings(tree: Tree) -> Iterator[tuple[int, Keys, Node]]:
    """Return the mappings in lines of their own, outer ones first."""
    waiting: list[tuple[int, Keys, Node]] = [(number, (), root) for number, root in enumerate(tree.roots)]
    for document, keys, node in waiting:
        if node[3] is None or is_flow(node):
            continue
        if is_mapping(node):
            yield document, keys, node
        waiting += [(document, (*keys, key), child) for key, child in node[3].items()]


def _reordered(tree: Tree, node: Node, order: tuple[str, ...]) -> str | None:
    """Return the text with the keys of one mapping in order; None where they are, or can't be moved as whole lines."""
    children: dict[Any, Node] = node[3] or {}
    names = list(children)
    wanted = sorted(names, key=lambda name: order.index(name) if name in order else len(order))
    if not order or wanted == names:
        return None
    starts = [tree.first(node, child) for child in children.values()]
    column = tree.column(starts[0])
    if any(tree.column(start) != column for start in starts):
        return None
    text = tree.text
    cuts = [starts[0]]
    cuts.extend(min(tree.after(child, column) + 1, len(text)) for child in children.values())
    parts = {name: text[begin:end] for name, begin, end in zip(names, cuts, cuts[1:], strict=False)}
    parts[names[0]] = " " * column + parts[names[0]]
    is_own_line = not text[tree.start_of_line(starts[0]) : starts[0]].strip()
    joined = "".join(parts[name] for name in wanted)
    if not joined.startswith(" " * column) or (not is_own_line and joined.lstrip(" \n").startswith("#")):
        return None
    return text[: cuts[0]] + joined[column:] + text[cuts[-1] :]


def _says_the_same(before: str, after: str, path: str) -> bool:
    old, new = parse(before.encode(), path), parse(after.encode(), path)
    if new.diagnostics or not is_same(list(old.documents), list(new.documents)):
        return False
    return _comments(before) == _comments(after)


def _comments(text: str) -> Counter[str]:
    return Counter(comment for _, comment in all_comments(text))
