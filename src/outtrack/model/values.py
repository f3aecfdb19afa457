"""What the text of a single value may be, and the error with the way out where it isn't."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Any

from outtrack.frozen import dataclass
from outtrack.model.amounts import ValueProblem, amount, any_number, is_in_other_base, not_a_number
from outtrack.period import FORMS, Cadence, Period, parse_cadence, parse_day, parse_period
from outtrack.scalar import Plain, shown

_BY = re.compile(r"by\s+[-+]?([0-9]+(?:\.[0-9]+)?)\s*(?:%|pp|percent|points?)", re.IGNORECASE)
_RELATIVE = re.compile(r"([-+])([0-9]+(?:\.[0-9]+)?)\s*(%|pp)")
_DISTANCE = re.compile(r"[-+][0-9]+(?:\.[0-9]+)?")
_ID = re.compile(r"[^\W_][\w.-]*")


Scalar = str | int | float | bool
Option = Scalar | tuple[Scalar, ...]


def measured(value: object) -> int | float | str:
    """Return a check-in's value: a number, or the text of a rubric's level (judged where the shape is known)."""
    if isinstance(value, str) and not isinstance(value, Plain):
        return text(value)
    return amount(value)


def text(value: object) -> str:
    """Return a text as it was written, whatever YAML would make of it: `no`, `010` and `2026` are texts here."""
    if isinstance(value, str):
        stripped = str(value).strip()
        if stripped:
            return stripped
        raise ValueProblem("the text is empty", "write something, or leave the line out")
    if isinstance(value, dict):
        raise ValueProblem(f"expected a text, found {shown(value)}", "a text with `: ` in it needs quotes")
    raise ValueProblem(f"expected a text, found {shown(value)}", "write one text")


def without_marks(name: str) -> str:
    """Return a text without its combining marks, which belong to the letters before them (as vowels do in Hindi)."""
    import unicodedata

    return name if name.isascii() else "".join(char for char in name if unicodedata.category(char)[0] != "M")


def identifier(value: object) -> str:
    """Return an id: a letter or digit of any script, then letters, digits, `-`, `_`, `.`, in the form NFC."""
    import unicodedata

    name = unicodedata.normalize("NFC", text(value))
    if not _ID.fullmatch(name if name.isascii() else without_marks(name)) or without_marks(name[0]) == "":
        from outtrack.model.base import slug

        raise ValueProblem(
            f"{shown(name)} is not an id: it begins with a letter or digit, then come letters, digits, `-`, `_`, `.`",
            f"write `{slug(name)}`" if slug(name) else None,
        )
    return name


def reference(value: object) -> str:
    """Return the name of another entity: `ID`, `KIND:ID`, `OUTCOME/KEY-RESULT` or `workspace::ID`."""
    import unicodedata

    if isinstance(value, (dict, list)):
        way_out = "write one id: there can be no more here" if isinstance(value, list) else "write its id"
        raise ValueProblem(f"expected the id of an entity, found {shown(value)}", way_out)
    return unicodedata.normalize("NFC", text(value))


def day(value: object) -> date:
    """Return a day, written YYYY-MM-DD."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise ValueProblem(f"expected a day, found {shown(value)}", "write it as YYYY-MM-DD")
    if len(value) == len("2026-10-05") and value[4] == value[7] == "-":
        with suppress(ValueError):
            return date.fromisoformat(value)
    try:
        return parse_day(str(value))
    except ValueError as error:
        raise ValueProblem(str(error), None) from None


def flag(value: object) -> bool:
    """Return true or false, written in these words."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Plain) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    if value is None:
        raise ValueProblem("`true` or `false` is missing", "write one of the two, or leave the line out")
    raise ValueProblem(f"{shown(value)} is neither true nor false", "write `true` or `false`, without quotes")


def free_scalar(value: object) -> Scalar:
    """Return one of the team's own values as YAML 1.2 reads it."""
    if isinstance(value, (dict, list)) or value is None:
        raise ValueProblem(f"expected a single value, found {shown(value)}", "write a text, number, true or false")
    if not isinstance(value, Plain):
        return value if isinstance(value, (bool, int, float)) else str(value)
    if value.lower() in {"true", "false"}:
        return value.lower() == "true"
    if is_in_other_base(value):
        return int(value, 0)
    try:
        return any_number(value)
    except ValueProblem:
        return str(value)


