"""A document laid out anew: for edits that no splice can do, such as one of a value that is named elsewhere.

What comes out is read by outtrack's own reader, and taken only if it says what was meant and has all comments.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from yaml.events import DocumentEndEvent, DocumentStartEvent, StreamEndEvent

from outtrack.source import parse
from outtrack.source.base import Parser
from outtrack.source.comments import all_comments
from outtrack.source.encoding import BOM, breaks_away
from outtrack.write.asked import Put, Remove
from outtrack.write.meant import refusal
from outtrack.write.scalars import is_same

if TYPE_CHECKING:
    from outtrack.diagnostic import Place
    from outtrack.write.asked import Edit
    from outtrack.write.tree import Tree

_REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)")


def laid_out_anew(tree: Tree, one: Edit, record: type | None, wanted: list[Any], place: Place) -> bytes:
    """Return the bytes of a file in which the document of an edit was laid out anew; raise EditError where it fails."""
    from outtrack.write.roundtrip import RoundTripError, round_trip

    impossible = refusal(place, "this place is written in a way that outtrack can't change")
    start, end = extents(tree.text)[one.document]
    old = tree.text[start:end]
    try:
        new = round_trip(re.sub("\r\n|\r", "\n", old), tree, one, record)
    except RoundTripError:
        raise impossible from None
    if not old.endswith(("\n", "\r")):
        new = new.removesuffix("\n")
    changed = tree.bom + (tree.text[:start] + new.replace("\n", tree.line_end) + tree.text[end:]).encode()
    result = parse(changed, place.path)
    if result.diagnostics or not is_same(wanted, list(result.documents)):
        raise impossible
    here, before = _count(changed.removeprefix(BOM).decode()), _count(tree.text)
    if not here <= before or not before - _own(tree, one) <= here:
        raise refusal(place, "this place is written in a way that outtrack can't change without losing a comment")
    return changed


def extents(text: str) -> list[tuple[int, int]]:
    """Return where each document of a text begins, below its line `---`, and where it ends."""
    found: list[tuple[int, int]] = []
    next_event: Any = Parser(breaks_away(text).encode()).get_event
    begin = 0
    while (kind := (event := next_event()).__class__) is not StreamEndEvent:
        if kind is DocumentStartEvent and event.explicit:
            line = _REST_OF_LINE.match(text, event.end_mark.index)
            begin = line.end() if line else event.end_mark.index
        elif kind is DocumentEndEvent:
            found.append((begin, event.start_mark.index))
            begin = event.end_mark.index
    return found


def _count(text: str) -> Counter[str]:
    return Counter(comment for _, comment in all_comments(text))


def _own(tree: Tree, one: Edit) -> Counter[str]:
    """Return the comments within what is taken away or replaced as a whole, which may go with it."""
    if not isinstance(one, (Put, Remove)):
        return Counter()
    keys = (tree.smallest(one.document, one.keys) if isinstance(one, Remove) else one.keys) or ()
    found, node, _ = tree.find(one.document, keys)
    if found != keys or (isinstance(one, Put) and node[3] is None):
        return Counter()
    _, parent, _ = tree.find(one.document, keys[:-1])
    begin, end = tree.first(parent, node), tree.end_of_line(tree.end(node))
    return Counter(comment for index, comment in all_comments(tree.text) if begin <= index < end)
