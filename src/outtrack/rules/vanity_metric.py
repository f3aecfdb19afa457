"""The rule `vanity-metric`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule
from outtrack.rules.facts import about_key_result
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts

COUNTS = ("change", "cumulative", "untracked")
"""The shapes of key results that may count what only grows."""
BESIDE = r"\b(?:after|at|before|between|by|from|per|since|to|until|with|without)\s+(?:(?:an?|the|their|first)\s+)*"
"""What stands after such a word is where the counting begins or ends, and not what is counted."""
HINT = "measure what people do with it instead: how many are active, come back or pay"


@rule(severity=Severity.WARNING)
def vanity_metric(facts: Facts) -> Iterator[Diagnostic]:
    """What is measured doesn't grow by itself: it moves only if people do something else.

    Found are key results of active outcomes, and metrics, whose title or unit names a number that grows with mere
    activity or with time, such as page views, downloads or story points (the list `vanity`,
    [wording](../wording.md)). A title that asks for more, such as *active* or *paying*, is left alone, and so are
    shares (`unit: "%"`), numbers that are to fall or to stay within bounds, and what is counted *from*, *after* or
    *per* such a thing.

    ## Why
    A number that can only go up looks like success whatever happens. It tells nobody what to do next.

    ## Before
    ```yaml
    # outcomes/read-in-bed.yaml
    title: More readers read in bed
    owner: maria
    due: 2026-Q4
    key_results:
      - id: after-ten
        title: Downloads of the bedtime edition
        unit: "downloads"
        baseline: {value: 100, date: 2026-09-28}
        target: 400
        checkins:
          - {date: 2026-10-19, value: 150}
          - {date: 2026-11-16, value: 260}
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
    for _, one in facts.key_results():
        baseline, target = one.progress.baseline, one.progress.target
        falls = baseline is not None and target is not None and target < baseline
        if one.shape in COUNTS and not falls and one.unit != "%":
            title, unit = one.key_result.title, one.key_result.unit
            if words := _words(facts, title, unit):
                yield about_key_result(one, _key(facts, title), _told(words), HINT)
    for metric in facts.all("metric"):
        if not metric.keep and metric.unit != "%" and (words := _words(facts, metric.title, metric.unit)):
            yield metric.diagnose(_key(facts, metric.title), _told(words), HINT)


def _words(facts: Facts, title: str, unit: str | None) -> list[str]:
    """Return what grows by itself of what a title and a unit name."""
    from outtrack.wording import vanity

    found = vanity(f"{title} ({unit})" if unit else title, facts.reader.words)
    unique = {word.casefold(): word for word in reversed(found)}
    return [word for word in reversed(unique.values()) if not re.search(BESIDE + re.escape(word), title, re.IGNORECASE)]


def _key(facts: Facts, title: str) -> str:
    return "title" if _words(facts, title, None) else "unit"


def _told(words: list[str]) -> str:
    return f"grows with mere activity: {', '.join(map(shown, words))}"
