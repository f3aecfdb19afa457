"""What is wrong with a record although each of its values is fine by itself.

Only contradictions are complained about. What is merely missing is no fault: it is said where it matters.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from outtrack.diagnostic import Keys, Place, did_you_mean
from outtrack.model.amounts import ValueProblem
from outtrack.model.contradiction import bounds, no_number, period, wrong
from outtrack.model.proof import judge_key_result
from outtrack.model.values import Relative, value_before
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outtrack.diagnostic import Diagnostic
    from outtrack.model.delivery import Output
    from outtrack.model.discovery import Assumption
    from outtrack.model.experiment import Arm, Experiment
    from outtrack.model.key_result import KeyResult
    from outtrack.model.outcome import CheckinFile, Moved, Outcome


class Wording(Protocol):
    """What a workspace's configuration says about the words and periods in its files."""

    @property
    def fiscal_year_start(self) -> int:
        """The month in which the fiscal year begins."""

    @property
    def output_types(self) -> dict[str, str] | None:
        """The team's own words for outputs."""


def judge(entity: Any, config: Wording) -> Iterator[Diagnostic]:
    """Yield the contradictions within an entity or a check-in's own file; the file is added by the reader."""
    kind: str = entity.kind
    if kind == "outcome":
        yield from _outcome(entity, config)
    elif kind == "output":
        yield from period(entity, ())
        yield from _output_type(entity, config)
        for index, measure in enumerate(entity.measures):
            yield from judge_key_result(measure, ("measures", index))
    elif kind == "experiment":
        yield from _experiment(entity)
    elif kind == "solution":
        yield from _ids(entity.assumptions, [one.id for one in entity.assumptions], "assumptions", "assumption")
    elif kind == "metric":
        yield from bounds(entity.keep, ("keep",))
    elif kind == "checkin":
        yield from _checkin_file(entity)


def _outcome(outcome: Outcome, config: Wording) -> Iterator[Diagnostic]:
    yield from period(outcome, ())
    yield from _ids(outcome.key_results, [kr.name for kr in outcome.key_results], "key_results", "key result")
    for index, key_result in enumerate(outcome.key_results):
        if not key_result.name:
            message = "its title makes no id: there is no letter or digit in it"
            yield wrong(("key_results", index, "title"), message, "add `id: …`", rule="missing-field")
        yield from judge_key_result(key_result, ("key_results", index))
        yield from _inherited_period(outcome, key_result, ("key_results", index))
    for index, moved in enumerate(outcome.changes):
        yield from _change(outcome, moved, ("changes", index), config.fiscal_year_start)


def _inherited_period(outcome: Outcome, kr: KeyResult, at: Keys) -> Iterator[Diagnostic]:
    """Yield a finding where a key result lies outside of time by the one day that it has from its outcome."""
    if kr.start and not kr.due and outcome.due and kr.start.first > outcome.due.last:
        message = f"it starts on {kr.start.first}, after the due date {outcome.due.last} of its outcome"
        yield wrong((*at, "start"), message, "mend one of the two days, or give it a `due` of its own")
    elif kr.due and kr.due.is_day and not kr.start:
        start = outcome.start or (outcome.due if outcome.due and not outcome.due.is_day else None)
        if start and start.first > kr.due.last:
            message = f"it is due on {kr.due.last}, before its outcome starts on {start.first}"
            yield wrong((*at, "due"), message, "mend one of the two days, or give it a `start` of its own")


def _ids(
    records: Sequence[KeyResult | Assumption], names: Sequence[str | None], field: str, what: str
) -> Iterator[Diagnostic]:
    seen: dict[str, int] = {}
    for index, (record, name) in enumerate(zip(records, names, strict=True)):
        if not name:
            continue
        first = seen.setdefault(name.casefold(), index)
        if first != index:
            found = wrong(
                (field, index, "id" if record.id else "title"),
                f"two {what}s are called `{name}`",
                "give one of them another `id`",
                rule="duplicate-id",
            )
            other = Place("", 0, (field, first, "id" if records[first].id else "title"))
            yield replace(found, also=((other, None),))


def _change(outcome: Outcome, moved: Moved, at: Keys, fiscal_year_start: int) -> Iterator[Diagnostic]:
    """Yield what is wrong with an entry in the list of moved goalposts."""
    kr = next((one for one in outcome.key_results if one.name == moved.key_result), None)
    if moved.key_result and kr is None and moved.field != "key_result":
        names = [one.name for one in outcome.key_results]
        yield wrong(
            (*at, "key_result"),
            f"`{moved.key_result}` is not a key result of this outcome",
            did_you_mean(moved.key_result, names) or f"its key results are {', '.join(names) or 'none'}",
            rule="dangling-link",
        )
    if moved.field in {"target", "baseline", "weight"} and not moved.key_result:
        yield wrong(at, f"`{moved.field}` belongs to a key result", "add `key_result:`")
    if moved.was is not None and moved.field in {"target", "baseline", "weight", "start", "due"}:
        yield from _was(kr, moved, at, fiscal_year_start)


