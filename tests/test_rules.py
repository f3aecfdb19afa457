"""Each rule finds what its page says, by its blocks Before and After; `unlinked-output` in all its branches."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from outtrack.cli import epics
from outtrack.files import Workspace
from outtrack.rules import NAMES, RULES
from outtrack.rules.run import run
from outtrack.snapshot import Snapshot, load

if TYPE_CHECKING:
    from pathlib import Path

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.base import Rule

DAY = date(2026, 11, 22)
BLOCK = re.compile(r"```(?:yaml|csv)\n\s*# (\S+)\n(.*?)```", re.DOTALL)
EVENING = "title: More people read in the evening\n"
OTHERS = {
    "outcomes/evening-use.yaml": EVENING
    + """\
owner: maria
due: 2026-Q4
key_results:
  - id: evening-readers
    title: People who read after eight
    unit: people
    baseline: 1000
    target: 2000
    checkins:
      - {date: 2026-10-19, value: 1200, confidence: 0.6}
      - {date: 2026-11-16, value: 1500, confidence: 0.7}
""",
    "outputs/night-light.yaml": """\
title: Light that turns warm at night
owner: maria
status: doing
outcomes: [evening-use]
""",
}
"""What is in every workspace of a rule's page, unless the page says otherwise: an outcome in order, and its work."""


def workspace(root: Path, files: dict[str, str], day: date = DAY, today: date | None = None) -> Snapshot:
    for path, text in {"outtrack.yaml": "version: 1\n", **files}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return load(Workspace(root, None), day, today=today, use_cache=False)


def beside_epics(snapshot: Snapshot) -> Snapshot:
    """Return a workspace with the epics of the export that lies in it, where one does."""
    with epics.beside(
        snapshot, export if (export := snapshot.workspace.root / "epics.csv").exists() else None, None, None
    ) as seen:
        return seen.snapshot


def blocks(rule: Rule, heading: str) -> dict[str, str]:
    """Return the files of a block of a rule's page."""
    part = rule.documentation.partition(f"## {heading}\n")[2].partition("\n    ## ")[0]
    lines = "\n".join(line.removeprefix("    ") for line in part.split("\n"))
    return dict(BLOCK.findall(lines))


