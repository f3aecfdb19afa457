"""The rule `output-in-disguise`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.compute.worded import work_from
from outtrack.diagnostic import Severity
from outtrack.rules.base import rule
from outtrack.rules.facts import about_key_result
from outtrack.rules.reader import evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@rule(severity=Severity.WARNING)
def output_in_disguise(facts: Facts) -> Iterator[Diagnostic]:
    """An outcome says what changes for people, and a key result what shows it; neither says what is made.

    How a statement reads is told by published rules and word lists, for English only ([wording](../wording.md));
    the finding shows what was found. Asked are the outcomes that are being worked for, and their key results but
    for milestones, which measure delivery and mean to. A key result that moves from one number to another has to
    read as work clearly: with two points more for work than for an outcome, or four where it says of what it counts
    who does what ("orders that were paid"). One whose number is to fall, or to stay within bounds, counts no work
    and is not asked.

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

    ```yaml
    # outputs/warm-light.yaml
    title: Warm light after ten
    owner: maria
    outcomes: [read-in-bed]
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

    ```yaml
    # outputs/warm-light.yaml
    title: Warm light after ten
    owner: maria
    outcomes: [read-in-bed]
    ```
    """
    for standing in facts.active:
        verdict = facts.reader.verdict(standing.outcome.title)
        if verdict.label == "output":
            yield standing.outcome.diagnose("title", f"reads as work: {evidence(verdict)}", verdict.rewrite)
        for one in standing.key_results:
            needed = work_from(one)
            if needed and (verdict := facts.reader.verdict(one.key_result.title)).lead >= needed:
                yield about_key_result(one, "title", f"reads as work: {evidence(verdict)}", verdict.rewrite)
