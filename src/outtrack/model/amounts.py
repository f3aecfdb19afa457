"""Numbers as they are written in files, and the complaint with the lines to write instead."""

from __future__ import annotations

import math
import re

from outtrack.scalar import Plain, shown

_INTEGER = re.compile(r"[-+]?[0-9]{1,15}")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_LOOSE_NUMBER = re.compile(r"[-+]?[0-9][0-9,. _']*")
_OTHER_BASE = re.compile(r"0o[0-7]{1,15}|0x[0-9a-fA-F]{1,12}")
_WITH_UNIT = frozenset(("value", "baseline", "target", "delta", "was"))
"""The fields whose unit is said in a field of its own."""
_UNKNOWN = frozenset(("nan", "inf", "n/a", "na", "tbd", "?", "", "none"))
LARGEST = 1e15
"""Beyond it, and nearer to 0 than its inverse, what is computed may be no number any more."""
_ONLY_NUMBERS = "write a plain number such as 1200 or 12.5; words belong into `note`"
_TEN = 10
_PERCENT = 100
_LONGEST_UNIT = 30


class ValueProblem(ValueError):  # noqa: N818 - it is what is wrong with a value, not a failure of the program
    """What is wrong with a value, and the way out."""

    def __init__(self, message: str, hint: str | None = None, *, number: str = "", unit: str = "") -> None:
        super().__init__(message)
        self.message, self.hint, self.number, self.unit = message, hint, number, unit

    def way_out(self, field: str, *, is_share: bool = False) -> str | None:
        """Return the hint for a field, with the lines to write there."""
        if not self.number:
            return self.hint
        if not self.unit:
            return (
                f"write `{field}: {self.number}`{self.hint or ''}" if field else f"write {self.number}{self.hint or ''}"
            )
        if is_share and self.unit == "%":
            return f"write `{field}: {float(self.number) / _PERCENT:g}`{self.hint or ''}"
        if field not in _WITH_UNIT:
            return f"write the number alone: `{field}: {self.number}`"
        unit = '"%"' if self.unit == "%" else f"things{self.unit}" if self.unit.startswith("/") else self.unit
        return f"write the number and its unit apart: `{field}: {self.number}` and `unit: {unit}`"


def amount(value: object) -> int | float:
    """Return the number that a plain scalar names; refuse everything else with the lines to write."""
    number = any_number(value)
    if number and not 1 / LARGEST <= abs(number) <= LARGEST:
        raise out_of_range(value, number)
    return number


def any_number(value: object) -> int | float:
    """Return the number that a plain scalar names, of whatever size; it is kept, but nothing is computed with it."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    if isinstance(value, Plain):
        if _INTEGER.fullmatch(value):
            return int(value)
        if _NUMBER.fullmatch(value):
            number = float(value)
            if math.isfinite(number):
                return number
            raise out_of_range(value, number)
        if is_in_other_base(value):
            raise ValueProblem(f"{shown(value)} is not a decimal number", number=str(int(value, 0)))
    raise not_a_number(value)


def out_of_range(value: object, number: float) -> ValueProblem:
    """Return the complaint about a number that is too large, or too near to 0, to compute with."""
    if abs(number) > LARGEST:
        return ValueProblem(f"{shown(value)} is too large to compute with", "choose a larger unit, such as millions")
    return ValueProblem(f"{shown(value)} is too small to compute with", "choose a smaller unit, or write 0")


def above(value: float, most: float, hint: str) -> ValueProblem:
    """Return the complaint about a number above the most that a field takes; a share was probably meant in percent."""
    message = f"{shown(value)} is above {most:g}"
    if most == 1 and _TEN < value <= _PERCENT:
        return ValueProblem(message, "; it goes up to 1", number=f"{value:g}", unit="%")
    if most == 1 and value <= _TEN and value == int(value):
        hint += f": {value:g} of 10 is {value / _TEN:g}, {value:g}% is {value / _PERCENT:g}"
    return ValueProblem(message, hint)


def is_in_other_base(text: str) -> bool:
    """Return whether a text is an octal (`0o17`) or hexadecimal (`0x1F`) number."""
    return bool(_OTHER_BASE.fullmatch(text))


def whole(value: object) -> int:
    """Return a whole number."""
    number = amount(value)
    if number != int(number):
        raise ValueProblem(f"{shown(value)} is not a whole number", "write one without a fraction")
    return int(number)


def not_a_number(value: object) -> ValueProblem:
    """Return the complaint about a value that is not a number, with the lines to write instead."""
    if value is None:
        return ValueProblem("a number is missing", "write one, or leave the line out")
    if not isinstance(value, str):
        return ValueProblem(f"expected a number, found {shown(value)}", "write a number")
    what, text = f"{shown(value)} is not a number", value.strip()
    if text.lower().strip("+-.") in _UNKNOWN:
        return ValueProblem(what, "leave the value out where nothing was measured")
    found = _LOOSE_NUMBER.search(text)
    number = _plain_number(found[0]) if found else None
    if not found or number is None:
        return ValueProblem(what, _ONLY_NUMBERS)
    rest = " ".join((text[: found.start()] + text[found.end() :]).split())
    if not rest:
        return ValueProblem(what, ", without quotes or separators", number=number)
    if len(rest) < _LONGEST_UNIT and (rest[0] in "%/$" or rest[0].isalpha() or not rest[0].isascii()):
        return ValueProblem(what, number=number, unit=rest)
    return ValueProblem(what, _ONLY_NUMBERS)


def _plain_number(text: str) -> str | None:
    """Return a loosely written number (`1,200`, `1_000`, `1.5`) as YAML wants it; None where it is ambiguous."""
    digits = re.sub(r"[ _']", "", text).rstrip(".,")
    if re.fullmatch(r"[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", digits):
        return digits.replace(",", "")
    if re.fullmatch(r"[-+]?[0-9]+,[0-9]{1,2}", digits):
        return digits.replace(",", ".")
    return digits if _NUMBER.fullmatch(digits) else None
