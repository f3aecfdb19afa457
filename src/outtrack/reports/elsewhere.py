"""Where links lead that go up and out of what could be read: to another workspace, or to what has errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.graph import declared, without_places
from outtrack.model.base import UPWARDS, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.snapshot import Snapshot

RELATION_WORDS = {
    Relation.SERVES: "serves",
    Relation.PART_OF: "is part of",
    Relation.TESTS: "tests",
    Relation.ABOUT: "is evidence for",
}


def external(snapshot: Snapshot, ref: str) -> Iterator[tuple[str, str]]:
    """Yield the links up from an entity to declared workspaces: the relation in words, and the name as written."""
    record = snapshot.record(ref)
    known = declared(record.kind)
    for keys, name, _ in record.links():
        link = known[without_places(keys)]
        is_up = link.relation in UPWARDS and not link.inverse
        if is_up and "::" in name and snapshot.names.resolve(name, link) is None:
            yield RELATION_WORDS[link.relation], name


def elsewhere(snapshot: Snapshot, ref: str) -> list[str]:
    """Return where an entity, or what it belongs to, is linked beyond what could be read, in words."""
    found = []
    for one in [ref, *snapshot.graph.above(ref)]:
        if snapshot.get(one):
            found += [f"{relation} {name}, another workspace" for relation, name in external(snapshot, one)]
        else:
            found.append(f"{one} was left out, because of errors")
    return found
