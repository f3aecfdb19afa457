"""Values and combinations of values that can't be meant: the message, the place and the way out of each."""

# ruff: noqa: E501 - one case is one line, however long: so a table of cases can be read

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

import pytest

from outtrack.config import Config
from outtrack.diagnostic import Severity
from outtrack.model.delivery import OutputStatus
from outtrack.model.discovery import OpportunityStatus, SolutionStatus
from outtrack.model.experiment import Decision
from outtrack.model.outcome import OutcomeStatus
from outtrack.model.synonyms import meant
from outtrack.read import read_file

if TYPE_CHECKING:
    from reading.conftest import Tree

CONFIG = Config(version=1)


def found(path: str, content: str, config: Config = CONFIG) -> list[tuple[str, str, str, str | None]]:
    """Return line and column, rule, message and hint of everything that is wrong with a file."""
    return [
        (f"{one.span.line}:{one.span.column}" if one.span else "", one.rule, one.message, one.hint)
        for one in read_file(path, content.encode(), config).diagnostics
    ]


def key_result(lines: str) -> list[tuple[str, str, str, str | None]]:
    """Return what is wrong with a key result, given by its lines from line 4."""
    body = "".join(f"    {line}\n" for line in lines.split("\n"))
    return found("outcomes/x.yaml", f"title: X\nkey_results:\n  - title: K\n{body}")


NUMBER = "write a plain number such as 1200 or 12.5; words belong into `note`"
NOTHING = "leave the value out where nothing was measured"


@pytest.mark.parametrize(
    ("value", "message", "hint"),
    [
        (".NaN", "`.NaN` is not a number", NOTHING),
        (".inf", "`.inf` is not a number", NOTHING),
        ("-.inf", "`-.inf` is not a number", NOTHING),
        ("'?'", "`?` is not a number", NOTHING),
        ("n/a", "`n/a` is not a number", NOTHING),
        ("1e400", "`1e400` is too large to compute with", "choose a larger unit, such as millions"),
        ("1e300", "`1e300` is too large to compute with", "choose a larger unit, such as millions"),
        ("-1.1e15", "`-1.1e15` is too large to compute with", "choose a larger unit, such as millions"),
        ("1e-300", "`1e-300` is too small to compute with", "choose a smaller unit, or write 0"),
        ("0x1F", "`0x1F` is not a decimal number", "write `value: 31`"),
        ("0o17", "`0o17` is not a decimal number", "write `value: 15`"),
        ("1_000", "`1_000` is not a number", "write `value: 1000`, without quotes or separators"),
        ("1 000", "`1 000` is not a number", "write `value: 1000`, without quotes or separators"),
        ("1,000", "`1,000` is not a number", "write `value: 1000`, without quotes or separators"),
        ("12,5", "`12,5` is not a number", "write `value: 12.5`, without quotes or separators"),
        ("'15'", "`15` is not a number", "write `value: 15`, without quotes or separators"),
        (
            '"15%"',
            "`15%` is not a number",
            'write the number and its unit apart: `value: 15` and `unit: "%"`',
        ),
        (
            '"€1,200"',
            "`€1,200` is not a number",
            "write the number and its unit apart: `value: 1200` and `unit: €`",
        ),
        (
            '"50/week"',
            "`50/week` is not a number",
            "write the number and its unit apart: `value: 50` and `unit: things/week`",
        ),
        ("many", "`many` is not a number", NUMBER),
        ("1.2.3", "`1.2.3` is not a number", NUMBER),
        ("true", "`true` is not a number", NUMBER),
        ("12:30", "`12:30` is not a number", NUMBER),
        ("[1]", "expected a number, found a list", "write a number"),
        ("{a: 1}", "expected a number, found a mapping", "write a number"),
        ("٣", "`٣` is not a number", NUMBER),
        (f"{'9' * 5000}", f"`{'9' * 59}…` is too large to compute with", "choose a larger unit, such as millions"),
        (f"0x{'9' * 5000}", f"`0x{'9' * 57}…` is not a number", NUMBER),
    ],
)
def test_a_reading_needs_a_number(value: str, message: str, hint: str) -> None:
    complaints = found("metrics/m.yaml", f"title: M\nreadings:\n  - date: 2026-10-05\n    value: {value}\n")
    assert complaints == [("4:12", "invalid-value", message, hint)]


@pytest.mark.parametrize("value", ["15", "-1.5", "+20", ".5", "1e3", "010", "0", "0e400", "115", "-1e15", "1e-15"])
def test_numbers_are_fine(value: str) -> None:
    assert found("metrics/m.yaml", f"title: M\nreadings: {{date: 2026-10-05, value: {value}}}\n") == []


