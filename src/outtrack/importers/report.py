"""What an import does, as a table: one row for each epic, and the figures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from outtrack.importers.base import shortened
from outtrack.shapes import Cell, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outtrack.importers.base import Export, Others
    from outtrack.importers.outputs import Plan, Planned
    from outtrack.snapshot import Snapshot

_SHOWN: Final = 6
COLUMNS: Final = (
    Column("id", "Id"),
    Column("action", "Action", is_headline=True),
    Column("title", "Title"),
    Column("status", "Status", is_headline=True),
    Column("outcomes", "Outcomes", label="for {}"),
    Column("ref", "Ref"),
)


def table(plan: Plan, export: Export, snapshot: Snapshot, *, is_written: bool) -> Table:
    """Return what becomes of every epic of an export."""
    return Table(
        report="import",
        as_of=snapshot.as_of,
        columns=COLUMNS,
        rows=tuple(_row(one, snapshot.workspace.prefix) for one in plan.planned),
        summary={**summary(plan, export), "written": is_written},
        notes=tuple(plan.notes),
    )


def summary(plan: Plan, export: Export) -> dict[str, Any]:
    """Return the figures of an import: how much there was, what becomes of it, how much of it is linked."""
    return {
        "tracker": export.tracker,
        "rows": export.rows,
        "epics": len(export.work),
        "newest": export.newest.isoformat() if export.newest else None,
        "created": plan.count("create"),
        "updated": plan.count("update"),
        "kept": plan.count("keep"),
        **plan.links,
        "others": others(export),
        "notes": [*export.notes, *plan.notes],
        "problems": [found.message for found in plan.findings],
    }


def sentence(figures: Mapping[str, Any], name: str) -> str:
    """Return the figures as one line for people."""
    parts = [
        f"{figures[key]} {word}" for key, word in (("created", "new"), ("updated", "changed"), ("kept", "as before"))
    ]
    return (
        f"{name} ({figures['tracker']}): {many(figures['rows'], 'row')}, {many(figures['epics'], 'epic')}: "
        f"{', '.join(parts)}; {_links(figures)}"
    )


def _links(figures: Mapping[str, Any]) -> str:
    through = f", {figures['inherited']} of them through what is above them" if figures["inherited"] else ""
    dangling = figures["dangling"]
    verb, names = "links" if dangling == 1 else "link", shortened(figures["missing"])
    nothing = f", {dangling} {verb} to an outcome that does not exist ({names})" if dangling else ""
    return f"{figures['linked']} linked{through}{nothing}, {figures['unlinked']} without a link"


def many(number: int, word: str) -> str:
    """Return a number with its word: 1 row, 2 rows."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def what_there_is(export: Export) -> str:
    """Return which types the rows have, for an export in which no epic was found."""
    if not export.others:
        return "the list is empty"
    types = _types(export)
    return (f"the types are {types}" if types else "the rows have no type") + _naming(export)


def what_was_left_out(export: Export) -> str:
    """Return how many rows are no epics, of which types, and how many of them name an outcome all the same."""
    rows, types = sum(one.rows for one in export.others.values()), _types(export)
    return f"{many(rows, 'row')} left out as no epic: {types or 'without a type'}{_naming(export)}"


def others(export: Export) -> list[dict[str, Any]]:
    """Return the rows that are no epics: how many of each type, and how many of these name an outcome."""
    return [{"type": name or None, "rows": one.rows, "linked": one.linked} for name, one in _by_number(export)]


def _by_number(export: Export) -> list[tuple[str, Others]]:
    return sorted(export.others.items(), key=lambda pair: (-pair[1].rows, pair[0]))


def _types(export: Export) -> str:
    """Return the types of the rows that are no epics, the most frequent first; empty where none has one."""
    found = _by_number(export)
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    shown = ", ".join(f"`{name or 'none'}` ({one.rows})" for name, one in found[:_SHOWN])
    return shown + more if any(name for name, _ in found) else ""


def _naming(export: Export) -> str:
    linked = sum(one.linked for one in export.others.values())
    if not linked:
        return ""
    says = "`--type` says what counts" if any(export.others) else "label these `epic`, or say `--type all`"
    return f"; {linked} of them {'names' if linked == 1 else 'name'} an outcome: {says}"


def _row(one: Planned, prefix: str) -> Row:
    status, outcomes = one.values.get("status", "todo"), one.values.get("outcomes", [])
    cells = (
        Cell(one.id),
        Cell(one.action),
        Cell(one.work.epic.title),
        Cell(status),
        Cell(", ".join(outcomes)),
        Cell(one.work.epic.ref, "dim"),
    )
    return Row(cells, partial(_data, one, prefix, status, outcomes))


def _data(one: Planned, prefix: str, status: str, outcomes: list[str]) -> dict[str, Any]:
    epic, links = one.work.epic, one.work.links
    return {
        "id": f"output:{one.id}",
        "action": one.action,
        "path": prefix + one.path,
        "key": epic.key,
        "ref": epic.ref,
        "title": one.values.get("title"),
        "state": epic.state or None,
        "status": status,
        "outcomes": outcomes,
        "link": list(links.names),
        "linked_by": links.own[0][0] if links.own else "parent" if links.inherited else None,
        "line": epic.line,
    }
