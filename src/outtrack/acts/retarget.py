"""Moving a goalpost openly: the new value, and what it was until the day before, with the reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outtrack.acts.base import Draft, Plan, RefusedError
from outtrack.acts.dated import append_dated
from outtrack.compute.terms import key_result_period, outcome_period
from outtrack.figures import plain_data
from outtrack.model.amounts import ValueProblem, amount
from outtrack.names import KEY_RESULT
from outtrack.period import parse_period
from outtrack.scalar import Plain
from outtrack.write import Put

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from outtrack.diagnostic import Keys
    from outtrack.snapshot import Snapshot

_NUMBERS = frozenset(("target", "baseline", "weight"))


def retarget(snapshot: Snapshot, ref: str, given: Mapping[str, str], why: str) -> Plan:
    """Return the plan to give a key result, or an outcome, other goals; `given` holds the new ones as they were typed.

    A field that has no value yet is only set: nothing is moved by stating for the first time what is aimed at.
    """
    if not given:
        raise RefusedError("say what changes: --target, --baseline, --start, --due or --weight")
    if not why.strip():
        raise RefusedError("--why: say why the goalpost is moved")
    draft, lines = Draft(snapshot), []
    is_part = ref.startswith(f"{KEY_RESULT}:")
    outcome, before = (ref, ()) if not is_part else _place(draft, ref)
    entity = snapshot.get(outcome)
    holder = entity.key_results[before[1]] if is_part else entity
    name = f"{entity.id}/{holder.name}" if is_part else entity.id
    for field, text in given.items():
        if not is_part and field in _NUMBERS:
            raise RefusedError(f"`{name}` is an outcome: --{field} is for one of its key results")
        value = _value(field, text)
        was = _was(getattr(holder, field, None), field)
        if was is None and is_part and field in {"start", "due"}:
            was = _was(getattr(entity, field), field)  # the key result has had its outcome's until now
        if was == value:
            raise RefusedError(f"`{name}`: `{field}` is {value} already: nothing was changed")
        draft.edit(outcome, Put(_key(holder, field, before), value))
        if was is None:
            lines.append(f"{name}: {field} {value}")
            continue
        if is_part:
            draft.settle_id(ref)
        changed = {"key_result": holder.name} if is_part else {}
        entry = {"date": snapshot.as_of.isoformat(), **changed, "field": field, "was": was, "why": why.strip()}
        append_dated(draft, outcome, ("changes",), entry)
        lines.append(f"{name}: {field} {was} -> {value} from {snapshot.as_of}")
    if "due" in given and "start" not in given and (start := _start_that_moves(snapshot, entity, holder, given["due"])):
        draft.edit(outcome, Put((*before, "start"), start.isoformat()))
        lines.append(f"{name}: start stays {start}, which came from the old `due`")
    return draft.plan(*lines)


def _start_that_moves(snapshot: Snapshot, outcome: Any, holder: Any, due: str) -> date | None:
    """Return the first day until now, where it came from a `due` that is a period and would move with it.

    Check-ins from before the new first day would count no more: to move a goalpost is not to begin anew.
    """
    if holder.start is not None:
        return None
    try:
        moved = replace(holder, due=parse_period(due.strip(), snapshot.config.fiscal_year_start))
    except ValueError:
        return None
    if holder is outcome:
        before, after = outcome_period(holder)[0], outcome_period(moved)[0]
    else:
        before, after = key_result_period(holder, outcome)[0], key_result_period(moved, outcome)[0]
    return before if before != after else None


def _place(draft: Draft, ref: str) -> tuple[str, Keys]:
    outcome, index = draft.key_result(ref)
    return outcome, ("key_results", index)


def _key(holder: Any, field: str, before: Keys) -> Keys:
    """Return where the value of a field stands: that of a baseline with a date stands in a mapping of its own."""
    baseline = getattr(holder, "baseline", None)
    return (*before, "baseline", "value") if field == "baseline" and baseline and baseline.date else (*before, field)


def _value(field: str, text: str) -> float | str:
    """Return a value as its file has it: a number where it is one, else the text, such as `+20%` or 2026-Q4."""
    if field in {"start", "due"}:
        return text.strip()
    try:
        return amount(Plain(text.strip())) if not text.strip().startswith("+") else text.strip()
    except ValueProblem:
        return text.strip()


def _was(value: Any, field: str) -> Any:
    """Return what a field held, as `was` has it."""
    if value is None:
        return None
    if field == "baseline":
        return "first" if value.first else value.value if value.value is not None else value.level
    data = plain_data(value)
    return data["text"] if isinstance(data, dict) and "text" in data else data
