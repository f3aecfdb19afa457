"""Many check-ins at once: a CSV with a row for each."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING, Final

from outtrack.acts.base import Draft, RefusedError
from outtrack.acts.checkin import Said, record
from outtrack.acts.typed import share_of
from outtrack.diagnostic import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from outtrack.acts.base import Plan
    from outtrack.snapshot import Snapshot

NAMES: Final = ("key_result", "metric")
COLUMNS: Final = (*NAMES, "value", "date", "confidence", "note", "by", "evidence", "source", "correction", "done")
_YES: Final = frozenset(("true", "yes", "x", "1"))
_MOST: Final = 10
"""So many faults are told at once."""


class Row:
    """One row: what it is about as it was written, its line, and what it says."""

    def __init__(self, line: int, name: str, cells: dict[str, str]) -> None:
        self.line, self.name, self.cells = line, name, cells


def rows(data: bytes, source: str) -> list[Row]:
    """Return the rows of a CSV; raise RefusedError where it is none, or has a column that nobody knows."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError(f"{source} is not UTF-8: save it as UTF-8") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    lines = text.splitlines(keepends=True)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        header = [cell.strip().casefold().replace(" ", "_") for cell in next(reader, [])]
        _judge(header, source)
        return list(_read(((reader.line_num, cells) for cells in reader), header))
    except csv.Error as error:
        raise RefusedError(f"{source}:{reader.line_num}: this is no CSV: {error}") from None


def _judge(header: list[str], source: str) -> None:
    if not any(name in header for name in NAMES):
        found = f"; there is {', '.join(header)}" if any(header) else ", and the file is empty"
        raise RefusedError(f"{source}: no column `key_result` or `metric`{found}")
    for name in header:
        if name not in COLUMNS:
            near = did_you_mean(name, COLUMNS, "; ") or f"; there is {', '.join(COLUMNS)}"
            raise RefusedError(f"{source}: no column is called `{name}`{near}")
    if twice := [name for name in header if header.count(name) > 1]:
        raise RefusedError(f"{source}: the column `{twice[0]}` is there twice")


def _read(numbered: Iterable[tuple[int, list[str]]], header: list[str]) -> Iterator[Row]:
    for line, cells in numbered:
        given = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if cell.strip()}
        if not given:
            continue
        if len(cells) > len(header):
            raise RefusedError(f"line {line} has {len(cells)} cells, the first line {len(header)}: put texts in quotes")
        metric = given.pop("metric", None)
        name = given.pop("key_result", None) or (f"metric:{metric.removeprefix('metric:')}" if metric else "")
        yield Row(line, name, given)


def plan_of(snapshot: Snapshot, found: list[Row], source: str, find: Callable[[str], str], by: str | None) -> Plan:
    """Return the plan to record all rows; raise RefusedError with every row that can't be, and then none is.

    `find` returns the ref that a name means, or raises RefusedError.
    """
    draft = Draft(snapshot)
    lines: list[str] = []
    notes: list[str] = []
    wrong: list[str] = []
    for row in found:
        try:
            line, *more = record(draft, find(row.name) if row.name else _missing(), _said(row, snapshot.as_of, by))
        except RefusedError as error:
            wrong.append(f"{source}:{row.line}: {error}")
            continue
        lines.append(line)
        notes += [f"{source}:{row.line}: {note}" for note in more]
    if wrong:
        rest = [f"and {len(wrong) - _MOST} more"] if len(wrong) > _MOST else []
        raise RefusedError("\n".join([*wrong[:_MOST], *rest, "nothing was recorded"]))
    return draft.plan(*lines, notes=notes)


def _missing() -> str:
    raise RefusedError("nothing says which key result or metric the row is about")


def _said(row: Row, day: date, by: str | None) -> Said:
    """Return what a row says."""
    cells = row.cells
    try:
        on = date.fromisoformat(cells["date"]) if "date" in cells else day
    except ValueError:
        raise RefusedError(f"`{cells['date']}` is no day: write it as YYYY-MM-DD") from None
    return Said(
        date=on, value=cells.get("value"), confidence=confidence_of(cells.get("confidence")), by=cells.get("by", by),
        note=cells.get("note"), evidence=cells.get("evidence"), source=cells.get("source"), done=cells.get("done"),
        correction=cells.get("correction", "").casefold() in _YES,
    )  # fmt: skip


def confidence_of(text: str | None) -> float | None:
    """Return a confidence as a share of 1: `0.6`, or `60%`; None for an empty one, RefusedError for what is none."""
    return share_of(text, "confidence") if text is not None and text.strip() else None
