"""The rows of the map of influence: where each outcome stands, and what that asks for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from outtrack.compute.leverage import FIRM
from outtrack.figures import percent
from outtrack.shapes import Cell, Column, Row, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outtrack.model.outcome import Outcome
    from outtrack.reports.map import Leverages
    from outtrack.shapes import Data

COLUMNS: Final = (
    Column("title", "Outcome"),
    Column("rank", "#", is_headline=True, is_right=True),
    Column("influence", "Influence", is_headline=True, is_right=True),
    Column("direct", "direct", is_right=True, label="{} direct"),
    Column("indirect", "indirect", is_right=True, label="{} indirect"),
    Column("prerequisites", "Prereq.", is_right=True, label="prerequisites {}"),
    Column("attention", "Attention", label="{}"),
    Column("firm", "Firm", label="{}", is_right=True),
    Column("share", "Passed on", is_right=True, label="passes on {}"),
    Column("id", "Id", is_aside=True),
)
ATTENTION: Final = {
    1: "start now",
    2: "plan and coordinate",
    3: "measures the impact",
    4: "start any time",
}
"""What each quadrant asks for, in a few words."""
NAMES: Final = {1: "High leverage", 2: "Complex", 3: "Overall impact", 4: "Singular"}
TONES: Final[Mapping[int, Tone]] = {1: "good", 2: "warn", 3: "accent", 4: "dim"}
MOVING: Final = "What moves it"
MOVED: Final = "What it moves"
UNMAPPED: Final = "not mapped"
_NEAR: Final = 5e-4


def row(known: Leverages, name: str, group: str | None, share: float | None) -> Row:
    """Return the row of an outcome, under a group and with what is passed on where it stands in a part of the map."""
    outcome, found = known.snapshot.get(name), known.found[name]
    rank, firm = known.ranks.get(name), known.firm.get(name)
    passed = Cell() if share is None else Cell(_figure(share), label="gets {}" if group == MOVED else "")
    data = partial(_data, known, outcome, group, share)
    if found.quadrant is None:
        blank = (Cell(),) * 4
        cells = (Cell(outcome.title), Cell("—", "dim"), *blank, Cell(UNMAPPED, "dim"), Cell(), passed)
    else:
        cells = (
            Cell(outcome.title), Cell(str(rank)), Cell(_figure(found.influence)), Cell(_figure(found.direct)),
            Cell(_figure(found.indirect)), Cell(_figure(found.prerequisites)),
            Cell(ATTENTION[found.quadrant], TONES[found.quadrant]), _firm(firm), passed,
        )  # fmt: skip
    return Row((*cells, Cell(outcome.id, "dim")), data, group=group)


def _firm(firm: float | None) -> Cell:
    if firm is None:
        return Cell()
    return Cell(f"soft {percent(firm)}", "warn") if firm < FIRM else Cell(percent(firm))


def _figure(value: float) -> str:
    return f"{value:.2f}" if value >= _NEAR * 10 or value < _NEAR / 1e3 else "<0.01"


def _data(known: Leverages, outcome: Outcome, group: str | None, share: float | None) -> Data:
    found = known.found[outcome.ref]
    firm = known.firm.get(outcome.ref)
    return {
        "kind": "outcome",
        "id": outcome.ref,
        "title": outcome.title,
        "area": outcome.area,
        "group": group,
        "rank": known.ranks.get(outcome.ref),
        "influence": found.influence,
        "direct": found.direct,
        "indirect": found.indirect,
        "prerequisites": found.prerequisites,
        "quadrant": found.quadrant,
        "attention": ATTENTION[found.quadrant] if found.quadrant else UNMAPPED,
        "circle": known.circles.get(outcome.ref),
        "firm": firm,
        "is_soft": None if firm is None else firm < FIRM,
        "passed_on": share,
    }
