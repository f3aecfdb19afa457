"""How a contradiction within a record is told; the file is added by the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from outtrack.diagnostic import Diagnostic, Keys, Place, Severity
from outtrack.model.amounts import not_a_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.model.evidence import Keep
    from outtrack.period import Period


class Timed(Protocol):
    """What starts and is due."""

    @property
    def start(self) -> Period | None:
        """When it starts."""

    @property
    def due(self) -> Period | None:
        """When it should be done."""


def wrong(
    keys: Keys, message: str, hint: str | None = None, rule: str = "invalid-value", severity: Severity = Severity.ERROR
) -> Diagnostic:
    """Return a finding about the value at `keys`."""
    return Diagnostic(rule=rule, message=message, hint=hint, severity=severity, place=Place("", 0, keys))


def no_number(keys: Keys, value: object) -> Diagnostic:
    """Return the finding that the value at `keys` should have been a number."""
    problem = not_a_number(value)
    return wrong(keys, problem.message, problem.way_out(str(keys[-1])))


def period(record: Timed, keys: Keys) -> Iterator[Diagnostic]:
    """Yield a finding where a record starts after it is due."""
    if record.start and record.due and record.start.first > record.due.last:
        yield wrong(
            (*keys, "start"),
            f"it starts on {record.start.first}, after its due date {record.due.last}",
            "swap them, or mend the year",
        )


def bounds(keep: Keep | None, keys: Keys) -> Iterator[Diagnostic]:
    """Yield what is wrong with the bounds within which a number should stay."""
    if keep is None:
        return
    if keep.min is None and keep.max is None:
        yield wrong(keys, "`keep` needs `min`, `max` or both", "write `keep: {min: 30}`")
    elif keep.min is not None and keep.max is not None and keep.min > keep.max:
        yield wrong(keys, f"`min` {keep.min:g} lies above `max` {keep.max:g}", "swap them")
