"""Which key results are asked for measurements, and where a missing one is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.diagnostic import Diagnostic
    from outtrack.model.evidence import Metric
    from outtrack.rules.facts import Facts


def asked_to_measure(facts: Facts) -> Iterator[KeyResultStanding]:
    """Yield the key results of active outcomes that count and whose time it is.

    Those with the weight 0 only inform. Before the start nothing is due, and after the end nothing changes the score
    any more. Where a file is broken that may hold the values, its error says enough.
    """
    for outcome, one in facts.key_results():
        is_its_time = (one.start is None or one.start <= facts.as_of) and (one.due is None or facts.as_of <= one.due)
        if one.weight and is_its_time and not facts.gaps.may_be_measured(outcome.outcome.ref):
            metric = facts.metric_of(one.key_result)
            if one.key_result.metric is None or (metric and not facts.gaps.may_be_measured(metric.ref)):
                yield one


def is_measured_by_hand(one: KeyResultStanding) -> bool:
    """Return whether somebody writes its values down: not with milestones, nor where they are counted or felt."""
    return not one.key_result.counts and one.shape not in {"milestones", "self_reported"}


def is_dated_ahead(facts: Facts, one: KeyResultStanding) -> bool:
    """Return whether a value of a key result lies in the future, seen from today: `ignored-checkin` tells it."""
    return any(entry.date > facts.snapshot.today for entry, _ in one.series.ignored)


def about_metric(facts: Facts, metric: Metric, message: str) -> Diagnostic:
    """Return a finding about the readings of a metric, at the last of them."""
    keys = ("readings", len(metric.readings) - 1) if metric.readings else ("title",)
    return metric.diagnose(keys, message, f"add `- {{date: {facts.as_of}, value: …}}` to its `readings:`")
