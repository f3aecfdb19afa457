"""Any CSV: the rows of a spreadsheet become files of one kind, by a map of its columns.

What is there already, by its id, is left as it is: a spreadsheet starts files, it does not keep them up to date.
"""

from __future__ import annotations

from dataclasses import field
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from outtrack.config import Config
from outtrack.files import WORKSPACE_FILE
from outtrack.frozen import dataclass
from outtrack.importers.columns import Columns, Noted
from outtrack.importers.fitting import judged
from outtrack.importers.maps import KIND, Map, MapError, check, parse, suggest
from outtrack.importers.rows import Sheet
from outtrack.importers.table import Table, plain
from outtrack.model import record_class
from outtrack.shapes import Cell, Column, Row
from outtrack.shapes import Table as Shape
from outtrack.write import Change, Put, arranged, document, edit

if TYPE_CHECKING:
    from outtrack.importers.foreign import Foreign
    from outtrack.snapshot import Snapshot

COLUMNS: Final = (Column("id", "Id"), Column("action", "Action", is_headline=True), Column("title", "Title"))


@dataclass(slots=True)
class Rows:
    """What an import of rows would do."""

    chosen: Map
    is_suggested: bool
    rows: int = 0
    made: list[tuple[str, str, str, str, int]] = field(default_factory=list)
    """Action, id, path, title and line of every thing."""
    changes: list[Change] = field(default_factory=list)
    noted: list[Noted] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """The columns that are mapped to nothing."""
    twice: list[str] = field(default_factory=list)
    """Those of them that stand in the file more than once, so that none could be meant."""

    def count(self, action: str) -> int:
        """Return how many things are created or kept."""
        return sum(1 for one in self.made if one[0] == action)


def identify(_: Foreign) -> bool:
    """Return False: any CSV may be one, so that it is for people to say."""
    return False


def plan(snapshot: Snapshot, foreign: Foreign, kind: str | None, parts: list[str], folder: str) -> Rows:
    """Return what an import would do; raise MapError for a map that does not fit, ExportError for a broken file."""
    if foreign.is_json:
        raise foreign.error("this is JSON, not CSV", "export it as CSV")
    table = Table(foreign, is_ragged=True)
    saved = (snapshot.config.trackers.maps if snapshot.config.trackers else None) or {}
    given = parse(parts, kind, saved)
    chosen = given or suggest(table, kind or "outcome")
    places = check(chosen, table)
    columns = Columns(table, chosen.kind, places, snapshot.as_of, snapshot.config.fiscal_year_start)
    result = Rows(chosen, given is None, len(columns.rows))
    record: type = record_class(chosen.kind)
    known = {one.id.casefold() for one in snapshot.names.records[chosen.kind].values()}
    for thing in judged(Sheet(columns), snapshot.config):
        path = f"{folder}/{thing.id}.yaml"
        title = str(thing.values["title"])
        is_there = thing.id.casefold() in known or (snapshot.workspace.root / path).exists()
        result.made.append(("keep" if is_there else "create", thing.id, path, title, thing.line))
        if not is_there:
            result.changes.append(Change(path, None, document(arranged(record, thing.values)).encode()))
    result.changes.sort(key=lambda change: change.path)
    result.noted = sorted(columns.noted, key=lambda one: one.line)
    used = set(places.values())
    result.left_out = list(dict.fromkeys(name for place, name in enumerate(table.header) if name and place not in used))
    result.twice = [name for name in result.left_out if len(table.by_name[plain(name)]) > 1]
    return result


def saving(snapshot: Snapshot, chosen: Map, name: str) -> list[Change]:
    """Return the change of the configuration that keeps a map under a name; raise MapError where another has it."""
    before = snapshot.workspace.read(WORKSPACE_FILE)
    value = {KIND: chosen.kind, **chosen.columns}
    saved = (snapshot.config.trackers.maps if snapshot.config.trackers else None) or {}
    if name in saved and saved[name] != value:
        raise MapError(f"outtrack.yaml has another map `{name}`: choose another name, or delete it there first")
    after = edit(before, [Put(("trackers", "maps", name), value)], WORKSPACE_FILE, Config)
    return [Change(WORKSPACE_FILE, before, after)] if after != before else []


def table_of(done: Rows, snapshot: Snapshot, *, is_written: bool) -> Shape:
    """Return what becomes of the rows as a table, with the figures."""
    return Shape(
        report="import",
        as_of=snapshot.as_of,
        columns=COLUMNS,
        rows=tuple(
            Row(
                (Cell(one[1]), Cell(one[0]), Cell(one[3])),
                partial(_data, done.chosen.kind, snapshot.workspace.prefix, one),
            )
            for one in done.made
        ),
        summary={
            "tracker": "csv",
            "kind": done.chosen.kind,
            "map": dict(done.chosen.columns),
            "suggested": done.is_suggested,
            "rows": done.rows,
            "created": done.count("create"),
            "kept": done.count("keep"),
            "left_out": done.left_out,
            "cells": [
                {"line": one.line, "column": one.column, "text": one.text, "done": one.done} for one in done.noted
            ],
            "written": is_written,
        },
    )


def _data(kind: str, prefix: str, one: tuple[str, str, str, str, int]) -> dict[str, Any]:
    action, name, path, title, line = one
    return {"id": f"{kind}:{name}", "action": action, "path": prefix + path, "title": title, "line": line}
