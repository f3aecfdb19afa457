"""`experiment-without-threshold`, `undecided-experiment` and `decision-without-learning`, table by table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ruling import found, told

if TYPE_CHECKING:
    from pathlib import Path

TEST = "title: T\ntests: outcome:o\n"
AB = TEST + "method: ab_test\nmetric: m\nsuccess: {lift: +2pp}\nstart: 2026-11-01\nstop: 2026-12-01\n"
TALKS = TEST + "method: interview\nsuccess: Five of seven say so\nstart: 2026-11-01\nstop: 2026-12-01\n"
OTHERS = {"outcomes/o.yaml": "title: O\n", "metrics/m.yaml": "title: M\n"}


def without(text: str, *keys: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(keys))


COMPLETE = {
    "a number, a metric, an end": AB,
    "a value to reach": AB.replace("lift: +2pp", "reach: 12"),
    "words, for talks": TALKS,
    "words, for a survey": TALKS.replace("interview", "survey"),
    "words, for a prototype": TALKS.replace("interview", "prototype"),
    "a number, for talks": TALKS.replace("Five of seven say so", "{reach: 5}"),
    "words, for no stated method": without(TALKS, "method"),
    "a spike: only the end": without(TALKS, "success").replace("interview", "spike"),
    "not started: nothing yet": without(AB, "success", "metric", "stop").replace("2026-11-01", "2026-11-23"),
    "no day at all": without(AB, "success", "metric", "st"),
}
INCOMPLETE = {
    "no metric": (without(AB, "metric"), "a metric", "add `metric: <id>`"),
    "no bar": (without(AB, "success"), "a number to reach", "add `success: {lift: +2pp}` or `{reach: 30}`"),
    "a bar in words, for a number": (AB.replace("{lift: +2pp}", "More of them stay"), "a number to reach", "add `succ"),
    "no end": (without(AB, "stop"), "a day to stop", "add `stop: <day>`"),
    "nothing": (
        without(AB, "stop", "metric", "success"),
        "a metric, a number to reach and a day to stop",
        "add `metric: <id>`, `success: {lift: +2pp}` or `{reach: 30}` and `stop: <day>`",
    ),
    "a fake door": (without(AB, "metric").replace("ab_test", "fake_door"), "a metric", "add"),
    "before and after": (without(AB, "metric").replace("ab_test", "before_after"), "a metric", "add"),
    "talks without a bar": (without(TALKS, "success"), "a bar", "add `success:` with what you want to see"),
    "talks without an end": (without(TALKS, "stop"), "a day to stop", "add"),
    "no stated method, a number of what?": (without(AB, "method", "metric"), "a metric", "add"),
    "a spike without an end": (without(TALKS, "success", "stop").replace("interview", "spike"), "a day to stop", "add"),
    "stopped, and never said when": (without(TALKS, "stop") + "stopped: 2026-11-10\n", "a day to stop", "add"),
}


@pytest.mark.parametrize("name", COMPLETE)
def test_what_was_written_down_before_the_start(name: str, tmp_path: Path) -> None:
    assert told(tmp_path, "experiment-without-threshold", {**OTHERS, "experiments/t.yaml": COMPLETE[name]}) == []


@pytest.mark.parametrize("name", INCOMPLETE)
def test_what_was_not_written_down_before_the_start(name: str, tmp_path: Path) -> None:
    text, missing, hint = INCOMPLETE[name]
    [one] = found(tmp_path, "experiment-without-threshold", {**OTHERS, "experiments/t.yaml": text})
    line = text.splitlines().index("start: 2026-11-01") + 1
    assert (one.severity, one.span and one.span.line) == ("warning", line)
    assert one.message == f"started on 2026-11-01 without {missing}"
    assert str(one.hint).startswith(hint)


@pytest.mark.parametrize("line", ["stopped: 2026-11-10", "decided: 2026-11-10", "result: Three of seven"])
def test_an_experiment_without_a_start_has_started_by_what_came_of_it(line: str, tmp_path: Path) -> None:
    files = {**OTHERS, "experiments/t.yaml": f"{TEST}method: interview\n{line}\n"}
    lines = told(tmp_path, "experiment-without-threshold", files)
    assert lines == ["warning t:1 started without a bar and a day to stop"]


# --- undecided-experiment

STOPPED = TALKS.replace("2026-12-01", "2026-11-12") + "stopped: 2026-11-13\n"
DECIDED = "decision: pivot\ndecided: 2026-11-16\n"
UNDECIDED = {
    "stopped": (STOPPED, ["warning t:7 stopped on 2026-11-13, 9 days ago, and nothing is decided"]),
    "stopped yesterday": (
        STOPPED.replace("11-13", "11-21"),
        ["warning t:7 stopped on 2026-11-21, 1 day ago, and nothing is decided"],
    ),
    "stopped today": (STOPPED.replace("11-13", "11-22"), []),
    "decided": (STOPPED + DECIDED, []),
    "decided, no day": (STOPPED + "decision: inconclusive\n", []),
    "decided only later": (STOPPED + DECIDED.replace("11-16", "11-30"), ["warning t:7 stopped on"]),
    "running": (TALKS, []),
    "over by its plan": (
        without(STOPPED, "stopped"),
        ["warning t:6 was to stop on 2026-11-12, 10 days ago, and neither `stopped` nor a decision is there"],
    ),
    "over by its plan, and decided": (without(STOPPED, "stopped") + DECIDED, []),
    "never started": (without(STOPPED, "stopped", "start"), []),
    "planned for later": (TALKS.replace("11-01", "11-29"), []),
    "no day": (without(TALKS, "st"), []),
}


@pytest.mark.parametrize("name", UNDECIDED)
def test_undecided_experiments(name: str, tmp_path: Path) -> None:
    text, expected = UNDECIDED[name]
    lines = told(tmp_path, "undecided-experiment", {**OTHERS, "experiments/t.yaml": text})
    assert len(lines) == len(expected)
    assert all(line.startswith(part) for line, part in zip(lines, expected, strict=True))


def test_an_experiment_was_not_undecided_before_it_stopped(tmp_path: Path) -> None:
    files = {**OTHERS, "experiments/t.yaml": STOPPED}
    assert told(tmp_path, "undecided-experiment", files, date(2026, 11, 10)) == []


# --- decision-without-learning


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (DECIDED, ["warning t:8 `pivot` was decided on 2026-11-16, and nothing that was learned is written down"]),
        ("decision: stop\n", ["warning t:8 `stop` was decided, and nothing that was learned is written down"]),
        (DECIDED + "learned: They were not interrupted.\n", []),
        (DECIDED.replace("11-16", "11-30"), []),
        ("", []),
    ],
)
def test_decisions_without_learning(lines: str, expected: list[str], tmp_path: Path) -> None:
    files = {**OTHERS, "experiments/t.yaml": STOPPED + lines}
    assert told(tmp_path, "decision-without-learning", files) == expected
