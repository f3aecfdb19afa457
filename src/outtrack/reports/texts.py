"""How the figures of an outcome or key result read."""

from __future__ import annotations

from functools import cache
from math import floor
from typing import TYPE_CHECKING

from outtrack.compute import rollup
from outtrack.compute.series import FULL
from outtrack.compute.status import BY_PACE, forecast_status
from outtrack.figures import amount, percent, words
from outtrack.shapes import LONGEST_CURVE, Cell

if TYPE_CHECKING:
    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.standing import OutcomeStanding
    from outtrack.compute.status import Judged
    from outtrack.compute.tally import Tally

ENDED = ("done", "dropped")
UNKNOWN = amount(None)


def progress_cell(shown: float | None, now: str = UNKNOWN) -> Cell:
    """Return the cell of a progress: a bar and the percentage.

    Beside a value `now` an unknown progress is unknown; that there is no data would be untrue.
    """
    if shown is None:
        return Cell("no data" if now == UNKNOWN else UNKNOWN, "dim")
    return Cell(percent(shown), bar=shown)


def outcome_remark(one: OutcomeStanding) -> str:
    """Return what qualifies an outcome's status and progress: who says otherwise, how much is measured."""
    parts = []
    if one.lifecycle in ENDED:
        score = one.score
        if score is not None:
            success = rollup.is_success(score, one.outcome.ambition)
            parts.append(f"score {score:g}" if success else f"below target, score {score:g}")
    elif one.is_disputed and one.said and one.said.status:
        is_said, day = one.status == one.said.status, one.said.date
        if is_said:
            parts.append(f"said on {day}, computed {words(one.computed or '')}")
        else:
            parts.append(f"said {words(one.said.status)} on {day}")
    total = one.rollup
    if total.coverage is not None and total.of_measured is not None and total.coverage < 1:
        parts.append(f"{percent(total.of_measured)} of the {percent(total.coverage)} that is measured")
    if one.basis is None and one.lifecycle == "active":
        parts.append("no key results")
    elif one.needs:
        parts.append(one.needs)
    return "; ".join(parts)


def tally_text(found: Tally) -> str:
    """Return a tally in a few words: `3 for, 1 against, 4 customers, newest 2026-11-02`; empty where nobody spoke."""
    if not found.total:
        return ""
    parts = [f"{found.pro} for", f"{found.contra} against"]
    parts += [f"{found.neutral} neutral"] if found.neutral else []
    parts += [f"{found.customers} customer{'s' if found.customers > 1 else ''}"] if found.customers else []
    return ", ".join([*parts, *([f"newest {found.newest}"] if found.newest else [])])


def remark(raw: float | None, judged: Judged, weight: float, now: str) -> str:
    """Return what qualifies a key result: what is missing, a progress outside 0 to 100 %, a check-in that is late.

    `now` is its value as it reads; where there is none yet, `no data` says all.
    """
    needs, is_late = judged.needs, judged.freshness == "late"
    decided = decided_by(judged)
    if raw is not None and 0 <= raw <= 1 and not is_late and not needs and weight:
        return decided  # the usual case
    parts = [decided] if decided else []
    if needs != "no check-in yet":
        parts += [needs] if needs else []
    elif now != UNKNOWN:
        parts.append("no check-in that counts yet")
    if raw is not None and not 0 <= raw <= 1:
        parts.append(f"{_beyond(raw)} of the way")
    if is_late and judged.status in {"on_track", "at_risk", "off_track"}:
        parts.append("check-in is late")
    if weight == 0:
        parts.append("weight 0: informs only")
    return "; ".join(parts)


def decided_by(judged: Judged) -> str:
    """Return by what a word between on and off track was found: the chance of reaching the target, else the pace."""
    if judged.probability is not None:
        return f"{likely(judged.probability)} likely"
    return "by pace" if judged.rule == BY_PACE and judged.status != "pending" else ""


def likely(probability: float) -> str:
    """Return a chance as it is printed, to the nearest 5 % and never surer than 95 %: `≈85%`.

    The word goes by the exact chance: where rounding would lift it over the bound of a better word, it is printed to
    the nearest 1 % below that bound: `≈29%`, which is off track.
    """
    whole = min(max(floor(probability * 20 + 0.5) * 5, 5), 95)
    if forecast_status(whole / FULL) != forecast_status(probability):
        whole = min(floor(probability * FULL + 0.5), whole - 1)
    return f"≈{whole}%"


