"""When a vision, a strategy or a goal is to be looked at again, and its owner's monthly word."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from outtrack.compute.terms import lifecycle
from outtrack.frozen import dataclass
from outtrack.period import Cadence, add_months

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from outtrack.compute.standing import OutcomeStanding, Standings
    from outtrack.model.outcome import Update


@dataclass(frozen=True, slots=True)
class Rhythms:
    """How often what does not say it itself is to be looked at: the options of `review-overdue`; 0 months for never."""

    months: int = 6
    """How many months a vision with its mission, or a strategy, may go without a review."""
    goal_months: int = 3
    """How many months a goal may."""
    update_months: int = 1
    """How many months a goal may go without an update by its owner."""

    def of(self, entity: Any, as_of: date, *, is_goal: bool = False) -> Cadence | None:
        """Return how often a vision, strategy, outcome or solution is to be reviewed; None where it need not be.

        What is over, put aside or not begun need not be. Other outcomes than goals, solutions and paused strategies
        are asked only if they say it themselves.
        """
        status, kind = lifecycle(entity, as_of), entity.kind
        if status in {"done", "dropped", "parked"} or (kind == "outcome" and status != "active"):
            return None
        if kind == "vision" and entity.closed and entity.closed <= as_of:
            return None
        is_steady = kind == "vision" or (kind == "strategy" and status == "active")
        stated: Cadence | None = getattr(entity, "review_every", None)
        return stated or every(self.months if is_steady else self.goal_months if is_goal else 0)

    def clocks(self, standings: Standings, refs: Iterable[str], goals: Container[str]) -> list[tuple[Any, Clock]]:
        """Return those of some entities that are to be reviewed, with their clocks, what is due first at the top."""
        snapshot, found = standings.snapshot, []
        for entity in map(snapshot.get, refs):
            is_goal = entity.ref in goals and entity.type == "business"
            if rhythm := self.of(entity, snapshot.as_of, is_goal=is_goal):
                start = standings.outcome(entity).start if entity.kind == "outcome" else None
                found.append((entity, clock(entity, rhythm, snapshot.as_of, start)))
        return sorted(found, key=lambda one: one[1].next or date.min)


def every(months: int) -> Cadence | None:
    """Return the rhythm of so many months; None for 0."""
    return Cadence("monthly" if months == 1 else f"every {months} months", months=months) if months else None


class Clock(NamedTuple):
    """The last review of something, and the next."""

    last: date | None
    next: date | None
    """The last day on which the next is in time; None where none is due, or none was yet and no start is known."""
    is_known: bool = True
    """Whether it can be told; of a past day it is not known any more when the review before `reviewed` was."""

    def overdue(self, as_of: date) -> int:
        """Return for how many days it has been overdue; 0 where it is not."""
        return max((as_of - self.next).days, 0) if self.next else 0


def clock(entity: Any, rhythm: Cadence | None, as_of: date, start: date | None = None, today: date = date.max) -> Clock:
    """Return the clock of something on a day; what never had a review is asked from its start on.

    A day under `reviewed` that lies ahead may have taken the place of an earlier one; after `today` it is a slip.
    """
    listed, stated = [one.date for one in getattr(entity, "reviews", ())], entity.reviewed
    last = max((day for day in (*listed, stated) if day and day <= as_of), default=None)
    if stated and as_of < stated <= today and (last is None or stated not in listed):
        return Clock(None, None, is_known=False)
    since = last or start
    return Clock(last, rhythm.after(since) if since and rhythm else None)


def last_word(standing: OutcomeStanding, as_of: date) -> Update | None:
    """Return the owner's newest word up to the day, with or without a status; None where there is none."""
    known = [one for one in standing.outcome.updates if one.date <= as_of]
    return max(known, key=lambda one: one.date, default=None)


def is_of_this_month(word: Update | None, as_of: date) -> bool:
    """Return whether a word still speaks: for a month from its day."""
    return word is not None and as_of < add_months(word.date, 1)
