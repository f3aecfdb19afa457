"""The ways in which a value may be cut out of a text, with its key or dash; `edits` finds out whether one holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from outtrack.write.tree import is_flow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Keys
    from outtrack.source.places import Node
    from outtrack.write.splices import Way
    from outtrack.write.tree import Tree

_BLANKS: Final = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))+")
_OWN_COMMENT: Final = re.compile(r"[\r\n][ \t]*#")


def remove(tree: Tree, document: int, keys: Keys) -> Iterator[Way]:
    """Yield the ways to take a value away; comments that stand on lines of their own above it stay."""
    smallest = tree.smallest(document, keys) or ()
    _, parent, _ = tree.find(document, smallest[:-1])
    children = parent[3] or {}
    if not smallest or smallest[-1] not in children:  # it stands under another name
        return
    names = list(children)
    place = names.index(smallest[-1])
    before = children[names[place - 1]] if place else None
    after = children[names[place + 1]] if place + 1 < len(names) else None
    cut = _from_flow if is_flow(parent) else _from_block
    yield from cut(tree, parent, before, children[smallest[-1]], after)


def _from_flow(tree: Tree, parent: Node, before: Node | None, node: Node, after: Node | None) -> Iterator[Way]:
    """Yield the ways to take a value out of brackets."""
    begin, end = tree.first(parent, node), tree.end(node)
    line, line_end = tree.start_of_line(begin), tree.end_of_line(end)
    behind = tree.text[end:line_end].strip().removeprefix(",").strip()
    if not tree.text[line:begin].strip() and (not behind or behind.startswith("#")):
        yield [(line, tree.next_line(line_end), "")]
    if after is not None:
        yield from _up_to(tree, begin, end, tree.first(parent, after))
    if before is not None and "#" not in tree.text[tree.end(before) : begin]:
        yield [(tree.end(before), end, "")]


def _from_block(tree: Tree, parent: Node, _: Node | None, node: Node, after: Node | None) -> Iterator[Way]:
    """Yield the ways to take lines away."""
    begin = tree.first(parent, node)
    line = tree.start_of_line(begin)
    end = tree.after(node, tree.column(begin))
    if not tree.text[line:begin].strip():
        following = tree.next_line(end)
        yield [(line, following, "")]
        blanks = _BLANKS.match(tree.text, following)
        if blanks:  # else they would belong to the text above
            yield [(line, blanks.end(), "")]
    elif after is not None and "#" in tree.text[end : tree.first(parent, after)]:
        yield [(begin, end, "")]  # the comments that stand before what follows stay
    if after is not None:
        yield from _up_to(tree, begin, end, tree.first(parent, after))


def _up_to(tree: Tree, begin: int, end: int, following: int) -> Iterator[Way]:
    """Yield the way to take away all up to what follows, unless a comment has a line of its own there."""
    if not _OWN_COMMENT.search(tree.text, end, following):
        yield [(begin, following, "")]
