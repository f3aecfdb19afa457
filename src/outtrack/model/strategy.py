"""Vision and strategy: where the work is meant to lead, and the bets on the way."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from outtrack.frozen import dataclass
from outtrack.model.base import Entity, Link, Record, Relation, Review
from outtrack.model.markers import Amount, Day, Many, NotNegative, Ref, Rhythm, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Vision(Entity):
    """An end state that is worth working towards, with its mission and goals."""

    kind: ClassVar[str] = "vision"

    vision: Text | None = None
    """The end state."""
    mission: Text | None = None
    """What is done to get there; that of a team specialises its parent's."""
    for_whom: Text | None = None
    """Who is better off."""
    benefit: Text | None = None
    """What they gain."""
    goals: Annotated[tuple[Ref, ...], Many(), Link(Relation.SERVES, ("outcome",), inverse=True)] = ()
    """The business outcomes that show it is coming true."""
    north_star: Annotated[Ref | None, Link(Relation.SERVES, ("outcome",), inverse=True)] = None
    """The one goal above the others; the first goal where it is left out."""
    parent: Annotated[Ref | None, Link(Relation.PART_OF, ("vision",))] = None
    """The vision that this one specialises."""
    reviewed: Day | None = None
    """The day of the last review."""
    review_every: Rhythm | None = None
    """How often it should be reviewed."""
    reviews: Annotated[tuple[Review, ...], Many()] = ()
    """The reviews, with what was decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(Record):
    """Money planned and spent."""

    planned: NotNegative | None = None
    """The amount planned."""
    spent: Amount | None = None
    """The amount spent."""
    currency: Text | None = None
    """The currency, such as EUR."""


StrategyStatus = Literal["active", "paused", "done", "dropped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy(Entity):
    """A bet on how a goal is reached, with sub-goals of its own."""

    kind: ClassVar[str] = "strategy"
    final: ClassVar[frozenset[str]] = frozenset(("done", "dropped"))
    open_status: ClassVar[str] = "active"

    goal: Annotated[Ref | None, Link(Relation.SERVES, ("outcome",))] = None
    """The goal that it is a way to."""
    measured_by: Annotated[tuple[Ref, ...], Many(), Link(Relation.SERVES, ("outcome",), inverse=True)] = ()
    """Its sub-goals: the outcomes that show whether the bet pays."""
    status: StrategyStatus = "active"
    """Whether it is pursued."""
    budget: Budget | None = None
    """Money planned and spent."""
    reviewed: Day | None = None
    """The day of the last review."""
    review_every: Rhythm | None = None
    """How often it should be reviewed."""
    reviews: Annotated[tuple[Review, ...], Many()] = ()
    """The reviews, with what was decided."""