def _was(kr: KeyResult | None, moved: Moved, at: Keys, fiscal_year_start: int) -> Iterator[Diagnostic]:
    """Yield what is wrong with the value that a goalpost had."""
    try:
        before = value_before(moved.field, moved.was, fiscal_year_start)
    except ValueProblem as problem:
        yield wrong((*at, "was"), problem.message, problem.way_out("was"))
        return
    if moved.field not in {"target", "baseline"} or (moved.field == "baseline" and before == "first"):
        return
    if kr and kr.levels:
        if kr.level_of(before) is None:
            levels = ", ".join(f"`{text}`" for text in kr.levels)
            yield wrong((*at, "was"), f"{shown(moved.was)} is not a level", f"write one of {levels}")
    elif isinstance(before, str) or (moved.field == "baseline" and isinstance(before, Relative)):
        yield no_number((*at, "was"), str(moved.was))


def _output_type(output: Output, config: Wording) -> Iterator[Diagnostic]:
    from outtrack.model.delivery import OUTPUT_TYPES

    known = [*OUTPUT_TYPES, *(config.output_types or {})]
    if output.type not in known:
        others = f"write one of {', '.join(known)}, or add your own word to `output_types` in outtrack.yaml"
        message = f"{shown(output.type)} is not a type of output"
        yield wrong(("type",), message, did_you_mean(output.type, known) or others)


def _experiment(experiment: Experiment) -> Iterator[Diagnostic]:
    for first, then in (("start", "stop"), ("start", "stopped"), ("stopped", "decided")):
        before, after = getattr(experiment, first), getattr(experiment, then)
        if before and after and before > after:
            yield wrong((then,), f"`{then}` ({after}) lies before `{first}` ({before})", "mend one of the two days")
    if not experiment.result:
        return
    groups = [(("result", "arms"), experiment.result.arms)] + [
        (("result", "guardrails", number, "arms"), guardrail.arms)
        for number, guardrail in enumerate(experiment.result.guardrails)
    ]
    for keys, arms in groups:
        for index, arm in enumerate(arms):
            if arm.n is not None and arm.conversions is not None and arm.conversions > arm.n:
                message = f"{arm.conversions} of {arm.n}: more conversions than people"
                yield wrong((*keys, index, "conversions"), message, "mend one of the two numbers")
        yield from _names(arms, keys)


def _names(arms: Sequence[Arm], keys: Keys) -> Iterator[Diagnostic]:
    """Yield a finding for each arm that can't be told from an earlier one, by its name."""
    seen: dict[str, int] = {}
    for index, arm in enumerate(arms):
        if not arm.name:
            continue
        first = seen.setdefault(arm.name.casefold(), index)
        if first != index:
            found = wrong((*keys, index, "name"), f"two arms are called {shown(arm.name)}", "give one another `name`")
            yield replace(found, also=((Place("", 0, (*keys, first, "name")), None),))


def _checkin_file(checkin: CheckinFile) -> Iterator[Diagnostic]:
    hint = "add `key_result: OUTCOME/KEY-RESULT`, or `metric: ID`; not both"
    if checkin.key_result is None and checkin.metric is None:
        message = "nothing says of what this is a check-in: a key result or a metric"
        yield wrong((), message, hint, rule="missing-field")
    elif checkin.key_result is not None and checkin.metric is not None:
        yield wrong(("metric",), "a check-in's own file names either a key result or a metric", hint)
    elif checkin.metric and checkin.delta is not None:
        yield wrong(("delta",), "`delta` has no meaning in a reading of a metric", "write `value:` with the number now")
    elif checkin.metric and not isinstance(checkin.value, (int, float)):
        if checkin.value is None:
            yield wrong(
                (), "a reading of a metric needs a number as its `value`", "add `value: …`", rule="missing-field"
            )
        else:
            yield no_number(("value",), checkin.value)
    elif checkin.key_result and not re.search(r"[^/]/[^/]", checkin.key_result):
        yield wrong(
            ("key_result",),
            f"{shown(checkin.key_result)} is not the full id of a key result",
            "write OUTCOME/KEY-RESULT",
        )
