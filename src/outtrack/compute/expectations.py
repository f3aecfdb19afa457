"""What was expected of a piece of work, judged by the values of the key result once it is shipped: never by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from outtrack.compute.movement import known_points, movement
from outtrack.compute.reach import work
from outtrack.compute.terms import finished_on, lifecycle

if TYPE_CHECKING:
    from datetime import date

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.standing import Standings
    from outtrack.model.discovery import Expectation
    from outtrack.snapshot import Snapshot

RIGHT: Final = "right"
WRONG: Final = "wrong"
TOO_EARLY: Final = "too_early"
_HAIR: Final = 1e-9  # 6.2 is 0.1 more than 6.1, though not in binary
_OVER: Final = frozenset(("done", "dropped"))


class Judgement(NamedTuple):
    """What became of an expectation."""

    expectation: Expectation
    key_result: str
    """OUTCOME/KEY-RESULT."""
    word: str | None
    """`right`, `wrong` or `too_early`; None where no number can tell."""
    why: str
    """Why it is too early, or can't be told; empty where it is judged."""
    unit: str | None = None
    before: float | None = None
    """Where the key result stood when the work was shipped."""
    after: float | None = None
    """The value by which it is judged; while it is too early, the last one."""
    on: date | None = None
    """The day of that value."""


def shipped_on(snapshot: Snapshot, ref: str) -> date | None:
    """Return the day on which an output was shipped, or the last output of a solution; None while any is open."""
    entity, as_of = snapshot.get(ref), snapshot.as_of
    outputs = [entity] if entity.kind == "output" else work(snapshot, snapshot.graph.down(ref))
    if any(lifecycle(one, as_of) != "done" for one in outputs):
        return None
    return max(filter(None, (finished_on(one, as_of) for one in outputs)), default=None)


def judgements(snapshot: Snapshot, standings: Standings, ref: str) -> list[Judgement]:
    """Return what became of each thing that was expected of an output or a solution."""
    entity = snapshot.get(ref)
    shipped = shipped_on(snapshot, ref) if entity.expected else None
    found = []
    for one in entity.expected:
        name = _full_name(snapshot, one)
        outcome = standings.of(f"outcome:{name.partition('/')[0]}")
        known = next((kr for kr in outcome.key_results if kr.id == name), None) if outcome else None
        if known is None:
            found.append(Judgement(one, name, None, "its key result is not here"))
        else:
            is_over = outcome is not None and outcome.lifecycle in _OVER
            found.append(judged(one, known, shipped, snapshot.as_of, is_over=is_over))
    return found


def _full_name(snapshot: Snapshot, one: Expectation) -> str:
    from outtrack.model.base import Link, Relation

    found: Any = snapshot.names.resolve(one.key_result, Link(Relation.EXPECTS, ("key_result",)))
    return (found if isinstance(found, str) else one.key_result).removeprefix("key_result:")


def judged(
    one: Expectation, kr: KeyResultStanding, shipped: date | None, as_of: date, *, is_over: bool = False
) -> Judgement:
    """Return what became of an expectation, by the first value on its day or later; where all is over, by the last one.

    The change counts from the last value up to the shipping. Without a day of its own, it is that of the key result.
    """
    found = Judgement(one, kr.id, TOO_EARLY, "", kr.unit)
    if shipped is None:
        return found._replace(why="it is not shipped yet")
    by = one.by.last if one.by else kr.due
    if kr.shape in {"self_reported", "untracked", "milestones"}:
        return found._replace(word=None, why="its key result is no number that could tell")
    if by is None:
        return found._replace(why="it says no day, and its key result none: add `by:`")
    points = known_points(kr)
    before = next((value for on, value in reversed(points) if on <= shipped), None)
    later = [(on, value) for on, value in points if on > shipped]
    if before is None:
        return found._replace(word=None, why="where it stood when it was shipped was not measured")
    found = found._replace(before=before)
    if later:
        found = found._replace(after=later[-1][1], on=later[-1][0])
    if as_of < by:
        return found._replace(why=f"it was expected by {by}")
    last = [(on, value) for on, value in later if on >= by]
    if not last and (is_over or kr.key_result.counts):
        last = later[-1:]  # nothing more will come; or it is counted by itself, and up to date
    if not last:
        return found._replace(why=f"it was not measured since {by}")
    on, value = last[0]
    return found._replace(word=RIGHT if _came(one, kr, before, value, shipped, on) else WRONG, after=value, on=on)


def _came(  # noqa: PLR0913, PLR0917 - all that it follows from
    one: Expectation, kr: KeyResultStanding, before: float, after: float, shipped: date, on: date
) -> bool:
    """Return whether the change came; where none was stated, whether the key result moved at all."""
    if one.change is None:
        moved = movement(kr, shipped, on)
        return moved is not None and moved.has_moved
    size = one.change.by * (abs(before) / 100 if one.change.unit == "%" else 1)
    sign = -1 if size < 0 else 1
    return (after - before) * sign >= abs(size) - _HAIR * max(1.0, abs(before))
