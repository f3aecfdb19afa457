"""Experiments: the board by state, and one of them with its statistics and what they allow to conclude."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from outtrack.compute.before_after import Shift, shift
from outtrack.compute.ladder import Rung, data_points, rung
from outtrack.compute.terms import EXPERIMENT_STATES, experiment_state
from outtrack.compute.trial import Trial, trial
from outtrack.figures import number, words
from outtrack.reports.conclusions import advice_block, advice_cell, conclusions, no_figures, shift_block
from outtrack.reports.fields import bare, later_fields, with_fields
from outtrack.reports.lines import entity_data, experiment_text
from outtrack.reports.outlooks import TO
from outtrack.reports.registration import History, missing_text, registration
from outtrack.reports.result import result, too_early
from outtrack.reports.trial_data import shift_data, trial_data
from outtrack.reports.values import known_readings, where_text
from outtrack.shapes import Block, Cell, Column, Page, Row, Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outtrack.compute.standing import Standings
    from outtrack.model.experiment import Experiment
    from outtrack.shapes import Data
    from outtrack.snapshot import Snapshot

COLUMNS = (
    Column("title", "Experiment"),
    Column("method", "Method", is_headline=True),
    Column("rung", "Evidence", label="evidence {}"),
    Column("n", "People", is_right=True, label="{} people"),
    Column("advice", "Figures say", label="figures say: {}"),
    Column("decision", "Decision", label="decided: {}"),
    Column("days", "Days", label="{}"),
    Column("next", "Next", is_aside=True),
    Column("id", "Id", is_aside=True),
)


class Evidence(NamedTuple):
    """What is known of an experiment on a day."""

    state: str
    unit: str | None
    trial: Trial
    shift: Shift | None
    """For a before and after."""
    rung: Rung | None
    n: int | None

    @property
    def advice(self) -> str | None:
        """What the figures allow to conclude; None where they allow nothing."""
        return self.trial.advice or (self.shift.advice if self.shift else None)


def evidence(snapshot: Snapshot, experiment: Experiment) -> Evidence:
    """Return what the figures of an experiment say on the day of the snapshot."""
    as_of, experiment = snapshot.as_of, known_result(experiment, snapshot.as_of)
    metric = snapshot.metric(experiment.metric)
    unit = metric.unit if metric else None
    state = experiment_state(experiment, as_of)
    moved = None
    found = trial(experiment, unit, as_of)
    if experiment.method == "before_after" and state != "planned":
        stopped = experiment.stopped
        readings = known_readings(metric, snapshot) if metric else []
        moved = shift(experiment, readings, unit, min(stopped, as_of) if stopped else as_of)
        if metric is None:
            moved = moved._replace(missing="needs a metric with readings: add `metric: ID`")
        is_open = state == "running" and experiment.stop is not None and experiment.stop > as_of
        if is_open and moved.advice and found.advice is None:
            found = found._replace(advice="interim")
    n = data_points(experiment)
    return Evidence(state, unit, found, moved, rung(experiment.method, n), n)


def known_result(experiment: Experiment, as_of: date) -> Experiment:
    """Return an experiment without the result where that was not known on a day yet."""
    is_later = "result" in later_fields(experiment, as_of) or (experiment.start and experiment.start > as_of)
    return replace(experiment, result=None) if is_later else experiment


def board(snapshot: Snapshot, standings: Standings, chosen: set[str] | None) -> Table:
    """Return the experiments that are chosen, by their state: planned, running, stopped, decided."""
    found = [one for one in snapshot.all("experiment") if chosen is None or one.ref in chosen]
    rows = [_row(snapshot, standings, one) for one in found]
    rows.sort(key=lambda row: EXPERIMENT_STATES.index(row.group or ""))
    is_missing = not snapshot.names.records.get("experiment") and not snapshot.is_empty
    notes = () if rows or not is_missing else ("there is no experiment yet: `outtrack new experiment`",)
    return Table(
        report="experiment", as_of=snapshot.as_of, title=snapshot.config.name or snapshot.workspace.root.name,
        columns=COLUMNS, rows=tuple(rows), notes=notes,
    )  # fmt: skip


def _row(snapshot: Snapshot, standings: Standings, one: Experiment) -> Row:
    found = evidence(snapshot, one)
    is_decided = found.state == "decided"
    cells = (
        Cell(one.title),
        Cell(words(one.method or "no method")),
        Cell(_rung_text(found.rung)),
        Cell(number(found.n) if found.n is not None else ""),
        advice_cell(found.advice) if found.advice else Cell(),
        Cell(words(one.decision or "") if is_decided else ""),
        Cell(_days(one)),
        Cell(_next(snapshot, one, found)),
        Cell(one.id, "dim"),
    )
    return Row(cells, partial(_data, snapshot, standings, one, found), group=found.state)


def _days(one: Experiment) -> str:
    end = one.stopped or one.stop
    return f"{one.start or '?'} to {end or '?'}" if one.start or end else ""


def _next(snapshot: Snapshot, one: Experiment, found: Evidence) -> str:
    """Return what is to be done about an experiment."""
    if found.state == "stopped":
        return f"decide: outtrack decide {one.id}"
    if found.state == "decided":
        return "" if one.learned else "what was learned? outtrack decide --learned"
    missing = missing_text(one)
    if missing:
        return f"{'started without' if found.state == 'running' else 'before the start, set'} {missing}"
    if found.state == "running" and one.stop and one.stop < snapshot.as_of:
        return _was_to_stop(one)
    return "" if one.start or found.state != "planned" else "has no day to start"


def _was_to_stop(one: Experiment) -> str:
    return f"was to stop on {one.stop}"


def _rung_text(found: Rung | None) -> str:
    if found is None:
        return "—"
    place = f"{found.low:g}" if found.low == found.high else f"{found.low:g}{TO}{found.high:g}"
    return f"{place}{'*' if found.is_own else ''} ({'do' if found.is_doing else 'say'})"


def page(snapshot: Snapshot, standings: Standings, ref: str, history: History) -> Page:
    """Return the page of one experiment."""
    one: Experiment = snapshot.get(ref)
    found = evidence(snapshot, one)
    blocks = [Block(facts=tuple(_facts(snapshot, one, found)))]
    block, registered = registration(snapshot, one, history)
    blocks.append(block)
    known = known_result(one, snapshot.as_of)
    blocks += result(known) if known.result or not _is_too_early(snapshot, one) else [too_early(one)]
    blocks += conclusions(found.trial, found.unit)
    if found.shift:
        blocks.append(shift_block(found.shift, found.unit))
    elif known.result and not known.result.arms and not known.result.guardrails:
        blocks.append(no_figures())
    if found.advice:
        blocks.append(advice_block(found.advice, found.trial))
    if found.state == "decided":
        blocks.append(Block("Decision", facts=tuple(_decision(one))))
    data = _data(snapshot, standings, one, found) | {"pre_registration": registered}
    data["statistics"] = trial_data(found.trial)
    data["before_after"] = shift_data(found.shift) if found.shift else None
    data["path"] = snapshot.workspace.prefix + snapshot.place(ref).path
    sheet = Sheet(Cell(one.title, "strong"), tuple(blocks), with_fields(data, snapshot, known))
    return Page(report="experiment", as_of=snapshot.as_of, sheets=(sheet,))


def _is_too_early(snapshot: Snapshot, one: Experiment) -> bool:
    """Return whether there are figures of what has not started by today: by mistake, and not for an earlier day."""
    return bool(one.start and one.start > snapshot.today and one.result and (one.result.arms or one.result.guardrails))


def _facts(snapshot: Snapshot, one: Experiment, found: Evidence) -> Iterator[tuple[str, Cell]]:
    yield "experiment", Cell(one.id)
    is_late = found.state == "running" and one.stop is not None and one.stop < snapshot.as_of
    state = experiment_text(one, snapshot.as_of)
    yield "state", Cell(f"{state}, and {_was_to_stop(one)}: add `stopped`", "warn") if is_late else Cell(state)
    if days := _days(one):
        yield "days", Cell(days)
    if one.owner:
        yield "owner", Cell(", ".join(one.owner))
    if one.tests:
        yield "tests", Cell(", ".join(map(bare, one.tests)) + (f", that {one.assumption}" if one.assumption else ""))
    yield from _hypothesis(one)
    yield "method", Cell(words(one.method or "not said: add `method`"))
    yield "evidence", Cell(_evidence_text(found))
    yield "file", Cell(where_text(snapshot, one.ref), "dim")


def _hypothesis(one: Experiment) -> Iterator[tuple[str, Cell]]:
    said = one.hypothesis
    if said is None:
        yield "hypothesis", Cell("none: add `hypothesis`", "warn")
        return
    if said.statement:
        yield "hypothesis", Cell(said.statement)
    for label, text in (
        ("we believe", said.we_believe), ("will result in", said.will_result_in), ("we know when", said.we_know_when),
    ):  # fmt: skip
        if text:
            yield label, Cell(text)


def _evidence_text(found: Evidence) -> str:
    """Return what a test can prove by its method, and on how much it rests."""
    many = f"{number(found.n)} data points" if found.n is not None else "the number of data points is not said"
    if found.n == 1:
        many = "1 data point"
    if found.rung is None:
        return f"its method has no place on the ladder; {many}"
    place = _rung_text(found.rung).partition(" ")[0]
    own = " (* our placing)" if found.rung.is_own else ""
    what = "what people do" if found.rung.is_doing else "what people say, which is less than what they do"
    return f"{place} of 10{own}; {what}; {many}"


def _decision(one: Experiment) -> Iterator[tuple[str, Cell]]:
    yield "decision", Cell(f"{words(one.decision or '')}{f', on {one.decided}' if one.decided else ''}")
    yield "learned", Cell(one.learned) if one.learned else Cell("nothing is written down: add `learned`", "warn")
    if one.next:
        yield "next", Cell(", ".join(map(bare, one.next)))


def _data(snapshot: Snapshot, standings: Standings, one: Any, found: Evidence) -> Data:
    return entity_data(one, snapshot, standings) | {
        "state": found.state,
        "method": one.method,
        "rung": {"low": found.rung.low, "high": found.rung.high, "is_own": found.rung.is_own} if found.rung else None,
        "shows": ("does" if found.rung.is_doing else "says") if found.rung else None,
        "data_points": found.n,
        "advice": found.advice,
        "start": one.start,
        "stop": one.stop,
        "stopped": one.stopped,
        "missing": missing_text(one),
    }
