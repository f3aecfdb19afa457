"""Every figure opened: the formula, its inputs, their dates, and the file and line of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.compute import status
from outtrack.compute.outlook import outlook_of
from outtrack.compute.progress import FORECAST_SHAPES
from outtrack.compute.status import AT_RISK_PACE, BY_FORECAST, BY_PACE, GRACE, LIKELY, ON_TRACK_PACE, POSSIBLE
from outtrack.figures import percent, words
from outtrack.reports.explain_progress import progress
from outtrack.reports.outlooks import outlook_facts
from outtrack.reports.sources import Places
from outtrack.shapes import Block, Cell, Data

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.rollup import Rollup
    from outtrack.compute.standing import OutcomeStanding, Standings
    from outtrack.diagnostic import Keys
    from outtrack.model.strategy import Strategy
    from outtrack.reports.sources import Fact
    from outtrack.snapshot import Snapshot

RULES = {
    1: "rule 1: the status set by hand",
    2: f"rule 2: before the start, or nothing measured in the first {GRACE:.0%} of the period",
    3: "rule 3: the due date has passed; achieved if the progress reached 100 % by then",
    4: "rule 4: no progress can be computed",
    5: "rule 5: the last check-in is older than twice the cadence",
    6: "rule 6: without a start and a due date there is no pace, so no word",
    BY_FORECAST: f"rule {BY_FORECAST}: the chance of reaching the target by the due date; on track from {LIKELY:.0%}, "
    f"at risk from {POSSIBLE:.0%}",
    8: "rule 8: the share of days within bounds, and whether the required share can still be reached",
    BY_PACE: f"rule {BY_PACE}: pace; on track from {ON_TRACK_PACE:g} of what is expected, "
    f"at risk from {AT_RISK_PACE:g}, pending in the first {GRACE:.0%} of the period",
}
"""The rules of `methods.md` 2.2, in words."""

PACES = {
    "linear": "days passed / days, from the day it begins",
    "step": "the share of the last point by then",
    "curve": "on a straight line between the points",
}


def explain_outcome(snapshot: Snapshot, standing: OutcomeStanding) -> tuple[list[Block], list[Data]]:
    """Return how the figures of an outcome and of its key results come about, as blocks and as data."""
    found = [("Progress of the outcome", list(_rollup(snapshot, standing)))]
    found.append(("Status of the outcome", list(_outcome_status(snapshot, standing))))
    for one in standing.key_results:
        found += _key_result(snapshot, standing, one, f"{one.key_result.title}: ")
    return _blocks(found), _data(found)


def explain_strategy(snapshot: Snapshot, standings: Standings, strategy: Strategy) -> tuple[list[Block], list[Data]]:
    """Return how the progress of a strategy comes about, as blocks and as data."""
    total, parts = standings.strategy(strategy), standings.contributors(strategy.ref)
    found = [("Progress of the strategy", [*_parts(snapshot, parts), *_result(total)])]
    return _blocks(found), _data(found)


def explain_key_result(
    snapshot: Snapshot, standing: OutcomeStanding, one: KeyResultStanding
) -> tuple[list[Block], list[Data]]:
    """Return how the figures of a key result come about, as blocks and as data."""
    found = _key_result(snapshot, standing, one, "")
    return _blocks(found), _data(found)


def _blocks(found: list[tuple[str, list[Fact]]]) -> list[Block]:
    return [
        Block(
            heading,
            facts=tuple((label, Cell(f"{value}   [{where}]" if where else value)) for label, value, where in facts),
        )
        for heading, facts in found
    ]


def _data(found: list[tuple[str, list[Fact]]]) -> list[Data]:
    return [
        {
            "figure": heading,
            "inputs": [{"name": name, "value": value, "where": where or None} for name, value, where in facts],
        }
        for heading, facts in found
    ]


def _rollup(snapshot: Snapshot, standing: OutcomeStanding) -> Iterator[Fact]:
    total = standing.rollup
    if standing.basis == "key_results":
        yield "formula", "sum of weight x progress (0 to 1) over what is measured / sum of all weights", ""
        places = Places(snapshot)
        for one in standing.key_results:
            raw = one.progress.shown
            share = percent(raw) if raw is not None else f"not measured ({one.needs or 'no data'})"
            value = f"{share} x {one.weight:g}"
            yield one.key_result.title, value, places.of(standing.outcome.ref, ("key_results", one.index, "title"))
    elif standing.basis == "contributors":
        yield from _parts(snapshot, standing.contributors)
    else:
        yield "formula", "none: it has neither key results nor outcomes that contribute to it", ""
    yield from _result(total)


def _parts(snapshot: Snapshot, parts: Sequence[tuple[float, OutcomeStanding]]) -> Iterator[Fact]:
    """Yield what contributes, each with its weight."""
    yield "formula", "sum of weight x progress / sum of weights, over the outcomes that contribute", ""
    for weight, part in parts:
        value = f"{percent(part.rollup.progress)} x {weight:g}, {percent(part.rollup.coverage)} of it measured"
        yield part.outcome.title, value, Places(snapshot).of(part.outcome.ref, ("title",))


def _result(total: Rollup) -> Iterator[Fact]:
    yield "result", "no data" if total.progress is None else percent(total.progress), ""
    if total.coverage is not None:
        yield "measured", f"{percent(total.coverage)} of the weights", ""
    if total.coverage and total.coverage < 1 and total.progress is not None:
        value = f"{percent(total.progress)} / {percent(total.coverage)} = {percent(total.of_measured)}"
        yield "of what is measured", value, ""


def _outcome_status(snapshot: Snapshot, standing: OutcomeStanding) -> Iterator[Fact]:
    places, ref = Places(snapshot), standing.outcome.ref
    lifecycle = standing.lifecycle
    where = places.of(ref, ("status",)) if standing.outcome.status != "active" else ""
    yield "lifecycle", lifecycle, where
    rule = "the worst of its key results" if standing.key_results else "the worst of what contributes to it"
    if standing.basis == "contributors" and not any(status.worst(pair) for pair in _words(standing)):
        rule = "by its progress, since nothing that contributes to it has a word that counts"
    yield "computed", f"{words(standing.computed or 'none')}: {rule}", ""
    if standing.said and standing.said.status:
        index = standing.outcome.updates.index(standing.said)
        is_head = standing.status == standing.said.status
        which = "it heads the line for a month" if is_head else "the computed word heads the line"
        value = f"{words(standing.said.status)} on {standing.said.date}; {which}"
        yield "said", value, places.of(ref, ("updates", index, "status"))
    yield "shown", words(standing.status or "none"), ""


def _words(standing: OutcomeStanding) -> Iterator[tuple[str | None, str | None]]:
    return ((one.status, one.computed) for weight, one in standing.contributors if weight)


def _key_result(
    snapshot: Snapshot, standing: OutcomeStanding, one: KeyResultStanding, before: str
) -> list[tuple[str, list[Fact]]]:
    return [
        (f"{before}progress", list(progress(snapshot, standing, one))),
        (f"{before}expected", list(_expected(snapshot, standing, one))),
        *([(f"{before}forecast", list(outlook_facts(one, outlook_of(one))))] if one.shape in FORECAST_SHAPES else []),
        (f"{before}status", list(_status(one))),
    ]


def _expected(snapshot: Snapshot, standing: OutcomeStanding, one: KeyResultStanding) -> Iterator[Fact]:
    places, ref, kr = Places(snapshot), standing.outcome.ref, one.key_result
    own: Keys = ("key_results", one.index)
    if one.start is None or one.due is None or one.expected is None:
        yield "result", "needs start" if one.start is None else "needs due", ""
        return
    if kr.pace:
        yield "formula", f"its own pace: {PACES[kr.pace.kind]}", places.of(ref, (*own, "pace"))
        if kr.pace.starts:
            yield "begins", str(kr.pace.starts), places.of(ref, (*own, "pace", "starts"))
        for day, share in sorted((kr.pace.points or {}).items()):
            yield f"by {day}", percent(share), places.of(ref, (*own, "pace", "points", str(day)))
    elif kr.milestones:
        yield "formula", "weight of the milestones due by then / weight of all", ""
        for index, step in enumerate(kr.milestones):
            due = step.due.last if step.due else one.due
            when = "due" if due <= (one.expected_on or due) else "not due yet"
            at = (*own, "milestones", index, "due") if step.due else (*own, "milestones", index)
            yield step.title, f"{when}, by {due}, weight {step.weight:g}", places.of(ref, at)
    else:
        yield "formula", "days passed / days of the period, both ends counted", ""
    for name, day in (("start", one.start), ("due", one.due)):
        keys: Keys = (*own, name) if getattr(kr, name) else (name,)
        if not getattr(kr, name) and not getattr(standing.outcome, name):
            keys = (*own, "due") if kr.due else ("due",)
        whose = kr.name if len(keys) > 1 else None
        yield name, str(day), places.of_goalpost(standing.outcome, whose, str(keys[-1]), keys)
    which = "that of the last check-in" if one.is_expected_at_checkin else "that of this page"
    if one.expected_on != snapshot.as_of and not one.is_expected_at_checkin:
        which = "the due date"
    yield "day", f"{one.expected_on}, {which}", ""
    yield "result", percent(one.expected), ""


def _status(one: KeyResultStanding) -> Iterator[Fact]:
    yield "decided by", RULES[one.rule], ""
    if one.last:
        after, stale = one.cadence.after(one.last), one.cadence.after(one.last, 2)
        yield "last check-in", f"{one.last}; cadence {one.cadence.text}: late after {after}, stale after {stale}", ""
    if one.rule == BY_PACE and one.progress.raw is not None and one.expected:
        ratio = one.progress.raw / one.expected
        yield "pace", f"{one.progress.raw:.3g} / {one.expected:.3g} = {ratio:.2f} of what is expected", ""
    yield "result", words(one.status) if one.status else (one.needs or "none"), ""
