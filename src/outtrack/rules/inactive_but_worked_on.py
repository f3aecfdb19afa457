"""The rule `inactive-but-worked-on`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule
from outtrack.rules.facts import OPEN_WORK
from outtrack.rules.saying import listed, many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@rule(severity=Severity.WARNING)
def inactive_but_worked_on(facts: Facts) -> Iterator[Diagnostic]:
    """Nobody works for a strategy that is not pursued.

    Found are outputs that are to do or being done, where every way up from them ends at strategies that are paused,
    dropped or done. Work that also serves something else is not meant.

    ## Why
    To pause a strategy frees people for another one. If they go on with it, the choice was not made.

    ## Before
    ```yaml
    # strategies/reading-nights.yaml
    title: Win the hour before sleep
    status: paused
    reason: First the second book
    measured_by: [evening-use]
    owner: fatima
    reviewed: 2026-10-19
    ```

    ## After
    ```yaml
    # strategies/reading-nights.yaml
    title: Win the hour before sleep
    measured_by: [evening-use]
    owner: fatima
    reviewed: 2026-10-19
    ```
    """
    idle = {one.ref: one for one in facts.all("strategy") if facts.status(one) != "active"}
    if not idle:
        return
    ends = facts.aims.ends(lambda ref: ref in idle or _is_over(facts, ref))
    found: dict[str, list[str]] = {}
    for output in facts.all("output"):
        if facts.status(output) in OPEN_WORK and idle.keys() >= set(ways := ends.of(output.ref)):
            for ref in sorted(ways):
                found.setdefault(ref, []).append(f"`{output.id}`")
    for ref, names in found.items():
        work = f"{many(len(names), 'output')} under it {'is' if len(names) == 1 else 'are'} open: {listed(names)}"
        hint = "park the work (`status: parked`), link it to what is pursued, or take the strategy up again"
        yield idle[ref].diagnose("status", f"{facts.status(idle[ref])}, but {work}", hint)


def _is_over(facts: Facts, ref: str) -> bool:
    """Return whether the way ends at an outcome that is over, which `output-serves-closed-outcome` tells."""
    entity = facts.snapshot.get(ref) if ref.startswith("outcome:") else None
    return entity is not None and facts.status(entity) in {"done", "dropped"}
