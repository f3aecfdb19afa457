"""The size that an experiment needs, as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from outtrack.compute.comparing import FULL
from outtrack.compute.size import Size, Wanted, size
from outtrack.figures import number
from outtrack.shapes import Block, Cell, Page, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outtrack.shapes import Data


YEAR: Final = 365.25
OUT_OF_REACH: Final = 2 * YEAR
"""After so many days neither the product nor the people who use it are the same."""


def size_page(wanted: Wanted, as_of: date | None, title: str, unit: str = "", notes: tuple[str, ...] = ()) -> Page:
    """Return what an experiment needs; `unit` is that of a mean."""
    found = size(wanted)
    blocks = (
        Block(facts=tuple(_asked(wanted, unit))),
        Block("What it takes", facts=tuple(_answer(wanted, found, unit))),
    )
    sheet = Sheet(Cell(title, "strong"), blocks, _data(wanted, found, title))
    return Page(report="experiment", as_of=as_of, sheets=(sheet,), notes=notes)


def _asked(wanted: Wanted, unit: str) -> Iterator[tuple[str, Cell]]:
    if wanted.sd is None:
        yield "baseline", Cell(f"{_number((wanted.baseline or 0) * FULL)}%")
        if wanted.lift is not None:
            whole = ((wanted.baseline or 0) + wanted.lift) * FULL
            yield "lift", Cell(f"{_points(wanted.lift)}, to {_number(whole)}%")
    else:
        yield "spread", Cell(f"a standard deviation of {_number(wanted.sd)}{_with(unit)}")
        if wanted.lift is not None:
            yield "difference", Cell(f"{_signed(wanted.lift)}{_with(unit)}")
    shared = [f"{wanted.looks} looks"] if wanted.looks > 1 else []
    shared += [f"{wanted.arms - 1} arms against the control"] if wanted.arms > 2 else []  # noqa: PLR2004 - one more
    text = f"{wanted.alpha:g}"
    if shared:
        text += f", shared evenly between {' and '.join(shared)}: {wanted.each:.3g} each"
    yield "alpha", Cell(text)
    yield "power", Cell(f"{wanted.power:g}")
    yield "arms", Cell(str(wanted.arms))
    if wanted.traffic:
        yield "traffic", Cell(f"{_number(wanted.traffic)} people a day")


def _answer(wanted: Wanted, found: Size, unit: str) -> Iterator[tuple[str, Cell]]:
    if found.per_arm is not None and found.total is not None:
        yield "people per arm", Cell(number(found.per_arm), "strong")
        yield "people in all", Cell(number(found.total))
        yield "days", _days(found.days)
    if wanted.n is not None:
        if found.detectable is None:
            text = "nothing: no rise up to 100% is large enough"
        else:
            text = _points(found.detectable) if wanted.sd is None else f"{_signed(found.detectable)}{_with(unit)}"
        yield f"with {number(wanted.n)} per arm", Cell(f"the least that shows: {text}", "strong")
        if found.days_of_n is not None or found.per_arm is None:  # what is missing is said once
            yield "days for these", _days(found.days_of_n)


def _days(days: int | None) -> Cell:
    if days is None:
        return Cell("— (say how many people a day: --traffic)", "dim")
    if days <= OUT_OF_REACH:
        return Cell(number(days))
    return Cell(f"{number(days)}, which is {number(round(days / YEAR))} years: out of reach", "warn")


def _number(value: float) -> str:
    return number(float(f"{value:.4g}"))


def _points(share: float) -> str:
    return f"{_signed(share * FULL)}pp"


def _signed(value: float) -> str:
    return f"{'-' if value < 0 else '+'}{number(float(f'{abs(value):.3g}'))}"


def _with(unit: str) -> str:
    return f" {unit}" if unit else ""


def _data(wanted: Wanted, found: Size, title: str) -> Data:
    return {
        "title": title,
        "baseline": wanted.baseline,
        "lift": wanted.lift,
        "sd": wanted.sd,
        "alpha": wanted.alpha,
        "alpha_each": wanted.each,
        "power": wanted.power,
        "arms": wanted.arms,
        "looks": wanted.looks,
        "traffic": wanted.traffic,
        "n_per_arm": found.per_arm,
        "n_total": found.total,
        "days": found.days,
        "n": wanted.n,
        "detectable": found.detectable,
        "days_of_n": found.days_of_n,
    }
