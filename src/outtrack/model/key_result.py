"""Key result: the number that proves an outcome, or another way to tell whether it came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from outtrack.frozen import dataclass
from outtrack.model.base import Link, Record, Relation, slug
from outtrack.model.evidence import Indicator, Keep
from outtrack.model.markers import (
    Amount,
    Day,
    Flag,
    Id,
    Many,
    Measured,
    NotNegative,
    Ref,
    Rhythm,
    Share,
    Short,
    TargetValue,
    Text,
    When,
    number,
)
from outtrack.scalar import Plain

FULL = 100
"""The most that may be reported by feeling."""

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

Ambition = Literal["committed", "aspirational"]
PaceKind = Literal["linear", "step", "curve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkin(Record):
    """What was measured on a day, and how confident its owner is."""

    date: Day
    """The day for which it holds."""
    value: Measured | None = None
    """The number now; for a rubric the level's text or its place from 1; may be missing."""
    delta: Amount | None = None
    """For a cumulative key result, what came on top since the last check-in."""
    confidence: Share | None = None
    """How likely its owner finds success, 0 to 1."""
    by: Text | None = None
    """Who checked in."""
    note: Text | None = None
    """What explains the value."""
    evidence: Text | None = None
    """A page, or an insight, that shows it."""
    source: Text | None = None
    """Where the value was read."""
    correction: Flag = False
    """Whether a falling total is meant so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline(Record):
    """Where the number stood before."""

    value: Amount | None = None
    """The number."""
    date: Day | None = None
    """The day on which it was measured; the start where it is left out."""
    first: Flag = False
    """Whether the first check-in is adopted as the baseline."""
    level: Text | None = None
    """For a rubric, the level's text."""


@dataclass(frozen=True, slots=True)
class ShortBaseline:
    """A marker for `Annotated`: a number, the word `first`, a level's text, or the mapping."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema of the mapping behind the expansion."""
        from pydantic_core import core_schema

        def expand(value: object) -> object:
            if value == "first":
                return {"first": True}
            if isinstance(value, str) and not isinstance(value, Plain):
                return {"level": value}
            return {"value": value} if isinstance(value, (str, int, float)) else value

        return core_schema.no_info_before_validator_function(expand, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return a schema that takes the number, the word, the level's text or the mapping."""
        record = handler(core)
        number = handler.resolve_ref_schema(record)["properties"]["value"]
        return {"anyOf": [{"const": "first"}, number, {"type": "string", "pattern": r"\S"}, record]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Record):
    """A step that is done or not."""

    title: Text
    """What is reached."""
    weight: NotNegative = 1
    """How much it counts."""
    due: When | None = None
    """By when."""
    done: Day | None = None
    """The day on which it was reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace(Record):
    """How progress is expected to come over time."""

    kind: PaceKind = "linear"
    """Evenly, in steps, or along a curve."""
    starts: Day | None = None
    """The day before which nothing is expected."""
    points: dict[Day, Share] | None = None
    """The share of the way expected by each day, for steps and curves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResult(Record):
    """A number that proves an outcome, or another way to tell whether it came."""

    id: Id | None = None
    """Its id within the outcome; the slug of its title where it is left out."""
    title: Text
    """What is measured."""
    description: Text | None = None
    """What there is to say about it, in Markdown."""
    unit: Text | None = None
    """The unit: "%", EUR, tickets/week, min."""
    weight: NotNegative = 1
    """How much it counts in the outcome; 0 only informs."""
    indicator: Indicator | None = None
    """Leading or lagging; the outcome's where it is left out."""
    owner: Annotated[tuple[Text, ...], Many()] = ()
    """Who answers for the number; the outcome's owner where it is left out."""
    start: When | None = None
    """The first day; the outcome's where it is left out."""
    due: When | None = None
    """The last day; the outcome's where it is left out."""
    ambition: Ambition | None = None
    """Whether 1.0 (committed) or 0.7 (aspirational) is a success."""
    cadence: Rhythm | None = None
    """How often a check-in is due."""
    source: Text | None = None
    """Where the number comes from."""
    seasonality: Text | None = None
    """The length of a season: 12mo, 7d."""
    continues: Annotated[Ref | None, Link(Relation.CONTINUES, ("key_result",))] = None
    """The key result of an earlier period that it carries on."""
    metric: Annotated[Ref | None, Link(Relation.MEASURED_BY, ("metric",))] = None
    """The metric whose readings are its values."""
    pace: Annotated[Pace, Short("kind")] | None = None
    """How progress is expected to come; evenly where it is left out."""
    baseline: Annotated[Baseline, ShortBaseline()] | None = None
    """Where the number stood: a number, {value, date}, or `first`."""
    target: TargetValue | None = None
    """The number to reach, or "+20%", "+5pp" from the baseline, or a rubric's level."""
    cumulative: Flag = False
    """Whether values are a running total from 0."""
    counts: Literal["customers"] | None = None
    """What is counted from insights instead of typed."""
    keep: Keep | None = None
    """The bounds within which the number should stay."""
    required: Annotated[float, number(gt=0, le=1)] | None = None
    """The share of days on which it must stay in bounds; 0.95 where it is left out."""
    milestones: Annotated[tuple[Annotated[Milestone, Short("title")], ...], Many()] = ()
    """Steps that are done or not."""
    levels: tuple[Text, ...] = ()
    """The ordered levels of a rubric, in words."""
    self_reported: Flag = False
    """Whether the values are 0 to 100 by feeling: shown, never counted."""
    checkins: Annotated[tuple[Checkin, ...], Many()] = ()
    """What was measured, a day each."""

    @property
    def name(self) -> str:
        """Its id, or the slug of its title."""
        return self.id or slug(self.title)

    def level_of(self, value: object) -> int | None:
        """Return the place (from 0) of the level that a value names, by its text or its place from 1; or None."""
        if isinstance(value, str):
            wanted = value.casefold()
            return next((index for index, text in enumerate(self.levels) if text.casefold() == wanted), None)
        if isinstance(value, (int, float)) and value == int(value) and 1 <= value <= len(self.levels):
            return int(value) - 1
        return None
