"""Plain data -> records, by Pydantic, with every complaint turned into a diagnostic with its place."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import fields, replace
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from outtrack.diagnostic import Diagnostic, Keys, Place
from outtrack.model.base import key_of, record_at
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

    from outtrack.model.amounts import ValueProblem

_WORDS = {"Config": "outtrack.yaml", "CheckinFile": "a check-in"}
_MISSING = frozenset(("missing", "missing_argument", "missing_keyword_only_argument"))


@cache
def adapter(record: type) -> TypeAdapter[Any]:
    """Return Pydantic's validator for a record class; made once, since making it is slow."""
    return TypeAdapter(record)


def validate(
    record: type, data: object, path: str, document: int = 0, context: Mapping[str, object] | None = None
) -> tuple[Any, list[Diagnostic]]:
    """Return the record, or None, and all complaints about its data. Spans are filled in by the reader."""
    try:
        return adapter(record).validate_python(data, context=context), []
    except ValidationError as error:
        complaints = error.errors(include_url=False)
    return None, [_diagnose(record, complaint, path, document) for complaint in complaints]


def without(data: object, complaints: list[Diagnostic]) -> tuple[Any, set[Keys]]:
    """Return a copy of the data without the values that are complained about, and the records these stood in.

    For judging the rest: in a record that lost a value nothing can be judged any more, so its keys come along. The
    entity itself is never among them.
    """
    rest, around = deepcopy(data), set()
    for one in complaints:
        keys = _faulty(one)
        if not keys:
            continue
        container = _container(rest, keys[:-1])
        container.pop(keys[-1], None)
        if keys[-1] == "title":
            container["title"] = "…"
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


_DECISIVE = ("counts", "cumulative", "keep", "levels", "metric", "milestones", "self_reported", "unit")
"""The keys of a key result that decide what its other values mean."""


def _diagnose(record: type, complaint: ErrorDetails, path: str, document: int) -> Diagnostic:
    kind = complaint["type"]
    loc: Keys = tuple(key for key in complaint["loc"] if key != "[key]")
    place = Place(path, document, loc)
    if kind == "unexpected_keyword_argument":
        message, hint = unknown_key(record, loc)
        return Diagnostic(rule="unknown-field", message=message, hint=hint, place=replace(place, on_key=True))
    if kind in _MISSING:
        message, hint = f"`{loc[-1]}` is missing", f"add `{loc[-1]}: …`"
        return Diagnostic(rule="missing-field", message=message, hint=hint, place=replace(place, keys=loc[:-1]))
    message, way_out = _wrong_value(record, complaint, loc)
    return Diagnostic(rule="invalid-value", message=message, hint=way_out, place=place)


def _wrong_value(record: type, complaint: ErrorDetails, loc: Keys) -> tuple[str, str | None]:
    """Return what is wrong with a value, and the way out."""
    kind, value, details = complaint["type"], complaint["input"], complaint.get("ctx", {})
    if kind == "value":
        problem: ValueProblem = details["problem"]
        field = loc[-1] if isinstance(loc[-1], str) else ""
        return problem.message, problem.way_out(field, is_share=details["is_share"])
    if kind == "literal_error":
        return _not_one_of(value, re.findall(r"'(.*?)'", details["expected"]))
    if kind in {"string_type", "string_too_short"}:
        return _not_text(value)
    if kind in {"dataclass_type", "dict_type"}:
        hint = "write `key: value` lines"
        if inner := record_at(record, loc):
            hint = f"its keys are {', '.join(key_of(field.name) for field in fields(inner))}"
        return f"expected a mapping, found {shown(value)}", hint
    if kind == "tuple_type":
        return f"expected a list, found {shown(value)}", "write [one, two], or a line `- one` each"
    return f"{shown(value)}: {complaint['msg']}", None


def _not_one_of(value: object, words: list[str]) -> tuple[str, str]:
    if value is None:
        return f"a value is missing: one of {', '.join(words)}", "write one of these, or leave the line out"
    message = f"{shown(value)} is not one of {', '.join(words)}"
    near = closest(str(value), words)
    return message, f"did you mean `{near}`?" if near else "write one of these"


def _not_text(value: object) -> tuple[str, str]:
    if value is None or value == "" or isinstance(value, str):
        return "the text is empty", "write something, or leave the line out"
    quotes = "a text with `: ` in it needs quotes" if isinstance(value, dict) else "write one text"
    return f"expected a text, found {shown(value)}", quotes


def closest(word: str, words: list[str]) -> str | None:
    """Return the word that was probably meant, if any comes near."""
    lowered = {known.lower().replace("-", "_"): known for known in words}
    found = get_close_matches(word.lower().replace("-", "_").replace(" ", "_"), lowered, n=1, cutoff=0.6)
    return lowered[found[0]] if found else None


def unknown_key(record: type, loc: Keys) -> tuple[str, str | None]:
    """Return the message for a key that a record does not have, with the nearest that it has."""
    key = str(loc[-1])
    owner = record_at(record, loc[:-1]) or record
    known = [key_of(field.name) for field in fields(owner)]
    near = closest(key, known)
    field = next((f"`{part}`" for part in reversed(loc[:-1]) if isinstance(part, str)), None)
    what = f"{shown(key)} is not a field of {field or _WORDS.get(owner.__name__) or _article(owner.__name__)}"
    if near:
        return what, f"did you mean `{near}`?"
    if key == "<<":
        return what, "YAML 1.2 has no merge keys: write the values out"
    if key.isdecimal():
        return what, "in { } a comma ends a value: write numbers without it, such as 1200"
    if owner.__name__ == "CheckinFile" and key in {"id", "title"}:
        return what, "a check-in is no entity and has no id or title"
    if field and key in [key_of(one.name) for one in fields(record)]:
        return what, f"it belongs to the lines at the top, not into {field}"
    if field is None and "fields" in known:
        return what, f"values of your own go under `fields:`, as `{key}: …`"
    return what, f"it has {', '.join(known)}"


def _article(class_name: str) -> str:
    word = class_name.lower()
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