def _beyond(raw: float) -> str:
    """Return a progress outside 0 to 100 % so that it reads as being outside, however little it is."""
    whole = floor(raw * 100 + 0.5)
    if not 0 <= whole <= FULL:
        return f"{whole}%"
    tenths = max(round(raw * 100, 1), 100.1) if raw > 1 else min(round(raw * 100, 1), -0.1)
    return f"{tenths:g}%"


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
        done = one.progress.done
        return UNKNOWN if done is None else f"{done} of {len(one.key_result.milestones)} done"
    if one.shape == "self_reported":
        return f"({value:g}%)" if value is not None else "—"
    return amount(value, one.unit)


def weight_text(one: KeyResultStanding) -> str:
    """Return how much of the weight of milestones is done, where they don't all weigh the same; else nothing."""
    found, steps = one.progress, one.key_result.milestones
    if found.done is None or len({step.weight for step in steps}) == 1:
        return ""
    return f"weight {found.value:g} of {found.target:g}"


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
        return f"{before}level {found.target:g}" if found.target is not None else UNKNOWN
    if one.shape == "milestones":
        many = len(kr.milestones)
        return "" if found.done is not None else f"{many} milestone{'s' if many > 1 else ''}"
    if found.target is None:
        if kr.target is not None and not isinstance(kr.target, (int, float, str)):
            return kr.target.text
        return UNKNOWN if one.shape != "self_reported" else ""
    if one.shape == "cumulative" or found.baseline is None:
        return amount(found.target, one.unit)
    return f"{amount(found.baseline)} → {amount(found.target, one.unit)}"


def now_and_target(one: KeyResultStanding) -> str:
    """Return the value now and where it should go, in one text: `54% (40 → 75%)`."""
    now, target = now_text(one), target_text(one) or weight_text(one)
    if target in {"", UNKNOWN}:
        return now
    if (
        one.unit
        and one.unit.partition("/")[0][1:].endswith("s")
        and now == f"1 {one.unit}"
        and target.endswith(one.unit)
    ):
        now = "1"  # units are written as they are read of many: `1 (≤ 5 mailboxes)`; seconds, `s`, are no plural
    return f"{now} ({target})" if now != UNKNOWN or one.shape != "milestones" else target


def is_target_alone(one: KeyResultStanding) -> bool:
    """Return whether the target is a bare number or level, with nothing before it that it is seen beside."""
    if one.shape not in {"change", "cumulative", "rubric"} or one.key_result.target is None:
        return False
    return one.shape == "cumulative" or one.progress.baseline is None


def trend(one: KeyResultStanding) -> tuple[float, ...]:
    """Return the values of the check-ins up to the due date, the baseline first, as far as they are numbers."""
    values = one.series.numbers(one.due)
    if values and _has_baseline_apart(one):
        values.insert(0, one.progress.baseline or 0)
    return tuple(values) if len(values) > 1 else ()


def _has_baseline_apart(one: KeyResultStanding) -> bool:
    """Return whether a change comes from a baseline that is not the first check-in itself."""
    found = one.progress
    if one.shape != "change" or found.baseline is None:
        return False
    first = one.series.values[0]
    return (first.date, first.value) != (found.baseline_on, found.baseline)


def trend_text(one: KeyResultStanding) -> str:
    """Return in words what the curve of the trend shows: between what it moves, and which values."""
    values = trend(one)
    what = "reading" if one.key_result.metric else "customer" if one.key_result.counts else "check-in"
    is_apart = _has_baseline_apart(one)
    many = len(values) - is_apart
    points = f"{'the baseline, then ' if is_apart else ''}{many} {what}{'s' if many > 1 else ''}"
    if len(values) > LONGEST_CURVE:
        values, points = values[-LONGEST_CURVE:], f"the last {LONGEST_CURVE} {what}s"
    low, high = amount(min(values)), amount(max(values), one.unit)
    between = f"between {low} and {high}" if min(values) < max(values) else f"{high} each time"
    return f"{between}: {points}"
