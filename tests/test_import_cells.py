"""Days, numbers, people and periods as trackers and spreadsheets write them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outtrack.importers.cells import Amount, amount, is_nothing, is_same_unit, people, period, uses_comma
from outtrack.importers.dates import Days, month_number
from outtrack.importers.words import STATES, is_epic_label, is_epic_type, state_of

if TYPE_CHECKING:
    from collections.abc import Sequence


def read(texts: Sequence[str]) -> list[str]:
    days = Days()
    for text in texts:
        days.note(text)
    return [str(days.day(text)) for text in texts]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026-11-20T09:12:00.000+0100", "2026-11-20"),
        ("2026-11-20T08:12:00Z", "2026-11-20"),
        ("2026-11-20 10:00:00 UTC", "2026-11-20"),
        ("2026/11/20 10:00", "2026-11-20"),
        ("14/Jul/25 3:42 PM", "2025-07-14"),
        ("02/Mar/26", "2026-03-02"),
        ("14.07.2025 15:42", "2025-07-14"),
        ("14. Juli 2025", "2025-07-14"),
        ("04/ago/26 9:10 AM", "2026-08-04"),
        ("04/ene/26 9:10 AM", "2026-01-04"),
        ("04/dic/26 9:10 AM", "2026-12-04"),
        ("04/févr./26 9:10 AM", "2026-02-04"),
        ("04/août/26 9:10 AM", "2026-08-04"),
        ("11/déc./26 5:00 PM", "2026-12-11"),
        ("04/sie/26", "2026-08-04"),
        ("04/paź/26", "2026-10-04"),
        ("04/Mrz/26", "2026-03-04"),
        ("04/Okt/26", "2026-10-04"),
        ("04/mei/26", "2026-05-04"),
        ("04/set/26", "2026-09-04"),
        ("Nov 20, 2026", "2026-11-20"),
        ("November 20th, 2026", "2026-11-20"),
        ("31/12/2026", "2026-12-31"),
        ("12/31/2026", "2026-12-31"),
        ("31/Feb/26", "None"),
        ("soon", "None"),
        ("", "None"),
        ("04/xyz/26", "None"),
    ],
)
def test_a_day_in_many_forms(text: str, day: str) -> None:
    assert read([text]) == [day]


def test_the_order_of_day_and_month_shows_in_the_other_days() -> None:
    assert read(["03/04/2026", "25/04/2026"]) == ["2026-04-03", "2026-04-25"]
    assert read(["03/04/2026", "04/25/2026"]) == ["2026-03-04", "2026-04-25"]
    assert read(["3/4/2026 9:12:00 AM"]) == ["2026-03-04"]
    assert read(["03/04/2026 15:12"]) == ["2026-04-03"]
    assert read(["03.04.2026", "3/4/2026 9:12:00 AM"]) == ["2026-04-03", "2026-04-03"]


@pytest.mark.parametrize(
    ("texts", "is_guess"),
    [
        (["03/04/2026"], True),
        (["03/03/2026"], False),
        (["03/04/2026", "25/04/2026"], False),
        (["2026-11-20"], False),
        (["03.04.2026"], False),
    ],
)
def test_what_nothing_decides_is_a_guess(texts: list[str], is_guess: bool) -> None:
    days = Days()
    for text in texts:
        days.note(text)
    assert days.is_guess is is_guess


def test_the_newest_day_is_read_in_the_same_order() -> None:
    days = Days()
    for text in ("02/11/2026", "05/10/2026", "25/01/2026", "no day"):
        days.note(text)
    assert days.last == date(2026, 11, 2)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    texts = [day.isoformat(), f"{day:%d}/{months[day.month - 1]}/{day:%y} 3:42 PM", f"{day:%d.%m.%Y} 10:00"]
    assert read(texts) == [day.isoformat()] * 3


@pytest.mark.parametrize(
    "names",
    [
        "January February March April May June July August September October November December",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    ],
)
def test_months_have_names_in_many_languages(names: str) -> None:
    assert [month_number(name) for name in names.split()] == list(range(1, 13))


PERCENT = Amount(25, "%")


@pytest.mark.parametrize(
    ("text", "english", "continental"),
    [
        ("25", Amount(25), Amount(25)),
        ("25%", PERCENT, PERCENT),
        ("25 %", PERCENT, PERCENT),
        ("-5", Amount(-5), Amount(-5)),
        ("\u22125", Amount(-5), Amount(-5)),
        ("0.5", Amount(0.5), Amount(0.5)),
        ("12,5", Amount(12.5), Amount(12.5)),
        ("1,200", Amount(1200), Amount(1.2)),
        ("1.200", Amount(1.2), Amount(1200)),
        ("1,200.50", Amount(1200.5), Amount(1200.5)),
        ("1.200,50", Amount(1200.5), Amount(1200.5)),
        ("1,234,567", Amount(1234567), Amount(1234567)),
        ("1'200", Amount(1200), Amount(1200)),
        ("1\u00a0200", Amount(1200), Amount(1200)),
        ("€1,200", Amount(1200, "€"), Amount(1.2, "€")),
        ("300 USD", Amount(300, "USD"), Amount(300, "USD")),
        ("USD 300", Amount(300, "USD"), Amount(300, "USD")),
        ("50 tickets/week", Amount(50, "tickets/week"), Amount(50, "tickets/week")),
        ("12 min", Amount(12, "min"), Amount(12, "min")),
    ],
)
def test_a_number_with_its_unit(text: str, english: Amount, continental: Amount) -> None:
    assert amount(text, with_comma=False) == english
    assert amount(text, with_comma=True) == continental


@pytest.mark.parametrize(
    "text",
    [
        "", "x % of users", "100 % of teams", "15%→25%", "15 - 25", "10 of 12", "~5", "<5", "≥ 30", "3k", "1.5M",
        "no baseline", "Q3 FY22", "5 new customers", "50/week", "1,23,456", "1.2.3", "=1+1", "€5%", "#5", "5 5/6",
        "2026-11-20",
    ],
)  # fmt: skip
def test_what_is_not_one_number_is_none(text: str) -> None:
    assert amount(text, with_comma=False) is None


def test_a_file_shows_whether_its_numbers_have_a_comma() -> None:
    assert uses_comma(["5", "12,5"])
    assert uses_comma(["1.200,00 €"])
    assert not uses_comma(["1,200", "12.5", "x"])


def test_units_that_are_the_same() -> None:
    assert is_same_unit("€", "EUR")
    assert is_same_unit("percent", "%")
    assert is_same_unit(None, "min")
    assert not is_same_unit("%", "pp")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Maria", ["Maria"]),
        ("Maria Lopez", ["Maria Lopez"]),
        ("Maria / Chidi", ["Maria", "Chidi"]),
        ("Maria, Chidi; Lena", ["Maria", "Chidi", "Lena"]),
        ("Maria & Chidi", ["Maria", "Chidi"]),
        ("Maria und Chidi", ["Maria", "Chidi"]),
        ("María y Lena", ["María", "Lena"]),
        ("team 4", ["team 4"]),
        ("Andy", ["Andy"]),
    ],
)
def test_two_people_in_one_cell(text: str, names: list[str]) -> None:
    assert people(text) == names


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-Q4", "2026-Q4"),
        ("Q4 2026", "2026-Q4"),
        ("2026 Q4", "2026-Q4"),
        ("Q4/26", "2026-Q4"),
        ("Q4'26", "2026-Q4"),
        ("4Q26", "2026-Q4"),
        ("T4 2026", "2026-Q4"),
        ("3. Quartal 2026", "2026-Q3"),
        ("H2 2026", "2026-H2"),
        ("S2 2026", "2026-H2"),
        ("Q3 FY22", "FY22-Q3"),
        ("FY22 Q3", "FY22-Q3"),
        ("FY2027", "FY2027"),
        ("fy 27", "FY27"),
        ("Nov 2026", "2026-11"),
        ("KW 7 2026", "2026-W07"),
        ("31.12.2026", "2026-12-31"),
        ("2026-12-31", "2026-12-31"),
        ("Q5 2026", None),
        ("Q3", None),
        ("end of the year", None),
        ("04/05/2026", None),
    ],
)
def test_a_period_in_many_forms(text: str, meant: str | None) -> None:
    days = Days()
    days.note(text)
    assert period(text, days, 1) == meant


def test_a_cell_that_says_nothing() -> None:
    assert all(is_nothing(text) for text in ("", "-", "\u2014", "N/A", "tbd", "?"))
    assert not is_nothing("0")


def test_no_word_for_a_state_means_two_things() -> None:
    from outtrack.importers.words import _STATES

    words = [" ".join(word.split()) for group in _STATES.values() for word in group.split(",")]
    assert sorted(words) == sorted(STATES)


def test_states_and_epics_in_many_languages() -> None:
    names = ("To Do", "In Arbeit", "Terminé", "Closed (Won't Do)", "Done (for now)", "Dock 3")
    assert [state_of(name) for name in names] == ["todo", "doing", "done", "dropped", "done", None]
    assert all(map(is_epic_type, ("Epic", "EPIC ", "Épica", "Epik", "エピック")))
    assert not is_epic_type("Story")
    assert all(map(is_epic_label, ("epic", "Epic", "type: epic", "kind/epic", "type::epic")))
    assert not any(map(is_epic_label, ("epic-fail", "not an epic", "epic:12")))
