"""An outcome carried on: the same goals, none of the history, and it begins where the old one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from acting import done, texts, workspace
from outtrack.acts import RefusedError
from outtrack.acts.carry import carry

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "outcomes/growth/pay-2026-q4.yaml": """\
        title: Pay   # for it
        status: paused
        reason: later
        contributes_to: {to: money, weight: 2}
        owner: maria
        problem: >
          They leave
          too early.
        basis: {assumption: Trials, value: 10, actual: 9}
        due: 2026-Q4
        reviewed: 2026-10-01
        key_results:
          - title: Rate of paying
            unit: "%"
            baseline: {value: 15, date: 2026-09-28}
            target: 25
            start: 2026-10-05
            checkins: [{date: 2026-10-05, value: 16}, {date: 2026-11-02, value: 19.5}]
          - {id: grow, title: Grow, baseline: 10, target: +20%, checkins: [{date: 2026-10-05, value: 11}]}
          - {id: none, title: None, baseline: 10, target: 20}
          - {id: over, title: Over, baseline: 10, target: 5, checkins: [{date: 2026-10-05, value: 4}]}
          - {id: load, title: Load, metric: tickets, target: 5, pace: linear}
          - {id: sum, title: Sum, cumulative: true, target: 8, checkins: [{date: 2026-10-05, value: 4}]}
          - {id: calm, title: Calm, keep: {min: 3}, pace: {kind: linear, starts: 2026-10-10}}
          - {id: way, title: Way, milestones: [{title: A, done: 2026-10-05}, {title: B, due: 2026-11}, C]}
          - {id: end, title: End, milestones: {title: A, done: 2026-10-05}}
          - id: level
            title: Level
            levels: [low, mid, high]
            baseline: low
            target: high
            checkins: [{date: 2026-10-05, value: mid, note: seen}]
        updates: [{date: 2026-10-05, status: at_risk}]
        changes: [{date: 2026-10-05, key_result: grow, field: target, was: 3}]
        """,
    "outcomes/money.yaml": "title: Money\n",
    "metrics/tickets.yaml": "title: Tickets\nreadings: [{date: 2026-10-05, value: 16}]\n",
    "outputs/build.yaml": "title: Build\noutcomes: [pay-2026-q4]\n",
}

CARRIED = """\
title: Pay
owner: maria
contributes_to: {to: money, weight: 2}
problem: They leave too early.
basis:
  - {assumption: Trials, value: 10}
due: 2027-Q1
continues: pay-2026-q4
key_results:
  - id: rate-of-paying
    title: Rate of paying
    unit: "%"
    continues: pay-2026-q4/rate-of-paying
    baseline: {value: 19.5, date: 2026-11-02}
    target: 25
  - id: grow
    title: Grow
    continues: pay-2026-q4/grow
    baseline: {value: 11, date: 2026-10-05}
    target: +20%
  - {id: none, title: None, continues: pay-2026-q4/none, target: 20}
  - {id: over, title: Over, continues: pay-2026-q4/over, target: 5}
  - {id: load, title: Load, continues: pay-2026-q4/load, metric: tickets, pace: linear, target: 5}
  - {id: sum, title: Sum, continues: pay-2026-q4/sum, target: 8, cumulative: true}
  - {id: calm, title: Calm, continues: pay-2026-q4/calm, keep: {min: 3}}
  - id: way
    title: Way
    continues: pay-2026-q4/way
    milestones:
      - {title: B}
      - C
  - {id: end, title: End, continues: pay-2026-q4/end}
  - id: level
    title: Level
    continues: pay-2026-q4/level
    baseline: mid
    target: high
    levels: [low, mid, high]
"""


TARGETS = (
    "targets are as they were (rate-of-paying, grow, none, over, load, sum, level): look at each, "
    "`outtrack set` changes it"
)


def test_the_next_period_begins_where_the_old_one_stands(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES)
    plan = carry(before, "outcome:pay-2026-q4", "2027-Q1")
    after = done(before, plan)
    assert texts(after)["outcomes/growth/pay-2027-q1.yaml"] == CARRIED
    assert plan.said == ("pay-2026-q4 -> pay-2027-q1, 2027-01-01 to 2027-03-31: outcomes/growth/pay-2027-q1.yaml",)
    assert plan.notes == (
        "grow: its target +20% now counts from the new baseline 11",
        "none: nothing was measured, so it has no baseline: `outtrack set` states it",
        "over: its target 5 is reached (4): set a new target, and the baseline",
        "calm: its pace had days of the old period and is left out",
        "end: all its milestones are reached; say new ones",
        TARGETS,
        "what goes on still serves the old one: build",
        "the old one stays as it is: `outtrack close pay-2026-q4` ends it",
    )
    old = texts(after)["outcomes/growth/pay-2026-q4.yaml"]
    assert "- id: rate-of-paying\n    title: Rate of paying\n" in old, "what is referred to has an id"


IDS = [
    ("pay", "2027-Q1", "pay-2027-q1"),
    ("pay-q4", "2027-Q1", "pay-2027-q1"),
    ("pay-2026", "2027", "pay-2027"),
    ("pay_FY2026-H1", "FY2027-H1", "pay-fy2027-h1"),
    ("web-3", "2027-06", "web-3-2027-06"),
    ("2026-q4", "2027-Q1", "2026-q4-2027-q1"),
]


@pytest.mark.parametrize(("old", "to", "new"), IDS)
def test_the_new_id_has_the_new_period(tmp_path: Path, old: str, to: str, new: str) -> None:
    before = workspace(tmp_path, {f"outcomes/{old}.yaml": "title: Pay\n"})
    after = done(before, carry(before, f"outcome:{old}", to))
    assert after.get(f"outcome:{new}").continues == old


def test_up_to_a_day_it_begins_today(tmp_path: Path) -> None:
    before = workspace(tmp_path, {"outcomes/pay.yaml": "title: Pay\n"})
    after = texts(done(before, carry(before, "outcome:pay", "2027-01-15", "next")))
    assert after["outcomes/next.yaml"] == "title: Pay\nstart: 2026-11-22\ndue: 2027-01-15\ncontinues: pay\n"


def test_what_is_carried_on_already_is_said(tmp_path: Path) -> None:
    before = workspace(tmp_path, {"outcomes/a.yaml": "title: A\n", "outcomes/b.yaml": "title: B\ncontinues: a\n"})
    assert carry(before, "outcome:a", "2027-Q1").notes[0] == "it is carried on by b already"


REFUSED = [
    ("outcome:pay-2026-q4", "soon", None, "--to: `soon` is not a period: write a day"),
    ("outcome:pay-2026-q4", "2026-Q4", None, "is due on 2026-12-31: say a later period"),
    ("outcome:pay-2026-q4", "2027-Q1", "Money", "there is an outcome `money` already: say another id with `--id`"),
    ("outcome:pay-2026-q4", "2027-Q1", "a b", "is not an id"),
    ("key_result:pay-2026-q4/grow", "2027-Q1", None, "carry its outcome: `outtrack carry pay-2026-q4 --to 2027-Q1`"),
    ("output:build", "2027-Q1", None, "`build` is an output: only an outcome is carried on$"),
]


@pytest.mark.parametrize(("ref", "to", "name", "why"), REFUSED)
def test_what_can_not_be_carried_on_is_refused(tmp_path: Path, ref: str, to: str, name: str | None, why: str) -> None:
    before = workspace(tmp_path, {**FILES, "outcomes/money.yaml": "title: Money\n"})
    with pytest.raises(RefusedError, match=why):
        carry(before, ref, to, name)
