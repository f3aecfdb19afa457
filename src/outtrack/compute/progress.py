"""How far a key result is, for each of its shapes (`methods.md` 1.2)."""

from __future__ import annotations

from functools import partial
from math import isfinite
from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.compute import pace
from outtrack.compute.series import FULL, exact
from outtrack.model.values import Relative

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from outtrack.compute.pace import Term
    from outtrack.compute.series import Measurement
    from outtrack.model.evidence import Keep
    from outtrack.model.outcome import KeyResult
    from outtrack.model.values import Target
    from outtrack.period import Cadence

REQUIRED_SHARE: Final = 0.95
FORECAST_SHAPES: Final = frozenset(("change", "cumulative"))
"""The shapes of which the value at the due date can be forecast."""


class Progress(NamedTuple):
    """How far, or why that can't be said.

    `raw` may be below 0 or above 1; it is None where nothing was measured or something is missing, and then
    `missing` says what.
    """

    raw: float | None = None
    missing: str | None = None
    baseline: float | None = None
    baseline_on: date | None = None
    target: float | None = None
    current: Measurement | None = None
    """The last measurement; where there is a baseline, the last one after it."""
    value: float | None = None
    """The number now; for a rubric the place of the level from 1, for milestones how much of them is done."""
    compliance: float | None = None
    """For `keep`: the share of the observed days that were within bounds."""
    cover: float | None = None
    """For `keep`: the share of the elapsed days that were observed."""
    reachable: float | None = None
    """For `keep`: the compliance if every day from now on is within bounds."""
    claimed: float | None = None
    """For self-reported key results: the share as it was said; never counted."""
    done: int | None = None
    """For milestones: how many of them are done, whatever they weigh."""

    @property
    def shown(self) -> float | None:
        """The progress as it is shown and rolled up: `raw` within 0 to 1."""
        return None if self.raw is None else min(max(self.raw, 0.0), 1.0)


def shape(kr: KeyResult) -> str:
    """Return how a key result is measured, told by its keys; `untracked` where it has a title alone."""
    if kr.milestones:
        return "milestones"
    if kr.keep:
        return "keep"
    if kr.levels:
        return "rubric"
    if kr.cumulative:
        return "cumulative"
    if kr.self_reported:
        return "self_reported"
    return "untracked" if kr.target is None and kr.baseline is None and not kr.metric else "change"


def progress(
    kr: KeyResult, values: Sequence[Measurement], term: Term, cadence: Cadence, before: Sequence[Measurement] = ()
) -> Progress:
    """Return how far a key result was on a day.

    `values` are its measurements up to that day, in order; those after the due date don't change the score.
    `before` are a metric's readings up to the start: the last of them is the baseline where none is stated.
    """
    if term.due is not None and values and values[-1].date > term.due:
        values = [one for one in values if one.date <= term.due]
    kind = shape(kr)
    if kind == "milestones":
        return _milestones(kr, term)
    if kr.keep:
        return _keep(kr.keep, kr.required or REQUIRED_SHARE, values, term, cadence)
    if kind in {"self_reported", "untracked"}:
        return _uncounted(kind, values)
    return _way(kr, values, term, before, partial(_place, kr) if kr.levels else _number)


def _number(value: object) -> float | None:
    return value if isinstance(value, (int, float)) else None


def _place(kr: KeyResult, value: object) -> int | None:
    """Return the place, from 1, of the level that a value names."""
    place = kr.level_of(value)
    return None if place is None else place + 1


def ratio(baseline: float, target: float, current: float) -> float | None:
    """Return the share of the way from the baseline to the target: (c-b)/(t-b).

    None where there is no way, or no number for it.
    """
    if target == baseline:
        return None
    try:
        share = (current - baseline) / (target - baseline)
    except OverflowError:
        return None
    return share if isfinite(share) else None


def _way(
    kr: KeyResult,
    values: Sequence[Measurement],
    term: Term,
    before: Sequence[Measurement],
    read: Callable[[object], float | None],
) -> Progress:
    """Return the share of the way from the baseline to the target: a change, a total from 0, or levels of a rubric.

    `read` makes a number of a value.
    """
    stated, base_on, following = _baseline(kr, values, term.start, before)
    base = read(stated)
    target = _target(kr.target, base, read)
    current = following[-1] if following else None
    last = current or (values[-1] if values else None)
    last = last or (before[-1] if before else None)
    value = read(last.value) if last else None
    raw = missing = None
    if target is None:
        missing = "needs baseline" if isinstance(kr.target, Relative) else "needs target"
    elif base is None:
        comes_with_values = kr.metric or (kr.baseline and kr.baseline.first)
        missing = "no check-in yet" if comes_with_values and last is None else "needs baseline"
    elif target == base:
        missing = "target equals baseline"
    elif current is None or value is None:
        missing = "no check-in yet"
    else:
        raw = ratio(base, target, value)
        missing = None if raw is not None else "numbers too far apart"
    return Progress(raw, missing, base, base_on, target, current, value)


