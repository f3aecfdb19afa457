"""The rule `stale-known`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Diagnostic, Place, Severity
from outtrack.rules.base import rule
from outtrack.rules.known import KNOWN_FILE, UPDATE, UPDATE_EPICS
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.rules.known import Key
    from outtrack.rules.ran import Ran


@rule(severity=Severity.WARNING, is_last=True)
def stale_known(ran: Ran) -> Iterator[Diagnostic]:
    """Every known finding still stands.

    What is known lies in `.outtrack-known.json`, see [adopting](../checks.md#known-findings). Entries for rules that
    did not run, and for files with errors, are left alone. So are entries for epics that the export in `--epics` does
    not hold, and beside an export those for files.

    ## Why
    An entry that outlived its finding would hide the next one of its kind. Deleting it makes what was reached last.

    ## Before
    ```yaml
    # .outtrack-known.json
    {"version": 1, "findings": [
      {"path": "outputs/dark-mode.yaml", "rule": "unlinked-output", "entity": "output:dark-mode", "count": 1}]}
    ```

    ## After
    ```yaml
    # .outtrack-known.json
    {"version": 1, "findings": []}
    ```
    """
    for index, (key, known) in enumerate(ran.known.counts.items() if ran.known else ()):
        place = Place(KNOWN_FILE, 0, ("findings", index))
        gone = known - ran.counts[key]
        if not ran.can_be_silenced(key.rule):
            message = f"findings of {shown(key.rule)} can't be known"
        elif gone > 0 and ran.has_judged(key):
            many = "the known finding" if known == 1 else f"{gone} of {known} known findings"
            message = f"{many} of `{key.rule}` {key.about} {'is' if gone == 1 else 'are'} gone"
        else:
            continue
        hint = f"{UPDATE_EPICS if key.is_epic else UPDATE} takes it out"
        if renamed := _renamed(ran, key):
            hint += f"; if it was renamed to {renamed}, that takes the new name in as well"
        yield Diagnostic(rule="", message=message, hint=hint, place=place)


def _renamed(ran: Ran, key: Key) -> str:
    """Return where the same is found anew, if it is in one place only: what was known there was likely renamed."""
    if key.is_epic or not key.entity or ran.facts.snapshot.get(key.entity) is not None:
        return ""
    found = {one.path for one in ran.new if one.rule == key.rule and one.entity and one.severity is not Severity.INFO}
    return found.pop() if len(found) == 1 else ""
