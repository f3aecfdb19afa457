"""What the values from before the start say of a target: a precedent, a stretch, or nothing (`methods.md` 7.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from outtrack.compute.forecast import Points, level
from outtrack.compute.outlook import scale
from outtrack.model.base import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.standing import Standings
    from outtrack.model.outcome import Outcome

HISTORY: Final = 5
"""So many values from before the start it takes to tell whether a target has a precedent."""
_LINK: Final = "key_result:"


def earlier(standings: Standings, outcome: Outcome, one: KeyResultStanding) -> dict[date, float]:
    """Return the values of a key result from before its start, by day; empty where it has no start.

    They are the readings of its metric, and what was measured of the key result that it continues, and of the one that
    this continues, as long as they have the same shape and unit. Of two on one day the later period counts.
    """
    found: dict[date, float] = {}
    if one.start is None:
        return found
    for each in reversed(list(_line(standings, outcome, one))):
        values = each.before if each is one else (*each.before, *each.series.values)
        numbers = (entry for entry in values if isinstance(entry.value, (int, float)) and entry.date <= one.start)
        found |= {entry.date: float(entry.value) for entry in numbers}  # type: ignore[arg-type]
    return dict(sorted(found.items()))


def chance_at_start(one: KeyResultStanding, values: dict[date, float]) -> float | None:
    """Return the chance of a target by the values from before the start, 0 to 1; None with fewer than five."""
    found = one.progress
    if one.shape != "change" or one.start is None or one.due is None or found.target is None:
        return None
    start, baseline = one.start, found.baseline
    if len(values) < HISTORY or baseline is None or found.target == baseline:
        return None
    days = [(day - start).days for day in values]
    points = Points(days, list(values.values()), found.target, (one.due - start).days)
    return level(points, scale(points, one.unit), is_rising=found.target > baseline).probability


def _line(standings: Standings, outcome: Outcome, one: KeyResultStanding) -> Iterator[KeyResultStanding]:
    """Yield a key result, the one that it continues, and so on; each once."""
    seen: set[str] = set()
    current: tuple[Outcome, KeyResultStanding] | None = (outcome, one)
    while current and current[1].id not in seen:
        owner, found = current
        seen.add(found.id)
        yield found
        current = _continued(standings, owner, found)


def _continued(
    standings: Standings, outcome: Outcome, one: KeyResultStanding
) -> tuple[Outcome, KeyResultStanding] | None:
    """Return the key result that one continues, with its outcome; None where there is none with such numbers."""
    place = ("key_results", one.index)
    for edge in standings.snapshot.graph.outgoing.get(outcome.ref, ()):
        if edge.relation is Relation.CONTINUES and edge.keys[:2] == place and edge.target.startswith(_LINK):
            owner = standings.of(f"outcome:{edge.target.removeprefix(_LINK).partition('/')[0]}")
            known = {f"{_LINK}{old.id}": old for old in (owner.key_results if owner else ())}
            old = known.get(edge.target)
            if owner and old and (old.shape, old.unit) == (one.shape, one.unit):
                return owner.outcome, old
    return None
