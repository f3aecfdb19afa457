"""Single values as YAML that reads back as the same value, with no more quotes than that takes."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from outtrack.scalar import Plain, scalar

# What no reader takes as it is, what a terminal would act upon, and what nobody could see.
_HIDDEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]"
)
_INDICATORS: Final = "#&*!|>'\"%@`,[]{}"
_ENDS_EARLY: Final = re.compile(r":(?=\s|$)|\s#")
_ENDS_IN_FLOW: Final = re.compile(r"[,\[\]{}]|:(?=[\s,\[\]{}]|$)")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_BYTE: Final = 0xFF
_PLANE: Final = 0xFFFF


def as_read(value: Any) -> Any:
    """Return a value in the form in which `source` reads it: numbers and booleans as `Plain`, days as text."""
    if isinstance(value, dict):
        return {str(key): as_read(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_read(one) for one in value]
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return Plain(str(value).lower())
    return value.isoformat() if isinstance(value, date) else Plain(value)


def is_same(one: Any, other: Any) -> bool:
    """Return whether two values as they were read are the same, a text `1` and a number 1 being different."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(is_same(*pair) for pair in zip(one, other, strict=True))
    return bool(one == other) and isinstance(one, Plain) == isinstance(other, Plain)


def written(value: Any, *, in_flow: bool = False, style: str | None = None) -> str:
    """Return a single value as it is written on one line; a text in the quotes of `style` where these can hold it."""
    if value is None:
        return "null"
    if not isinstance(value, str) or isinstance(value, Plain):
        return str(as_read(value))
    if style not in {"'", '"'} and _is_plain(value, in_flow=in_flow):
        return value
    reads_better = style != '"' and ('"' in value or "\\" in value) and "'" not in value
    if (style == "'" or reads_better) and not _HIDDEN.search(value):
        return "'" + value.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, value)) + '"'


def _is_plain(text: str, *, in_flow: bool) -> bool:
    """Return whether a text stands for itself without quotes."""
    if not text or text != text.strip() or scalar(text) is not text or _HIDDEN.search(text):
        return False
    if text[0] in _INDICATORS or _ENDS_EARLY.search(text):
        return False
    if text[0] in "-?:" and text[1:2] in {"", " "}:
        return False
    if in_flow and (text[0] in "?:" or (text[0] == "-" and text[1] in ",[]{}")):
        return False
    return not (in_flow and _ENDS_IN_FLOW.search(text))


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if not _HIDDEN.match(char):
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code <= _BYTE else f"\\u{code:04x}" if code <= _PLANE else f"\\U{code:08x}"


def fits_in_block(text: str) -> bool:
    """Return whether a text of several lines can stand below `|` as it is."""
    body = text.rstrip("\n")
    if "\n" not in body or body[0] in "\n \t":
        return False
    return not _HIDDEN.search(body.replace("\n", "")) and all(line.strip() or not line for line in body.split("\n"))


def chomping(text: str) -> str:
    """Return what stands after `|` so that exactly the line ends at the end of a text are kept."""
    ends = len(text) - len(text.rstrip("\n"))
    return "-" if ends == 0 else "" if ends == 1 else "+"