@pytest.mark.parametrize(
    ("lines", "at", "message", "hint"),
    [
        (
            "target: +20",
            "4:13",
            "`+20` is ambiguous as a target",
            ('write "+20%" for growth by 20 % of the baseline, or "+20pp" for 20 points of a %, or 20 for the number to '
            "reach"),
        ),
        (
            'target: "15%"',
            "4:13",
            "`15%` is not a number",
            'write the number and its unit apart: `target: 15` and `unit: "%"`',
        ),
        (
            'baseline: "15%"',
            "4:15",
            "`15%` is not a number",
            'write the number and its unit apart: `baseline: 15` and `unit: "%"`',
        ),
        (
            "checkins:\n- {date: 2026-10-05, value: 15%}",
            "5:33",
            "`15%` is not a number",
            'write the number and its unit apart: `value: 15` and `unit: "%"`',
        ),
        (
            "baseline: 5\ntarget: 5",
            "5:13",
            "the target equals the baseline: there is nothing to change",
            "to hold a number, write `keep: {min: 5}` (or `max:`) instead of baseline and target",
        ),
        (
            "baseline: 5\ntarget: +0%",
            "5:13",
            "the target equals the baseline: there is nothing to change",
            "write the number to reach",
        ),
        ("baseline: 0\ntarget: +20%", "5:13", "+20% of a baseline of 0 is 0", "write the number to reach"),
        (
            "unit: EUR\ntarget: +5pp",
            "5:13",
            "`pp` are points of a %, but the unit is `EUR`",
            'write "+5%" for growth by a share of the baseline, or the number to reach',
        ),
        ("weight: -1", "4:13", "`-1` is below 0", "write a number from 0 upwards"),
        ("weight:", "4:5", "a number is missing", "write one, or leave the line out"),
        ("cumulative:", "4:5", "`true` or `false` is missing", "write one of the two, or leave the line out"),
        ("cumulative: yes", "4:17", "`yes` is neither true nor false", "write `true` or `false`, without quotes"),
        ("required: 0", "4:15", "`0` is not above 0", "write a larger number"),
        ("required: 1.1", "4:15", "`1.1` is above 1", "write a number above 0, up to 1"),
        ("required: 95", "4:15", "`95` is above 1", "write `required: 0.95`; it goes up to 1"),
        ("required: 0.9", "4:15", "`required` has a meaning only beside `keep`", "delete it"),
        (
            "checkins: {date: 2026-10-05, confidence: 60%}",
            "4:46",
            "`60%` is not a number",
            "write `confidence: 0.6`",
        ),
        ("checkins: {date: 2026-10-05, confidence: 60}", "4:46", "`60` is above 1", "write `confidence: 0.6`; it goes up to 1"),
        ("checkins: {date: 2026-10-05, confidence: 7}", "4:46", "`7` is above 1", "write a number from 0 to 1: 7 of 10 is 0.7, 7% is 0.07"),
        ("checkins: {date: 2026-10-05, confidence: 101}", "4:46", "`101` is above 1", "write a number from 0 to 1"),
        ("checkins: {date: 05.10.2026}", "4:22", "`05.10.2026` is not a day: write it as YYYY-MM-DD", None),
        ("checkins: {date: 2026-02-30}", "4:22", "`2026-02-30` is not a day: February 2026 has 28 days", None),
        ("checkins: {date: [1]}", "4:22", "expected a day, found a list", "write it as YYYY-MM-DD"),
        ("checkins: {value: 1}", "4:15", "`date` is missing", "add `date: …`"),
        (
            "keep: {min: 1}\nmilestones: [a]",
            "5:17",
            "`keep` and `milestones` are two shapes of a key result",
            "choose one, or make two key results",
        ),
        ("keep: {min: 1}\ntarget: 5", "5:13", "`target` has no meaning beside `keep`", "delete one of the two"),
        ("keep: {}", "4:11", "`keep` needs `min`, `max` or both", "write `keep: {min: 30}`"),
        ("keep: {min: 2, max: 1}", "4:11", "`min` 2 lies above `max` 1", "swap them"),
        ("keep: 5", "4:11", "expected a mapping, found `5`", "its keys are min, max"),
        ("counts: customers", "4:13", "`counts` needs `cumulative: true`", "add that line"),
        ("baseline: 40\ntarget: by 20 %", "5:13", "`by 20 %` is a way to go, and not a number to reach", "write `+20%` for growth by 20 % of the baseline, `+20pp` for 20 points of a %, or the number to reach; with `-` where it is to fall"),
        ("counts: heads", "4:13", "`heads` is not one of customers", "write one of these"),
        (
            "cumulative: true\nbaseline: 5\ntarget: 8",
            "5:15",
            "a cumulative key result begins at 0",
            "delete `baseline`",
        ),
        (
            "cumulative: true\ntarget: 0",
            "5:13",
            "a total that begins at 0 needs a target above 0",
            "write the number to reach",
        ),
        (
            "cumulative: true\ntarget: +5%",
            "5:13",
            "a total that begins at 0 has nothing to be relative to",
            "write a number",
        ),
        (
            "baseline: {first: true, value: 5}",
            "4:15",
            "`first` adopts the first check-in: no value or date beside it",
            "keep one",
        ),
        ("baseline: {date: 2026-10-01}", "4:15", "a baseline needs its `value`", "write `baseline: 15`, or `first`"),
        (
            "checkins: {date: 2026-10-05, delta: 1}",
            "4:41",
            "`delta` needs `cumulative: true`",
            "write `value:` with the number now",
        ),
        (
            "cumulative: true\ncheckins: {date: 2026-10-05, value: 2, delta: 1}",
            "5:51",
            "`value` (the total) and `delta` (what came on top) exclude each other",
            "keep one",
        ),
        (
            "cumulative: true\ncounts: customers\ncheckins: {date: 2026-10-05, delta: 1}",
            "6:41",
            "customers are counted from insights, never typed",
            "write an insight instead",
        ),
        (
            "metric: m\ncheckins: {date: 2026-10-05, value: 1}",
            "5:41",
            "the values come from the metric `m`",
            "write a reading of the metric instead",
        ),
        (
            "milestones: [a]\ncheckins: {date: 2026-10-05, value: 1}",
            "5:41",
            "milestones take no values",
            "write `done: DATE` at the milestone",
        ),
        (
            "self_reported: true\ncheckins: {date: 2026-10-05, value: 101}",
            "5:41",
            "`101` is not between 0 and 100",
            "write a share of 100",
        ),
        ("levels: [one]", "4:13", "a rubric needs at least two levels", "write the levels in words, lowest first"),
        ("levels: one", "4:13", "expected a list, found `one`", "write [one, two], or a line `- one` each"),
        (
            "levels: [low, high]\ntarget: higher",
            "5:13",
            "`higher` is not a level",
            "write one of `low`, `high`, or its place from 1 to 2",
        ),
        (
            "levels: [low, high]\ntarget: +5%",
            "5:13",
            "`+5%` is not a level",
            "write one of `low`, `high`, or its place from 1 to 2",
        ),
        (
            "levels: [low, high]\nbaseline: 3\ntarget: 2",
            "5:15",
            "`3` is not a level",
            "write one of `low`, `high`, or its place from 1 to 2",
        ),
        (
            "levels: [low, high]\ncheckins: {date: 2026-10-05, value: 0}",
            "5:41",
            "`0` is not a level",
            "write one of `low`, `high`, or its place from 1 to 2",
        ),
        (
            "levels: [low, high]\nbaseline: High\ntarget: 2",
            "6:13",
            "the target equals the baseline: there is nothing to change",
            "name a higher level",
        ),
        ("pace: step", "4:11", "a step needs `points`", "write `points: {2026-11-15: 0.2, 2026-12-31: 1}`"),
        (
            "pace: {kind: curve, points: {2026-12-01: 0.2, 2026-11-01: 0.5}}",
            "4:33",
            "the expected share falls over time",
            "order the points",
        ),
        ("start: 2026-12-01\ndue: 2026-11", "4:12", "it starts on 2026-12-01, after its due date 2026-11-30", "swap them, or mend the year"),
        ("checkin: []", "4:5", "`checkin` is not a field of `key_results`", "did you mean `checkins`?"),
        ("id: a/b", "4:9", "`a/b` is not an id: it begins with a letter or digit, then come letters, digits, `-`, `_`, `.`", "write `a-b`"),
    ],
)  # fmt: skip
def test_a_key_result_is_judged(lines: str, at: str, message: str, hint: str | None) -> None:
    ((place, _, said, way_out),) = key_result(lines)
    assert (place, said, way_out) == (at, message, hint)


