"""The rule `tracker-drift`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts

FIELDS = ("title", "state", "link")


@rule(severity=Severity.WARNING)
def tracker_drift(facts: Facts) -> Iterator[Diagnostic]:
    """An imported epic stands in its file as it stands in its tracker.

    Title, state and link are compared with what the last import kept under `imported`, so that a title or a status
    that somebody wrote by hand is no drift. It speaks only where a tracker is asked: `outtrack check --epics FILE`.

    ## Why
    What is decided from the files should not rest on what the tracker said weeks ago.

    ## Before
    ```yaml
    # outputs/dark-mode.yaml
    title: Dark mode
    owner: maria
    outcomes: [evening-use]
    status: doing
    ref: READ-4
    imported: {from: jira READ-4, at: 2026-10-01, title: Dark mode, state: In Progress, link: evening-use}
    ```

    And in the export of today:
    ```csv
    # epics.csv
    Summary,Issue key,Issue Type,Status,Labels
    Dark mode,READ-4,Epic,Done,outcome:evening-use
    ```

    ## After
    ```yaml
    # outputs/dark-mode.yaml
    title: Dark mode
    owner: maria
    outcomes: [evening-use]
    status: done
    shipped: 2026-11-20
    ref: READ-4
    imported: {from: jira READ-4, at: 2026-11-20, title: Dark mode, state: Done, link: evening-use}
    ```

    ```csv
    # epics.csv
    Summary,Issue key,Issue Type,Status,Labels
    Dark mode,READ-4,Epic,Done,outcome:evening-use
    ```
    """
    beside = facts.snapshot.beside
    for ref, now in beside.tracked.items() if beside else ():
        output = facts.snapshot.get(ref)
        if output is None or output.imported is None:
            continue
        for name in FIELDS:
            was, says = getattr(output.imported, name), getattr(now, name)
            if was != says:
                tracker = (now.from_ or "the tracker").partition(" ")[0]
                yield output.diagnose(
                    ("imported", name),
                    f"the {name} is {_shown(says)} in {tracker} now, {_shown(was)} here",
                    f"run `outtrack import {tracker} FILE` to bring it up to date",
                )


def _shown(value: str | None) -> str:
    return f"`{value}`" if value else "empty"
