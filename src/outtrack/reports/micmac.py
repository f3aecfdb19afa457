"""The matrix of direct influence, for tools of structural analysis (MICMAC)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from outtrack.shapes import Cell, Column, Row, Table

if TYPE_CHECKING:
    from outtrack.compute.leverage import Links
    from outtrack.shapes import Data
    from outtrack.snapshot import Snapshot


def matrix(snapshot: Snapshot, links: Links) -> Table:
    """Return a row an outcome, with its influence on each other one, 0 to 4; those without links are left out."""
    linked = {name for ends in links.strengths for name in ends} | links.isolated
    names = [name for name in links.names if name in linked]
    ids = [name.partition(":")[2] for name in names]
    rows = []
    for name, own in zip(names, ids, strict=True):
        strengths = [links.strengths.get((name, other), 0) for other in names]
        cells = (Cell(own), *(Cell(str(one)) for one in strengths))
        rows.append(Row(cells, partial(_data, own, ids, strengths)))
    columns = (Column("id", "Id"), *(Column(one, one, is_right=True) for one in ids))
    return Table(report="map", as_of=snapshot.as_of, columns=columns, rows=tuple(rows), hidden=links.over)


def _data(own: str, ids: list[str], strengths: list[int]) -> Data:
    return {"id": own, "influences": dict(zip(ids, strengths, strict=True))}