@pytest.mark.parametrize(
    "lines",
    [
        "baseline: 15\ntarget: 25",
        "baseline: {value: 15, date: 2026-09-28}\ntarget: +20%",
        "baseline: first\ntarget: +5pp",
        "unit: percent\ntarget: -5 pp",
        "cumulative: true\ntarget: 8\ncheckins: [{date: 2026-10-05, value: 1}, {date: 2026-10-06, delta: 1}]",
        "cumulative: true\ncounts: customers\ntarget: 10",
        "keep: {min: 99.5}\nrequired: 1",
        "milestones: [one, {title: two, weight: 2, due: 2026-11, done: 2026-11-05}]",
        "levels: [low, high]\nbaseline: low\ntarget: 2\ncheckins: {date: 2026-10-05, value: HIGH}",
        "levels: [0 none, 1 some]\nbaseline: 0 none\ntarget: 1 some",
        "levels: [low, high]\ntarget: high\ncheckins: {date: 2026-10-05}",
        "self_reported: true\ncheckins: {date: 2026-10-05, value: 100}",
        "target: 5",
        "pace: {kind: step, points: {2026-11-01: 0.5, 2026-12-01: 1}}",
        "metric: m\ncheckins: {date: 2026-10-05, confidence: 0.5, note: only a word}",
        "unit: '%'\nbaseline: 90\ntarget: 115",
    ],
)
def test_every_shape_is_fine(lines: str) -> None:
    assert key_result(lines) == []


def test_a_falling_total_is_a_warning_and_the_outcome_still_counts(tree: Tree) -> None:
    checkins = (
        "[{date: 2026-10-06, value: 3}, {date: 2026-10-05, value: 5}, {date: 2026-10-07}, {date: 2026-10-08, value: 4}"
    )
    body = f"title: X\nkey_results:\n- title: K\n  cumulative: true\n  checkins: {checkins}"
    tree.write("outcomes/x.yaml", body + "]\n")
    (one,) = tree.found()
    assert (one.severity, one.message) == (Severity.WARNING, "the total falls from 5 to 3")
    assert one.entity == "outcome:x"
    assert len(tree.load().all("outcome")) == 1
    tree.write("outcomes/x.yaml", body.replace("value: 3", "value: 3, correction: true") + "]\n")
    assert tree.found() == []


