"""All places that name an entity or a key result, and how each would be written after a rename."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from outtrack.graph import declared
from outtrack.model import ORDER
from outtrack.names import KEY_RESULT, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Keys
    from outtrack.model.base import Link
    from outtrack.snapshot import Snapshot


class Reference(NamedTuple):
    """One place that names something."""

    record: Record
    """The document in which it stands: an entity's, or a check-in's own file."""
    keys: Keys
    """The way to it in the order of the model: `("contributes_to", 0, "to")`, however short it is written."""
    name: str
    """What is written there."""
    target: str
    """What that means: `kind:id`, or `key_result:OUTCOME/ID`."""


def references(snapshot: Snapshot, ref: str) -> list[Reference]:
    """Return all places that name `kind:id` or `key_result:OUTCOME/ID`, in the order of the kinds, ids and files.

    What names a key result in full names its outcome, too. The moved goalposts of an outcome name its key results,
    by their ids alone. Broken documents are passed over: what they name can't be told.
    """
    if not ref.startswith("outcome:"):
        return [one for one in _all(snapshot) if one.target == ref]
    inside = f"{KEY_RESULT}:{ref.removeprefix('outcome:')}/"
    return [one for one in _all(snapshot) if one.target == ref or ("/" in one.name and one.target.startswith(inside))]


def _all(snapshot: Snapshot) -> Iterator[Reference]:
    for record in _records(snapshot):
        if record.is_broken:
            continue
        for keys, name, link in links_of(record):
            target = snapshot.names.resolve(name, link)
            if isinstance(target, str):
                yield Reference(record, keys, name, target)
        if record.kind == "outcome":
            for index, moved in enumerate(record.entity.changes):
                if moved.key_result is not None:
                    target = f"{KEY_RESULT}:{record.id}/{moved.key_result}"
                    yield Reference(record, ("changes", index, "key_result"), moved.key_result, target)


def _records(snapshot: Snapshot) -> Iterator[Record]:
    for kind in ORDER:
        yield from snapshot.names.records[kind].values()
    yield from snapshot.checkin_files


def written(snapshot: Snapshot) -> Iterator[tuple[Record, Keys, str, Link]]:
    """Yield every link as it is written, wherever it leads: also of broken documents, as far as they could be read."""
    for record in _records(snapshot):
        yield from ((record, *one) for one in links_of(record))


def links_of(record: Record) -> Iterator[tuple[Keys, str, Link]]:
    """Yield the links of a document: their keys, what is written there, and what the field declares."""
    known = declared(record.kind)
    for keys, name, _ in record.links():
        yield keys, name, known[tuple([key for key in keys if not isinstance(key, int)])]


def rewritten(snapshot: Snapshot, ref: str, new: str) -> list[tuple[Reference, str]]:
    """Return every place that must be written anew when `ref` gets the id `new`, and what to write there.

    `new` is an id; for a key result it is the new id within its outcome. A kind before the id stays there, and is put
    there where the new id alone could mean two kinds: in links to others that have that id, too.
    """
    kind = ref.partition(":")[0]
    found = []
    for one in references(snapshot, ref):
        prefix, name, inside = apart(one.name)
        own = f"{name}/{new}" if inside else new
        after = own if kind == KEY_RESULT else new + inside
        found.append((one, _unambiguous(snapshot, one, kind, prefix, after)))
    if kind != KEY_RESULT:
        found += _now_ambiguous(snapshot, kind, new)
    return [(one, after) for one, after in found if after != one.name]


def apart(name: str) -> tuple[str, str, str]:
    """Return the kind before a name with its colon, or nothing; the id; and what is named in it, behind a slash."""
    prefix, colon, rest = name.rpartition(":")
    one, slash, inside = rest.partition("/")
    return prefix + colon, one, slash + inside


def _unambiguous(snapshot: Snapshot, one: Reference, kind: str, prefix: str, name: str) -> str:
    if prefix or "/" in name or kind == KEY_RESULT:
        return prefix + name
    others = [other for other in _kinds(one) if other != kind and name in snapshot.names.records[other]]
    return f"{kind}:{name}" if others else name


def _kinds(one: Reference) -> tuple[str, ...]:
    """Return the kinds that may be named in a place."""
    link = declared(one.record.kind).get(tuple([key for key in one.keys if not isinstance(key, int)]))
    return tuple(kind for kind in (link.to or ORDER) if kind != KEY_RESULT) if link else ()


def _now_ambiguous(snapshot: Snapshot, kind: str, new: str) -> Iterator[tuple[Reference, str]]:
    """Yield the places that name something else by the new id alone, where a name of `kind` could stand."""
    for one in _all(snapshot):
        if one.name == new and not one.target.startswith(f"{kind}:") and kind in _kinds(one):
            yield one, one.target


def keys_as_written(document: Any, keys: Keys) -> Keys:
    """Return the way to a value in the data of its document, where a list or mapping may be written as its one value.

    `("contributes_to", 0, "to")` is `("contributes_to",)` in `contributes_to: pay`, and `("contributes_to", 0)` in
    `contributes_to: [pay]`. Where there is no such key yet, the rest stays as it is.
    """
    found: list[str | int] = []
    for place, key in enumerate(keys):
        wanted = int if isinstance(document, list) else str if isinstance(document, dict) else None
        if wanted and isinstance(key, wanted):
            found.append(key)
            if isinstance(document, dict) and key not in document:
                return (*found, *keys[place + 1 :])
            document = document[key]
        # else a list of one is written as the one, or a mapping as its most important value
    return tuple(found)
