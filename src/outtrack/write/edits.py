"""Edits: each changes one place of a file's text and touches no other byte.

An edit is tried in one or two ways. After each, the text is read again: only a text that holds exactly what was
meant is taken. Where none does, nothing comes out and the reason is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from outtrack.diagnostic import Keys, Place
from outtrack.scalar import shown
from outtrack.write.cuts import remove
from outtrack.write.errors import EditError, not_editable
from outtrack.write.scalars import as_read, is_same
from outtrack.write.splices import append, put
from outtrack.write.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from outtrack.write.splices import Splice, Way


@dataclass(frozen=True, slots=True)
class Put:
    """Set a single value; a key that is not there is added in its documented place, with the mappings around it."""

    keys: Keys
    value: Any
    document: int = 0


@dataclass(frozen=True, slots=True)
class Append:
    """Add an item to a list; a list that is not there is begun, and a list of one written as the one."""

    keys: Keys
    value: Any
    document: int = 0
    before: int | None = None
    """The place of the item before which it goes; None for the end."""


@dataclass(frozen=True, slots=True)
class Remove:
    """Take away a key with its value, or an item of a list; a list or mapping left with nothing goes, too."""

    keys: Keys
    document: int = 0


Edit = Put | Append | Remove


def edit(data: bytes, edits: Iterable[Edit], path: str, record: type | None = None) -> bytes:
    """Return the bytes of a file after the edits, one after the other; raise EditError where one can't be done.

    `record` is the class of what the file describes: it knows the order of the keys.
    """
    for one in edits:
        data = _edit(data, one, path, record)
    return data


def _edit(data: bytes, one: Edit, path: str, record: type | None) -> bytes:
    tree = Tree(data, path)
    place = Place(path, one.document, one.keys)
    if tree.diagnostics:
        raise EditError(tree.diagnostics[0])
    if one.document >= len(tree.roots):
        raise _error(place, f"there is no document {one.document + 1} in the file")
    meant = _meant(tree, one, place)
    if is_same(meant, list(tree.documents)):
        return data
    for way in _ways(tree, one, record):
        changed = tree.bom + _spliced(tree.text, way).encode()
        result = Tree(changed, path)
        if not result.diagnostics and is_same(meant, list(result.documents)):
            return changed
    raise _error(place, "this place is written in a way that outtrack can't change without touching more of the file")


def _ways(tree: Tree, one: Edit, record: type | None) -> Iterator[Way]:
    """Yield the ways in which an edit may be cut into the text, the best first."""
    if isinstance(one, Put):
        return put(tree, one.document, one.keys, one.value, record)
    if isinstance(one, Append):
        return append(tree, one.document, one.keys, one.value, record, one.before)
    return remove(tree, one.document, one.keys)


def _error(place: Place, message: str, hint: str = "change it by hand") -> EditError:
    return EditError(not_editable(place.path, message, hint, place.keys, place.document))


def _spliced(text: str, way: Iterable[Splice]) -> str:
    for start, end, new in sorted(way, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _meant(tree: Tree, one: Edit, place: Place) -> list[Any]:
    """Return the data of all documents as they should be after an edit."""
    documents = [_apart(document) for document in tree.documents]
    if isinstance(one, Remove):
        _without(documents, tree.smallest(one.document, one.keys), one.document, place)
        return documents
    holder: Any = documents
    keys = (one.document, *one.keys)
    for depth, key in enumerate(keys[:-1]):
        if isinstance(holder[key], str) and keys[depth + 1] == 0:
            keys = keys[: depth + 1]  # a list of one was written as the one
            break
        if holder[key] is None:
            holder[key] = {}
        following = holder[key]
        if isinstance(following, dict) and depth + 1 < len(keys) - 1:
            following.setdefault(str(keys[depth + 1]), None)
        if not _can_hold(following, keys[depth + 1]):
            raise _error(place, f"{shown(following)} stands where `{keys[depth + 1]}` should be set")
        holder = following
    last = keys[-1]
    there = holder.get(last) if isinstance(holder, dict) else holder[last]
    holder[last] = _grown(one, there, place) if isinstance(one, Append) else _put(one, there, place)
    return documents


def _put(one: Put, there: Any, place: Place) -> Any:
    """Return what stands in a place after a value is set; a list or mapping is replaced by none but another."""
    value = as_read(one.value)
    if isinstance(there, (dict, list)) and not isinstance(value, type(there)):
        raise _error(place, f"{shown(there)} stands where a single value should be set")
    return value


def _grown(one: Append, there: Any, place: Place) -> list[Any]:
    """Return a list with one more item."""
    if isinstance(there, dict):
        raise _error(place, "a mapping stands where a list should grow")
    items = list(there) if isinstance(there, list) else [] if there is None else [there]
    items.insert(len(items) if one.before is None else one.before, as_read(one.value))
    return items


def _without(documents: list[Any], keys: Keys | None, document: int, place: Place) -> None:
    """Take a value out of the documents; raise where it is not there, or nothing would be left."""
    if keys is None:
        raise _error(place, "there is nothing to take away", "look into the file")
    if not keys:
        raise _error(place, "nothing would be left of the document", "delete the file")
    holder = documents[document]
    for key in keys[:-1]:
        holder = holder[key]
    del holder[keys[-1]]


def _apart(value: Any) -> Any:
    """Return a copy in which nothing is shared: what an alias names must not change with what it was taken from."""
    if isinstance(value, dict):
        return {key: _apart(one) for key, one in value.items()}
    return [_apart(one) for one in value] if isinstance(value, list) else value


def _can_hold(holder: object, key: str | int) -> bool:
    if isinstance(holder, list):
        return isinstance(key, int) and 0 <= key < len(holder)
    return isinstance(holder, dict) and isinstance(key, str)
