"""The rule `opportunity-reads-as-solution`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts

LEFT_ALONE = ("not_now", "solved", "dropped")
MADE = ("P1", "P2", "P4")
"""The rules of wording that find something to make; the others find what may be a complaint as well."""
NEED = re.compile(
    r"\b(?:I|me|my|mine|myself|no|not|never|nobody|nothing|none|nowhere|cannot|\w+n['\u2019]t|without|too|hard"
    r"|difficult|slow|slowly|late|unclear|confus\w+|forg[eo]t\w*|miss(?:ed|es|ing)?|lost|loses?|wrong|broken|fail\w*)\b",
    re.IGNORECASE,
)
"""What a person says of themselves, and what is missing, too much or goes wrong."""


@rule(severity=Severity.WARNING)
def opportunity_reads_as_solution(facts: Facts) -> Iterator[Diagnostic]:
    """An opportunity is a need, a pain or a wish of customers, in their words.

    Found is a title that reads as work ([wording](../wording.md), English only): what is to be built, or a thing
    that would be. What somebody says of themselves ("I want to read in bed") or what is missing or too much
    ("checkout is slow") is a need however it reads. What was solved, dropped or put aside is not asked, nor what is
    for an outcome that is not active.

    ## Why
    If a solution stands where the need should, nobody looks for another one, and the tree compares nothing.

    ## Before
    ```yaml
    # opportunities/too-bright.yaml
    title: Add a dark mode to the reader
    outcome: evening-use
    status: later
    owner: maria
    ```

    ```yaml
    # insights/partner-complains.yaml
    title: Four of seven stop reading because the light wakes somebody
    about: [too-bright]
    source: research
    date: 2026-10-08
    ```

    ## After
    ```yaml
    # opportunities/too-bright.yaml
    title: The page is so bright that it wakes my partner
    outcome: evening-use
    status: later
    owner: maria
    ```

    ```yaml
    # insights/partner-complains.yaml
    title: Four of seven stop reading because the light wakes somebody
    about: [too-bright]
    source: research
    date: 2026-10-08
    ```
    """
    for opportunity in facts.all("opportunity"):
        if facts.status(opportunity) in LEFT_ALONE or not facts.is_pursued(opportunity.ref):
            continue
        if NEED.search(opportunity.title) or (verdict := facts.reader.verdict(opportunity.title)).label != "output":
            continue
        if found := [one for one in verdict.evidence if one.rule in MADE]:
            words = ", ".join(shown(one.words) for one in found)
            hint = "write who needs what, or what hurts, in their words; what would help is a solution"
            yield opportunity.diagnose("title", f"reads as a solution rather than a need: {words}", hint)