@pytest.mark.parametrize(
    ("path", "content", "at", "rule", "message", "hint"),
    [
        ("outcomes/x.yaml", "status: done\n", "1:1", "missing-field", "`title` is missing", "add `title: …`"),
        ("outcomes/x.yaml", "title:\n", "1:1", "invalid-value", "the text is empty", "write something, or leave the line out"),
        ("outcomes/x.yaml", "title: '  '\n", "1:8", "invalid-value", "the text is empty", "write something, or leave the line out"),
        ("outcomes/x.yaml", "title: [a]\n", "1:8", "invalid-value", "expected a text, found a list", "write one text"),
        ("outcomes/x.yaml", "title: {a: b}\n", "1:8", "invalid-value", "expected a text, found a mapping", "a text with `: ` in it needs quotes"),
        ("outcomes/x.yaml", "title: X\ndue: 2026-Q5\n", "2:6", "invalid-value", "`2026-Q5` is not a period: a year has 4 quarters, Q1 to Q4", None),
        ("outcomes/x.yaml", "title: X\ndue: soon\n", "2:6", "invalid-value", "`soon` is not a period", "write a day (2026-10-05), month (2026-10), quarter (2026-Q4), half (2026-H2), year, week (2026-W41) or FY2027-Q1"),
        ("outcomes/x.yaml", "title: X\ndue: [1]\n", "2:6", "invalid-value", "expected a day or period, found a list", "write a day (2026-10-05), month (2026-10), quarter (2026-Q4), half (2026-H2), year, week (2026-W41) or FY2027-Q1"),
        ("outcomes/x.yaml", "title: X\nstart: 2027-01-01\ndue: 2026-Q4\n", "2:8", "invalid-value", "it starts on 2027-01-01, after its due date 2026-12-31", "swap them, or mend the year"),
        ("outcomes/x.yaml", "title: X\nstatus:\n", "2:1", "invalid-value", "a value is missing: one of draft, active, paused, done, dropped", "write one of these, or leave the line out"),
        ("outcomes/x.yaml", "title: X\nstatus: finished\n", "2:9", "invalid-value", "`finished` is not one of draft, active, paused, done, dropped", "did you mean `done`?"),
        ("outcomes/x.yaml", "title: X\nstatus: activ\n", "2:9", "invalid-value", "`activ` is not one of draft, active, paused, done, dropped", "did you mean `active`?"),
        ("outcomes/x.yaml", "title: X\nreview_every: often\n", "2:15", "invalid-value", "`often` is not a cadence", "write one of daily, weekly, biweekly, monthly, quarterly, halfyearly, yearly, or 10d, 6w, 2m"),
        ("outcomes/x.yaml", "title: X\nreview_every: [1]\n", "2:15", "invalid-value", "expected a text, found a list", "write one text"),
        ("outcomes/x.yaml", "title: X\nimpact: high\n", "2:1", "unknown-field", "`impact` is not a field of an outcome", "values of your own go under `fields:`, as `impact: …`"),
        ("outcomes/x.yaml", "title: X\nkey-results: []\n", "2:1", "unknown-field", "`key-results` is not a field of an outcome", "did you mean `key_results`?"),
        ("outcomes/x.yaml", "title: X\n<<: {a: b}\n", "2:1", "unknown-field", "`<<` is not a field of an outcome", "YAML 1.2 has no merge keys: write the values out"),
        ("outcomes/x.yaml", "title: X\nwho: {group: g, zzz: 1}\n", "2:17", "unknown-field", "`zzz` is not a field of `who`", "it has group, as"),
        ("outcomes/x.yaml", "title: X\nwho: {group: g, due: 2026}\n", "2:17", "unknown-field", "`due` is not a field of `who`", "it belongs to the lines at the top, not into `who`"),
        ("experiments/x.yaml", "title: X\nplanned: {split: [1, '2']}\n", "2:22", "invalid-value", "`2` is not a number", "write 2, without quotes or separators"),
        ("outcomes/x.yaml", "title: X\nkind: epic\n", "2:7", "unknown-kind", "`epic` is not a kind", "write `kind: output` and `type: epic`"),
        ("outcomes/x.yaml", "title: X\nwho: {as: user}\n", "2:6", "missing-field", "`group` is missing", "add `group: …`"),
        ("outcomes/x.yaml", "title: X\nwho: [g]\n", "2:6", "invalid-value", "expected a mapping, found a list", "its keys are group, as"),
        ("outcomes/x.yaml", "title: X\nfields: x\n", "2:9", "invalid-value", "expected a mapping, found `x`", "write `key: value` lines"),
        ("outcomes/x.yaml", "title: X\nfields: {a: [1]}\n", "2:13", "invalid-value", "expected a single value, found a list", "write a text, number, true or false"),
        ("outcomes/x.yaml", "title: X\ncontributes_to: {to: a, weight: heavy}\n", "2:33", "invalid-value", "`heavy` is not a number", NUMBER),
        ("outcomes/x.yaml", "title: X\ncontributes_to: {to: [a]}\n", "2:22", "invalid-value", "expected the id of an entity, found a list", "write one id: there can be no more here"),
        ("outcomes/x.yaml", "title: X\ninfluences: {to: a, strength: 5}\n", "2:31", "invalid-value", "`5` is above 4", "write a number from 1 to 4"),
        ("outcomes/x.yaml", "title: X\ninfluences: {to: a, strength: 2.5}\n", "2:31", "invalid-value", "`2.5` is not a whole number", "write one without a fraction"),
        ("outcomes/x.yaml", "title: X\nscore: -0.1\n", "2:8", "invalid-value", "`-0.1` is below 0", "write a number from 0 to 1"),
        ("outcomes/x.yaml", "title: X\nid: a b\n", "2:5", "invalid-value", "`a b` is not an id: it begins with a letter or digit, then come letters, digits, `-`, `_`, `.`", "write `a-b`"),
        ("outcomes/x.yaml", "title: X\nid: '!'\n", "2:5", "invalid-value", "`!` is not an id: it begins with a letter or digit, then come letters, digits, `-`, `_`, `.`", None),
        ("outcomes/a b.yaml", "title: X\n", "1:1", "invalid-value", "the file's name makes no id: `a b` is not an id: it begins with a letter or digit, then come letters, digits, `-`, `_`, `.`", "rename the file, or add `id: a-b`"),
        ("outcomes/!.yaml", "title: X\n", "1:1", "invalid-value", "the file's name makes no id: `!` is not an id: it begins with a letter or digit, then come letters, digits, `-`, `_`, `.`", "rename the file, or add `id: outcome`"),
        ("outcomes/x.yaml", "title: X\nkind: magic\n", "2:7", "unknown-kind", "`magic` is not a kind", "write one of experiment, insight, metric, opportunity, outcome, output, solution, strategy, vision"),
        ("outcomes/x.yaml", "title: X\nkind: Outcome\n", "2:7", "unknown-kind", "`Outcome` is not a kind", "did you mean `outcome`?"),
        ("outcomes/x.yaml", "title: X\nkind: [outcome]\n", "2:7", "unknown-kind", "`kind` must be one word", "did you mean `outcome`?"),
        ("else/x.yaml", "title: X\n", "1:1", "unknown-kind", "nothing says what this file describes: no folder above it is named after a kind", "move it below one of checkins, experiments, insights, metrics, opportunities, outcomes, outputs, solutions, strategies, visions, or add `kind:`"),
        ("outcomes/x.yaml", "title: X\nkey_results: [{title: A}, {title: a}]\n", "2:35", "duplicate-id", "two key results are called `a`", "give one of them another `id`"),
        ("outcomes/x.yaml", "title: X\nkey_results: [{title: A}, {title: B, id: a}]\n", "2:42", "duplicate-id", "two key results are called `a`", "give one of them another `id`"),
        ("outcomes/x.yaml", "title: X\nkey_results: [{title: A}]\nchanges: {date: 2026-11-10, key_result: b, field: target}\n", "3:41", "dangling-link", "`b` is not a key result of this outcome", "its key results are a"),
        ("outcomes/x.yaml", "title: X\nkey_results: [{title: Trial}]\nchanges: {date: 2026-11-10, key_result: trail, field: target}\n", "3:41", "dangling-link", "`trail` is not a key result of this outcome", "did you mean `trial`?"),
        ("outcomes/x.yaml", "title: X\nchanges: {date: 2026-11-10, field: target}\n", "2:10", "invalid-value", "`target` belongs to a key result", "add `key_result:`"),
        ("outcomes/x.yaml", "title: X\nchanges: {date: 2026-11-10, field: due, was: soon}\n", "2:46", "invalid-value", "`soon` is not a period", "write a day (2026-10-05), month (2026-10), quarter (2026-Q4), half (2026-H2), year, week (2026-W41) or FY2027-Q1"),
        ("outcomes/x.yaml", "title: X\nkey_results: [{title: A}]\nchanges: {date: 2026-11-10, key_result: a, field: target, was: 15%}\n", "3:64", "invalid-value", "`15%` is not a number", 'write the number and its unit apart: `was: 15` and `unit: "%"`'),
        ("outcomes/x.yaml", "title: X\nkey_results: [{title: A}]\nchanges: {date: 2026-11-10, key_result: a, field: weight, was: true}\n", "3:64", "invalid-value", "expected a number, found `true`", "write a number"),
        ("outputs/x.yaml", "title: X\ntype: epik\n", "2:7", "invalid-value", "`epik` is not a type of output", "did you mean `epic`?"),
        ("outputs/x.yaml", "title: X\ntype: zzz\n", "2:7", "invalid-value", "`zzz` is not a type of output", "write one of epic, feature, project, initiative, campaign, content, event, service, story, task, card, activity, or add your own word to `output_types` in outtrack.yaml"),
        ("outputs/x.yaml", "title: X\nmeasures: {title: M, baseline: 1, target: 1}\n", "2:43", "invalid-value", "the target equals the baseline: there is nothing to change", "to hold a number, write `keep: {min: 1}` (or `max:`) instead of baseline and target"),
        ("outputs/x.yaml", "title: X\nbudget: {planned: '€1,200'}\n", "2:19", "invalid-value", "`€1,200` is not a number", "write the number alone: `planned: 1200`"),
        ("outputs/x.yaml", "title: X\nexpected: {key_result: a/b, change: lots}\n", "2:37", "invalid-value", "`lots` is not a change", 'write "+2pp", "-10%", or "+200" in the unit of the key result'),
        ("solutions/x.yaml", "title: X\nassumptions: [{id: a, title: A}, b, {id: A, title: B}]\n", "2:42", "duplicate-id", "two assumptions are called `A`", "give one of them another `id`"),
        ("metrics/x.yaml", "title: X\nkeep: {min: 2, max: 1}\n", "2:7", "invalid-value", "`min` 2 lies above `max` 1", "swap them"),
        ("experiments/x.yaml", "title: X\nstart: 2026-10-10\nstop: 2026-10-01\n", "3:7", "invalid-value", "`stop` (2026-10-01) lies before `start` (2026-10-10)", "mend one of the two days"),
        ("experiments/x.yaml", "title: X\nstopped: 2026-10-10\ndecided: 2026-10-01\n", "3:10", "invalid-value", "`decided` (2026-10-01) lies before `stopped` (2026-10-10)", "mend one of the two days"),
        ("experiments/x.yaml", "title: X\nresult: {arms: [{n: 5, conversions: 6}]}\n", "2:37", "invalid-value", "6 of 5: more conversions than people", "mend one of the two numbers"),
        ("experiments/x.yaml", "title: X\nresult: {guardrails: [{arms: [{n: 5, conversions: 6}, {n: 5, conversions: 5}, {n: 5}]}]}\n", "2:51", "invalid-value", "6 of 5: more conversions than people", "mend one of the two numbers"),
        ("checkins/x.yaml", "date: 2026-10-05\nvalue: 1\n", "1:1", "missing-field", "nothing says of what this is a check-in: a key result or a metric", "add `key_result: OUTCOME/KEY-RESULT`, or `metric: ID`; not both"),
        ("checkins/x.yaml", "date: 2026-10-05\nkey_result: a/b\nmetric: m\nvalue: 1\n", "3:9", "invalid-value", "a check-in's own file names either a key result or a metric", "add `key_result: OUTCOME/KEY-RESULT`, or `metric: ID`; not both"),
        ("checkins/x.yaml", "date: 2026-10-05\nmetric: m\n", "1:1", "missing-field", "a reading of a metric needs a number as its `value`", "add `value: …`"),
        ("checkins/x.yaml", "date: 2026-10-05\nmetric: m\nvalue: 15%\n", "3:8", "invalid-value", "`15%` is not a number", 'write the number and its unit apart: `value: 15` and `unit: "%"`'),
        ("checkins/x.yaml", "date: 2026-10-05\nkey_result: b\n", "2:13", "invalid-value", "`b` is not the full id of a key result", "write OUTCOME/KEY-RESULT"),
        ("checkins/x.yaml", "id: x\ndate: 2026-10-05\nkey_result: a/b\n", "1:1", "unknown-field", "`id` is not a field of a check-in", "a check-in is no entity and has no id or title"),
    ],
)  # fmt: skip
def test_a_record_is_judged(path: str, content: str, at: str, rule: str, message: str, hint: str | None) -> None:
    assert found(path, content) == [(at, rule, message, hint)]


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        # what can be judged beside a fault is judged: equal names, a start after the due date, another key result
        ("status: nonsense\nstart: 2027\ndue: 2026\n", ["2:9", "3:8"]),
        (
            "start: 2027\ndue: 2026\nkey_results: [{titel: A, target: 5, baseline: 5}]\n",
            ["4:15", "4:16", "2:8", "4:34"],
        ),
        ("key_results: [{title: A, weight: x}, {title: B, target: 5, baseline: 5}]\n", ["2:34", "2:57"]),
        ("key_results: {title: A, checkins: {value: 1}, target: 5, baseline: 5}\n", ["2:35", "2:55"]),
        (
            "key_results: [{title: A, checkins: [{date: 2026-10-05}, {value: 1}], target: 5, baseline: 5}]\n",
            ["2:57", "2:78"],
        ),
        ("tags: [a, [b]]\nstart: 2027\ndue: 2026\n", ["2:11", "3:8"]),
        # what follows from a fault is not
        ("key_results: {title: A, keep: {least: 3}}\n", ["2:32"]),
        ("key_results: {title: A, cumulativ: true, checkins: {date: 2026-10-05, delta: 1}}\n", ["2:25"]),
        ("key_results: {title: A, unit: [pp], target: +5pp}\n", ["2:31"]),
        ("key_results: {title: A, target: x, checkins: {date: never, value: 1, x: 2}}\n", ["2:53", "2:70"]),
        ("key_results: 5\nchanges: [{date: 2026-10-05, key_result: a, field: zzz}]\n", ["3:52"]),
    ],
)
def test_what_can_be_judged_beside_a_fault_is(lines: str, places: list[str]) -> None:
    assert [at for at, _, _, _ in found("outcomes/x.yaml", f"title: X\n{lines}")] == places


