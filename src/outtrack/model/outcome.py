"""Outcome: a change in what people do."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from outtrack.frozen import dataclass
from outtrack.model.amounts import whole
from outtrack.model.base import Entity, Link, Record, Relation, Review
from outtrack.model.evidence import Indicator
from outtrack.model.key_result import Ambition, Baseline, Checkin, KeyResult, Milestone, Pace
from outtrack.model.markers import (
    Amount,
    Day,
    Flag,
    FreeScalar,
    Id,
    Many,
    NotNegative,
    Ref,
    Rhythm,
    Share,
    Short,
    Text,
    When,
    number,
)

__all__ = ["Baseline", "Checkin", "CheckinFile", "KeyResult", "Milestone", "Moved", "Outcome", "Pace", "Update"]

OutcomeType = Literal["business", "product", "service", "team"]
OutcomeStatus = Literal["draft", "active", "paused", "done", "dropped"]
SaidStatus = Literal["on_track", "at_risk", "off_track"]
ChangedField = Literal["target", "baseline", "start", "due", "weight", "key_result"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution(Record):
    """A link upwards, with the weight that it has there."""

    to: Annotated[Ref, Link(Relation.SERVES, ("outcome", "strategy"))]
    """The outcome or strategy that it contributes to."""
    weight: NotNegative = 1
    """How much it counts in the roll-up of an outcome without key results; 0 only aligns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence(Record):
    """A link sideways: this outcome makes another easier."""

    to: Annotated[Ref, Link(Relation.INFLUENCES, ("outcome",))]
    """The outcome that it influences."""
    strength: Annotated[int, number(ge=1, le=4, of=whole)] = 2
    """1 weak, 2 medium, 3 strong, 4 very strong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Who(Record):
    """Whose behaviour changes."""

    group: Text
    """The group, in the team's own word."""
    as_: Literal["customer", "user", "employee"] | None = None
    """As what they meet the product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievable(Record):
    """Why the target can be reached."""

    note: Text
    """The reason."""
    date: Day | None = None
    """When that was found."""
    by: Text | None = None
    """Who found so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis(Record):
    """An assumption behind the target, and what became of it."""

    assumption: Text
    """What was assumed."""
    value: Amount | None = None
    """The number that was assumed."""
    actual: Amount | None = None
    """The number that came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update(Record):
    """The owner's monthly word."""

    date: Day
    """The day on which it was said."""
    status: SaidStatus | None = None
    """How it stands, in the owner's judgement."""
    score: Share | None = None
    """The score that the owner projects, 0 to 1."""
    by: Text | None = None
    """Who says so."""
    note: Text | None = None
    """What is behind it."""
    risk: Text | None = None
    """What could go wrong."""
    wanted: Text | None = None
    """A decision that somebody must take."""
    learned: Text | None = None
    """What was learned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Record):
    """A goalpost that was moved openly; `was` held until the day before."""

    date: Day
    """The day from which the new value holds."""
    key_result: Id | None = None
    """The key result; the outcome itself where it is left out."""
    field: ChangedField
    """What was changed."""
    was: FreeScalar | None = None
    """The value before."""
    why: Text | None = None
    """The reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Entity):
    """A change in what customers, users or employees do, proven by a number."""

    kind: ClassVar[str] = "outcome"
    final: ClassVar[frozenset[str]] = frozenset(("done", "dropped"))
    open_status: ClassVar[str] = "active"

    type: OutcomeType = "product"
    """Business (lagging), product (leading), service or team."""
    status: OutcomeStatus = "active"
    """Draft, active, paused, done or dropped."""
    contributes_to: Annotated[tuple[Annotated[Contribution, Short("to")], ...], Many()] = ()
    """The outcomes and strategies that it serves, with weights."""
    area: Text | None = None
    """The area of improvement that it belongs to."""
    who: Annotated[Who, Short("group")] | None = None
    """Whose behaviour changes."""
    behaviour: Text | None = None
    """What they will do differently."""
    problem: Text | None = None
    """What is wrong today."""
    hypothesis: Text | None = None
    """Why the change is expected."""
    achievable: Annotated[Achievable, Short("note")] | None = None
    """Why the target can be reached."""
    basis: Annotated[tuple[Annotated[Basis, Short("assumption")], ...], Many()] = ()
    """The assumptions behind the target, and what became of them."""
    start: When | None = None
    """The first day; that of `due` where `due` is a period."""
    due: When | None = None
    """The last day: a day, or the end of a month, quarter, half, year, week or fiscal period."""
    ambition: Ambition = "committed"
    """Whether 1.0 (committed) or 0.7 (aspirational) is a success."""
    indicator: Indicator | None = None
    """Leading or lagging; lagging for business outcomes, leading for others where it is left out."""
    continues: Annotated[Ref | None, Link(Relation.CONTINUES, ("outcome",))] = None
    """The outcome of an earlier period that it carries on."""
    isolated: Flag = False
    """Whether it stands on the map of influence without links by intention."""
    reviewed: Day | None = None
    """The day of the last review."""
    review_every: Rhythm | None = None
    """How often it should be reviewed."""
    reviews: Annotated[tuple[Review, ...], Many()] = ()
    """The reviews, with what was decided."""
    key_results: Annotated[tuple[Annotated[KeyResult, Short("title")], ...], Many()] = ()
    """The numbers that prove it."""
    influences: Annotated[tuple[Annotated[Influence, Short("to")], ...], Many()] = ()
    """The outcomes that it makes easier, with strengths."""
    updates: Annotated[tuple[Update, ...], Many()] = ()
    """The owner's monthly word."""
    changes: Annotated[tuple[Moved, ...], Many()] = ()
    """Goalposts that were moved openly."""
    score: Share | None = None
    """The score on closing, 0 to 1."""
    learned: Text | None = None
    """What was learned, on closing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckinFile(Checkin):
    """A check-in, or a metric's reading, as a file of its own; not an entity."""

    kind: ClassVar[str] = "checkin"

    key_result: Annotated[Ref | None, Link(Relation.MEASURED_BY, ("key_result",))] = None
    """The key result, OUTCOME/KEY-RESULT."""
    metric: Annotated[Ref | None, Link(Relation.MEASURED_BY, ("metric",))] = None
    """The metric."""
