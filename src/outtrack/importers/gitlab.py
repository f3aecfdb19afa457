"""GitLab: work items by GraphQL, issues and epics by REST, and the CSV of a project."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from outtrack.importers.answers import names_of, text_of
from outtrack.importers.base import Epic, Export, one_line
from outtrack.importers.bodies import lines_with_links
from outtrack.importers.objects import objects_of
from outtrack.importers.reading import Reading
from outtrack.importers.table import Table, first_filled, unguarded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.importers.base import Settings
    from outtrack.importers.foreign import Foreign
    from outtrack.importers.words import State

_ADDRESS: Final = re.compile(r"https?://[^/]+/(?:groups/)?(.+?)/-/(issues|epics|work_items)/(\d+)")
_STATES: Final[dict[str, State]] = {"opened": "todo", "open": "todo", "closed": "done"}
_CATEGORIES: Final[dict[str, State]] = {
    "triage": "todo", "to_do": "todo", "in_progress": "doing", "done": "done", "canceled": "dropped",
}  # fmt: skip
_CSV: Final = {
    "id": ("ID",), "number": ("IID", "Issue ID"), "title": ("Title",), "url": ("URL",), "state": ("State",),
    "type": ("Type",), "labels": ("Labels",), "body": ("Description",), "updated": ("Updated At (UTC)",),
    "created": ("Created At (UTC)",), "closed": ("Closed At (UTC)",), "parent": ("Parent ID", "Epic ID"),
}  # fmt: skip


def identify(foreign: Foreign) -> bool:
    """Return whether a file looks like an export of GitLab."""
    if foreign.is_json:
        one = objects_of(foreign).first()
        return one is not None and "iid" in one and "title" in one
    table = Table(foreign)
    return all(table.columns(*_CSV[name]) for name in ("number", "title", "url", "state"))


def extract(foreign: Foreign, settings: Settings) -> Export:
    """Return the epics among work items."""
    reading = Reading("gitlab", foreign, settings)
    return reading.finish(_objects(reading) if foreign.is_json else _rows(reading))


def _rows(reading: Reading) -> Iterator[Epic]:
    table = Table(reading.foreign)
    at = table.places(_CSV, ("number", "title", "state"), "this is no CSV of GitLab")
    own = reading.own_columns(table, at)
    notes = reading.export.notes
    if not at["type"]:
        notes.append(
            "no column `Type` (it comes with GitLab 18.4): only the label `epic` or `--type all` tells what is an epic"
        )
    if not at["parent"]:
        notes.append("no column `Parent ID`: links through what is above an epic can't be seen")
    for row in table.rows():
        url, number = first_filled(row, at["url"]), first_filled(row, at["number"])
        key, state = _key(url) or f"#{number}", first_filled(row, at["state"])
        yield Epic(
            key=key if number or url else "",
            title=unguarded(one_line(first_filled(row, at["title"]))),
            url=url,
            state=state.lower(),
            category=_STATES.get(state.lower()),
            type=first_filled(row, at["type"]),
            parent=first_filled(row, at["parent"]),
            labels=tuple(name.strip() for name in first_filled(row, at["labels"]).split(",") if name.strip()),
            body=lines_with_links(first_filled(row, at["body"])),
            fields={reading.field: first_filled(row, own)},
            updated=first_filled(row, at["updated"]) or first_filled(row, at["created"]),
            closed=first_filled(row, at["closed"]),
            aliases=tuple(name for name in (first_filled(row, at["id"]), url) if name),
            ref=url or key,
            line=row.line,
        )


def _key(address: str) -> str:
    """Return the name of a work item over all of GitLab, `group/project#12` or `group&5`; empty without an address."""
    found = _ADDRESS.match(address)
    return f"{found[1]}{'&' if found[2] == 'epics' else '#'}{found[3]}" if found else ""


def _objects(reading: Reading) -> Iterator[Epic]:
    objects = objects_of(reading.foreign)
    for found in objects.all():
        data = found.data
        if "iid" not in data or "title" not in data:
            raise objects.missing("these are no work items of GitLab", ("iid", "title"), data)
        parts = {str(one.get("type")): one for one in data.get("widgets") or () if isinstance(one, dict)}
        url = text_of(data.get("webUrl") or data.get("web_url"))
        key, state = _key(url) or f"#{data['iid']}", text_of(data.get("state")).lower()
        status = _part(parts, "STATUS", "status")
        kind = text_of(data.get("workItemType") or data.get("issue_type") or data.get("type"))
        yield Epic(
            key=key,
            title=one_line(text_of(data["title"])),
            url=url,
            state=text_of(status) or state,
            category=_CATEGORIES.get(text_of(status.get("category")).lower()) or _STATES.get(state),
            type=kind or ("Epic" if "/-/epics/" in url or "group_id" in data else ""),
            parent=_parent(data, parts),
            labels=names_of(data.get("labels") or parts.get("LABELS", {}).get("labels")),
            body=lines_with_links(data.get("description") or parts.get("DESCRIPTION", {}).get("description")),
            fields={reading.field: _field(parts, reading.field)},
            updated=text_of(data.get("updatedAt") or data.get("updated_at") or data.get("createdAt")),
            closed=text_of(data.get("closedAt") or data.get("closed_at")),
            aliases=tuple(name for name in (text_of(data.get("id")), url) if name),
            ref=url or key,
            line=found.line,
            column=found.column,
            length=found.length,
        )
    if objects.has_more:
        reading.export.notes.append("the answer is one page of several: fetch the others, too")


def _part(parts: dict[str, Any], widget: str, name: str) -> dict[str, Any]:
    value = parts.get(widget, {}).get(name)
    return value if isinstance(value, dict) else {}


def _parent(data: dict[str, Any], parts: dict[str, Any]) -> str:
    """Return what is above a work item: in its hierarchy, or the epic of an issue, or of an epic."""
    parent = _part(parts, "HIERARCHY", "parent") or data.get("epic") or data.get("parent")
    if isinstance(parent, dict):
        return text_of(parent.get("id") or parent.get("webUrl") or parent.get("iid"))
    return text_of(data.get("parent_id"))


def _field(parts: dict[str, Any], name: str) -> str:
    """Return the value of a custom field."""
    for one in parts.get("CUSTOM_FIELDS", {}).get("customFieldValues") or ():
        if isinstance(one, dict) and text_of(one.get("customField")).casefold() == name.casefold():
            return ",".join(names_of(one.get("selectedOptions"))) or text_of(one.get("value"))
    return ""
