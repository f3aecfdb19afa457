"""Files in their canonical form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from outtrack.acts.base import Draft, Plan
from outtrack.model import KINDS, record_class
from outtrack.read import folder_kind
from outtrack.write import canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from outtrack.names import Record
    from outtrack.snapshot import Snapshot
    from outtrack.write.canonical import Canonical


def fmt(snapshot: Snapshot, paths: Collection[str] = ()) -> Plan:
    """Return the plan to lay out files, or all of them; what can't be laid out is left alone, and said."""
    draft, said, notes = Draft(snapshot), [], []
    for path, records in sorted(entity_files(snapshot).items()):
        if paths and path not in paths:
            continue
        if any(record.is_broken for record in records):
            notes.append(f"{path} was left alone: it has errors (`outtrack check`)")
            continue
        data = draft.read(path)
        new = canonical(data, path, [record_class(one.kind) for one in records])
        if new is None:
            notes.append(left_alone(path))
            continue
        notes += left_in(path, new)
        if new.data != data:
            draft.replace_file(path, new.data)
            said.append(path)
    return draft.plan(*said, notes=notes)


def left_alone(path: str) -> str:
    """Return what is said of a file that stays as it is."""
    return f"{path} was left alone: it can't be laid out without losing something"


def left_in(path: str, new: Canonical) -> list[str]:
    """Return what is said of the places of a file that stay as their author wrote them."""
    return [f"{path}:{line}: stays as it is written: {why}" for line, why in new.left]


def records_of(documents: Sequence[object], path: str, kind: str | None) -> list[type] | None:
    """Return the class of each document of a text; None where that can't be told.

    A document says its kind itself, or else has that of the folder of `path`, or else `kind`.
    """
    found = []
    for one in documents:
        said = one.get("kind") if isinstance(one, dict) else None
        known = said if isinstance(said, str) and said in KINDS else folder_kind(path) or kind
        if known is None:
            return None
        found.append(record_class(known))
    return found


def entity_files(snapshot: Snapshot) -> dict[str, list[Record]]:
    """Return the records of every file, by its path, as they stand in it."""
    found: dict[str, list[Record]] = {}
    for records in (*(by_id.values() for by_id in snapshot.names.records.values()), snapshot.checkin_files):
        for record in records:
            found.setdefault(record.path, []).append(record)
    return {path: sorted(records, key=lambda one: one.document) for path, records in found.items()}


def named_files(snapshot: Snapshot, name: str) -> set[str]:
    """Return the files at a path, or below it, from the current folder or else the workspace; may be none."""
    root = snapshot.workspace.root.resolve()
    for start in (Path.cwd(), root):
        place = (start / name).resolve()
        if place.exists() and place.is_relative_to(root):
            files = (path for path in entity_files(snapshot) if (root / path).is_relative_to(place))
            return set(files)
    return set()
