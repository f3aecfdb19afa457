"""Closing at a terminal: what was learned is asked for, and nothing is written before the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import processes
from talking import END, INTERRUPT, talk

if TYPE_CHECKING:
    from pathlib import Path

FILE = "product/outcomes/growth/trial-to-paid.yaml"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return processes.example("shop", tmp_path)


def test_what_was_learned_is_asked_for_below_the_score(shop: Path, tmp_path: Path) -> None:
    seen, code = talk("close", "trial-to-paid", cwd=shop, home=tmp_path, answers=["The first product decides"])
    assert code == 0
    assert "score 0.9: measured progress 0.87" in seen.split("What was learned", maxsplit=1)[0]
    text = (shop / FILE).read_text(encoding="utf-8")
    assert "status: done\nclosed: 2026-11-22\n" in text
    assert "learned: The first product decides\n" in text


def test_enter_leaves_it_out(shop: Path, tmp_path: Path) -> None:
    _, code = talk("close", "trial-to-paid", cwd=shop, home=tmp_path, answers=[""])
    assert code == 0
    text = (shop / FILE).read_text(encoding="utf-8")
    assert "score: 0.9\n" in text
    assert "\nlearned:" not in text


@pytest.mark.parametrize(("key", "code"), [(INTERRUPT, 130), (END, 2)])
def test_who_stops_has_written_nothing(shop: Path, tmp_path: Path, key: str, code: int) -> None:
    before = (shop / FILE).read_bytes()
    assert talk("close", "trial-to-paid", cwd=shop, home=tmp_path, answers=[key])[1] == code
    assert (shop / FILE).read_bytes() == before


@pytest.mark.parametrize(
    "args",
    [
        ("trial-to-paid", "--learned", "All of it"),
        ("trial-to-paid", "--dry-run"),
        ("trial-to-paid", "--format", "json"),
        ("photo-studio",),
        ("trial-to-paid-q3",),
    ],
)
def test_nothing_is_asked_where_there_is_nothing_to_ask(shop: Path, tmp_path: Path, args: tuple[str, ...]) -> None:
    seen, _ = talk("close", *args, cwd=shop, home=tmp_path, answers=[])
    assert "What was learned (" not in seen
