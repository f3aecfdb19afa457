"""The rule `outcome-without-key-result`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@rule(severity=Severity.WARNING)
def outcome_without_key_result(facts: Facts) -> Iterator[Diagnostic]:
    """Something proves every active outcome: key results of its own, or outcomes that contribute to it.

    An outcome that contributes with the weight 0 is only aligned and proves nothing, nor does one that is dropped.

    ## Why
    Without a number, everybody is right about how it went.

    ## Before
    ```yaml
    # outcomes/evening-use.yaml
    title: More people read in the evening
    owner: maria
    due: 2026-Q4
    ```

    ## After
    ```yaml
    # outcomes/evening-use.yaml
    title: More people read in the evening
    owner: maria
    due: 2026-Q4
    key_results:
      - id: evening-readers
        title: People who read after eight
        unit: people
        baseline: 1000
        target: 2000
        checkins:
          - {date: 2026-11-16, value: 1500}
    ```
    """
    for one in facts.active:
        if not facts.is_proven(one) and not facts.gaps.is_unsure(one.outcome.ref):
            yield one.outcome.diagnose(
                "title",
                "nothing proves it: it has no key results, and no outcome contributes to it",
                "add `key_results:`, each with `title`, `unit`, `baseline` and `target`",
            )
