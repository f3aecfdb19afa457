"""Rows of a spreadsheet -> what files say: objectives with the key results below them, or one thing a row.

A cell that can't be what its field takes is kept as text, where people will see it, and noted with its row and column.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Any, Final

from outtrack.frozen import dataclass
from outtrack.importers.cells import is_nothing
from outtrack.importers.columns import DAYS, NUMBERS, PERIODS, Columns, Noted
from outtrack.importers.maps import INNER, ROW
from outtrack.importers.table import plain
from outtrack.model.amounts import ValueProblem
from outtrack.model.base import slug
from outtrack.model.values import identifier

if TYPE_CHECKING:
    from outtrack.importers.table import Row

_OF_BOTH: Final = ("owner", "due", "start")
"""What an objective and a key result both have: in a row of a key result it is the key result's, where it differs."""
_OBJECTIVE: Final = re.compile(r"(?:o|objective|outcome|goal|ziel|objetivo|objectif|cel|obiettivo|doel|mål)\b.*|o\d+.*")
_KEY_RESULT: Final = re.compile(
    r"(?:kr|key.?result|schlüsselergebnis|resultado.?clave|résultat.?clé|kluczowy.?rezultat|risultato.?chiave|kpi)\b.*|kr\d+.*"
)


@dataclass(slots=True)
class Thing:
    """One entity of the spreadsheet: what its file says, and the cell that each value comes from."""

    id: str
    line: int
    values: dict[str, Any]
    cells: dict[tuple[str | int, ...], tuple[int, str, str]] = field(default_factory=dict)
    """Line, column and text, by the keys of the value."""


