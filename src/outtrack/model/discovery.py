"""Opportunity, solution and experiment: what customers need, ideas for it, and their tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from outtrack.model.amounts import whole
from outtrack.model.base import Entity, Link, Record, Relation
from outtrack.model.markers import (
    Amount,
    Change,
    Day,
    Id,
    Many,
    NotNegative,
    Positive,
    Ref,
    Rhythm,
    Score,
    Share,
    Short,
    Text,
    When,
    Whole,
    number,
)

Horizon = Literal["now", "next", "later"]
OpportunityStatus = Literal["inbox", "identified", "now", "next", "later", "not_now", "solved", "dropped"]
SolutionStatus = Literal["inbox", "idea", "exploring", "chosen", "parked", "dropped"]
AssumptionType = Literal["desirability", "viability", "feasibility", "usability", "ethics"]
Method = Literal[
    "ab_test", "fake_door", "prototype", "interview", "survey",
    "concierge", "wizard_of_oz", "before_after", "spike", "other",
]  # fmt: skip
Decision = Literal["persevere", "scale", "pivot", "stop", "inconclusive"]
Better = Literal["higher", "lower"]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis(Record):
    """We believe … will result in … ; we know when … ."""

    statement: Text | None = None
    """The hypothesis in one text."""
    we_believe: Text | None = None
    """The capability."""
    will_result_in: Text | None = None
    """The outcome."""
    we_know_when: Text | None = None
    """The signal and its threshold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Success(Record):
    """The bar, set before the start."""

    lift: Change | None = None
    """The change over the control that counts as success: +2pp, +5%."""
    reach: Amount | None = None
    """The value to reach."""
    text: Text | None = None
    """The bar in words, for qualitative methods."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Record):
    """What was planned before the start."""

    n: Whole | None = None
    """The sample per arm."""
    looks: Whole | None = None
    """How many looks at the data were declared."""
    split: tuple[Positive, ...] = ()
    """The planned split between the arms."""
    alpha: Annotated[float, number(gt=0, le=0.5)] | None = None
    """The level of significance; 0.05 where it is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm(Record):
    """One arm of an experiment; the first is the control."""

    name: Text | None = None
    """Its name."""
    n: Whole | None = None
    """How many took part."""
    conversions: Whole | None = None
    """How many of them did what was hoped for."""
    mean: Amount | None = None
    """The mean of the measure."""
    sd: NotNegative | None = None
    """The standard deviation of the measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardrail(Record):
    """A measure that must not get worse."""

    title: Text | None = None
    """What it measures."""
    arms: Annotated[tuple[Arm, ...], Many()] = ()
    """Its figures per arm, the control first."""
    better: Better = "higher"
    """Which direction is good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(Record):
    """What was seen."""

    arms: Annotated[tuple[Arm, ...], Many()] = ()
    """The figures per arm, the control first."""
    guardrails: Annotated[tuple[Guardrail, ...], Many()] = ()
    """The measures that must not get worse."""
    note: Text | None = None
    """What was seen, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment(Entity):
    """A test of an assumption, with its bar set before the start."""

    kind: ClassVar[str] = "experiment"

    tests: Annotated[tuple[Ref, ...], Many(), Link(Relation.TESTS, ("solution", "opportunity", "outcome"))] = ()
    """What it tests."""
    assumption: Text | None = None
    """The id of the assumption that it tests."""
    method: Method | None = None
    """How it is tested."""
    hypothesis: Annotated[Hypothesis, Short("statement")] | None = None
    """What is believed: a text, or we_believe, will_result_in, we_know_when."""
    metric: Annotated[Ref | None, Link(Relation.MEASURED_BY, ("metric",))] = None
    """The metric by which it is judged."""
    success: Annotated[Success, Short("text")] | None = None
    """The bar, set before the start."""
    better: Better = "higher"
    """Which direction of the metric is good."""
    planned: Plan | None = None
    """Sample, looks and split as planned."""
    start: Day | None = None
    """The day on which it started, or will."""
    stop: Day | None = None
    """The day on which it is planned to stop."""
    stopped: Day | None = None
    """The day on which it stopped."""
    result: Annotated[Result, Short("note")] | None = None
    """What was seen."""
    decision: Decision | None = None
    """What the team decided."""
    decided: Day | None = None
    """The day of the decision."""
    learned: Text | None = None
    """What was learned, whichever way it went."""
    next: Annotated[tuple[Ref, ...], Many(), Link(Relation.NEXT)] = ()
    """What follows from it."""
