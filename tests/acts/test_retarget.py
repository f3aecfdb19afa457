"""A goalpost that is moved keeps the first day, and with it the check-ins since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from acting import done, workspace
from outtrack.acts.retarget import retarget
from outtrack.compute.standing import Standings

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "outcomes/x.yaml": """\
        title: X
        due: 2026-Q4
        key_results:
          - {id: k, title: K, baseline: 0, target: 10, checkins: [{date: 2026-10-05, value: 4}]}
          - {id: own, title: Own, due: 2026-11, baseline: 0, target: 10, checkins: [{date: 2026-11-05, value: 4}]}
        """,
    "outcomes/dated.yaml": """\
        title: Dated
        start: 2026-10-01
        due: 2026-12-31
        key_results:
          - {id: d, title: D, baseline: 0, target: 10, checkins: [{date: 2026-10-05, value: 4}]}
        """,
}


@pytest.mark.parametrize(
    ("ref", "key_result", "due", "start"),
    [
        ("outcome:x", "x/k", "2027-Q1", "2026-10-01"),
        ("key_result:x/k", "x/k", "2027-Q1", "2026-10-01"),
        ("key_result:x/own", "x/own", "2026-12", "2026-11-01"),
        ("key_result:x/own", "x/own", "2026-12-15", "2026-11-01"),
        ("outcome:dated", "dated/d", "2027-Q1", "2026-10-01"),
        ("outcome:x", "x/k", "2026-12-15", "2026-10-01"),
    ],
)
def test_another_due_date_keeps_the_start_and_the_progress(
    tmp_path: Path, ref: str, key_result: str, due: str, start: str
) -> None:
    snapshot = workspace(tmp_path, FILES)
    after = done(snapshot, retarget(snapshot, ref, {"due": due}, "the board"))
    outcome = Standings(after).of(f"outcome:{key_result.partition('/')[0]}")
    assert outcome is not None
    one = next(each for each in outcome.key_results if each.id == key_result)
    assert (str(one.start), one.progress.raw) == (start, 0.4)


def test_a_start_that_is_given_is_taken(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path, FILES)
    plan = retarget(snapshot, "outcome:x", {"due": "2027-Q1", "start": "2026-11-01"}, "the board")
    after = done(snapshot, plan)
    assert str(after.get("outcome:x").start.first) == "2026-11-01"
    assert not any("stays" in line for line in plan.said)
