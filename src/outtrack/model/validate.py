"""Plain data -> records, by Pydantic, with every complaint turned into a diagnostic with its place."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from outtrack.diagnostic import Diagnostic, Keys, Place, a_kind, did_you_mean
from outtrack.model.base import key_of
from outtrack.model.declared import record_at
from outtrack.model.synonyms import meant
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

    from outtrack.model.amounts import ValueProblem

_WORDS = {"Config": "outtrack.yaml", "CheckinFile": "a check-in"}
_UNMOVED = frozenset(("keep", "levels"))
"""What of a key result is no goalpost that moves: to keep within other bounds is another key result."""
_NEW_ONE = "add a key result with the new ones, and give this one a `due`"
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
        if loc[-1] == "field" and value in _UNMOVED:
            return f"`{value}` can't be told in `changes`: what was measured before would not be comparable", _NEW_ONE
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
    ours = meant(str(value), words)
    return message, did_you_mean(ours or str(value), words) or "write one of these"


def _not_text(value: object) -> tuple[str, str]:
    if value is None or value == "" or isinstance(value, str):
        return "the text is empty", "write something, or leave the line out"
    quotes = "a text with `: ` in it needs quotes" if isinstance(value, dict) else "write one text"
    return f"expected a text, found {shown(value)}", quotes


def unknown_key(record: type, loc: Keys) -> tuple[str, str | None]:
    """Return the message for a key that a record does not have, with the nearest that it has."""
    key = str(loc[-1])
    owner = record_at(record, loc[:-1]) or record
    known = [key_of(field.name) for field in fields(owner)]
    near = did_you_mean(key, known)
    field = next((f"`{part}`" for part in reversed(loc[:-1]) if isinstance(part, str)), None)
    what = f"{shown(key)} is not a field of {field or _WORDS.get(owner.__name__) or a_kind(owner.__name__.lower())}"
    if near:
        return what, near
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
