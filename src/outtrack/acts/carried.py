"""A key result carried on into the next period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from outtrack.model.values import Relative

if TYPE_CHECKING:
    from outtrack.compute.key_results import KeyResultStanding

_LEFT: Final = frozenset(("start", "due", "baseline", "checkins", "continues", "pace"))
_WITH_BASELINE: Final = frozenset(("change", "rubric"))


@dataclass(frozen=True, slots=True)
class Carried:
    """A key result as the next period begins with it."""

    name: str
    values: dict[str, Any]
    """Its fields, as they are written."""
    notes: tuple[str, ...]
    has_target: bool


def key_result_carried(written: Any, standing: KeyResultStanding, full: str) -> Carried:
    """Return a key result for the next period: its target as it was, and as baseline the last value that was measured.

    `written` is what its file holds, `full` its id with that of its outcome. Where its values come from a metric, the
    readings say where it begins.
    """
    kr, notes = standing.key_result, []
    raw = written if isinstance(written, dict) else {"title": written}
    values = {"id": kr.name, **{key: value for key, value in raw.items() if key not in _LEFT}, "continues": full}
    if standing.shape in _WITH_BASELINE and kr.metric is None:
        baseline, note = _baseline(standing)
        if baseline is not None:
            values["baseline"] = baseline
        if note is not None:
            notes.append(f"{kr.name}: {note}")
    elif _is_reached(standing):
        notes.append(f"{kr.name}: its target {kr.target} is reached ({standing.progress.value}): set a new one")
    if kr.milestones:
        left = [_milestone(one) for one in _many(raw["milestones"]) if not (isinstance(one, dict) and "done" in one)]
        values["milestones"] = left
        if not left:
            del values["milestones"]
            notes.append(f"{kr.name}: all its milestones are reached; say new ones")
    if kr.pace is not None:
        if kr.pace.points is None and kr.pace.starts is None:
            values["pace"] = raw["pace"]
        else:
            notes.append(f"{kr.name}: its pace had days of the old period and is left out")
    return Carried(kr.name, values, tuple(notes), kr.target is not None)


def _is_reached(standing: KeyResultStanding) -> bool:
    raw = standing.progress.raw
    return standing.shape in _WITH_BASELINE and raw is not None and raw >= 1


def _baseline(standing: KeyResultStanding) -> tuple[Any, str | None]:
    """Return the last value with its day, as a baseline; or why there is none."""
    kr, last = standing.key_result, standing.progress.current
    if last is None or last.value is None:
        return None, "nothing was measured, so it has no baseline: `outtrack set` states it"
    if isinstance(kr.target, Relative):
        note = f"its target {kr.target.text} now counts from the new baseline {last.value}"
        return {"value": last.value, "date": last.date.isoformat()}, note
    if _is_reached(standing):  # from there, the way would go backwards
        return None, f"its target {kr.target} is reached ({last.value}): set a new target, and the baseline"
    if standing.shape == "rubric":
        return last.value, None
    return {"value": last.value, "date": last.date.isoformat()}, None


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _milestone(one: Any) -> Any:
    return {key: value for key, value in one.items() if key != "due"} if isinstance(one, dict) else one
