"""Findings with the figures that sum them up."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

from outtrack.diagnostic import Diagnostic, Severity
from outtrack.shapes import SEVERITY_TONES, Cell, Column, Diagnostics, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from outtrack.diagnostic import Place
    from outtrack.shapes import Data
    from outtrack.snapshot import Snapshot

MOST_NAMED = 3


def findings(
    snapshot: Snapshot,
    found: Sequence[Diagnostic],
    lines: Mapping[str, list[str]],
    *,
    hidden: int = 0,
    more: Mapping[str, Any] | None = None,
) -> Diagnostics:
    """Return the findings of a check as they are shown, and its figures.

    `hidden` infos are only counted, since nobody has to act on them; `more` are figures beside those of the findings.
    """
    beside = snapshot.beside
    return Diagnostics(
        report="check",
        as_of=snapshot.as_of,
        found=tuple(found),
        hidden=hidden,
        prefix=snapshot.workspace.prefix,
        lines=lines,
        summary=counted(snapshot, found, hidden) | dict(more or {}),
        files=tuple(sorted({*paths(snapshot), *([beside.path] if beside else ())})),
        outside=frozenset([beside.path] if beside and beside.is_outside else ()),
    )


def counted(snapshot: Snapshot, found: Sequence[Diagnostic], hidden: int = 0) -> Data:
    """Return how many findings there are of each severity, and how much was read."""
    counts = Counter(one.severity for one in found)
    elsewhere = snapshot.beside.path if snapshot.beside else None
    entities = (one.path != elsewhere for records in snapshot.names.records.values() for one in records.values())
    return {
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "infos": counts[Severity.INFO] + hidden,
        "entities": sum(entities),
        "files": len(paths(snapshot)),
    }


def paths(snapshot: Snapshot) -> set[str]:
    """Return the files that hold something, by their paths in the workspace; an export is none of them."""
    records = [record for kind in snapshot.names.records.values() for record in kind.values()]
    elsewhere = snapshot.beside.path if snapshot.beside else None
    return {one.path for one in (*records, *snapshot.checkin_files) if one.path != elsewhere}


def statistics(snapshot: Snapshot, found: Sequence[Diagnostic], known: Mapping[str, int]) -> Table:
    """Return how many findings there are of each rule, the gravest and most frequent first."""
    counts = Counter((one.rule, one.severity) for one in found)
    for rule in known:
        if not any(name == rule for name, _ in counts):
            counts[rule, Severity.OFF] = 0
    grave = [Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.OFF]
    rows, told = [], set()
    for (rule, severity), count in sorted(
        counts.items(), key=lambda pair: (grave.index(pair[0][1]), -pair[1], pair[0][0])
    ):
        hidden = known.get(rule, 0) if rule not in told else 0
        told.add(rule)
        word = str(severity) if severity is not Severity.OFF else None
        cells = (
            Cell(rule),
            Cell(word or "", SEVERITY_TONES.get(severity, "")),
            Cell(str(count)),
            Cell(str(hidden or "")),
        )
        rows.append(Row(cells, partial(dict, rule=rule, severity=word, count=count, known=hidden)))
    columns = (
        Column("rule", "Rule"),
        Column("severity", "Severity", is_headline=True),
        Column("count", "Count", is_headline=True, is_right=True),
        Column("known", "Known", is_headline=True, is_right=True),
    )
    return Table(report="check", as_of=snapshot.as_of, columns=columns, rows=tuple(rows))


def left_out(snapshot: Snapshot, errors: Iterable[Diagnostic]) -> str:
    """Return what is missing from a report because of errors in reading, the first few by their names."""
    names = list(dict.fromkeys(name for one in errors for name in _left_out(snapshot, one)))
    more = len(names) - MOST_NAMED
    parts = [*names[:MOST_NAMED], f"{more} more"] if more > 0 else names
    listed = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
    return f"{listed} {'were' if len(names) > 1 else 'was'} left out"


def _left_out(snapshot: Snapshot, error: Diagnostic) -> Iterator[str]:
    """Yield the names of what an error hides: the entity, or all broken ones of a file that can't be read to its end.

    What has no name, such as a check-in, or shares it with something that is there, goes by its file.
    """
    broken = [
        record for records in snapshot.names.records.values() for record in records.values()
        if record.is_broken and error.entity in {record.ref, None} and record.path == error.path
    ]  # fmt: skip
    for record in broken:
        yield f"the {record.kind} `{record.id}`"
    if not broken:
        file = f"`{snapshot.workspace.prefix}{error.path}`"
        place = error.place
        yield f"document {place.document + 1} of {file}" if place and _is_one_of_several(snapshot, place) else file


def _is_one_of_several(snapshot: Snapshot, place: Place) -> bool:
    """Return whether other documents of its file are there although this one is not."""
    kinds = snapshot.names.records.values()
    records = [*snapshot.checkin_files, *(record for kind in kinds for record in kind.values())]
    return any(one.path == place.path and one.document != place.document and not one.is_broken for one in records)
