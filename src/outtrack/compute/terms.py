"""What held on a day: goalposts that were moved later are put back, later endings are not there yet; periods."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from outtrack.model.values import value_before

if TYPE_CHECKING:
    from datetime import date

    from outtrack.model.base import Entity
    from outtrack.model.delivery import Output
    from outtrack.model.experiment import Experiment
    from outtrack.model.outcome import Baseline, KeyResult, Outcome

EXPERIMENT_STATES: Final = ("planned", "running", "stopped", "decided")
_MOVABLE = frozenset(("target", "baseline", "weight", "start", "due"))


def lifecycle(entity: Entity, as_of: date) -> str:
    """Return the status set by hand as it was on the day; before the day `closed` an ended entity was active.

    An output that was shipped later was still being worked on. Empty for kinds without a status.
    """
    status: str = getattr(entity, "status", "")
    ended = entity.closed or (getattr(entity, "shipped", None) if status == "done" else None)
    if ended and as_of < ended and status in entity.final:
        return entity.open_status
    return status


def finished_on(output: Output, as_of: date) -> date | None:
    """Return the day on which a piece of work was done; None where it is not, or nobody wrote down when."""
    day = output.shipped or output.closed
    return day if day and day <= as_of and lifecycle(output, as_of) == "done" else None


def experiment_state(experiment: Experiment, as_of: date) -> str:
    """Return the state that follows from the dates of an experiment: one of EXPERIMENT_STATES."""
    if experiment.decision and (experiment.decided is None or experiment.decided <= as_of):
        return "decided"
    if experiment.stopped and experiment.stopped <= as_of:
        return "stopped"
    return "running" if experiment.start and experiment.start <= as_of else "planned"


def in_force(outcome: Outcome, as_of: date, fiscal_year_start: int = 1) -> Outcome:
    """Return the outcome with the goalposts as they stood on the day.

    Each entry of `changes` says what a value `was` until the day before; of several later ones, the earliest
    tells. A key result that was added later (an entry for `key_result` without `was`) is not there yet.
    """
    later = [moved for moved in outcome.changes if moved.date > as_of]
    if not later:
        return outcome
    earliest: dict[tuple[str | None, str], Any] = {}
    for moved in sorted(later, key=lambda moved: moved.date):
        earliest.setdefault((moved.key_result, moved.field), moved.was)
    own = {
        field: value_before(field, was, fiscal_year_start)
        for (name, field), was in earliest.items()
        if name is None and field in {"start", "due"} and was is not None
    }
    key_results = tuple(
        _key_result_in_force(kr, earliest, fiscal_year_start)
        for kr in outcome.key_results
        if (kr.name, "key_result") not in earliest or earliest[kr.name, "key_result"] is not None
    )
    return replace(outcome, key_results=key_results, **own)


def added_on(outcome: Outcome, name: str, as_of: date) -> date | None:
    """Return the day on which a key result was added, where that is after `as_of`; None where it was there."""
    moved = [one for one in outcome.changes if one.date > as_of and (one.key_result, one.field) == (name, "key_result")]
    first = min(moved, key=lambda one: one.date, default=None)
    return first.date if first and first.was is None else None


def _key_result_in_force(
    kr: KeyResult, earliest: dict[tuple[str | None, str], Any], fiscal_year_start: int
) -> KeyResult:
    values: dict[str, Any] = {}
    for (name, field), was in earliest.items():
        if name == kr.name and field in _MOVABLE and was is not None:
            value = value_before(field, was, fiscal_year_start)
            values[field] = _baseline(kr, value) if field == "baseline" else value
    return replace(kr, **values) if values else kr


def _baseline(kr: KeyResult, was: float | str) -> Baseline:
    """Return the baseline with the value that it had; the day on which it was measured, if stated, stays."""
    from outtrack.model.outcome import Baseline

    if was == "first":
        return Baseline(first=True)
    day = kr.baseline.date if kr.baseline else None
    return Baseline(level=was, date=day) if isinstance(was, str) else Baseline(value=was, date=day)


def outcome_period(outcome: Outcome | Output) -> tuple[date | None, date | None]:
    """Return the first and the last day of an outcome; the start is that of `due` where `due` is a period."""
    due = outcome.due
    start = outcome.start.first if outcome.start else (due.first if due and not due.is_day else None)
    return start, due.last if due else None


def key_result_period(kr: KeyResult, outcome: Outcome | Output) -> tuple[date | None, date | None]:
    """Return the first and the last day of a key result: its own, else the outcome's."""
    start, due = outcome_period(outcome)
    if kr.due:
        due = kr.due.last
        if not kr.due.is_day:
            start = kr.due.first
    if kr.start:
        start = kr.start.first
    return start, due


def indicator(outcome: Outcome, kr: KeyResult | None = None) -> str:
    """Return whether a key result, or an outcome, is leading or lagging."""
    stated = (kr.indicator if kr else None) or outcome.indicator
    return stated or ("lagging" if outcome.type == "business" else "leading")
