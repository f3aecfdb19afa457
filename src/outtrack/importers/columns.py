"""The columns of a spreadsheet by the fields that they hold, and their cells as these fields take them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, get_type_hints

from outtrack.frozen import dataclass
from outtrack.importers.cells import amount, is_same_unit, people, period, uses_comma
from outtrack.importers.dates import Days
from outtrack.importers.maps import INNER
from outtrack.importers.table import plain
from outtrack.importers.words import state_of
from outtrack.model import record_class
from outtrack.model.base import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from outtrack.importers.table import Row, Table

PERIODS: Final = frozenset(("start", "due"))
DAYS: Final = frozenset(("closed", "shipped", "reviewed", "date", "stop", "stopped", "decided"))
NUMBERS: Final = frozenset((
    "baseline", "target", "value", "weight", "rank", "effort", "importance", "satisfaction", "reach", "impact",
    "confidence", "score", "required",
))  # fmt: skip
_RELATIVE: Final = re.compile(r"[-+]\d+(?:\.\d+)?\s*(?:%|pp)")


@dataclass(frozen=True, slots=True)
class Noted:
    """A cell that could not be taken as it is, and what was done instead."""

    line: int
    column: str
    text: str
    done: str


class Columns:
    """The cells of one table, by the fields of one kind."""

    def __init__(self, table: Table, kind: str, places: Mapping[str, int], as_of: date, fiscal_year_start: int) -> None:
        self.header, self.foreign = table.header, table.foreign
        self.kind, self.places, self.as_of, self.fiscal_year_start = kind, places, as_of, fiscal_year_start
        self.rows = list(table.rows())
        self.noted: list[Noted] = []
        self.days = Days()
        record: type = record_class(kind)
        hints = get_type_hints(record)
        self.lists = {key_of(name) for name, hint in hints.items() if str(hint).startswith("tuple[")}
        dated = [place for name, place in places.items() if name.rpartition(".")[2] in PERIODS | DAYS]
        numbers = [place for name, place in places.items() if name.rpartition(".")[2] in NUMBERS]
        for row in self.rows:
            for place in dated:
                self.days.note(row.cells[place].strip())
        self.with_comma = table.delimiter == ";" or uses_comma(
            [row.cells[place] for row in self.rows for place in numbers]
        )

    def cell(self, row: Row, name: str) -> str:
        """Return the text of a field in a row, on one line; empty where there is none."""
        return " ".join(row.cells[self.places[name]].split()) if name in self.places else ""

    def column(self, name: str) -> str:
        """Return how the column of a field is called."""
        return self.header[self.places[name]]

    def note(self, row: Row, name: str, done: str) -> None:
        """Note a cell that could not be taken as it is."""
        self.noted.append(Noted(row.line, self.column(name), self.cell(row, name), done))

    def value(self, row: Row, name: str) -> Any:
        """Return a cell as its field takes it, or None where it can't be that."""
        text, key = self.cell(row, name), name.removeprefix(INNER)
        if key == "owner":
            names = people(text)
            if len(names) > 1:
                self.note(row, name, f"read as {len(names)} people: {', '.join(names)}")
            return names if len(names) > 1 else names[0]
        if key in PERIODS:
            return period(text, self.days, self.fiscal_year_start)
        if key in DAYS:
            day = None if self.days.is_guess else self.days.day(text)
            return day.isoformat() if day else None
        if key in NUMBERS:
            if key == "target" and _RELATIVE.fullmatch(text):
                return text.replace(" ", "")
            found = amount(text, with_comma=self.with_comma)
            return found.number if found else None
        if key == "status":
            return self.status(text)
        if key in self.lists and INNER not in name:
            return [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
        return text

    def status(self, text: str) -> str:
        """Return a status in the words of the kind; for an outcome only its end is told by a spreadsheet."""
        word = plain(text).replace(" ", "_")
        known = state_of(text)
        if self.kind == "output" and known:
            return known
        return known if known in {"done", "dropped"} else word

    def fits_unit(self, values: dict[str, Any], row: Row, name: str) -> bool:
        """Return whether the unit beside a number is that of its key result; the first that is said becomes it."""
        key = name.removeprefix(INNER)
        if INNER not in name or key not in {"baseline", "target", "value"}:
            return True
        found = amount(self.cell(row, name), with_comma=self.with_comma)
        if found is None or found.unit is None:
            return True
        known = self.cell(row, INNER + "unit") or values.get("unit")
        if known is None:
            values["unit"] = found.unit
        return is_same_unit(known, found.unit)

    def day_of(self, row: Row) -> str:
        """Return the day of a value: that of its row, else the one it is."""
        text = self.cell(row, INNER + "date")
        day = self.days.day(text) if text else None
        if text and day is None:
            self.note(row, INNER + "date", f"no day: the value counts for {self.as_of}")
        return (day or self.as_of).isoformat()
