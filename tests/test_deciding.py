"""Deciding at a terminal: what is missing is asked for, below what the figures say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import processes
from talking import END, INTERRUPT, talk

if TYPE_CHECKING:
    from pathlib import Path

FILE = "product/experiments/card-texts-by-hand.yaml"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return processes.example("shop", tmp_path)


def test_decision_and_learning_are_asked_for(shop: Path, tmp_path: Path) -> None:
    answers = ["maybe", "pivot", "A text message reads as a fraud"]
    seen, code = talk("decide", "card-texts-by-hand", cwd=shop, home=tmp_path, answers=answers)
    assert code == 0
    assert "the figures say: nothing that could be computed" in seen.split("Decision (", maxsplit=1)[0]
    assert seen.count("Decision (") == 2
    assert "`maybe` is no decision: say persevere, scale, pivot, stop or inconclusive" in seen
    text = (shop / FILE).read_text(encoding="utf-8")
    assert "decision: pivot\ndecided: 2026-11-22\nlearned: A text message reads as a fraud\n" in text
    assert "# decision: Jonas and Priya" in text


def test_only_what_is_missing_is_asked_for(shop: Path, tmp_path: Path) -> None:
    seen, code = talk("decide", "help-synonyms-ab", "--decision", "stop", cwd=shop, home=tmp_path, answers=[""])
    assert code == 0
    assert "the figures say: interim, no decision" in seen
    assert "Decision (" not in seen
    assert "what was learned?" in seen


@pytest.mark.parametrize(("key", "code"), [(INTERRUPT, 130), (END, 2)])
@pytest.mark.parametrize("before", [[], ["stop"]])
def test_who_stops_has_written_nothing(shop: Path, tmp_path: Path, before: list[str], key: str, code: int) -> None:
    text = (shop / FILE).read_bytes()
    assert talk("decide", "card-texts-by-hand", cwd=shop, home=tmp_path, answers=[*before, key])[1] == code
    assert (shop / FILE).read_bytes() == text


@pytest.mark.parametrize("more", [("--dry-run",), ("--format", "json")])
def test_nothing_is_asked_where_somebody_else_reads(shop: Path, tmp_path: Path, more: tuple[str, ...]) -> None:
    seen, _ = talk("decide", "card-texts-by-hand", *more, cwd=shop, home=tmp_path, answers=[])
    assert "Decision (" not in seen
