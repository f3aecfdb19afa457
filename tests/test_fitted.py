"""What is said beside the output on a terminal: whole words, and commands in one piece."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outtrack.cli.options import fitted

if TYPE_CHECKING:
    import pytest


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text("ab/-é", min_size=1, max_size=30), min_size=1, max_size=30), st.sampled_from(["", "     "]))
def test_no_word_is_broken_and_no_line_too_long(monkeypatch: pytest.MonkeyPatch, words: list[str], indent: str) -> None:
    monkeypatch.setattr(sys, "stderr", Screen())
    monkeypatch.setenv("COLUMNS", "40")
    lines = fitted(indent + " ".join(words)).split("\n")
    assert " ".join(lines).split() == words
    assert all(len(line) < 40 and line.startswith(indent) for line in lines)


def test_a_command_stays_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    command = "`outtrack retarget less-waiting/wait --due DAY --why TEXT`"
    monkeypatch.setattr(sys, "stderr", Screen())
    monkeypatch.setenv("COLUMNS", "40")
    assert fitted(f"  it does not count; {command} moves it").split("\n") == [
        "  it does not count;",
        f"  {command}",
        "  moves it",
    ]
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert fitted(f"say {command}, or leave it") == f"say {command}, or leave it"
