"""The rules about links, each in its branches: what it finds, and what it must leave alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outtrack.rules.duplicate_ref import tracker_key
from rules.placing import EXTERNALS, Files, places
from ruling import found, told

if TYPE_CHECKING:
    from pathlib import Path

OUTCOME = """\
title: O
owner: maria
due: 2026-Q4
key_results:
  - {id: k, title: K, baseline: 1, target: 9, checkins: [{date: 2026-11-16, value: 5}]}
"""
BUSINESS = OUTCOME + "type: business\n"


def outputs(*texts: str) -> Files:
    return {f"outputs/p{number}.yaml": f"title: P\n{text}\n" for number, text in enumerate(texts)}


CATCH_ALL: dict[str, tuple[Files, list[str]]] = {
    "six of ten": ({"outcomes/a.yaml": OUTCOME, **outputs(*["outcomes: a"] * 6, *["outcomes: b"] * 4)}, ["a:1"]),
    "a half is no more than a half": (
        {"outcomes/a.yaml": OUTCOME, **outputs(*["outcomes: a"] * 5, *["outcomes: b"] * 5)},
        [],
    ),
    "nine in all": ({"outcomes/a.yaml": OUTCOME, **outputs(*["outcomes: a"] * 9)}, []),
    "all on the only one": ({"outcomes/a.yaml": OUTCOME, **outputs(*["outcomes: a"] * 10)}, ["a:1"]),
    "through solutions": (
        {
            "outcomes/a.yaml": OUTCOME,
            "solutions/s.yaml": "title: S\nserves: [outcome:a]\n",
            **outputs(*["solution: s"] * 6, *["outcomes: b"] * 4),
        },
        ["a:1"],
    ),
    "not the goal above": (
        {
            "outcomes/a.yaml": OUTCOME + "contributes_to: top\n",
            "outcomes/top.yaml": OUTCOME,
            **outputs(*["outcomes: a"] * 5, *["outcomes: b"] * 5),
        },
        [],
    ),
    "parts count with what they are part of": (
        {"outcomes/a.yaml": OUTCOME, **outputs("outcomes: a", *["parent: p0\noutcomes: a"] * 8, *["outcomes: b"] * 2)},
        [],
    ),
    "neither inbox, parked nor dropped": (
        {
            "outcomes/a.yaml": OUTCOME,
            **outputs(*(f"outcomes: a\nstatus: {one}" for one in ["inbox", "parked", "dropped"] * 4), "outcomes: b"),
        },
        [],
    ),
    "work done for what is over": (
        {
            "outcomes/a.yaml": OUTCOME,
            "outcomes/old.yaml": OUTCOME + "status: done\n",
            **outputs(*["outcomes: a"] * 6, *["outcomes: b"] * 4, *["outcomes: old\nstatus: done"] * 9),
        },
        ["a:1"],
    ),
    "a draft is left alone": (
        {"outcomes/a.yaml": OUTCOME + "status: draft\n", **outputs(*["outcomes: a"] * 10)},
        [],
    ),
    "unlinked work is another matter": ({"outcomes/a.yaml": OUTCOME, **outputs(*["outcomes: a"] * 9, "")}, []),
    "other numbers": (
        {
            "outtrack.yaml": "version: 1\ncheck: {rules: {catch-all-outcome: {outputs: 4, share: 0.8}}}\n",
            "outcomes/a.yaml": OUTCOME,
            **outputs(*["outcomes: a"] * 3, "outcomes: b"),
        },
        [],
    ),
}


@pytest.mark.parametrize("name", CATCH_ALL)
def test_catch_all_outcome(name: str, tmp_path: Path) -> None:
    files, expected = CATCH_ALL[name]
    assert places(tmp_path, "catch-all-outcome", {"outcomes/b.yaml": OUTCOME, **files}) == expected


SAME_KEY = [
    ("READ-12", "read-12"),
    ("READ-12", "https://acme.atlassian.net/browse/READ-12"),
    ("READ-12", "https://acme.example/jira/browse/READ-12?focused=1#c"),
    ("ENG-4", "https://linear.app/acme/issue/ENG-4/dark-mode"),
    ("acme/app#12", "acme/app#12"),
    ("#12", "#12"),
    ("https://github.com/acme/app/issues/12", "http://www.github.com/acme/app/issues/12/"),
    ("https://github.com/acme/app/issues/12", "https://github.com/acme/app/issues/12#comment-3"),
    ("https://gitlab.example/acme/-/work_items/7", "https://gitlab.example/Acme/-/work_items/7"),
]
OTHER_KEY = [
    ("READ-12", "READ-120"),
    ("#12", "#13"),
    ("acme/app#12", "acme/app#13"),
    ("acme/app#12", "acme/web#12"),
    ("https://github.com/acme/app/issues/12", "https://github.com/acme/app/issues/13"),
    ("https://github.com/acme/app-2/issues/1", "https://github.com/acme/app-2/issues/2"),
    ("https://tracker.example/show?id=1", "https://tracker.example/show?id=2"),
]


@pytest.mark.parametrize(("one", "other"), SAME_KEY)
def test_one_key_written_in_two_ways(one: str, other: str, tmp_path: Path) -> None:
    files = outputs(f'ref: "{one}"', f'ref: "{other}"\nstatus: dropped', "ref: OTHER-1")
    (finding,) = found(tmp_path, "duplicate-ref", files)
    assert finding.path == "outputs/p1.yaml"
    assert [(place.path, span and span.line) for place, span in finding.also] == [("outputs/p0.yaml", 2)]


@pytest.mark.parametrize(("one", "other"), OTHER_KEY)
def test_two_keys(one: str, other: str, tmp_path: Path) -> None:
    assert found(tmp_path, "duplicate-ref", outputs(f'ref: "{one}"', f'ref: "{other}"')) == []


@given(st.text(max_size=30))
def test_a_key_is_itself_whatever_it_is(text: str) -> None:
    assert tracker_key(f" {text} ") == tracker_key(text)
    assert tracker_key(tracker_key(text)) == tracker_key(text)


LAGGING: dict[str, tuple[Files, list[str]]] = {
    "a business outcome": ({"outcomes/a.yaml": BUSINESS, **outputs("outcomes: [a]")}, ["p0:2"]),
    "a list of one": ({"outcomes/a.yaml": BUSINESS, **outputs("outcomes: a")}, ["p0:2"]),
    "being done": ({"outcomes/a.yaml": BUSINESS, **outputs("status: doing\noutcomes: [a]")}, ["p0:3"]),
    "done": ({"outcomes/a.yaml": BUSINESS, **outputs("status: done\noutcomes: [a]")}, []),
    "not begun": ({"outcomes/a.yaml": BUSINESS, **outputs("status: inbox\noutcomes: [a]")}, []),
    "one that moves early": ({"outcomes/a.yaml": BUSINESS + "indicator: leading\n", **outputs("outcomes: [a]")}, []),
    "one with an early number": (
        {"outcomes/a.yaml": BUSINESS.replace("title: K", "title: K, indicator: leading"), **outputs("outcomes: [a]")},
        [],
    ),
    "one with a metric that moves early": (
        {
            "outcomes/a.yaml": "title: A\ntype: business\nkey_results: [{id: m, title: M, metric: m, target: 9}]\n",
            "metrics/m.yaml": "title: M\nindicator: leading\n",
            **outputs("outcomes: [a]"),
        },
        [],
    ),
    "another one besides": (
        {"outcomes/a.yaml": BUSINESS, "outcomes/b.yaml": OUTCOME, **outputs("outcomes: [a, b]")},
        [],
    ),
    "another one through its solution": (
        {
            "outcomes/a.yaml": BUSINESS,
            "outcomes/b.yaml": OUTCOME,
            "solutions/s.yaml": "title: S\nserves: [outcome:b]\n",
            **outputs("outcomes: [a]\nsolution: s"),
        },
        [],
    ),
    "only through a solution": (
        {
            "outcomes/a.yaml": BUSINESS,
            "solutions/s.yaml": "title: S\nserves: [outcome:a]\n",
            **outputs("solution: s"),
        },
        [],
    ),
    "a service outcome that lags": (
        {"outcomes/a.yaml": OUTCOME + "indicator: lagging\ntype: service\n", **outputs("outcomes: a")},
        [],
    ),
    "a draft": ({"outcomes/a.yaml": BUSINESS + "status: draft\n", **outputs("outcomes: a")}, []),
    "one elsewhere besides": (
        {"outtrack.yaml": EXTERNALS, "outcomes/a.yaml": BUSINESS, **outputs("outcomes: [a, company::x]")},
        [],
    ),
}


@pytest.mark.parametrize("name", LAGGING)
def test_direct_to_lagging(name: str, tmp_path: Path) -> None:
    files, expected = LAGGING[name]
    assert places(tmp_path, "direct-to-lagging", files) == expected


DONE, DROPPED = OUTCOME + "status: done\n", OUTCOME + "status: dropped\n"
CLOSED: dict[str, tuple[Files, list[str]]] = {
    "done": ({"outcomes/a.yaml": DONE, **outputs("outcomes: a")}, ["p0:2"]),
    "done, through a solution": (
        {"outcomes/a.yaml": DONE, "solutions/s.yaml": "title: S\nserves: outcome:a\n", **outputs("solution: s")},
        ["p0:2"],
    ),
    "done, through a strategy that nothing else measures": (
        {
            "outcomes/a.yaml": DONE,
            "strategies/t.yaml": "title: T\ngoal: a\n",
            "solutions/s.yaml": "title: S\nserves: strategy:t\n",
            **outputs("solution: s"),
        },
        ["p0:2"],
    ),
    "done, and what it contributes to goes on": (
        {"outcomes/a.yaml": DONE + "contributes_to: b\n", "outcomes/b.yaml": OUTCOME, **outputs("outcomes: a")},
        ["p0:2"],
    ),
    "one of two is done": (
        {"outcomes/a.yaml": DONE, "outcomes/b.yaml": OUTCOME, **outputs("outcomes: [a, b]")},
        [],
    ),
    "done only later": ({"outcomes/a.yaml": DONE + "closed: 2026-12-01\n", **outputs("outcomes: a")}, []),
    "work that is done": ({"outcomes/a.yaml": DONE, **outputs("outcomes: a\nstatus: done")}, []),
    "work that is parked": ({"outcomes/a.yaml": DONE, **outputs("outcomes: a\nstatus: parked")}, []),
    "an epic for what is dropped is an error": ({"outcomes/a.yaml": DROPPED, **outputs("outcomes: a")}, []),
    "a task for what is dropped": ({"outcomes/a.yaml": DROPPED, **outputs("outcomes: a\ntype: task")}, ["p0:2"]),
    "an epic for one done, one dropped": (
        {"outcomes/a.yaml": DONE, "outcomes/b.yaml": DROPPED, **outputs("outcomes: [a, b]")},
        ["p0:2"],
    ),
    "a part says nothing beside the whole": (
        {"outcomes/a.yaml": DONE, **outputs("outcomes: a", "parent: p0\ntype: task")},
        ["p0:2"],
    ),
    "a part of what is done": (
        {"outcomes/a.yaml": DONE, **outputs("outcomes: a\nstatus: done", "parent: p0\ntype: task")},
        ["p1:2"],
    ),
    "over for two weeks and a day": (
        {"outcomes/a.yaml": OUTCOME.replace("2026-Q4", "2026-11-07"), **outputs("outcomes: a")},
        ["p0:2"],
    ),
    "over for two weeks": ({"outcomes/a.yaml": OUTCOME.replace("2026-Q4", "2026-11-08"), **outputs("outcomes: a")}, []),
    "over for a day, where that is enough": (
        {
            "outtrack.yaml": "version: 1\ncheck: {rules: {output-serves-closed-outcome: {days: 0}}}\n",
            "outcomes/a.yaml": OUTCOME.replace("2026-Q4", "2026-11-21"),
            **outputs("outcomes: a"),
        },
        ["p0:2"],
    ),
    "a draft of last year": (
        {"outcomes/a.yaml": OUTCOME.replace("2026-Q4", "2025") + "status: draft\n", **outputs("outcomes: a")},
        [],
    ),
    "no due date": ({"outcomes/a.yaml": OUTCOME.replace("due: 2026-Q4\n", ""), **outputs("outcomes: a")}, []),
    "paused": ({"outcomes/a.yaml": OUTCOME + "status: paused\n", **outputs("outcomes: a")}, []),
    "nothing at all": (outputs(""), []),
    "something elsewhere": ({"outtrack.yaml": EXTERNALS, **outputs("outcomes: company::x")}, []),
    "something elsewhere besides": (
        {"outtrack.yaml": EXTERNALS, "outcomes/a.yaml": DONE, **outputs("outcomes: [a, company::x]")},
        [],
    ),
    "something broken": ({"outcomes/a.yaml": DONE + "nope: 1\n", **outputs("outcomes: a")}, []),
    "a faulty link": ({"outcomes/a.yaml": DONE, **outputs("outcomes: [a, b]")}, []),
}


@pytest.mark.parametrize("name", CLOSED)
def test_output_serves_closed_outcome(name: str, tmp_path: Path) -> None:
    files, expected = CLOSED[name]
    assert places(tmp_path, "output-serves-closed-outcome", files) == expected


def test_what_carries_on_is_named(tmp_path: Path) -> None:
    files = {"outcomes/a.yaml": DONE, "outcomes/b.yaml": OUTCOME + "continues: a\n", **outputs("outcomes: a")}
    (finding,) = found(tmp_path, "output-serves-closed-outcome", files)
    assert finding.message == "todo, but `a` is done"
    assert "`b` carries on" in str(finding.hint)


def test_what_is_dropped_leads_nowhere_although_its_goal_goes_on(tmp_path: Path) -> None:
    files = {"outcomes/a.yaml": DROPPED + "contributes_to: b\n", "outcomes/b.yaml": OUTCOME, **outputs("outcomes: a")}
    assert told(tmp_path, "unlinked-output", files) == ["error p0:2 epic serves no outcome but `a`, which is dropped"]


WITHOUT_WORK: dict[str, tuple[Files, list[str]]] = {
    "no work": ({"outcomes/a.yaml": OUTCOME}, ["a:1"]),
    "an output": ({"outcomes/a.yaml": OUTCOME, **outputs("outcomes: a")}, []),
    "an output that is done": ({"outcomes/a.yaml": OUTCOME, **outputs("outcomes: a\nstatus: done")}, []),
    "an output in the inbox": ({"outcomes/a.yaml": OUTCOME, **outputs("outcomes: a\nstatus: inbox")}, ["a:1"]),
    "an output that is parked": ({"outcomes/a.yaml": OUTCOME, **outputs("outcomes: a\nstatus: parked")}, ["a:1"]),
    "an experiment": ({"outcomes/a.yaml": OUTCOME, "experiments/e.yaml": "title: E\ntests: outcome:a\n"}, []),
    "an experiment on a solution": (
        {
            "outcomes/a.yaml": OUTCOME,
            "opportunities/o.yaml": "title: O\noutcome: a\n",
            "solutions/s.yaml": "title: S\nserves: o\n",
            "experiments/e.yaml": "title: E\ntests: s\n",
        },
        [],
    ),
    "an idea alone": ({"outcomes/a.yaml": OUTCOME, "solutions/s.yaml": "title: S\nserves: outcome:a\n"}, ["a:1"]),
    "work for what contributes": (
        {"outcomes/a.yaml": OUTCOME, "outcomes/b.yaml": OUTCOME + "contributes_to: a\n", **outputs("outcomes: b")},
        [],
    ),
    "no work for what contributes: told there": (
        {"outcomes/a.yaml": OUTCOME, "outcomes/b.yaml": OUTCOME + "contributes_to: a\n"},
        ["b:1"],
    ),
    "draft, paused, done, dropped": (
        {f"outcomes/{one}.yaml": OUTCOME + f"status: {one}\n" for one in ("draft", "paused", "done", "dropped")},
        [],
    ),
    "not begun": ({"outcomes/a.yaml": OUTCOME.replace("2026-Q4", "2027-Q1")}, []),
    "over": ({"outcomes/a.yaml": OUTCOME.replace("2026-Q4", "2026-Q3")}, []),
    "no time at all": ({"outcomes/a.yaml": OUTCOME.replace("due: 2026-Q4\n", "")}, ["a:1"]),
    "a broken file that names it": ({"outcomes/a.yaml": OUTCOME, **outputs("outcomes: a\nnope: 1")}, []),
    "a slip in a link that means it": ({"outcomes/alpha.yaml": OUTCOME, **outputs("outcomes: alpa")}, []),
}


@pytest.mark.parametrize("name", WITHOUT_WORK)
def test_outcome_without_output(name: str, tmp_path: Path) -> None:
    files, expected = WITHOUT_WORK[name]
    assert places(tmp_path, "outcome-without-output", files) == expected


TOP = {"outcomes/top.yaml": BUSINESS}
UNANCHORED: dict[str, tuple[Files, list[str]]] = {
    "no link": ({**TOP, "outcomes/a.yaml": OUTCOME}, ["a:1"]),
    "no business outcome there": ({"outcomes/a.yaml": OUTCOME}, []),
    "only dropped ones there": (
        {
            "outcomes/top.yaml": BUSINESS + "status: dropped\n",
            "strategies/t.yaml": "title: T\nstatus: dropped\n",
            "outcomes/a.yaml": OUTCOME,
        },
        [],
    ),
    "only a draft there": ({"outcomes/top.yaml": BUSINESS + "status: draft\n", "outcomes/a.yaml": OUTCOME}, []),
    "a strategy there": ({"strategies/t.yaml": "title: T\n", "outcomes/a.yaml": OUTCOME}, ["a:1"]),
    "it contributes": ({**TOP, "outcomes/a.yaml": OUTCOME + "contributes_to: top\n"}, []),
    "it is only aligned": ({**TOP, "outcomes/a.yaml": OUTCOME + "contributes_to: {to: top, weight: 0}\n"}, []),
    "through another": (
        {
            **TOP,
            "outcomes/a.yaml": OUTCOME + "contributes_to: b\n",
            "outcomes/b.yaml": OUTCOME + "contributes_to: top\n",
        },
        [],
    ),
    "to another that leads nowhere": (
        {**TOP, "outcomes/a.yaml": OUTCOME + "contributes_to: b\n", "outcomes/b.yaml": OUTCOME},
        ["a:1", "b:1"],
    ),
    "through one that is dropped": (
        {
            **TOP,
            "outcomes/a.yaml": OUTCOME + "contributes_to: b\n",
            "outcomes/b.yaml": OUTCOME + "contributes_to: top\nstatus: dropped\n",
        },
        ["a:1"],
    ),
    "a strategy names it": ({**TOP, "strategies/t.yaml": "title: T\nmeasured_by: a\n", "outcomes/a.yaml": OUTCOME}, []),
    "it names a strategy": (
        {"strategies/t.yaml": "title: T\n", "outcomes/a.yaml": OUTCOME + "contributes_to: t\n"},
        [],
    ),
    "a vision names it": ({**TOP, "visions/v.yaml": "title: V\ngoals: a\n", "outcomes/a.yaml": OUTCOME}, []),
    "an influence leads sideways": ({**TOP, "outcomes/a.yaml": OUTCOME + "influences: top\n"}, ["a:1"]),
    "a service outcome": ({**TOP, "outcomes/a.yaml": OUTCOME + "type: service\n"}, []),
    "a draft": ({**TOP, "outcomes/a.yaml": OUTCOME + "status: draft\n"}, []),
    "paused": ({**TOP, "outcomes/a.yaml": OUTCOME + "status: paused\n"}, []),
    "elsewhere": ({**TOP, "outtrack.yaml": EXTERNALS, "outcomes/a.yaml": OUTCOME + "contributes_to: company::x\n"}, []),
    "through one that leads elsewhere": (
        {
            **TOP,
            "outtrack.yaml": EXTERNALS,
            "outcomes/a.yaml": OUTCOME + "contributes_to: b\n",
            "outcomes/b.yaml": OUTCOME + "contributes_to: company::x\n",
        },
        [],
    ),
    "a faulty link": ({**TOP, "outcomes/a.yaml": OUTCOME + "contributes_to: nope\n"}, []),
    "to something broken": (
        {**TOP, "outcomes/a.yaml": OUTCOME + "contributes_to: b\n", "outcomes/b.yaml": OUTCOME + "nope: 1\n"},
        [],
    ),
    "a broken strategy names it": (
        {**TOP, "strategies/t.yaml": "title: T\nmeasured_by: [a]\nnope: 1\n", "outcomes/a.yaml": OUTCOME},
        [],
    ),
}


@pytest.mark.parametrize("name", UNANCHORED)
def test_unanchored_outcome(name: str, tmp_path: Path) -> None:
    files, expected = UNANCHORED[name]
    assert places(tmp_path, "unanchored-outcome", files) == expected


LISTED = "version: 1\npeople: [maria, chidi]\nteams: [growth]\n"
OWNERS: dict[str, tuple[Files, list[str]]] = {
    "known": ({"outtrack.yaml": LISTED, "outcomes/a.yaml": OUTCOME + "team: growth\n"}, []),
    "a slip": ({"outtrack.yaml": LISTED, "outcomes/a.yaml": OUTCOME.replace("maria", "mria")}, ["a:2"]),
    "one of a list": (
        {"outtrack.yaml": LISTED, "outcomes/a.yaml": OUTCOME.replace("maria", "\n  - maria\n  - nobody")},
        ["a:4"],
    ),
    "a team owns it": ({"outtrack.yaml": LISTED, "outcomes/a.yaml": OUTCOME.replace("maria", "growth")}, []),
    "no list of people": ({"outcomes/a.yaml": OUTCOME}, []),
    "a list of teams only": ({"outtrack.yaml": "version: 1\nteams: [growth]\n", "outcomes/a.yaml": OUTCOME}, []),
    "an unknown team": ({"outtrack.yaml": LISTED, "outcomes/a.yaml": OUTCOME + "team: grwth\n"}, ["a:6"]),
    "a team where only people are listed": (
        {"outtrack.yaml": "version: 1\npeople: maria\n", "outcomes/a.yaml": OUTCOME + "team: grwth\n"},
        [],
    ),
    "of a key result": (
        {"outtrack.yaml": LISTED, "outcomes/a.yaml": OUTCOME.replace("title: K", "title: K, owner: nobody")},
        ["a/k:5"],
    ),
    "of an output": ({"outtrack.yaml": LISTED, **outputs("owner: nobody")}, ["p0:2"]),
    "of an insight": ({"outtrack.yaml": LISTED, "insights/i.yaml": "title: I\nowner: nobody\n"}, ["i:2"]),
    "of what is over": (
        {
            "outtrack.yaml": LISTED,
            "outcomes/a.yaml": DONE.replace("maria", "nobody"),
            "opportunities/o.yaml": "title: O\nowner: nobody\nstatus: solved\n",
            "experiments/e.yaml": "title: E\nowner: nobody\ndecision: stop\n",
            **outputs("owner: nobody\nteam: nobody\nstatus: done", "owner: nobody\nstatus: parked"),
        },
        [],
    ),
    "of a draft": ({"outtrack.yaml": LISTED, "outcomes/a.yaml": OUTCOME.replace("maria", "x") + "status: draft\n"}, []),
    "nobody": ({"outcomes/a.yaml": OUTCOME.replace("owner: maria\n", "")}, ["a:1"]),
    "nobody, but a team": ({"outcomes/a.yaml": OUTCOME.replace("owner: maria", "team: growth")}, ["a:1"]),
    "nobody owns a draft": ({"outcomes/a.yaml": OUTCOME.replace("owner: maria", "status: draft")}, []),
    "nobody owned what is over": ({"outcomes/a.yaml": OUTCOME.replace("owner: maria", "status: done")}, []),
    "nobody owns an output": (outputs(""), []),
}


@pytest.mark.parametrize("name", OWNERS)
def test_unknown_owner(name: str, tmp_path: Path) -> None:
    files, expected = OWNERS[name]
    assert places(tmp_path, "unknown-owner", files) == expected


def test_the_nearest_name_is_asked_for(tmp_path: Path) -> None:
    files = {"outtrack.yaml": LISTED, "outcomes/a.yaml": OUTCOME.replace("maria", "Maria"), **outputs("owner: zoe")}
    first, second = found(tmp_path, "unknown-owner", files)
    assert (first.message, first.hint) == (
        "`Maria` is not among the `people` of outtrack.yaml",
        "did you mean `maria`?",
    )
    assert second.hint == "add it there: `people: [zoe, …]`"


ORPHANS: dict[str, tuple[Files, list[str]]] = {
    "an opportunity": ({"opportunities/o.yaml": "title: O\n"}, ["o:1"]),
    "a solution": ({"solutions/s.yaml": "title: S\n"}, ["s:1"]),
    "an experiment": ({"experiments/e.yaml": "title: E\n"}, ["e:1"]),
    "in the inbox": (
        {"opportunities/o.yaml": "title: O\nstatus: inbox\n", "solutions/s.yaml": "title: S\nstatus: inbox\n"},
        [],
    ),
    "not any more": (
        {
            "opportunities/o.yaml": "title: O\nstatus: solved\n",
            "solutions/s.yaml": "title: S\nstatus: dropped\n",
            "solutions/u.yaml": "title: U\nstatus: parked\n",
        },
        [],
    ),
    "part of one that is an orphan: told there": (
        {"opportunities/o.yaml": "title: O\n", "opportunities/p.yaml": "title: P\nparent: o\n"},
        ["o:1"],
    ),
    "on something that is not there: an error": ({"opportunities/o.yaml": "title: O\noutcome: nope\n"}, []),
    "elsewhere": ({"outtrack.yaml": EXTERNALS, "opportunities/o.yaml": "title: O\noutcome: company::x\n"}, []),
}


@pytest.mark.parametrize("name", ORPHANS)
def test_orphan(name: str, tmp_path: Path) -> None:
    files, expected = ORPHANS[name]
    assert places(tmp_path, "orphan", files) == expected


def test_an_unsorted_insight_is_only_mentioned(tmp_path: Path) -> None:
    files = {"insights/i.yaml": "quote: I gave up\n", "insights/j.yaml": "title: J\nabout: i\n"}
    assert told(tmp_path, "orphan", files) == ["info i:1 the insight is about nothing: unsorted"]
