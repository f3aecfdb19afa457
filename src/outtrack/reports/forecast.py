"""The chance of each target, as a table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from outtrack.compute.outlook import ahead
from outtrack.compute.status import forecast_status
from outtrack.figures import amount, number
from outtrack.names import KEY_RESULT
from outtrack.reports.outlooks import interval_text, missing_text, next_checkin, outlook_data, seasonal
from outtrack.reports.texts import likely, now_and_target
from outtrack.shapes import STATUS_TONES, Cell, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.outlook import Outlook
    from outtrack.compute.standing import OutcomeStanding, Standings
    from outtrack.shapes import Data
    from outtrack.snapshot import Snapshot

COLUMNS = (
    Column("title", "Key result"),
    Column("probability", "Chance", is_headline=True, is_right=True),
    Column("interval", "80% interval", label="80%: {}"),
    Column("now", "Now and target", label="{}"),
    Column("due", "Due", label="due {}"),
    Column("measurements", "Rests on", label="{}"),
    Column("remark", "Remark", is_aside=True),
    Column("id", "Id", is_aside=True),
)
ENDED = frozenset(("draft", "paused", "done", "dropped"))


def forecast(snapshot: Snapshot, standings: Standings, chosen: set[str] | None) -> Table:
    """Return the forecasts of the key results that are chosen; of all active outcomes where nobody chooses.

    Those without a forecast are there as well, with what they lack. Those that are over are left out unless chosen.
    """
    rows = []
    for outcome in standings.all():
        if chosen is None and outcome.lifecycle in ENDED:
            continue
        for one in outcome.key_results:
            is_chosen = chosen is None or outcome.outcome.ref in chosen or f"{KEY_RESULT}:{one.id}" in chosen
            if is_chosen and (chosen is not None or one.due is None or one.due >= snapshot.as_of):
                rows.append(_row(outcome, one, snapshot.as_of))
    notes = [] if rows else ["no key result is due on this day or later"]
    return Table(
        report="forecast", as_of=snapshot.as_of, title=snapshot.config.name or snapshot.workspace.root.name,
        columns=COLUMNS, rows=tuple(rows), notes=tuple(notes),
    )  # fmt: skip


def _row(outcome: OutcomeStanding, one: KeyResultStanding, as_of: date) -> Row:
    found = ahead(one)
    remark = "; ".join(_remarks(one, found, as_of))
    cells = (
        Cell(one.key_result.title),
        *outlook_cells(found),
        Cell(now_and_target(one)),
        Cell(str(one.due) if one.due else ""),
        Cell(rests_on(found)),
        Cell(remark),
        Cell(one.id, "dim"),
    )
    return Row(cells, partial(_data, outcome, one, found))


def outlook_cells(found: Outlook) -> tuple[Cell, Cell]:
    """Return the cells of the chance and of the interval."""
    if found.forecast is None or found.points is None:
        return Cell("—", "dim"), Cell()
    chance, interval = found.forecast.probability, interval_text(found.forecast, found.points)
    return Cell(likely(chance), STATUS_TONES[forecast_status(chance)]), Cell(interval)


def rests_on(found: Outlook) -> str:
    """Return on how many measurements a forecast rests."""
    if found.forecast is None:
        return ""
    return f"{found.forecast.n} measurements{' (few)' if found.is_few else ''}"


def _remarks(one: KeyResultStanding, found: Outlook, as_of: date) -> Iterator[str]:
    if found.missing:
        yield missing_text(found, next_checkin(one), as_of)
    elif one.freshness == "stale":
        yield "the last check-in is stale"
    if warning := seasonal(found, one.key_result.seasonality):
        yield warning


def _data(outcome: OutcomeStanding, one: KeyResultStanding, found: Outlook) -> Data:
    after = next_checkin(one)
    return {
        "kind": KEY_RESULT,
        "id": f"{KEY_RESULT}:{one.id}",
        "title": one.key_result.title,
        "outcome": outcome.outcome.ref,
        **outlook_data(found, one.key_result.seasonality),
        "now": one.progress.value,
        "target": one.progress.target,
        "unit": one.unit,
        "start": one.start,
        "due": one.due,
        "status": one.status,
        "rule": one.rule,
        "next_due": after,
    }


def of_series(found: Outlook, unit: str | None, due: date, as_of: date, title: str) -> Table:
    """Return the forecast of a series from elsewhere."""
    points = found.points
    shown = "—"
    if points:
        first, now, target = points.values[0], points.values[-1] if len(points.values) > 1 else None, points.target
        shown = f"{amount(now, unit)} ({number(first)} → {amount(target, unit)})"
    cells = (
        Cell(title), *outlook_cells(found), Cell(shown), Cell(str(due)), Cell(rests_on(found)),
        Cell(found.missing or ""), Cell(),
    )  # fmt: skip
    data = outlook_data(found) | {"title": title, "target": points.target if points else None, "unit": unit, "due": due}
    return Table(report="forecast", as_of=as_of, columns=COLUMNS[:-1], rows=(Row(cells[:-1], lambda: data),))
