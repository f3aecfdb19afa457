"""Linear: the CSV of a workspace or team, whose columns vary. Its projects are epics, and what is labelled so."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from outtrack.importers.base import Epic, Export, one_line
from outtrack.importers.bodies import lines_with_links
from outtrack.importers.reading import Reading
from outtrack.importers.table import Table, first_filled, unguarded
from outtrack.importers.words import State, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.importers.base import Settings
    from outtrack.importers.foreign import Foreign

_CSV: Final = {
    "key": ("ID",), "title": ("Title",), "state": ("Status",), "labels": ("Labels",), "body": ("Description",),
    "parent": ("Parent issue",), "project": ("Project",), "project id": ("Project ID",), "updated": ("Updated",),
    "created": ("Created",), "started": ("Started",), "completed": ("Completed",),
    "canceled": ("Canceled", "Cancelled"),
}  # fmt: skip
PROJECT: Final = "Project"
_ISSUE: Final = "Issue"
_WAY_OUT: Final = (
    "add the project to an initiative that is called like the outcome's id, with "
    "`trackers: {link_field: Initiatives}` in outtrack.yaml"
)


class _Projects:
    """The projects that the rows name, and how their parts stand."""

    def __init__(self) -> None:
        self.first: dict[str, Epic] = {}
        self.states: dict[str, set[State]] = {}

    def add(self, key: str, name: str, state: State, fields: dict[str, str], line: int) -> None:
        self.states.setdefault(key, set()).add(state)
        known = self.first.get(key)
        if known is None:
            self.first[key] = Epic(
                key=key, title=name, type=PROJECT, is_epic=True, fields=fields, aliases=(name,), ref=key,
                way_out=_WAY_OUT, line=line,
            )  # fmt: skip
        elif not any(known.fields.values()):
            self.first[key] = replace(known, fields=fields)

    def all(self) -> Iterator[Epic]:
        for key, one in self.first.items():
            status = _together(self.states[key])
            yield replace(one, state=status, category=status)


def identify(foreign: Foreign) -> bool:
    """Return whether a file looks like an export of Linear."""
    if foreign.is_json:
        return False
    table = Table(foreign)
    return all(table.columns(*_CSV[name]) for name in ("key", "title", "state")) and bool(table.columns("Team"))


def extract(foreign: Foreign, settings: Settings) -> Export:
    """Return the projects, and the issues that are labelled as epics."""
    reading = Reading("linear", foreign, settings)
    if foreign.is_json:
        raise foreign.error("this is JSON", "export CSV from Linear: Settings, Administration, Import/Export")
    projects = _Projects()
    export = reading.finish(chain(_rows(reading, projects), projects.all()))
    export.rows -= len(projects.first)
    if projects.first:
        export.notes.append("the export has no state of projects: it was taken from their issues")
    return export


def _rows(reading: Reading, projects: _Projects) -> Iterator[Epic]:
    table = Table(reading.foreign)
    at = table.places(_CSV, ("key", "title", "state"), "this is no CSV of Linear")
    own = reading.own_columns(table, at)
    notes = reading.export.notes
    if not at["project"]:
        notes.append("no column `Project`: only what is labelled `epic` can be an epic")
    if not at["parent"]:
        notes.append("no column `Parent issue`: links through what is above an epic can't be seen")
    for row in table.rows():
        state = first_filled(row, at["state"])
        ended = first_filled(row, at["completed"]) or first_filled(row, at["canceled"])
        category = _category(
            *(first_filled(row, at[name]) for name in ("completed", "canceled", "started"))
        ) or state_of(state)
        fields = {reading.field: first_filled(row, own)}
        if name := unguarded(one_line(first_filled(row, at["project"]))):
            projects.add(first_filled(row, at["project id"]) or name, name, category or "todo", fields, row.line)
        key = first_filled(row, at["key"])
        yield Epic(
            key=key,
            title=unguarded(one_line(first_filled(row, at["title"]))),
            state=state,
            category=category,
            type=_ISSUE,
            parent=first_filled(row, at["parent"]) or name,
            labels=tuple(label.strip() for label in first_filled(row, at["labels"]).split(",") if label.strip()),
            body=lines_with_links(first_filled(row, at["body"])),
            fields=fields,
            updated=first_filled(row, at["updated"]) or first_filled(row, at["created"]),
            closed=ended,
            ref=key,
            line=row.line,
        )


def _category(completed: str, canceled: str, started: str) -> State | None:
    """Return how an issue stands by the days that it has."""
    if canceled:
        return "dropped"
    return "done" if completed else "doing" if started else None


def _together(states: set[State]) -> State:
    """Return how a project stands by its issues: done when all are, begun when one is."""
    if states == {"dropped"}:
        return "dropped"
    if states <= {"done", "dropped"}:
        return "done"
    return "todo" if states <= {"todo", "dropped"} else "doing"
