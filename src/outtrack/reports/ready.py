"""SMART and readiness of outcomes, each with the next thing to do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from outtrack.compute.reach import work_for
from outtrack.compute.readiness import LADDER, LEVERS, SMART, Ready, Wording, ready
from outtrack.compute.terms import lifecycle
from outtrack.config import word_lists
from outtrack.figures import words
from outtrack.reports.data import tally_data
from outtrack.reports.service import levels_data, levels_facts, perception_cell, perception_data, perception_facts
from outtrack.reports.texts import tally_text
from outtrack.shapes import EMPTY, Block, Cell, Column, Data, Page, Row, Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from outtrack.compute.readiness import Answer
    from outtrack.compute.standing import OutcomeStanding, Standings
    from outtrack.shapes import Tone
    from outtrack.snapshot import Snapshot

COLUMNS = (
    Column("title", "Outcome"),
    Column("smart", "SMART", is_headline=True),
    Column("level", "Ready", is_headline=True),
    Column("levers", "Levers", label="levers: {}"),
    Column("balance", "Leading, lagging", label="{}"),
    Column("insights", "Insights", label="{}"),
    Column("perception", "Those it is for say", label="said of it: {}"),
    Column("next", "Next", is_apart=True),
    Column("id", "Id", is_aside=True),
)
_MARKS = {True: ("yes", "good"), False: ("no", "bad"), None: ("can't tell", "dim")}


def readiness(snapshot: Snapshot, standings: Standings, chosen: set[str] | None) -> Table:
    """Return how ready the outcomes are that are chosen; all active ones and drafts where nobody chooses."""
    told = wordings(snapshot)
    rows = []
    for one in standings.all():
        is_asked = one.lifecycle in {"active", "draft"} if chosen is None else one.outcome.ref in chosen
        if is_asked:
            rows.append(_row(standings, one, ready(snapshot, standings, one, told(one.outcome.title))))
    notes = ("SMART: a letter that is met, - one that is not, ? one that can't be told; `outtrack ready ID` opens it",)
    return Table(
        report="ready", as_of=snapshot.as_of, title=snapshot.config.name or snapshot.workspace.root.name,
        columns=COLUMNS, is_headed=True, rows=tuple(rows),
        notes=notes if rows else ("no outcome is active or a draft",),
    )  # fmt: skip


def wordings(snapshot: Snapshot) -> Callable[[str], Wording]:
    """Return what tells how a statement reads, by the word lists of the workspace."""
    from outtrack.wording import classify, jargon, load_words

    lists = load_words(word_lists(snapshot.config))

    def told(statement: str) -> Wording:
        return Wording(classify(statement, lists).label, jargon(statement, lists))

    return told


def _row(standings: Standings, one: OutcomeStanding, found: Ready) -> Row:
    tone: Tone = "good" if found.level == len(LADDER) else "warn" if found.level else "bad"
    cells = (
        Cell(one.outcome.title, "strong"),
        Cell(_letters(found), "good" if found.is_smart else "warn"),
        Cell(f"{found.level} of {len(LADDER)}", tone),
        Cell(", ".join(found.levers)) if found.levers else EMPTY,
        Cell(_balance(found)),
        Cell(tally_text(one.insights)),
        perception_cell(found.answers),
        Cell(found.next_thing),
        Cell(one.outcome.id, "dim"),
    )
    return Row(cells, partial(_data, standings, one, found))


def _letters(found: Ready) -> str:
    return "".join(
        name[0].upper() if one.passes else "?" if one.passes is None else "-"
        for name, one in zip(SMART, found.smart, strict=True)
    )


def _balance(found: Ready) -> str:
    return f"{found.leading} leading, {found.lagging} lagging" if found.leading or found.lagging else ""


def _data(standings: Standings, one: OutcomeStanding, found: Ready) -> Data:
    return {
        "kind": "outcome",
        "id": one.outcome.ref,
        "title": one.outcome.title,
        "lifecycle": one.lifecycle,
        "smart": {name: _answer(answer) for name, answer in zip(SMART, found.smart, strict=True)},
        "ladder": {name: _answer(answer) for name, answer in zip(LADDER, found.ladder, strict=True)},
        "level": found.level,
        "levers": {lever: lever in found.levers for lever in LEVERS},
        "work": found.works,
        "leading": found.leading,
        "lagging": found.lagging,
        "insights": tally_data(one.insights),
        "perception": perception_data(found.answers),
        "service_levels": levels_data(standings, work_for(standings.snapshot, one.outcome.ref)),
        "next": found.next_thing or None,
    }


def _answer(one: Answer) -> Data:
    return {"passes": one.passes, "lacks": one.lacks or None}


def page(snapshot: Snapshot, standings: Standings, one: OutcomeStanding) -> Page:
    """Return everything about how ready one outcome is."""
    found = ready(snapshot, standings, one, wordings(snapshot)(one.outcome.title))
    facts = [("next", Cell(found.next_thing or "nothing: it is demonstrated"))]
    facts += [("insights", Cell(tally_text(one.insights) or "none"))]
    facts += [("balance", Cell(_balance(found) or "no key results"))]
    blocks = [
        Block(facts=tuple(facts)),
        Block("SMART", facts=tuple(_facts(SMART, found.smart))),
        Block(f"Ready: {found.level} of {len(LADDER)}", facts=tuple(_steps(found))),
        Block("People, process, technology", facts=tuple(_levers(snapshot, one, found))),
    ]
    if found.answers:
        blocks.append(Block("As those see it for whom it is run", facts=tuple(perception_facts(one, found.answers))))
    if levels := tuple(levels_facts(standings, work_for(snapshot, one.outcome.ref))):
        blocks.append(Block("Service levels of the work for it", facts=levels))
    sheet = Sheet(Cell(one.outcome.title, "strong"), tuple(blocks), _data(standings, one, found))
    return Page(report="ready", as_of=snapshot.as_of, sheets=(sheet,))


def _facts(names: tuple[str, ...], answers: tuple[Answer, ...]) -> Iterator[tuple[str, Cell]]:
    for name, one in zip(names, answers, strict=True):
        mark, tone = _MARKS[one.passes]
        yield name, Cell(f"{mark}: {one.lacks}" if one.lacks else mark, tone)  # type: ignore[arg-type]


def _steps(found: Ready) -> Iterator[tuple[str, Cell]]:
    for place, (name, cell) in enumerate(_facts(LADDER, found.ladder), 1):
        yield f"{place} {name}", cell


def _levers(snapshot: Snapshot, one: OutcomeStanding, found: Ready) -> Iterator[tuple[str, Cell]]:
    works = work_for(snapshot, one.outcome.ref)
    if works and not found.levers:
        yield "levers", Cell(f"said by none of the work for it ({len(works)}): add `levers:`", "warn")
        return
    for lever in LEVERS:
        titles = [f"{each.title} ({words(lifecycle(each, snapshot.as_of))})" for each in works if lever in each.levers]
        yield lever, Cell("; ".join(titles)) if titles else Cell("nothing", "warn" if works else "dim")
    if found.missing_levers:
        yield "to ask", Cell(found.missing_levers, "warn")
