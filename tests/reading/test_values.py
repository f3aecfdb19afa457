"""Single values by themselves: what has its type already, and what comes from a place other than YAML."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from outtrack.diagnostic import Diagnostic, Place, Span, did_you_mean, fingerprints, nearest, order
from outtrack.model import values
from outtrack.model.amounts import ValueProblem, amount, whole
from outtrack.model.evidence import Metric
from outtrack.model.markers import many
from outtrack.model.outcome import Outcome
from outtrack.model.validate import _diagnose, validate
from outtrack.model.values import Relative, value_before
from outtrack.period import parse_cadence, parse_period
from outtrack.scalar import Plain, shown

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("convert", "value"),
    [
        (amount, 5),
        (amount, 1.5),
        (whole, 5),
        (values.day, date(2026, 10, 5)),
        (values.period, parse_period("2026-Q4")),
        (values.cadence, parse_cadence("weekly")),
        (values.target, Relative(20.0, "%")),
        (values.target, 5),
        (values.change, Relative(2.0, "pp")),
        (values.flag, True),
        (values.free_scalar, False),
        (values.free_scalar, 1.5),
        (values.measured, 5),
    ],
)
def test_what_has_its_type_already_stays(convert: Callable[[object], Any], value: object) -> None:
    assert convert(value) is value


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("+2pp", Relative(2.0, "pp")),
        ("-10 %", Relative(-10.0, "%")),
        ("+200", Relative(200.0, "")),
        ("-0.5", Relative(-0.5, "")),
    ],
)
def test_a_change(written: str, meant: Relative) -> None:
    assert values.change(Plain(written)) == meant
    assert meant.text == written.replace(" ", "")


@pytest.mark.parametrize(
    ("convert", "value", "message"),
    [
        (amount, True, "expected a number, found `true`"),
        (whole, Plain("1.5"), "`1.5` is not a whole number"),
        (values.text, "  ", "the text is empty"),
        (values.text, {"a": 1}, "expected a text, found a mapping"),
        (values.text, None, "expected a text, found nothing"),
        (values.free_scalar, None, "expected a single value, found nothing"),
        (values.target, True, "expected a text, found `true`"),
        (values.change, "200", "`200` is not a change"),
        (values.change, "+٢pp", "`+٢pp` is not a change"),
    ],
)
def test_what_cannot_be_meant(convert: Callable[[object], Any], value: object, message: str) -> None:
    with pytest.raises(ValueProblem) as raised:
        convert(value)
    assert raised.value.message == message


@pytest.mark.parametrize(
    ("field", "was", "meant"),
    [
        ("due", "2026-Q4", parse_period("2026-Q4")),
        ("start", "FY27-Q1", parse_period("FY27-Q1", 7)),
        ("due", 2026, parse_period("2026")),
        ("target", "+20%", Relative(20.0, "%")),
        ("target", 30, 30),
        ("weight", 2.5, 2.5),
        ("baseline", 15, 15),
    ],
)
def test_what_a_goalpost_was(field: str, was: object, meant: object) -> None:
    assert value_before(field, was, 7) == meant


def test_many() -> None:
    assert [many(None), many([1]), many((1, 2)), many("a")] == [[], [1], [1, 2], ["a"]]


def test_an_empty_list_may_be_left_empty() -> None:
    record, found = validate(Outcome, {"id": "x", "title": "X", "tags": None, "key_results": None}, "")
    assert not found
    assert (record.tags, record.key_results) == ((), ())


def test_a_number_with_a_comma_in_braces() -> None:
    _, (found,) = validate(
        Metric, {"id": "x", "title": "X", "readings": {"date": "2026-10-05", "value": 1, "200": None}}, ""
    )
    assert found.hint == "in { } a comma ends a value: write numbers without it, such as 1200"


def test_what_pydantic_may_say_one_day_is_passed_on() -> None:
    complaint: Any = {"type": "new_in_some_release", "loc": ("title",), "input": "x", "msg": "Not so"}
    assert _diagnose(Outcome, complaint, "x.yaml", 0).message == "`x`: Not so"


def test_shown() -> None:
    odd: list[object] = [[1], {}, None, "", True, " a\n b ", "x" * 61]
    assert [shown(one) for one in odd] == [
        "a list", "a mapping", "nothing", "an empty text", "`true`", "`a b`", f"`{'x' * 59}…`",
    ]  # fmt: skip


# --- diagnostics ----------------------------------------------------------------------------------


def finding(path: str, line: int, rule: str, message: str = "m", entity: str | None = None) -> Diagnostic:
    return Diagnostic(rule=rule, message=message, entity=entity, place=Place(path), span=Span(line, 1, line, 2))


def test_findings_are_shown_in_the_order_of_the_files_and_once() -> None:
    first, second, third = finding("a", 2, "z"), finding("a", 10, "b"), finding("b", 1, "a")
    nowhere = Diagnostic(rule="r", message="m")
    assert order([third, second, first, nowhere, second]) == [nowhere, first, second, third]
    assert nowhere.path == ""


def test_a_finding_keeps_its_name_when_its_line_moves() -> None:
    before = fingerprints([finding("a", 2, "r"), finding("a", 3, "r"), finding("a", 4, "r", entity="outcome:x")])
    after = fingerprints(
        [finding("a", 7, "r", "other"), finding("a", 9, "r"), finding("a", 11, "r", entity="outcome:x")]
    )
    assert before == after
    assert len(set(before)) == 3


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("Trial-To-Paid", ["trial-to-paid", "paid"], "trial-to-paid"),
        ("off track", ["on_track", "off_track"], "off_track"),
        ("key-result", ["key_result", "outcome"], "key_result"),
        ("stauts", ["status", "tags"], "status"),
        ("STRASSE", ["Straße"], "Straße"),
        ("growth", ["Growth", "GROWTH"], "Growth"),
        ("zebra", ["status", "tags"], None),
        ("", ["status"], None),
        ("status", [], None),
    ],
)
def test_the_name_that_was_probably_meant(word: str, known: list[str], meant: str | None) -> None:
    assert nearest(word, known) == meant
    assert did_you_mean(word, iter(known), "; ") == (f"; did you mean `{meant}`?" if meant else "")
