"""A series of numbers by day from a CSV, for `outtrack forecast --series`."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from outtrack.acts.base import RefusedError
from outtrack.acts.typed import number_of
from outtrack.cli.options import UsageError
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAIR = 2


class Read(NamedTuple):
    """What a CSV holds."""

    name: str
    by_day: dict[date, float]
    """The values by day, in order; of several on one day the last."""
    repeated: list[date]
    """The days that have several values."""


def read_series(file: Path, unit: str | None) -> Read:
    """Return the values of a CSV by day; a UsageError says in which line something is wrong.

    The columns are called `date` and `value`, or are the first two. Lines without a value are passed over. Behind a
    number may stand its `unit`.
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
        found = list(_rows(reader, name, unit))
    except csv.Error as error:
        raise UsageError(f"--series: {name}:{reader.line_num}: this is no CSV: {error}") from None
    if not found:
        raise UsageError(f"--series: {name} holds no value: write a line for each day, such as 2026-11-22,15")
    by_day = dict(sorted(dict(found).items()))
    lines = Counter(day for day, _ in found)
    return Read(name, by_day, [day for day in by_day if lines[day] > 1])


def number_in(text: str, unit: str | None, where: str) -> float:
    """Return the number in a text, with or without its unit; a UsageError says what else it is, and where."""
    if unit is None and text.endswith("%"):
        raise UsageError(f"{where}: {shown(text)} is a percentage: add `--unit %`")
    if not any(letter.isdigit() for letter in text):
        raise UsageError(f"{where}: {shown(text)} is not a number: write one such as 12.5")
    try:
        return float(number_of(text, unit, where))
    except RefusedError as error:
        raise UsageError(str(error)) from None


def _rows(reader: Iterator[list[str]], name: str, unit: str | None) -> Iterator[tuple[date, float]]:
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
            yield _day(day, f"{name}:{number}"), number_in(value, unit, f"{name}:{number}")


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
