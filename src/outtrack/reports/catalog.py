"""The catalog: its outcomes as a list, and single ones as they would be written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from outtrack.catalog import OWN_WORK, catalog, file_text
from outtrack.shapes import EMPTY, Block, Cell, Column, Page, Row, Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outtrack.catalog import Entry
    from outtrack.shapes import Data

COLUMNS = (
    Column("title", "Outcome"),
    Column("id", "Id", is_headline=True),
    Column("sets", "Sets", is_aside=True),
)


def listing(entries: Iterable[Entry], *, with_sets: bool = True) -> Table:
    """Return outcomes of the catalog by their areas; no day plays a part in it."""
    columns = COLUMNS if with_sets else COLUMNS[:-1]
    rows = tuple(_row(one, len(columns)) for one in entries)
    notes = (OWN_WORK, "next: `outtrack catalog show ID`, `outtrack catalog add ID`")
    return Table(
        report="catalog", as_of=None, title="Catalog", columns=columns, rows=rows,
        notes=notes if rows else ("nothing in the catalog is like that: `outtrack catalog` lists all of it",),
    )  # fmt: skip


def pages(entries: Iterable[Entry]) -> Page:
    """Return outcomes of the catalog, a page each, with the file that would be written of it."""
    return Page(report="catalog", as_of=None, sheets=tuple(map(_sheet, entries)))


def _row(entry: Entry, width: int) -> Row:
    sets = Cell(", ".join(entry.sets)) if entry.sets else EMPTY
    cells = (Cell(entry.title), Cell(entry.id, "dim"), sets)
    return Row(cells[:width], partial(_data, entry), group=entry.area)


def _sheet(entry: Entry) -> Sheet:
    known = catalog().entries
    from_others = [one.id for one in known.values() if entry.id in one.influences]
    facts = [("area", Cell(entry.area))]
    for name, ids in (("sets", entry.sets), ("influences", entry.influences), ("influenced by", from_others)):
        if ids:
            facts.append((name, Cell(", ".join(ids))))
    file = file_text(entry)
    data = _data(entry) | {"influenced_by": from_others, "file": file}
    return Sheet(Cell(entry.title), (Block(facts=tuple(facts)), Block("The file", code=file)), data)


def _data(entry: Entry) -> Data:
    return {
        "id": entry.id,
        "title": entry.title,
        "area": entry.area,
        "sets": list(entry.sets),
        "type": str(entry.values.get("type", "product")),
        "who": dict(entry.values["who"]),
        "behaviour": entry.values["behaviour"],
        "key_results": [
            {key: one.get(key) for key in ("id", "title", "unit", "indicator", "cadence", "levels")}
            for one in entry.values["key_results"]
        ],
        "influences": [{"to": to, "strength": strength} for to, strength in entry.influences.items()],
    }
