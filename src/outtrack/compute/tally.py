"""What people said for and against: insights about something, or about what hangs below it, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.graph import reach
from outtrack.model.base import Relation

if TYPE_CHECKING:
    from datetime import date

    from outtrack.model.evidence import Insight
    from outtrack.snapshot import Snapshot


class Tally(NamedTuple):
    """How many insights there are, and how new the newest is."""

    pro: int = 0
    contra: int = 0
    neutral: int = 0
    """Those without a signal, or with the signal neutral."""
    customers: int = 0
    """How many customers they come from; insights that name none are not among them."""
    newest: date | None = None

    @property
    def total(self) -> int:
        """How many insights there are in all."""
        return self.pro + self.contra + self.neutral


NOBODY: Final = Tally()


def tallies(snapshot: Snapshot) -> dict[str, Tally]:
    """Return by its ref what the insights about each entity, or about anything below it, come to on the day.

    What nobody said anything about is left out. Found from the insights upwards: there are fewer of them.
    """
    found: dict[str, list[Insight]] = {}
    for record in snapshot.names.records["insight"].values():
        if not record.is_broken:
            for ref in snapshot.graph.above(record.ref):
                found.setdefault(ref, []).append(record.entity)
    told = {ref: counted(insights, snapshot.as_of) for ref, insights in found.items()}
    return {ref: one for ref, one in told.items() if one.total}


def of_need(snapshot: Snapshot, ref: str) -> Tally:
    """Return what the insights about an opportunity itself, or about a part of it, come to on the day.

    What somebody says about a solution says nothing about the need.
    """
    graph, get = snapshot.graph, snapshot.get
    parts = reach([ref], lambda one: graph.down(one, Relation.PART_OF))
    about = dict.fromkeys(one for part in parts for one in graph.down(part, Relation.ABOUT))
    return counted([insight for insight in map(get, about) if insight], snapshot.as_of)


def counted(insights: list[Insight], as_of: date) -> Tally:
    """Return what insights come to; those that are dated later are not there yet."""
    found = [one for one in insights if one.date is None or one.date <= as_of]
    signals = [one.signal for one in found]
    pro, contra = signals.count("for"), signals.count("against")
    customers = {one.customer.casefold() for one in found if one.customer}
    newest = max((one.date for one in found if one.date), default=None)
    return Tally(pro, contra, len(found) - pro - contra, len(customers), newest)
