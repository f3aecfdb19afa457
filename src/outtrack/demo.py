"""The example that comes along, with its days moved so that it plays today."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from outtrack.period import parse_period
from outtrack.source import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Keys, Span

DAY: Final = date(2026, 11, 22)
"""The day on which the example plays."""
FISCAL_YEAR_START: Final = 2
SHOP: Final = "shop"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ANY_DAY = re.compile(rf"\b{_DAY.pattern}\b")
_NOTE: Final = """\
*This is a copy by `outtrack demo`: all days in it are {many} than in the story below, so that it plays on the day on
which it was written. Periods became days, since the calendar has none at these: where the original says
`due: 2026-Q4`, the copy has a `start:` and a `due:`. A workspace of your own can have periods.*
"""
_PERIOD_KEYS: Final = frozenset(("due", "start", "by"))


def folder(name: str = SHOP) -> Path:
    """Return where an example lies: in the installed package, or in the checkout it is run from."""
    here = Path(__file__).parent
    installed = here / "data" / ("demo" if name == SHOP else f"start/{name}")
    return installed if installed.is_dir() else here.parents[1] / "examples" / name


def files(as_of: date, name: str = SHOP) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file of an example, its days as far from `as_of` as they are from DAY."""
    root = folder(name)
    for path in sorted(root.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts):
            data = path.read_bytes()
            if path.suffix in {".yaml", ".yml"}:
                data = moved(data, (as_of - DAY).days)
            elif path.suffix == ".md":
                data = moved_page(data, (as_of - DAY).days)
            yield path.relative_to(root).as_posix(), data


def moved(data: bytes, days: int) -> bytes:
    """Return a YAML file with every day in it moved; a period becomes the day of its end, moved.

    A period as the due date of an entity says when it starts, too; so it becomes two lines. Only whole values
    and keys are moved, never a part of a text; everything else keeps its bytes.
    """
    if not days:
        return data
    source = parse(data, "", marks=True)
    edits: list[tuple[Span, str]] = []
    for document, marks in zip(source.documents, source.marks, strict=True):
        for keys, (key_span, span) in marks.items():
            if keys and isinstance(keys[-1], str) and key_span and _DAY.fullmatch(keys[-1]):
                edits.append((key_span, _later(keys[-1], days)))
            value = _at(document, keys)
            new = _moved_value(str(value), keys[-1], days) if keys and isinstance(value, str) else None
            if new:
                edits.append((span, new[0]))
            if (
                new
                and new[1]
                and keys == ("due",)
                and key_span
                and isinstance(document, dict)
                and "start" not in document
            ):
                edits.append((_before(key_span), f"start: {new[1]}\n"))
    lines = data.decode().split("\n")
    for span, text in sorted(edits, key=lambda edit: (edit[0].line, edit[0].column), reverse=True):
        line = lines[span.line - 1]
        lines[span.line - 1] = line[: span.column - 1] + text + line[span.end_column - 1 :]
    return "\n".join(lines).encode()


def moved_page(data: bytes, days: int) -> bytes:
    """Return a page with every day in it moved, and below its heading what was done to it."""
    if not days:
        return data
    heading, _, rest = _ANY_DAY.sub(lambda found: _later(found[0], days), data.decode()).partition("\n")
    many = f"{abs(days)} {'day' if abs(days) == 1 else 'days'} {'later' if days > 0 else 'earlier'}"
    return f"{heading}\n\n{_NOTE.format(many=many)}{rest}".encode()


def _moved_value(value: str, key: object, days: int) -> tuple[str, str] | None:
    """Return what stands for a day or period after the move, and the day on which it begins; None for other values."""
    if _DAY.fullmatch(value):
        return _later(value, days), ""
    if key not in _PERIOD_KEYS:
        return None
    try:
        period = parse_period(value, FISCAL_YEAR_START)
    except ValueError:
        return None
    first, last = (str(day + timedelta(days=days)) for day in (period.first, period.last))
    return (first, "") if key == "start" else (last, first)


def _before(span: Span) -> Span:
    return type(span)(span.line, span.column, span.line, span.column)


def _later(text: str, days: int) -> str:
    return str(date.fromisoformat(text) + timedelta(days=days))


def _at(document: object, keys: Keys) -> object:
    value = document
    for key in keys:
        if isinstance(value, list) and isinstance(key, int):
            value = value[key]
        else:
            value = value.get(key) if isinstance(value, dict) else None
    return value
