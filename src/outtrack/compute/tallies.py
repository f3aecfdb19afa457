"""What was heard and seen about an entity, counted: qualitative evidence beside the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from outtrack.model.base import Relation

if TYPE_CHECKING:
    from datetime import date

    from outtrack.snapshot import Snapshot


class Tally(NamedTuple):
    """The insights about an entity."""

    insights: int = 0
    supporting: int = 0
    """Those with the signal `for`."""
    opposing: int = 0
    """Those with the signal `against`; the rest are neutral, or do not say."""
    customers: int = 0
    """How many customers are named in them, each once."""
    newest: date | None = None
    """The day of the newest that has one."""


def tally(snapshot: Snapshot, ref: str) -> Tally:
    """Return the tally of an entity up to the day; what is about a part of an opportunity is about the whole, too."""
    parts = [ref]
    for one in parts:  # grows while it is walked
        if one.startswith("opportunity:"):
            parts += [part for part in snapshot.graph.down(one, Relation.PART_OF) if part not in parts]
    refs = dict.fromkeys(found for one in parts for found in snapshot.graph.down(one, Relation.ABOUT))
    known = [one for one in map(snapshot.get, refs) if _is_known(one, snapshot.as_of)]
    return Tally(
        len(known),
        sum(one.signal == "for" for one in known),
        sum(one.signal == "against" for one in known),
        len({one.customer for one in known if one.customer}),
        max((one.date for one in known if one.date), default=None),
    )


def _is_known(insight: Any, as_of: date) -> bool:
    return insight is not None and (insight.date is None or insight.date <= as_of)
