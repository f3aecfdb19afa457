"""Scores: every worked example of the specification, section 6, and where there is no score."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outtrack.compute.priority import (
    MONTH,
    Kano,
    ice,
    kano,
    kano_letter,
    need,
    opportunity_score,
    quadrants,
    rice,
)


def test_rice() -> None:
    assert rice(2000, 2, 0.8, 3 * MONTH) == pytest.approx(1066.7, abs=0.05)
    assert rice(5000, 0.5, 1, MONTH) == 2500


def test_ice() -> None:
    assert ice(8, 0.5, 6) == 24


@pytest.mark.parametrize(
    ("importance", "satisfaction", "score", "word"),
    [
        (9, 3, 15, "strong"), (9, 9, 9, "low"), (8.4, 3.6, 13.2, "strong"), (9.5, 3, 16, "extreme"),
        (7, 4, 10, "worth a look"),
    ],
)  # fmt: skip
def test_opportunity_scores(importance: float, satisfaction: float, score: float, word: str) -> None:
    found = opportunity_score(importance, satisfaction)
    assert found == pytest.approx(score)
    assert need(found or 0) == word


def test_kano() -> None:
    found = Kano(Counter(A=30, O=25, M=20, I=20))
    assert (found.better, found.worse) == pytest.approx((0.579, -0.474), abs=5e-4)
    assert found.letter == "A"


@pytest.mark.parametrize(
    ("functional", "dysfunctional", "letter"),
    [
        (1, 5, "O"), (1, 3, "A"), (3, 5, "M"), (3, 3, "I"), (5, 1, "R"), (2, 1, "R"), (1, 1, "Q"), (5, 5, "Q"),
        (5, 4, "R"),
    ],
)  # fmt: skip
def test_the_letter_of_one_answer(functional: int, dysfunctional: int, letter: str) -> None:
    assert kano_letter(functional, dysfunctional) == letter


def test_of_as_many_answers_the_one_that_must_be_met_counts() -> None:
    found = kano([(3, 5), (1, 3)])
    assert found is not None
    assert found.letter == "M"
    assert found.n == 2


def test_answers_that_tell_nothing_have_no_share() -> None:
    found = kano([(1, 1), (5, 1)])
    assert found is not None
    assert (found.better, found.worse) == (None, None)


@pytest.mark.parametrize(
    "score",
    [
        rice(None, 1, 1, 1), rice(1, None, 1, 1), rice(1, 1, None, 1), rice(1, 1, 1, None), rice(1, 1, 1, 0),
        ice(None, 1, 1), ice(1, None, 1), ice(1, 1, None), opportunity_score(None, 1), opportunity_score(1, None),
        kano([]),
    ],
)  # fmt: skip
def test_what_is_missing_gives_no_score(score: object) -> None:
    assert score is None


def test_quadrants_split_at_the_medians_and_ties_are_high() -> None:
    assert quadrants([(3, 10), (2, 10), (1, 1), (3, 1)]) == ["big bet", "money pit", "fill-in", "quick win"]
    assert quadrants([(2, 2)]) == ["big bet"]
    assert quadrants([]) == []


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1))
def test_shares_of_kano_stay_within_their_bounds(answers: list[tuple[int, int]]) -> None:
    found = kano(answers)
    assert found is not None
    assert found.n == len(answers)
    if found.better is not None and found.worse is not None:
        assert 0 <= found.better <= 1
        assert -1 <= found.worse <= 0
