"""The rule `experiment-without-threshold`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.compute.registered import COUNTED
from outtrack.diagnostic import Severity
from outtrack.rules.base import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@rule(severity=Severity.WARNING)
def experiment_without_threshold(facts: Facts) -> Iterator[Diagnostic]:
    """Before an experiment starts it is written down what counts as success, and when it stops.

    An A/B test, a fake door or a before/after names its `metric`, and its bar in `success` is a number (`lift` or
    `reach`). Other methods may say in words what they want to see, and need no metric. A spike answers a question of
    feasibility: it needs a day to stop, and no bar. What has not started yet is left alone.

    ## Why
    Once the numbers are there, some bar can be found that they clear, and a test without an end goes on until they
    do. Only a bar that was set before makes it possible to be wrong.

    ## Before
    ```yaml
    # experiments/dark-mode-by-hand.yaml
    title: Twelve readers try a dark mode that we set up for them
    tests: [evening-use]
    method: concierge
    owner: maria
    start: 2026-11-16
    ```

    ## After
    ```yaml
    # experiments/dark-mode-by-hand.yaml
    title: Twelve readers try a dark mode that we set up for them
    tests: [evening-use]
    method: concierge
    owner: maria
    success: Seven of twelve read on four evenings of the week
    start: 2026-11-16
    stop: 2026-11-27
    ```
    """
    for experiment in facts.all("experiment"):
        days = [day for day in (experiment.start, experiment.stopped, experiment.decided) if day]
        if (min(days) <= facts.as_of if days else experiment.result) and (missing := list(_missing(experiment))):
            key = "start" if experiment.start else "title"
            on = f" on {experiment.start}" if experiment.start else ""
            what, lines = (_series(words) for words in zip(*missing, strict=True))
            yield experiment.diagnose(key, f"started{on} without {what}", f"add {lines}")


def _missing(experiment: Any) -> Iterator[tuple[str, str]]:
    """Yield what was not written down, each with the line to write."""
    success, is_counted = experiment.success, experiment.method in COUNTED
    has_number = success is not None and (success.lift is not None or success.reach is not None)
    has_bar = has_number or (success is not None and success.text is not None and not is_counted)
    if experiment.metric is None and (is_counted or (experiment.method is None and has_number)):
        yield "a metric", "`metric: <id>`"
    if not has_bar and experiment.method != "spike":
        line = "`success: {lift: +2pp}` or `{reach: 30}`" if is_counted else "`success:` with what you want to see"
        yield "a number to reach" if is_counted else "a bar", line
    if experiment.stop is None:
        yield "a day to stop", "`stop: <day>`"


def _series(words: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
