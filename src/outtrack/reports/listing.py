"""A table of one kind."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

from outtrack.compute.stages import ALL
from outtrack.compute.terms import lifecycle
from outtrack.figures import amount, plain_data, words
from outtrack.model import kind_class
from outtrack.model.base import key_of
from outtrack.model.declared import enumerations, link_fields, words_of
from outtrack.reports.fields import bare, later_fields, with_fields
from outtrack.reports.lines import entity_data, experiment_text
from outtrack.reports.rows import COLUMNS as STATUS_COLUMNS
from outtrack.reports.rows import key_result_row, outcome_row
from outtrack.reports.values import known_readings, value_text
from outtrack.shapes import Cell, Column, Data, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outtrack.compute.standing import Standings
    from outtrack.snapshot import Snapshot

KEY_RESULT = "key_result"
SHOWN = {
    "vision": ("goals", "reviewed"),
    "strategy": ("goal", "measured_by", "reviewed"),
    "opportunity": ("outcome", "parent", "rank", "importance", "satisfaction"),
    "solution": ("stage", "serves", "horizon", "rank", "effort"),
    "experiment": ("tests", "method", "start", "stop"),
    "output": ("type", "outcomes", "solution", "parent", "due", "shipped", "sprint", "ref"),
    "insight": ("about", "customer", "signal", "date"),
    "metric": ("unit", "latest", "on", "readings"),
}
"""What is worth a column for each kind, beside title, status, owner, team and id."""
BOARDS = {"solution": ("stage", "opportunity"), "output": ("status", "sprint")}
"""By which fields a kind is laid out as a board."""


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
        rows = _grouped(rows, kind, group)
    name = snapshot.config.name or snapshot.workspace.root.name
    is_missing = not rows and not snapshot.is_empty
    notes = (f"there is no {words(kind)} yet",) if is_missing else ()
    title = f"{name}: {words(kind)}"
    return Table(
        report="list", as_of=snapshot.as_of, title=title, columns=columns, rows=tuple(rows), notes=notes,
        is_board=group in BOARDS.get(kind, ()),
    )  # fmt: skip


def group_fields(kind: str) -> list[str]:
    """Return the fields by which a kind can be grouped."""
    if kind in {"outcome", KEY_RESULT}:
        own = ["type", "area", "lifecycle", "computed", "said", "due", "outcome", "shape"]
    else:
        own = [key_of(field.name) for field in fields(kind_class(kind))]
        own += [name for name in BOARDS.get(kind, ()) if name not in own]
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


def _columns(kind: str) -> tuple[Column, ...]:
    known = {field.name for field in fields(kind_class(kind))}
    has_status = "status" in known or kind == "experiment"
    status = [Column("status", "Status", is_headline=kind != "solution")] if has_status else []
    return (
        Column("title", words(kind).capitalize()),
        *status,
        *(
            Column(name, words(name).capitalize(), label=words(name) + " {}", is_headline=name == "stage")
            for name in SHOWN.get(kind, ())
        ),
        Column("owner", "Owner"),
        Column("team", "Team"),
        Column("id", "Id"),
    )


def _entities(snapshot: Snapshot, standings: Standings, kind: str, chosen: set[str] | None) -> Iterable[Row]:
    columns = _columns(kind)
    names = {key_of(field.name): field.name for field in fields(kind_class(kind))}
    for entity in snapshot.all(kind):
        if chosen is not None and entity.ref not in chosen:
            continue
        later = later_fields(entity, snapshot.as_of)
        more = _more(entity, snapshot, standings)
        values = {key: None if key in later else getattr(entity, name) for key, name in names.items()} | more
        cells = [_cell(column.key, entity, values.get(column.key), snapshot) for column in columns]
        yield Row(tuple(cells), partial(_data, entity, snapshot, standings, more))


def _more(entity: Any, snapshot: Snapshot, standings: Standings) -> Data:
    """Return what is said of an entity beside its fields."""
    if entity.kind == "metric":
        return _latest(entity, snapshot)
    if entity.kind == "solution":
        served = [ref for ref in snapshot.graph.up(entity.ref) if ref.startswith("opportunity:")]
        return {"stage": standings.stage(entity), "opportunity": served}
    return {}


def _latest(metric: Any, snapshot: Snapshot) -> Data:
    """Return the readings of a metric up to the day, and the last of them."""
    known = known_readings(metric, snapshot)
    last = known[-1] if known else None
    return {"readings": known, "latest": last and last.value, "on": last and last.date}


def _data(entity: Any, snapshot: Snapshot, standings: Standings, more: Data) -> Data:
    return with_fields(entity_data(entity, snapshot, standings), snapshot, entity) | more


def _cell(key: str, entity: Any, value: Any, snapshot: Snapshot) -> Cell:
    record: type = kind_class(entity.kind)
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
    return Cell(value_text(value, is_word=key in enumerations(record)))


_WORDS = frozenset(("status", "lifecycle", "computed", "said", "shape"))
"""Enumerations that are no fields of a kind."""


def _grouped(rows: list[Row], kind: str, group: str) -> list[Row]:
    """Return the rows under headings, one for each value of a field; with several values, under each.

    The words of an enumeration are in their own order, other values in that of their letters and numbers.
    """
    found = []
    record: type = kind_class("outcome" if kind == KEY_RESULT else kind)
    links = {"opportunity", *(field.key for field in link_fields(record) if field.link)}
    order = ({"stage": ALL} | words_of(record)).get(group, ())
    read = words if group in _WORDS | enumerations(record) else bare if group in links else str
    for row in rows:
        value = plain_data(row.data.get(group))
        if isinstance(value, dict):
            value = value.get("text") or value.get("value")
        values = value if isinstance(value, list) else [value]
        for one in values or [None]:
            name = read(str(one)) if one is not None and not isinstance(one, dict) else f"no {words(group)}"
            place = order.index(one) if one in order else len(order)
            found.append((one is None, place, _natural(name), name, row))
    found.sort(key=lambda entry: entry[:4])
    return [row._replace(group=name) for *_, name, row in found]


def _natural(name: str) -> list[tuple[int, str]]:
    """Return what sorts names with numbers in them by these numbers: `S9` before `S10`."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"([0-9]+)", name)]
