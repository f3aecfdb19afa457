"""Periods tile the calendar, and a cadence of months keeps to the days that each month has."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outtrack.period import CADENCES, Cadence, Period, add_months, parse_cadence, parse_day, parse_period

DAY = timedelta(days=1)
years = st.integers(2, 9998)
months = st.integers(1, 12)
days = st.dates(date(2, 1, 1), date(9997, 12, 31))


def meet(periods: list[Period]) -> bool:
    """Return whether each period begins on the day after the one before it."""
    return all(left.last + DAY == right.first for left, right in pairwise(periods))


@given(years)
def test_quarters_tile_the_year(year: int) -> None:
    whole = parse_period(f"{year:04}")
    quarters = [parse_period(f"{year:04}-Q{number}") for number in range(1, 5)]
    assert meet(quarters)
    assert (quarters[0].first, quarters[-1].last) == (whole.first, whole.last)


@given(st.integers(2, 9997))
def test_the_last_quarter_meets_the_first_of_the_next_year(year: int) -> None:
    assert meet([parse_period(f"{year:04}-Q4"), parse_period(f"{year + 1:04}-Q1")])


@given(years, st.sampled_from([1, 2]))
def test_a_half_is_two_quarters(year: int, number: int) -> None:
    half = parse_period(f"{year:04}-H{number}")
    first, second = (parse_period(f"{year:04}-Q{2 * number - 1 + more}") for more in (0, 1))
    assert (half.first, half.last) == (first.first, second.last)
    assert meet([first, second])


@given(years, months)
def test_a_month_has_the_days_of_the_calendar(year: int, month: int) -> None:
    period = parse_period(f"{year:04}-{month:02}")
    assert period.first == date(year, month, 1)
    assert period.last == date(year, month, monthrange(year, month)[1])


@given(st.integers(2000, 2098), months)
def test_fiscal_years_partition_time(year: int, start: int) -> None:
    this, following = parse_period(f"FY{year}", start), parse_period(f"FY{year + 1}", start)
    assert meet([this, following])
    assert this.first.month == start
    assert this.first.day == 1
    assert this.last.year == year  # named by the year in which it ends
    assert parse_period(f"FY{year % 100:02}", start).first == this.first


@given(st.integers(2, 9998), months)
def test_a_fiscal_year_is_its_quarters_and_its_halves(year: int, start: int) -> None:
    whole = parse_period(f"FY{year:04}", start)
    quarters = [parse_period(f"FY{year:04}-Q{number}", start) for number in range(1, 5)]
    halves = [parse_period(f"FY{year:04}-H{number}", start) for number in (1, 2)]
    assert meet(quarters)
    assert meet(halves)
    assert quarters[0].first == halves[0].first == whole.first
    assert quarters[-1].last == halves[-1].last == whole.last
    assert halves[0].last == quarters[1].last


@given(days, months)
def test_every_day_lies_in_exactly_one_fiscal_year(on: date, start: int) -> None:
    around = [parse_period(f"FY{year:04}", start) for year in (on.year - 1, on.year, on.year + 1) if year > 1]
    assert sum(period.first <= on <= period.last for period in around) == 1


@given(years)
def test_the_fiscal_year_that_begins_in_january_is_the_calendar_year(year: int) -> None:
    fiscal, plain = parse_period(f"FY{year:04}-Q3", 1), parse_period(f"{year:04}-Q3", 7)
    assert (fiscal.first, fiscal.last) == (plain.first, plain.last)


@given(days)
@example(date(2027, 1, 1))
@example(date(2024, 12, 30))
@example(date(2026, 12, 31))
def test_a_week_is_that_of_the_iso_calendar(on: date) -> None:
    year, week, weekday = on.isocalendar()
    period = parse_period(f"{year:04}-W{week:02}")
    assert period.first == on - timedelta(days=weekday - 1)
    assert (period.last - period.first).days == 6


@given(years)
def test_a_week_that_the_year_does_not_have_is_refused(year: int) -> None:
    weeks = date(year, 12, 28).isocalendar().week
    assert parse_period(f"{year:04}-W{weeks}").last >= date(year, 12, 28)
    with pytest.raises(ValueError, match=f"has the weeks W01 to W{weeks}$"):
        parse_period(f"{year:04}-W{weeks + 1}")
    with pytest.raises(ValueError, match="has the weeks"):
        parse_period(f"{year:04}-W00")


@given(st.dates())
def test_a_day_is_a_period_of_itself(on: date) -> None:
    period = parse_period(on.isoformat())
    assert (period.first, period.last, period.is_day) == (on, on, True)
    assert parse_day(on.isoformat()) == on


@given(years, months)
def test_a_month_is_no_day(year: int, month: int) -> None:
    assert not parse_period(f"{year:04}-{month:02}").is_day


@given(st.dates(date(100, 1, 1), date(9000, 1, 1)), st.integers(-600, 600))
@example(date(2026, 1, 31), 1)
@example(date(2024, 1, 31), 1)
@example(date(2026, 12, 31), 2)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(on: date, count: int) -> None:
    year, month = on.year, on.month
    for _ in range(abs(count)):  # one month at a time
        month += 1 if count > 0 else -1
        if month in {0, 13}:
            year, month = (year + 1, 1) if month == 13 else (year - 1, 12)
    assert add_months(on, count) == date(year, month, min(on.day, monthrange(year, month)[1]))


@given(days, st.integers(1, 40), st.integers(0, 3))
def test_a_cadence_of_months_keeps_to_the_calendar(on: date, count: int, times: int) -> None:
    after = parse_cadence(f"{count}m").after(on, times)
    assert after == add_months(on, count * times)
    if after < date.max:
        assert after.day == min(on.day, monthrange(after.year, after.month)[1])


@given(st.dates(date(2, 1, 1), date(9000, 1, 1)), st.integers(1, 999), st.sampled_from("dw"), st.integers(0, 3))
def test_a_cadence_of_days_or_weeks_counts_days(on: date, count: int, letter: str, times: int) -> None:
    each = count * (7 if letter == "w" else 1)
    assert parse_cadence(f"{count}{letter}").after(on, times) == on + timedelta(days=each * times)


def test_twice_a_month_from_its_last_day_is_not_a_month_twice() -> None:
    monthly = CADENCES["monthly"]
    assert monthly.after(date(2026, 1, 31), 2) == date(2026, 3, 31)
    assert monthly.after(monthly.after(date(2026, 1, 31))) == date(2026, 3, 28)


@pytest.mark.parametrize(
    ("name", "after"),
    [
        ("daily", "2026-02-01"),
        ("weekly", "2026-02-07"),
        ("biweekly", "2026-02-14"),
        ("monthly", "2026-02-28"),
        ("quarterly", "2026-04-30"),
        ("halfyearly", "2026-07-31"),
        ("yearly", "2027-01-31"),
    ],
)
def test_a_cadence_by_name(name: str, after: str) -> None:
    assert parse_cadence(name).after(date(2026, 1, 31)) == date.fromisoformat(after)
    assert parse_cadence(name).text == name


@pytest.mark.parametrize("cadence", [Cadence("1d", days=1), Cadence("1w", days=7), Cadence("1m", months=1)])
def test_after_the_end_of_the_calendar_there_is_only_its_last_day(cadence: Cadence) -> None:
    assert cadence.after(date.max) == date.max
    assert cadence.after(date.max, 2) == date.max


@pytest.mark.parametrize(
    "text", ["", "fortnightly", "0d", "-1d", "1y", "1.5w", "d", "10", "10000d", "Weekly", "\u0661d"]
)
def test_what_is_no_cadence_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^`{text}` is not a cadence: write one of daily, "):
        parse_cadence(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-13", "months are 01 to 12"),
        ("2026-00", "months are 01 to 12"),
        ("2026-1", "months are 01 to 12"),
        ("2026-Q5", "a year has 4 quarters, Q1 to Q4"),
        ("2026-Q0", "a year has 4 quarters, Q1 to Q4"),
        ("2026-Q01", "a year has 4 quarters, Q1 to Q4"),
        ("2026-H3", "a year has 2 halves, H1 to H2"),
        ("FY2026-03", "a fiscal year has quarters (Q1) and halves (H1)"),
        ("FY2026-W03", "write a day"),
        ("26-Q1", "write a day"),
        ("26", "write a day"),
        ("2026-q1", "write a day"),
        ("2026Q1", "write a day"),
        ("", "write a day"),
        ("\u0662026", "write a day"),
        ("0001", "the year is out of range"),
        ("9999-Q1", "the year is out of range"),
        ("2026-02-30", "February 2026 has 28 days"),
    ],
)
def test_what_is_no_period_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=r"is not a (period|day): ") as refused:
        parse_period(text)
    assert str(refused.value).startswith(f"`{text}` is not a ")
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-13-01", "there is no month 13"),
        ("2026-00-01", "there is no month 0"),
        ("0000-01-01", "there is no year 0"),
        ("2023-02-29", "February 2023 has 28 days"),
        ("2024-02-30", "February 2024 has 29 days"),
        ("2026-04-00", "April 2026 has 30 days"),
        ("2026-1-1", "write it as YYYY-MM-DD"),
        ("01.02.2026", "write it as YYYY-MM-DD"),
        ("2026-01-01 ", "write it as YYYY-MM-DD"),
        ("\u0662026-01-01", "write it as YYYY-MM-DD"),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match="is not a day: ") as refused:
        parse_day(text)
    assert str(refused.value) == f"`{text}` is not a day: {why}"
