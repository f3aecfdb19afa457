"""Ids that were given on two branches, and links to ids that were renamed on another."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from outtrack.acts.base import RefusedError
from outtrack.acts.references import apart, written
from outtrack.acts.rename import write_name
from outtrack.frozen import dataclass
from outtrack.model import ORDER
from outtrack.names import KEY_RESULT, Record
from outtrack.write import EditError, Put

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.acts.base import Draft
    from outtrack.acts.lineage import Lineage
    from outtrack.diagnostic import Keys
    from outtrack.model.base import Link
    from outtrack.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that is wrong, and what mends it."""

    path: str
    what: str
    mend: str | None = None
    """What `--fix` does; None where somebody must decide."""
    line: int | None = None
    is_advice: bool = False
    """Whether nothing is broken yet."""


def duplicates(snapshot: Snapshot, draft: Draft, lineage: Lineage) -> Iterator[Said]:
    """Yield the ids that two files have; the later one gets another, and the links meant for it follow."""
    taken = {(kind, name.casefold()) for kind in ORDER for name in snapshot.names.records[kind]}
    for found in snapshot.reading:
        if found.rule != "duplicate-id" or found.place is None or found.entity is None:
            continue
        kind, _, name = found.entity.partition(":")
        places = (found.place, found.also[0][0])
        last = lineage.later(places[0].path, places[1].path)
        later, first = places if places[0].path == last else places[::-1]
        number = 2
        while (kind, f"{name}-{number}".casefold()) in taken:
            number += 1
        fresh = f"{name}-{number}"
        what = f"the {kind} `{name}` has the same id as the one in {first.path}"
        try:
            draft.edit_document(Record(kind, name, later.path, later.document, None), Put(("id",), fresh))
        except (EditError, RefusedError) as error:
            yield Said(later.path, f"{what}, and can't be changed: {error}")
            continue
        taken.add((kind, fresh.casefold()))
        yield Said(later.path, what, f"give it the id `{fresh}`")
        commits = lineage.added(first.path), lineage.added(later.path)
        for record, keys, there, link in written(snapshot):
            if _means(there, link, kind, name) and record.path != later.path:
                since = lineage.first_with(record.path, name)
                knows = [lineage.is_after(since, commit) for commit in commits]
                if knows == [True, False]:
                    continue
                what = f"its link to `{there}` may mean either of the two {kind}s of that id"
                if knows == [False, True] and _relink(draft, record, keys, there, fresh):
                    yield Said(record.path, what, f"link it to `{fresh}`: that came by the same branch")
                else:
                    yield Said(record.path, what)


def dangling(snapshot: Snapshot, draft: Draft, lineage: Lineage) -> Iterator[Said]:
    """Yield the links to ids that are gone; those to an entity that was renamed follow it."""
    broken = {
        (found.entity, found.place.keys) for found in snapshot.linking if found.rule == "dangling-link" and found.place
    }
    for record, keys, there, link in written(snapshot):
        if (record.ref, keys) not in broken:
            continue
        name = apart(there)[1]
        for kind in _kinds(link):
            if not _means(there, link, kind, name) or name in snapshot.names.records[kind]:
                continue
            fresh = lineage.renamed(kind, name, snapshot.names.records[kind])
            if fresh and _relink(draft, record, keys, there, fresh):
                what = f"its link to `{there}` leads nowhere: that {kind} is called `{fresh}` now"
                yield Said(record.path, what, f"link it to `{fresh}`")
                break


def _kinds(link: Link) -> tuple[str, ...]:
    """Return the kinds that a link may name; a key result is named by its outcome."""
    return tuple(dict.fromkeys("outcome" if kind == KEY_RESULT else kind for kind in link.to or ORDER))


def _means(name: str, link: Link, kind: str, id: str) -> bool:
    """Return whether a name in a link may mean an entity, or what is in it."""
    prefix, one, _ = apart(name)
    return "::" not in name and kind in _kinds(link) and prefix in {"", f"{kind}:", f"{KEY_RESULT}:"} and one == id


def _relink(draft: Draft, record: Record, keys: Keys, name: str, fresh: str) -> bool:
    """Write another id where a link names one; return whether that could be done."""
    prefix, _, inside = apart(name)
    with suppress(EditError, RefusedError), draft.attempt():
        write_name(draft, record, keys, f"{prefix}{fresh}{inside}")
        return True
    return False
