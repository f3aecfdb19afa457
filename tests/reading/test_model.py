"""The model holds every field of the product's description and no other, each with a docstring, and the codec keeps all."""

# ruff: noqa: E501 - the fields of a record are one line

from __future__ import annotations

import ast
import inspect
import json
import types
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from importlib import import_module
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outtrack.config import Check, Config, Trackers, Words
from outtrack.content import diagnostic_from_json, diagnostic_to_json
from outtrack.diagnostic import Diagnostic, Place, Severity, Span
from outtrack.model import (
    CHECKIN,
    FOLDERS,
    KINDS,
    ORDER,
    base,
    delivery,
    discovery,
    evidence,
    experiment,
    key_result,
    kind_class,
    outcome,
    record_class,
    strategy,
)
from outtrack.model.base import Record, key_of
from outtrack.model.codec import decode, encode, stored_columns
from outtrack.model.validate import adapter
from outtrack.model.values import Relative
from outtrack.period import CADENCES, Cadence, Period, parse_cadence, parse_period

COMMON = "id title owner team tags description urls closed reason fields"
REVIEWED = "reviewed review_every"
WORDS = {
    "status": {
        "outcome": "draft active paused done dropped",
        "strategy": "active paused done dropped",
        "opportunity": "inbox identified now next later not_now solved dropped",
        "solution": "inbox idea exploring chosen parked dropped",
        "output": "inbox todo doing done parked dropped",
    },
    "type": {"outcome": "business product service team"},
    "ambition": {"outcome": "committed aspirational"},
    "indicator": {"outcome": "leading lagging", "metric": "leading lagging"},
    "stage": {"metric": "acquisition activation retention referral revenue"},
    "source": {"insight": "interview survey support sales analytics research other"},
    "signal": {"insight": "for against neutral"},
    "horizon": {"solution": "now next later", "output": "now next later"},
    "method": {
        "experiment": "ab_test fake_door prototype interview survey concierge wizard_of_oz before_after spike other"
    },
    "better": {"experiment": "higher lower"},
    "decision": {"experiment": "persevere scale pivot stop inconclusive"},
    "levers": {"output": "people process technology"},
}
FIELDS: dict[type, str] = {
    strategy.Vision: f"{COMMON} vision mission for_whom benefit goals north_star parent {REVIEWED} reviews",
    strategy.Strategy: f"{COMMON} goal measured_by status budget {REVIEWED} reviews",
    outcome.Outcome: f"{COMMON} type status contributes_to area who behaviour problem hypothesis achievable basis start due ambition "
    f"indicator continues isolated {REVIEWED} reviews key_results influences updates changes score learned",
    discovery.Opportunity: f"{COMMON} outcome parent status rank importance satisfaction kano",
    discovery.Solution: f"{COMMON} serves status rank horizon reach impact confidence effort ice expected assumptions {REVIEWED}",
    experiment.Experiment: f"{COMMON} tests assumption method hypothesis metric success better planned start stop stopped result "
    "decision decided learned next",
    delivery.Output: f"{COMMON} type outcomes solution parent status start due shipped sprint ref horizon rank effort budget levers "
    "expected measures imported",
    evidence.Insight: f"{COMMON} about quote source channel date customer signal",
    evidence.Metric: f"{COMMON} unit indicator stage keep source readings",
    key_result.KeyResult: "id title description unit weight indicator owner start due ambition cadence source seasonality continues "
    "metric pace baseline target cumulative counts keep required milestones levels self_reported checkins",
    key_result.Checkin: "date value delta confidence by note evidence source correction",
    outcome.CheckinFile: "date value delta confidence by note evidence source correction key_result metric",
    key_result.Baseline: "value date first level",
    key_result.Milestone: "title weight due done",
    key_result.Pace: "kind starts points",
    outcome.Contribution: "to weight",
    outcome.Influence: "to strength",
    outcome.Who: "group as",
    outcome.Achievable: "note date by",
    outcome.Basis: "assumption value actual",
    outcome.Update: "date status score by note risk wanted learned",
    outcome.Moved: "date key_result field was why",
    base.Url: "title url",
    base.Review: "date by decision",
    strategy.Budget: "planned spent currency",
    discovery.KanoAnswer: "functional dysfunctional",
    discovery.Expectation: "key_result change by",
    discovery.Assumption: "id title type",
    discovery.Ice: "impact confidence ease",
    experiment.Hypothesis: "statement we_believe will_result_in we_know_when",
    experiment.Success: "lift reach text",
    experiment.Plan: "n looks split alpha",
    experiment.Arm: "name n conversions mean sd",
    experiment.Guardrail: "title arms better",
    experiment.Result: "arms guardrails note",
    evidence.Keep: "min max",
    evidence.Reading: "date value by note source",
    delivery.Imported: "from at title state link",
    Config: "version name include timezone fiscal_year_start cadence checkin_files teams people output_types journeys externals "
    "trackers check",
    Check: "profile preview severity paths rules words",
    Words: "attending behaviours change_verbs comparatives counts deliverables delivery_verbs downward_verbs enabling_verbs "
    "events institutions jargon metrics open_verbs people processed qualities states vanity vanity_qualifiers weak_verbs",
    Trackers: "link_field types maps",
}
RECORDS = list(FIELDS)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_a_record_has_the_fields_of_the_product_and_no_others(record: type) -> None:
    assert [key_of(field.name) for field in fields(record)] == FIELDS[record].split()


