"""The rule `unused-ignore`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule
from outtrack.rules.known import Key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.ran import Ran
    from outtrack.rules.silence import Ignore


@rule(severity=Severity.WARNING, is_last=True)
def unused_ignore(ran: Ran) -> Iterator[Diagnostic]:
    """Every comment that silences a finding still has one to silence.

    A comment for a rule that did not run is left alone, and so is one in a file with errors.

    ## Why
    A comment that has outlived its finding would silence the next one, for a reason that was given for another.

    ## Before
    ```yaml
    # outputs/dark-mode.yaml
    title: Dark mode
    outcomes: [evening-use]  # outtrack: ignore[unlinked-output] moves to billing in Q1
    ```

    ## After
    ```yaml
    # outputs/dark-mode.yaml
    title: Dark mode
    outcomes: [evening-use]
    ```
    """
    for one in ran.silence.all():
        for name in () if one.problem else one.names:
            is_used = (id(one), name) in ran.silence.used or (id(one), name) in ran.silence.expired
            if not is_used and ran.has_judged(Key(one.path, name, "")):
                yield one.diagnose(f"there is no finding of `{name}` to silence here", _way_out(ran, one, name))


def _way_out(ran: Ran, one: Ignore, name: str) -> str:
    """Return where the finding stands instead, or which other there is, or else to delete the comment."""
    beside = ran.facts.snapshot.spans.located(found for found in ran.standing if found.path == one.path)
    elsewhere = next((found.span.line for found in beside if found.rule == name and found.span), None)
    if elsewhere:
        return f"it stands on line {elsewhere}: move the comment there, or to the line above"
    others = sorted({found.rule for found in beside if one.covers(found)} - set(one.names))
    if others:
        return f"did you mean `{others[0]}`? It is what stands here"
    return "delete the comment" if len(one.names) == 1 else f"take `{name}` out of the comment"
