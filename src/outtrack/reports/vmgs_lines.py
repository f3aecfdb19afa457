"""How the parts of a vision's way read: in the colours of the method, and by a word where there is no colour.

Business outcomes are green, strategies with their product outcomes dark blue, solutions light blue; what is not
pursued is grey.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from outtrack.compute.chain import NOT_DOING
from outtrack.compute.clocks import is_of_this_month, last_word
from outtrack.compute.terms import lifecycle
from outtrack.figures import percent, words
from outtrack.reports.fields import with_fields
from outtrack.reports.lines import entity_data
from outtrack.reports.texts import now_and_target
from outtrack.shapes import Branch, Cell, status_cell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.stages import Stages
    from outtrack.compute.standing import OutcomeStanding, Standings
    from outtrack.compute.tally import Tally
    from outtrack.model.outcome import Update
    from outtrack.shapes import Data, Tone
    from outtrack.snapshot import Snapshot

GREY: Final = NOT_DOING | {"draft", "done"}
NO_METRIC: Final = "no metric"
LABELS: Final = {"north_star": "north star", "sub_goal": "sub-goal"}
ROLES: Final[dict[str, Tone]] = {
    "north_star": "goal", "goal": "goal", "strategy": "strategy", "sub_goal": "strategy", "outcome": "strategy",
}  # fmt: skip


def headline(standing: OutcomeStanding) -> KeyResultStanding | None:
    """Return the key result that weighs most in an outcome, of several the first; None where it has none."""
    return max(standing.key_results, key=lambda one: one.weight, default=None)


def outcome_line(
    standing: OutcomeStanding, role: str, heard: Tally, snapshot: Snapshot, standings: Standings
) -> Branch:
    """Return the line of a goal or sub-goal: its status, how far it is, and its metric."""
    outcome, one = standing.outcome, headline(standing)
    is_business = role == "outcome" and outcome.type == "business"
    tone: Tone = "dim" if standing.lifecycle in GREY else "goal" if is_business else ROLES[role]
    metric = now_and_target(one) if one else NO_METRIC if standing.basis is None else ""
    cells = (
        Cell("business outcome" if is_business else LABELS.get(role, role), tone),
        Cell(outcome.title, tone),
        status_cell(standing.status),
        Cell(percent(standing.rollup.progress)) if standing.rollup.progress is not None else Cell(),
        Cell(metric, "dim" if metric == NO_METRIC else "", is_extra=True),
        Cell(tally_text(heard), "dim", is_extra=True),
        Cell(outcome.id, "dim", is_extra=True),
    )
    word = last_word(standing, snapshot.as_of)
    data = entity_data(outcome, snapshot, standings) | {
        "role": role,
        "metric": metric_data(one),
        "word": word_data(word, snapshot.as_of),
        "heard": tally_data(heard),
    }
    return Branch(cells, data)


def strategy_line(strategy: Any, snapshot: Snapshot, standings: Standings) -> Branch:
    """Return the line of a strategy: whether it is pursued, and how far its sub-goals are."""
    word = lifecycle(strategy, snapshot.as_of)
    tone: Tone = "dim" if word in GREY else "strategy"
    progress = standings.strategy(strategy).progress
    cells = (
        Cell("strategy", tone),
        Cell(strategy.title, tone),
        Cell(words(word), "dim"),
        Cell(percent(progress)) if progress is not None else Cell(),
        Cell(strategy.id, "dim", is_extra=True),
    )
    return Branch(cells, entity_data(strategy, snapshot, standings) | {"role": "strategy", "reason": strategy.reason})


def tactic_line(entity: Any, snapshot: Snapshot, standings: Standings, stages: Stages) -> Branch:
    """Return the line of a solution, or of work without one: how far it is, and the metric that it is to move."""
    is_solution = entity.kind == "solution"
    stage = stages.of(entity) if is_solution else lifecycle(entity, snapshot.as_of)
    tone: Tone = "dim" if stage in NOT_DOING else "solution"
    metric = expected_text(entity)
    cells = (
        Cell("solution" if is_solution else words(entity.type), tone),
        Cell(entity.title, tone),
        Cell(words(stage), "dim"),
        Cell(metric),
        Cell(entity.id, "dim", is_extra=True),
    )
    data = entity_data(entity, snapshot, standings) | {
        "role": "solution",
        "stage": stage,
        "expected": with_fields({}, snapshot, entity)["expected"],
        "reason": entity.reason,
    }
    return Branch(cells, data)


def word_line(standing: OutcomeStanding, as_of: date) -> Branch:
    """Return the line with the owner's monthly word."""
    text = word_text(standing, as_of)
    return Branch((Cell("this month", "dim"), Cell(text, "dim")), {"kind": "update", "id": None, "title": text})


def word_text(standing: OutcomeStanding, as_of: date) -> str:
    """Return the owner's latest word, if it is of this month: `no word yet` says that it is not.

    What it says stands beside *this month*, and need not repeat it.
    """
    word = last_word(standing, as_of)
    if word is None or not is_of_this_month(word, as_of):
        return f"no word yet (the last: {word.date})" if word else "no word yet"
    return "; ".join((*_head(word), *_rest(word)))


def _head(word: Any) -> Iterator[str]:
    said = [words(word.status)] if word.status else []
    yield ", ".join((*said, word.by or "", str(word.date))) if word.by else ", ".join((*said, str(word.date)))


def _rest(word: Any) -> Iterator[str]:
    if word.note:
        yield word.note.rstrip(".")
    for name in ("risk", "wanted", "learned"):
        if text := getattr(word, name):
            yield f"{name}: {text.rstrip('.')}"


def expected_text(entity: Any) -> str:
    """Return what a solution or a piece of work is expected to move: `completion +3pp`; empty where it says nothing."""
    texts = []
    for one in entity.expected:
        name = one.key_result.removeprefix("key_result:").rpartition("/")[2]
        change = f" {one.change.text}" if one.change else ""
        texts.append(f"{name}{change}")
    return ", ".join(texts)


def tally_text(heard: Tally) -> str:
    """Return what people said, in a few words: `5 for, 1 against`; nothing where nobody said anything."""
    parts = ((heard.pro, "for"), (heard.contra, "against"), (heard.neutral, "neutral"))
    return ", ".join(f"{count} {what}" for count, what in parts if count)


def tally_data(heard: Tally) -> Data:
    """Return what people said, as data."""
    return {"for": heard.pro, "against": heard.contra, "neutral": heard.neutral, "customers": heard.customers,
            "newest": heard.newest}  # fmt: skip


def metric_data(one: KeyResultStanding | None) -> Data | None:
    """Return the metric of an outcome as data; None where it has none."""
    if one is None:
        return None
    return {
        "key_result": f"key_result:{one.id}",
        "title": one.key_result.title,
        "unit": one.unit,
        "baseline": one.progress.baseline,
        "now": one.progress.value,
        "target": one.progress.target,
    }


def word_data(word: Update | None, as_of: date) -> Data | None:
    """Return the newest word as data; None where there is none."""
    if word is None:
        return None
    return {
        "date": word.date,
        "by": word.by,
        "status": word.status,
        "note": word.note,
        "risk": word.risk,
        "wanted": word.wanted,
        "learned": word.learned,
        "is_of_this_month": is_of_this_month(word, as_of),
    }