STANDS_AGAIN = {"expired-waiver": "unlinked-output"}
"""What else is found in a block Before."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_before_is_found_and_after_is_not(rule: Rule, tmp_path: Path) -> None:
    before, after = blocks(rule, "Before"), blocks(rule, "After")
    assert before
    assert after
    found = run(beside_epics(workspace(tmp_path / "before", OTHERS | before)))
    found = [one for one in found if one.rule != STANDS_AGAIN.get(rule.name)]
    assert [(one.rule, one.path) for one in found] == [(rule.name, next(iter(before)))]
    assert found[0].span
    assert found[0].severity is rule.severity
    assert run(beside_epics(workspace(tmp_path / "after", OTHERS | after))) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_has_a_page_and_a_name_like_its_file(rule: Rule) -> None:
    assert rule.find.__module__ == f"outtrack.rules.{rule.name.replace('-', '_')}"
    for heading in ("Why", "Before", "After"):
        assert f"## {heading}\n" in rule.documentation
    assert rule.name in NAMES


DROPPED = EVENING + "status: dropped\n"
ANY_OUTPUT = "title: Dark mode\n"

SERVED = {
    "an outcome": ({"outcomes/a.yaml": EVENING}, "outcomes: [a]"),
    "a draft outcome": ({"outcomes/a.yaml": EVENING + "status: draft\n"}, "outcomes: a"),
    "a paused outcome": ({"outcomes/a.yaml": EVENING + "status: paused\n"}, "outcomes: a"),
    "a done outcome": ({"outcomes/a.yaml": EVENING + "status: done\n"}, "outcomes: a"),
    "one dropped, one not": ({"outcomes/a.yaml": DROPPED, "outcomes/b.yaml": EVENING}, "outcomes: [a, b]"),
    "one dropped only later": ({"outcomes/a.yaml": DROPPED + "closed: 2026-12-01\n"}, "outcomes: a"),
    "an outcome of another workspace": (
        {"outtrack.yaml": "version: 1\nexternals: [company]\n"},
        "outcomes: company::pay",
    ),
    "a solution for an outcome": (
        {"outcomes/a.yaml": EVENING, "solutions/s.yaml": "title: S\nserves: [outcome:a]\n"},
        "solution: s",
    ),
    "a solution for an opportunity": (
        {
            "outcomes/a.yaml": EVENING,
            "opportunities/o.yaml": "title: O\noutcome: a\n",
            "opportunities/p.yaml": "title: P\nparent: o\n",
            "solutions/s.yaml": "title: S\nserves: [p]\n",
        },
        "solution: s",
    ),
    "a solution for an external outcome": (
        {
            "outtrack.yaml": "version: 1\nexternals: [company]\n",
            "opportunities/o.yaml": "title: O\noutcome: company::pay\n",
            "solutions/s.yaml": "title: S\nserves: [o]\n",
        },
        "solution: s",
    ),
    "a strategy through its goal": (
        {
            "outcomes/a.yaml": EVENING,
            "strategies/t.yaml": "title: T\ngoal: a\n",
            "solutions/s.yaml": "title: S\nserves: [strategy:t]\n",
        },
        "solution: s",
    ),
    "a strategy through what measures it": (
        {
            "outcomes/a.yaml": EVENING,
            "strategies/t.yaml": "title: T\nmeasured_by: [a]\n",
            "solutions/s.yaml": "title: S\nserves: [strategy:t]\n",
        },
        "solution: s",
    ),
    "a strategy through what contributes to it": (
        {
            "outcomes/a.yaml": EVENING + "contributes_to: [strategy:t]\n",
            "strategies/t.yaml": "title: T\n",
            "solutions/s.yaml": "title: S\nserves: [strategy:t]\n",
        },
        "solution: s",
    ),
    "a parent that serves one": (
        {
            "outcomes/a.yaml": EVENING,
            "outputs/big.yaml": "title: Big\noutcomes: [a]\n",
            "outputs/middle.yaml": "title: Middle\ntype: feature\nparent: big\n",
        },
        "parent: middle",
    ),
    "something broken, which has an error of its own": ({"outcomes/a.yaml": EVENING + "nope: 1\n"}, "outcomes: a"),
    "not yet: parked": ({}, "status: parked"),
    "not any more: dropped": ({}, "status: dropped"),
    "not asked: a feature": ({}, "type: feature"),
}
UNSERVED = {
    "nothing": ({}, ""),
    "nothing, and done": ({}, "status: done"),
    "a dropped outcome": ({"outcomes/a.yaml": DROPPED}, "outcomes: a"),
    "one dropped before": ({"outcomes/a.yaml": DROPPED + "closed: 2026-11-01\n"}, "outcomes: a"),
    "a solution for nothing": ({"solutions/s.yaml": "title: S\n"}, "solution: s"),
    "an opportunity of nothing": (
        {"opportunities/o.yaml": "title: O\n", "solutions/s.yaml": "title: S\nserves: [o]\n"},
        "solution: s",
    ),
    "a strategy without goal or measure": (
        {"strategies/t.yaml": "title: T\n", "solutions/s.yaml": "title: S\nserves: [strategy:t]\n"},
        "solution: s",
    ),
    "a strategy for a dropped goal": (
        {
            "outcomes/a.yaml": DROPPED,
            "strategies/t.yaml": "title: T\ngoal: a\n",
            "solutions/s.yaml": "title: S\nserves: [strategy:t]\n",
        },
        "solution: s",
    ),
    "a strategy with a dropped measure": (
        {
            "outcomes/a.yaml": DROPPED,
            "strategies/t.yaml": "title: T\nmeasured_by: [a]\n",
            "solutions/s.yaml": "title: S\nserves: [strategy:t]\n",
        },
        "solution: s",
    ),
    "a parent that serves nothing": ({"outputs/big.yaml": "title: Big\ntype: feature\n"}, "parent: big"),
    "dropped only later": ({}, "status: dropped\nclosed: 2026-12-01"),
}


def asked(root: Path, files: dict[str, str], lines: str) -> list[Diagnostic]:
    found = run(workspace(root, {**files, "outputs/dark-mode.yaml": f"{ANY_OUTPUT}{lines}\n"}))
    return [one for one in found if one.rule == "unlinked-output"]


@pytest.mark.parametrize("name", SERVED)
def test_work_that_serves_an_outcome_or_is_not_asked(name: str, tmp_path: Path) -> None:
    assert asked(tmp_path, *SERVED[name]) == []


@pytest.mark.parametrize("name", UNSERVED)
def test_work_that_serves_no_outcome(name: str, tmp_path: Path) -> None:
    found = asked(tmp_path, *UNSERVED[name])
    assert [one.severity.value for one in found] == ["error"]
    assert found[0].entity == "output:dark-mode"


def test_work_in_the_inbox_is_only_mentioned(tmp_path: Path) -> None:
    found = asked(tmp_path, {}, "status: inbox")
    assert [one.severity.value for one in found] == ["info"]


def test_the_nearest_outcome_is_named(tmp_path: Path) -> None:
    files = {
        "outcomes/evening-readers.yaml": EVENING,
        "outcomes/morning.yaml": "title: More people read in the morning\n",
        "outcomes/dark-past.yaml": "title: Dark mode, dark mode\nstatus: dropped\n",
    }
    files["outputs/lamp.yaml"] = "title: A lamp for the evening\n"
    found = [one for one in run(workspace(tmp_path, files)) if one.rule == "unlinked-output"]
    assert "the nearest by name: evening-readers" in str(found[0].hint)


@pytest.mark.parametrize(
    ("files", "hint"),
    [
        (
            {"outputs/lamp.yaml": "title: Zebra\n"},
            "; there is no open outcome: write outcomes/NAME.yaml with a `title:` first",
        ),
        (
            {"outtrack.yaml": "version: 1\ninclude: [my]\n", "my/outputs/lamp.yaml": "title: Zebra\n"},
            "; there is no open outcome: write my/outcomes/NAME.yaml with a `title:` first",
        ),
        (
            {
                "outputs/lamp.yaml": "title: Zebra\nteam: web\n",
                "outcomes/a.yaml": "title: A\n",
                "outcomes/b.yaml": "title: B\nstatus: done\n",
                "outcomes/c.yaml": "title: C\nteam: web\n",
            },
            "; open outcomes: c and a",
        ),
        (
            {"outputs/lamp.yaml": "title: Z\n", **{f"outcomes/o{one}.yaml": f"title: O{one}\n" for one in range(9)}},
            "; open outcomes: o0, o1, o2 and 6 more",
        ),
    ],
)
def test_where_none_is_near_there_is_something_to_choose(files: dict[str, str], hint: str, tmp_path: Path) -> None:
    found = [one for one in run(workspace(tmp_path, files)) if one.rule == "unlinked-output"]
    assert [str(one.hint).removeprefix("add `outcomes: [<id>]`, `solution:` or `parent:`") for one in found] == [hint]


@pytest.mark.parametrize(
    ("lines", "rules"),
    [
        ("effort: no", ["unlinked-output"]),
        ("effort: no\noutcomes: past", ["unlinked-output"]),
        ("effort: no\noutcomes: evening", []),
        ("effort: no\nsolution: lamp", []),
        ("effort: no\nparent: other", []),
        ("effort: no\nparent: bare", ["unlinked-output"]),
        ("effort: no\noutcomes: gone", ["dangling-link"]),
        ("effort: no\nparent: faulty", []),
        ("effort: no\nstatus: parked", []),
        ("effort: no\ntype: task", []),
        ("status: shipping", []),
        ("type: [epic]", []),
        ("outcome: evening", []),
        ("outcomes: [evening, []]", []),
        ("title: Again", []),
    ],
)
def test_a_bad_value_hides_no_missing_link(lines: str, rules: list[str], tmp_path: Path) -> None:
    files = {
        "outcomes/evening.yaml": "title: E\n",
        "outcomes/past.yaml": "title: P\nstatus: dropped\n",
        "solutions/lamp.yaml": "title: L\nserves: outcome:evening\n",
        "outputs/other.yaml": "title: O\noutcomes: evening\n",
        "outputs/bare.yaml": "title: B\ntype: task\n",
        "outputs/faulty.yaml": "title: F\nstatus: none\n",
        "outputs/x.yaml": f"title: X\n{lines}\n",
    }
    known = {"unlinked-output", "dangling-link"}
    found = run(workspace(tmp_path, files))
    assert [one.rule for one in found if one.entity == "output:x" and one.rule in known] == rules
    assert any(one.path == "outputs/x.yaml" and one.rule not in known for one in found)


def test_own_words_for_outputs_stand_for_a_type(tmp_path: Path) -> None:
    config = "version: 1\noutput_types: {mission: epic, card: task}\n"
    assert len(asked(tmp_path / "a", {"outtrack.yaml": config}, "type: mission")) == 1
    assert asked(tmp_path / "b", {"outtrack.yaml": config}, "type: card") == []
    only = config + "check: {rules: {unlinked-output: {types: [card]}}}\n"
    assert len(asked(tmp_path / "c", {"outtrack.yaml": only}, "type: card")) == 1
    assert asked(tmp_path / "d", {"outtrack.yaml": only}, "type: epic") == []


@pytest.mark.parametrize(
    ("check", "levels"),
    [
        ("", ["error", "error"]),
        ("check: {severity: {unlinked-output: warning}}", ["warning", "warning"]),
        ("check: {severity: {unlinked-output: off}}", []),
        ("check: {paths: {'outputs/old/**': {unlinked-output: off}}}", ["error"]),
        ("check: {severity: {unlinked-output: off}, paths: {'outputs/old/**': {unlinked-output: info}}}", ["info"]),
        ("check: {paths: {'outputs/*.yaml': {unlinked-output: warning}}}", ["warning", "error"]),
        ("check: {paths: {outputs/old: {unlinked-output: off}}}", ["error"]),
        ("check: {paths: {'**/x.yaml': {unlinked-output: warning}}}", ["error", "warning"]),
        (
            "check: {paths: {'outputs/**': {unlinked-output: off}, 'outputs/old/x.yaml': {unlinked-output: info}}}",
            ["info"],
        ),
    ],
)
def test_severities_by_rule_and_by_path(tmp_path: Path, check: str, levels: list[str]) -> None:
    files = {"outputs/a.yaml": ANY_OUTPUT, "outputs/old/x.yaml": ANY_OUTPUT}
    found = run(workspace(tmp_path, {"outtrack.yaml": f"version: 1\n{check}\n", **files}))
    assert [one.severity.value for one in sorted(found, key=lambda one: one.path)] == levels


# --- ignored-checkin

FUTURE = "lies in the future"
DOUBLED = "stands further down and counts instead"
DATED = {
    "an outcome's own check-in": {
        "outcomes/a.yaml": EVENING
        + "key_results: [{title: K, baseline: 1, target: 2, checkins: [{date: DAY, value: 1}]}]\n"
    },
    "a check-in without a value": {
        "outcomes/a.yaml": EVENING
        + "key_results: [{title: K, baseline: 1, target: 2, checkins: [{date: DAY, confidence: 1}]}]\n"
    },
    "a draft's": {
        "outcomes/a.yaml": EVENING
        + "status: draft\nkey_results: [{title: K, baseline: 1, target: 2, checkins: [{date: DAY, value: 1}]}]\n"
    },
    "a file of its own": {
        "outcomes/a.yaml": EVENING + "key_results: [{title: K, baseline: 1, target: 2}]\n",
        "checkins/c.yaml": "key_result: a/k\ndate: DAY\nvalue: 1\n",
    },
    "a reading that a key result takes": {
        "outcomes/a.yaml": EVENING + "key_results: [{title: K, metric: m, target: 2}]\n",
        "metrics/m.yaml": "title: M\nreadings: [{date: DAY, value: 1}]\n",
    },
    "a reading that nobody takes": {"metrics/m.yaml": "title: M\nreadings: [{date: DAY, value: 1}]\n"},
    "a reading that is a file of its own": {
        "metrics/m.yaml": "title: M\n",
        "checkins/c.yaml": "metric: m\ndate: DAY\nvalue: 1\n",
    },
}


def ignored(root: Path, files: dict[str, str], on: str, as_of: str, today: str | None) -> list[tuple[str, str]]:
    dated = {path: text.replace("DAY", on) for path, text in files.items()}
    snapshot = workspace(root, dated, date.fromisoformat(as_of), date.fromisoformat(today) if today else None)
    found = [one for one in run(snapshot) if one.rule == "ignored-checkin"]
    assert {one.severity.value for one in found} <= {"warning"}
    assert all(one.span for one in found)
    return [(one.path, one.message) for one in found]


@pytest.mark.parametrize("name", DATED)
def test_what_is_dated_after_today_lies_in_the_future(name: str, tmp_path: Path) -> None:
    files = DATED[name]
    for number, (as_of, today, is_found) in enumerate(
        [
            ("2026-11-22", None, True),
            ("2026-11-22", "2026-11-22", True),
            ("2026-01-31", "2026-11-22", True),
            ("2026-01-31", "2026-11-23", False),  # not there yet on that day, and nobody's slip
            ("2026-11-23", "2026-01-31", False),  # who looks ahead takes that day for today
            ("2026-11-23", None, False),
        ]
    ):
        found = ignored(tmp_path / str(number), files, "2026-11-23", as_of, today)
        assert [FUTURE in message for _, message in found] == [True] * is_found, (as_of, today)


def test_readings_of_a_metric_that_no_key_result_uses_are_looked_at(tmp_path: Path) -> None:
    readings = "[{date: DAY, value: 1}, {date: DAY, value: 2}]"
    files = {"metrics/m.yaml": f"title: M\nreadings: {readings}\n"}
    ((path, message),) = ignored(tmp_path / "a", files, "2026-11-20", "2026-11-22", None)
    assert path == "metrics/m.yaml"
    assert DOUBLED in message
    by_two = readings.replace("value: 1", "value: 1, by: maria").replace("value: 2", "value: 2, by: chidi")
    files = {"metrics/m.yaml": f"title: M\nreadings: {by_two}\n"}
    assert ignored(tmp_path / "b", files, "2026-11-20", "2026-11-22", None) == []
    files = {
        "checkins/c.yaml": "metric: m\ndate: DAY\nvalue: 1\n",
        "metrics/m.yaml": "title: M\nreadings: {date: DAY, value: 2}\n",
    }
    ((path, message),) = ignored(tmp_path / "c", files, "2026-11-20", "2026-11-22", None)
    assert (path, DOUBLED in message) == ("metrics/m.yaml", True)


def test_each_check_in_is_told_once(tmp_path: Path) -> None:
    files = {
        "metrics/m.yaml": "title: M\nreadings:\n"
        + "".join(f"  - {{date: {on}, value: 1}}\n" for on in ("DAY", "DAY", "2026-12-24")),
        "outcomes/a.yaml": EVENING
        + "key_results: [{title: K, metric: m, target: 9}, {title: L, metric: m, target: 8}]\n",
    }
    found = ignored(tmp_path, files, "2026-11-20", "2026-11-22", None)
    assert [DOUBLED in message for _, message in found] == [True, False]
    assert [FUTURE in message for _, message in found] == [False, True]
