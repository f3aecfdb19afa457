"""Findings with the figures that sum them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Diagnostic, Severity
from outtrack.shapes import Diagnostics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from outtrack.snapshot import Snapshot

MOST_NAMED = 3


def findings(
    snapshot: Snapshot, found: Sequence[Diagnostic], lines: Mapping[str, list[str]], *, with_infos: bool = False
) -> Diagnostics:
    """Return the findings of a check; infos are mostly only counted, since nobody has to act on them."""
    counts = {severity: sum(1 for one in found if one.severity is severity) for severity in Severity}
    shown = tuple(one for one in found if with_infos or one.severity is not Severity.INFO)
    records = [record for kind in snapshot.names.records.values() for record in kind.values()]
    return Diagnostics(
        report="check",
        as_of=snapshot.as_of,
        found=shown,
        hidden=0 if with_infos else counts[Severity.INFO],
        prefix=snapshot.workspace.prefix,
        lines=lines,
        summary={
            "errors": counts[Severity.ERROR],
            "warnings": counts[Severity.WARNING],
            "infos": counts[Severity.INFO],
            "entities": len(records),
            "files": len({record.path for record in (*records, *snapshot.checkin_files)}),
        },
    )


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
        yield f"`{snapshot.workspace.prefix}{error.path}`"
