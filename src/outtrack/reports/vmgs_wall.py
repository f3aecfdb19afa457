"""Vision, goals, strategies and solutions as a picture for the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.compute.chain import Chain
from outtrack.reports.vmgs_extras import not_doing
from outtrack.reports.vmgs_lines import headline, word_text
from outtrack.reports.vmgs_tree import NO_VISION, Growth
from outtrack.shapes import Panel, Wall

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.standing import Standings
    from outtrack.shapes import Branch
    from outtrack.snapshot import Snapshot


class NoWallError(Exception):
    """There is no one vision to draw; the message says what there is."""


def wall(snapshot: Snapshot, standings: Standings, start: str | None = None) -> Wall:
    """Return the wall of a vision; of the only one at the top, where none is named. Raise NoWallError without one."""
    tops = [start] if start else Chain(snapshot).tops()
    if len(tops) != 1:
        names = ", ".join(ref.partition(":")[2] for ref in tops)
        raise NoWallError(f"a wall shows one vision; name it: {names}" if tops else NO_VISION)
    growth = Growth(snapshot, standings, is_whole=False)
    ref = tops[0]
    entity = snapshot.get(ref)
    groups = tuple(_goal(growth, branch) for branch in growth.goals(ref))
    top = Panel("vision", entity.title, tuple(_stated(entity)), "strong", groups)
    scope = {one.ref for one in snapshot.entities()} if entity.parent is None else set(snapshot.graph.below(ref))
    refused = tuple(_refused(one) for one in not_doing(snapshot, scope)[1] if one["kind"] in {"strategy", "solution"})
    footer = (("Not doing", refused),) if refused else ()
    name = snapshot.config.name or snapshot.workspace.root.name
    return Wall(report="vmgs", as_of=snapshot.as_of, title=name, top=top, footer=footer)


def _stated(vision: Any) -> Iterator[str]:
    """Yield what a vision says of itself, as its page does."""
    if vision.vision:
        yield vision.vision.strip()
    for label, text in (("Mission", vision.mission), ("For whom", vision.for_whom), ("Benefit", vision.benefit)):
        if text:
            yield f"{label}: {text.strip()}"


def _goal(growth: Growth, branch: Branch) -> Panel:
    below = tuple(_panel(growth, child) for child in branch.children if child.data["kind"] in {"strategy", "outcome"})
    loose = tuple(_panel(growth, child) for child in branch.children if child.data.get("role") == "solution")
    if loose:
        below = (*below, Panel("", "without a strategy", (), "dim", loose))
    return Panel(branch.cells[0].text, branch.cells[1].text, _lines(growth, branch), branch.cells[1].tone, below)


def _panel(growth: Growth, branch: Branch) -> Panel:
    """Return the box of a branch; `3 more ideas` is a line without a box."""
    below = tuple(_panel(growth, child) for child in branch.children if child.data["kind"] != "update")
    if branch.data["kind"] is None:
        return Panel("", branch.cells[0].text, (), "dim")
    return Panel(branch.cells[0].text, branch.cells[1].text, _lines(growth, branch), branch.cells[1].tone, below)


def _lines(growth: Growth, branch: Branch) -> tuple[str, ...]:
    data = branch.data
    if data.get("shown_above"):
        return ("(shown already)",)
    if data["kind"] != "outcome":
        return tuple(filter(None, [" · ".join(cell.text for cell in branch.cells[2:4] if cell.text)]))
    return tuple(_outcome_lines(growth, data["id"], branch))


def _outcome_lines(growth: Growth, ref: str, branch: Branch) -> Iterator[str]:
    standing = growth.standings.outcome(growth.snapshot.get(ref))
    yield " · ".join(cell.text for cell in branch.cells[2:4] if cell.text)
    if (one := headline(standing)) and branch.cells[4].text:
        yield f"{one.key_result.title}: {branch.cells[4].text}"
    if standing.lifecycle == "active":
        yield f"This month: {word_text(standing, growth.snapshot.as_of)}"


def _refused(one: Any) -> str:
    reason = f": {one['reason'].strip()}" if one["reason"] else ""
    return f"{one['title']} ({one['status'].replace('_', ' ')}){reason}"
