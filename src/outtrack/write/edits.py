"""Edits: each changes one place of a file's text and touches no other byte.

An edit is tried in several ways. After each, the text is read again: only a text that holds exactly what was meant is
taken. Where the layout allows none, the document is laid out anew, which is said; where that would lose something,
nothing comes out and the reason is said.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from outtrack.diagnostic import Place
from outtrack.frozen import dataclass
from outtrack.write.asked import Append, Edit, Put
from outtrack.write.cuts import remove
from outtrack.write.errors import EditError
from outtrack.write.meant import meant, refusal, steps
from outtrack.write.scalars import as_read, is_same
from outtrack.write.splices import append, put
from outtrack.write.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from outtrack.write.splices import Splice, Way


@dataclass(frozen=True, slots=True)
class EditResult:
    """What a file holds after edits."""

    data: bytes
    normalised: bool = False
    """Whether a document had to be laid out anew, so that more than the edited places differ."""


def edit(data: bytes, edits: Iterable[Edit], path: str, record: type | None = None) -> bytes:
    """Return the bytes of a file after the edits; raise EditError where one would touch more than its place."""
    for one in edits:
        data = _edit(data, one, path, record, may_normalise=False).data
    return data


def edited(data: bytes, edits: Iterable[Edit], path: str, record: type | None = None) -> EditResult:
    """Return what a file holds after the edits, one after the other; raise EditError where one can't be done.

    `record` is the class of what the file describes: it knows the order of the keys.
    """
    result = EditResult(data)
    for one in edits:
        done = _edit(result.data, one, path, record, may_normalise=True)
        result = replace(done, normalised=done.normalised or result.normalised)
    return result


def _edit(data: bytes, one: Edit, path: str, record: type | None, *, may_normalise: bool) -> EditResult:
    tree = Tree(data, path)
    place = Place(path, one.document, one.keys)
    if tree.diagnostics:
        raise EditError(tree.diagnostics[0])
    if one.document >= len(tree.roots):
        raise refusal(place, f"there is no document {one.document + 1} in the file")
    wanted = meant(tree, one, place)
    if is_same(wanted, list(tree.documents)):
        return EditResult(data)
    for changed in _spliced(tree, data, one, record):
        result = Tree(changed, path)
        if not result.diagnostics and is_same(wanted, list(result.documents)):
            return EditResult(changed)
    if not may_normalise:
        raise refusal(
            place, "this place is written in a way that outtrack can't change without touching more of the file"
        )
    from outtrack.write.anew import laid_out_anew

    return EditResult(laid_out_anew(tree, one, record, wanted, place), normalised=True)


def _spliced(tree: Tree, data: bytes, one: Edit, record: type | None) -> Iterator[bytes]:
    """Yield the texts that splices make of a file, the best first; whether one says what was meant is to be seen."""
    yield from _by_steps(tree, data, one, record)
    for way in _ways(tree, one, record):
        yield tree.bom + _cut(tree.text, way).encode()
    if "*" in tree.text:
        from outtrack.write.anchors import moved

        for way in _ways(tree, one, record):
            if also := moved(tree, one.document, way):
                yield tree.bom + _cut(tree.text, [*way, *also]).encode()


def _by_steps(tree: Tree, data: bytes, one: Edit, record: type | None) -> Iterator[bytes]:
    """Yield the text in which a list or mapping became another one by edits of its parts."""
    if not isinstance(one, Put) or not isinstance(one.value, (dict, list, tuple)):
        return
    found = list(steps(tree.value(one.document, one.keys), as_read(one.value), one.keys, one.document))
    for step in found:
        before = Tree(data, "")
        try:
            wanted = meant(before, step, Place("", step.document, step.keys))
        except EditError:  # a single value in the place of a mapping, say: the whole is written anew
            return
        for way in _ways(before, step, record):
            data = before.bom + _cut(before.text, way).encode()
            after = Tree(data, "")
            if not after.diagnostics and is_same(wanted, list(after.documents)):
                break
        else:
            return
    if found:
        yield data


def _ways(tree: Tree, one: Edit, record: type | None) -> Iterator[Way]:
    """Yield the ways in which an edit may be cut into the text, the best first."""
    if isinstance(one, Put):
        return put(tree, one.document, one.keys, one.value, record)
    if isinstance(one, Append):
        return append(tree, one.document, one.keys, one.value, record, one.before)
    return remove(tree, one.document, one.keys)


def _cut(text: str, way: Iterable[Splice]) -> str:
    for start, end, new in sorted(way, reverse=True):
        text = text[:start] + new + text[end:]
    return text
