"""Vision, mission, goals and strategies on one page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from outtrack.compute.clocks import clock
from outtrack.figures import words
from outtrack.graph import reach
from outtrack.reports.lines import entity_data
from outtrack.reports.texts import now_and_target, outcome_remark
from outtrack.reports.vmgs_extras import not_doing, reviews, said_of, stages_of, this_month
from outtrack.reports.vmgs_lines import NO_METRIC, headline, word_text
from outtrack.reports.vmgs_tree import Growth, loose, said
from outtrack.shapes import Block, Cell, Page, Sheet, status_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.clocks import Rhythms
    from outtrack.compute.standing import Standings
    from outtrack.shapes import Branch, Data
    from outtrack.snapshot import Snapshot

_STATED: Final = ("vision", "mission", "for_whom", "benefit")


def vmgs(snapshot: Snapshot, standings: Standings, rhythms: Rhythms, start: str | None = None) -> Page:
    """Return a page for a vision; without one, for each that is part of none, and one for what is under no vision."""
    growth = Growth(snapshot, standings, is_whole=False)
    tops = [start] if start else growth.chain.tops()
    sheets: list[Sheet] = []
    seen: dict[str, None] = {}
    for ref in tops:
        growth.seen = {}  # each page opens all that it names
        sheets.append(_sheet(growth, ref, rhythms, is_alone=len(tops) == 1))
        seen |= growth.seen
    growth.seen = seen
    if start is None and (rest := loose(growth)):
        blocks = tuple(_loose_blocks(growth, rest))
        data = {"kind": None, "id": None, "title": "Under no vision", "goals": [_data(one) for one in rest]}
        sheets.append(Sheet(Cell("Under no vision", "strong"), blocks, data))
    return Page(report="vmgs", as_of=snapshot.as_of, sheets=tuple(sheets), notes=said(growth.chain))


def _sheet(growth: Growth, ref: str, rhythms: Rhythms, *, is_alone: bool) -> Sheet:
    snapshot, standings = growth.snapshot, growth.standings
    entity = snapshot.get(ref)
    growth.seen[ref] = None
    goals, named = growth.goals(ref), growth.chain.goals(ref)
    shown = list(growth.seen)
    scope = {one.ref for one in snapshot.entities()} if is_alone and entity.parent is None else None
    scope = scope or {ref, *snapshot.graph.below(ref)}
    extras = (
        this_month(snapshot, standings, named, shown),
        reviews(snapshot, rhythms.clocks(standings, shown, named)),
        said_of(snapshot, growth.heard, shown),
        stages_of(snapshot, standings, scope),
        not_doing(snapshot, scope),
    )
    missions = _missions(growth, ref)
    blocks = [Block(facts=tuple(_facts(growth, entity, rhythms)))]
    blocks += [_goal(growth, one) for one in goals]
    if not goals:
        blocks.append(Block("Goals", prose="None yet: name the outcomes that show it is coming true under `goals:`."))
    if missions:
        facts = tuple((one.team or one.title, Cell(one.mission or one.vision or "no mission")) for one in missions)
        blocks.append(Block("Missions that specialise it", facts=facts))
    blocks += [block for block, _ in extras if block]
    data: Data = entity_data(entity, snapshot, standings) | {name: getattr(entity, name) for name in _STATED}
    data |= {
        "parent": parent.ref if (parent := growth.chain.parent(ref)) else None,
        "goals": [_data(one) for one in goals],
        "missions": [{"id": one.ref, "title": one.title, "team": one.team, "mission": one.mission} for one in missions],
    }
    for name, (_, found) in zip(("", "reviews", "heard", "metrics", "not_doing"), extras, strict=True):
        if name:
            data[name] = found
    return Sheet(Cell(entity.title, "strong"), tuple(blocks), data)


def _facts(growth: Growth, entity: Any, rhythms: Rhythms) -> Iterator[tuple[str, Cell]]:
    if parent := growth.chain.parent(entity.ref):
        mission = f": {parent.mission.strip()}" if parent.mission else ""
        yield "specialises", Cell(f"{parent.title}{mission}")
    for name in _STATED:
        if text := getattr(entity, name):
            yield words(name), Cell(text.strip(), "strong" if name == "vision" else "")
        elif name in {"vision", "mission"} and not (name == "vision" and parent):
            yield words(name), Cell("not written down", "dim")
    as_of = growth.snapshot.as_of
    found = clock(entity, rhythms.of(entity, as_of), as_of)
    late = found.overdue(as_of)
    following = f"{late} days overdue" if late else f"next by {found.next}" if found.next else ""
    without = "none is written down" if found.is_known else "not known of this day"
    text = "; ".join(filter(None, (str(found.last), following))) if found.last else without
    yield "review", Cell(text, "warn" if late else "")


def _goal(growth: Growth, branch: Branch) -> Block:
    """Return the block of a goal: its metric and the owner's word in full, then the bets on the way to it."""
    star = "North star" if branch.data["role"] == "north_star" else "Goal"
    snapshot = growth.snapshot
    entity = snapshot.get(branch.data["id"])
    heading = f"{star}: {entity.title}"
    if branch.data.get("shown_above"):
        return Block(heading, prose="(shown above)", tone="goal")
    standing = growth.standings.outcome(entity)
    one, status, remark = headline(standing), status_cell(standing.status), outcome_remark(standing)
    rests = "as far as the outcomes that contribute to it" if standing.basis == "contributors" else NO_METRIC
    facts = [
        ("metric", Cell(f"{one.key_result.title}: {now_and_target(one)}" if one else rests)),
        ("status", status._replace(text="; ".join(filter(None, [status.text, _way(branch), remark])))),
        ("due", Cell(str(standing.due) if standing.due else "no due date")),
    ]
    if standing.lifecycle == "active":
        facts.append(("this month", Cell(word_text(standing, snapshot.as_of))))
    children = tuple(_without_words(child) for child in branch.children if child.data["kind"] != "update")
    if not children:
        facts.append(("strategy", Cell("none yet", "dim")))
    return Block(heading, facts=tuple(facts), branches=children, tone="goal")


