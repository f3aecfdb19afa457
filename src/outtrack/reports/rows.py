"""The lines of outcomes and key results in tables: their cells, and their data for machines."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from outtrack.figures import percent
from outtrack.reports.data import key_result_data, outcome_data
from outtrack.reports.texts import (
    age_cell,
    is_target_alone,
    now_text,
    outcome_remark,
    progress_cell,
    remark,
    tally_text,
    target_text,
    trend,
    weight_text,
)
from outtrack.shapes import EMPTY, Cell, Column, Row, status_cell

if TYPE_CHECKING:
    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.standing import OutcomeStanding
    from outtrack.compute.status import Judged

COLUMNS = (
    Column("title", "Outcome / key result"),
    Column("status", "Status", is_headline=True),
    Column("progress", "Progress", is_headline=True),
    Column("now", "Now", label="now {}", is_right=True),
    Column("target", "Target", label="{}"),
    Column("expected", "Expected", label="{} expected at check-in", is_right=True),
    Column("trend", "Trend"),
    Column("confidence", "Sure", label="{} sure", is_right=True),
    Column("due", "Due", label="due {}"),
    Column("owner", "Owner"),
    Column("age", "Checked", label="checked {}"),
    Column("remark", "Remark", is_aside=True),
    Column("id", "Id", is_aside=True),
)


def outcome_cells(one: OutcomeStanding) -> tuple[Cell, ...]:
    """Return the cells of an outcome."""
    outcome = one.outcome
    return (
        Cell(outcome.title, "strong"),
        status_cell(one.status),
        progress_cell(one.rollup.progress),
        EMPTY,
        EMPTY,
        EMPTY,
        EMPTY,
        EMPTY,
        Cell(outcome.due.text) if outcome.due else EMPTY,
        Cell(", ".join(outcome.owner)),
        EMPTY,
        Cell(_remark(one)),
        Cell(outcome.id, "dim"),
    )


def _remark(one: OutcomeStanding) -> str:
    """Return what qualifies an outcome, and what people said beside its numbers."""
    said = tally_text(one.insights)
    return "; ".join(filter(None, [outcome_remark(one), f"insights: {said}" if said else ""]))


def outcome_row(one: OutcomeStanding) -> Row:
    """Return the line of an outcome."""
    return Row(outcome_cells(one), partial(outcome_data, one))


class Steady(NamedTuple):
    """What of a key result's line is the same on every day from its last check-in on."""

    id: str
    title: str
    raw: float | None
    now: str
    target: str
    is_target_alone: bool
    trend: tuple[float, ...]
    confidence: float | None
    due: str
    owner: str
    weight: float
    is_expected_at_checkin: bool
    done: str
    """How much of the weight of milestones is done, where their number does not say it."""


def steady(one: KeyResultStanding) -> Steady:
    """Return what of a key result's line does not depend on the day."""
    kr = one.key_result
    return Steady(
        one.id, kr.title, one.progress.raw, now_text(one), target_text(one), is_target_alone(one), trend(one),
        one.confidence, kr.due.text if kr.due else "", ", ".join(kr.owner), kr.weight,
        one.is_expected_at_checkin, weight_text(one),
    )  # fmt: skip


_NO_EXPECTATION = frozenset(("draft", "paused", "done", "dropped", "pending"))


def key_result_cells(line: Steady, judged: Judged, expected: float | None) -> tuple[Cell, ...]:
    """Return the cells of a key result, by what it is and what is said of it on the day."""
    raw, confidence, words = line.raw, line.confidence, remark(line.raw, judged, line.weight, line.now)
    if line.done:
        words = f"{line.done}; {words}" if words else line.done
    at = "" if line.is_expected_at_checkin else "{} expected by now"
    show_expected = expected is not None and judged.status not in _NO_EXPECTATION
    return (
        Cell(line.title),
        status_cell(judged.status),
        progress_cell(None if raw is None else 0.0 if raw < 0 else 1.0 if raw > 1 else raw, line.now),
        Cell(line.now),
        Cell(line.target, label="target {}" if line.is_target_alone else ""),
        Cell(percent(expected), label=at) if show_expected else EMPTY,
        Cell(spark=tuple(line.trend)) if line.trend else EMPTY,
        Cell(percent(confidence)) if confidence is not None else EMPTY,
        Cell(line.due) if line.due else EMPTY,
        Cell(line.owner) if line.owner else EMPTY,
        age_cell(judged.age, is_stale=judged.freshness == "stale"),
        Cell(words) if words else EMPTY,
        Cell(line.id, "dim"),
    )


def key_result_row(outcome: OutcomeStanding, one: KeyResultStanding) -> Row:
    """Return the line of a key result."""
    return Row(key_result_cells(steady(one), one.judged, one.expected), partial(key_result_data, outcome, one), depth=1)
