"""Lists and mappings in brackets: how they are written there, and when they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yaml.events import AliasEvent

from outtrack.write.gaps import is_multiline
from outtrack.write.layout import WIDTH
from outtrack.write.marks import anchor, key_text, single
from outtrack.write.tree import is_flow, is_mapping, is_single

if TYPE_CHECKING:
    from outtrack.diagnostic import Keys
    from outtrack.source.places import Node
    from outtrack.write.printing import Printer

WIDEST: Final = 160
"""What stands in brackets already may take up so many columns before it gets lines of its own."""


def in_brackets(printer: Printer, node: Node, keys: Keys) -> str:
    """Return a value on one line, as it is written between brackets."""
    event = node[1]
    if event.__class__ is AliasEvent:
        return f"*{event.anchor}"
    if node[3] is None:
        return single(event, in_flow=True)
    children = printer.arranged(node, keys)
    texts = [in_brackets(printer, one, (*keys, at)) for at, one in children]
    if not is_mapping(node):
        return f"{anchor(event)}[{', '.join(texts)}]"
    names = (key_text(one[0], in_flow=True) for _, one in children)
    parts = (f"{name}: {text}" for name, text in zip(names, texts, strict=True))
    return f"{anchor(event)}{{{', '.join(parts)}}}"


def goes_in_brackets(printer: Printer, node: Node, keys: Keys, before: int, *, has_comment: bool) -> bool:
    """Return whether a list or mapping, with `before` columns before it, is written in brackets, on one line.

    What stands in them stays there if it has a comment, or fits into the greater width.
    """
    if is_flow(node):
        if has_comment or not node[3]:
            return True
        return _is_short(node) and before + len(in_brackets(printer, node, keys)) <= WIDEST
    if has_comment or not _is_short(node) or not all(_fits(printer, one) for one in _leaves(node)):
        return False
    return before + len(in_brackets(printer, node, keys)) <= WIDTH


def _is_short(node: Node) -> bool:
    """Return whether a list or mapping reads well on one line: nothing is nested twice, no list holds any."""
    nested: list[Any] = [one for one in (node[3] or {}).values() if not is_single(one)]
    if not is_mapping(node):
        return not nested
    return all(is_single(part) for one in nested for part in one[3].values())


def _fits(printer: Printer, node: Node) -> bool:
    """Return whether a single value may go into brackets: on one line, and without quotes that it would not need."""
    if node[1].__class__ is AliasEvent:
        return True
    return not is_multiline(printer.tree, node) and single(node[1]) == single(node[1], in_flow=True)


def _leaves(node: Node) -> list[Node]:
    found, waiting = [], [node]
    for one in waiting:
        waiting += (one[3] or {}).values()
        if one[3] is None:
            found.append(one)
    return found
