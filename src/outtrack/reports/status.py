"""Outcomes with their key results: how far, how fast, how sure."""

from __future__ import annotations

from functools import cache, partial
from math import floor
from typing import TYPE_CHECKING, Any

from outtrack.compute import rollup
from outtrack.shapes import EMPTY, Cell, Column, Data, Row, Table, amount, percent, status_cell, words

if TYPE_CHECKING:
    from outtrack.compute.standing import KeyResultStanding, OutcomeStanding, Standings
    from outtrack.snapshot import Snapshot

KEY_RESULT = "key_result"
ENDED = ("done", "dropped")
LIFECYCLES = ("active", "draft", "paused", "done", "dropped")

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
    Column("id", "Id", is_optional=True),
)


def status(snapshot: Snapshot, standings: Standings, chosen: set[str] | None, *, with_ended: bool = False) -> Table:
    """Return the outcomes that are chosen, with their key results; all that have not ended where nobody chooses."""
    rows: list[Row] = []
    hidden = 0
    found = sorted(standings.all(), key=_order)
    for one in found:
        is_chosen = chosen is not None and one.outcome.ref in chosen
        key_results = [kr for kr in one.key_results if chosen is None or is_chosen or f"{KEY_RESULT}:{kr.id}" in chosen]
        if chosen is not None and not is_chosen and not key_results:
            continue
        if chosen is None and not with_ended and one.lifecycle in ENDED:
            hidden += 1
            continue
        rows.append(outcome_row(one))
        rows += [key_result_row(one, kr) for kr in key_results]
    notes = []
    if hidden:
        plural = "outcome that has ended is" if hidden == 1 else "outcomes that have ended are"
        notes.append(f"{hidden} {plural} not shown: --all shows them")
    return Table(
        report="status",
        as_of=snapshot.as_of,
        title=snapshot.config.name or snapshot.workspace.root.name,
        columns=COLUMNS,
        rows=tuple(rows),
        hidden=hidden,
        notes=tuple(notes),
    )


def _order(one: OutcomeStanding) -> tuple[Any, ...]:
    due = one.due.toordinal() if one.due else 10**7
    return LIFECYCLES.index(one.lifecycle), one.outcome.type != "business", due, one.outcome.id


def progress_cell(shown: float | None) -> Cell:
    """Return the cell of a progress: a bar and the percentage."""
    return Cell("no data", "dim") if shown is None else Cell(percent(shown), bar=shown)


def outcome_remark(one: OutcomeStanding) -> str:
    """Return what qualifies an outcome's status and progress: who says otherwise, how much is measured."""
    parts = []
    if one.lifecycle in ENDED:
        score = one.score
        if score is not None:
            success = rollup.is_success(score, one.outcome.ambition)
            parts.append(f"score {score:g}" if success else f"below target, score {score:g}")
    elif one.disagreement and one.said and one.said.status and one.computed:
        is_said = one.status == one.said.status
        parts.append(f"computed {words(one.computed)}" if is_said else f"said {words(one.said.status)}")
    total = one.rollup
    if total.coverage is not None and total.of_measured is not None and total.coverage < 1:
        parts.append(f"{percent(total.of_measured)} of the {percent(total.coverage)} that is measured")
    if one.status is None:
        parts.append("needs start")
    return "; ".join(parts)


def key_result_remark(one: KeyResultStanding) -> str:
    """Return what qualifies a key result: what is missing, a progress outside 0 to 100 %, a check-in that is late."""
    raw = one.progress.raw
    if raw is not None and 0 <= raw <= 1 and one.freshness != "late" and not one.needs and one.weight:
        return ""  # the usual case
    parts = []
    if one.needs and one.needs not in {"no check-in yet", "no milestone done yet"}:
        parts.append(one.needs)
    if raw is not None and not 0 <= (whole := floor(raw * 100 + 0.5)) <= 100:  # noqa: PLR2004 - percent
        parts.append(f"raw {whole}%")
    if one.freshness == "late" and one.status in {"on_track", "at_risk", "off_track"}:
        parts.append("check-in is late")
    if one.weight == 0:
        parts.append("informs only")
    return "; ".join(parts)


@cache
def age_cell(age: int | None, *, is_stale: bool) -> Cell:
    """Return the cell that says how long ago the last check-in was."""
    return Cell(age_text(age), "warn" if is_stale else "")


def age_text(age: int | None) -> str:
    """Return how long ago something was."""
    if age is None:
        return ""
    if age == 0:
        return "today"
    return "1 day ago" if age == 1 else f"{age} days ago"


def now_text(one: KeyResultStanding) -> str:
    """Return the value now, with its unit; the level of a rubric, the steps done of milestones."""
    value = one.progress.value
    if one.shape == "rubric":
        return f"level {value:g} of {len(one.key_result.levels)}" if value is not None else "—"
    if one.shape == "milestones":
        return f"{value or 0:g} of {one.progress.target or 0:g} done"
    if one.shape == "self_reported":
        return f"({value:g}%)" if value is not None else "—"
    return amount(value, one.unit)


