"""A table of one kind."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

from outtrack.compute.terms import lifecycle
from outtrack.model import kind_class
from outtrack.model.base import Link, key_of, link_fields
from outtrack.reports.lines import entity_data, experiment_text
from outtrack.reports.rows import COLUMNS as STATUS_COLUMNS
from outtrack.reports.rows import key_result_row, outcome_row
from outtrack.reports.values import known_readings
from outtrack.shapes import Cell, Column, Data, Row, Table, amount, plain_data, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outtrack.compute.standing import Standings
    from outtrack.snapshot import Snapshot

KEY_RESULT = "key_result"
SHOWN = {
    "vision": ("goals", "reviewed"),
    "strategy": ("goal", "measured_by", "reviewed"),
    "opportunity": ("outcome", "parent", "rank", "importance", "satisfaction"),
    "solution": ("serves", "horizon", "rank", "effort"),
    "experiment": ("tests", "method", "start", "stop"),
    "output": ("type", "outcomes", "solution", "parent", "due", "shipped", "sprint", "ref"),
    "insight": ("about", "customer", "signal", "date"),
    "metric": ("unit", "latest", "on", "readings"),
}
"""What is worth a column for each kind, beside title, status, owner, team and id."""


def listing(
    snapshot: Snapshot, standings: Standings, kind: str, chosen: set[str] | None, group: str | None = None
) -> Table:
    """Return every entity of a kind that is chosen, or every key result; in groups by one of its fields."""
    if kind in {"outcome", KEY_RESULT}:
        columns: tuple[Column, ...] = STATUS_COLUMNS
        rows = list(_outcomes(standings, kind, chosen))
    else:
        columns, rows = _columns(kind), list(_entities(snapshot, standings, kind, chosen))
    if group:
        rows = _grouped(rows, group)
    name = snapshot.config.name or snapshot.workspace.root.name
    is_missing = not rows and not snapshot.is_empty
    notes = (f"there is no {words(kind)} yet",) if is_missing else ()
    title = f"{name}: {words(kind)}"
    return Table(report="list", as_of=snapshot.as_of, title=title, columns=columns, rows=tuple(rows), notes=notes)


def group_fields(kind: str) -> list[str]:
    """Return the fields by which a kind can be grouped."""
    if kind in {"outcome", KEY_RESULT}:
        own = ["type", "area", "lifecycle", "computed", "said", "due", "outcome", "shape"]
    else:
        own = [key_of(field.name) for field in fields(kind_class(kind))]
    return ["owner", "team", "status", *[name for name in own if name not in {"owner", "team", "status"}]]


def _outcomes(standings: Standings, kind: str, chosen: set[str] | None) -> Iterable[Row]:
    for one in standings.all():
        if kind == "outcome":
            if chosen is None or one.outcome.ref in chosen:
                yield outcome_row(one)
        else:
            for kr in one.key_results:
                if chosen is None or f"{KEY_RESULT}:{kr.id}" in chosen or one.outcome.ref in chosen:
                    yield key_result_row(one, kr)._replace(depth=0)


def _same(data: Data) -> Data:
    return data


def _columns(kind: str) -> tuple[Column, ...]:
    known = {field.name for field in fields(kind_class(kind))}
    status = [Column("status", "Status", is_headline=True)] if "status" in known or kind == "experiment" else []
    return (
        Column("title", words(kind).capitalize()),
        *status,
        *(Column(name, words(name).capitalize(), label=words(name) + " {}") for name in SHOWN.get(kind, ())),
        Column("owner", "Owner"),
        Column("team", "Team"),
        Column("id", "Id"),
    )


def _entities(snapshot: Snapshot, standings: Standings, kind: str, chosen: set[str] | None) -> Iterable[Row]:
    columns = _columns(kind)
    record: type = kind_class(kind)
    links = {field.key: field.link for field in link_fields(record) if field.link}
    for entity in snapshot.all(kind):
        if chosen is not None and entity.ref not in chosen:
            continue
        data = entity_data(entity, snapshot, standings)
        for field in fields(entity):
            data.setdefault(key_of(field.name), getattr(entity, field.name))
        if kind == "metric":
            known = known_readings(entity, snapshot)
            data |= {
                "readings": known,
                "latest": known[-1].value if known else None,
                "on": known[-1].date if known else None,
            }
        cells = [_cell(column.key, entity, data, snapshot, links) for column in columns]
        yield Row(tuple(cells), partial(_same, data))


def _cell(key: str, entity: Any, data: dict[str, Any], snapshot: Snapshot, links: dict[str, Link]) -> Cell:
    value = data.get(key)
    if key == "status":
        if entity.kind == "experiment":
            return Cell(experiment_text(entity, snapshot.as_of))
        return Cell(words(lifecycle(entity, snapshot.as_of)))
    if key == "id":
        return Cell(entity.id, "dim")
    if key == "latest":
        return Cell(amount(value, entity.unit) if value is not None else "no reading")
    if key == "readings":
        return Cell(str(len(value or ())))
    if value is None:
        return Cell()
    if isinstance(value, tuple):
        return Cell(", ".join(str(one) for one in value if not hasattr(one, "__dataclass_fields__")))
    if key in links or isinstance(value, str):
        return Cell(words(value) if key in {"signal", "method"} else str(value))
    if isinstance(value, (int, float)):
        return Cell(amount(value))
    shown = plain_data(value)
    return Cell(shown["text"] if isinstance(shown, dict) else str(shown))


def _grouped(rows: list[Row], group: str) -> list[Row]:
    """Return the rows under headings, one for each value of a field; with several values, under each."""
    found = []
    for row in rows:
        value = plain_data(row.data.get(group))
        if isinstance(value, dict):
            value = value.get("text") or value.get("value")
        values = value if isinstance(value, list) else [value]
        for one in values or [None]:
            name = words(str(one)) if one is not None and not isinstance(one, dict) else f"no {words(group)}"
            found.append((one is None, name, row))
    found.sort(key=lambda entry: entry[:2])
    return [row._replace(group=name) for _, name, row in found]
