"""The types of fields: what `Annotated` carries, so that Pydantic validates and describes it.

Pydantic is imported only when a marker is asked for its schema, that is when something must be validated; a
warm run never does.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from outtrack.frozen import dataclass
from outtrack.model.amounts import LARGEST, ValueProblem, above, amount, whole
from outtrack.model.values import (
    Option,
    Relative,
    Scalar,
    Target,
    cadence,
    change,
    day,
    flag,
    free_scalar,
    identifier,
    measured,
    option,
    period,
    reference,
    target,
)
from outtrack.period import CADENCES, Cadence, Period
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema


def many(value: object) -> list[Any]:
    """Return a list of whatever was written: the one may stand for a list of one, nothing for an empty one."""
    if value is None:
        return []
    return value if isinstance(value, list) else list(value) if isinstance(value, tuple) else [value]


@dataclass(frozen=True, slots=True)
class Many:
    """A marker for `Annotated`: a list of one may be written as the one."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema of the list behind `many`."""
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(many, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return a schema that takes the one, the list, or nothing."""
        schema = handler(core)
        return {"anyOf": [schema["items"], {"type": "array", "items": schema["items"]}, {"type": "null"}]}


@dataclass(frozen=True, slots=True)
class Short:
    """A marker for `Annotated`: instead of the mapping, the value of its most important key may be written."""

    key: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema of the mapping behind the expansion."""
        from pydantic_core import core_schema

        key = self.key

        def expand(value: object) -> object:
            return {key: value} if isinstance(value, (str, int, float)) else value

        return core_schema.no_info_before_validator_function(expand, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return a schema that takes the value of the key, or the mapping."""
        record = handler(core)
        return {"anyOf": [handler.resolve_ref_schema(record)["properties"][self.key], record]}


@dataclass(frozen=True, slots=True)
class Checked:
    """A marker for `Annotated`: the value is what the function makes of it."""

    convert: Callable[..., Any]
    schema: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Its JSON Schema."""
    with_fiscal_year: bool = False
    ge: float | None = None
    le: float | None = None
    gt: float | None = None

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return a schema that calls the function and turns its complaint into an error with a place."""
        from pydantic_core import PydanticCustomError, core_schema

        def run(value: object, *extra: object) -> object:
            try:
                result = self.convert(value, *extra)
                self.bounds(result)
            except ValueProblem as problem:
                context = {"message": problem.message, "problem": problem, "is_share": self.le == 1}
                raise PydanticCustomError("value", "{message}", context) from None
            return result

        if not self.with_fiscal_year:
            return core_schema.no_info_plain_validator_function(run)
        return core_schema.with_info_plain_validator_function(
            lambda value, info: run(value, (info.context or {}).get("fiscal_year_start", 1))
        )

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the JSON Schema, for editors."""
        bounds = {"minimum": self.ge, "maximum": self.le, "exclusiveMinimum": self.gt}
        schema = deepcopy(dict(self.schema)) | {name: bound for name, bound in bounds.items() if bound is not None}
        if "exclusiveMinimum" in schema:
            schema.pop("minimum", None)
        return schema

    def bounds(self, value: Any) -> None:
        """Raise where a number is out of the field's range."""
        if self.ge is not None and value < self.ge:
            high = f" to {self.le:g}" if self.le is not None else " upwards"
            raise ValueProblem(f"{shown(value)} is below {self.ge:g}", f"write a number from {self.ge:g}{high}")
        if self.gt is not None and value <= self.gt:
            raise ValueProblem(f"{shown(value)} is not above {self.gt:g}", "write a larger number")
        if self.le is not None and value > self.le:
            low = f"above {self.gt:g}, up" if self.gt is not None else f"from {self.ge or 0:g}"
            raise above(value, self.le, f"write a number {low} to {self.le:g}")


class TextMarker:
    """A marker for `Annotated`: a text as it was written, trimmed and not empty, checked by Pydantic itself."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return Pydantic's own schema of a text: texts are most of a file, and this is its fastest."""
        from pydantic_core import core_schema

        return core_schema.str_schema(strip_whitespace=True, min_length=1)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the JSON Schema, for editors: to them `2026` and `true` are no texts, though here they are."""
        return deepcopy(_TEXT)


def number(
    *,
    ge: float | None = None,
    le: float | None = None,
    gt: float | None = None,
    of: Callable[[object], float] = amount,
) -> Checked:
    """Return the marker of a number in a range."""
    kind = "integer" if of.__name__ == whole.__name__ else "number"
    return Checked(of, _NUMBER | {"type": kind}, ge=ge, le=le, gt=gt)


# The JSON Schemas are for editors, where plain scalars are numbers and booleans as in YAML 1.2. Patterns keep to what
# Python, JavaScript and Java read alike: no \p{L}, so that beyond ASCII more is let through than is an id.
_SCALAR = ["string", "number", "boolean"]
_TEXT: dict[str, Any] = {"type": _SCALAR, "pattern": r"\S"}
_NUMBER = {"type": "number", "minimum": -LARGEST, "maximum": LARGEST}
_ID = r"^\s*[^\u0000-/:-@\[-`{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf][^\u0000-,/:-@\[-^`{-\u00a9]*\s*$"
_DAY = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_PERIOD = (
    r"^([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?|-Q[1-4]|-H[12]|-W(0?[1-9]|[1-4][0-9]|5[0-3]))?"
    r"|FY([0-9]{4}|[0-9]{2})(-Q[1-4]|-H[12])?)$"
)
_SIGNED = r"^\s*[-+][0-9]+(\.[0-9]+)?\s*(%|pp)?\s*$"
_WHEN = {"type": ["string", "integer"], "pattern": _PERIOD, "minimum": 1000, "maximum": 9999}
_RHYTHM = {"anyOf": [{"enum": [*CADENCES]}, {"type": "string", "pattern": r"^\s*[1-9][0-9]{0,3}[dwm]\s*$"}]}
_MEASURED = _NUMBER | {"type": ["number", "string"], "pattern": r"\S"}
_OPTION = {"type": [*_SCALAR, "array"], "items": {"type": _SCALAR}}

Amount = Annotated[int | float, number()]
Share = Annotated[float, number(ge=0, le=1)]
Score = Annotated[float, number(ge=0, le=10)]
Whole = Annotated[int, number(ge=0, of=whole)]
Positive = Annotated[float, number(gt=0)]
NotNegative = Annotated[float, number(ge=0)]
Text = Annotated[str, TextMarker()]
Id = Annotated[str, Checked(identifier, {"type": _SCALAR, "pattern": _ID})]
Ref = Annotated[str, Checked(reference, _TEXT)]
Day = Annotated[date, Checked(day, {"type": "string", "format": "date", "pattern": _DAY})]
Flag = Annotated[bool, Checked(flag, {"type": "boolean"})]
FreeScalar = Annotated[Scalar, Checked(free_scalar, {"type": _SCALAR})]
When = Annotated[Period, Checked(period, _WHEN, with_fiscal_year=True)]
Rhythm = Annotated[Cadence, Checked(cadence, _RHYTHM)]
Measured = Annotated[int | float | str, Checked(measured, _MEASURED)]
TargetValue = Annotated[Target, Checked(target, _MEASURED)]
Change = Annotated[Relative, Checked(change, {"type": ["number", "string"], "pattern": _SIGNED})]
OptionValue = Annotated[Option, Checked(option, _OPTION)]