def option(value: object) -> Option:
    """Return an option of a rule: a single value, or a list of single values."""
    return tuple([free_scalar(item) for item in value]) if isinstance(value, list) else free_scalar(value)


def period(value: object, fiscal_year_start: int = 1) -> Period:
    """Return a period, written as one of `period.FORMS`."""
    if isinstance(value, Period):
        return value
    if not isinstance(value, str):
        raise ValueProblem(f"expected a day or period, found {shown(value)}", f"write {FORMS}")
    try:
        return parse_period(str(value), fiscal_year_start)
    except ValueError as error:
        message, _, hint = str(error).partition(": write ")
        raise ValueProblem(message, f"write {hint}" if hint else None) from None


def cadence(value: object) -> Cadence:
    """Return a cadence: `weekly`, `monthly`, `10d`, `2m` and the like."""
    if isinstance(value, Cadence):
        return value
    try:
        return parse_cadence(text(value))
    except ValueProblem:
        raise
    except ValueError as error:
        message, _, hint = str(error).partition(": write ")
        raise ValueProblem(message, f"write {hint}" if hint else None) from None


@dataclass(frozen=True, slots=True)
class Relative:
    """A target as a distance from the baseline: of its size (`%`) or in points of a percentage (`pp`)."""

    by: float
    unit: str

    @property
    def text(self) -> str:
        """The distance as it is written in a file: `+20%`, `-5pp`."""
        return f"{self.by:+g}{self.unit}"


Target = int | float | Relative | str
"""A number, a distance from the baseline, or the text of a rubric's level."""


def target(value: object) -> Target:
    """Return a target; refuse `+20`, which could mean either of two things."""
    if isinstance(value, Relative):
        return value
    if isinstance(value, str) and (found := _RELATIVE.fullmatch(value.strip())):
        return _relative(found)
    if isinstance(value, str) and (found := _BY.fullmatch(value.strip())):
        size = found[1]
        raise ValueProblem(
            f"{shown(value)} is a way to go, and not a number to reach",
            f"write `+{size}%` for growth by {size} % of the baseline, `+{size}pp` for {size} points of a %, or the "
            "number to reach; with `-` where it is to fall",
        )
    if isinstance(value, Plain):
        if value.startswith("+"):
            size = value[1:]
            raise ValueProblem(
                f"{shown(value)} is ambiguous as a target",
                f'write "+{size}%" for growth by {size} % of the baseline, or "+{size}pp" for {size} points of a %, '
                f"or {size} for the number to reach",
            )
        return amount(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return amount(value)
    return text(value)


def _relative(found: re.Match[str]) -> Relative:
    """Return the distance that `_RELATIVE` found."""
    size = amount(Plain(found[2]))
    return Relative(-float(size) if found[1] == "-" else float(size), found[3])


def value_before(field: str, was: object, fiscal_year_start: int = 1) -> Any:
    """Return what `was` of a moved goalpost stands for in its field.

    A period for `start` and `due`, a weight from 0, a target as it is written; for a baseline a number, `first`, or
    the text of a rubric's level. Raise ValueProblem where it can't be that.
    """
    if field in {"start", "due"}:
        return period(str(was), fiscal_year_start)
    if field in {"target", "baseline"} and isinstance(was, str):
        return target(was)
    if isinstance(was, bool) or not isinstance(was, (int, float)):
        raise not_a_number(was)
    if field == "weight" and was < 0:
        raise ValueProblem(f"{shown(was)} is below 0", "write a number from 0")
    return amount(was)


def change(value: object) -> Relative:
    """Return an expected change, written with its sign and unit: `+2pp`, `-10%`."""
    if isinstance(value, Relative):
        return value
    if isinstance(value, str) and (found := _RELATIVE.fullmatch(value.strip())):
        return _relative(found)
    if isinstance(value, str) and _DISTANCE.fullmatch(value.strip()):
        return Relative(float(amount(Plain(value.strip()))), "")
    raise ValueProblem(
        f"{shown(value)} is not a change", 'write "+2pp", "-10%", or "+200" in the unit of the key result'
    )