def _without_words(branch: Branch) -> Branch:
    """Return a branch without the monthly words: a page has them in full, on lines of their own."""
    children = (_without_words(child) for child in branch.children if child.data["kind"] != "update")
    return replace(branch, children=tuple(children))


def _way(branch: Branch) -> str:
    share = branch.cells[3].text
    return f"{share} of the way" if share else ""


def _missions(growth: Growth, ref: str) -> list[Any]:
    """Return the visions that specialise one, and those that specialise these."""
    return [growth.snapshot.get(part) for part in reach([ref], growth.chain.parts)[1:]]


def _loose_blocks(growth: Growth, rest: list[Branch]) -> Iterator[Block]:
    for branch in rest:
        if branch.data["kind"] == "outcome":
            yield _goal(growth, branch)
    if without := tuple(one for one in rest if one.data["kind"] == "strategy"):
        prose = "What are they for? Name the outcome under `goal:`."
        yield Block("Strategies without a goal", prose=prose, branches=without)


def _data(branch: Branch) -> Data:
    """Return a branch as data: strategies, sub-goals and solutions below it, each under a name of its own."""
    found: Data = dict(branch.data)
    if found["kind"] in {"outcome", "strategy"} and not found.get("shown_above"):
        below = [child for child in branch.children if child.data["kind"] not in {"update", None}]
        names = {"strategies": "strategy", "outcomes": "outcome"}
        for name, kind in names.items():
            found[name] = [_data(child) for child in below if child.data["kind"] == kind]
        found["solutions"] = [_data(child) for child in below if child.data["role"] == "solution"]
        found["ideas"] = sum(child.data.get("ideas", 0) for child in branch.children)
    return found
