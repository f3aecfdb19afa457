"""When a vision, a strategy or a goal is to be looked at again, and its owner's monthly word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from outtrack.period import CADENCES, add_months

if TYPE_CHECKING:
    from datetime import date

    from outtrack.compute.standing import OutcomeStanding
    from outtrack.model.outcome import Update
    from outtrack.period import Cadence

STEADY: Final = CADENCES["halfyearly"]
"""How often visions, missions and strategies are reviewed where they don't say it themselves."""
OF_GOALS: Final = CADENCES["quarterly"]
"""How often goals are."""


class Clock(NamedTuple):
    """The last review of something, and the next."""

    last: date | None
    next: date | None
    """The last day on which the next is in time; None where there was none yet and no start is known."""
    every: Cadence
    is_known: bool = True
    """Whether it can be told; of a past day it is not known any more when the review before `reviewed` was."""

    def overdue(self, as_of: date) -> int:
        """Return for how many days it has been overdue; 0 where it is not."""
        return max((as_of - self.next).days, 0) if self.next else 0


def clock(entity: Any, every: Cadence, as_of: date, start: date | None = None) -> Clock:
    """Return the clock of something that is reviewed; what never had a review is asked from its start on."""
    rhythm = entity.review_every or every
    days = (*(one.date for one in getattr(entity, "reviews", ())), entity.reviewed)
    last = max((day for day in days if day and day <= as_of), default=None)
    if last is None and entity.reviewed:
        return Clock(None, None, rhythm, is_known=False)
    since = last or start
    return Clock(last, rhythm.after(since) if since else None, rhythm)


def last_word(standing: OutcomeStanding, as_of: date) -> Update | None:
    """Return the owner's newest word up to the day, with or without a status; None where there is none."""
    known = [one for one in standing.outcome.updates if one.date <= as_of]
    return max(known, key=lambda one: one.date, default=None)


def is_of_this_month(word: Update | None, as_of: date) -> bool:
    """Return whether a word still speaks: for a month from its day."""
    return word is not None and as_of < add_months(word.date, 1)
