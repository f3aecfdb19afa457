"""A metric's readings, in its own file and in files of their own, as they are listed and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from building import standings
from outtrack.render.json import document
from outtrack.reports.listing import listing
from outtrack.reports.show import show

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "metrics/m.yaml": "title: M\nreadings: [{date: 2026-01-05, value: 1}, {date: 2026-01-20, value: 3}]\n",
    "checkins/a.yaml": "metric: m\ndate: 2026-01-12\nvalue: 2\n",
    "checkins/b.yaml": "metric: metric:m\ndate: 2026-01-20\nvalue: 4\nby: maria\n",
    "checkins/c.yaml": "metric: m\ndate: 2026-03-01\nvalue: 9\n",
}


def test_readings_in_files_of_their_own_count(tmp_path: Path) -> None:
    found = standings(tmp_path, FILES, "2026-02-14")
    table = listing(found.snapshot, found, "metric", None)
    (row,) = document(table)["rows"]
    assert (row["latest"], row["on"], [one["value"] for one in row["readings"]]) == (4, "2026-01-20", [1, 2, 3, 4])
    assert [cell.text for cell in table.rows[0].cells[2:5]] == ["4", "2026-01-20", "4"]
    page = show(found.snapshot, found, "metric:m")
    assert [one["by"] for one in document(page)["pages"][0]["readings"]] == [None, None, None, "maria"]
    (block,) = [block for block in page.sheets[0].blocks if block.heading == "Readings"]
    assert sorted(row.cells[1].text for row in block.rows) == ["1", "2", "3", "4"]


def test_a_metric_may_be_read_in_files_of_their_own_alone(tmp_path: Path) -> None:
    found = standings(tmp_path, FILES | {"metrics/m.yaml": "title: M\n"}, "2026-01-12")
    (row,) = document(listing(found.snapshot, found, "metric", None))["rows"]
    assert (row["latest"], row["on"]) == (2, "2026-01-12")
    assert [block.heading for block in show(found.snapshot, found, "metric:m").sheets[0].blocks][:2] == ["", "Readings"]
