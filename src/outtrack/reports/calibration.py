"""How good forecasts and the owners' own confidence have been, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.compute.calibration import LEAST, Judged, Said, judged, replay
from outtrack.figures import percent
from outtrack.shapes import EMPTY, Cell, Column, Row, Table

if TYPE_CHECKING:
    from outtrack.shapes import Data
    from outtrack.snapshot import Snapshot

COLUMNS = (
    Column("what", "What was said"),
    Column("n", "Times", is_right=True, label="{} times"),
    Column("came", "Came true", is_right=True, label="{} came true"),
    Column("brier", "Brier score", is_headline=True, is_right=True, label="Brier score {}"),
    Column("ece", "Calibration error", is_right=True, label="calibration error {}"),
    Column("inside", "Within 80% interval", is_right=True, label="{} within the interval"),
)


def calibration(snapshot: Snapshot) -> Table:
    """Return the figures of the forecasts of key results that are over, beside those of simpler ways to tell."""
    found = list(replay(snapshot))
    many = len({one.key_result for one in found})
    share = sum(one.is_inside for one in found) / len(found) if found else None
    base = sum(one.came for one in found) / len(found) if found else 0.0
    rows = (
        ("forecast", "Forecasts", judged([Said(one.chance, one.came) for one in found]), share),
        ("pace", "Pace alone, yes or no", judged([Said(float(one.by_pace), one.came) for one in found]), None),
        ("base_rate", "The share that came true, always", judged([Said(base, one.came) for one in found]), None),
        (
            "confidence", "The owners' confidence",
            judged([Said(one.confidence, one.came) for one in found if one.confidence is not None]), None,
        ),
    )  # fmt: skip
    notes = []
    if not found:
        notes.append("no key result is over that was forecast: it takes three values, and one near the due date")
    elif many < LEAST:
        notes.append(f"{many} of {LEAST} key results that are over: too few to tell how good these are")
    return Table(
        report="calibration",
        as_of=snapshot.as_of,
        title=snapshot.config.name or snapshot.workspace.root.name,
        columns=COLUMNS,
        is_headed=True,
        rows=tuple(_row(*one) for one in rows),
        summary={"key_results": many, "needed": LEAST, "forecasts": len(found)},
        notes=tuple(notes),
    )


def _row(id: str, what: str, found: Judged | None, inside: float | None) -> Row:
    if found is None:
        cells = (Cell(what), Cell("0"), EMPTY, Cell("—", "dim"), EMPTY, EMPTY)
    else:
        cells = (
            Cell(what), Cell(str(found.n)), Cell(percent(found.came)), Cell(f"{found.brier:.3f}"),
            Cell(f"{found.ece:.3f}"), Cell(percent(inside)) if inside is not None else EMPTY,
        )  # fmt: skip
    data: Data = {
        "id": id,
        "what": what,
        "n": found.n if found else 0,
        "brier": found.brier if found else None,
        "calibration_error": found.ece if found else None,
        "came": found.came if found else None,
        "inside": inside,
    }
    return Row(cells, lambda: data)
