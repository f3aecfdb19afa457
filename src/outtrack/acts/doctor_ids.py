"""Ids that were given on two branches, and links to ids that were renamed on another."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outtrack.acts.base import RefusedError
from outtrack.model import ORDER, record_class
from outtrack.model.declared import links_of_class
from outtrack.names import Record
from outtrack.write import EditError, Put

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.acts.base import Draft
    from outtrack.acts.lineage import Lineage
    from outtrack.diagnostic import Keys
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
        for record, keys, link in _links(snapshot):
            if _means(record, keys, link, kind, name) and record.path != later.path:
                since = lineage.first_with(record.path, name)
                knows = [lineage.is_after(since, commit) for commit in commits]
                if knows == [True, False]:
                    continue
                what = f"its link to `{link}` may mean either of the two {kind}s of that id"
                if knows == [False, True] and _relink(draft, record, keys, link, fresh):
                    yield Said(record.path, what, f"link it to `{fresh}`: that came by the same branch")
                else:
                    yield Said(record.path, what)


def dangling(snapshot: Snapshot, draft: Draft, lineage: Lineage) -> Iterator[Said]:
    """Yield the links to ids that are gone; those to an entity that was renamed follow it."""
    broken = {
        (found.entity, found.place.keys) for found in snapshot.linking if _is_dangling(found.rule) and found.place
    }
    for record, keys, link in _links(snapshot):
        if (record.ref, keys) not in broken or "::" in link:
            continue
        prefix, _, rest = link.rpartition(":")
        name = rest.partition("/")[0]
        for kind in _kinds(record, keys):
            if (prefix and prefix not in {kind, "key_result"}) or name in snapshot.names.records[kind]:
                continue
            fresh = lineage.renamed(kind, name, snapshot.names.records[kind])
            if fresh and _relink(draft, record, keys, link, fresh):
                what = f"its link to `{link}` leads nowhere: that {kind} is called `{fresh}` now"
                yield Said(record.path, what, f"link it to `{fresh}`")
                break


def _is_dangling(rule: str) -> bool:
    return rule == "dangling-link"


def _links(snapshot: Snapshot) -> Iterator[tuple[Record, Keys, str]]:
    """Yield every link of the workspace as it is written, with the record in which it stands."""
    records = [record for kind in ORDER for record in snapshot.names.records[kind].values()]
    for record in (*records, *snapshot.checkin_files):
        for keys, name, _ in record.links():
            yield record, keys, name


def _kinds(record: Record, keys: Keys) -> tuple[str, ...]:
    """Return the kinds that a link may name; a key result is named by its outcome."""
    plain = tuple(key for key in keys if not isinstance(key, int))
    to = next((link.to for where, link in links_of_class(record_class(record.kind)) if where == plain), ())
    return tuple(dict.fromkeys("outcome" if kind == "key_result" else kind for kind in to or ORDER))


def _means(record: Record, keys: Keys, link: str, kind: str, name: str) -> bool:
    prefix, _, rest = link.rpartition(":")
    is_kind = kind in _kinds(record, keys) and prefix in {"", kind, "key_result"}
    return "::" not in link and is_kind and rest.partition("/")[0] == name


def _relink(draft: Draft, record: Record, keys: Keys, link: str, fresh: str) -> bool:
    """Write another id where a link names one; return whether that could be done."""
    prefix, colon, rest = link.rpartition(":")
    _, slash, key_result = rest.partition("/")
    value = f"{prefix}{colon}{fresh}{slash}{key_result}"
    for place in (keys, keys[:-1]):  # `contributes_to: [x]` is short for `[{to: x}]`
        with suppress(EditError, RefusedError), draft.attempt():
            draft.edit_document(record, Put(place, value))
            return True
    return False
