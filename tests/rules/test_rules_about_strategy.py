"""The rules about visions, strategies and reviews, each in its branches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import day
from outtrack.files import Workspace
from outtrack.rules.run import run
from outtrack.snapshot import load
from rules.placing import EXTERNALS, Files, places
from ruling import found, told

if TYPE_CHECKING:
    from pathlib import Path

Case = tuple[Files, list[str]]
OUTCOME = "title: O\nowner: maria\nstart: 2026-01-05\ndue: 2026\nkey_results: [K]\n"
GOAL = OUTCOME + "type: business\n"


def named(goal: str) -> Files:
    """Return a goal that a vision names."""
    return {"visions/v.yaml": "title: V\ngoals: g\nreviewed: 2026-11-16\n", "outcomes/g.yaml": goal}


SAID = "updates: {date: 2026-11-16, note: Fine}\n"
REVIEWS: dict[str, Case] = {
    "a vision": ({"visions/v.yaml": "title: V\nreviewed: 2026-05-21\n"}, ["v:2"]),
    "a vision, half a year to the day": ({"visions/v.yaml": "title: V\nreviewed: 2026-05-22\n"}, []),
    "a vision that never was": ({"visions/v.yaml": "title: V\n"}, ["v:1"]),
    "a vision with a time of its own": (
        {"visions/v.yaml": "title: V\nreview_every: yearly\nreviewed: 2026-01-05\n"},
        [],
    ),
    "a vision by its list": (
        {"visions/v.yaml": "title: V\nreviews: [{date: 2026-01-05}, {date: 2026-10-05}]\nreviewed: 2026-01-05\n"},
        [],
    ),
    "a vision by its list alone": ({"visions/v.yaml": "title: V\nreviews: [{date: 2026-01-05}]\n"}, ["v:2"]),
    "a review to come is none yet": ({"visions/v.yaml": "title: V\nreviewed: 2027-01-05\n"}, ["v:2"]),
    "a vision that is closed": ({"visions/v.yaml": "title: V\nclosed: 2026-11-01\n"}, []),
    "a strategy": ({"strategies/s.yaml": "title: S\nreviewed: 2026-05-21\n"}, ["s:2"]),
    "a strategy with a time of its own": (
        {"strategies/s.yaml": "title: S\nreview_every: 2m\nreviewed: 2026-09-21\n"},
        ["s:3"],
    ),
    "a paused strategy": ({"strategies/s.yaml": "title: S\nstatus: paused\n"}, []),
    "a paused strategy with a time of its own": (
        {"strategies/s.yaml": "title: S\nstatus: paused\nreview_every: quarterly\nreviewed: 2026-06-01\n"},
        ["s:4"],
    ),
    "a strategy that is over": ({"strategies/s.yaml": "title: S\nstatus: done\nreview_every: monthly\n"}, []),
    "a goal": (named(GOAL + SAID + "reviewed: 2026-08-21\n"), ["g:8"]),
    "a goal, a quarter to the day": (named(GOAL + SAID + "reviewed: 2026-08-22\n"), []),
    "a goal that never was, from its start on": (named(GOAL + SAID), ["g:1"]),
    "a goal that has just begun": (named(GOAL.replace("2026-01-05", "2026-10-05") + SAID), []),
    "a goal without a start: told elsewhere": (
        named(GOAL.replace("start: 2026-01-05\ndue: 2026\n", "") + SAID),
        [],
    ),
    "a goal nobody reports on": (named(GOAL + "reviewed: 2026-11-16\n"), ["g:1"]),
    "a goal last reported on a month ago": (
        named(GOAL + "reviewed: 2026-11-16\nupdates: [{date: 2026-09-30}, {date: 2026-10-22}]\n"),
        [],
    ),
    "a goal last reported on a month and a day ago": (
        named(GOAL + "reviewed: 2026-11-16\nupdates: [{date: 2026-09-30}, {date: 2026-10-21}]\n"),
        ["g:8"],
    ),
    "a goal, draft": (named(GOAL + "status: draft\n"), []),
    "a goal, done": (named(GOAL + "status: done\n"), []),
    "a product outcome that a vision names": (named(OUTCOME), []),
    "a business outcome that no vision names": ({"outcomes/g.yaml": GOAL}, []),
    "an outcome with a time of its own": (
        {"outcomes/o.yaml": OUTCOME + "review_every: monthly\nreviewed: 2026-10-21\n"},
        ["o:7"],
    ),
    "an outcome without": ({"outcomes/o.yaml": OUTCOME + "reviewed: 2020-01-01\n"}, []),
    "a solution with a time of its own": (
        {"solutions/s.yaml": "title: S\nreview_every: monthly\nreviewed: 2026-10-21\n"},
        ["s:3"],
    ),
    "a solution with a time of its own, never": ({"solutions/s.yaml": "title: S\nreview_every: monthly\n"}, ["s:1"]),
    "a solution that is parked": ({"solutions/s.yaml": "title: S\nreview_every: monthly\nstatus: parked\n"}, []),
    "a solution without": ({"solutions/s.yaml": "title: S\nreviewed: 2020-01-01\n"}, []),
}


@pytest.mark.parametrize("name", REVIEWS)
def test_review_overdue(name: str, tmp_path: Path) -> None:
    files, expected = REVIEWS[name]
    assert places(tmp_path, "review-overdue", files) == expected


def test_what_is_overdue_is_said_with_days_and_rhythm(tmp_path: Path) -> None:
    files = named(GOAL + "updates: {date: 2026-09-30}\n") | {
        "strategies/s.yaml": "title: S\nreviewed: 2026-04-20\nreview_every: halfyearly\n",
        "strategies/t.yaml": "title: T\n",
        "visions/w.yaml": "title: W\nreview_every: 10d\nreviewed: 2026-11-01\n",
        "outcomes/h.yaml": GOAL,
        "visions/x.yaml": "title: X\nnorth_star: h\nreviewed: 2026-11-16\n",
    }
    assert [one.split(" ", 2)[2] for one in told(tmp_path, "review-overdue", files)] == [
        "no review since the start on 2026-01-05 (321 days); due every 3 months",
        "no update since 2026-09-30 (53 days); a goal's are due monthly",
        "no review since the start on 2026-01-05 (321 days); due every 3 months",
        "no update since the start on 2026-01-05 (321 days); a goal's are due monthly",
        "no review since 2026-04-20 (216 days); due halfyearly",
        "no review is written down; due every 6 months",
        "no review since 2026-11-01 (21 days); due every 10d",
    ]


@pytest.mark.parametrize(
    ("as_of", "today", "many"),
    [
        ("2026-11-22", "2026-11-22", 1),  # a slip: nobody reviews in the future
        ("2026-11-22", "2026-12-24", 0),  # looking back: when the review before this one was is not known
        ("2026-12-24", "2026-12-24", 0),
        ("2027-07-01", "2027-07-01", 1),
    ],
)
def test_of_a_past_day_only_what_is_known_is_told(as_of: str, today: str, many: int, tmp_path: Path) -> None:
    for path, text in {"outtrack.yaml": "version: 1\n", "visions/v.yaml": "title: V\nreviewed: 2026-12-07\n"}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    found = run(load(Workspace(tmp_path, None), day(as_of), today=day(today), use_cache=False))
    assert [one.rule for one in found if one.rule == "review-overdue"] == ["review-overdue"] * many


@pytest.mark.parametrize(
    ("options", "many"),
    [
        ("{}", 3),
        ("{months: 0}", 2),
        ("{goal_months: 0}", 2),
        ("{update_months: 0}", 2),
        ("{months: 0, goal_months: 0, update_months: 0}", 0),
        ("{months: 24, goal_months: 24, update_months: 24}", 0),
    ],
)
def test_other_rhythms(options: str, many: int, tmp_path: Path) -> None:
    files = named(GOAL) | {
        "outtrack.yaml": f"version: 1\ncheck: {{rules: {{review-overdue: {options}}}}}\n",
        "strategies/s.yaml": "title: S\nreviewed: 2026-01-01\n",
    }
    assert len(found(tmp_path, "review-overdue", files)) == many


STRATEGY = {"strategies/s.yaml": "title: S\ngoal: g\n", "outcomes/g.yaml": GOAL}
MEASURES: dict[str, Case] = {
    "its goal alone": (STRATEGY, ["s:1"]),
    "it names one": ({"strategies/s.yaml": "title: S\nmeasured_by: o\n", "outcomes/o.yaml": OUTCOME}, []),
    "one contributes": ({**STRATEGY, "outcomes/o.yaml": OUTCOME + "contributes_to: s\n"}, []),
    "one is only aligned": ({**STRATEGY, "outcomes/o.yaml": OUTCOME + "contributes_to: {to: s, weight: 0}\n"}, ["s:1"]),
    "it names one that is only aligned": (
        {
            "strategies/s.yaml": "title: S\nmeasured_by: o\n",
            "outcomes/o.yaml": OUTCOME + "contributes_to: {to: s, weight: 0}\n",
        },
        [],
    ),
    "one is dropped": (
        {"strategies/s.yaml": "title: S\nmeasured_by: o\n", "outcomes/o.yaml": OUTCOME + "status: dropped\n"},
        ["s:1"],
    ),
    "one is a draft": (
        {"strategies/s.yaml": "title: S\nmeasured_by: o\n", "outcomes/o.yaml": OUTCOME + "status: draft\n"},
        [],
    ),
    "one is broken": (
        {"strategies/s.yaml": "title: S\nmeasured_by: o\n", "outcomes/o.yaml": OUTCOME + "nope: 1\n"},
        [],
    ),
    "a broken one names it": ({**STRATEGY, "outcomes/o.yaml": OUTCOME + "contributes_to: s\nnope: 1\n"}, []),
    "one elsewhere": ({"outtrack.yaml": EXTERNALS, "strategies/s.yaml": "title: S\nmeasured_by: company::o\n"}, []),
    "one that is not there: an error": ({"strategies/s.yaml": "title: S\nmeasured_by: nope\n"}, []),
    "paused": ({"strategies/s.yaml": "title: S\nstatus: paused\n"}, []),
}


@pytest.mark.parametrize("name", MEASURES)
def test_strategy_without_measure(name: str, tmp_path: Path) -> None:
    files, expected = MEASURES[name]
    assert places(tmp_path, "strategy-without-measure", files) == expected


def strategies(active: int, others: int = 0) -> Files:
    texts = ["title: S\n"] * active + ["title: S\nstatus: paused\n"] * others
    return {f"strategies/s{number}.yaml": text for number, text in enumerate(texts)}


@pytest.mark.parametrize(("active", "others", "expected"), [(5, 3, []), (6, 0, ["s5:1"]), (8, 0, ["s5:1"])])
def test_too_many_active_strategies(active: int, others: int, expected: list[str], tmp_path: Path) -> None:
    assert places(tmp_path, "too-many-active-strategies", strategies(active, others)) == expected


def test_active_strategies_are_named(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "too-many-active-strategies", strategies(6))
    assert finding.message == "6 strategies are active, more than 5: `s0`, `s1`, `s2`, `s3`, `s4` and `s5`"


STARS: dict[str, Case] = {
    "none": ({"visions/v.yaml": "title: V\n"}, ["v:1"]),
    "one": ({"visions/v.yaml": "title: V\nnorth_star: g\n", "outcomes/g.yaml": GOAL}, []),
    "the first goal": ({"visions/v.yaml": "title: V\ngoals: [g]\n", "outcomes/g.yaml": GOAL}, []),
    "that of the vision above": (
        {
            "visions/v.yaml": "title: V\ngoals: [g]\n",
            "visions/w.yaml": "title: W\nparent: v\n",
            "outcomes/g.yaml": GOAL,
        },
        [],
    ),
    "one that is done": (
        {"visions/v.yaml": "title: V\nnorth_star: g\n", "outcomes/g.yaml": GOAL + "status: done\n"},
        ["v:2"],
    ),
    "one that is done only later": (
        {"visions/v.yaml": "title: V\nnorth_star: g\n", "outcomes/g.yaml": GOAL + "status: done\nclosed: 2026-12-31\n"},
        [],
    ),
    "the first goal is done, the second goes on": (
        {
            "visions/v.yaml": "title: V\ngoals: [g, h]\n",
            "outcomes/g.yaml": GOAL + "status: done\n",
            "outcomes/h.yaml": GOAL,
        },
        [],
    ),
    "all goals are over": (
        {
            "visions/v.yaml": "title: V\ngoals: [g]\n",
            "visions/w.yaml": "title: W\ngoals: [g]\nparent: v\n",
            "outcomes/g.yaml": GOAL + "status: done\n",
        },
        ["v:2", "w:2"],
    ),
    "a draft": ({"visions/v.yaml": "title: V\nnorth_star: g\n", "outcomes/g.yaml": GOAL + "status: draft\n"}, []),
    "one elsewhere": ({"outtrack.yaml": EXTERNALS, "visions/v.yaml": "title: V\nnorth_star: company::g\n"}, []),
    "one that is not there: an error": ({"visions/v.yaml": "title: V\nnorth_star: nope\n"}, []),
    "one that is broken": (
        {"visions/v.yaml": "title: V\nnorth_star: g\n", "outcomes/g.yaml": GOAL + "nope: 1\n"},
        [],
    ),
    "no vision": ({"outcomes/g.yaml": GOAL}, []),
    "a vision that is closed": ({"visions/v.yaml": "title: V\nclosed: 2026-11-01\n"}, []),
}


@pytest.mark.parametrize("name", STARS)
def test_no_north_star(name: str, tmp_path: Path) -> None:
    files, expected = STARS[name]
    assert places(tmp_path, "no-north-star", files) == expected


IDLE = {
    "strategies/s.yaml": "title: S\nstatus: paused\nmeasured_by: o\ngoal: g\n",
    "outcomes/o.yaml": OUTCOME,
    "outcomes/g.yaml": GOAL,
}
IDLE_WORK: dict[str, Case] = {
    "on its measure": ({**IDLE, "outputs/p.yaml": "title: P\noutcomes: o\n"}, ["s:2"]),
    "on an idea for it": (
        {
            **IDLE,
            "solutions/i.yaml": "title: I\nserves: strategy:s\n",
            "outputs/p.yaml": "title: P\nsolution: i\nstatus: doing\n",
        },
        ["s:2"],
    ),
    "on what contributes to its measure": (
        {**IDLE, "outcomes/q.yaml": OUTCOME + "contributes_to: o\n", "outputs/p.yaml": "title: P\noutcomes: q\n"},
        ["s:2"],
    ),
    "a dropped one": (
        {
            **IDLE,
            "strategies/s.yaml": "title: S\nstatus: dropped\nmeasured_by: o\n",
            "outputs/p.yaml": "title: P\noutcomes: o\n",
        },
        ["s:2"],
    ),
    "an active one": (
        {**IDLE, "strategies/s.yaml": "title: S\nmeasured_by: o\n", "outputs/p.yaml": "title: P\noutcomes: o\n"},
        [],
    ),
    "work that is done or parked": (
        {
            **IDLE,
            "outputs/p.yaml": "title: P\noutcomes: o\nstatus: done\n",
            "outputs/q.yaml": "title: Q\noutcomes: o\nstatus: parked\n",
        },
        [],
    ),
    "its measure serves another one as well": (
        {**IDLE, "strategies/t.yaml": "title: T\nmeasured_by: o\n", "outputs/p.yaml": "title: P\noutcomes: o\n"},
        [],
    ),
    "its measure serves the goal as well": (
        {**IDLE, "outcomes/o.yaml": OUTCOME + "contributes_to: g\n", "outputs/p.yaml": "title: P\noutcomes: o\n"},
        [],
    ),
    "work for something else as well": ({**IDLE, "outputs/p.yaml": "title: P\noutcomes: [o, g]\n"}, []),
    "work for its goal": ({**IDLE, "outputs/p.yaml": "title: P\noutcomes: g\n"}, []),
    "its measure is over: told elsewhere": (
        {**IDLE, "outcomes/o.yaml": OUTCOME + "status: done\n", "outputs/p.yaml": "title: P\noutcomes: o\n"},
        [],
    ),
    "elsewhere as well": (
        {**IDLE, "outtrack.yaml": EXTERNALS, "outputs/p.yaml": "title: P\noutcomes: [o, company::x]\n"},
        [],
    ),
    "work for nothing: an error": ({**IDLE, "outputs/p.yaml": "title: P\n"}, []),
    "a faulty link": ({**IDLE, "outputs/p.yaml": "title: P\noutcomes: [o, nope]\n"}, []),
}


@pytest.mark.parametrize("name", IDLE_WORK)
def test_inactive_but_worked_on(name: str, tmp_path: Path) -> None:
    files, expected = IDLE_WORK[name]
    assert places(tmp_path, "inactive-but-worked-on", files) == expected


def test_the_work_is_named(tmp_path: Path) -> None:
    work = {f"outputs/p{number}.yaml": "title: P\noutcomes: o\n" for number in range(6)}
    (finding,) = found(tmp_path / "many", "inactive-but-worked-on", IDLE | work)
    assert finding.message == "paused, but 6 outputs under it are open: `p0`, `p1`, `p2` and 3 more"
    (finding,) = found(tmp_path / "one", "inactive-but-worked-on", IDLE | {"outputs/p.yaml": work["outputs/p0.yaml"]})
    assert finding.message == "paused, but 1 output under it is open: `p`"


def test_a_chain_of_thousands_is_walked_once(tmp_path: Path) -> None:
    """Each part of a long chain is under the paused strategy, and only the first is asked for its own link."""
    documents = [f"id: p{number}\ntitle: P\nparent: p{number - 1}\n" for number in range(1, 3000)]
    files = IDLE | {"outputs/chain.yaml": "---\n".join(["id: p0\ntitle: P\noutcomes: o\n", *documents])}
    (finding,) = found(tmp_path, "inactive-but-worked-on", files, day("2026-11-22"))
    assert finding.message.startswith("paused, but 3000 outputs")
