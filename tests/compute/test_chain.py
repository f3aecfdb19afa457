"""From the vision down to the bets, and when each is to be looked at again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import building
from building import day, named
from outtrack.compute.chain import Chain
from outtrack.compute.clocks import Clock, Rhythms, clock, every, is_of_this_month, last_word

if TYPE_CHECKING:
    from pathlib import Path

    from outtrack.compute.standing import Standings

FILES = {
    "visions/top.yaml": "title: Top\ngoals: [over, revenue, users]\nreview_every: quarterly\nreviewed: 2026-02-01\n",
    "visions/team.yaml": "title: Team\nparent: top\nnorth_star: users\n",
    "outcomes/over.yaml": "title: Over\nstatus: done\nclosed: 2026-01-01\n",
    "outcomes/revenue.yaml": "title: Revenue\ncontributes_to: [users]\n",
    "outcomes/users.yaml": "title: Users\nreviewed: 2026-05-01\n"
    "updates:\n  - {date: 2026-02-10}\n  - {date: 2026-01-20}\n",
    "outcomes/sub.yaml": "title: Sub\ncontributes_to: [revenue]\n",
    "outcomes/more.yaml": "title: More\ncontributes_to: [bet, revenue]\n",
    "outcomes/apart.yaml": "title: Apart\ncontributes_to: [revenue]\n",
    "outcomes/aligned.yaml": "title: Aligned\ncontributes_to: [{to: revenue, weight: 0}]\n",
    "outcomes/elsewhere.yaml": "title: Elsewhere\ncontributes_to: [{to: revenue, weight: 0}, apart]\n",
    "strategies/bet.yaml": "title: Bet\ngoal: revenue\nmeasured_by: [sub]\n"
    "reviews:\n  - {date: 2026-01-10}\n  - {date: 2026-03-01}\n",
    "opportunities/need.yaml": "title: Need\noutcome: sub\n",
    "opportunities/part.yaml": "title: Part\nparent: need\n",
    "solutions/idea.yaml": "title: Idea\nserves: [part]\n",
    "solutions/tactic.yaml": "title: Tactic\nserves: [bet]\n",
    "outputs/direct.yaml": "title: Direct\noutcomes: [apart]\n",
    "outputs/piece.yaml": "title: Piece\noutcomes: [apart]\nparent: direct\n",
    "outputs/thought.yaml": "title: Thought\noutcomes: [apart]\nstatus: inbox\n",
    "outputs/build.yaml": "title: Build\noutcomes: [apart]\nsolution: idea\n",
}


def made(folder: Path) -> Standings:
    return building.standings(folder, FILES, "2026-03-01")


def test_the_way_down_goes_by_what_the_files_name(tmp_path: Path) -> None:
    chain = Chain(made(tmp_path).snapshot)
    assert chain.tops() == ["vision:top"]
    assert chain.parts("vision:top") == ["vision:team"]
    assert chain.strategies("outcome:revenue") == ["strategy:bet"]
    assert chain.sub_goals("strategy:bet") == ["outcome:sub", "outcome:more"]
    assert chain.tactics("strategy:bet") == ["solution:tactic"]
    assert chain.tactics("outcome:sub") == ["solution:idea"]
    assert chain.circles() == []


def test_the_north_star_is_the_one_named_else_the_first_goal_that_goes_on(tmp_path: Path) -> None:
    chain = Chain(made(tmp_path).snapshot)
    assert chain.north_star("vision:top") == "outcome:revenue"
    assert chain.goals("vision:team") == ["outcome:users"]
    assert chain.north_star("vision:team") == "outcome:users"


def test_an_outcome_of_no_strategy_is_apart_and_one_that_is_only_aligned_if_it_is_nowhere_else(tmp_path: Path) -> None:
    chain = Chain(made(tmp_path).snapshot)
    assert chain.contributing("outcome:revenue") == ["outcome:aligned", "outcome:apart"]
    assert chain.contributing("outcome:users") == []  # a goal of its own


def test_work_goes_straight_to_an_outcome_if_it_has_neither_a_solution_nor_a_parent(tmp_path: Path) -> None:
    assert Chain(made(tmp_path).snapshot).work("outcome:apart") == ["output:direct"]


def test_a_vision_that_is_its_own_parent_is_shown_once_and_said_to_go_round(tmp_path: Path) -> None:
    files = {"visions/self.yaml": "title: Self\nparent: self\n", "visions/a.yaml": "title: A\nparent: b\n"}
    files |= {"visions/b.yaml": "title: B\nparent: a\n", "visions/below.yaml": "title: Below\nparent: a\n"}
    chain = Chain(building.standings(tmp_path, files, "2026-03-01").snapshot)
    assert chain.tops() == ["vision:a", "vision:self"]
    assert chain.circles() == ["vision:a", "vision:b", "vision:below", "vision:self"]
    assert chain.parent("vision:self") is None
    assert chain.parts("vision:self") == []
    assert chain.north_star("vision:self") is None


def test_the_next_review_is_a_rhythm_after_the_last(tmp_path: Path) -> None:
    snapshot = made(tmp_path).snapshot
    found = clock(snapshot.get("vision:top"), every(3), day("2026-06-01"))
    assert found == Clock(day("2026-02-01"), day("2026-05-01"))
    assert found.overdue(day("2026-06-01")) == 31
    bet = clock(snapshot.get("strategy:bet"), every(6), day("2026-06-01"))
    assert bet == Clock(day("2026-03-01"), day("2026-09-01"))
    assert bet.overdue(day("2026-06-01")) == 0
    assert clock(snapshot.get("strategy:bet"), every(0), day("2026-06-01")) == Clock(day("2026-03-01"), None)


def test_what_never_had_a_review_is_asked_from_its_start_on_if_one_is_known(tmp_path: Path) -> None:
    snapshot = made(tmp_path).snapshot
    revenue = snapshot.get("outcome:revenue")
    assert clock(revenue, every(3), day("2026-06-01"), day("2026-01-01")).next == day("2026-04-01")
    without = clock(revenue, every(3), day("2026-06-01"))
    assert without == Clock(None, None)
    assert without.overdue(day("2026-06-01")) == 0


def test_of_a_past_day_the_review_that_the_last_took_the_place_of_is_not_known(tmp_path: Path) -> None:
    text = "title: Users\nreviewed: 2026-05-01\n"
    for number, (more, is_known) in enumerate((("", False), ("reviews: [{date: 2026-01-05}]\n", False),
            ("reviews: [{date: 2026-05-01}]\n", False),  # the list may have been begun then
            ("reviews: [{date: 2026-01-05}, {date: 2026-05-01}]\n", True))):  # fmt: skip
        all_of_them = building.standings(tmp_path / str(number), {"outcomes/users.yaml": text + more}, "2026-03-01")
        asked = partial(clock, all_of_them.snapshot.get("outcome:users"), every(1), day("2026-03-01"))
        assert asked() == (
            Clock(day("2026-01-05"), day("2026-02-05")) if is_known else Clock(None, None, is_known=False)
        )
        assert asked(today=day("2026-04-01")).is_known  # nobody reviews in the future


RHYTHMS = {
    "visions/v.yaml": ("", 6),
    "visions/w.yaml": ("closed: 2026-01-01\nreview_every: monthly\n", None),
    "strategies/s.yaml": ("", 6),
    "strategies/p.yaml": ("status: paused\n", None),
    "strategies/q.yaml": ("status: paused\nreview_every: 2m\n", 2),
    "strategies/d.yaml": ("status: done\nreview_every: 2m\n", None),
    "outcomes/o.yaml": ("", None),
    "outcomes/r.yaml": ("review_every: 2m\n", 2),
    "outcomes/d.yaml": ("review_every: 2m\nstatus: draft\n", None),
    "solutions/s.yaml": ("", None),
    "solutions/r.yaml": ("review_every: 2m\n", 2),
    "solutions/d.yaml": ("review_every: 2m\nstatus: parked\n", None),
    "outputs/x.yaml": ("", None),
}


def test_who_is_asked_for_a_review_and_how_often(tmp_path: Path) -> None:
    files = {path: f"title: X\n{text}" for path, (text, _) in RHYTHMS.items()}
    snapshot = building.standings(tmp_path, files, "2026-03-01").snapshot
    found = {one.ref: Rhythms().of(one, snapshot.as_of) for one in snapshot.entities()}
    folders = {"visions": "vision", "strategies": "strategy", "outcomes": "outcome", "solutions": "solution"}
    assert {ref: one.months if one else None for ref, one in found.items()} == {
        f"{folders.get(path.partition('/')[0], 'output')}:{path.partition('/')[2][0]}": months
        for path, (_, months) in RHYTHMS.items()
    }
    goal = snapshot.get("outcome:o")
    assert Rhythms().of(goal, snapshot.as_of, is_goal=True) == every(3)
    assert Rhythms(goal_months=0).of(goal, snapshot.as_of, is_goal=True) is None


def test_a_word_speaks_for_a_month_from_its_day(tmp_path: Path) -> None:
    all_of_them = made(tmp_path)
    word = last_word(named(all_of_them, "users"), day("2026-03-01"))
    assert word is not None
    assert word.date == day("2026-02-10")
    assert is_of_this_month(word, day("2026-03-09"))
    assert not is_of_this_month(word, day("2026-03-10"))
    assert last_word(named(all_of_them, "users"), day("2026-01-01")) is None
    assert not is_of_this_month(None, day("2026-01-01"))
