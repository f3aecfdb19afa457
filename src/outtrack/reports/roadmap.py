"""What comes now, next and later, for each outcome: no dates unless somebody asks for them."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from outtrack.compute.reach import way_up, work
from outtrack.compute.terms import lifecycle
from outtrack.figures import words
from outtrack.shapes import EMPTY, Cell, Column, Data, Row, Table

if TYPE_CHECKING:
    from outtrack.model.base import Entity
    from outtrack.snapshot import Snapshot

HORIZONS: Final = ("now", "next", "later")
KINDS: Final = ("opportunity", "solution", "output")
_OUT: Final = frozenset(("done", "dropped", "parked", "solved", "inbox", "not_now"))
NOTHING: Final = "serves no outcome"


def roadmap(snapshot: Snapshot, chosen: set[str] | None, *, with_dates: bool = False) -> Table:
    """Return opportunities, solutions and outputs by outcome and horizon.

    The horizon is stated (`horizon`, or the status of an opportunity); work that is being done is now. A solution whose
    work is on the map itself is left out, and so is what has no horizon: how much that is, a note says.
    """
    placed, unplaced = [], 0
    for kind in KINDS:
        for one in snapshot.all(kind):
            if lifecycle(one, snapshot.as_of) in _OUT:
                continue
            outcomes = [ref for ref in way_up(snapshot, one.ref) if ref.startswith("outcome:")]
            if chosen is not None and one.ref not in chosen and chosen.isdisjoint(outcomes):
                continue
            horizon = horizon_of(one, snapshot)
            if horizon is None:
                unplaced += 1
            elif not _is_covered(one, snapshot):
                placed += [(ref, horizon, one) for ref in outcomes or [""]]
    titles = _titles(snapshot, {ref for ref, _, _ in placed})
    placed.sort(key=lambda one: (not one[0], titles[one[0]].casefold(), one[0], HORIZONS.index(one[1]), _order(one[2])))
    verb = "has" if unplaced == 1 else "have"
    notes = (f"{unplaced} {verb} no `horizon` (now, next or later) and {'is' if unplaced == 1 else 'are'} not here",)
    return Table(
        report="roadmap",
        as_of=snapshot.as_of,
        title=snapshot.config.name or snapshot.workspace.root.name,
        columns=_columns(with_dates=with_dates),
        rows=tuple(_row(*one, snapshot, with_dates=with_dates)._replace(group=titles[one[0]]) for one in placed),
        hidden=unplaced,
        notes=notes if unplaced else () if placed else ("nothing has a `horizon` yet: now, next or later",),
    )


def horizon_of(one: Any, snapshot: Snapshot) -> str | None:
    """Return when something comes: now, next or later; None where nobody says."""
    status = lifecycle(one, snapshot.as_of)
    if one.kind == "opportunity":
        return status if status in HORIZONS else None
    stated: str | None = one.horizon
    return stated or ("now" if status == "doing" else None)


def _is_covered(one: Entity, snapshot: Snapshot) -> bool:
    """Return whether a solution stands on the map by its work."""
    if one.kind != "solution":
        return False
    outputs = work(snapshot, snapshot.graph.down(one.ref))
    return any(lifecycle(each, snapshot.as_of) != "done" and horizon_of(each, snapshot) for each in outputs)


def _titles(snapshot: Snapshot, refs: set[str]) -> dict[str, str]:
    """Return what heads the group of each outcome: its title, with its id where two have the same title."""
    found = {ref: snapshot.get(ref) for ref in refs}
    titles = {ref: one.title if one else ref.partition(":")[2] or NOTHING for ref, one in found.items()}
    often = Counter(titles.values())
    return {ref: title if often[title] == 1 else f"{title} ({ref.partition(':')[2]})" for ref, title in titles.items()}


def _order(one: Any) -> tuple[int, bool, float, str]:
    return KINDS.index(one.kind), one.rank is None, one.rank or 0, one.id


def _columns(*, with_dates: bool) -> tuple[Column, ...]:
    dates = (Column("start", "Start", label="from {}"), Column("due", "Due", label="due {}")) if with_dates else ()
    return (
        Column("title", "What"),
        Column("horizon", "When", is_headline=True),
        Column("kind", "Kind"),
        Column("status", "Status"),
        *dates,
        Column("id", "Id", is_aside=True),
    )


_TONES: Final = {"now": "strong", "next": "", "later": "dim"}


def _row(outcome: str, horizon: str, one: Any, snapshot: Snapshot, *, with_dates: bool) -> Row:
    start, due = getattr(one, "start", None), getattr(one, "due", None)
    status = lifecycle(one, snapshot.as_of)
    what = one.type if one.kind == "output" else one.kind
    tone: Any = _TONES[horizon]
    dates = (Cell(start.text) if start else EMPTY, Cell(due.text) if due else EMPTY) if with_dates else ()
    cells = (
        Cell(one.title, "dim" if horizon == "later" else ""), Cell(horizon, tone), Cell(words(what), "dim"),
        Cell(words(status)), *dates, Cell(one.id, "dim"),
    )  # fmt: skip
    data = partial(_data, outcome, horizon, one, status)
    return Row(cells, data)


def _data(outcome: str, horizon: str, one: Any, status: str) -> Data:
    return {
        "kind": one.kind,
        "id": one.ref,
        "title": one.title,
        "outcome": outcome or None,
        "horizon": horizon,
        "status": status,
        "start": getattr(one, "start", None),
        "due": getattr(one, "due", None),
        "owner": one.owner,
        "team": one.team,
    }
