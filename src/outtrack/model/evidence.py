"""Insight and metric: what customers said, and the numbers that outlive a quarter."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from outtrack.frozen import dataclass
from outtrack.model.base import Entity, Link, Record, Relation
from outtrack.model.markers import Amount, Day, Many, Ref, Text

InsightSource = Literal["interview", "survey", "support", "sales", "analytics", "research", "other"]
Signal = Literal["for", "against", "neutral"]
Indicator = Literal["leading", "lagging"]
Stage = Literal["acquisition", "activation", "retention", "referral", "revenue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Insight(Entity):
    """A piece of evidence: what somebody said, did or measured."""

    kind: ClassVar[str] = "insight"

    about: Annotated[tuple[Ref, ...], Many(), Link(Relation.ABOUT)] = ()
    """What it is evidence for; nothing means that it is not sorted yet."""
    quote: Text | None = None
    """The words of the person; may stand instead of a title."""
    source: InsightSource | None = None
    """Where it comes from."""
    channel: Text | None = None
    """The channel through which it came."""
    date: Day | None = None
    """The day on which it was said or seen."""
    customer: Text | None = None
    """Who said it; counted once where customers are counted."""
    signal: Signal | None = None
    """Whether it speaks for or against what it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep(Record):
    """Bounds within which a number should stay, inclusive."""

    min: Amount | None = None
    """The lowest value that is fine."""
    max: Amount | None = None
    """The highest value that is fine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Record):
    """A value of a metric on a day."""

    date: Day
    """The day for which it holds."""
    value: Amount
    """The number."""
    by: Text | None = None
    """Who read it."""
    note: Text | None = None
    """What explains it."""
    source: Text | None = None
    """Where it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric(Entity):
    """A number that outlives a quarter; key results may take their values from it."""

    kind: ClassVar[str] = "metric"

    unit: Text | None = None
    """What is counted: %, EUR, tickets/week."""
    indicator: Indicator | None = None
    """Whether it moves early (leading) or late (lagging)."""
    stage: Stage | None = None
    """The stage of the customer's way (AARRR)."""
    keep: Keep | None = None
    """The bounds within which it should stay."""
    source: Text | None = None
    """Where the number comes from."""
    readings: Annotated[tuple[Reading, ...], Many()] = ()
    """Its values, a day each."""
