"""What an experiment must say before it starts, and what of it was edited afterwards (`methods.md` 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from outtrack.model.experiment import Experiment

COUNTED: Final = frozenset(("ab_test", "fake_door", "before_after"))
"""The methods that end in a number: their bar is one, too, of a metric that is named."""
SET_BEFORE: Final = ("metric", "success", "better", "planned", "stop", "hypothesis")
"""The fields that must not change once it runs."""


class Asked(NamedTuple):
    """Something that is set before the start."""

    what: str
    """`metric`, `threshold`, `size_or_end` or `decision_rule`."""
    is_set: bool | None
    """None where the method does not need it."""
    way_out: str


def registered(experiment: Experiment) -> tuple[Asked, ...]:
    """Return the four things that must be set before the start, each with whether it is."""
    success, plan, hypothesis = experiment.success, experiment.planned, experiment.hypothesis
    is_counted, is_spike = experiment.method in COUNTED, experiment.method == "spike"
    has_number = success is not None and (success.lift is not None or success.reach is not None)
    has_bar = has_number or (success is not None and success.text is not None and not is_counted)
    needs_metric = is_counted or (experiment.method is None and has_number)
    says_when = hypothesis is not None and hypothesis.we_know_when is not None
    line = "`success: {lift: +2pp}` or `{reach: 30}`" if is_counted else "`success:` with what you want to see"
    return (
        Asked("metric", True if experiment.metric else False if needs_metric else None, "`metric: ID`"),
        Asked("threshold", None if is_spike and not has_bar else has_bar, line),
        Asked(
            "size_or_end", bool((plan and plan.n) or experiment.stop), "`planned: {n: 2000}` per arm, or `stop: DAY`"
        ),
        Asked(
            "decision_rule", None if is_spike and not says_when else has_bar or says_when, f"{line}, or `we_know_when`"
        ),
    )


class Edit(NamedTuple):
    """A field that must not change and did."""

    field: str
    day: date | None
    """None for one that is not committed."""
    commit: str | None
    was: Any
    now: Any


class Edits(NamedTuple):
    """What the history says of the time since the start."""

    edits: tuple[Edit, ...]
    first_seen: date | None
    """The day on which it was first committed, where that lies after the start."""


def edits(held: Sequence[tuple[str | None, date | None, dict[str, Any]]], start: date, as_of: date) -> Edits:
    """Return the edits since the day after the start.

    `held` is what the document held at each commit, the oldest first, and then in the file, without commit and day.
    """
    known = [one for one in held if one[1] is None or one[1] <= as_of]
    before = [one for one in known if one[1] is not None and one[1] <= start]
    after = [one for one in known if one[1] is None or one[1] > start]
    found: list[Edit] = []
    last = before[-1][2] if before else after[0][2] if after else {}
    for commit, day, document in after:
        changed = [field for field in SET_BEFORE if document.get(field) != last.get(field)]
        found += [Edit(field, day, commit, last.get(field), document.get(field)) for field in changed]
        last = document
    return Edits(tuple(found), after[0][1] if after and not before else None)
