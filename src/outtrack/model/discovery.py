"""Opportunity and solution: what customers need, and ideas for it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from outtrack.frozen import dataclass
from outtrack.model.amounts import whole
from outtrack.model.base import Entity, Link, Record, Relation
from outtrack.model.markers import (
    Amount,
    Change,
    Day,
    Id,
    Many,
    NotNegative,
    Ref,
    Rhythm,
    Score,
    Share,
    Short,
    Text,
    When,
    number,
)

Horizon = Literal["now", "next", "later"]
OpportunityStatus = Literal["inbox", "identified", "now", "next", "later", "not_now", "solved", "dropped"]
SolutionStatus = Literal["inbox", "idea", "exploring", "chosen", "parked", "dropped"]
AssumptionType = Literal["desirability", "viability", "feasibility", "usability", "ethics"]
Answer = Annotated[int, number(ge=1, le=5, of=whole)]


@dataclass(frozen=True, slots=True, kw_only=True)
class KanoAnswer(Record):
    """One person's two answers about a feature: 1 I like it … 5 I dislike it."""

    functional: Answer
    """How they feel if it is there."""
    dysfunctional: Answer
    """How they feel if it is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity(Entity):
    """A need, a pain or a desire of customers that, met, would move an outcome."""

    kind: ClassVar[str] = "opportunity"
    final: ClassVar[frozenset[str]] = frozenset(("solved", "dropped"))
    open_status: ClassVar[str] = "identified"

    outcome: Annotated[Ref | None, Link(Relation.SERVES, ("outcome",))] = None
    """The outcome that it would move."""
    parent: Annotated[Ref | None, Link(Relation.PART_OF, ("opportunity",))] = None
    """The larger opportunity that it is part of."""
    status: OpportunityStatus = "identified"
    """Where it stands; `now` is the target opportunity."""
    rank: Amount | None = None
    """Its place in the order; the lowest comes first."""
    importance: Score | None = None
    """How important it is to customers, 0 to 10."""
    satisfaction: Score | None = None
    """How satisfied they are today, 0 to 10."""
    kano: Annotated[tuple[KanoAnswer, ...], Many()] = ()
    """Answers of a Kano survey."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation(Record):
    """What a piece of work is expected to change, by how much and by when."""

    key_result: Annotated[Ref, Link(Relation.EXPECTS, ("key_result",))]
    """The key result that should move."""
    change: Change | None = None
    """By how much: +2pp, -10%, or +200 in its own unit."""
    by: When | None = None
    """By when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption(Record):
    """Something that must be true for a solution to work."""

    id: Id | None = None
    """The name by which experiments refer to it."""
    title: Text
    """What is assumed."""
    type: AssumptionType | None = None
    """Which sort of risk it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ice(Record):
    """Scores for ICE, 0 to 10 each."""

    impact: Score | None = None
    """How much it would move."""
    confidence: Score | None = None
    """How sure that is."""
    ease: Score | None = None
    """How easy it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution(Entity):
    """An idea for meeting an opportunity."""

    kind: ClassVar[str] = "solution"
    final: ClassVar[frozenset[str]] = frozenset(("dropped",))
    open_status: ClassVar[str] = "exploring"

    serves: Annotated[tuple[Ref, ...], Many(), Link(Relation.SERVES, ("opportunity", "outcome", "strategy"))] = ()
    """The opportunities, outcomes or strategies that it is for."""
    status: SolutionStatus = "idea"
    """Where it stands, up to the choice; how the building goes, its outputs say."""
    rank: Amount | None = None
    """Its place in the order; the lowest comes first."""
    horizon: Horizon | None = None
    """Now, next or later."""
    reach: NotNegative | None = None
    """How many people it reaches in a period (RICE)."""
    impact: NotNegative | None = None
    """How much it helps each of them (RICE): 3, 2, 1, 0.5 or 0.25."""
    confidence: Share | None = None
    """How sure that is (RICE), 0 to 1."""
    effort: NotNegative | None = None
    """What it takes, in person-days."""
    ice: Ice | None = None
    """Scores for ICE."""
    expected: Annotated[tuple[Expectation, ...], Many()] = ()
    """The key results that it should move, by how much, by when."""
    assumptions: Annotated[tuple[Annotated[Assumption, Short("title")], ...], Many()] = ()
    """What must be true for it to work."""
    reviewed: Day | None = None
    """The day of the last review."""
    review_every: Rhythm | None = None
    """How often it should be reviewed."""
