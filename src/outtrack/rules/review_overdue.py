"""The rule `review-overdue`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.diagnostic import Severity
from outtrack.frozen import dataclass
from outtrack.period import Cadence
from outtrack.rules.base import Moment, rule
from outtrack.rules.saying import many

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outtrack.diagnostic import Diagnostic, Keys
    from outtrack.rules.facts import Facts


@dataclass(frozen=True, slots=True)
class Options:
    """What `review-overdue` may be told; 0 months means that nothing is asked."""

    months: int = 6
    """How many months a vision with its mission, or a strategy, may go without a review."""
    goal_months: int = 3
    """How many months a goal may."""
    update_months: int = 1
    """How many months a goal may go without an update by its owner."""


@rule(severity=Severity.WARNING, moment=Moment.CALENDAR, options=Options)
def review_overdue(facts: Facts, options: Options) -> Iterator[Diagnostic]:
    """Visions, strategies and goals are reviewed when it is time, and the owners of goals report every month.

    The time is `review_every`, in calendar months; without it, six months for a vision with its mission and for a
    strategy, and three for a goal, which is a business outcome that a vision names. Other outcomes, solutions and
    paused strategies are asked only if they say `review_every`. The last review is the newest day under `reviewed`
    and `reviews`; a goal that never had one is asked from its start on.

    ## Why
    Everything below rests on what stands at the top. If that has silently stopped being true, the rest is wasted.

    ## Before
    ```yaml
    # strategies/reading-nights.yaml
    title: Win the hour before sleep
    measured_by: [evening-use]
    owner: fatima
    reviewed: 2026-04-13
    ```

    ## After
    ```yaml
    # strategies/reading-nights.yaml
    title: Win the hour before sleep
    measured_by: [evening-use]
    owner: fatima
    reviewed: 2026-10-19
    reviews:
      - {date: 2026-10-19, by: fatima, decision: Go on for another half year}
    ```
    """
    half_year = _months(options.months)
    for vision in facts.visions:
        yield from _review(facts, vision, vision.review_every or half_year)
    for strategy in facts.all("strategy"):
        status = facts.status(strategy)
        if status in {"active", "paused"}:
            by_default = half_year if status == "active" else None
            yield from _review(facts, strategy, strategy.review_every or by_default)
    for one in facts.active:
        is_goal = one.outcome.ref in facts.goals
        by_default = _months(options.goal_months) if is_goal else None
        yield from _review(facts, one.outcome, one.outcome.review_every or by_default, one.start)
        if is_goal and (month := _months(options.update_months)):
            yield from _update(facts, one.outcome, month, one.start)
    for solution in facts.all("solution"):
        if solution.review_every and facts.status(solution) not in {"parked", "dropped"}:
            yield from _review(facts, solution, solution.review_every)


def _months(count: int) -> Cadence | None:
    return Cadence("monthly" if count == 1 else f"every {count} months", months=count) if count else None


def _review(facts: Facts, entity: Any, every: Cadence | None, start: date | None = None) -> Iterator[Diagnostic]:
    """Yield a finding where an entity has not been reviewed for longer than it should be."""
    if every is None or (entity.reviewed and facts.as_of < entity.reviewed <= facts.snapshot.today):
        return  # of a past day it is not known any more when the review before was
    days = [one.date for one in getattr(entity, "reviews", ())]
    last = max((day for day in (*days, entity.reviewed) if day and day <= facts.as_of), default=None)
    if facts.as_of <= every.after(last or start or facts.as_of) and (last or entity.kind == "outcome"):
        return
    hint = f"review it, then write `reviewed: {facts.as_of}`, and what was decided under `reviews:`"
    keys: Keys = ("reviewed",) if entity.reviewed else ("reviews",) if days else ("title",)
    yield entity.diagnose(keys, f"{_since('review', last, start, facts.as_of)}; due {_rhythm(every)}", hint)


def _update(facts: Facts, goal: Any, every: Cadence, start: date | None) -> Iterator[Diagnostic]:
    """Yield a finding where the owner of a goal has said nothing for longer than a month."""
    days = [one.date for one in goal.updates]
    last = max((day for day in days if day <= facts.as_of), default=None)
    if facts.as_of > every.after(last or start or facts.as_of):
        keys: Keys = ("updates", days.index(last)) if last else ("title",)
        message = f"{_since('update', last, start, facts.as_of)}; a goal's are due {_rhythm(every)}"
        hint = f"add `- {{date: {facts.as_of}, status: …, by: …, note: …}}` to its `updates:`"
        yield goal.diagnose(keys, message, hint)


def _since(what: str, last: date | None, start: date | None, as_of: date) -> str:
    if last is None and start is None:
        return f"no {what} is written down"
    since = f"since {last}" if last else f"since the start on {start}"
    return f"no {what} {since} ({many((as_of - (last or start or as_of)).days, 'day')})"


def _rhythm(every: Cadence) -> str:
    return every.text if every.text[0].isalpha() else f"every {every.text}"
