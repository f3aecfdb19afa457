"""Below the goals on the page of a vision: words, reviews due, what people say, metrics by stage, what is not done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

from outtrack.compute.chain import NOT_DOING
from outtrack.compute.tally import NOBODY
from outtrack.compute.terms import lifecycle
from outtrack.figures import amount, words
from outtrack.model.evidence import Stage
from outtrack.reports.texts import now_and_target
from outtrack.reports.values import known_readings
from outtrack.reports.vmgs_lines import NO_METRIC, headline, tally_data, word_text
from outtrack.shapes import EMPTY, Block, Cell, Column, Data, Row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from outtrack.compute.clocks import Clock
    from outtrack.compute.standing import Standings
    from outtrack.compute.tally import Tally
    from outtrack.snapshot import Snapshot

STAGES: Final = get_args(Stage)
"""The stages of a customer's way, in their order (AARRR)."""
_AHEAD: Final = 31
"""Reviews that are due within so many days are named."""
_KINDS: Final = ("strategy", "outcome", "opportunity", "solution")
Found = tuple[Block | None, list[Data]]


def this_month(snapshot: Snapshot, standings: Standings, goals: Collection[str], shown: Collection[str]) -> Found:
    """Return the owners' latest words about the sub-goals, or that there is no word yet."""
    rows = []
    for ref in shown:
        if ref.startswith("outcome:") and ref not in goals:
            standing = standings.outcome(snapshot.get(ref))
            one = headline(standing)
            if standing.lifecycle == "active":
                cells = (Cell(standing.outcome.title), Cell(now_and_target(one) if one else NO_METRIC),
                         Cell(word_text(standing, snapshot.as_of), "dim"))  # fmt: skip
                rows.append(Row(cells, dict))
    columns = (Column("title", "Sub-goal"), Column("metric", "Now and target", is_optional=True),
               Column("word", "This month", is_apart=True))  # fmt: skip
    return Block("Sub-goals this month", columns=columns, rows=tuple(rows)) if rows else None, []


def reviews(snapshot: Snapshot, clocks: Iterable[tuple[Any, Clock]]) -> Found:
    """Return the clocks of what is to be reviewed; on the page those that are over, or within a month."""
    rows, data = [], []
    for entity, found in clocks:
        late = found.overdue(snapshot.as_of)
        data.append({"kind": entity.kind, "id": entity.ref, "title": entity.title, "last": found.last,
                     "next": found.next, "overdue": late})  # fmt: skip
        if found.is_known and (found.next is None or (found.next - snapshot.as_of).days <= _AHEAD):
            state = "never reviewed" if found.next is None else f"{late} days overdue" if late else "soon"
            tone: Any = "" if state == "soon" else "warn"
            cells = (Cell(entity.title), Cell(words(entity.kind), "dim"), Cell(str(found.last or "—")),
                     Cell(str(found.next or "—")), Cell(state, tone))  # fmt: skip
            rows.append(Row(cells, dict))
    columns = (Column("title", "What"), Column("kind", "Kind", is_optional=True),
               Column("last", "Last", label="last {}", is_optional=True),
               Column("next", "Due", label="due {}"), Column("state", "State", is_headline=True))  # fmt: skip
    return Block("Reviews due", columns=columns, rows=tuple(rows)) if rows else None, data


def said_of(snapshot: Snapshot, heard: Mapping[str, Tally], shown: Collection[str]) -> Found:
    """Return what people said about each strategy, its sub-goals, and what is tried for them."""
    rows, data = [], []
    for ref in (one for one in shown if one.startswith("strategy:")):
        title, found = snapshot.get(ref).title, heard.get(ref, NOBODY)
        data.append({"id": ref, "title": title} | tally_data(found))
        if found.total:
            counts = (Cell(str(count)) for count in (found.pro, found.contra, found.neutral, found.customers))
            rows.append(Row((Cell(title), *counts, Cell(str(found.newest)) if found.newest else EMPTY), dict))
    columns = (
        Column("title", "Strategy"),
        Column("for", "For", is_right=True, label="{} for"),
        Column("against", "Against", is_right=True, label="{} against"),
        Column("neutral", "Neutral", is_right=True, label="{} neutral", is_optional=True),
        Column("customers", "Customers", is_right=True, label="{} customers", is_optional=True),
        Column("newest", "Newest", label="newest {}", is_optional=True),
    )
    return Block("What people say", columns=columns, rows=tuple(rows)) if rows else None, data


def stages_of(snapshot: Snapshot, standings: Standings, scope: set[str]) -> Found:
    """Return the metrics that name a stage, by stage: those that something in scope is measured by, and the watched."""
    used: dict[str, list[str]] = {}
    for standing in standings.all():
        for one in standing.key_results:
            if one.key_result.metric:
                name = one.key_result.metric.removeprefix("metric:")
                used.setdefault(name, []).append(standing.outcome.ref)
    rows, data = [], []
    for stage in STAGES:
        for metric in snapshot.all("metric"):
            if metric.stage != stage or scope.isdisjoint((metric.ref, *used.get(metric.id, ()))):
                continue
            known = known_readings(metric, snapshot)
            last = known[-1] if known else None
            now = amount(last.value, metric.unit) if last else "no data"
            values = tuple(one.value for one in known)
            cells = (Cell(metric.title), Cell(now, "" if last else "dim"), Cell(spark=values) if values[1:] else EMPTY,
                     Cell(str(last.date) if last else ""))  # fmt: skip
            rows.append(Row(cells, dict, group=stage))
            data.append({"id": metric.ref, "title": metric.title, "stage": stage, "unit": metric.unit,
                         "now": last.value if last else None, "date": last.date if last else None})  # fmt: skip
    columns = (
        Column("title", "Metric by stage"),
        Column("now", "Now", is_headline=True),
        Column("trend", "Trend", is_optional=True),
        Column("date", "Of", label="of {}", is_optional=True),
    )
    return Block("Acquisition to revenue", columns=columns, rows=tuple(rows)) if rows else None, data


def not_doing(snapshot: Snapshot, scope: Collection[str]) -> Found:
    """Return what is paused, parked, dropped or not wanted now, with its reason: saying no is half of a strategy."""
    rows, data = [], []
    for kind in _KINDS:
        for one in snapshot.all(kind):
            status = lifecycle(one, snapshot.as_of)
            if one.ref not in scope or status not in NOT_DOING:
                continue
            data.append({"kind": kind, "id": one.ref, "title": one.title, "status": status, "closed": one.closed,
                         "reason": one.reason})  # fmt: skip
            reason = Cell(one.reason.strip()) if one.reason else Cell("no reason given", "warn")
            cells = (Cell(one.title, "dim"), Cell(words(kind), "dim"), Cell(words(status), "dim"), reason)
            rows.append(Row(cells, dict))
    columns = (Column("title", "What"), Column("kind", "Kind"), Column("status", "Status", is_headline=True),
               Column("reason", "Why", is_aside=True))  # fmt: skip
    return Block("Not doing", columns=columns, rows=tuple(rows)) if rows else None, data
