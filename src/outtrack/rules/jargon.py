"""The rule `jargon`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule
from outtrack.rules.facts import about_key_result
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts

HINT = "say it in the words of those whose day should change"


@rule(severity=Severity.INFO)
def jargon(facts: Facts) -> Iterator[Diagnostic]:
    """An outcome and its key results are in the words of the people who should profit.

    Found are IT-speak and fancy words (the list `jargon`, [wording](../wording.md)) in titles; a team's own list
    adds to it. Asked are the outcomes that are being worked for.

    ## Why
    Business terms can be checked by those who asked for the change. What only the makers understand, only they can
    judge. By Ortom8, on service outcomes.

    ## Before
    ```yaml
    # outcomes/read-in-bed.yaml
    title: Readers read in bed with a seamless dark mode
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
    from outtrack.wording import jargon as look_up

    for standing in facts.active:
        if words := look_up(standing.outcome.title, facts.reader.words):
            yield standing.outcome.diagnose("title", _told(words), HINT)
        for one in standing.key_results:
            if words := look_up(one.key_result.title, facts.reader.words):
                yield about_key_result(one, "title", _told(words), HINT)


def _told(words: tuple[str, ...]) -> str:
    return f"not in business terms: {', '.join(map(shown, words))}"
