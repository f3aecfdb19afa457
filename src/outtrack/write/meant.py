"""What a file should say after an edit, worked out from its data alone: the result is held against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.scalar import shown
from outtrack.write.asked import Append, Put, Remove
from outtrack.write.errors import EditError, not_editable
from outtrack.write.scalars import as_read, is_same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Keys, Place
    from outtrack.write.asked import Edit
    from outtrack.write.tree import Tree


def refusal(place: Place, message: str, hint: str = "change it by hand") -> EditError:
    """Return the error for a place that can't be changed."""
    return EditError(not_editable(place.path, message, hint, place.keys, place.document))


def meant(tree: Tree, one: Edit, place: Place) -> list[Any]:
    """Return the data of all documents as they should be after an edit; raise EditError where it makes no sense."""
    documents = [apart(document) for document in tree.documents]
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
            raise refusal(place, f"{shown(following)} stands where `{keys[depth + 1]}` should be set")
        holder = following
    last = keys[-1]
    there = holder.get(last) if isinstance(holder, dict) else holder[last]
    holder[last] = _grown(one, there, place) if isinstance(one, Append) else _put(one, there, place)
    return documents


def _put(one: Put, there: Any, place: Place) -> Any:
    """Return what stands in a place after a value is set; a list or mapping is replaced by none but another."""
    value = as_read(one.value)
    if isinstance(there, (dict, list)) and not isinstance(value, type(there)):
        raise refusal(place, f"{shown(there)} stands where a single value should be set")
    return value


def _grown(one: Append, there: Any, place: Place) -> list[Any]:
    """Return a list with one more item."""
    if isinstance(there, dict):
        raise refusal(place, "a mapping stands where a list should grow")
    items = list(there) if isinstance(there, list) else [] if there is None else [there]
    items.insert(len(items) if one.before is None else one.before, as_read(one.value))
    return items


def _without(documents: list[Any], keys: Keys | None, document: int, place: Place) -> None:
    """Take a value out of the documents; raise where it is not there, or nothing would be left."""
    if keys is None:
        raise refusal(place, "there is nothing to take away", "look into the file")
    if not keys:
        raise refusal(place, "nothing would be left of the document", "delete the file")
    holder = documents[document]
    for key in keys[:-1]:
        holder = holder[key]
    del holder[keys[-1]]


def apart(value: Any) -> Any:
    """Return a copy in which nothing is shared: what an alias names must not change with what it was taken from."""
    if isinstance(value, dict):
        return {key: apart(one) for key, one in value.items()}
    return [apart(one) for one in value] if isinstance(value, list) else value


def _can_hold(holder: object, key: str | int) -> bool:
    if isinstance(holder, list):
        return isinstance(key, int) and 0 <= key < len(holder)
    return isinstance(holder, dict) and isinstance(key, str)


def steps(there: Any, value: Any, keys: Keys, document: int) -> Iterator[Edit]:
    """Yield the edits that turn a list or mapping into another and leave alone what both have.

    Nothing comes where they have nothing in common: then the one is written in the place of the other.
    """
    if isinstance(there, dict) and isinstance(value, dict):
        if there.keys() & value.keys():
            yield from (Remove((*keys, key), document) for key in there if key not in value)
            for key, one in value.items():
                yield from _step(there.get(key), one, (*keys, key), document, is_new=key not in there)
    elif isinstance(there, list) and isinstance(value, list):
        pairs = list(zip(there, value, strict=False))
        if len(there) == len(value) and any(is_same(*pair) for pair in pairs):
            for index, (old, new) in enumerate(pairs):
                yield from _step(old, new, (*keys, index), document)
        else:
            yield from _moves(there, value, keys, document)


def _step(old: Any, new: Any, keys: Keys, document: int, *, is_new: bool = False) -> Iterator[Edit]:
    """Yield the edits that turn one value into another."""
    if is_new or not is_same(old, new):
        yield from list(steps(old, new, keys, document)) or [Put(keys, new, document)]


def _moves(there: list[Any], value: list[Any], keys: Keys, document: int) -> Iterator[Edit]:
    """Yield the removals and insertions that turn a list into another, around the items that stay in their order."""
    stay: dict[int, int] = {}
    for index, one in enumerate(there):
        after = max(stay.values(), default=-1) + 1
        found = next((place for place in range(after, len(value)) if is_same(one, value[place])), None)
        if found is not None:
            stay[index] = found
    if not stay:
        return
    yield from (Remove((*keys, index), document) for index in reversed(range(len(there))) if index not in stay)
    kept, length = set(stay.values()), len(stay)
    for place, one in enumerate(value):
        if place not in kept:
            yield Append(keys, one, document, before=place if place < length else None)
            length += 1
