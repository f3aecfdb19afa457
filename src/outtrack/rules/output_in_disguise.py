"""The rule `output-in-disguise`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule
from outtrack.rules.facts import about_key_result
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.standing import KeyResultStanding
    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts
    from outtrack.wording import Verdict

COUNTS = ("change", "cumulative", "untracked")
"""The shapes of key results that may count work: not levels, bounds or feelings; milestones do, and mean to."""
OF_SOMEBODY = re.compile(r"\b(?:that|which|who|whose|where|when)\b", re.IGNORECASE)
CLEARLY, CLEARLY_OF_SOMEBODY = 2, 4
"""So many points more for work than for an outcome are needed where a key result has its numbers."""


@rule(severity=Severity.WARNING)
def output_in_disguise(facts: Facts) -> Iterator[Diagnostic]:
    """An outcome says what changes for people, and a key result what shows it; neither says what is made.

    How a statement reads is told by published rules and word lists, for English only (docs/wording.md); the finding
    shows what was found. Asked are the outcomes that are being worked for, and their key results but for milestones,
    which measure delivery. A key result that moves from one number to another has to read as work clearly: with two
    points more for work than for an outcome, or four where it says of what it counts who does what ("orders that were
    paid"). One whose number is to fall, or to stay within bounds, is no count of work and is not asked.

    ## Why
    Work can be finished while nothing changes, and then it counts as a success. Whoever asks "so that what changes?"
    finds the outcome that was meant, and often a cheaper way to it.

    ## Before
    ```yaml
    # outcomes/read-in-bed.yaml
    title: Launch the dark mode
    owner: maria
    due: 2026-Q4
    key_results:
      - id: after-ten
        title: Readers who read after ten o'clock
        unit: "%"
        baseline: {value: 22, date: 2026-09-28}
        target: 30
        checkins:
          - {date: 2026-10-19, value: 23}
          - {date: 2026-11-16, value: 27}
    ```

    ## After
    ```yaml
    # outcomes/read-in-bed.yaml
    title: More readers read in bed
    owner: maria
    due: 2026-Q4
    key_results:
      - id: after-ten
        title: Readers who read after ten o'clock
        unit: "%"
        baseline: {value: 22, date: 2026-09-28}
        target: 30
        checkins:
          - {date: 2026-10-19, value: 23}
          - {date: 2026-11-16, value: 27}
    ```
    """
    for standing in facts.active:
        verdict = facts.reads(standing.outcome.title)
        if verdict.label == "output":
            yield standing.outcome.diagnose("title", told(verdict), verdict.rewrite)
        for one in standing.key_results:
            verdict = facts.reads(one.key_result.title)
            if verdict.label == "output" and _is_work(one, verdict):
                yield about_key_result(one, "title", told(verdict), verdict.rewrite)


def told(verdict: Verdict, as_what: str = "work") -> str:
    """Return that a statement reads as work, with the evidence for it."""
    from outtrack.wording import RULES

    found = [f"{one.rule} {RULES[one.rule]} {shown(one.words)}" for one in verdict.evidence]
    return f"reads as {as_what}: {'; '.join(found)}"


def _is_work(one: KeyResultStanding, verdict: Verdict) -> bool:
    """Return whether a key result whose title reads as work is a count of work."""
    if one.shape not in COUNTS:
        return False
    baseline, target = one.progress.baseline, one.progress.target
    if baseline is None or target is None:
        return True
    needed = CLEARLY_OF_SOMEBODY if OF_SOMEBODY.search(one.key_result.title) else CLEARLY
    return target > baseline and verdict.output_points - verdict.outcome_points >= needed
