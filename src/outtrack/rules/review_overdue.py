"""The rule `review-overdue`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.compute.clocks import Rhythms, clock, every
from outtrack.diagnostic import Severity
from outtrack.rules.base import Moment, rule
from outtrack.rules.saying import many

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outtrack.diagnostic import Diagnostic, Keys
    from outtrack.period import Cadence
    from outtrack.rules.facts import Facts


@rule(severity=Severity.WARNING, moment=Moment.CALENDAR, options=Rhythms)
def review_overdue(facts: Facts, options: Rhythms) -> Iterator[Diagnostic]:
    """Visions, strategies and goals are reviewed when it is time, and the owners of goals report every month.

    The time is `review_every`, in calendar months; without it, six months for a vision with its mission and for a
    strategy, and three for a goal, which is a business outcome that a vision names. Other outcomes, solutions and
    paused strategies are asked only if they say `review_every`. The last review is the newest day under `reviewed`
    and `reviews`; a goal that never had one is asked from its start on, and a vision or a strategy at once, for nobody
    knows since when it holds. `outtrack new` therefore writes the day on which it is begun as its first review.

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
    for entity in (*facts.all("vision"), *facts.all("strategy"), *facts.all("solution")):
        yield from _review(facts, entity, options.of(entity, facts.as_of))
    for one in facts.active:
        is_goal = one.outcome.ref in facts.goals
        yield from _review(facts, one.outcome, options.of(one.outcome, facts.as_of, is_goal=is_goal), one.start)
        if is_goal and (month := every(options.update_months)):
            yield from _update(facts, one.outcome, month, one.start)


def _review(facts: Facts, entity: Any, rhythm: Cadence | None, start: date | None = None) -> Iterator[Diagnostic]:
    """Yield a finding where an entity has not been reviewed for longer than it should be."""
    found = clock(entity, rhythm, facts.as_of, start, facts.snapshot.today)
    is_never = found.last is None and start is None and entity.kind != "outcome"
    if rhythm is None or not found.is_known or not (is_never or found.overdue(facts.as_of)):
        return
    hint = f"review it, then write `reviewed: {facts.as_of}`, and what was decided under `reviews:`"
    keys: Keys = ("reviewed",) if entity.reviewed else ("reviews",) if getattr(entity, "reviews", ()) else ("title",)
    yield entity.diagnose(keys, f"{_since('review', found.last, start, facts.as_of)}; due {_rhythm(rhythm)}", hint)


def _update(facts: Facts, goal: Any, rhythm: Cadence, start: date | None) -> Iterator[Diagnostic]:
    """Yield a finding where the owner of a goal has said nothing for longer than a month."""
    days = [one.date for one in goal.updates]
    last = max((day for day in days if day <= facts.as_of), default=None)
    if facts.as_of > rhythm.after(last or start or facts.as_of):
        keys: Keys = ("updates", days.index(last)) if last else ("title",)
        message = f"{_since('update', last, start, facts.as_of)}; a goal's are due {_rhythm(rhythm)}"
        hint = f"add `- {{date: {facts.as_of}, status: …, by: …, note: …}}` to its `updates:`"
        yield goal.diagnose(keys, message, hint)


def _since(what: str, last: date | None, start: date | None, as_of: date) -> str:
    if last is None and start is None:
        return f"no {what} is written down"
    since = f"since {last}" if last else f"since the start on {start}"
    return f"no {what} {since} ({many((as_of - (last or start or as_of)).days, 'day')})"


def _rhythm(rhythm: Cadence) -> str:
    return rhythm.text if rhythm.text[0].isalpha() else f"every {rhythm.text}"
