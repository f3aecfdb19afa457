"""Outcomes of the catalog in the workspace: as drafts, with the links that mean something there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from outtrack.acts.base import Draft, Plan
from outtrack.acts.folders import folder_for
from outtrack.acts.naming import folded, free_id, taken
from outtrack.catalog import ORIGIN, catalog, file_text
from outtrack.frozen import dataclass
from outtrack.model.base import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from outtrack.catalog import Entry
    from outtrack.snapshot import Snapshot

OUTCOME: Final = "outcome"
_MOST: Final = 5
"""So many ids stand in a note; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class _Names:
    """What outcomes of the catalog are called in a workspace, by their ids in the catalog."""

    there: Mapping[str, str]
    """Those that were there before."""
    new: Mapping[str, str]
    """Those that are added."""

    def of(self, name: str) -> str | None:
        """Return what one is called; None where it is absent."""
        return self.there.get(name) or self.new.get(name)


def add(snapshot: Snapshot, entries: Sequence[Entry]) -> Plan:
    """Return the plan to begin outcomes of the catalog as drafts; those that are there already stay as they are.

    They influence those that are there, or are added with them; the other links of the catalog are left out. Raise
    RefusedError where a file with errors may be one of them.
    """
    draft = Draft(snapshot, rests_on_all=True)
    folder = folder_for(snapshot, OUTCOME)
    names = _names(draft, entries, folder)
    said = []
    for one in entries:
        if name := names.new.get(one.id):
            path = f"{folder}/{name}.yaml"
            draft.create_file(path, file_text(one, names.of).encode())
            said.append(f"wrote {snapshot.workspace.prefix}{path}")
    return draft.plan(*said, notes=_notes(snapshot, entries, names))


def _names(draft: Draft, entries: Sequence[Entry], folder: str) -> _Names:
    snapshot = draft.snapshot
    there: dict[str, str] = {}
    for one in sorted(snapshot.all(OUTCOME), key=lambda one: one.status in one.final):  # of carried ones the open one
        origin = (one.fields or {}).get(ORIGIN)
        if isinstance(origin, str):
            there.setdefault(origin, one.id)
    used = set(taken(snapshot, OUTCOME, folder))
    new: dict[str, str] = {}
    for entry in entries:
        if entry.id not in there:
            if entry.id in snapshot.names.records[OUTCOME]:
                draft.record(f"{OUTCOME}:{entry.id}")  # a broken one may be the very same
            new[entry.id] = free_id(entry.id, used, slug(entry.title))
            used.add(folded(new[entry.id]))
    return _Names(there, new)


def _notes(snapshot: Snapshot, entries: Sequence[Entry], names: _Names) -> Iterator[str]:
    """Yield what stays as it is, what has another id, which links were left out, and what to do next."""
    if kept := [names.there[one.id] for one in entries if one.id in names.there]:
        yield f"here already, and left as they are: {_some(kept)}"
    for one, name in names.new.items():
        if name != one:
            yield f"another outcome has the id `{one}`: this one got `{name}`"
    added = [one for one in entries if one.id in names.new]
    if missing := dict.fromkeys(to for one in added for to in one.influences if names.of(to) is None):
        yield f"they influence others that are not here, too (`outtrack catalog add`): {_some(missing)}"
    waiting = list(_waiting(names))
    for one, to, strength in waiting[:_MOST]:
        link = f"{_clear(snapshot, one)} {_clear(snapshot, to)} --as influences --strength {strength}"
        yield f"`{one}` may influence `{to}` now: `outtrack link {link}`"
    if len(waiting) > _MOST:
        yield f"{len(waiting) - _MOST} more that were here may influence what was added"
    if added:
        first = _clear(snapshot, names.new[added[0].id])
        yield f"next: `outtrack edit {first}` makes its words yours; without `status: draft` it counts"


def _waiting(names: _Names) -> Iterator[tuple[str, str, int]]:
    """Yield the links from outcomes that were there to those that are added: files that are there stay as they are."""
    known = catalog().entries
    for origin, name in names.there.items():
        for to, strength in known[origin].influences.items() if origin in known else ():
            if to in names.new:
                yield name, names.new[to], strength


def _clear(snapshot: Snapshot, name: str) -> str:
    """Return the id of an outcome, with its kind where another kind has it, too."""
    others = (of_kind for kind, of_kind in snapshot.names.records.items() if kind != OUTCOME)
    return f"{OUTCOME}:{name}" if any(name in of_kind for of_kind in others) else name


def _some(names: Iterable[str]) -> str:
    every = list(names)
    more = f" and {len(every) - _MOST} more" if len(every) > _MOST else ""
    return ", ".join(every[:_MOST]) + more