def test_the_first_of_two_equal_names_comes_along() -> None:
    data = b"title: X\nkey_results: [{title: A}, {title: B, id: a}]\n"
    (one,) = read_file("outcomes/x.yaml", data, CONFIG).diagnostics
    ((place, span),) = one.also
    assert (place.path, place.keys) == ("outcomes/x.yaml", ("key_results", 0, "title"))
    assert span
    assert span.column == 23


def test_several_documents_need_ids() -> None:
    complaints = found(
        "outcomes/all.yaml", "title: First One\n---\nid: b\ntitle: B\n---\nstatus: done\n---\ntitle: '?'\n"
    )
    need = "a file with several documents needs an `id` in each"
    assert complaints == [
        ("1:1", "missing-field", need, "add `id: first-one`"),
        ("6:1", "missing-field", need, "add `id: …`"),
        ("6:1", "missing-field", "`title` is missing", "add `title: …`"),
        ("8:1", "missing-field", need, "add `id: …`"),
    ]


def test_a_goalpost_of_a_rubric_and_of_what_was_dropped_are_fine() -> None:
    key_results = "key_results: [{title: A, levels: [low, high], target: high}]\n"
    moved = "changes: [{date: 2026-11-10, key_result: a, field: target, was: low}, {date: 2026-11-10, key_result: gone, field: key_result}]\n"
    assert found("outcomes/x.yaml", "title: X\n" + key_results + moved) == []


