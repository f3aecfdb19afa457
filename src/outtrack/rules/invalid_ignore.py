"""The rule `invalid-ignore`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule
from outtrack.rules.structure import STRUCTURE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.ran import Ran


@rule(severity=Severity.WARNING, is_last=True)
def invalid_ignore(ran: Ran) -> Iterator[Diagnostic]:
    """Every comment that silences a finding names its rules, and a reason.

    One that does not silences nothing. Neither does one for the [structure](#structure), since a file that is not
    understood can't be judged, nor one for a rule about the check itself.

    ## Why
    In a year nobody knows any more why something need not hold here, unless it says so.

    ## Before
    ```yaml
    # outputs/dark-mode.yaml
    title: Dark mode
    outcomes: [evening-use]
    due: 2026-12-01  # outtrack: ignore[unlinked-output]
    ```

    ## After
    ```yaml
    # outputs/dark-mode.yaml
    title: Dark mode  # outtrack: ignore[unlinked-output] moves to billing in Q1
    ```
    """
    for one in ran.silence.all():
        if one.problem:
            yield one.diagnose(*one.problem)
            continue
        for name in one.names:
            if name in STRUCTURE:
                yield one.diagnose(f"`{name}` is structure, which can't be silenced", "mend it, and delete the comment")
            elif name in ran.rules and not ran.can_be_silenced(name):
                hint = f"write `check: {{severity: {{{name}: off}}}}` into outtrack.yaml"
                yield one.diagnose(f"`{name}` is about the check itself and can't be silenced by a comment", hint)
