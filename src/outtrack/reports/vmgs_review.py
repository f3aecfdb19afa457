"""The strategies side by side: what each was expected to do, what it did, and what was learned on the way."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from outtrack.compute.chain import NOT_DOING, Chain
from outtrack.compute.expectations import RIGHT, TOO_EARLY, WRONG, judgements
from outtrack.compute.reach import OUTCOME, OUTPUT, SOLUTION, STRATEGY, way_down
from outtrack.compute.terms import experiment_state, lifecycle
from outtrack.figures import amount, number, percent, words
from outtrack.reports.lines import DIMMED
from outtrack.reports.texts import now_text, progress_cell, target_text
from outtrack.reports.vmgs_lines import headline
from outtrack.shapes import EMPTY, Block, Cell, Column, Page, Row, Sheet, status_cell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outtrack.compute.expectations import Judgement
    from outtrack.compute.standing import OutcomeStanding, Standings
    from outtrack.shapes import Data, Tone
    from outtrack.snapshot import Snapshot

MOST_LEARNED: Final = 3
"""So many of the newest lessons of a strategy stand on the page; the data has them all."""
WORDS: Final = (RIGHT, WRONG, TOO_EARLY)
_TONES: Final[dict[str | None, Tone]] = {RIGHT: "good", WRONG: "bad"}
_SUMMARY: Final = (
    Column("title", "Strategy"),
    Column("status", "Status", is_headline=True),
    Column("progress", "Sub-goals", is_headline=True, label="{} of the way"),
    Column("right", "Right", is_right=True, label="{} right"),
    Column("wrong", "Wrong", is_right=True, label="{} wrong"),
    Column("too_early", "Too early", is_right=True, label="{} too early"),
    Column("spent", "Spent", label="spent {}"),
    Column("goal", "Goal", label="for {}", is_optional=True),
)
_PATH: Final = (
    Column("title", "What"),
    Column("expected", "Expected", label="expected {}"),
    Column("did", "Did", label="did {}"),
    Column("word", "So far", is_headline=True),
)


class _Lesson(NamedTuple):
    day: date
    source: str
    text: str


class _Path(NamedTuple):
    """One strategy with all that is below it."""

    strategy: Any
    sub_goals: list[OutcomeStanding]
    judged: list[tuple[Any, Judgement]]
    """Each expectation of the solutions and work below it, and what became of it."""
    lessons: list[_Lesson]


def vmgs_review(snapshot: Snapshot, standings: Standings, start: str | None = None) -> Page:
    """Return the page that compares the strategies; of one vision, or of all."""
    chain = Chain(snapshot)
    below = set(snapshot.graph.below(start)) if start else None
    paths = [
        _path(snapshot, standings, chain, one) for one in snapshot.all("strategy") if below is None or one.ref in below
    ]
    paths.sort(key=lambda path: (str(path.strategy.goal or "~"), lifecycle(path.strategy, snapshot.as_of) != "active"))
    name = snapshot.get(start).title if start else snapshot.config.name or snapshot.workspace.root.name
    if not paths:
        where = f"leads to a goal of `{start.partition(':')[2]}`" if start else "is written down"
        note = f"no strategy {where} yet: `outtrack new strategy TITLE` begins one"
        return Page(report="vmgs", as_of=snapshot.as_of, sheets=(), notes=() if snapshot.is_empty else (note,))
    summary = tuple(_summary(snapshot, standings, path) for path in paths)
    blocks = [Block(columns=_SUMMARY, rows=summary)]
    blocks += [block for path in paths for block in _blocks(snapshot, path)]
    data: Data = {"kind": "vision" if start else None, "id": start, "title": name}
    data["strategies"] = [_data(snapshot, standings, path) for path in paths]
    heading = Cell(f"{name}: strategies side by side", "strong")
    return Page(report="vmgs", as_of=snapshot.as_of, sheets=(Sheet(heading, tuple(blocks), data),))


def _path(snapshot: Snapshot, standings: Standings, chain: Chain, strategy: Any) -> _Path:
    outcomes = chain.sub_goals(strategy.ref)
    below = way_down(snapshot, strategy.ref, *outcomes, apart=(OUTCOME, STRATEGY))
    judged: list[tuple[Any, Judgement]] = []
    for kind in (OUTPUT, SOLUTION):  # what work expects is not said of its solution again
        for ref in (one for one in below if one.startswith(kind)):
            entity = snapshot.get(ref)
            told = {known.key_result for one, known in judged if ref in snapshot.graph.up(one.ref)}
            found = [one for one in judgements(snapshot, standings, ref) if one.key_result not in told]
            judged += [(entity, _given_up(entity, one, snapshot.as_of)) for one in found]
    lessons = sorted(_lessons(snapshot, below), key=lambda one: one.day, reverse=True)
    return _Path(strategy, [standings.outcome(snapshot.get(ref)) for ref in outcomes], judged, lessons)


def _given_up(entity: Any, found: Judgement, as_of: date) -> Judgement:
    """Return what became of an expectation; of what was given up before it could be judged, that it was."""
    status = lifecycle(entity, as_of)
    if found.word == TOO_EARLY and status in NOT_DOING:
        return found._replace(word=None, why=words(status))
    return found


def _lessons(snapshot: Snapshot, below: list[str]) -> Iterator[_Lesson]:
    """Yield what was learned: in the owners' words, from experiments that were decided, and at the close."""
    as_of = snapshot.as_of
    for entity in map(snapshot.get, below):
        if entity.kind == "experiment" and entity.learned and experiment_state(entity, as_of) == "decided":
            day = entity.decided or entity.stopped or as_of
            yield _Lesson(day, f"{words(entity.decision)}: {entity.title}", entity.learned.strip())
        if entity.kind == "outcome":
            for word in entity.updates:
                if word.learned and word.date <= as_of:
                    yield _Lesson(word.date, entity.title, word.learned.strip())
            if entity.learned and entity.closed and entity.closed <= as_of:
                yield _Lesson(entity.closed, entity.title, entity.learned.strip())


