"""What is due for a check-in, the most overdue first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outtrack.names import KEY_RESULT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.standing import OutcomeStanding


class Due(NamedTuple):
    """A number that somebody should record."""

    ref: str
    """What is recorded: `key_result:OUTCOME/ID`."""
    standing: KeyResultStanding
    owner: tuple[str, ...]
    since: date
    """The day on which it was due."""
    days: int
    """How many days ago that was, 0 for today."""


def due(outcomes: Iterable[OutcomeStanding], as_of: date) -> list[Due]:
    """Return the key results of active outcomes whose next check-in is due by a day; a shared metric is named once.

    Left out is what needs no check-in: what counts by itself, milestones, and what has ended or not begun.
    """
    found: list[Due] = []
    seen: set[str] = set()
    for one in sorted(_all(outcomes, as_of), key=lambda one: (one.since, one.ref)):
        metric = (one.standing.key_result.metric or "").removeprefix("metric:")
        if metric not in seen:
            found.append(one)
        if metric:
            seen.add(metric)
    return found


def _all(outcomes: Iterable[OutcomeStanding], as_of: date) -> Iterator[Due]:
    for outcome in outcomes:
        for one in outcome.key_results if outcome.lifecycle == "active" else ():
            kr, begins = one.key_result, one.last or one.start
            if kr.counts or one.shape in {"milestones", "untracked"} or begins is None:
                continue
            if (one.start and one.start > as_of) or (one.due and one.due < as_of):
                continue
            since = one.cadence.after(one.last) if one.last else begins
            if since <= as_of:
                owner = kr.owner or outcome.outcome.owner
                yield Due(f"{KEY_RESULT}:{one.id}", one, owner, since, (as_of - since).days)
