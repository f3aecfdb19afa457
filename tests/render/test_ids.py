"""What somebody has to type stands in a table, however wide the terminal is."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from outtrack.compute.standing import Standings
from outtrack.files import Workspace
from outtrack.render.terminal import Terminal
from outtrack.render.text import render
from outtrack.reports.forecast import forecast
from outtrack.reports.status import status
from outtrack.snapshot import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from outtrack.shapes import Table

SHOP = Path(__file__).parents[2] / "examples" / "shop"


@pytest.mark.parametrize("report", [status, forecast], ids=["status", "forecast"])
def test_every_id_is_there_at_every_width(report: Callable[..., Table]) -> None:
    snapshot = load(Workspace(SHOP, SHOP), date(2026, 11, 22), use_cache=False)
    table = report(snapshot, Standings(snapshot), None)
    ids = {row.data["id"].partition(":")[2] or row.data["id"] for row in table.rows}
    assert len(ids) > 30
    for width in range(60, 261):
        words = set(re.split(r"[\s·]+", render(table, Terminal(width))))
        assert ids <= words, f"{width} columns: {sorted(ids - words)}"