@pytest.mark.parametrize(
    ("shape", "moved", "message"),
    [
        ("target: 5", "field: weight, was: -1", "`-1` is below 0"),
        ("target: 5", 'field: baseline, was: "15%"', "`15%` is not a number"),
        ("target: 5", "field: baseline, was: +5%", "`+5%` is not a number"),
        ("target: 5", "field: baseline, was: first", None),
        ("target: 5", "field: baseline, was: 3", None),
        ("target: 5", "field: target, was: +5%", None),
        ("target: 5", "field: weight, was: 2", None),
        ("levels: [low, high]", "field: target, was: middle", "`middle` is not a level"),
        ("levels: [low, high]", "field: baseline, was: 3", "`3` is not a level"),
        ("levels: [low, high]", "field: baseline, was: low", None),
    ],
)
def test_what_a_goalpost_was_is_judged(shape: str, moved: str, message: str | None) -> None:
    lines = f"title: X\nkey_results: {{title: A, {shape}}}\nchanges: {{date: 2026-11-10, key_result: a, {moved}}}\n"
    assert [said for _, _, said, _ in found("outcomes/x.yaml", lines)] == ([message] if message else [])


def test_a_team_may_have_words_of_its_own_for_outputs() -> None:
    config = Config(version=1, output_types={"squad-card": "task"})
    assert found("outputs/x.yaml", "title: X\ntype: squad-card\n", config) == []
    assert found("outputs/x.yaml", "title: X\ntype: squadcard\n", config)[0][3] == "did you mean `squad-card`?"


