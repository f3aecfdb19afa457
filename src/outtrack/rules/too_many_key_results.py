"""The rule `too-many-key-results`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.frozen import dataclass
from outtrack.rules.base import rule
from outtrack.rules.facts import about_key_result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@dataclass(frozen=True, slots=True)
class Options:
    """What `too-many-key-results` may be told."""

    most: int = 5
    """How many key results an outcome may have."""


@rule(severity=Severity.INFO, options=Options)
def too_many_key_results(facts: Facts, options: Options) -> Iterator[Diagnostic]:
    """No active outcome has more than five key results.

    Those with the weight 0 only inform and are not counted.

    ## Why
    Five numbers can be kept in mind and acted on. With more, some are always fine, and those are talked about.

    ## Before
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
      - id: evenings-a-week
        title: Evenings in a week on which they read
        unit: evenings
        baseline: 2
        target: 4
        checkins:
          - {date: 2026-11-16, value: 3}
    ```

    ```yaml
    # outtrack.yaml
    version: 1
    check: {rules: {too-many-key-results: {most: 1}}}
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

    ```yaml
    # outtrack.yaml
    version: 1
    check: {rules: {too-many-key-results: {most: 1}}}
    ```
    """
    for outcome in facts.active:
        counting = [one for one in outcome.key_results if one.weight]
        if len(counting) > options.most:
            yield about_key_result(
                counting[options.most],
                "title",
                f"the outcome has {len(counting)} key results, more than {options.most}",
                "keep those that decide; the others go with `weight: 0`, or become an outcome of their own",
            )
