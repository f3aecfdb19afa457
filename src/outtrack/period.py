"""Periods and cadences: 2026-Q4, FY2027-H1, 2026-W47 and biweekly, as days.

A period is named by people and means two days; a cadence is a distance between two days, counted in days or
in calendar months (`docs/methods.md` 3).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from outtrack.frozen import dataclass

SHORTEST_MONTH = 28
MONTHS_PER_YEAR = 12
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_PERIOD = re.compile(r"(FY)?(\d{4}|\d{2})(?:-([QHW]?)(\d{1,2}))?", re.ASCII)
_CADENCE = re.compile(r"([1-9]\d{0,3})([dwm])", re.ASCII)
_PARTS = {"Q": (4, "quarters"), "H": (2, "halves")}
_MONTH_NAMES = (  # not `calendar.month_name`, which follows the locale
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FORMS = "a day (2026-10-05), month (2026-10), quarter (2026-Q4), half (2026-H2), year, week (2026-W41) or FY2027-Q1"


@dataclass(frozen=True, slots=True)
class Period:
    """A named stretch of days; `first` and `last` are both inside it."""

    text: str
    first: date
    last: date

    @property
    def is_day(self) -> bool:
        """Whether the period is one single day, so that it can't say when something began."""
        return self.first == self.last


def parse_day(text: str) -> date:
    """Return the day that `text` (YYYY-MM-DD) names; raise ValueError saying what is wrong with it."""
    found = _DAY.fullmatch(text)
    if not found:
        msg = f"`{text}` is not a day: write it as YYYY-MM-DD"
        raise ValueError(msg)
    year, month, day = (int(part) for part in found.groups())
    if not 1 <= month <= MONTHS_PER_YEAR:
        msg = f"`{text}` is not a day: there is no month {month}"
        raise ValueError(msg)
    if year == 0:
        msg = f"`{text}` is not a day: there is no year 0"
        raise ValueError(msg)
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        msg = f"`{text}` is not a day: {_MONTH_NAMES[month - 1]} {year} has {length} days"
        raise ValueError(msg)
    return date(year, month, day)


def parse_period(text: str, fiscal_year_start: int = 1) -> Period:
    """Return the period that `text` names; raise ValueError saying what is wrong with it.

    A fiscal year (`FY2027`, `FY27-Q2`) begins in the month `fiscal_year_start` (1-12) and is named by
    the calendar year in which it ends. Weeks are ISO weeks.
    """
    if _DAY.fullmatch(text):
        day = parse_day(text)
        return Period(text, day, day)
    found = _PERIOD.fullmatch(text)
    if not found or (not found[1] and len(found[2]) != len("2026")) or (found[1] and found[3] == "W"):
        msg = f"`{text}` is not a period: write {FORMS}"
        raise ValueError(msg)
    fiscal, year_text, letter, number_text = found.groups()
    year = int(year_text) + (2000 if len(year_text) == len("26") else 0)
    start = fiscal_year_start if fiscal else 1
    if not 1 < year < date.max.year:
        msg = f"`{text}` is not a period: the year is out of range"
        raise ValueError(msg)
    if number_text is None:
        first_month, months = 0, MONTHS_PER_YEAR
    elif letter == "W":
        return _week(text, year, int(number_text))
    else:
        first_month, months = _part(text, letter, number_text, fiscal=bool(fiscal))
    begins_year_before = fiscal and start > 1
    first = add_months(date(year - 1 if begins_year_before else year, start, 1), first_month)
    return Period(text, first, add_months(first, months) - timedelta(days=1))


def _part(text: str, letter: str, number_text: str, *, fiscal: bool) -> tuple[int, int]:
    """Return the months from the start of the year to a quarter, half or month, and its length in months."""
    number = int(number_text)
    if not letter:
        if fiscal or len(number_text) != len("01") or not 1 <= number <= MONTHS_PER_YEAR:
            msg = f"`{text}` is not a period: " + (
                "a fiscal year has quarters (Q1) and halves (H1)" if fiscal else "months are 01 to 12"
            )
            raise ValueError(msg)
        return number - 1, 1
    count, words = _PARTS[letter]
    if not 1 <= number <= count or len(number_text) > 1:
        msg = f"`{text}` is not a period: a year has {count} {words}, {letter}1 to {letter}{count}"
        raise ValueError(msg)
    months = MONTHS_PER_YEAR // count
    return (number - 1) * months, months


def _week(text: str, year: int, week: int) -> Period:
    try:
        first = date.fromisocalendar(year, week, 1)
    except ValueError:
        weeks = date(year, 12, 28).isocalendar().week
        msg = f"`{text}` is not a period: {year} has the weeks W01 to W{weeks}"
        raise ValueError(msg) from None
    return Period(text, first, first + timedelta(days=6))


def add_months(day: date, months: int) -> date:
    """Return the same day of the month `months` later, or that month's last day where it is shorter.

    After the end of the calendar there is only its last day.
    """
    index = day.year * MONTHS_PER_YEAR + day.month - 1 + months
    year, month = divmod(index, MONTHS_PER_YEAR)
    if year > date.max.year:
        return date.max
    month += 1
    if day.day <= SHORTEST_MONTH:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often something is due: every so many days, or calendar months."""

    text: str
    days: int = 0
    months: int = 0

    def after(self, day: date, times: int = 1) -> date:
        """Return the day that lies `times` cadences after `day`; the calendar's last where it ends before."""
        if self.months:
            return add_months(day, self.months * times)
        try:
            return day + timedelta(days=self.days * times)
        except OverflowError:
            return date.max


CADENCES = {
    cadence.text: cadence
    for cadence in (
        Cadence("daily", days=1),
        Cadence("weekly", days=7),
        Cadence("biweekly", days=14),
        Cadence("monthly", months=1),
        Cadence("quarterly", months=3),
        Cadence("halfyearly", months=6),
        Cadence("yearly", months=12),
    )
}


def parse_cadence(text: str) -> Cadence:
    """Return the cadence that `text` names (`weekly`, `10d`, `2m`); raise ValueError otherwise."""
    if known := CADENCES.get(text):
        return known
    found = _CADENCE.fullmatch(text)
    if not found:
        msg = f"`{text}` is not a cadence: write one of {', '.join(CADENCES)}, or 10d, 6w, 2m"
        raise ValueError(msg)
    count = int(found[1])
    if found[2] == "m":
        return Cadence(text, months=count)
    return Cadence(text, days=count * (7 if found[2] == "w" else 1))
