"""The rule `unknown-rule`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity, did_you_mean
from outtrack.rules.base import rule
from outtrack.rules.levels import LIST_THEM
from outtrack.rules.structure import STRUCTURE
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.ran import Ran


@rule(severity=Severity.WARNING, is_last=True)
def unknown_rule(ran: Ran) -> Iterator[Diagnostic]:
    """Every rule that a comment silences exists.

    In `outtrack.yaml` and on the command line, the name of a rule that does not exist ends the check with 2.

    ## Why
    A mistyped name silences nothing; a rule that has gone needs no comment.

    ## Before
    ```yaml
    # outputs/dark-mode.yaml
    title: Dark mode
    outcomes: [evening-use]  # outtrack: ignore[unlinked-outputs] moves to billing in Q1
    ```

    ## After
    ```yaml
    # outputs/dark-mode.yaml
    title: Dark mode  # outtrack: ignore[unlinked-output] moves to billing in Q1
    ```
    """
    names = [name for name in ran.rules if ran.can_be_silenced(name)]
    for one in ran.silence.all():
        for name in one.names:
            if name not in ran.rules and name not in STRUCTURE:
                yield one.diagnose(f"there is no rule {shown(name)}", did_you_mean(name, names) or LIST_THEM)
