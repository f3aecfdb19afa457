"""The rule `orphan`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts

_ASKED: Final = {
    "opportunity": (("outcome", "parent"), "add `outcome: <id>`, `parent: <id>` or `status: inbox`"),
    "solution": (("serves",), "add `serves: [<id>]` or `status: inbox`"),
    "experiment": (("tests",), "add `tests: [<id>]`, the solution, opportunity or outcome that it tests"),
}
"""By kind, the fields one of which must name something, and the way out."""


@rule(severity=Severity.WARNING)
def orphan(facts: Facts) -> Iterator[Diagnostic]:
    """An opportunity, a solution and an experiment hang on what they are for.

    In the inbox they need not yet, and what is parked, solved or dropped may have lost its place. An insight about
    nothing is not sorted yet, and only mentioned.

    ## Why
    What hangs on nothing is in no tree: nobody meets it where the choice is made, and it is thought of again next year.

    ## Before
    ```yaml
    # opportunities/screen-too-bright.yaml
    title: I close the book because the screen is too bright
    status: later
    owner: maria
    ```

    ```yaml
    # insights/eyes-hurt.yaml
    title: Five of nine say that their eyes hurt after ten minutes
    about: [screen-too-bright]
    source: research
    ```

    ## After
    ```yaml
    # opportunities/screen-too-bright.yaml
    title: I close the book because the screen is too bright
    outcome: evening-use
    status: later
    owner: maria
    ```

    ```yaml
    # insights/eyes-hurt.yaml
    title: Five of nine say that their eyes hurt after ten minutes
    about: [screen-too-bright]
    source: research
    ```
    """
    for kind, (fields, hint) in _ASKED.items():
        for entity in facts.all(kind):
            if not any(getattr(entity, field) for field in fields):
                status = facts.status(entity)
                if status not in {"inbox", "parked", *entity.final}:
                    yield entity.diagnose("title", f"the {kind} hangs on nothing", hint)
    for insight in facts.all("insight"):
        if not insight.about:
            found = insight.diagnose("title", "the insight is about nothing: unsorted", "add `about: [<id>]`")
            yield replace(found, severity=Severity.INFO)
