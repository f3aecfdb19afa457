"""Cells of a spreadsheet as values: numbers, people, periods; what is none of these stays the text that it is."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from outtrack.frozen import dataclass
from outtrack.importers.dates import month_number
from outtrack.period import parse_period

if TYPE_CHECKING:
    from outtrack.importers.dates import Days

_SIGNS: Final = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "zł": "PLN", "₹": "INR", "R$": "BRL"}
_NUMBER: Final = r"[-+\u2212]?\d[\d.,' \u00a0\u202f]*\d|[-+\u2212]?\d"
_AMOUNT: Final = re.compile(
    rf"(?P<before>[^\w\s\d.,+-]{{1,2}}|R\$|[A-Z]{{3}})?\s*(?P<number>{_NUMBER})\s*(?P<after>%|pp|[^\d\s]{{1,30}})?"
)
_THOUSANDS: Final = re.compile(r"[-+]?\d{1,3}(?:[.,]\d{3})+")
_UNIT: Final = re.compile(r"%|pp|[^\W\d]+(?:/[^\W\d]+)?|[€$£¥₹]")
_MULTIPLES: Final = frozenset(("k", "m", "mm", "mn", "mio", "mrd", "bn", "b", "t"))
_BETWEEN_PEOPLE: Final = re.compile(r"\s*[,;/&+\n]\s*|\s+(?:and|und|y|et|e|i|og|och|en)\s+", re.IGNORECASE)
_NAME: Final = re.compile(r"[^\d]{2,40}")
_NOTHING: Final = frozenset(
    ("", "-", "\u2013", "\u2014", "n/a", "na", "n.a.", "tbd", "tba", "?", "none", "null", "#n/a", "#ref!", "k.a.")
)
_PERIODS: Final = (
    (re.compile(r"([QTHS])\s*([1-4])[\s/'-]*(FY)?\s*'?(\d{4}|\d{2})", re.IGNORECASE), (3, 4, 1, 2)),
    (re.compile(r"(FY)?\s*'?(\d{4}|\d{2})[\s/-]*([QTHS])\s*([1-4])", re.IGNORECASE), (1, 2, 3, 4)),
    (
        re.compile(
            r"([1-4])\.?\s*(Q|H|Quartal|Halbjahr|kwartał|trimestre)\w*\s*(FY)?\s*'?(\d{4}|\d{2})", re.IGNORECASE
        ),
        (3, 4, 2, 1),
    ),
)
_LETTERS: Final = {"t": "Q", "s": "H", "k": "Q"}
_MONTH: Final = re.compile(r"([^\W\d_]{3,12})\.?[\s/-]+(\d{4})")
_WEEK: Final = re.compile(r"(?:KW|CW|W|Week|Woche)\s*(\d{1,2})[\s/-]+(\d{4})", re.IGNORECASE)
_CENTURY: Final = 2


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as a spreadsheet has it, with the unit that stands beside it."""

    number: int | float
    unit: str | None = None


def is_nothing(text: str) -> bool:
    """Return whether a cell says that there is nothing to say: `-`, `n/a`, `tbd`."""
    return text.strip().casefold() in _NOTHING


def uses_comma(texts: list[str]) -> bool:
    """Return whether the numbers of a file have a comma where English has a point."""
    return any(re.fullmatch(r"\D*\d+,\d{1,2}\D*|\D*\d{1,3}(?:\.\d{3})+,\d+\D*", text.strip()) for text in texts)


def amount(text: str, *, with_comma: bool) -> Amount | None:
    """Return the one number in a cell with its unit, or None where it is not one number.

    `with_comma` decides what 1,200 and 1.200 are: whether the comma or the point stands between thousands.
    """
    found = _AMOUNT.fullmatch(text.strip().replace("\u2212", "-"))
    if not found:
        return None
    plain = _plain(re.sub(r"[ '\u00a0\u202f]", "", found["number"]), with_comma=with_comma)
    before, after = found["before"] or "", found["after"] or ""
    if plain is None or (before and after) or (before and before not in _SIGNS and not before.isalpha()):
        return None
    if after and (not _UNIT.fullmatch(after) or after.casefold() in _MULTIPLES):
        return None
    return Amount(int(plain) if re.fullmatch(r"[-+]?\d+", plain) else float(plain), before or after or None)


def _plain(digits: str, *, with_comma: bool) -> str | None:
    """Return a number with a point before its fraction and nothing between its thousands; None for what is none."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits
    whole, sign, fraction = digits[:last], digits[last], digits[last + 1 :]
    other = "," if sign == "." else "."
    if sign in whole:  # 1,234,567
        return re.sub("[.,]", "", digits) if _THOUSANDS.fullmatch(digits) and other not in digits else None
    if other in whole:  # 1.234,56
        return f"{whole.replace(other, '')}.{fraction}" if _THOUSANDS.fullmatch(whole) else None
    if _THOUSANDS.fullmatch(digits) and (sign == ",") != with_comma:
        return whole + fraction
    return f"{whole}.{fraction}"


def is_same_unit(one: str | None, other: str | None) -> bool:
    """Return whether two units are the same, `€` and `EUR` among them; one that is not said fits any."""
    if not one or not other:
        return True
    words = {"percent": "%", **{sign.casefold(): code.casefold() for sign, code in _SIGNS.items()}}
    first, second = (words.get(name.casefold(), name.casefold()) for name in (one, other))
    return first == second


def people(text: str) -> list[str]:
    """Return the names in a cell; the cell as one where its parts do not read like names."""
    parts = [part for part in _BETWEEN_PEOPLE.split(text.strip()) if part]
    return parts if parts and all(_NAME.fullmatch(part) for part in parts) else [text.strip()]


def period(text: str, days: Days, fiscal_year_start: int) -> str | None:
    """Return a day or period as a file writes it, or None for what is none or could be two."""
    plain = text.strip()
    for candidate in (plain, *_candidates(plain)):
        with suppress(ValueError):
            return parse_period(candidate, fiscal_year_start).text
    day = None if days.is_guess else days.day(plain)
    return day.isoformat() if day else None


def _candidates(text: str) -> list[str]:
    """Return what a loosely written period may mean: `Q3 FY22`, `3. Quartal 2026`, `Nov 2026`, `KW 47 2026`."""
    for form, (fiscal, year, letter, number) in _PERIODS:
        if found := form.fullmatch(text):
            sign = found[letter][0].casefold()
            years = found[year] if found[fiscal] or len(found[year]) > _CENTURY else f"20{found[year]}"
            return [f"{(found[fiscal] or '').upper()}{years}-{_LETTERS.get(sign, sign.upper())}{found[number]}"]
    if found := _WEEK.fullmatch(text):
        return [f"{found[2]}-W{int(found[1]):02}"]
    if (found := _MONTH.fullmatch(text)) and (month := month_number(found[1])):
        return [f"{found[2]}-{month:02}"]
    return [text.upper().replace(" ", "")] if text[:2].upper() == "FY" else []
