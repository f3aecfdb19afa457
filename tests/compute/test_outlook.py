"""The forecast of a key result: what it rests on, how it reads, and why there is none (`methods.md` 3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import day, key_result
from outtrack.compute.calibration import Said, judged
from outtrack.compute.forecast import Points, cumulative, level
from outtrack.compute.mixture import IDENTITY, LOG, LOGIT, Counted
from outtrack.compute.outlook import ahead, outlook_of, scale
from outtrack.compute.status import forecast_status
from outtrack.reports.outlooks import bound_text, decimals_of, next_checkin, outlook_text, seasonal
from outtrack.reports.texts import likely, trend_text

if TYPE_CHECKING:
    from pathlib import Path

    from outtrack.compute.key_results import KeyResultStanding

CHECKINS = "{date: 2026-01-15, value: 16}, {date: 2026-01-29, value: 18}, {date: 2026-02-15, value: 19}"
TWO_ON_A_DAY = "{date: 2026-02-07, value: 16}, {date: 2026-02-07, value: 17, by: b}"
CHANGE = 'unit: "%", baseline: 15, target: 25, cadence: biweekly'


def text(one: KeyResultStanding, as_of: str) -> str:
    return outlook_text(outlook_of(one), one.unit, one.due, day(as_of), next_checkin(one))


def test_a_forecast_reads_as_the_chance_the_interval_and_what_it_rests_on(tmp_path: Path) -> None:
    one = key_result(tmp_path, f"{CHANGE}, checkins: [{CHECKINS}]", "2026-02-16")
    assert text(one, "2026-02-16") == "≈20% to reach 25% by 03-31; 80%: 14\N{EN DASH}28; 4 measurements (few)"
    assert (one.status, one.rule, one.judged.probability) == ("off_track", 7, outlook_of(one).probability)


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        (27.764, 0, "28"),
        (27.764, 1, "27.8"),
        (102.94, 2, "103"),
        (0.313, 0, "0"),
        (-0.313, 0, "0"),
        (0.000123456, 9, "0.000123"),
        (0.0, 2, "0"),
        (1857958.4, 0, "1,857,958"),
        (2.3533e30, 14, "2.353e+30"),
    ],
)
def test_a_bound_has_no_more_decimals_than_what_was_measured(number: float, decimals: int, text: str) -> None:
    assert bound_text(number, decimals) == text


@pytest.mark.parametrize(("value", "decimals"), [(15, 0), (15.0, 0), (59.8, 1), (1e-7, 7), (-2.25, 2), (1e15, 0)])
def test_the_decimals_of_what_was_measured(value: float, decimals: int) -> None:
    points = Points([0, 1, 2], [1, value, 2], 3, 9)
    assert decimals_of(points) == decimals
    assert decimals_of(Points([0, 1, 2], [1, 1, 2], value, 9)) == decimals


@pytest.mark.parametrize(
    ("about", "said"),
    [
        (f"{CHANGE}, checkins: [{{date: 2026-02-07, value: 16}}]", "— (2 of 3 measurements; next due 02-21)"),
        (f"{CHANGE}, checkins: []", "— (1 of 3 measurements)"),
        (f"{CHANGE}, checkins: [{TWO_ON_A_DAY}]", "— (2 of 3 measurements; next due 02-21)"),
        ("target: 25, checkins: [{date: 2026-02-07, value: 16}]", "— (needs baseline)"),
        ("keep: {min: 3}, checkins: []", "— (no forecast for bounds: the days within them count)"),
        ("self_reported: true, checkins: [{date: 2026-02-07, value: 40}]", "— (no forecast for what is self-reported)"),
        ("milestones: [{title: A, done: 2026-02-01}]", "— (no forecast for milestones)"),
        ("levels: [a, b], baseline: a, target: b", "— (no forecast for levels)"),
        ("description: Later", "— (no forecast without a target)"),
    ],
)  # fmt: skip
def test_where_there_is_none_it_says_why(tmp_path: Path, about: str, said: str) -> None:
    assert text(key_result(tmp_path, about, "2026-02-16"), "2026-02-16") == said


@pytest.mark.parametrize(
    ("more", "as_of", "why"),
    [
        ("", "2026-03-31", None),
        ("", "2026-04-01", "the due date has passed"),
        ("status: done\n", "2026-02-16", "the outcome is done"),
        ("status: dropped\n", "2026-02-16", "the outcome is dropped"),
        ("status: paused\n", "2026-02-16", "the outcome is paused"),
        ("status: draft\n", "2026-02-16", "the outcome is a draft"),
    ],
)
def test_what_is_over_has_no_chance_any_more(tmp_path: Path, more: str, as_of: str, why: str | None) -> None:
    one = key_result(tmp_path, f"{CHANGE}, checkins: [{CHECKINS}]", as_of, more=more)
    found = ahead(one)
    assert (found.missing, found.forecast is None, found.points is None) == (why, why is not None, why is not None)
    assert outlook_of(one).forecast is not None


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0.274, "≈25%"),
        (0.288, "≈29%"),
        (0.29999, "≈29%"),
        (0.3, "≈30%"),
        (0.31, "≈30%"),
        (0.676, "≈68%"),
        (0.6999, "≈69%"),
        (0.7, "≈70%"),
        (0.0, "≈5%"),
        (1.0, "≈95%"),
    ],
)
def test_a_printed_chance_never_contradicts_the_word(chance: float, said: str) -> None:
    assert likely(chance) == said


@given(st.floats(0, 1))
def test_a_printed_chance_stands_for_the_same_word(chance: float) -> None:
    printed = int(likely(chance).strip("≈%")) / 100
    assert forecast_status(printed) == forecast_status(chance)
    assert abs(printed - min(max(chance, 0.05), 0.95)) <= 0.025 + 1e-9


@pytest.mark.parametrize(("as_of", "said"), [("2026-02-21", "; next due 02-21)"), ("2026-02-22", "; was due 02-21)")])
def test_a_day_that_has_passed_was_due(tmp_path: Path, as_of: str, said: str) -> None:
    one = key_result(tmp_path, f"{CHANGE}, checkins: [{{date: 2026-02-07, value: 16}}]", as_of)
    assert text(one, as_of).endswith(said)


@pytest.mark.parametrize(
    ("values", "said"),
    [((42, 33), "between 33 and 42 min: 2 check-ins"), ((5, 5), "5 min each time: 2 check-ins")],
)
def test_a_trend_names_its_ends_in_no_order_of_time(tmp_path: Path, values: tuple[int, int], said: str) -> None:
    checkins = f"{{date: 2026-01-15, value: {values[0]}}}, {{date: 2026-01-29, value: {values[1]}}}"
    one = key_result(tmp_path, f"unit: min, target: 4, checkins: [{checkins}]", "2026-02-16")
    assert trend_text(one) == said


def test_without_a_start_there_is_none(tmp_path: Path) -> None:
    one = key_result(tmp_path, f"{CHANGE}, checkins: [{CHECKINS}]", "2026-02-16", due="2026-03-31")
    assert text(one, "2026-02-16") == "— (needs start)"


def test_a_value_of_the_due_date_leaves_nothing_to_forecast(tmp_path: Path) -> None:
    checkins = f"{CHECKINS}, {{date: 2026-03-31, value: 22}}"
    one = key_result(tmp_path, f"{CHANGE}, checkins: [{checkins}]", "2026-03-31")
    assert text(one, "2026-03-31") == "— (measured on the due date)"
    after = key_result(tmp_path / "after", f"{CHANGE}, checkins: [{CHECKINS}]", "2026-05-01")
    assert (after.status, after.rule) == ("missed", 3)


@pytest.mark.parametrize(
    ("seasonality", "warning"),
    [("12mo", "may be seasonal; compare with the same season"), ("7d", ""), ("summer", ""), (None, "")],
)
def test_a_season_of_which_two_were_not_seen_is_a_warning(
    tmp_path: Path, seasonality: str | None, warning: str
) -> None:
    one = key_result(tmp_path, f"{CHANGE}, checkins: [{CHECKINS}]", "2026-02-16")
    assert seasonal(outlook_of(one), seasonality) == warning


def test_the_target_is_the_one_of_the_day(tmp_path: Path) -> None:
    moved = "changes: [{date: 2026-02-16, key_result: k, field: target, was: 20, why: x}]\n"
    files = f"id: k, {CHANGE}, checkins: [{CHECKINS}]"
    before = key_result(tmp_path / "a", files, "2026-02-15", more=moved)
    after = key_result(tmp_path / "b", files, "2026-02-16", more=moved)
    assert (before.progress.target, after.progress.target) == (20, 25)
    assert (outlook_of(before).probability or 0) > (outlook_of(after).probability or 1)


def test_a_count_of_customers_is_known_until_the_day(tmp_path: Path) -> None:
    from building import named, standings

    files = {
        "outcomes/x.yaml": "title: X\ndue: 2026-Q1\nkey_results:\n"
        "  - {id: k, title: K, cumulative: true, counts: customers, target: 8}\n",
    } | {
        f"insights/{name}.yaml": f"title: I\nabout: x\nsignal: for\ncustomer: {name}\ndate: {on}\n"
        for name, on in (("a", "2026-01-05"), ("b", "2026-01-12"), ("c", "2026-01-20"))
    }
    early = named(standings(tmp_path / "a", files, "2026-01-21"), "x").key_results[0]
    late = named(standings(tmp_path / "b", files, "2026-03-20"), "x").key_results[0]
    assert (outlook_of(early).probability or 0) > 0.5 > (outlook_of(late).probability or 1)
    assert outlook_of(late).points is not None


# --- numbers


@given(
    st.lists(st.floats(0, 100), min_size=3, max_size=12),
    st.floats(0, 100),
    st.sampled_from(["%", "percent", "EUR", "score", None]),
)
def test_whatever_the_values_a_chance_is_a_chance(values: list[float], target: float, unit: str | None) -> None:
    points = Points([7.0 * place for place in range(len(values))], values, target, 100)
    for is_rising in (True, False):
        found = level(points, scale(points, unit), is_rising=is_rising)
        low, high = found.interval
        assert 0 <= found.probability <= 1
        assert low <= found.middle <= high


@pytest.mark.parametrize("value", [0, 100])
def test_values_at_the_ends_of_a_percentage_are_taken_as_they_are(value: float) -> None:
    assert scale(Points([0, 1, 2], [50, value, 50], 60, 9), "%") is IDENTITY
    assert scale(Points([0, 1, 2], [50, 51, 50], 60, 9), "%") is LOGIT
    assert scale(Points([0, 1, 2], [50, 0, 50], 60, 9), "EUR") is IDENTITY
    assert scale(Points([0, 1, 2], [50, 1, 50], 60, 9), "EUR") is LOG
    for name in ("NPS", "SEQ", "sus"):
        assert scale(Points([0, 1, 2], [50, 1, 50], 60, 9), name) is IDENTITY


@given(st.lists(st.floats(0, 50), min_size=3, max_size=12), st.floats(1, 500))
def test_a_total_that_is_reached_stays_reached(gains: list[float], target: float) -> None:
    totals = [sum(gains[: place + 1]) for place in range(len(gains))]
    found = cumulative(Points([7.0 * place for place in range(len(gains))], totals, target, 100))
    assert 0 <= found.probability <= 1
    assert found.probability == 1 or totals[-1] < target


def test_small_counts_are_whole_numbers_within_their_interval() -> None:
    found = cumulative(Points([0, 15, 30, 45], [0, 1, 2, 3], 8, 90))
    assert isinstance(found.value, Counted)
    low, high = found.interval
    assert (low, high) == (4, 9)
    assert found.value.at_most(low - 1) < 0.1 <= found.value.at_most(low)
    assert found.value.at_most(high - 1) < 0.9 <= found.value.at_most(high)


@pytest.mark.parametrize("values", [(0, 10, 20, 30), (0, 100.5, 200.5, 200.5), (0, 10.5, 20, 5)])
def test_a_total_ends_no_lower_than_it_is(values: tuple[float, ...]) -> None:
    found = cumulative(Points([0, 10, 20, 30], values, 1000, 90))
    low, high = found.interval
    assert values[-1] <= low <= found.middle <= high


# --- how good chances were


def test_scores_of_chances() -> None:
    assert judged([]) is None
    perfect = judged([Said(1, came=True), Said(0, came=False)])
    assert perfect is not None
    assert perfect[1:] == (0, 0, 0.5)
    coin = judged([Said(0.5, came=True), Said(0.5, came=False)])
    assert coin is not None
    assert coin[1:3] == (0.25, 0)
    sure = judged([Said(0.95, came=False), Said(0.15, came=True)])
    assert sure is not None
    assert sure.brier == pytest.approx((0.95**2 + 0.85**2) / 2)
    assert sure.ece == pytest.approx(0.9)
