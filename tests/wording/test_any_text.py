"""Whatever the text: no error, the same answer each time, points that add up, and an end in good time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hostile
from outtrack.wording import RULES, classify, jargon, vanity
from outtrack.wording.sentence import LONGEST, plain

PIECES = [
    "ship", "10", "features", "reduce", "churn", "from", "to", "5 %", "3 %", "by", "half", "users", "who", "come back",
    "the", "a", "so that", "in order to", "were", "delivered", "number of", "fewer", "than", "Q2", "→", "€3m", "per",
    "week", "#", "%", "and", "more", "twice", "as an admin", "i can", "everyone", "nobody", "have", "completed", "it",
    "training", "is", ",", ":", "no", "zero", "up", "down", "at least", "or better", "two", "million", "points", "our",
    "each", "can", "not", "launch",
]  # fmt: skip
statements = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)


@given(st.one_of(statements, st.text(), hostile.texts))
def test_any_text_gets_a_verdict_that_adds_up(text: str) -> None:
    verdict = classify(text)
    assert classify(text) == verdict
    points = verdict.outcome_points - verdict.output_points
    assert verdict.label == ("outcome" if points > 0 else "output" if points < 0 else "unclear")
    assert all(one.rule in RULES and one.points > 0 for one in verdict.evidence)
    assert (verdict.rewrite is None) == (verdict.label == "outcome" or verdict.reason in {"not English", "no words"})
    shown = plain(text)
    for one in verdict.evidence:
        assert one.words
        assert one.words.lower() in shown.lower()
    for word in (*vanity(text), *jargon(text)):
        assert word in shown


@pytest.mark.parametrize(
    ("text", "label"),
    [("A", "unclear"), ("The", "unclear"), ("Have", "outcome"), ("ten scanner largest studies layout under", "output")],
)
def test_a_text_may_end_before_it_has_said_anything(text: str, label: str) -> None:
    assert classify(text).label == label


def test_only_the_beginning_of_a_page_is_looked_at() -> None:
    statement = "Reduce churn from 5 % to 3 % "
    assert classify(statement + "x" * 100_000).label == "outcome"
    assert classify("x " * LONGEST + "Reduce churn from 5 % to 3 %").label == classify("x " * LONGEST).label


def test_long_texts_end_soon() -> None:
    began = time.process_time()
    for piece in ("ship ", "from 1 to ", "of ", "people who ", "-", "a-", "1,", "\u0301", "so that ", "as an i ", "  "):
        classify(piece * 100_000)
        vanity(piece * 100_000)
    assert time.process_time() - began < 5
