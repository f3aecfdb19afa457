"""How numbers, amounts and shares read: never another number than the one that is meant."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from outtrack.figures import amount, number, percent
from outtrack.render.plain import render
from outtrack.render.terminal import Terminal
from outtrack.shapes import Cell, Column, Row, Table

finite = st.floats(allow_nan=False, allow_infinity=False)


def read(text: str) -> float:
    return float(text.replace(",", ""))


@given(finite)
@example(0.0)
@example(-0.0)
@example(0.004)
@example(999.995)
@example(0.1 + 0.2)
@example(1e15)
@example(9.999999e14)
@example(5e-324)
@example(1.7e308)
@example(-0.001)
@example(1234567.891)
def test_a_number_reads_back_within_four_digits(value: float) -> None:
    text = number(value)
    if value == 0:
        assert text == "0"
    else:
        assert read(text) != 0
        assert (read(text) > 0) == (value > 0)
        if "inf" in str(read(text)):  # 1.7975e308, rounded up
            return
        assert abs(Fraction(read(text)) - Fraction(value)) <= abs(Fraction(value)) / 2000


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_read_in_full(value: int) -> None:
    assert number(float(value)).replace(",", "") == str(value)
    assert "." not in number(float(value))


@given(st.decimals(-100_000, 100_000, places=2))
def test_two_decimals_are_kept_up_to_a_hundred_thousand(value: object) -> None:
    shown = read(number(float(str(value))))
    assert shown == float(str(value))


@given(finite, st.sampled_from(["%", "percent", "€", "EUR", "tickets/week", None, ""]))
def test_an_amount_holds_its_number_and_its_unit(value: float, unit: str | None) -> None:
    text = amount(value, unit)
    assert number(value).lstrip("-") in text
    assert text.startswith("-") == number(value).startswith("-")
    assert ("%" if unit == "percent" else unit or "") in text


def test_a_missing_amount_is_no_number() -> None:
    assert amount(None, "%") == "—"
    assert percent(None) == "—"


def test_an_amount_of_money_has_its_sign_first() -> None:
    assert amount(-1200, "€") == "-€1,200"
    assert amount(1200.5, "€") == "€1,200.5"
    assert amount(3, "%") == "3%"
    assert amount(3, "EUR") == "3 EUR"


@given(st.floats(0, 1))
@example(0.0)
@example(1.0)
@example(0.005)
@example(0.004999)
@example(0.995)
@example(0.999999999)
@example(5e-324)
def test_a_share_is_full_only_when_it_is(share: float) -> None:
    text = percent(share)
    assert (text == "100%") == (share == 1)
    assert (text == "0%") == (share == 0)
    if text != "<1%":
        assert abs(int(text.removesuffix("%")) - share * 100) <= 1


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_larger_share_never_reads_smaller(one: float, other: float) -> None:
    low, high = sorted((one, other))

    def shown(share: float) -> float:
        return float(percent(share).replace("<1%", "0.5").removesuffix("%"))

    assert shown(low) <= shown(high)


@given(st.floats(-50, 50))
def test_a_share_outside_0_to_1_reads_as_it_is(share: float) -> None:
    text = percent(share)
    assert text.removeprefix("<").endswith("%")
    if share > 1:
        assert int(text.removesuffix("%")) >= 100


@given(st.floats(-1e9, 1e9))
def test_a_number_in_a_pipe_is_read_by_every_tool(value: float) -> None:
    columns = (Column("title", "Title"), Column("score", "Score", is_right=True))
    title = "1,000 shops"
    row = Row((Cell(title), Cell(number(value))), dict)
    shown = render(Table(report="x", as_of=None, columns=columns, rows=(row,)), Terminal()).splitlines()[1].split("\t")
    assert shown[0] == title
    assert float(shown[1]) == read(number(value))
