"""Everything about one key result on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.compute.outlook import outlook_of
from outtrack.compute.progress import FORECAST_SHAPES, REQUIRED_SHARE
from outtrack.compute.status import ENDED
from outtrack.compute.terms import indicator
from outtrack.figures import amount, percent
from outtrack.reports.data import key_result_data
from outtrack.reports.explain import explain_key_result
from outtrack.reports.fields import with_fields
from outtrack.reports.outlooks import next_checkin, outlook_data, outlook_text, seasonal
from outtrack.reports.texts import (
    age_text,
    now_text,
    progress_cell,
    remark,
    target_text,
    trend,
    trend_text,
    weight_text,
)
from outtrack.reports.values import where_text
from outtrack.shapes import Block, Cell, Column, Data, Row, Sheet, status_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.series import Measurement
    from outtrack.compute.standing import OutcomeStanding, Standings
    from outtrack.model.key_result import Milestone
    from outtrack.snapshot import Snapshot

CHECKIN_COLUMNS = (
    Column("date", "Date"),
    Column("value", "Value", is_headline=True, is_right=True),
    Column("confidence", "Sure", is_headline=True, is_right=True),
    Column("by", "By", is_headline=True),
    Column("note", "Note"),
)


def key_result_sheet(snapshot: Snapshot, standings: Standings, ref: str, *, with_explanation: bool) -> Sheet:
    """Return the page of a key result; on request, with every figure opened."""
    name = ref.partition(":")[2]
    standing = standings.of(f"outcome:{name.partition('/')[0]}")
    if standing is None:
        raise KeyError(ref)
    one = next(one for one in standing.key_results if one.id == name)
    data = key_result_data(standing, one)
    stated = _stated(snapshot, one)
    data |= {
        "indicator": indicator(standing.outcome, one.key_result),
        "ambition": one.key_result.ambition or standing.outcome.ambition,
        "required": (one.key_result.required or REQUIRED_SHARE) if one.key_result.keep else None,
        "checkins": [_checkin_data(*pair) for pair in stated],
        "forecast": outlook_data(outlook_of(one), one.key_result.seasonality),
    }
    data = with_fields(data, snapshot, one.key_result)
    data["path"] = snapshot.workspace.prefix + snapshot.place(standing.outcome.ref).path
    blocks = [Block(facts=tuple(_key_result_facts(snapshot, standing, one)))]
    if one.key_result.description:
        blocks.append(Block("Description", text=one.key_result.description))
    if one.key_result.milestones:
        facts = tuple(
            (
                str(step.done) if step.done and step.done <= snapshot.as_of else "open",
                Cell(_milestone(step)),
            )
            for step in one.key_result.milestones
        )
        blocks.append(Block("Milestones", facts=facts))
    if one.key_result.levels:
        facts = tuple((str(place), Cell(text)) for place, text in enumerate(one.key_result.levels, 1))
        blocks.append(Block("Levels", facts=facts))
    rows = _checkins(one, stated)
    if rows:
        blocks.append(Block("Check-ins", columns=CHECKIN_COLUMNS, rows=rows))
    if with_explanation:
        found = explain_key_result(snapshot, standing, one)
        blocks += found[0]
        data["explain"] = found[1]
    return Sheet(Cell(one.key_result.title, "strong"), tuple(blocks), data)


def _key_result_facts(
    snapshot: Snapshot, standing: OutcomeStanding, one: KeyResultStanding
) -> Iterator[tuple[str, Cell]]:
    kr = one.key_result
    yield "key result", Cell(one.id)
    yield "of", Cell(standing.outcome.title)
    qualified = remark(one.progress.raw, one.judged, one.weight, now_text(one))
    cell = status_cell(one.status)
    yield "status", Cell(f"{cell.text}; {qualified}" if qualified else cell.text, cell.tone, mark=cell.mark)
    yield "progress", progress_cell(one.progress.shown, now_text(one))
    yield "now", Cell(", ".join(filter(None, [now_text(one), weight_text(one)])))
    yield "target", Cell(target_text(one) or "—")
    if one.expected is not None:
        yield "expected", Cell(f"{percent(one.expected)} by {one.expected_on}")
    yield from _forecast(snapshot, one)
    if trend(one):
        yield "trend", Cell(trend_text(one), spark=trend(one))
    if one.confidence is not None:
        yield "confidence", Cell(percent(one.confidence))
    if one.due:
        yield "period", Cell(f"{one.start or 'needs start'} to {one.due}")
    yield "cadence", Cell(one.cadence.text)
    if one.age is not None:
        yield "checked", Cell(f"{age_text(one.age)}, {one.freshness}" if one.freshness else age_text(one.age))
    owner = kr.owner or standing.outcome.owner
    if owner:
        yield "owner", Cell(", ".join(owner))
    for label, value in (("metric", kr.metric), ("source", kr.source), ("continues", kr.continues)):
        if value:
            yield label, Cell(value)
    if kr.weight != 1:
        yield "weight", Cell(f"{kr.weight:g}")
    yield from _how(standing, one)
    yield "file", Cell(where_text(snapshot, standing.outcome.ref, ("key_results", one.index, "title")), "dim")


def _forecast(snapshot: Snapshot, one: KeyResultStanding) -> Iterator[tuple[str, Cell]]:
    if one.status not in ENDED and one.shape in FORECAST_SHAPES:
        found = outlook_of(one)
        yield "forecast", Cell(outlook_text(found, one.unit, one.due, snapshot.as_of, next_checkin(one)))
        if warning := seasonal(found, one.key_result.seasonality):
            yield "", Cell(warning, "warn")


def _how(standing: OutcomeStanding, one: KeyResultStanding) -> Iterator[tuple[str, Cell]]:
    """Yield what says how it is to be read: leading or lagging, how much is a success, how progress should come."""
    kr = one.key_result
    yield "indicator", Cell(indicator(standing.outcome, kr))
    yield "ambition", Cell(kr.ambition or standing.outcome.ambition)
    if kr.keep:
        yield "required", Cell(f"{percent(kr.required or REQUIRED_SHARE)} of the days within bounds")
    if kr.pace:
        starts = f", from {kr.pace.starts}" if kr.pace.starts else ""
        points = "".join(f"; {percent(share)} by {day}" for day, share in sorted((kr.pace.points or {}).items()))
        yield "pace", Cell(f"{kr.pace.kind}{starts}{points}")
    if kr.seasonality:
        yield "seasonality", Cell(kr.seasonality)


def _milestone(step: Milestone) -> str:
    more = [f"due {step.due.text}" if step.due else "", f"weight {step.weight:g}" if step.weight != 1 else ""]
    remark = ", ".join(filter(None, more))
    return f"{step.title} ({remark})" if remark else step.title


def _stated(snapshot: Snapshot, one: KeyResultStanding) -> list[tuple[Measurement, Any]]:
    """Return what counts, each with the record of the file in which it stands."""
    loose = {(record.path, record.document): record for record in snapshot.checkin_files}
    found = []
    for entry in one.series.counted:
        place = entry.place
        record: Any = snapshot.get(entry.ref) if entry.ref else loose[place.path, place.document].entity
        for key in place.keys if entry.ref else ():
            record = record[key] if isinstance(key, int) else getattr(record, key)
        found.append((entry, record))
    return found


def _checkin_data(entry: Measurement, stated: Any) -> Data:
    data = {key: getattr(entry, key) for key in ("date", "value", "confidence", "by", "note")}
    more = {key: getattr(stated, key, None) for key in ("delta", "evidence", "source")}
    return data | more | {"correction": entry.correction}


def _note(entry: Measurement, stated: Any) -> str:
    """Return what is said beside a value: the note, what shows it, where it was read."""
    more = [f"{key}: {text}" for key in ("evidence", "source") if (text := getattr(stated, key, None))]
    return "; ".join([*filter(None, [entry.note]), *more, *(["a correction"] if entry.correction else [])])


def _checkins(one: KeyResultStanding, stated: list[tuple[Measurement, Any]]) -> tuple[Row, ...]:
    found = sorted(stated, key=lambda pair: pair[0].date, reverse=True)
    return tuple(
        Row(
            (
                Cell(str(entry.date)),
                Cell(entry.value if isinstance(entry.value, str) else amount(entry.value, one.unit)),
                Cell(percent(entry.confidence) if entry.confidence is not None else ""),
                Cell(entry.by or ""),
                Cell(_note(entry, record)),
            ),
            dict,
        )
        for entry, record in found
    )
