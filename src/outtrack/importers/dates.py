"""Days as trackers and spreadsheets write them, in many languages; what can be read in two ways is read in one."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final

_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?", re.ASCII)
_NUMBERS: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:[T, ]+(.*))?", re.ASCII)
_WEEKDAY: Final = r"(?:[^\W\d_]{2,12}\.?,? )?"
_NAMED: Final = re.compile(_WEEKDAY + r"(\d{1,2})[-/. ]+([^\W\d_]{3,12})\.?[-/., ]+(\d{4}|\d{2})(?:[, ]+.*)?")
_NAMED_FIRST: Final = re.compile(
    _WEEKDAY + r"([^\W\d_]{3,12})\.?[ ]+(\d{1,2})(?:st|nd|rd|th)?,?[ ]+(\d{4})(?:[, ]+.*)?"
)
_CENTURY: Final = 2000
_SHORT_YEAR: Final = 100

# The beginnings of the names of months: English, German, Spanish, French, Polish, Portuguese, Italian, Dutch, Swedish,
# Danish, Czech, Turkish. Where two languages mean different months by the same letters, the longer beginning decides.
_MONTHS: Final = (
    "jan ene sty gen led oca",
    "feb fév fev lut úno uno şub sub",
    "mar mär mrz maa mrt bře bre",
    "apr abr avr kwi dub nis",
    "may mai maj mei mag kvě kve",
    "jun juin giu cze čer cer haz",
    "jul juil lug lip čec cec tem",
    "aug ago aoû aou sie srp ağu agu",
    "sep set wrz zář zar eyl",
    "oct okt out ott paź paz říj rij eki",
    "nov lis kas",
    "dec dez dic déc gru pro ara",
)
_BY_NAME: Final = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_LONGEST_NAME: Final = 4
_MONTHS_OF_A_YEAR: Final = len(_MONTHS)


class Days:
    """Reads the days of one file. Whether 03/04 is in March or April shows in the others, so all are noted first."""

    def __init__(self) -> None:
        self.has_day_first = self.has_month_first = self.is_american = self.has_either = False
        self.newest: dict[bool, date | None] = {True: None, False: None}
        self.unread, self.first_unread = 0, ""
        """How many texts name no day that can be read, and the first of them."""

    def note(self, text: str) -> None:
        """Take a day into account: for the order of the others, and for the newest of all."""
        if not text:
            return
        found = _NUMBERS.fullmatch(text)
        if found:
            first, second = int(found[1]), int(found[2])
            self.has_day_first |= first > _MONTHS_OF_A_YEAR or "." in text[:6]
            self.has_month_first |= second > _MONTHS_OF_A_YEAR
            self.has_either |= first != second
            self.is_american |= bool(re.search(r"\b[AP]M\b", found[4] or ""))
        days = {month_first: _read(text, month_first=month_first) for month_first in (True, False)}
        if not any(days.values()):
            self.unread += 1
            self.first_unread = self.first_unread or text
        for month_first, day in days.items():
            newest = self.newest[month_first]
            if day and (newest is None or day > newest):
                self.newest[month_first] = day

    @property
    def month_first(self) -> bool:
        """Whether the month stands before the day: where the days show it, else where the hours are those of the US."""
        return not self.has_day_first and (self.has_month_first or self.is_american)

    @property
    def is_guess(self) -> bool:
        """Whether nothing in the file shows the order of day and month, though it matters."""
        return self.has_either and not (self.has_day_first or self.has_month_first)

    def day(self, text: str) -> date | None:
        """Return the day that a text names, or None where it names none."""
        return _read(text, month_first=self.month_first)

    @property
    def last(self) -> date | None:
        """The newest day that was noted."""
        return self.newest[self.month_first]


@lru_cache(maxsize=1 << 14)  # many rows share a day
def _read(text: str, *, month_first: bool) -> date | None:
    if found := _ISO.fullmatch(text):
        return _date(found[1], found[2], found[3])
    if found := _NUMBERS.fullmatch(text):
        day, month = (found[2], found[1]) if month_first else (found[1], found[2])
        return _date(found[3], month, day)
    if found := _NAMED.fullmatch(text):
        return _date(found[3], month_number(found[2]), found[1])
    if found := _NAMED_FIRST.fullmatch(text):
        return _date(found[3], month_number(found[1]), found[2])
    return None


def month_number(name: str) -> int:
    """Return the number of a month by its name, in one of the languages that are known; 0 where none is."""
    lowered = name.casefold()
    return next((_BY_NAME[lowered[:size]] for size in range(_LONGEST_NAME, 2, -1) if lowered[:size] in _BY_NAME), 0)


def _date(year: str, month: str | int, day: str) -> date | None:
    number = int(year)
    try:
        return date(number + _CENTURY if number < _SHORT_YEAR else number, int(month), int(day))
    except ValueError:
        return None
