"""Judging what is left of faulty data, so that everything is said in one run."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from outtrack.model.validate import validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from outtrack.diagnostic import Diagnostic, Keys, Place

_STAND_INS: dict[str | int, object] = {"title": "…", "version": 1}
"""What stands for a faulty value that must be there, while the rest is judged."""
_STAND_INS_AT_THE_TOP: dict[str | int, object] = {**_STAND_INS, "date": "1970-01-01"}
"""The same for what must be there in a check-in's own file, too."""
_DECISIVE = ("counts", "cumulative", "keep", "levels", "metric", "milestones", "self_reported", "unit")
"""The keys of a key result that decide what its other values mean."""


def validate_and_judge(
    record: type,
    data: object,
    judge: Callable[[Any], Iterable[Diagnostic]],
    at: Place,
    context: Mapping[str, object] | None = None,
) -> tuple[Any, Any, list[Diagnostic]]:
    """Return the record and what can be read of it, each or None, and all complaints.

    These are about its data, then what `judge` has to say of the record. Of faulty data the rest is judged, so that
    all is said in one run.
    """
    found, complaints = validate(record, data, at.path, at.document, context)
    if found is not None:
        return found, found, list(judge(found))
    rest, around = _without(data, complaints)
    remaining, _ = validate(record, rest, at.path, at.document, context)
    if remaining is not None:
        complaints += [one for one in judge(remaining) if one.place and not _is_inside(one.place.keys, around)]
    return None, remaining, complaints


def _is_inside(keys: Keys, around: set[Keys]) -> bool:
    return any(keys[: len(outer)] == outer for outer in around)


def _without(data: object, complaints: list[Diagnostic]) -> tuple[Any, set[Keys]]:
    """Return a copy of the data without the values that are complained about, and the records these stood in.

    For judging the rest: in a record that lost a value nothing can be judged any more, so its keys come along, as do
    those of what stands in for a value. The entity itself is never among them.
    """
    rest, around = deepcopy(data), set()
    for one in complaints:
        keys = _faulty(one)
        if not keys:
            continue
        container = _container(rest, keys[:-1])
        container.pop(keys[-1], None)
        stand_ins = _STAND_INS if len(keys) > 1 else _STAND_INS_AT_THE_TOP
        if keys[-1] in stand_ins and one.rule != "unknown-field":
            container[keys[-1]] = stand_ins[keys[-1]]
            around.add(keys)
        if len(keys) > 1 and not (container and _is_harmless(one)):
            around.add(keys[:-1])
    return rest, around


def _faulty(found: Diagnostic) -> Keys:
    """Return the keys of the value to leave out; of a list the whole, for without one item others change places."""
    keys = found.place.keys if found.place else ()
    if found.rule == "missing-field" and "`title`" in found.message:
        return (*keys, "title")
    while keys and isinstance(keys[-1], int):
        keys = keys[:-1]
    return keys


def _container(data: Any, keys: Keys) -> dict[str | int, Any]:
    """Return the mapping at `keys`; an empty one where something around it was left out before."""
    for key in keys:
        if isinstance(data, list) and isinstance(key, int):
            data = data[key]
        elif isinstance(data, dict) and key != 0:  # for 0, a list of one was written as the one
            data = data.get(key)
    return data if isinstance(data, dict) else {}


def _is_harmless(found: Diagnostic) -> bool:
    """Return whether the values beside the faulty one can still be judged."""
    if found.rule == "unknown-field":
        return not any(f"`{name}`" in (found.hint or "") for name in _DECISIVE)
    return found.rule == "missing-field"
