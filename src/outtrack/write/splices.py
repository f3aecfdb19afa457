"""The ways in which an edit may be cut into a text, the best first; whether one holds is for `edits` to find out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from yaml.events import AliasEvent, ScalarEvent

from outtrack.write.layout import STEP, block_item, flow, item, name, pair
from outtrack.write.order import key_order
from outtrack.write.scalars import fits_in_block, written
from outtrack.write.tree import is_flow, is_left_out, is_mapping, is_single

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Keys
    from outtrack.source.places import Node
    from outtrack.write.tree import Tree

Splice: TypeAlias = tuple[int, int, str]
"""Where the old text begins and ends, and what stands there instead."""
Way: TypeAlias = list[Splice]


def put(tree: Tree, document: int, keys: Keys, value: Any, record: type | None) -> Iterator[Way]:
    """Yield the ways to set a value, or to add the keys that lead to it."""
    found, node, in_flow = tree.find(document, keys)
    rest = [str(key) for key in keys[len(found) :]]
    for key in reversed(rest[1:] if is_mapping(node) else rest):
        value = {key: value}
    if is_mapping(node) and rest:
        order = key_order(record, found) if record else ()
        yield from _added(tree, node, rest[0], value, order)
    elif is_single(node):
        yield from _replaced(tree, node, value, in_flow=in_flow)
    else:
        yield from _rewritten(tree, node, value)


def _rewritten(tree: Tree, node: Node, value: Any) -> Iterator[Way]:
    """Yield the ways to write a list or mapping in the place of another."""
    key, end = node[0], tree.end(node)
    if is_flow(node):
        for start in dict.fromkeys((tree.behind_anchor(node), tree.begin(node))):
            yield [(start, end, _flat(value))]
    elif key is None:
        yield [(tree.begin(node), tree.end_of_line(end), _flat(value))]
    else:
        colon = tree.behind_colon(key)
        line, end = tree.end_of_line(colon), tree.end_of_line(end)
        comment = tree.text[colon:line] if tree.text[colon:line].lstrip().startswith("#") else ""
        first, *lines = pair(name(key.value), value, key.start_mark.column)
        behind = first[first.index(":", key.start_mark.column + len(name(key.value))) + 1 :]
        yield [(colon, end, tree.line_end.join([behind + comment, *lines]))]


def _replaced(tree: Tree, node: Node, value: Any, *, in_flow: bool) -> Iterator[Way]:
    """Yield the ways to write a value in the place of a single one."""
    event, begin, end = node[1], tree.begin(node), tree.end(node)
    before = " " if is_left_out(node) else ""
    after = " " if in_flow and before and tree.text[end : end + 1].strip() else ""
    header = tree.header(node) or ""  # a comment behind the bar of a text stays
    if node[0] is not None and not in_flow and isinstance(value, str) and fits_in_block(value):
        bar, *lines = pair("", value, node[0].start_mark.column)
        text = "".join(tree.line_end + line for line in lines)
        line = tree.end_of_line(end)
        yield [(begin, end, before + bar.removeprefix('"": ') + header), (line, line, text)]
    is_many = isinstance(value, (dict, list, tuple))
    style = event.style if event.__class__ is ScalarEvent else None
    new = flow(value) if is_many else written(value, in_flow=in_flow, style=style)
    for start in dict.fromkeys((tree.behind_anchor(node), begin)):  # an anchor stays where nothing is named by it
        yield [(start, end, before + new + header + after)]


def _added(tree: Tree, node: Node, key: str, value: Any, order: tuple[str, ...]) -> Iterator[Way]:
    """Yield the ways to add a key to a mapping: behind those that come before it in order, else at the end."""
    children = node[3] or {}
    names = [str(name) for name in children]
    rank = {name: place for place, name in enumerate(order)}
    if key in rank:
        earlier = [name for name in names if rank.get(name, len(order)) < rank[key]]
        after = max(earlier, key=rank.__getitem__, default=None)
    else:
        after = names[-1] if names else None
    if is_flow(node):
        text = f"{name(key, in_flow=True)}: {_flat(value)}"
        yield from _into_flow(tree, node, after, text)
        return
    first = tree.first(node, children[names[0]])
    column = tree.column(first)
    for lines in (pair(key, value, column), [" " * column + f"{name(key)}: {_flat(value)}"]):
        above = [(first, first, tree.line_end.join([lines[0].lstrip(" "), *lines[1:], " " * column]))]
        if after is None:
            yield above
        for before in dict.fromkeys([after or names[-1], names[-1]]):
            yield from _below(tree, children[before], lines, column)
        yield above


def _start(node: Node) -> Any:
    """Return what stands first: the key of a value, or in a list the value itself."""
    return node[0] if node[0] is not None else node[1]


def _flat(value: Any) -> str:
    return flow(value) if isinstance(value, (dict, list, tuple)) else written(value, in_flow=True)


def _below(tree: Tree, node: Node, lines: list[str], column: int) -> Iterator[Way]:
    """Yield the ways to write lines of their own below a value."""
    text = "".join(tree.line_end + line for line in lines)
    places = [tree.after(node, column), tree.end_of_line(tree.end(node))]
    for at in dict.fromkeys(places):
        yield [(at, at, text)]
    at = tree.end(node, with_blanks=True)  # blank lines that belong to a text
    if at == tree.start_of_line(at):
        yield [(at, at, "".join(line + tree.line_end for line in lines))]


def _into_flow(tree: Tree, node: Node, after: str | int | None, text: str) -> Iterator[Way]:
    """Yield the ways to write one more value into brackets, behind one of those that are there or before all."""
    children = node[3] or {}
    inside = tree.behind_anchor(node) + 1
    if not children:
        yield [(inside, inside, text)]
    elif after is None:
        first = next(iter(children.values()))
        start = _start(first).start_mark.index
        yield [(start, start, f"{text}, ")]
    else:
        child = children[after]
        at = max(tree.end(child), _start(child).end_mark.index)
        yield from _on_a_line(tree, node, child, at, text)
        yield [(at, at, f", {text}")]


def _on_a_line(tree: Tree, node: Node, child: Node, at: int, text: str) -> Iterator[Way]:
    """Yield the way to write a value on a line of its own, where the one before has one, and no bracket closes it."""
    start = _start(child).start_mark.index
    before = tree.text[tree.start_of_line(start) : start]
    rest = tree.text[at : tree.end_of_line(at)]
    has_comma = rest.lstrip().startswith(",")
    behind = rest.lstrip().removeprefix(",").strip()
    end = node[2].end_mark.index if node[2] is not None else at
    if before.strip() or (behind and not behind.startswith("#")) or end <= tree.end_of_line(at):
        return
    line = tree.end_of_line(at)
    new = f"{tree.line_end}{before}{text}{',' if has_comma else ''}"
    yield [(line, line, new)] if has_comma else [(at, at, ","), (line, line, new)]


def append(  # noqa: PLR0913, PLR0917 - what is added, and where
    tree: Tree, document: int, keys: Keys, value: Any, record: type | None, before: int | None = None
) -> Iterator[Way]:
    """Yield the ways to add an item to a list: at its end, or before the item of that place."""
    found, node, _ = tree.find(document, keys)
    children = node[3] or {}
    after = len(children) - 1 if before is None else before - 1
    if len(found) < len(keys) or is_left_out(node):
        yield from put(tree, document, keys, [value], record)
    elif is_single(node):
        if node[1].__class__ is AliasEvent or node[1].style not in {"|", ">"}:
            begin, end, new = tree.begin(node), tree.end(node), _like(tree, node, value)
            first = before == 0
            yield [(begin, begin, f"[{new}, " if first else "["), (end, end, "]" if first else f", {new}]")]
    elif is_flow(node):
        text = _like(tree, children[max(after, 0)], value) if children else _flat(value)
        yield from _into_flow(tree, node, after if after >= 0 else None, text)
    else:
        yield from _as_item(tree, node, value, after)


def _as_item(tree: Tree, node: Node, value: Any, after: int) -> Iterator[Way]:
    """Yield the ways to add an item to a list with dashes: below the one of that place, for -1 above the first."""
    neighbour = (node[3] or {})[max(after, 0)]
    column, start = node[1].start_mark.column, neighbour[1].start_mark
    offset = max(start.column - column, STEP) if tree.start_of_line(start.index) + column < start.index else STEP
    offset = STEP if is_left_out(neighbour) else offset
    if isinstance(value, dict) and value and is_mapping(neighbour) and not is_flow(neighbour):
        lines = block_item(value, column, offset, _styles(neighbour))
    elif isinstance(value, dict) and not is_flow(neighbour):
        lines = item(value, column, offset)
    else:
        lines = [f"{' ' * column}-{' ' * (offset - 1)}{_like(tree, neighbour, value, in_flow=False)}"]
    if after >= 0:
        yield from _below(tree, neighbour, lines, column)
    else:
        at = node[1].start_mark.index
        yield [(at, at, tree.line_end.join([lines[0].lstrip(" "), *lines[1:], " " * column]))]


def _like(tree: Tree, neighbour: Node, value: Any, *, in_flow: bool = True) -> str:
    """Return a value on one line, with the quotes and spaces of its neighbour."""
    if isinstance(value, (dict, list, tuple)):
        start = tree.behind_anchor(neighbour)
        pad = " " if is_flow(neighbour) and tree.text[start + 1 : start + 2] == " " else ""
        return flow(value, _styles(neighbour), pad)
    style = neighbour[1].style if neighbour[1].__class__ is ScalarEvent else None
    return written(value, in_flow=in_flow, style=style)


def _styles(node: Node) -> dict[str | int, str | None]:
    """Return the quotes of the single values of a mapping, by their keys."""
    return {key: one[1].style for key, one in (node[3] or {}).items() if one[1].__class__ is ScalarEvent}
