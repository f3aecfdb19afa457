"""CSV as it comes out of trackers and spreadsheets: its columns by name, its rows with their lines."""

from __future__ import annotations

import csv
import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from outtrack.importers.foreign import Foreign

DELIMITERS: Final = (",", ";", "\t", "|")
MAX_CELL: Final = 8 * 1024 * 1024
_SEPARATOR: Final = re.compile(r"\"?sep=(.)\"?", re.IGNORECASE)
_IN_BRACKETS: Final = re.compile(r"[^()]+\((.+)\)")
_SHOWN: Final = 12
_GUARDED: Final = re.compile(r"'(?=[=+@;-])")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line of the file on which it begins, and its cells."""

    line: int
    cells: list[str]


def plain(name: str) -> str:
    """Return a name as names are compared: without case, outer blanks and doubled ones."""
    return " ".join(name.casefold().split())


class Table:
    """The rows of a CSV file below its header."""

    def __init__(self, foreign: Foreign, *, is_ragged: bool = False) -> None:
        self.foreign, self.is_ragged = foreign, is_ragged
        self.narrow: int | None = None
        csv.field_size_limit(MAX_CELL)
        self.delimiter, self.skipped = self._delimiter()
        self.header = [cell.strip() for cell in self._first(self.delimiter)]
        self.by_name: dict[str, list[int]] = {}
        for place, name in enumerate(self.header):
            self.by_name.setdefault(plain(name), []).append(place)

    def _delimiter(self) -> tuple[str, int]:
        """Return what stands between cells, and how many lines come before the header."""
        with self.foreign.text() as text:
            first = text.readline()
        if found := _SEPARATOR.fullmatch(first.rstrip("\r\n")):
            return found[1], 1
        self.skipped = 0
        return max(DELIMITERS, key=lambda one: len(self._first(one))), 0

    def _first(self, delimiter: str) -> list[str]:
        """Return the cells of the first row, as far as it can be read."""
        with self.foreign.text() as text:
            for _ in range(self.skipped):
                text.readline()
            try:
                return next((row for row in csv.reader(text, delimiter=delimiter) if any(row)), [])
            except csv.Error:
                return []

    def columns(self, *names: str) -> list[int]:
        """Return the places of the columns with one of these names, those of the first name first.

        A custom field of Jira counts by the name in its brackets, in whatever language the word before them is.
        """
        found = [place for name in names for place in self.by_name.get(plain(name), ())]
        return list(
            dict.fromkeys([*found, *(place for name in names for place in self._in_brackets.get(plain(name), ()))])
        )

    @cached_property
    def _in_brackets(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, name in enumerate(self.header):
            inner = _IN_BRACKETS.fullmatch(name)
            if inner and "link" not in name.partition("(")[0].casefold():  # an issue link is no custom field
                found.setdefault(plain(inner[1]), []).append(place)
        return found

    def rows(self) -> Iterator[Row]:
        """Yield the rows that hold anything; raise ExportError at the first that can't be told apart into cells."""
        with self.foreign.text() as text:
            for _ in range(self.skipped):
                text.readline()
            reader = csv.reader(text, delimiter=self.delimiter, strict=True)
            line, is_header = 1 + self.skipped, True
            while True:
                try:
                    cells = next(reader, None)
                except csv.Error as error:
                    raise self._unreadable(error, line) from None
                if cells is None:
                    return
                if any(cells):
                    if not is_header:
                        self.narrow = self._narrow(cells) if self.narrow is None else self.narrow
                        yield Row(line, self._fitted(cells, line))
                    is_header = False
                line = reader.line_num + 1 + self.skipped

    def _narrow(self, first: list[str]) -> int:
        """Return how many cells each row needs: as the header, or one less where the first row shows that.

        Some trackers leave out the last cell of every row; in a file that is cut off only the last row is short.
        """
        wide = len(self.header)
        return wide - 1 if len(first) == wide - 1 and self.foreign.ends_with_a_line else wide

    def _fitted(self, cells: list[str], line: int) -> list[str]:
        """Return the cells of a row, as many as the header has."""
        wide = len(self.header)
        if len(cells) > wide and any(cells[wide:]):
            message = f"this row has {_cells(cells)}, the header {wide}"
            raise self.foreign.error(message, "a quote or separator is missing; export the file again", line)
        if len(cells) < (wide if self.narrow is None else self.narrow) and not self.is_ragged:
            message = f"this row has {_cells(cells)}, the header {wide}: the file is cut off, or was edited"
            raise self.foreign.error(message, "export it again", line)
        return cells[:wide] + [""] * (wide - len(cells))

    def _unreadable(self, error: csv.Error, line: int) -> Exception:
        if "unexpected end" in str(error):
            message = "the row that begins here is not finished: a quote is opened and the file ends within it"
            return self.foreign.error(message, "the file is cut off: export it again", line)
        message = "a quote in the row that begins here is opened and not closed where the cell ends"
        return self.foreign.error(message, "export the file again, or double the quotes within the cell", line)

    def places(self, names: Mapping[str, Sequence[str]], required: Sequence[str], what: str) -> dict[str, list[int]]:
        """Return the columns of everything that has names; raise ExportError where a required one is not there."""
        found = {one: self.columns(*spelled) for one, spelled in names.items()}
        for one in required:
            if not found[one]:
                raise self.missing(what, names[one][:2])
        return found

    def twice(self, columns: Iterable[Sequence[int]]) -> Iterator[str]:
        """Yield a note for each of these columns, of which one cell a row is read, that stands there twice."""
        for places in columns:
            for name in dict.fromkeys(self.header[place] for place in places):
                if len(self.by_name[plain(name)]) > 1:
                    yield f"the column `{name}` stands twice: in each row, the first that is filled counts"

    def missing(self, what: str, names: Sequence[str], hint: str = "") -> Exception:
        """Return the error that columns are missing, with those that were looked for and those that there are."""
        there = [name for name in dict.fromkeys(self.header) if name]
        more = f" and {len(there) - _SHOWN} more" if len(there) > _SHOWN else ""
        found = ", ".join(f"`{name}`" for name in there[:_SHOWN])
        looked = " or ".join(f"`{name}`" for name in names)
        return self.foreign.error(f"{what}: no column {looked}; there are {found or 'none'}{more}", hint)


def _cells(cells: Sequence[str]) -> str:
    return "1 cell" if len(cells) == 1 else f"{len(cells)} cells"


def first_filled(row: Row, columns: Sequence[int]) -> str:
    """Return the first cell of these columns that is not empty, trimmed."""
    for place in columns:
        if text := row.cells[place].strip():
            return text
    return ""


def all_filled(row: Row, columns: Sequence[int]) -> tuple[str, ...]:
    """Return the cells of these columns that are not empty, trimmed, each once."""
    return tuple(dict.fromkeys(text for place in columns if (text := row.cells[place].strip())))


def unguarded(text: str) -> str:
    """Return a cell without the quote that some trackers put before what a spreadsheet could take for a formula."""
    return _GUARDED.sub("", text, count=1) if text.startswith("'") else text
