"""The rule `expired-waiver`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import Moment, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.ran import Ran


@rule(severity=Severity.WARNING, moment=Moment.CALENDAR, is_last=True)
def expired_waiver(ran: Ran) -> Iterator[Diagnostic]:
    """No waiver outlives its day.

    A comment that silences a finding may carry `until=`, the last day on which it does. The finding then stands
    again, and this one says why. Where only changes are checked (`--on change`), a waiver goes on, so that nobody's
    build breaks because a day has passed.

    ## Why
    Things are put off until a day, and that day is forgotten.

    ## Before
    ```yaml
    # outputs/dark-mode.yaml
    # outtrack: ignore[unlinked-output] until=2026-10-31 the outcome is agreed on in October
    title: Dark mode
    ```

    ## After
    ```yaml
    # outputs/dark-mode.yaml
    title: Dark mode
    outcomes: [evening-use]
    ```
    """
    for one in ran.silence.all():
        names = [f"`{name}`" for name in one.names if (id(one), name) in ran.silence.expired]
        if names:
            message = f"the waiver of {', '.join(names)} ended on {one.until}"
            yield one.diagnose(message, "mend what it was for, or move `until=` and say why")