def test_no_record_is_forgotten() -> None:
    modules = (base, delivery, discovery, evidence, experiment, key_result, outcome, strategy)
    found = {
        one for module in modules for one in vars(module).values() if isinstance(one, type) and issubclass(one, Record)
    }
    assert found - {Record, base.Entity} == set(RECORDS) - {Config, Check, Trackers, Words}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_has_a_docstring(record: type) -> None:
    (body,) = ast.parse(inspect.getsource(record)).body
    assert isinstance(body, ast.ClassDef)
    for field, text in zip(body.body, [*body.body[1:], None], strict=True):
        if isinstance(field, ast.AnnAssign) and not ast.unparse(field.annotation).startswith("ClassVar"):
            assert isinstance(text, ast.Expr), ast.unparse(field)
            assert ast.literal_eval(text.value).endswith("."), ast.unparse(field)


@pytest.mark.parametrize(
    ("field", "kind", "words"),
    [(field, kind, words) for field, kinds in WORDS.items() for kind, words in kinds.items()],
)
def test_a_field_takes_the_words_of_the_product(field: str, kind: str, words: str) -> None:
    hint = get_type_hints(kind_class(kind))[field]
    assert list(literals(hint)) == words.split()


def literals(hint: Any) -> list[Any]:
    if get_origin(hint) is Literal:
        return list(get_args(hint))
    return [word for part in get_args(hint) for word in literals(part)]


def test_other_words() -> None:
    assert delivery.OUTPUT_TYPES == (
        "epic",
        "feature",
        "project",
        "initiative",
        "campaign",
        "content",
        "event",
        "service",
        "story",
        "task",
        "card",
        "activity",
    )
    assert literals(get_type_hints(discovery.Assumption)["type"]) == [
        "desirability",
        "viability",
        "feasibility",
        "usability",
        "ethics",
    ]
    assert literals(get_type_hints(outcome.Update)["status"]) == ["on_track", "at_risk", "off_track"]
    assert literals(get_type_hints(key_result.Pace)["kind"]) == ["linear", "step", "curve"]


def test_defaults() -> None:
    found = outcome.Outcome(id="x", title="X")
    assert (found.type, found.status, found.ambition, found.indicator) == ("product", "active", "committed", None)
    assert (delivery.Output(id="x", title="X").type, delivery.Output(id="x", title="X").status) == ("epic", "todo")
    assert key_result.KeyResult(title="X").weight == 1
    assert outcome.Influence(to="x").strength == 2
    assert experiment.Experiment(id="x", title="X").better == "higher"


def test_the_register_of_kinds() -> None:
    assert sorted(KINDS) == list(KINDS)
    assert sorted(ORDER) == sorted(KINDS)
    assert sorted(FOLDERS.values()) == sorted([*KINDS, CHECKIN])
    for kind in KINDS:
        assert kind_class(kind).kind == kind
        assert record_class(kind) is kind_class(kind)
        entity: Any = kind_class(kind)
        assert entity(id="x", title="X").ref == f"{kind}:x"
        final = entity.final
        assert entity.open_status in {"", *literals(get_type_hints(entity).get("status", str))} - final
    assert record_class(CHECKIN) is outcome.CheckinFile
    assert kind_class("outcome") is import_module("outtrack.model.outcome").Outcome


# --- the codec ------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).map(lambda text: text.strip() or "x")
NUMBERS = st.one_of(st.integers(-(10**12), 10**12), st.floats(allow_nan=False, allow_infinity=False, width=32))
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
PERIODS = st.sampled_from(["2026", "2026-Q4", "2026-W47", "FY27-H1", "2026-10-05"]).map(
    lambda text: parse_period(text, 7)
)
RELATIVES = st.builds(Relative, NUMBERS.map(float), st.sampled_from(["%", "pp", ""]))
CADENCE = st.sampled_from([*CADENCES, "10d", "2m"]).map(parse_cadence)


