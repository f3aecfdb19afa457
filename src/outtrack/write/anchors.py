"""Values that have other names: where one changes or goes, the value is written out where it is named first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yaml.events import AliasEvent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.source.places import Node
    from outtrack.write.splices import Way
    from outtrack.write.tree import Tree


def moved(tree: Tree, document: int, way: Way) -> Way:
    """Return what must be written elsewhere so that a change of a value does not change what names it.

    Nothing comes where no other name is touched, or the value stands on several lines.
    """
    nodes = list(_all(tree.roots[document]))
    cuts = [(start, end) for start, end, _ in way if start < end]
    found: Way = []
    for node in nodes:
        event: Any = node[1]
        end = tree.end(node)
        start = event.start_mark.index
        if event.anchor is None or event.__class__ is AliasEvent:
            continue
        is_cut = any(begin <= start < stop for begin, stop in cuts)
        is_around = any(start < begin <= stop <= end for begin, stop, _ in way)
        others: list[Any] = [
            one[1] for one in nodes if one[1].__class__ is AliasEvent and one[1].anchor == event.anchor
        ]
        others = [one for one in others if not any(begin <= one.start_mark.index < stop for begin, stop in cuts)]
        if not others or not (is_cut or is_around) or len(tree.text[start:end].splitlines()) > 1:
            continue
        behind = tree.behind_anchor(node)
        text = tree.text[start if len(others) > 1 else behind : end]
        found.append((others[0].start_mark.index, others[0].end_mark.index, text))
        if not is_cut:
            found.append((start, behind, ""))
    return found


def _all(node: Node) -> Iterator[Node]:
    yield node
    for one in (node[3] or {}).values():
        yield from _all(one)