def target_text(one: KeyResultStanding) -> str:
    """Return where it comes from and where it should go: `15 → 25%`, `≥ 30`, `100`."""
    found, kr = one.progress, one.key_result
    if one.shape == "keep" and kr.keep:
        low, high = kr.keep.min, kr.keep.max
        if low is not None and high is not None:
            return f"{amount(low)} to {amount(high, one.unit)}"
        return f"≥ {amount(low, one.unit)}" if low is not None else f"≤ {amount(high, one.unit)}"
    if one.shape == "rubric":
        before = f"{found.baseline:g} → " if found.baseline is not None else ""
        return f"{before}level {found.target:g}" if found.target is not None else "no target"
    if one.shape == "milestones":
        return ""
    if found.target is None:
        if kr.target is not None and not isinstance(kr.target, (int, float, str)):
            return kr.target.text
        return "no target" if one.shape != "self_reported" else ""
    if one.shape == "cumulative" or found.baseline is None:
        return amount(found.target, one.unit)
    return f"{amount(found.baseline)} → {amount(found.target, one.unit)}"


def _is_target_alone(one: KeyResultStanding) -> bool:
    """Return whether the target is a bare number or level, with nothing before it that it is seen beside."""
    if one.shape not in {"change", "cumulative", "rubric"} or one.key_result.target is None:
        return False
    return one.shape == "cumulative" or one.progress.baseline is None


def trend(one: KeyResultStanding) -> tuple[float, ...]:
    """Return the values of the check-ins up to the due date, the baseline first, as far as they are numbers."""
    values = one.series.numbers(one.due)
    base = one.progress.baseline
    if one.shape == "change" and base is not None and values:
        values.insert(0, base)
    return tuple(values) if len(values) > 1 else ()


def outcome_row(one: OutcomeStanding) -> Row:
    """Return the line of an outcome."""
    outcome = one.outcome
    cells = (
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
        Cell(outcome_remark(one)),
        Cell(outcome.id, "dim"),
    )
    return Row(cells, partial(outcome_data, one))


def outcome_data(one: OutcomeStanding) -> Data:
    """Return an outcome as data for machines."""
    outcome, total = one.outcome, one.rollup
    return {
        "kind": "outcome",
        "id": outcome.ref,
        "title": outcome.title,
        "outcome": None,
        "type": outcome.type,
        "area": outcome.area,
        "progress": total.progress,
        "shown": total.progress,
        "coverage": total.coverage,
        "of_measured": total.of_measured,
        "basis": one.basis,
        "lifecycle": one.lifecycle,
        "said": one.said.status if one.said else None,
        "computed": one.computed,
        "status": one.status,
        "score": one.score,
        "start": one.start,
        "due": outcome.due,
        "owner": outcome.owner,
        "team": outcome.team,
        "tags": outcome.tags,
        "fields": outcome.fields,
        "last_checkin": one.last,
    }


_NO_EXPECTATION = frozenset(("draft", "paused", "done", "dropped", "pending"))


def key_result_row(outcome: OutcomeStanding, one: KeyResultStanding) -> Row:
    """Return the line of a key result."""
    found, kr = one.progress, one.key_result
    show_expected = one.expected is not None and one.status not in _NO_EXPECTATION
    at = "" if one.is_expected_at_checkin else "{} expected by now"
    confidence, remark = one.confidence, key_result_remark(one)
    cells = (
        Cell(kr.title),
        status_cell(one.status),
        progress_cell(found.shown),
        Cell(now_text(one)),
        Cell(target_text(one), label="target {}" if _is_target_alone(one) else ""),
        Cell(percent(one.expected), label=at) if show_expected else EMPTY,
        Cell(spark=trend(one)),
        Cell(percent(confidence)) if confidence is not None else EMPTY,
        Cell(kr.due.text) if kr.due else EMPTY,
        Cell(", ".join(kr.owner)) if kr.owner else EMPTY,
        age_cell(one.age, is_stale=one.freshness == "stale"),
        Cell(remark) if remark else EMPTY,
        Cell(one.id, "dim"),
    )
    return Row(cells, partial(key_result_data, outcome, one), depth=1)


def key_result_data(outcome: OutcomeStanding, one: KeyResultStanding) -> Data:
    """Return a key result as data for machines."""
    found, kr = one.progress, one.key_result
    return {
        "kind": KEY_RESULT,
        "id": f"{KEY_RESULT}:{one.id}",
        "title": kr.title,
        "outcome": outcome.outcome.ref,
        "shape": one.shape,
        "progress": found.raw,
        "shown": found.shown,
        "baseline": found.baseline,
        "now": found.value,
        "target": found.target,
        "unit": one.unit,
        "expected": one.expected,
        "expected_on": one.expected_on,
        "elapsed": one.elapsed,
        "values": one.series.numbers(),
        "confidence": one.confidence,
        "weight": kr.weight,
        "lifecycle": outcome.lifecycle,
        "said": None,
        "computed": one.status,
        "status": one.status,
        "rule": one.rule,
        "needs": one.needs,
        "compliance": found.compliance,
        "cover": found.cover,
        "claimed": found.claimed,
        "start": one.start,
        "due": kr.due or outcome.outcome.due,
        "owner": kr.owner or outcome.outcome.owner,
        "team": outcome.outcome.team,
        "tags": outcome.outcome.tags,
        "last_checkin": one.last,
        "age_days": one.age,
        "freshness": one.freshness,
        "cadence": one.cadence,
    }
