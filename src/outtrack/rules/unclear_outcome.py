"""The rule `unclear-outcome`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule
from outtrack.rules.facts import about_key_result
from outtrack.rules.reader import evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts
    from outtrack.wording import Verdict


@rule(severity=Severity.INFO)
def unclear_outcome(facts: Facts) -> Iterator[Diagnostic]:
    """An outcome says clearly what changes, and for whom.

    It is unclear where nothing in it speaks for an outcome or for work, or as much for the one as for the other
    ([wording](../wording.md)). Asked are the outcomes that are being worked for, and those of their key results
    that have nothing but a title: where there are numbers, these say what changes. A statement that is not English
    is left alone.

    ## Why
    What can be read in two ways will be, and each team works for its own reading.

    ## Before
    ```yaml
    # outcomes/read-in-bed.yaml
    title: Improve the bedtime edition
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
        if _is_unclear(verdict):
            yield standing.outcome.diagnose("title", _told(verdict), verdict.rewrite)
        for one in standing.key_results:
            if one.shape == "untracked" and _is_unclear(verdict := facts.reader.verdict(one.key_result.title)):
                yield about_key_result(one, "title", _told(verdict), verdict.rewrite)


def _is_unclear(verdict: Verdict) -> bool:
    return verdict.label == "unclear" and verdict.reason is None


def _told(verdict: Verdict) -> str:
    found = evidence(verdict)
    what = f"speaks as much for an outcome as for work: {found}" if found else "does not say what changes"
    return f"unclear, it {what}"
