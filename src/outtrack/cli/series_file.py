"""A series of numbers by day from a CSV, for `outtrack forecast --series`."""

from __future__ import annotations

import csv
import sys
from datetime import date
from typing import TYPE_CHECKING

from outtrack.cli.options import UsageError
from outtrack.compute.series import Measurement
from outtrack.model.amounts import ValueProblem, amount
from outtrack.scalar import Plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAIR = 2


def read_series(file: Path) -> list[Measurement]:
    """Return the values of a CSV by day, in order; a UsageError says in which line something is wrong.

    The columns are called `date` and `value`, or are the first two. Lines without a value are passed over.
    """
    name = "stdin" if str(file) == "-" else str(file)
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"--series: `{name}` can't be read: {(error.strerror or '').lower()}") from None
    except UnicodeDecodeError:
        raise UsageError(f"--series: {name} is not UTF-8: save it as UTF-8") from None
    first = text.partition("\n")[0]
    reader = csv.reader(text.splitlines(), delimiter=max(",;\t", key=first.count))
    try:
        found = {one.date: one for one in _rows(reader, name)}
    except csv.Error as error:
        raise UsageError(f"--series: {name}:{reader.line_num}: this is no CSV: {error}") from None
    return [found[day] for day in sorted(found)]


def _rows(reader: Iterator[list[str]], name: str) -> Iterator[Measurement]:
    places = None
    for number, cells in enumerate(reader, 1):
        if not any(cell.strip() for cell in cells):
            continue
        if places is None:
            places = _places(cells)
            if places is not None:
                continue
            places = 0, 1
        day, value = (cells[place].strip() if place < len(cells) else "" for place in places)
        if value:
            yield Measurement(_day(day, f"{name}:{number}"), _value(value, f"{name}:{number}"))


def _places(header: list[str]) -> tuple[int, int] | None:
    """Return where day and value stand by a header; None where the first line is none."""
    names = [cell.strip().casefold() for cell in header]
    if "date" in names and "value" in names:
        return names.index("date"), names.index("value")
    if len(names) < _PAIR or _is_day(names[0]):
        return None
    return 0, 1


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise UsageError(f"--series: {where}: `{text}` is no day: write it as 2026-11-22") from None


def _value(text: str, where: str) -> float:
    try:
        return float(amount(Plain(text)))
    except ValueProblem as problem:
        number = f" such as {problem.number}" if problem.number else ""
        raise UsageError(f"--series: {where}: {problem.message}; write a plain number{number}") from None
