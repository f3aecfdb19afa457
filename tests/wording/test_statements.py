"""The statements by which the wording is measured: well-formed, mixed, and read as well as the page says."""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
figures: Any = importlib.import_module("figures")

STATEMENTS: Final = figures.statements()
BOTH: Final = ("outcome", "output")
RIGHT, UNDECIDED = 0.94, 0.10
"""The aim."""


def test_statements_are_whole_and_stand_once() -> None:
    texts = [one.text for one in STATEMENTS]
    assert len(set(texts)) == len(texts)
    assert all(one.text == one.text.strip() and one.domain and one.set for one in STATEMENTS)
    assert {one.label for one in STATEMENTS} == {*BOTH, "unclear"}


def test_there_are_enough_of_both_sorts_from_many_fields() -> None:
    for split in figures.SPLITS:
        labels = Counter(one.label for one in STATEMENTS if one.split == split)
        assert labels["outcome"] + labels["output"] >= 200
        assert 0.7 < labels["outcome"] / labels["output"] < 1.4
    assert len({one.domain for one in STATEMENTS}) > 100


def test_half_of_the_first_set_was_kept_aside_by_its_hash() -> None:
    split = Counter(one.split for one in STATEMENTS if one.set == "first")
    assert set(split) == {figures.TUNED, figures.HELD}
    assert abs(split[figures.TUNED] - split[figures.HELD]) < 30


@pytest.mark.parametrize("split", figures.SPLITS)
@pytest.mark.parametrize("labels", [BOTH, ("outcome",), ("output",)], ids=" and ".join)
def test_the_aim_is_met(split: str, labels: tuple[str, ...]) -> None:
    found = figures.figures(split)
    right, undecided = found.right(*labels), found.undecided(*labels)
    assert right.part / right.whole >= RIGHT
    assert undecided.part / undecided.whole <= UNDECIDED


def test_the_fresh_statements_are_read_as_they_were_the_first_time() -> None:
    """When this fails because a rule or a list was changed, they are fresh no more: see docs/wording.md."""
    found = figures.figures(figures.FRESH)
    assert (found.right(*BOTH), found.undecided(*BOTH)) == (figures.Share(199, 205), figures.Share(3, 208))


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (0, 0, 0.0, 1.0),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
    ],
)
def test_interval_after_wilson(part: int, whole: int, low: float, high: float) -> None:
    assert figures.Share(part, whole).interval() == pytest.approx((low, high), abs=1e-4)