def _baseline(
    kr: KeyResult, values: Sequence[Measurement], start: date | None, before: Sequence[Measurement]
) -> tuple[float | str | None, date | None, Sequence[Measurement]]:
    """Return the baseline, its day, and the measurements that came after it."""
    stated = kr.baseline
    if kr.cumulative:
        return 0, None, values
    if stated is None:
        return (before[-1].value, *_after(values, before[-1].date)) if before else (None, None, values)
    if stated.first:
        return (values[0].value, values[0].date, values[1:]) if values else (None, None, ())
    value = stated.value if stated.level is None else stated.level
    return (value, start, values) if stated.date is None else (value, *_after(values, stated.date))


def _after(values: Sequence[Measurement], day: date) -> tuple[date, Sequence[Measurement]]:
    return day, [one for one in values if one.date > day]


def _target(goal: Target | None, base: float | None, read: Callable[[object], float | None]) -> float | None:
    """Return the number to reach; None where there is none, or no baseline that it is relative to."""
    if not isinstance(goal, Relative):
        return read(goal)
    if base is None:
        return None
    by, since = exact(goal.by), exact(base)
    return float(since + (by if goal.unit == "pp" else abs(since) * by / 100))


def _uncounted(kind: str, values: Sequence[Measurement]) -> Progress:
    """Return what is kept and shown, but no progress: a share by feeling, or a title alone."""
    current = values[-1] if values else None
    value = _number(current.value) if current else None
    if kind == "untracked":
        return Progress(missing="needs target", current=current, value=value)
    claimed = None if value is None else value / FULL
    return Progress(missing="self-reported", current=current, value=value, claimed=claimed)


def _milestones(kr: KeyResult, term: Term) -> Progress:
    """Return the share of the milestones, by weight, that is done; one of weight 0 only informs."""
    weighty = [one for one in kr.milestones if one.weight]
    last_day = term.as_of if term.due is None else min(term.as_of, term.due)
    whole = sum(one.weight for one in weighty)
    reached = [one.weight for one in kr.milestones if one.done and one.done <= last_day]
    done = sum(reached)
    if not weighty:
        return Progress(missing="all weights are 0", target=whole)
    days = [one.due.last if one.due else term.due for one in weighty]
    if not done and not any(day and day < term.as_of for day in days):
        return Progress(missing="no milestone done yet", target=whole)
    return Progress(done / whole, None, 0, None, whole, None, done, done=len(reached))


def holds(
    values: Sequence[Measurement], first_day: date, last_day: date, cadence: Cadence
) -> list[tuple[Measurement, int]]:
    """Return for how many days of a period each value holds: until the next one, but two cadences at most."""
    ends = [*(one.date.toordinal() for one in values), last_day.toordinal() + 1]
    found = []
    for one, following in zip(values, ends[1:], strict=True):
        until = min(cadence.after(one.date, 2).toordinal(), following, ends[-1])
        found.append((one, max(until - max(one.date, first_day).toordinal(), 0)))
    return found


def _keep(keep: Keep, required: float, values: Sequence[Measurement], term: Term, cadence: Cadence) -> Progress:
    """Return the share of the required days on which the value was within bounds."""
    current = values[-1] if values else None
    known = Progress(
        current=current,
        value=_number(current.value) if current else None,
        target=keep.max if keep.min is None else keep.min,
    )
    start, due, as_of, _ = term
    if start is None or due is None:
        return known._replace(missing="needs start" if start is None else "needs due")
    compliant = observed = 0
    for one, days in holds(values, start, min(as_of, due), cadence):
        observed += days
        compliant += days if is_within(keep, _number(one.value)) else 0
    if not observed:
        return known._replace(missing="no check-in yet")
    length, passed = pace.length(start, due), pace.elapsed(start, due, as_of)
    rest = length - passed
    return known._replace(
        raw=compliant / length / required,  # in this order: exactly 1 where the required share was reached exactly
        compliance=compliant / observed,
        cover=observed / passed,
        reachable=(compliant + rest) / (observed + rest),
    )


def is_within(keep: Keep, value: float | None) -> bool:
    """Return whether a value lies within the bounds, which are inside themselves."""
    return value is not None and (keep.min is None or value >= keep.min) and (keep.max is None or value <= keep.max)
