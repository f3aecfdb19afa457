"""Numbers, shares and words of the files as people read them, and values as data for machines."""

from __future__ import annotations

from math import floor, log10
from typing import Any

_EXACT = 1e15
"""Whole numbers below it are exact, and written in full."""
_TWO_DIGITS = 10
_MOST_DECIMALS = 15
_ALL = 100
_CURRENCY_SIGNS = "€$£¥₹₩₽₺₴₫₪₱₦"
_TIGHT = frozenset(("%", "percent"))


def number(value: float) -> str:
    """Return a number for people: thousands apart, four significant digits or two decimals, no useless zeros."""
    size = abs(value)
    if value == int(value) and size < _EXACT:
        return f"{int(value):,}"
    if size >= _TWO_DIGITS:  # the usual cases first
        text = f"{value:,.2f}" if size < _EXACT else f"{value:.4g}"
    elif size >= 1:
        text = f"{value:.3f}"
    else:
        decimals = 3 - floor(log10(size))
        text = f"{value:.{decimals}f}" if decimals < _MOST_DECIMALS else f"{value:.4g}"
    return text.rstrip("0").rstrip(".") if "e" not in text else text


def amount(value: float | None, unit: str | None = None) -> str:
    """Return a number with its unit; `—` where there is none."""
    if value is None:
        return "—"
    text = number(value)
    if not unit:
        return text
    if unit in _TIGHT:
        return f"{text}%"
    if unit in _CURRENCY_SIGNS:
        return f"-{unit}{text[1:]}" if value < 0 else f"{unit}{text}"
    return f"{text} {unit}"


def percent(share: float | None) -> str:
    """Return a share of 1 in whole percent; `—` for unknown. Only a full share is 100%, only nothing is 0%."""
    if share is None:
        return "—"
    whole = floor(share * 100 + 0.5)
    if whole == _ALL and share < 1:  # almost there is not there
        return "99%"
    if whole == 0 and share > 0:
        return "<1%"
    return f"{whole}%"


def words(name: str) -> str:
    """Return a word of the files as people read it: `off_track` as `off track`."""
    return name.replace("_", " ")


def plain_data(value: Any) -> Any:
    """Return a value as JSON data: days as ISO text, periods as text, first and last; records key by key."""
    from dataclasses import fields, is_dataclass
    from datetime import date

    from outtrack.model.values import Relative
    from outtrack.period import Cadence, Period

    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Period):
        return {"text": value.text, "first": value.first.isoformat(), "last": value.last.isoformat()}
    if isinstance(value, (Cadence, Relative)):
        return value.text
    if isinstance(value, (tuple, list)):
        return [plain_data(one) for one in value]
    if isinstance(value, dict):
        return {str(plain_data(key)): plain_data(one) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        from outtrack.model.base import key_of

        return {key_of(one.name): plain_data(getattr(value, one.name)) for one in fields(value)}
    return value
