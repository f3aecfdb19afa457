"""What nobody has sorted yet, as a table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from outtrack.shapes import Cell, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from outtrack.model.base import Entity

COLUMNS = (
    Column("title", "Title"),
    Column("kind", "Kind", is_headline=True),
    Column("customer", "Customer"),
    Column("owner", "Owner"),
    Column("id", "Id"),
)


def table(found: Sequence[Entity], as_of: date) -> Table:
    """Return the entities of the inbox, one a row."""
    notes = () if found else ("the inbox is empty",)
    return Table(report="triage", as_of=as_of, columns=COLUMNS, rows=tuple(map(_row, found)), notes=notes)


def _row(one: Entity) -> Row:
    texts = (one.title, one.kind, getattr(one, "customer", None) or "", ", ".join(one.owner), one.id)
    return Row(tuple(map(Cell, texts)), partial(_data, one))


def _data(one: Entity) -> dict[str, Any]:
    return {
        "id": one.ref,
        "kind": one.kind,
        "title": one.title,
        "customer": getattr(one, "customer", None),
        "owner": list(one.owner),
    }
