"""The rule `few-solutions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.frozen import dataclass
from outtrack.rules.base import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@dataclass(frozen=True, slots=True)
class Options:
    """What `few-solutions` may be told."""

    least: int = 3
    """How many solutions a target opportunity must have."""


@rule(severity=Severity.WARNING, options=Options)
def few_solutions(facts: Facts, options: Options) -> Iterator[Diagnostic]:
    """The target opportunity, the one whose status is `now`, has at least three solutions to compare.

    Those that were parked or dropped count, since they were compared. One that is divided into smaller opportunities
    is no target (`tree-shape` says so), and is not asked; nor is one for an outcome that is not active.

    ## Why
    With one idea the question is "shall we?", and the answer is yes. With three it is "which one?", and one looks
    for what tells them apart.

    ## Before
    ```yaml
    # opportunities/too-bright.yaml
    title: The page is so bright that it wakes my partner
    outcome: evening-use
    status: now
    owner: maria
    ```

    ```yaml
    # insights/partner-complains.yaml
    title: Four of seven stop reading because the light wakes somebody
    about: [too-bright]
    source: research
    date: 2026-10-08
    ```

    ```yaml
    # solutions/dark-mode.yaml
    title: Show white letters on black after sunset
    serves: [too-bright]
    owner: maria
    ```

    ## After
    ```yaml
    # opportunities/too-bright.yaml
    title: The page is so bright that it wakes my partner
    outcome: evening-use
    status: now
    owner: maria
    ```

    ```yaml
    # insights/partner-complains.yaml
    title: Four of seven stop reading because the light wakes somebody
    about: [too-bright]
    source: research
    date: 2026-10-08
    ```

    ```yaml
    # solutions/dark-mode.yaml
    title: Show white letters on black after sunset
    serves: [too-bright]
    owner: maria
    ```

    ```yaml
    # solutions/read-aloud.yaml
    title: Read the chapter aloud through the earphones
    serves: [too-bright]
    owner: maria
    ```

    ```yaml
    # solutions/dimmer.yaml
    title: Dim the screen with a stroke of the thumb
    serves: [too-bright]
    owner: maria
    ```
    """
    for opportunity in facts.all("opportunity"):
        ref = opportunity.ref
        if opportunity.status != "now" or ref in facts.parts or not facts.is_pursued(ref):
            continue
        known = [one.id for one in facts.below(ref, "solution")]
        if len(known) >= options.least or facts.gaps.is_unsure(ref):
            continue
        what = f"{len(known)} of {options.least} solutions to compare" if known else "no solution"
        message = f"the target opportunity has {what}" + (f": {', '.join(known)}" if known else "")
        more = options.least - len(known)
        hint = f"write {more} more with `serves: [{opportunity.id}]`, or make another opportunity the target"
        yield opportunity.diagnose("status", message, hint)
