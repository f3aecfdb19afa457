"""Files as they were read -> records by their names; an id that is given twice is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.content import diagnostic_from_json
from outtrack.diagnostic import Diagnostic, Place
from outtrack.model import CHECKIN
from outtrack.names import Names, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from outtrack.cache import Kept
    from outtrack.config import Config


def collect(
    files: Iterable[Kept], config: Config, known: Mapping[tuple[str, int], Record] | None = None
) -> tuple[Names, list[Record], list[Diagnostic]]:
    """Return the records by kind and id, the check-ins' own files, and all that was wrong in reading.

    `known` are records of before, by path and document: those of the same content are taken as they are.
    """
    names = Names(externals=frozenset(config.externals))
    checkin_files: list[Record] = []
    found: list[Diagnostic] = []
    lowered: dict[tuple[str, str], Record] = {}
    records: list[Record] = []
    for one in files:
        path = one.entry.path
        if one.diagnostics:
            found += [diagnostic_from_json(data) for data in one.diagnostics]
        for kind, name, document, rest, text in one.documents:
            before = known.get((path, document)) if known else None
            is_same = before is not None and (before.blob, before.kind, before.id) == (one.blob, kind, name)
            record = before if before and is_same else Record(kind, name, path, document, text, one.blob, rest)
            if kind == CHECKIN:
                checkin_files.append(record)
                continue
            first = lowered.setdefault((kind, name.casefold()), record)
            if first is not record:
                found.append(_duplicate(record, first))
            else:
                records.append(record)
    records.sort(key=lambda record: record.id)
    for record in records:
        names.records[record.kind][record.id] = record
    return names, checkin_files, found


def _duplicate(record: Record, first: Record) -> Diagnostic:
    if record.id == first.id:
        message = f"the {record.kind} `{record.id}` has the same id as the one in {first.path}"
    else:
        message = f"the {record.kind} `{record.id}` differs only in case from `{first.id}` in {first.path}"
    return Diagnostic(
        rule="duplicate-id",
        message=message,
        hint="rename one of the two files, or give it another `id`; until then this one is left out",
        entity=record.ref,
        place=Place(record.path, record.document, ("id",)),
        also=((Place(first.path, first.document, ("id",)), None),),
    )
