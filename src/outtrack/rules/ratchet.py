"""The rule `ratchet`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from outtrack.diagnostic import Diagnostic, Place, Severity
from outtrack.figures import percent
from outtrack.rules.base import rule
from outtrack.rules.known import KNOWN_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.rules.known import Coverage
    from outtrack.rules.ran import Ran

_MOST_DECIMALS: Final = 6


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
        types, share, was = " or ".join(now.types), _share(now, before), _share(before, now)
        yield Diagnostic(
            rule="",
            message=f"{share} of the outputs of type {types} serve an outcome: it was {was}",
            hint=f"the share may not fall: link one, or lower `coverage` in {KNOWN_FILE} for all to see",
            place=Place(KNOWN_FILE, 0, ("coverage",), on_key=True),
        )


def _share(one: Coverage, other: Coverage) -> str:
    """Return a share, with as many decimals as it takes to tell it from another."""
    mine, others = one.linked / one.asked, other.linked / other.asked
    text = percent(mine)
    for decimals in range(1, _MOST_DECIMALS):
        if text != percent(others):
            break
        text, same = f"{mine:.{decimals}%}", f"{others:.{decimals}%}"
        if text != same:
            break
    return f"{one.linked} of {one.asked} ({text})"
