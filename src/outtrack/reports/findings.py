"""Findings with the figures that sum them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Diagnostic, Severity
from outtrack.shapes import Diagnostics

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from outtrack.snapshot import Snapshot


def findings(
    snapshot: Snapshot, found: Sequence[Diagnostic], lines: Mapping[str, list[str]], *, with_infos: bool = False
) -> Diagnostics:
    """Return the findings of a check; infos are mostly only counted, since nobody has to act on them."""
    counts = {severity: sum(1 for one in found if one.severity is severity) for severity in Severity}
    shown = tuple(one for one in found if with_infos or one.severity is not Severity.INFO)
    records = [record for kind in snapshot.names.records.values() for record in kind.values()]
    files = sorted({record.path for record in (*records, *snapshot.checkin_files)})
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
            "files": len(files),
        },
        files=tuple(files),
    )
