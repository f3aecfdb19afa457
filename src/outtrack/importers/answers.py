"""What servers answer in JSON: where the list is, whether it goes on, what they complain about, and the texts in it."""

from __future__ import annotations

import re
from typing import Any, Final

_HALF: Final = re.compile("[\ud800-\udfff]")
LISTS: Final = ("issues", "nodes", "edges", "epics", "workItems", "items", "value", "values", "results")
_DEEPEST: Final = 6
EDGE: Final = frozenset(("node", "cursor", "__typename"))
"""The keys of what GraphQL puts around each object of a list."""


def complaint(value: dict[str, Any]) -> str | None:
    """Return what a server says where it answered with an error instead of data."""
    errors = value.get("errorMessages") or value.get("errors")
    if isinstance(errors, list) and errors and not value.get("data"):
        first = errors[0]
        return str(first.get("message", first) if isinstance(first, dict) else first)
    message = value.get("message") or value.get("error")
    is_alone = isinstance(message, str) and list_in(value) is None and "title" not in value
    return str(message) if is_alone else None


def list_in(value: dict[str, Any], depth: int = 0) -> list[Any] | None:
    """Return the list of objects within an object: under a key that is known for it, at whatever depth."""
    for key in LISTS:
        if isinstance(value.get(key), list):
            found: list[Any] = value[key]
            return found
    for inner in value.values():
        if isinstance(inner, dict) and depth < _DEEPEST and (deeper := list_in(inner, depth + 1)) is not None:
            return deeper
    return None


def goes_on(value: dict[str, Any]) -> bool:
    """Return whether an answer says that further pages come after it."""
    if value.get("hasNextPage") is True or value.get("isLast") is False:
        return True
    return any(goes_on(inner) for inner in value.values() if isinstance(inner, dict))


def text_of(value: Any) -> str:
    """Return a value of JSON as a text: that of its `name` or `value` where it is an object, empty for none."""
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("value") or value.get("title"))
    if value is None or isinstance(value, (bool, list)):
        return ""
    return _HALF.sub("\ufffd", str(value))


def names_of(value: Any) -> tuple[str, ...]:
    """Return the names of a list of labels, however it is written: texts, objects, or the pages of GraphQL."""
    if isinstance(value, dict):
        value = value.get("nodes") or [edge.get("node") for edge in value.get("edges") or ()]
    if not isinstance(value, list):
        return ()
    return tuple(text for one in value if (text := text_of(one.get("title") or one if isinstance(one, dict) else one)))
