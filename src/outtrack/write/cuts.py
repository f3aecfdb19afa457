"""The ways in which a value may be cut out of a text, with its key or dash; `edits` finds out whether one holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.write.tree import is_flow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Keys
    from outtrack.source.places import Node
    from outtrack.write.splices import Way
    from outtrack.write.tree import Tree


def remove(tree: Tree, document: int, keys: Keys) -> Iterator[Way]:
    """Yield the ways to take a value away; comments that stand on lines of their own above it stay."""
    smallest = tree.smallest(document, keys)
    if not smallest:
        return
    _, parent, _ = tree.find(document, smallest[:-1])
    children = parent[3] or {}
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
        yield [(begin, tree.first(parent, after), "")]
    if before is not None:
        yield [(tree.end(before), end, "")]


def _from_block(tree: Tree, parent: Node, before: Node | None, node: Node, after: Node | None) -> Iterator[Way]:
    """Yield the ways to take lines away."""
    begin = tree.first(parent, node)
    line = tree.start_of_line(begin)
    end = tree.after(node, tree.column(begin))
    if not tree.text[line:begin].strip():
        following = tree.next_line(end)
        yield [(line, following, "")]
        if following == end and before is not None:  # the last line of a file that has no line end
            yield [(tree.end_of_line(tree.end(before)), end, "")]
    elif after is not None and "#" in tree.text[end : tree.first(parent, after)]:
        yield [(begin, end, "")]  # the comments that stand before what follows stay
    if after is not None:
        yield [(begin, tree.first(parent, after), "")]