def test_the_fiscal_year_of_the_workspace_counts() -> None:
    july = Config(version=1, fiscal_year_start=7)
    content = "title: X\nstart: 2026-10-02\ndue: FY27-Q1\n"
    assert found("outcomes/x.yaml", content) == []
    assert found("outcomes/x.yaml", content, july)[0][2] == "it starts on 2026-10-02, after its due date 2026-09-30"
    moved = "title: X\nchanges: {date: 2026-11-10, field: due, was: FY27-Q1}\n"
    assert found("outcomes/x.yaml", moved, july) == []


def test_an_insight_may_have_a_quote_instead_of_a_title(tree: Tree) -> None:
    tree.write("insights/a.yaml", "quote: I gave up after the form.\n")
    tree.write("insights/b.yaml", "customer: ACME\n")
    assert tree.lines() == ["insights/b.yaml:1:1 missing-field: `title` is missing"]
    assert tree.load().get("insight:a").title == "I gave up after the form."


def test_ten_thousand_checkins_are_fine(tree: Tree) -> None:
    days = [
        f"{year}-{month:02}-{day:02}" for year in range(1990, 2026) for month in range(1, 13) for day in range(1, 25)
    ]
    lines = "".join(f"  - {{date: {day}, value: {number}}}\n" for number, day in enumerate(days[:10_000]))
    tree.write("outcomes/x.yaml", f"title: X\nkey_results:\n- title: K\n  checkins:\n{lines}")
    assert tree.lines() == []
    assert len(tree.load().get("outcome:x").key_results[0].checkins) == 10_000


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("😀 👩‍💻", "😀 👩‍💻"),
        ("שלום עולם", "שלום עולם"),
        ("e\u0301\u0301\u0301", "e\u0301\u0301\u0301"),
        (r"\e[31mred\a", "\x1b[31mred\a"),
        (r"\u202Ereversed", "\u202ereversed"),
        ("x" * 10_000, "x" * 10_000),
        (r"a\nb", "a\nb"),
        (r"\0", "\0"),
    ],
)
def test_any_title_is_kept_as_it_is(tree: Tree, written: str, title: str) -> None:
    tree.write("outcomes/x.yaml", f'title: "{written}"\n')
    assert tree.lines() == []
    assert tree.load().get("outcome:x").title == title


