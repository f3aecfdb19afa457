"""Output: work delivered."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from outtrack.frozen import dataclass
from outtrack.model.base import Entity, Link, Record, Relation
from outtrack.model.discovery import Expectation, Horizon
from outtrack.model.markers import Amount, Day, Many, NotNegative, Ref, Short, Text, When
from outtrack.model.outcome import KeyResult
from outtrack.model.strategy import Budget

OutputStatus = Literal["inbox", "todo", "doing", "done", "parked", "dropped"]
Lever = Literal["people", "process", "technology"]
OUTPUT_TYPES = (
    "epic", "feature", "project", "initiative", "campaign", "content",
    "event", "service", "story", "task", "card", "activity",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported(Record):
    """What a tracker said when the output was imported."""

    from_: Text | None = None
    """The tracker, and the key there."""
    at: Text | None = None
    """The day of the export."""
    title: Text | None = None
    """The title there."""
    state: Text | None = None
    """The state there."""
    link: Text | None = None
    """The link to an outcome found there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output(Entity):
    """Work delivered: an epic, a feature, a campaign."""

    kind: ClassVar[str] = "output"
    final: ClassVar[frozenset[str]] = frozenset(("done", "dropped"))
    open_status: ClassVar[str] = "doing"

    type: Text = "epic"
    """What sort of work it is; epics must serve an outcome. One of the known types, or the team's own word for one."""
    outcomes: Annotated[tuple[Ref, ...], Many(), Link(Relation.SERVES, ("outcome",))] = ()
    """The outcomes that it serves."""
    solution: Annotated[Ref | None, Link(Relation.SERVES, ("solution",))] = None
    """The solution that it builds."""
    parent: Annotated[Ref | None, Link(Relation.PART_OF, ("output",))] = None
    """The larger piece of work that it is part of; what that serves, it serves."""
    status: OutputStatus = "todo"
    """Where the work stands."""
    start: When | None = None
    """When it starts."""
    due: When | None = None
    """When it should be done."""
    shipped: Day | None = None
    """The day on which it was done."""
    sprint: Text | None = None
    """The sprint in which it is done."""
    ref_: Text | None = None
    """Its key or address in a tracker."""
    horizon: Horizon | None = None
    """Now, next or later."""
    rank: Amount | None = None
    """Its place in the order; the lowest comes first."""
    effort: NotNegative | None = None
    """What it takes, in person-days."""
    budget: Budget | None = None
    """Money planned and spent."""
    levers: Annotated[tuple[Lever, ...], Many()] = ()
    """What it changes: people, process, technology."""
    expected: Annotated[tuple[Expectation, ...], Many()] = ()
    """The key results that it should move, by how much, by when."""
    measures: Annotated[tuple[Annotated[KeyResult, Short("title")], ...], Many()] = ()
    """Figures of the work itself, shaped like key results: shown, never counted."""
    imported: Imported | None = None
    """What a tracker said when it was imported."""
