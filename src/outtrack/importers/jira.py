"""Jira: the CSV of an issue search, in the language of whoever exported it, and the JSON of its REST interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from outtrack.importers.answers import names_of, text_of
from outtrack.importers.base import AGELESS, Epic, Export, one_line
from outtrack.importers.bodies import lines_with_links
from outtrack.importers.objects import objects_of
from outtrack.importers.reading import Reading
from outtrack.importers.table import Table, all_filled, first_filled
from outtrack.importers.words import JIRA, State, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.importers.base import Settings
    from outtrack.importers.foreign import Foreign
    from outtrack.importers.objects import Objects

EPIC_LEVEL: Final = 1
EPIC_LINK: Final = "customfield_10014"
PAGE: Final = 1000
_CATEGORIES: Final[dict[str, State]] = {"new": "todo", "indeterminate": "doing", "done": "done"}
_NOT_THEIR_OWN: Final = frozenset(("blockquote", "codeBlock"))  # an example or a quotation is no link
_ENGLISH: Final = "in another language than these, set yours to English in Jira and export again"


def identify(foreign: Foreign) -> bool:
    """Return whether a file looks like an export of Jira."""
    if foreign.is_json:
        one = objects_of(foreign).first()
        return one is not None and "key" in one and isinstance(one.get("fields"), dict)
    table = Table(foreign)
    return all(table.columns(*JIRA[name]) for name in ("key", "title", "state"))


def extract(foreign: Foreign, settings: Settings) -> Export:
    """Return the epics of an export."""
    reading = Reading("jira", foreign, settings)
    export = reading.finish(_objects(reading) if foreign.is_json else _rows(reading))
    if export.rows and export.rows % PAGE == 0:
        export.notes.append(
            f"exactly {export.rows} rows: Jira cuts exports at such numbers, so look whether all are there"
        )
    return export


def _rows(reading: Reading) -> Iterator[Epic]:
    table = Table(reading.foreign)
    at = {name: table.columns(*names) for name, names in JIRA.items()}
    for name, what in (("key", "the key"), ("title", "the title"), ("state", "the state")):
        if not at[name]:
            raise table.missing(f"this is no issue export of Jira, {what} is missing", JIRA[name][:2], _ENGLISH)
    _say_what_is_missing(reading, at)
    own = reading.own_columns(table, at)
    for row in table.rows():
        title, key = one_line(first_filled(row, at["title"])), first_filled(row, at["key"])
        number = first_filled(row, at["id"])
        yield Epic(
            key=key,
            title=title,
            **_standing(*(first_filled(row, at[name]) for name in ("state", "category", "resolution"))),
            type=first_filled(row, at["type"]),
            parent=first_filled(row, at["parent"]),
            labels=all_filled(row, at["labels"]),
            body=lines_with_links(first_filled(row, at["body"])),
            fields={reading.field: ",".join(all_filled(row, own))},
            updated=first_filled(row, at["updated"]) or first_filled(row, at["created"]),
            closed=first_filled(row, at["closed"]),
            aliases=(number,) if number else (),
            ref=key,
            line=row.line,
        )


def _say_what_is_missing(reading: Reading, at: dict[str, list[int]]) -> None:
    notes = reading.export.notes
    if not at["type"]:
        notes.append("no column for the type: only the label `epic` or `--type all` tells what is an epic")
    if not at["parent"]:
        notes.append("no column for a parent or epic link: links through what is above an epic can't be seen")
    if not at["labels"] and not at["body"]:
        notes.append("no column for labels or description: links there can't be seen")
    if not at["updated"] and not at["created"]:
        notes.append(f"no column for the day of the last change: {AGELESS}")


def _standing(state: str, category: str, resolution: str) -> dict[str, Any]:
    """Return the state and what its category says; what ended without having been done is dropped, with the reason."""
    known = _CATEGORIES.get(category) or state_of(category)
    if (known or state_of(state)) == "done" and state_of(resolution) == "dropped":
        return {"state": f"{state} ({resolution})", "category": "dropped"}
    return {"state": state, "category": known}


def _objects(reading: Reading) -> Iterator[Epic]:
    objects = objects_of(reading.foreign)
    for found in objects.all():
        data, fields = found.data, found.data.get("fields")
        if not isinstance(fields, dict) or "key" not in data:
            raise objects.missing("this is no JSON of Jira", ("key", "fields"), data)
        if "summary" not in fields:
            raise objects.missing("Jira was asked for other fields", ("summary",), fields)
        status, kind = _object(fields.get("status")), _object(fields.get("issuetype"))
        parent = _object(fields.get("parent"))
        key = text_of(data["key"])
        yield Epic(
            key=key,
            title=one_line(text_of(fields["summary"])),
            **_standing(
                text_of(status),
                text_of(_object(status.get("statusCategory")).get("key")),
                text_of(fields.get("resolution")),
            ),
            type=text_of(kind),
            is_epic=kind.get("hierarchyLevel") == EPIC_LEVEL,
            parent=text_of(parent.get("key") or parent.get("id") or fields.get(EPIC_LINK)),
            labels=names_of(fields.get("labels")),
            body=lines_with_links(_document(fields.get("description"))),
            fields={reading.field: _custom(fields, reading.field, objects)},
            updated=text_of(fields.get("updated") or fields.get("created")),
            closed=text_of(fields.get("resolutiondate")),
            aliases=(text_of(data.get("id")),) if data.get("id") else (),
            ref=key,
            line=found.line,
            column=found.column,
            length=found.length,
        )
    if objects.has_more:
        reading.export.notes.append("the answer is one page of several: fetch the others, too")


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _custom(fields: dict[str, Any], name: str, objects: Objects) -> str:
    """Return a custom field by its id, or by its name where the answer explains its names."""
    ids = [key for key, shown in objects.names.items() if str(shown).casefold() == name.casefold()]
    value = next((fields[key] for key in (name, *ids) if key in fields), None)
    return ",".join(names_of(value)) if isinstance(value, list) else text_of(value)


def _marked(one: dict[str, Any]) -> str:
    """Return the text of a part of a description, between backticks where it is shown as code."""
    text, marks = text_of(one.get("text")), one.get("marks")
    is_code = isinstance(marks, list) and any(_object(mark).get("type") == "code" for mark in marks)
    return f"`{text}`" if text and is_code else text


def _document(value: Any) -> str:
    """Return the text of a description, which version 3 of the interface gives as a tree."""
    if isinstance(value, str):
        return value
    lines: list[str] = []
    todo = [value]
    while todo:
        one = todo.pop()
        if isinstance(one, list):
            todo += reversed(one)
        elif isinstance(one, dict) and one.get("type") not in _NOT_THEIR_OWN:
            if one.get("type") in {"paragraph", "heading", "listItem", "hardBreak"} or not lines:
                lines.append("# " if one.get("type") == "heading" else "")
            lines[-1] += _marked(one)
            todo.append(one.get("content"))
    return "\n".join(lines)