def test_checkins_may_come_in_any_order_and_from_any_day() -> None:
    days = ["2026-11-20", "2026-10-05", "2026-10-05", "2099-01-01", "2020-01-01"]
    checkins = ", ".join(f"{{date: {day}, value: 1}}" for day in days)
    assert key_result(f"start: 2026-10\nbaseline: 0\ntarget: 2\ncheckins: [{checkins}]") == []


@pytest.mark.parametrize(
    "text",
    [
        "baseline: 0, target: 1e-300",
        "baseline: -1e308, target: 5",
        "baseline: 1, target: -1e308",
        "cumulative: true, target: 5, checkins: [{date: 2026-01-03, delta: 1.7e308}]",
        "keep: {min: 1}, checkins: [{date: 2026-01-03, value: -1e308}]",
        "weight: 1e308",
        f"baseline: 1, target: '+1{'0' * 400}%'",
    ],
)
def test_what_is_out_of_all_proportion_is_refused(text: str) -> None:
    complaints = found("outcomes/a.yaml", f"title: A\nkey_results: [{{title: K, {text}}}]\n")
    assert [re.search("too (large|small) to compute with", one[2]) is not None for one in complaints] == [True]


def test_what_a_goalpost_was_is_no_larger() -> None:
    text = "title: A\nkey_results: [k]\nchanges: [{date: 2026-02-01, key_result: k, field: weight, was: 1e300}]\n"
    message, hint = "`1e+300` is too large to compute with", "choose a larger unit, such as millions"
    assert found("outcomes/a.yaml", text) == [("3:65", "invalid-value", message, hint)]


@pytest.mark.parametrize(
    ("outcome", "lines", "message"),
    [
        ("due: 2026-Q1", "start: 2026-06-01", "it starts on 2026-06-01, after the due date 2026-03-31 of its outcome"),
        ("start: 2026-01-01", "due: 2025-12-31", "it is due on 2025-12-31, before its outcome starts on 2026-01-01"),
        ("due: 2026-Q1", "due: 2025-12-31", "it is due on 2025-12-31, before its outcome starts on 2026-01-01"),
        ("due: 2026-Q1", "start: 2026-03-31", None),
        ("due: 2026-Q1", "due: 2025-Q4", None),
        ("due: 2026-Q1", "{start: 2026-06-01, due: 2026-Q2}", None),
        ("due: 2026-03-31", "due: 2025-12-31", None),
    ],
)
def test_a_key_result_has_time(outcome: str, lines: str, message: str | None) -> None:
    text = f"title: A\n{outcome}\nkey_results: [{{title: K, {lines.strip('{}')}}}]\n"
    assert [one[2] for one in found("outcomes/a.yaml", text)] == ([message] if message else [])


@pytest.mark.parametrize(
    ("path", "key", "word", "ours"),
    [
        ("outputs/x.yaml", "status", "inprogress", "doing"),
        ("outputs/x.yaml", "status", "In Progress", "doing"),
        ("outputs/x.yaml", "status", "wip", "doing"),
        ("outputs/x.yaml", "status", "closed", "done"),
        ("outputs/x.yaml", "status", "complete", "done"),
        ("outputs/x.yaml", "status", "backlog", "todo"),
        ("outputs/x.yaml", "status", "open", "todo"),
        ("outputs/x.yaml", "status", "on-hold", "parked"),
        ("outputs/x.yaml", "status", '"won\'t do"', "dropped"),
        ("outcomes/x.yaml", "status", "open", "active"),
        ("outcomes/x.yaml", "status", "planned", "draft"),
        ("outcomes/x.yaml", "status", "on hold", "paused"),
        ("opportunities/x.yaml", "status", "doing", "now"),
        ("opportunities/x.yaml", "status", "done", "solved"),
        ("opportunities/x.yaml", "status", "todo", "identified"),
        ("solutions/x.yaml", "status", "accepted", "chosen"),
        ("solutions/x.yaml", "status", "in review", "exploring"),
        ("experiments/x.yaml", "decision", "kill", "stop"),
    ],
)
def test_words_of_others_for_a_choice_lead_to_ours(path: str, key: str, word: str, ours: str) -> None:
    ((_, _, _, hint),) = found(path, f"title: X\n{key}: {word}\n")
    assert hint == f"did you mean `{ours}`?"


@pytest.mark.parametrize("choices", [OutputStatus, OutcomeStatus, OpportunityStatus, SolutionStatus, Decision])
def test_a_choice_written_otherwise_stands_for_itself(choices: object) -> None:
    for word in get_args(choices):
        assert meant(word.upper().replace("_", "-"), get_args(choices)) == word
