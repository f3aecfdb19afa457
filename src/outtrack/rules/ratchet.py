"""The rule `ratchet`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from outtrack.diagnostic import Diagnostic, Place, Severity
from outtrack.figures import percent
from outtrack.rules.base import rule
from outtrack.rules.known import KNOWN_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.rules.known import Coverage
    from outtrack.rules.ran import Ran

MOST_DIGITS = 6


@rule(severity=Severity.ERROR, is_last=True)
def ratchet(ran: Ran) -> Iterator[Diagnostic]:
    """The share of epics that serve an outcome does not fall.

    `.outtrack-known.json` holds the share that was reached, see [adopting](../checks.md#known-findings). It is asked
    of the `types` of outputs of which [unlinked-output](#unlinked-output) asks it. `check --update-known` raises it
    and never lowers it; with other `types` it begins anew. Work for which a comment says why it serves none is not
    counted, and work that fails for itself counts as if it were linked already. Where files have errors the share is
    not looked at.

    ## Why
    Where old work need not be linked, only a share that may not fall makes sure that it is less and less.

    ## Before
    ```yaml
    # .outtrack-known.json
    {"version": 1, "coverage": {"types": ["epic"], "linked": 2, "asked": 2}, "findings": [
      {"path": "outputs/dark-mode.yaml", "rule": "unlinked-output", "entity": "output:dark-mode", "count": 1}]}
    ```
    ```yaml
    # outputs/dark-mode.yaml
    title: Dark mode
    ```

    ## After
    ```yaml
    # .outtrack-known.json
    {"version": 1, "coverage": {"types": ["epic"], "linked": 2, "asked": 2}, "findings": []}
    ```
    ```yaml
    # outputs/dark-mode.yaml
    title: Dark mode
    outcomes: [evening-use]
    ```
    """
    before, now = ran.known.coverage if ran.known else None, None
    if before is None or (now := ran.coverage) is None or now.types != before.types:
        return
    failing = sum(1 for one in ran.new if one.rule == "unlinked-output" and one.severity is Severity.ERROR)
    if replace(now, linked=now.linked + failing).is_below(before):
        types = " or ".join(now.types)
        share, other = shares(now, before)
        yield Diagnostic(
            rule="",
            message=f"{share} of the outputs of type {types} serve an outcome: it was {other}",
            hint=f"the share may not fall: link one, or lower `coverage` in {KNOWN_FILE} for all to see",
            place=Place(KNOWN_FILE, 0, ("coverage",), on_key=True),
        )


def shares(now: Coverage, before: Coverage) -> tuple[str, str]:
    """Return two different shares with what they are made of, in as many digits as it takes to tell them apart."""
    parts = (now.linked / now.asked, before.linked / before.asked)
    share, other = map(percent, parts)
    digits = 0
    while share == other and digits < MOST_DIGITS:
        digits += 1
        share, other = (f"{100 * part:.{digits}f}%" for part in parts)
    return f"{now.linked} of {now.asked} ({share})", f"{before.linked} of {before.asked} ({other})"