def _summary(snapshot: Snapshot, standings: Standings, path: _Path) -> Row:
    strategy, count = path.strategy, Counter(found.word for _, found in path.judged)
    word = lifecycle(strategy, snapshot.as_of)
    tone: Tone = "dim" if word in DIMMED or word == "done" else "strategy"
    goal = _goal(snapshot, strategy)
    counts = (Cell(str(count[name]), _TONES.get(name, "") if count[name] else "dim") for name in WORDS)
    cells = (
        Cell(strategy.title, tone),
        Cell(words(word), "dim" if tone == "dim" else ""),
        progress_cell(standings.strategy(strategy).progress),
        *counts,
        Cell(_spent(strategy.budget)),
        Cell(goal.title, "dim") if goal else Cell("no goal", "warn", label="{}"),
    )
    return Row(cells, dict)


def _goal(snapshot: Snapshot, strategy: Any) -> Any:
    return snapshot.get(f"outcome:{strategy.goal.removeprefix('outcome:')}") if strategy.goal else None


def _spent(budget: Any) -> str:
    if budget is None:
        return ""
    spent = number(budget.spent) if budget.spent is not None else "—"
    return f"{spent} of {amount(budget.planned, budget.currency)}"


def _blocks(snapshot: Snapshot, path: _Path) -> Iterator[Block]:
    """Yield the block of one strategy: what was expected and what came of it, row by row, then the lessons."""
    strategy = path.strategy
    word = lifecycle(strategy, snapshot.as_of)
    tone: Tone = "dim" if word in DIMMED or word == "done" else "strategy"
    rows, rest = [], list(path.judged)
    for standing in path.sub_goals:
        own = [one for one in rest if one[1].key_result.startswith(f"{standing.outcome.id}/")]
        rows += [_sub_goal_row(standing), *(_judged_row(*one, depth=1) for one in own)]
        rest = [one for one in rest if one not in own]
    rows += [_judged_row(*one) for one in rest]
    facts = list(_reviewed(snapshot, strategy))
    facts += [(f"learned {one.day}", Cell(f"{one.text} ({one.source})")) for one in path.lessons[:MOST_LEARNED]]
    if not path.lessons:
        facts.append(("learned", Cell("nothing is written down", "dim")))
    yield Block(f"{strategy.title} ({words(word)})", facts=tuple(facts), columns=_PATH, rows=tuple(rows), tone=tone)


def _reviewed(snapshot: Snapshot, strategy: Any) -> Iterator[tuple[str, Cell]]:
    if strategy.reason and lifecycle(strategy, snapshot.as_of) in DIMMED:
        yield "reason", Cell(strategy.reason.strip())
    known = [one for one in strategy.reviews if one.date <= snapshot.as_of]
    if last := max(known, key=lambda one: one.date, default=None):
        yield f"decided {last.date}", Cell(last.decision or "reviewed")


def _sub_goal_row(standing: OutcomeStanding) -> Row:
    one = headline(standing)
    expected, did = (target_text(one), now_text(one)) if one else ("", percent(standing.rollup.progress))
    return Row((Cell(standing.outcome.title), Cell(expected), Cell(did), status_cell(standing.status)), dict)


def _judged_row(entity: Any, found: Judgement, depth: int = 0) -> Row:
    name = found.key_result.rpartition("/")[2]
    change = found.expectation.change
    by = f" by {found.expectation.by.text}" if found.expectation.by else ""
    did = f"{amount(found.before)} → {amount(found.after, found.unit)}" if found.after is not None else ""
    word = words(found.word) if found.word else found.why
    cells = (
        Cell(entity.title),
        Cell(f"{name} {change.text if change else 'to move'}{by}"),
        Cell(did) if did else EMPTY,
        Cell(word, _TONES.get(found.word, "dim")),
    )
    return Row(cells, dict, depth)


def _data(snapshot: Snapshot, standings: Standings, path: _Path) -> Data:
    strategy, count = path.strategy, Counter(found.word for _, found in path.judged)
    goal, budget, total = _goal(snapshot, strategy), strategy.budget, standings.strategy(strategy)
    return {
        "id": strategy.ref,
        "title": strategy.title,
        "goal": goal.ref if goal else None,
        "status": lifecycle(strategy, snapshot.as_of),
        "reason": strategy.reason,
        "progress": total.progress,
        "coverage": total.coverage,
        "budget": {"planned": budget.planned, "spent": budget.spent, "currency": budget.currency} if budget else None,
        **{name: count[name] for name in WORDS},
        "sub_goals": [
            {"id": one.outcome.ref, "title": one.outcome.title, "status": one.status, "progress": one.rollup.progress}
            for one in path.sub_goals
        ],
        "expected": [_judged_data(*one) for one in path.judged],
        "learned": [{"date": one.day, "source": one.source, "text": one.text} for one in path.lessons],
    }


def _judged_data(entity: Any, found: Judgement) -> Data:
    stated = found.expectation
    return {
        "id": entity.ref,
        "title": entity.title,
        "key_result": f"key_result:{found.key_result}",
        "change": stated.change.text if stated.change else None,
        "by": stated.by,
        "before": found.before,
        "after": found.after,
        "date": found.on,
        "judged": found.word,
        "why": found.why or None,
    }
