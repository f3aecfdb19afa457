"""What may be wrong with a number that is recorded: its size, its direction, and its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.acts.typed import doubt
from outtrack.compute.terms import key_result_period
from outtrack.figures import amount

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outtrack.compute.series import Measurement
    from outtrack.model.key_result import KeyResult
    from outtrack.model.outcome import Outcome
    from outtrack.snapshot import Snapshot


def doubts(value: object, last: Measurement | None, unit: str | None) -> Iterator[str]:
    """Yield why a value may be mistyped: it is of another order of magnitude than the last one."""
    if last is not None and isinstance(value, (int, float)) and isinstance(last.value, (int, float)):
        why = doubt(value, last.value, unit)
        yield from [why] if why else []


def fallen(kr: KeyResult, value: object, last: Measurement | None, day: date, unit: str | None) -> str | None:
    """Return how a running total falls with a value of a day, from what was there or from 0; None where it does not."""
    if not kr.cumulative or not isinstance(value, (int, float)):
        return None
    before = last if last is not None and last.date <= day and isinstance(last.value, (int, float)) else None
    total = before.value if before is not None and isinstance(before.value, (int, float)) else 0
    if value >= total:
        return None
    on = f" on {before.date}" if before is not None else ""
    return f"the running total falls, from {amount(total, unit)}{on} to {amount(value, unit)}"


def days(snapshot: Snapshot, last: Measurement | None, day: date, *, has_value: bool) -> Iterator[str]:
    """Yield what is odd about a day, beside the last measurement."""
    if day > snapshot.today:
        yield f"{day} lies in the future: until then it does not count"
    if last is not None and last.date == day and has_value:
        yield f"there is a value of {day} already: of two on one day the later in the file counts"


def outside(entity: Outcome, kr: KeyResult, day: date) -> Iterator[str]:
    """Yield why a value does not count for a key result: its day lies before the start, or after the end."""
    start, due = key_result_period(kr, entity)
    if start is not None and day < start and not kr.metric:  # readings of a metric are known from before
        yield (
            f"{day} lies before the start on {start}: it does not count; is it the `baseline`? A history from before "
            "needs a metric: `outtrack new metric`, `outtrack checkin METRIC` for each value, then "
            f"`outtrack set {entity.id}/{kr.name} metric=METRIC`"
        )
    if due is not None and day > due:
        yield (
            f"{day} lies after the end on {due}: it does not count; "
            f"`outtrack retarget {entity.id}/{kr.name} --due DAY --why TEXT` moves the end, "
            f"`outtrack carry {entity.id} --to PERIOD` goes on in the next period"
        )
