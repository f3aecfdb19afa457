"""Scalars of YAML 1.2: what a text without quotes may stand for, and how a value is quoted in a message."""

from __future__ import annotations

import re

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
MAY_BE_TYPED = frozenset("0123456789+-.tTfF")
"""The characters with which a number or boolean may begin: most scalars are decided by these alone."""
TYPED = re.compile(
    r"[-+]?(?:(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))"
    r"|0o[0-7]+|0x[0-9a-fA-F]+|\.(?:nan|NaN|NAN)|true|True|TRUE|false|False|FALSE"
)

_LONGEST = 60


class Plain(str):
    """A scalar without quotes that YAML 1.2 reads as a number or a boolean; its text is as written."""

    __slots__ = ()


def scalar(text: str) -> Plain | str | None:
    """Return what a plain scalar stands for: nothing, a number or boolean in its own text, or a text."""
    if text in NULLS:
        return None
    if text[0] in MAY_BE_TYPED and TYPED.fullmatch(text):
        return Plain(text)
    return text


def written(value: object) -> str:
    """Return a scalar as it stands in a file."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def shown(value: object) -> str:
    """Return a value as it may be quoted in a message: short, and of one line."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    if value == "":
        return "an empty text"
    text = " ".join(written(value).split())
    return f"`{text[: _LONGEST - 1]}…`" if len(text) > _LONGEST else f"`{text}`"
