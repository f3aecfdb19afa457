"""Azure DevOps: the CSV of a query, flat or as a tree of titles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from outtrack.importers.base import AGELESS, Epic, Export, one_line
from outtrack.importers.bodies import lines_with_links
from outtrack.importers.reading import Reading
from outtrack.importers.table import Table, first_filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.importers.base import Settings
    from outtrack.importers.foreign import Foreign

_CSV: Final = {
    "key": ("ID", "Id"), "type": ("Work Item Type", "WorkItemType", "Arbeitselementtyp", "Arbeitsaufgabentyp"),
    "state": ("State", "Status", "Zustand"), "tags": ("Tags", "Kategorien"), "parent": ("Parent", "Parent ID"),
    "body": ("Description", "Beschreibung"), "updated": ("Changed Date", "State Change Date", "Geändert am"),
    "created": ("Created Date", "Erstellt am"), "closed": ("Closed Date", "Geschlossen am"),
}  # fmt: skip
_TITLE: Final = re.compile(r"(?:title|titel)(?: (\d+))?", re.IGNORECASE)
PAGE: Final = 1000
_NO_QUERY: Final = "this is no query of Azure DevOps"


def identify(foreign: Foreign) -> bool:
    """Return whether a file looks like a query of Azure DevOps."""
    if foreign.is_json:
        return False
    table = Table(foreign)
    return all(table.columns(*_CSV[name]) for name in ("key", "type", "state")) and bool(_titles(table))


def extract(foreign: Foreign, settings: Settings) -> Export:
    """Return the epics of a query."""
    reading = Reading("azure", foreign, settings)
    if foreign.is_json:
        raise foreign.error("this is JSON", "export the query as CSV: Export to CSV in the menu of the query")
    export = reading.finish(_rows(reading))
    if export.rows and export.rows % PAGE == 0:
        export.notes.append(f"exactly {export.rows} rows: look whether all are there")
    return export


def _titles(table: Table) -> list[int]:
    """Return the columns of titles: one, or in a tree one for each level."""
    return [place for place, name in enumerate(table.header) if _TITLE.fullmatch(name)]


def _rows(reading: Reading) -> Iterator[Epic]:
    table = Table(reading.foreign)
    at, titles = table.places(_CSV, ("key", "type", "state"), _NO_QUERY), _titles(table)
    if not titles:
        raise table.missing(_NO_QUERY, ("Title", "Title 1"))
    own = reading.own_columns(table, at)
    notes = reading.export.notes
    if not at["parent"] and len(titles) == 1:
        notes.append("no column `Parent`: links through what is above an epic can't be seen")
    if not at["tags"]:
        notes.append("no column `Tags`: links in tags can't be seen")
    if not at["updated"] and not at["created"]:
        notes.append(f"no column `Changed Date`: {AGELESS}")
    above: dict[int, str] = {}
    for row in table.rows():
        key = first_filled(row, at["key"])
        level = next((depth for depth, place in enumerate(titles) if row.cells[place].strip()), 0)
        above[level] = key
        yield Epic(
            key=key,
            title=one_line(first_filled(row, titles)),
            state=first_filled(row, at["state"]),
            type=first_filled(row, at["type"]),
            parent=first_filled(row, at["parent"]) or (above.get(level - 1, "") if level else ""),
            labels=tuple(tag.strip() for tag in first_filled(row, at["tags"]).split(";") if tag.strip()),
            body=lines_with_links(first_filled(row, at["body"])),
            fields={reading.field: first_filled(row, own)},
            updated=first_filled(row, at["updated"]) or first_filled(row, at["created"]),
            closed=first_filled(row, at["closed"]),
            aliases=(f"AB#{key}", f"#{key}") if key else (),
            ref=f"AB#{key}",
            line=row.line,
        )
