"""How the figures of a key result read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import key_result
from outtrack.reports.texts import now_and_target

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("value", "text"),
    [("1", "1 (≤ 5 mailboxes)"), ("2", "2 mailboxes (≤ 5 mailboxes)"), ("0", "0 mailboxes (≤ 5 mailboxes)")],
)
def test_one_of_something_is_not_said_in_the_plural(tmp_path: Path, value: str, text: str) -> None:
    kr = f"unit: mailboxes, keep: {{max: 5}}, checkins: [{{date: 2026-01-10, value: {value}}}]"
    assert now_and_target(key_result(tmp_path, kr, "2026-01-20")) == text
