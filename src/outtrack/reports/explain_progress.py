"""The progress of a key result opened: the formula, its inputs, their dates, and the file and line of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.compute.pace import length
from outtrack.compute.progress import REQUIRED_SHARE, holds, is_within
from outtrack.figures import amount, number, percent
from outtrack.reports.sources import Places
from outtrack.reports.texts import trend, trend_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.standing import OutcomeStanding
    from outtrack.diagnostic import Keys
    from outtrack.model.outcome import Outcome
    from outtrack.reports.sources import Fact
    from outtrack.snapshot import Snapshot

FORMULAS = {
    "change": "(now - baseline) / (target - baseline)",
    "cumulative": "total / target",
    "keep": "days within bounds / (required share x days of the period)",
    "milestones": "weight done / weight of all",
    "rubric": "(level - baseline level) / (target level - baseline level), levels counted from 0",
    "self_reported": "none: a share by feeling is shown and never counted",
    "untracked": "none: there is no target",
}


def progress(snapshot: Snapshot, standing: OutcomeStanding, one: KeyResultStanding) -> Iterator[Fact]:
    """Yield the progress of a key result: the formula, what goes into it, the result, and what was left out."""
    places, ref, keys = Places(snapshot), standing.outcome.ref, ("key_results", one.index)
    found, kr = one.progress, one.key_result
    yield "formula", FORMULAS[one.shape], ""
    if one.shape in {"change", "rubric"}:
        yield from _baseline(places, standing.outcome, keys, one)
    yield from _target(places, standing.outcome, keys, one)
    yield from _keep(places, ref, keys, one)
    for index, step in enumerate(kr.milestones):
        done = f"done {step.done}" if step.done and step.done <= snapshot.as_of else "open"
        yield step.title, f"{done}, weight {step.weight:g}", places.of(ref, (*keys, "milestones", index))
    if found.current:
        value = found.current.value if isinstance(found.current.value, str) else amount(found.current.value, one.unit)
        by = f" by {found.current.by}" if found.current.by else ""
        yield "now", f"{value} on {found.current.date}{by}", places.of_measurement(found.current)
    yield from _addends(places, one)
    if found.raw is None:
        yield "result", f"no data: {found.missing}", ""
    else:
        yield "result", f"{found.raw:.4g}, shown as {percent(found.shown)}", ""
    if trend(one):
        yield "trend", trend_text(one), ""
    for entry, reason in one.series.ignored:
        if reason != "future":
            yield "left out", f"{entry.value} on {entry.date}: {reason}", places.of_measurement(entry)


def _addends(places: Places, one: KeyResultStanding) -> Iterator[Fact]:
    """Yield what a total is made of: what came on top each time, or the customers counted."""
    if one.key_result.cumulative and any(entry.delta is not None for entry in one.series.values):
        for entry in one.series.values:
            total = amount(float(entry.value or 0), one.unit)
            added = total if entry.delta is None else f"+{amount(entry.delta, one.unit)}, in all {total}"
            yield f"on {entry.date}", added, places.of_measurement(entry)
    if one.key_result.counts:
        for entry in one.series.values:
            yield f"customer {number(float(entry.value or 0))}", str(entry.date), places.of_measurement(entry)


def _target(places: Places, outcome: Outcome, keys: Keys, one: KeyResultStanding) -> Iterator[Fact]:
    target = one.key_result.target
    if target is None or one.shape not in {"change", "rubric", "cumulative"}:
        return
    value = amount(one.progress.target, one.unit)
    if not isinstance(target, (int, float, str)):
        value = f"{target.text} from the baseline = {value}"
    yield "target", value, places.of_goalpost(outcome, one.key_result.name, "target", (*keys, "target"))


def _keep(places: Places, ref: str, keys: Keys, one: KeyResultStanding) -> Iterator[Fact]:
    keep, found = one.key_result.keep, one.progress
    if keep is None:
        return
    for name, bound in (("min", keep.min), ("max", keep.max)):
        if bound is not None:
            yield name, amount(bound, one.unit), places.of(ref, (*keys, "keep", name))
    stated = one.key_result.required
    required = f"{percent(stated or REQUIRED_SHARE)} of the days" + ("" if stated else ", unless it is stated")
    yield "required", required, places.of(ref, (*keys, "required")) if stated else ""
    if one.start is None or one.due is None or found.compliance is None:
        return
    last_day = min(places.snapshot.as_of, one.due)
    within = 0
    values = [entry for entry in one.series.values if entry.date <= one.due]
    for entry, days in holds(values, one.start, last_day, one.cadence):
        value = entry.value if isinstance(entry.value, (int, float)) else None
        is_in = is_within(keep, value)
        within += days if is_in else 0
        text = f"{amount(value, one.unit)} for {days} days, {'within' if is_in else 'out of'} bounds"
        yield f"from {max(entry.date, one.start)}", text, places.of_measurement(entry)
    whole = length(one.start, one.due)
    yield "within bounds", f"{within} of the {whole} days from {one.start} to {one.due}", ""
    shares = f"{percent(found.compliance)} of the observed days; {percent(found.cover)} of the days were observed"
    yield "observed", shares, ""


def _baseline(places: Places, outcome: Outcome, keys: Keys, one: KeyResultStanding) -> Iterator[Fact]:
    found, stated = one.progress, one.key_result.baseline
    if found.baseline is None:
        yield "baseline", "missing", ""
    elif stated is not None and stated.first and one.series.values:
        entry = one.series.values[0]
        yield (
            "baseline",
            f"{amount(found.baseline, one.unit)} on {entry.date}, the first check-in",
            places.of_measurement(entry),
        )
    elif stated is not None:
        day = f" on {found.baseline_on}" if found.baseline_on else ""
        place = places.of_goalpost(outcome, one.key_result.name, "baseline", (*keys, "baseline"))
        yield "baseline", amount(found.baseline, one.unit) + day, place
    elif one.before:
        entry = one.before[-1]
        value = f"{amount(found.baseline, one.unit)} on {entry.date}, the last reading up to the start"
        yield "baseline", value, places.of_measurement(entry)
