"""The rules about measurement, each in its branches: what it finds, and what it must leave alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from building import day, standings
from outtrack.rules.run import run
from outtrack.rules.shared_metric import overlapping
from rules.placing import Files, places
from ruling import DAY, found, workspace

if TYPE_CHECKING:
    from outtrack.compute.key_results import KeyResultStanding

Case = tuple[str, list[str]]
HEAD = "title: O\nowner: maria\ndue: 2026-Q4\n"
ENDLESS = HEAD.replace("due: 2026-Q4\n", "")
CHANGE = "{id: k, title: K, baseline: 1, target: 9, checkins: [{date: 2026-11-16, value: 5}]}"


def outcome(*key_results: str, head: str = HEAD) -> Files:
    """Return an outcome `o` with these key results, each in a line of its own, from line 5 on."""
    return {"outcomes/o.yaml": head + "key_results:\n" + "".join(f"  - {one}\n" for one in key_results)}


@pytest.mark.parametrize(
    ("lines", "is_found"),
    [
        ("", True),
        ("status: draft\n", False),
        ("status: paused\n", False),
        ("status: done\n", False),
        ("status: dropped\n", False),
        ("key_results: [A number]\n", False),
    ],
)
def test_nothing_proves_an_outcome(lines: str, is_found: bool, tmp_path: Path) -> None:
    assert places(tmp_path, "outcome-without-key-result", {"outcomes/o.yaml": HEAD + lines}) == ["o:1"] * is_found


@pytest.mark.parametrize(
    ("below", "is_found"),
    [
        ("contributes_to: o\n", False),
        ("contributes_to: {to: o, weight: 0}\n", True),
        ("contributes_to: o\nstatus: dropped\n", True),
        ("contributes_to: o\nstatus: draft\n", False),
        ("contributes_to: o\nstatus: done\n", False),
        ("contributes_to: [o, nope]\n", False),
        ("contributes_to: o\nnope: 1\n", False),
        ("influences: o\n", True),
    ],
)
def test_what_contributes_proves_it(below: str, is_found: bool, tmp_path: Path) -> None:
    files = {"outcomes/o.yaml": HEAD, "outcomes/p.yaml": HEAD + "key_results: [K]\n" + below}
    assert places(tmp_path, "outcome-without-key-result", files) == ["o:1"] * is_found


def test_the_measures_of_its_strategies_do_not_prove_a_goal(tmp_path: Path) -> None:
    files = {"outcomes/goal.yaml": HEAD, "strategies/s.yaml": "title: S\ngoal: goal\nmeasured_by: o\n"} | outcome(
        CHANGE
    )
    assert places(tmp_path, "outcome-without-key-result", files) == ["goal:1"]


@pytest.mark.parametrize(
    ("checkins", "rule"),
    [
        ("[{date: 2027-11-16, value: 5}]", "ignored-checkin"),
        ("[{date: 2026-10-02, value: 3}, {date: 2027-11-16, value: 5}]", "ignored-checkin stale-checkin"),
        ("[{date: 2025-10-02, value: 3}]", "ignored-checkin unmeasured-key-result"),
        ("[{date: 2026-10-02, value: 3}]", "stale-checkin"),
    ],
)
def test_what_is_told_where_a_value_does_not_count(checkins: str, rule: str, tmp_path: Path) -> None:
    files = outcome(f"{{id: k, title: K, baseline: 1, target: 9, checkins: {checkins}}}")
    about = {"ignored-checkin", "unmeasured-key-result", "stale-checkin"}
    assert {one.rule for one in run(workspace(tmp_path, files))} & about == set(rule.split())


NO_CHECKIN = "{id: k, title: K, baseline: 1, target: 9}"
UNMEASURED: dict[str, Case] = {
    "a change": (NO_CHECKIN, ["o/k:5"]),
    "a total": ("{id: k, title: K, cumulative: true, target: 9}", ["o/k:5"]),
    "bounds": ("{id: k, title: K, keep: {max: 3}}", ["o/k:5"]),
    "a rubric": ("{id: k, title: K, levels: [a, b], baseline: a, target: b}", ["o/k:5"]),
    "a title alone": ("{id: k, title: K}", ["o/k:5"]),
    "the first check-in is to be the baseline": ("{id: k, title: K, baseline: first, target: 9}", ["o/k:5"]),
    "a confidence alone": (NO_CHECKIN[:-1] + ", checkins: [{date: 2026-11-16, confidence: 0.5}]}", ["o/k:5"]),
    "one before the start": (NO_CHECKIN[:-1] + ", checkins: [{date: 2026-09-16, value: 2}]}", ["o/k:5"]),
    "one in the future is told elsewhere": (NO_CHECKIN[:-1] + ", checkins: [{date: 2026-12-16, value: 2}]}", []),
    "one": (NO_CHECKIN[:-1] + ", checkins: [{date: 2026-10-02, value: 2}]}", []),
    "milestones": ("{id: k, title: K, milestones: [{title: M, due: 2026-10-31}]}", []),
    "counted customers": ("{id: k, title: K, cumulative: true, counts: customers, target: 9}", []),
    "self-reported": ("{id: k, title: K, self_reported: true}", []),
    "the weight 0": (NO_CHECKIN[:-1] + ", weight: 0}", []),
    "a cadence that has not passed": (NO_CHECKIN[:-1] + ", cadence: quarterly}", []),
    "its own start": (NO_CHECKIN[:-1] + ", start: 2026-11-08}", []),
    "its own start, a day earlier": (NO_CHECKIN[:-1] + ", start: 2026-11-07}", ["o/k:5"]),
    "not begun": (NO_CHECKIN[:-1] + ", due: 2027-Q1}", []),
    "over: closing is what is due": (NO_CHECKIN[:-1] + ", due: 2026-10}", []),
}


@pytest.mark.parametrize("name", UNMEASURED)
def test_no_checkin_one_cadence_after_the_start(name: str, tmp_path: Path) -> None:
    key_result, expected = UNMEASURED[name]
    assert places(tmp_path, "unmeasured-key-result", outcome(key_result)) == expected


@pytest.mark.parametrize("line", ["status: draft", "status: paused", "status: done", "due: 2026-12-31"])
def test_whoever_is_not_active_or_has_no_start_is_not_asked_for_numbers(line: str, tmp_path: Path) -> None:
    head = (HEAD if line.startswith("status") else ENDLESS) + f"{line}\n"
    assert found(tmp_path, "unmeasured-key-result", outcome(NO_CHECKIN, head=head)) == []


NO_BASELINE: dict[str, Case] = {
    "a change": ("{id: k, title: K, target: 9, checkins: [{date: 2026-11-16, value: 5}]}", ["o/k:5"]),
    "growth by a share": ('{id: k, title: K, target: "+9%", checkins: [{date: 2026-11-16, value: 5}]}', ["o/k:5"]),
    "a rubric": ("{id: k, title: K, levels: [a, b], target: b, checkins: [{date: 2026-11-16, value: a}]}", ["o/k:5"]),
    "neither baseline nor check-in: once": ("{id: k, title: K, target: 9}", ["o/k:5"]),
    "before the start there is time": ("{id: k, title: K, target: 9, due: 2027-Q1}", []),
    "no start": ("{id: k, title: K, target: 9, due: 2026-12-31, start: 2026-11-22}", ["o/k:5"]),
    "the weight 0": ("{id: k, title: K, target: 9, weight: 0}", []),
    "a total begins at 0": ("{id: k, title: K, cumulative: true, target: 9, start: 2026-11-20}", []),
    "bounds": ("{id: k, title: K, keep: {max: 3}, start: 2026-11-20}", []),
    "the first check-in": ("{id: k, title: K, baseline: first, target: 9, start: 2026-11-20}", []),
}


@pytest.mark.parametrize("name", NO_BASELINE)
def test_no_baseline(name: str, tmp_path: Path) -> None:
    key_result, expected = NO_BASELINE[name]
    assert places(tmp_path, "unmeasured-key-result", outcome(key_result)) == expected


def test_what_is_missing_is_said_with_days_and_cadence(tmp_path: Path) -> None:
    files = outcome(NO_CHECKIN, "{id: l, title: L, target: 9, cadence: weekly}")
    first, second = found(tmp_path, "unmeasured-key-result", files)
    assert first.message == "no check-in since the start on 2026-10-01 (52 days; cadence biweekly)"
    assert first.hint == "add `checkins: [{date: 2026-11-22, value: …}]`"
    assert second.message == "no baseline, and no check-in since the start on 2026-10-01 (52 days; cadence weekly)"


@pytest.mark.parametrize(
    ("on", "days"), [("2026-10-01", 0), ("2026-10-08", 0), ("2026-10-15", 0), ("2026-10-16", 1), ("2026-12-31", 1)]
)
def test_the_first_weeks_of_a_quarter_are_quiet(on: str, days: int, tmp_path: Path) -> None:
    assert len(found(tmp_path, "unmeasured-key-result", outcome(NO_CHECKIN), day(on))) == days


def test_cadences_by_default(tmp_path: Path) -> None:
    lagging = outcome(NO_CHECKIN, head=HEAD + "type: business\n")
    assert found(tmp_path / "a", "unmeasured-key-result", lagging, day("2026-11-01")) == []
    assert len(found(tmp_path / "b", "unmeasured-key-result", lagging, day("2026-11-02"))) == 1
    daily = {"outtrack.yaml": "version: 1\ncadence: daily\n", **outcome(NO_CHECKIN)}
    assert len(found(tmp_path / "c", "unmeasured-key-result", daily, day("2026-10-03"))) == 1


METRIC = "title: M\nreadings:\n"
BY_METRIC = outcome("{id: k, title: K, metric: m, target: 9}", "{id: l, title: L, metric: m, target: 8}")
OF_METRICS: dict[str, tuple[Files, list[str], list[str]]] = {
    "never read": ({"metrics/m.yaml": "title: M\n"}, ["m:1"], []),
    "read before the start": ({"metrics/m.yaml": METRIC + "  - {date: 2026-09-28, value: 1}\n"}, ["m:3"], []),
    "read since": (
        {"metrics/m.yaml": METRIC + "  - {date: 2026-09-28, value: 1}\n  - {date: 2026-11-16, value: 2}\n"},
        [],
        [],
    ),
    "read long ago": (
        {"metrics/m.yaml": METRIC + "  - {date: 2026-09-28, value: 1}\n  - {date: 2026-10-16, value: 2}\n"},
        [],
        ["m:4"],
    ),
    "read only since: no baseline": (
        {"metrics/m.yaml": METRIC + "  - {date: 2026-11-16, value: 2}\n"},
        ["o/k:5", "o/l:6"],
        [],
    ),
    "a reading in a file of its own": (
        {
            "metrics/m.yaml": METRIC + "  - {date: 2026-09-28, value: 1}\n",
            "checkins/c.yaml": "metric: m\ndate: 2026-11-16\nvalue: 2\n",
        },
        [],
        [],
    ),
    "broken": ({"metrics/m.yaml": "title: M\nnope: 1\n"}, [], []),
    "not there": ({}, [], []),
    "a broken file that may hold readings": (
        {"metrics/m.yaml": "title: M\n", "checkins/c.yaml": "metric: m\ndate: 2026-11-16\nvalue: two\n"},
        [],
        [],
    ),
}


@pytest.mark.parametrize("name", OF_METRICS)
def test_a_metric_is_told_once(name: str, tmp_path: Path) -> None:
    files, unmeasured, stale = OF_METRICS[name]
    assert places(tmp_path / "a", "unmeasured-key-result", BY_METRIC | files) == unmeasured
    assert places(tmp_path / "b", "stale-checkin", BY_METRIC | files) == stale


def test_a_metric_elsewhere_is_not_known(tmp_path: Path) -> None:
    files = {
        "outtrack.yaml": "version: 1\nexternals: [company]\n",
        **outcome("{title: K, metric: company::m, target: 9}"),
    }
    assert found(tmp_path, "unmeasured-key-result", files) == []


STALE: dict[str, tuple[str, list[str]]] = {
    "four weeks": ("checkins: [{date: 2026-10-25, value: 5}]", []),
    "four weeks and a day": ("checkins: [{date: 2026-10-24, value: 5}]", ["o/k:5"]),
    "weekly": ("cadence: weekly, checkins: [{date: 2026-11-07, value: 5}]", ["o/k:5"]),
    "months by the calendar": ("cadence: monthly, start: 2026-08-01, checkins: [{date: 2026-09-22, value: 5}]", []),
    "months, and a day": ("cadence: monthly, start: 2026-08-01, checkins: [{date: 2026-09-21, value: 5}]", ["o/k:5"]),
    "a confidence since then is no value": (
        "checkins: [{date: 2026-10-05, value: 5}, {date: 2026-11-16, confidence: 0.5}]",
        ["o/k:5"],
    ),
    "one in the future does not count yet": (
        "checkins: [{date: 2026-10-05, value: 5}, {date: 2026-12-16, value: 6}]",
        ["o/k:5"],
    ),
    "never measured is told elsewhere": ("checkins: []", []),
    "only measured before the start, likewise": ("checkins: [{date: 2026-09-01, value: 5}]", []),
    "the weight 0": ("weight: 0, checkins: [{date: 2026-10-05, value: 5}]", []),
    "over": ("due: 2026-10, checkins: [{date: 2026-10-05, value: 5}]", []),
    "without a start": ("start: 2020-01-01, checkins: [{date: 2026-10-05, value: 5}]", ["o/k:5"]),
}


@pytest.mark.parametrize("name", STALE)
def test_stale_checkin(name: str, tmp_path: Path) -> None:
    rest, expected = STALE[name]
    assert (
        places(tmp_path, "stale-checkin", outcome(f"{{id: k, title: K, baseline: 1, target: 9, {rest}}}")) == expected
    )


@pytest.mark.parametrize("status", ["draft", "paused", "done", "dropped"])
def test_only_what_is_active_gets_stale(status: str, tmp_path: Path) -> None:
    files = outcome(CHANGE.replace("11-16", "10-05"), head=HEAD + f"status: {status}\n")
    assert found(tmp_path, "stale-checkin", files) == []


def test_a_checkin_in_a_file_of_its_own_counts(tmp_path: Path) -> None:
    old = outcome(CHANGE.replace("11-16", "10-05"))
    loose = "key_result: o/k\ndate: {}\nvalue: 6\n"
    assert found(tmp_path / "a", "stale-checkin", old | {"checkins/c.yaml": loose.format("2026-11-16")}) == []
    alone = outcome(NO_CHECKIN) | {"checkins/c.yaml": loose.format("2026-10-12")}
    assert places(tmp_path / "b", "stale-checkin", alone) == ["o/k:5"]


def test_a_broken_checkin_may_be_the_one(tmp_path: Path) -> None:
    files = outcome(CHANGE.replace("11-16", "10-05"))
    broken = {"checkins/c.yaml": "key_result: o/k\ndate: 2026-11-16\nvalue: many\nnope: 1\n"}
    assert found(tmp_path / "a", "stale-checkin", files | broken) == []
    for number, other in enumerate(("checkins/c.yaml", "outputs/p.yaml")):
        text = "title: P\noutcomes: o\nnope: 1\n" if number else broken["checkins/c.yaml"].replace("o/k", "p/k")
        assert len(found(tmp_path / str(number), "stale-checkin", files | {other: text})) == 1


def test_stale_says_since_when_and_how_often(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "stale-checkin", outcome(CHANGE.replace("11-16", "10-05")))
    assert finding.message == "no check-in since 2026-10-05 (48 days; cadence biweekly)"
    assert finding.hint == "add `- {date: 2026-11-22, value: …}` to its `checkins:`"


@pytest.mark.parametrize(("cadences", "many"), [(1, 1), (3, 1), (4, 0)])
def test_stale_after_more_cadences(cadences: int, many: int, tmp_path: Path) -> None:
    config = f"version: 1\ncheck: {{rules: {{stale-checkin: {{cadences: {cadences}}}}}}}\n"
    files = {"outtrack.yaml": config, **outcome(CHANGE.replace("11-16", "10-10"))}
    assert len(found(tmp_path, "stale-checkin", files)) == many


DUES: dict[str, tuple[Files, list[str]]] = {
    "its outcome's": (outcome(CHANGE), []),
    "none": (outcome(CHANGE, head=ENDLESS), ["o:1"]),
    "none, for two key results: once": (outcome(CHANGE, CHANGE.replace("id: k", "id: l"), head=ENDLESS), ["o:1"]),
    "its own": (outcome("{title: K, due: 2026-Q4}", head=ENDLESS), []),
    "one has its own": (outcome("{title: K, due: 2026-Q4}", "{id: l, title: L}", head=ENDLESS), ["o/l:5"]),
    "the weight 0": (outcome("{title: K, due: 2026-Q4}", "{title: L, weight: 0}", head=ENDLESS), []),
    "milestones": (outcome("{title: K, milestones: [{title: M, due: 2026-12-01}]}", head=ENDLESS), ["o:1"]),
    "no key results": ({"outcomes/o.yaml": ENDLESS}, []),
    "a draft": (outcome(CHANGE, head=ENDLESS + "status: draft\n"), []),
    "a day, and no start": (outcome(CHANGE, head=ENDLESS + "due: 2026-12-31\n"), ["o:3"]),
    "a day, for two key results: once": (outcome(CHANGE, "{title: L}", head=ENDLESS + "due: 2026-12-31\n"), ["o:3"]),
    "a day and a start": (outcome(CHANGE, head=ENDLESS + "start: 2026-10-01\ndue: 2026-12-31\n"), []),
    "a day and a start of its own": (
        outcome("{title: K, start: 2026-10-01}", head=ENDLESS + "due: 2026-12-31\n"),
        [],
    ),
    "a day of its own": (outcome("{id: k, title: K, due: 2026-12-31}", head=ENDLESS), ["o/k:4"]),
    "a day of its own, and the start of its outcome": (
        outcome("{title: K, due: 2026-11-30}", head=ENDLESS + "start: 2026-10-01\ndue: 2026-12-31\n"),
        [],
    ),
}


@pytest.mark.parametrize("name", DUES)
def test_missing_due(name: str, tmp_path: Path) -> None:
    files, expected = DUES[name]
    assert places(tmp_path, "missing-due", files) == expected


def test_the_way_out_of_a_due_day_is_a_start(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "missing-due", outcome(CHANGE, head=ENDLESS + "due: 2026-12-31\n"))
    assert finding.message.startswith("due on 2026-12-31, but nothing says since when")
    assert str(finding.hint).startswith("add `start:`")


OVER: dict[str, tuple[Files, list[str]]] = {
    "today is the last day": (outcome(CHANGE, head=ENDLESS + "due: 2026-11-22\n"), []),
    "yesterday was": (outcome(CHANGE, head=ENDLESS + "due: 2026-11-21\n"), ["o:3"]),
    "a quarter": (outcome(CHANGE, head=ENDLESS + "due: 2026-Q3\n"), ["o:3"]),
    "no key results": ({"outcomes/o.yaml": ENDLESS + "due: 2026-Q3\n"}, ["o:3"]),
    "of its key results": (outcome("{id: k, title: K, due: 2026-Q3}", head=ENDLESS), ["o/k:4"]),
    "of one of its key results": (outcome("{title: K, due: 2026-Q3}", "{title: L, due: 2026-Q4}", head=ENDLESS), []),
    "of one, the other has none": (outcome("{title: K, due: 2026-Q3}", "{title: L}", head=ENDLESS), []),
    "an earlier one of a key result": (outcome("{title: K, due: 2026-Q3}"), []),
    "done": (outcome(CHANGE, head=ENDLESS + "due: 2026-Q3\nstatus: done\n"), []),
    "paused": (outcome(CHANGE, head=ENDLESS + "due: 2026-Q3\nstatus: paused\n"), []),
    "a draft": (outcome(CHANGE, head=ENDLESS + "due: 2026-Q3\nstatus: draft\n"), []),
    "closed only later": (outcome(CHANGE, head=ENDLESS + "due: 2026-Q3\nstatus: done\nclosed: 2026-12-01\n"), ["o:3"]),
    "some days to close it": (
        {
            "outtrack.yaml": "version: 1\ncheck: {rules: {overdue: {days: 7}}}\n",
            **outcome(CHANGE, head=ENDLESS + "due: 2026-11-15\n"),
        },
        [],
    ),
}


@pytest.mark.parametrize("name", OVER)
def test_overdue(name: str, tmp_path: Path) -> None:
    files, expected = OVER[name]
    assert places(tmp_path, "overdue", files) == expected


def test_an_overdue_outcome_is_not_asked_for_numbers(tmp_path: Path) -> None:
    files = outcome(NO_CHECKIN, CHANGE.replace("id: k", "id: l"), head=ENDLESS + "due: 2026-Q3\n")
    for number, rule in enumerate(("unmeasured-key-result", "stale-checkin", "outcome-without-output")):
        assert found(tmp_path / str(number), rule, files) == []
    (finding,) = found(tmp_path / "last", "overdue", files)
    assert finding.message == "the due date 2026-09-30 passed 53 days ago, and it is not closed"


@pytest.mark.parametrize(
    ("weights", "is_found"), [([1] * 5, False), ([1] * 6, True), ([1] * 5 + [0], False), ([0] * 9, False)]
)
def test_too_many_key_results(weights: list[int], is_found: bool, tmp_path: Path) -> None:
    numbers = [f"{{id: k{number}, title: K {number}, weight: {weight}}}" for number, weight in enumerate(weights)]
    assert places(tmp_path, "too-many-key-results", outcome(*numbers)) == ["o/k5:10"] * is_found


RELATIVE: dict[str, tuple[Files, list[str]]] = {
    "growth of a %": (outcome('{id: k, title: K, unit: "%", baseline: 40, target: "+20%"}'), ["o/k:5"]),
    "in words": (outcome('{id: k, title: K, unit: percent, baseline: 40, target: "-20%"}'), ["o/k:5"]),
    "points": (outcome('{id: k, title: K, unit: "%", baseline: 40, target: +20pp}'), []),
    "a number": (outcome('{id: k, title: Grow by 20 %, unit: "%", baseline: 40, target: 48}'), []),
    "growth of something else": (outcome('{id: k, title: K, unit: EUR, baseline: 40, target: "+20%"}'), []),
    "growth without a unit": (outcome('{id: k, title: K, baseline: 40, target: "+20%"}'), []),
    "a title alone": (outcome('{id: k, title: Grow the share by 20 percent, unit: "%"}'), ["o/k:5"]),
    "a title alone, in points": (outcome('{id: k, title: Grow the share by 20 points, unit: "%"}'), []),
    "a title and bounds": (outcome('{id: k, title: Falls by 2 % at most, unit: "%", keep: {min: 3}}'), []),
    "a metric in %": (
        {"metrics/m.yaml": 'title: M\nunit: "%"\n', **outcome('{id: k, title: K, metric: m, target: "+5%"}')},
        ["o/k:5"],
    ),
    "a draft": (
        outcome('{id: k, title: K, unit: "%", baseline: 4, target: "+20%"}', head=HEAD + "status: draft\n"),
        [],
    ),
    "what is expected of a %": (
        {
            **outcome('{id: k, title: K, unit: "%", baseline: 40, target: 48}'),
            "outputs/p.yaml": "title: P\nexpected:\n  - {key_result: o/k, change: +2pp}\n"
            "  - {key_result: o/k, change: +5%}\n",
            "solutions/s.yaml": "title: S\nstatus: dropped\nexpected: {key_result: o/k, change: +5%}\n",
        },
        ["p:4"],
    ),
    "what is expected of another number": (
        {**outcome(CHANGE), "outputs/p.yaml": "title: P\nexpected: {key_result: o/k, change: +5%}\n"},
        [],
    ),
    "what is expected of nothing": ({"outputs/p.yaml": "title: P\nexpected: {key_result: o/k, change: +5%}\n"}, []),
}


@pytest.mark.parametrize("name", RELATIVE)
def test_ambiguous_relative(name: str, tmp_path: Path) -> None:
    files, expected = RELATIVE[name]
    assert places(tmp_path, "ambiguous-relative", files) == expected


def test_both_readings_are_worked_out(tmp_path: Path) -> None:
    key_result = 'title: K, unit: "%", target: "+20%"'
    (finding,) = found(tmp_path / "a", "ambiguous-relative", outcome(f"{{{key_result}, baseline: 40}}"))
    assert finding.hint == "write `target: 48` for a share of 40, or `target: 60` for points"
    (finding,) = found(tmp_path / "b", "ambiguous-relative", outcome(f"{{{key_result}}}"))
    assert finding.hint == 'write the number to reach, or "+20pp" for points'


OTHER = {"outcomes/p.yaml": HEAD + "key_results:\n  - {id: k, title: K, metric: m, target: 7}\n"}
SHARED: dict[str, tuple[Files, list[str]]] = {
    "both change it": (outcome("{id: k, title: K, metric: m, target: 9}") | OTHER, ["p/k:5"]),
    "one keeps it": (outcome("{id: k, title: K, metric: m, keep: {min: 9}}") | OTHER, []),
    "one only informs": (outcome("{id: k, title: K, metric: m, target: 9, weight: 0}") | OTHER, []),
    "one after the other": (outcome("{id: k, title: K, metric: m, target: 9, due: 2026-Q3}") | OTHER, []),
    "one is over": (outcome("{title: K, metric: m, target: 9}", head=HEAD + "status: done\n") | OTHER, []),
    "twice in one outcome": (
        outcome("{title: K, metric: m, target: 9}", "{id: l, title: L, metric: m, target: 8}"),
        ["o/l:6"],
    ),
    "two metrics": (outcome("{id: k, title: K, metric: n, target: 9}") | OTHER, []),
    "nobody knows when": (
        outcome("{id: k, title: K, metric: m, target: 9}", head=ENDLESS) | OTHER,
        ["p/k:5"],
    ),
}


@pytest.mark.parametrize("name", SHARED)
def test_shared_metric(name: str, tmp_path: Path) -> None:
    files, expected = SHARED[name]
    metrics = {"metrics/m.yaml": "title: M\n", "metrics/n.yaml": "title: N\n"}
    assert places(tmp_path, "shared-metric", files | metrics) == expected


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), min_size=1, max_size=6)


@given(SPANS)
def test_each_overlap_is_found_with_one_partner(spans: list[tuple[int, int]]) -> None:
    """As many as overlap with an earlier one, by a comparison of each with each."""

    class Timed:
        def __init__(self, start: int, length: int, name: int) -> None:
            self.start = date(2026, 1, 1) + timedelta(days=start)
            self.due = self.start + timedelta(days=length)
            self.id = f"{name:03}"

    made: list[KeyResultStanding] = [Timed(*one, number) for number, one in enumerate(spans)]  # type: ignore[misc]
    ordered = sorted(made, key=lambda one: (one.start or DAY, one.id))
    expected = [
        later.id
        for number, later in enumerate(ordered)
        if any((later.start or DAY) <= (one.due or DAY) for one in ordered[:number])
    ]
    pairs = list(overlapping(made))
    assert [later.id for _, later in pairs] == expected
    assert all((later.start or DAY) <= (earlier.due or DAY) for earlier, later in pairs)


GOAL = HEAD + "type: business\nkey_results: [K]\n"
LED: dict[str, tuple[Files, list[str]]] = {
    "nothing below": ({"outcomes/g.yaml": GOAL}, ["g:1"]),
    "a leading one below": ({"outcomes/g.yaml": GOAL, "outcomes/a.yaml": HEAD + "contributes_to: g\n"}, []),
    "one that is only aligned": (
        {"outcomes/g.yaml": GOAL, "outcomes/a.yaml": HEAD + "contributes_to: {to: g, weight: 0}\n"},
        [],
    ),
    "through a strategy": (
        {"outcomes/g.yaml": GOAL, "strategies/s.yaml": "title: S\ngoal: g\nmeasured_by: a\n", "outcomes/a.yaml": HEAD},
        [],
    ),
    "it says that it leads": ({"outcomes/g.yaml": GOAL + "indicator: leading\n"}, []),
    "an early number of its own": (
        {"outcomes/g.yaml": HEAD + "type: business\nkey_results: [{title: K, indicator: leading}]\n"},
        [],
    ),
    "an influence": ({"outcomes/g.yaml": GOAL, "outcomes/a.yaml": HEAD + "influences: g\n"}, []),
    "an influence on what is below": (
        {
            "outcomes/g.yaml": GOAL,
            "outcomes/h.yaml": GOAL + "contributes_to: g\n",
            "outcomes/a.yaml": HEAD + "influences: h\n",
        },
        [],
    ),
    "a lagging one below": (
        {"outcomes/g.yaml": GOAL, "outcomes/h.yaml": GOAL + "contributes_to: g\n"},
        ["g:1", "h:1"],
    ),
    "one that is dropped": (
        {"outcomes/g.yaml": GOAL, "outcomes/a.yaml": HEAD + "contributes_to: g\nstatus: dropped\n"},
        ["g:1"],
    ),
    "one that is done": (
        {"outcomes/g.yaml": GOAL, "outcomes/a.yaml": HEAD + "contributes_to: g\nstatus: done\n"},
        [],
    ),
    "a product outcome that lags": ({"outcomes/g.yaml": HEAD + "indicator: lagging\nkey_results: [K]\n"}, ["g:1"]),
    "nothing proves it: told elsewhere": ({"outcomes/g.yaml": HEAD + "type: business\n"}, []),
    "a draft": ({"outcomes/g.yaml": GOAL + "status: draft\n"}, []),
    "a broken one below": ({"outcomes/g.yaml": GOAL, "outcomes/a.yaml": HEAD + "contributes_to: g\nnope: 1\n"}, []),
}


@pytest.mark.parametrize("name", LED)
def test_lagging_only(name: str, tmp_path: Path) -> None:
    files, expected = LED[name]
    assert places(tmp_path, "lagging-only", files) == expected


BEHIND = "{id: k, title: K, baseline: 1, target: 9, checkins: [{date: 2026-11-16, value: 1}]}"
SAID: dict[str, tuple[str, str, list[str]]] = {
    "on track, and it is off track": (BEHIND, "2026-11-02, status: on_track", ["o:7"]),
    "at risk, and it is off track": (BEHIND, "2026-11-02, status: at_risk", []),
    "off track, and it is on track": (CHANGE, "2026-11-02, status: off_track", ["o:7"]),
    "on track, more than a month ago": (BEHIND, "2026-10-21, status: on_track", []),
    "on track, later": (BEHIND, "2026-11-23, status: on_track", []),
    "on track, over silence": (CHANGE.replace("11-16", "10-05"), "2026-11-02, status: on_track", ["o:7"]),
    "at risk, over silence": (CHANGE.replace("11-16", "10-05"), "2026-11-02, status: at_risk", []),
    "on track, and never measured": (NO_CHECKIN, "2026-11-02, status: on_track", ["o:7"]),
}


@pytest.mark.parametrize("name", SAID)
def test_status_disagrees(name: str, tmp_path: Path) -> None:
    key_result, said, expected = SAID[name]
    files = outcome(key_result)
    files["outcomes/o.yaml"] += f"updates:\n  - {{date: {said}}}\n"
    assert places(tmp_path, "status-disagrees", files) == expected


def test_who_decides_is_named(tmp_path: Path) -> None:
    files = outcome(CHANGE, BEHIND.replace("id: k", "id: l"))
    files["outcomes/o.yaml"] += (
        "updates:\n  - {date: 2026-11-02, note: fine}\n  - {date: 2026-11-03, status: on_track}\n"
    )
    (finding,) = found(tmp_path / "a", "status-disagrees", files)
    assert finding.message == "on track was said on 2026-11-03, but it is off track (`o/l`)"
    above = HEAD + "updates: {date: 2026-11-02, status: on_track}\n"
    files = {"outcomes/above.yaml": above, **outcome(BEHIND, head=HEAD + "contributes_to: above\n")}
    (finding,) = found(tmp_path / "b", "status-disagrees", files)
    assert finding.message == "on track was said on 2026-11-02, but it is off track (`o`)"


@pytest.mark.parametrize(("said", "many"), [("2026-11-01", 0), ("2026-11-16", 1)])
def test_after_the_end_only_a_word_from_after_it_disagrees(said: str, many: int, tmp_path: Path) -> None:
    files = outcome(BEHIND.replace("11-16", "11-09"), head=ENDLESS + "start: 2026-10-01\ndue: 2026-11-13\n")
    files["outcomes/o.yaml"] += f"updates: {{date: {said}, status: on_track}}\n"
    assert len(found(tmp_path, "status-disagrees", files)) == many


REACHED = "{id: k, title: K, baseline: 1, target: 9, checkins: [{date: 2026-11-16, value: 9}]}"
GUARDS: dict[str, tuple[str, str, list[str]]] = {
    "out of bounds": (REACHED, "keep: {max: 3}, checkins: [{date: 2026-11-16, value: 4}]", ["o/g:6"]),
    "the weight 0": (REACHED, "keep: {max: 3}, weight: 0, checkins: [{date: 2026-11-16, value: 4}]", ["o/g:6"]),
    "on the bound": (REACHED, "keep: {max: 3}, checkins: [{date: 2026-11-16, value: 3}]", []),
    "back within bounds": (
        REACHED,
        "keep: {min: 3, max: 9}, checkins: [{date: 2026-11-09, value: 2}, {date: 2026-11-16, value: 4}]",
        [],
    ),
    "not reached": (CHANGE, "keep: {max: 3}, checkins: [{date: 2026-11-16, value: 4}]", []),
    "reached by what only informs": (
        REACHED[:-1] + ", weight: 0}",
        "keep: {max: 3}, checkins: [{date: 2026-11-16, value: 4}]",
        [],
    ),
    "never measured": (REACHED, "keep: {max: 3}", []),
    "stale": (REACHED, "keep: {max: 3}, checkins: [{date: 2026-10-05, value: 4}]", []),
    "by a metric": (REACHED, "keep: {max: 3}, metric: m", ["o/g:6"]),
}


@pytest.mark.parametrize("name", GUARDS)
def test_guardrail_breached(name: str, tmp_path: Path) -> None:
    other, guardrail, expected = GUARDS[name]
    files = outcome(other, f"{{id: g, title: G, {guardrail}}}")
    files["metrics/m.yaml"] = METRIC + "  - {date: 2026-11-16, value: 4}\n"
    assert places(tmp_path, "guardrail-breached", files) == expected


@pytest.mark.parametrize(
    ("keep", "told_as"), [("{max: 3}", "at most 3"), ("{min: 5.5}", "at least 5.5"), ("{min: 5, max: 8}", "5 to 8")]
)
def test_the_bounds_are_told(keep: str, told_as: str, tmp_path: Path) -> None:
    guardrail = f"{{id: g, title: G, keep: {keep}, checkins: [{{date: 2026-11-16, value: 4}}]}}"
    (finding,) = found(tmp_path / "one", "guardrail-breached", outcome(REACHED, guardrail))
    assert finding.message == f"4 on 2026-11-16 is out of bounds ({told_as}), while `o/k` has reached its target"
    two = outcome(REACHED, REACHED.replace("id: k", "id: l"), guardrail)
    (finding,) = found(tmp_path / "two", "guardrail-breached", two)
    assert finding.message.endswith("while `o/k` and `o/l` have reached their targets")


NUMBERS = st.lists(st.tuples(st.integers(0, 90), st.integers(-5, 20)), max_size=6, unique_by=lambda one: one[0])
SHAPES = st.sampled_from(["baseline: 1, target: 9", "cumulative: true, target: 9", "keep: {max: 9}", "target: 9"])


@given(NUMBERS, SHAPES, st.integers(0, 140), st.sampled_from(["weekly", "biweekly", "monthly"]))
@example([(0, 0)], "target: 9", 15, "weekly")
def test_a_number_is_asked_for_in_one_way_at_most(
    numbers: list[tuple[int, int]], shape: str, passed: int, cadence: str
) -> None:
    """Unmeasured, stale or overdue: never two of them for one key result; and stale just when the status says so.

    A baseline that is missing beside numbers is something else to ask for.
    """
    start = day("2026-10-01")
    checkins = ", ".join(f"{{date: {start + timedelta(days=on)}, value: {value}}}" for on, value in sorted(numbers))
    text = f"{{id: k, title: K, {shape}, cadence: {cadence}, checkins: [{checkins}]}}"
    on, rules = start + timedelta(days=passed), ("unmeasured-key-result", "stale-checkin", "overdue")
    with TemporaryDirectory() as folder:
        told = [found(Path(folder), rule, outcome(text), on) for rule in rules]
        asked = [[one for one in of_rule if one.message != "no baseline"] for of_rule in told]
        (one,) = standings(Path(folder), outcome(text), on.isoformat()).all()
    assert sum(map(bool, asked)) <= 1
    if one.key_results[0].status == "stale":
        assert asked[1]
    if asked[1]:
        assert one.key_results[0].status in {"stale", "unmeasured"}
