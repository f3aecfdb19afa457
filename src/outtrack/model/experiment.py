"""Experiment: a hypothesis, how it is tested, and what came of it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from outtrack.frozen import dataclass
from outtrack.model.base import Entity, Link, Record, Relation
from outtrack.model.markers import (
    Amount,
    Change,
    Day,
    Many,
    NotNegative,
    Positive,
    Ref,
    Short,
    Text,
    Whole,
    number,
)

Method = Literal[
    "ab_test", "fake_door", "prototype", "interview", "survey",
    "concierge", "wizard_of_oz", "before_after", "spike", "other",
]  # fmt: skip
Decision = Literal["persevere", "scale", "pivot", "stop", "inconclusive"]
Better = Literal["higher", "lower"]


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
