"""What somebody types for a key result, as the value that its file holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from outtrack.acts.base import RefusedError
from outtrack.compute.progress import shape
from outtrack.figures import amount as with_unit
from outtrack.model.amounts import ValueProblem, amount, not_a_number
from outtrack.model.key_result import FULL
from outtrack.scalar import Plain, shown

if TYPE_CHECKING:
    from outtrack.model.key_result import KeyResult

_SAME: Final = {
    "percent": "%",
    "€": "eur",
    "$": "usd",
    "£": "gbp",
    "¥": "jpy",
    "min": "minutes",
    "h": "hours",
    "d": "days",
}
_FACTOR: Final = 10
"""A value that is so many times the last one, or so small a part of it, is doubted."""


def value_of(kr: KeyResult, unit: str | None, text: str) -> float | str:
    """Return the value that was typed: a number, or for a rubric the text of a level; raise RefusedError for others.

    A unit behind the number is fine where it is that of the key result.
    """
    kind, name = shape(kr), kr.name
    if kind == "milestones":
        raise RefusedError(f"`{name}` has milestones, no value: say `--done MILESTONE` when one is reached")
    if kr.counts:
        raise RefusedError(f"`{name}` counts {kr.counts} from insights: add an insight with `signal: for` instead")
    if kind == "rubric":
        return _level(kr, text)
    number = number_of(text, unit, name)
    if kind == "self_reported" and not 0 <= number <= FULL:
        raise RefusedError(f"`{name}` is reported by feeling, from 0 to 100, not {text}")
    return number


def number_of(text: str, unit: str | None, name: str) -> float:
    """Return the number in a text, with or without its unit; raise RefusedError with the way out for anything else."""
    try:
        return amount(Plain(text.strip()))
    except ValueProblem as found:
        problem = found if found.number or not text.strip() else not_a_number(text)
    if problem.number and problem.unit:
        if _is_same(problem.unit, unit) and "," in text:  # 21,4% and 1,234% would be read in two ways
            raise RefusedError(f"`{name}`: {shown(text)} has a comma in it: write {problem.number}")
        if _is_same(problem.unit, unit):
            return amount(Plain(problem.number))
        counted = f"is counted in {unit}" if unit else "has no unit"
        raise RefusedError(
            f"`{name}` {counted}, and {shown(text)} is something else: write {problem.number} if it is not"
        )
    way_out = problem.way_out("") or ""
    raise RefusedError(f"`{name}`: {problem.message}{f'; {way_out}' if way_out else ''}")


def _is_same(said: str, unit: str | None) -> bool:
    """Return whether a unit as it was typed means the key result's."""
    if unit is None:
        return False
    one, other = said.casefold().strip(), unit.casefold().strip()
    if one.startswith("/"):  # 50/week, of tickets/week
        return other.endswith(one)
    return _SAME.get(one, one) == _SAME.get(other, other)


def _level(kr: KeyResult, text: str) -> float | str:
    """Return a level of a rubric, named by its text in any case or by its place from 1."""
    wanted = text.strip().casefold()
    for level in kr.levels:
        if level.casefold() == wanted:
            return level
    if wanted.isdigit() and 1 <= int(wanted) <= len(kr.levels):
        return int(wanted)
    levels = ", ".join(f"{place} {level}" for place, level in enumerate(kr.levels, 1))
    raise RefusedError(f"`{kr.name}` has no level {shown(text)}: its levels are {levels}")


def share_of(text: str, name: str) -> float:
    """Return a share of 1: `0.6`, or `60%`; raise RefusedError for what is none. `name` is what it is called."""
    given = text.strip()
    try:
        number = amount(Plain(given.removesuffix("%").strip()))
    except ValueProblem:
        raise RefusedError(f"the {name} is a number from 0 to 1, such as 0.6, not `{given}`") from None
    share = number / 100 if given.endswith("%") else number
    if not 0 <= share <= 1:
        near = f": write {number / 100:g} or {number:g}%" if 1 < number <= FULL else ""
        raise RefusedError(f"the {name} is from 0 to 1, not {given}{near}")
    return share


def doubt(value: float, last: float | None, unit: str | None) -> str | None:
    """Return why a value may be mistyped: it is another order of magnitude than the last one; None where it is not."""
    if last is None or not last or not value or (value > 0) is not (last > 0):
        return None
    ratio = value / last
    before = with_unit(last, unit)
    if 1 / _FACTOR < ratio < _FACTOR:
        return None
    if unit in {"%", "percent"} and 0 < value <= 1:
        return f"{with_unit(value, unit)} after {before}: is a share of 1 meant? {value:g} is {value * 100:g}%"
    times = f"{ratio:.0f} times" if ratio > 1 else f"{1 / ratio:.0f} times less than"
    return f"{with_unit(value, unit)} is {times} the last value, {before}: is that right?"
