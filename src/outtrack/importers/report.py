"""What an import does, as a table: one row for each epic, and the figures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from outtrack.shapes import Cell, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from outtrack.importers.base import Export
    from outtrack.importers.outputs import Plan, Planned
    from outtrack.snapshot import Snapshot

COLUMNS = (
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
    links = [work.links for work in export.work]
    return {
        "tracker": export.tracker,
        "rows": export.rows,
        "epics": len(export.work),
        "newest": export.newest.isoformat() if export.newest else None,
        "created": plan.count("create"),
        "updated": plan.count("update"),
        "kept": plan.count("keep"),
        "linked": sum(1 for one in links if one.names),
        "inherited": sum(1 for one in links if one.inherited and not one.own),
        "unlinked": sum(1 for one in links if not one.names),
        "notes": [*export.notes, *plan.notes],
        "problems": [found.message for found in plan.findings],
    }


def sentence(figures: Mapping[str, Any], name: str) -> str:
    """Return the figures as one line for people."""
    parts = [
        f"{figures[key]} {word}" for key, word in (("created", "new"), ("updated", "changed"), ("kept", "as before"))
    ]
    through = f", {figures['inherited']} of them through what is above them" if figures["inherited"] else ""
    return (
        f"{name} ({figures['tracker']}): {many(figures['rows'], 'row')}, {many(figures['epics'], 'epic')}: "
        f"{', '.join(parts)}; {figures['linked']} linked{through}, {figures['unlinked']} without a link"
    )


def many(number: int, word: str) -> str:
    """Return a number with its word: 1 row, 2 rows."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def what_there_is(export: Export) -> str:
    """Return which types the rows have, for an export in which no epic was found."""
    if not export.types:
        return "the list is empty"
    named: Sequence[tuple[str, int]] = sorted(export.types.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = ", ".join(f"`{name or 'none'}` ({count})" for name, count in named[:6])
    return f"the types are {shown}" if any(name for name, _ in named) else "the rows have no type"


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
