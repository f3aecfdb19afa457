"""The rule `stale-known`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Diagnostic, Place, Severity, nearest
from outtrack.rules.base import rule
from outtrack.rules.known import KNOWN_FILE, UPDATE, UPDATE_EPICS
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.rules.known import Key
    from outtrack.rules.ran import Ran

MOST_NEW = 50
"""Where more is new, a near name means little."""


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
        update = UPDATE_EPICS if key.is_epic else UPDATE
        now = _renamed(ran, key) if ran.can_be_silenced(key.rule) and not key.is_epic else None
        hint = f"if it is now the one {now.about}: {update} renames it" if now else f"{update} takes it out"
        yield Diagnostic(rule="", message=message, hint=hint, place=place)


def _renamed(ran: Ran, gone: Key) -> Key | None:
    """Return what is found by the same rule, is not known, and is what is gone by its id or nearly so.

    Not for an epic of an export: its tracker never calls it otherwise, so FER-30 is not what FER-20 was.
    """
    known = ran.known.counts if ran.known else {}
    new = {
        one.entity: one
        for one in ran.counts
        if one.rule == gone.rule and one.entity and not one.is_epic and one not in known
    }
    if gone.entity in new:
        return new[gone.entity]
    near = nearest(gone.entity, new) if len(new) <= MOST_NEW else None
    return new[near] if near else None