class Sheet:
    """Reads the rows of one table by one map."""

    def __init__(self, columns: Columns) -> None:
        self.columns, self.places, self.kind = columns, columns.places, columns.kind
        self.things: list[Thing] = []
        self.by_title: dict[str, Thing] = {}
        self.last: Thing | None = None
        self.ids: set[str] = set()

    def read(self) -> list[Thing]:
        """Return the things that the rows describe; raise ExportError at a row that can't be any."""
        for row in self.columns.rows:
            title, inner = self.titles(row)
            if title is None and inner is None:
                continue
            if title:
                self.begin(row, title)
            elif self.last is None:
                raise self.columns.foreign.error(
                    "this row has a key result, but no objective is above it", line=row.line
                )
            if inner and self.last is not None:
                self.key_result(self.last, row, inner)
        return self.things

    def titles(self, row: Row) -> tuple[str | None, str | None]:
        """Return the titles of the objective and the key result in a row, empty for none; None for a row left out."""
        title, inner = self.columns.cell(row, "title"), self.columns.cell(row, INNER + "title")
        if ROW in self.places:
            word = plain(self.columns.cell(row, ROW))
            if _KEY_RESULT.fullmatch(word):
                return "", inner or title
            if not _OBJECTIVE.fullmatch(word):
                self.columns.note(row, ROW, "neither an objective nor a key result: the row is left out")
                return None, None
            return title, ""
        if not title and not inner:
            raise self.columns.foreign.error(
                f"this row has no title (column `{self.columns.column('title')}`)", line=row.line
            )
        return title, inner

    def begin(self, row: Row, title: str) -> None:
        """Begin a thing, or go on with the one of the same title: in a spreadsheet of key results it is repeated."""
        known = self.by_title.get(plain(title))
        if known is not None and not (self.kind == "outcome" and INNER + "title" in self.places):
            self.columns.note(row, "title", f"stands on line {known.line}, too: a second one of the name")
            known = None
        if known is not None:
            self.last = known
            return
        thing = Thing(self.new_id(row, title), row.line, {"title": title})
        for name in self.places:
            if name not in {"title", "id", ROW} and not name.startswith(INNER):
                self.put(thing, thing.values, (), row, name)
        self.by_title[plain(title)] = self.last = thing
        self.things.append(thing)

    def new_id(self, row: Row, title: str) -> str:
        """Return an id that no other row has: that of the row, made fit to be one, else the words of the title."""
        given = self.columns.cell(row, "id")
        wanted, number = (fit_to_be_an_id(given) if given else slug(title)) or f"{self.kind}-{row.line}", 1
        candidate = wanted
        while candidate.casefold() in self.ids:
            number += 1
            candidate = f"{wanted}-{number}"
        if given and candidate != given:
            self.columns.note(
                row, "id", f"the id is `{candidate}`" + (": another row has the first" if number > 1 else "")
            )
        self.ids.add(candidate.casefold())
        return candidate

    def key_result(self, thing: Thing, row: Row, title: str) -> None:
        """Add a key result to a thing."""
        known: list[dict[str, Any]] = thing.values.setdefault("key_results", [])
        names, name = {one["id"] for one in known}, slug(title) or f"kr-{len(known) + 1}"
        wanted, number = name, 1
        while name in names:
            number += 1
            name = f"{wanted}-{number}"
        one: dict[str, Any] = {"id": name, "title": title}
        keys = ("key_results", len(known))
        known.append(one)
        for inner in (name for name in self.places if name.startswith(INNER) and name != INNER + "title"):
            self.put(thing, one, keys, row, inner)
        if row.line != thing.line:
            for name in _OF_BOTH:
                if name in self.places and INNER + name not in self.places and self.columns.cell(row, name):
                    self.put_own(thing, one, keys, row, name)

    def put_own(self, thing: Thing, one: dict[str, Any], keys: tuple[str | int, ...], row: Row, name: str) -> None:
        """Write into a key result what its row says otherwise than its objective."""
        value = self.columns.value(row, name)
        if value is not None and value != thing.values.get(name):
            one[name] = value
            thing.cells[*keys, name] = (row.line, self.columns.column(name), self.columns.cell(row, name))

    def put(self, thing: Thing, values: dict[str, Any], keys: tuple[str | int, ...], row: Row, name: str) -> None:
        """Write a cell into the values of a thing, or keep it as text there."""
        text, key = self.columns.cell(row, name), name.removeprefix(INNER)
        if name.endswith("description"):
            text = row.cells[self.places[name]].strip().replace("\r\n", "\n")
        if not text or (key == "date" and INNER in name):
            return
        if is_nothing(text) and key in NUMBERS | PERIODS | DAYS:
            self.columns.note(row, name, "says nothing: left out")
            return
        value = self.columns.value(row, name) if key != "description" else text
        if value is None or (not isinstance(value, str) and not self.columns.fits_unit(values, row, name)):
            self.keep(thing, values, keys, (row.line, self.columns.column(name), text))
        elif key == "value":
            values["checkins"] = [{"date": self.columns.day_of(row), "value": value}]
            thing.cells[*keys, "checkins"] = (row.line, self.columns.column(name), text)
        elif key == "description" and "description" in values:
            values["description"] = f"{value}\n{values['description']}"
        else:
            values[key] = value
            thing.cells[*keys, key] = (row.line, self.columns.column(name), text)

    def keep(
        self, thing: Thing, values: dict[str, Any], keys: tuple[str | int, ...], cell: tuple[int, str, str]
    ) -> None:
        """Keep a cell as text: a key result's in its description, any other under `fields`."""
        line, column, text = cell
        if keys:
            said = f"{column}: {text}"
            values["description"] = f"{values['description']}\n{said}" if values.get("description") else said
            self.columns.noted.append(Noted(line, column, text, f"kept in the description of `{values['title']}`"))
        else:
            values.setdefault("fields", {})[column] = text
            self.columns.noted.append(Noted(line, column, text, f"kept under `fields` of `{thing.id}`"))


def fit_to_be_an_id(text: str) -> str:
    """Return a text as an id: as it is where it is one, else its words joined; empty where nothing is left of it."""
    if " " in text:
        return slug(text)
    try:
        return identifier(text)
    except ValueProblem:
        return slug(text)