def of_hint(hint: Any) -> st.SearchStrategy[Any]:
    """Return values for an annotation of the model."""
    origin, args = get_origin(hint), get_args(hint)
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: TEXTS,
        int: st.integers(0, 10**9),
        float: NUMBERS,
        bool: st.booleans(),
        date: DAYS,
        Period: PERIODS,
        Relative: RELATIVES,
        Cadence: CADENCE,
        type(None): st.none(),
    }
    if hint in simple:
        return simple[hint]
    if origin is Annotated:
        return of_hint(args[0])
    if origin is Literal:
        return st.sampled_from(args)
    if origin is tuple:
        return st.lists(of_hint(args[0]), max_size=2).map(tuple)
    if origin is dict:
        return st.dictionaries(of_hint(args[0]), of_hint(args[1]), max_size=2)
    if origin in {Union, types.UnionType}:
        return st.one_of([of_hint(arg) for arg in args])
    assert is_dataclass(hint), hint
    return of_record(hint)  # type: ignore[arg-type] # a class, not an instance


def of_record(record: type) -> st.SearchStrategy[Any]:
    hints = get_type_hints(record, include_extras=True)

    def strategy_of(field: Field[Any]) -> st.SearchStrategy[Any]:
        found = of_hint(hints[field.name])
        return found if field.default is MISSING else st.one_of(st.just(field.default), found)

    return st.fixed_dictionaries({field.name: strategy_of(field) for field in fields(record)}).map(
        lambda data: record(**data)
    )


@pytest.mark.parametrize(
    "record", [*[record_class(kind) for kind in [*KINDS, CHECKIN]], Config], ids=lambda record: record.__name__
)
@settings(max_examples=40)
@given(data=st.data())
def test_what_is_kept_comes_back(record: type, data: st.DataObject) -> None:
    entity = data.draw(of_record(record))
    back = decode(record, json.loads(json.dumps(encode(entity))))
    assert back == entity
    assert shape(back) == shape(entity)


def shape(value: Any) -> Any:
    """Return the types of all values, for 1 == True == 1.0."""
    if is_dataclass(value):
        return [type(value), [shape(getattr(value, field.name)) for field in fields(value)]]
    if isinstance(value, tuple):
        return [tuple, [shape(item) for item in value]]
    if isinstance(value, dict):
        return [dict, [(shape(key), shape(item)) for key, item in value.items()]]
    return type(value)


def test_one_as_a_fraction_stays_one() -> None:
    assert encode(key_result.KeyResult(title="K", weight=1.0)) == {"title": "K", "weight": 1.0}


def test_what_is_stored_is_made_into_records_when_it_is_looked_at() -> None:
    checkins = tuple(key_result.Checkin(date=date(2026, 1, day), value=day or None) for day in (1, 2))
    kr = key_result.KeyResult(title="K", checkins=checkins)
    written = outcome.Outcome(id="x", title="X", key_results=(kr,))
    found = decode(outcome.Outcome, encode(written))
    first = date(2026, 1, 1).toordinal()
    kept = (2, {"date": [first, first + 1], "value": [1, 2]})
    assert stored_columns(found.key_results[0], "checkins") == kept
    assert stored_columns(kr, "checkins") == kept
    with pytest.raises(AttributeError, match="colour"):
        _ = found.colour
    assert found.key_results == written.key_results
    assert found.key_results is found.key_results
    assert found.key_results[0].checkins is found.key_results[0].checkins
    assert stored_columns(found.key_results[0], "checkins") == kept
    assert stored_columns(key_result.KeyResult(title="K"), "checkins") == (0, {})
    with pytest.raises(AttributeError, match="colour"):
        _ = getattr(written, "colour")  # noqa: B009 - mypy knows better
    assert found == written


def test_only_what_differs_from_the_default_is_kept() -> None:
    assert encode(outcome.Outcome(id="x", title="X", status="active")) == {"id": "x", "title": "X"}


@given(
    st.builds(
        Diagnostic,
        rule=TEXTS,
        message=TEXTS,
        severity=st.sampled_from(Severity),
        hint=st.none() | TEXTS,
        entity=st.none() | TEXTS,
        place=st.none()
        | st.builds(Place, TEXTS, st.integers(0, 9), st.lists(TEXTS | st.integers(0, 9)).map(tuple), st.booleans()),
        span=st.none() | st.builds(Span, *[st.integers(1, 99)] * 4),
        also=st.lists(st.tuples(st.builds(Place, TEXTS), st.none() | st.builds(Span, *[st.integers(1, 99)] * 4))).map(
            tuple
        ),
    )
)
def test_a_diagnostic_comes_back(found: Diagnostic) -> None:
    assert diagnostic_from_json(json.loads(json.dumps(diagnostic_to_json(found)))) == found


@pytest.mark.parametrize("kind", [*KINDS, CHECKIN])
def test_every_kind_has_a_json_schema(kind: str) -> None:
    record: type = record_class(kind)
    schema = adapter(record).json_schema()
    assert set(schema["properties"]) == set(FIELDS[record].split())
    assert schema["additionalProperties"] is False
    assert json.dumps(schema)
