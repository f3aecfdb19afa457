"""What is due for a check-in, as a table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from outtrack.names import KEY_RESULT
from outtrack.reports.texts import now_text, target_text
from outtrack.shapes import Cell, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from outtrack.compute.due import Due

COLUMNS = (
    Column("title", "Key result"),
    Column("days", "Overdue", is_headline=True, is_right=True),
    Column("now", "Last", label="last {}", is_right=True),
    Column("target", "Target", label="{}"),
    Column("last", "On", label="on {}"),
    Column("owner", "Owner"),
    Column("id", "Id"),
)


def due(found: Sequence[Due], as_of: date) -> Table:
    """Return what is due, the most overdue first."""
    notes = () if found else ("no check-in is due; `outtrack checkin KR VALUE` records a value on any day",)
    return Table(
        report="checkin", as_of=as_of, columns=COLUMNS, rows=tuple(map(_row, found)), notes=notes,
        summary={"written": False, "said": [], "notes": []},
    )  # fmt: skip


def _row(one: Due) -> Row:
    standing = one.standing
    days = "today" if one.days == 0 else f"{one.days} d"
    cells = (
        Cell(standing.key_result.title, "strong"),
        Cell(days, "warn" if one.days else ""),
        Cell(now_text(standing)),
        Cell(target_text(standing)),
        Cell(str(standing.last) if standing.last else "never"),
        Cell(", ".join(one.owner)),
        Cell(standing.id, "dim"),
    )
    return Row(cells, partial(_data, one))


def _data(one: Due) -> dict[str, Any]:
    standing = one.standing
    return {
        "id": f"{KEY_RESULT}:{standing.id}",
        "title": standing.key_result.title,
        "days": one.days,
        "since": one.since.isoformat(),
        "now": standing.progress.value,
        "last": standing.last.isoformat() if standing.last else None,
        "target": standing.progress.target,
        "unit": standing.unit,
        "due": standing.due.isoformat() if standing.due else None,
        "owner": list(one.owner),
    }
