"""`busy-not-moving`, `shipped-unmeasured`, `expectation-unjudged` and `done-without-date`, table by table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ruling import found, told

if TYPE_CHECKING:
    from pathlib import Path

LATER = date(2027, 6, 1)
OUTPUT = "title: Add a dark mode\noutcomes: [o]\nstatus: done\nshipped: 2026-09-01\n"


def outcome(key_results: str, more: str = "due: 2026-H2") -> str:
    return f"title: O\n{more}\nkey_results:\n" + "".join(f"  - {one}\n" for one in key_results.split("\n"))


def change(*values: float, more: str = "", days: tuple[str, ...] = ("07-13", "08-31", "10-05", "11-16")) -> str:
    """Return a key result from 10 to 20 with a value on each of the first of these days."""
    checkins = ", ".join(f"{{date: 2026-{day}, value: {value}}}" for day, value in zip(days, values, strict=False))
    return f"{{id: k, title: K, baseline: 10, target: 20, checkins: [{checkins}]{more}}}"


# --- busy-not-moving

FALLING = "{id: k, title: K, baseline: 20, target: 10, checkins: [{date: 2026-11-16, value: VALUE}]}"
TOTAL = (
    "{id: k, title: K, cumulative: true, target: 20, checkins: "
    "[{date: 2026-08-03, value: 4}, {date: 2026-11-16, ENTRY}]}"
)
LEVELS = (
    "{id: k, title: K, levels: [low, middle, high], baseline: low, target: high, checkins: "
    "[{date: 2026-11-16, value: LEVEL, note: seen}]}"
)
INFORMING = "{id: l, title: L, weight: 0, baseline: 1, target: 2, checkins: [{date: 2026-11-16, value: 2}]}"
STILL = {
    "nothing changed": (change(10, 10, 10, 10), "o/k 10 → 10"),
    "the wrong way": (change(10, 12, 11, 9), "o/k 10 → 9"),
    "up and down again": (change(10, 10, 12, 10), "o/k 10 → 10"),
    "a peak on the day, and the old level since": (change(10, 14, 10, 10), "o/k 10 → 10"),
    "a target to fall to": (FALLING.replace("VALUE", "21"), "o/k 20 → 21"),
    "percent": (change(10, 10, 10, more=", unit: '%'"), "o/k 10% → 10%"),
    "a total that does not grow": (
        TOTAL.replace("ENTRY", "value: 4"),
        "o/k 4 → 4",
    ),
    "customers whom nobody counted": (
        "{id: k, title: K, cumulative: true, target: 20, counts: customers}",
        "o/k 0 → 0",
    ),
    "a level": (
        LEVELS.replace("LEVEL", "low"),
        "o/k level 1 → level 1",
    ),
    "out of bounds, and no nearer": (
        "{id: k, title: K, keep: {max: 5}, checkins: [{date: 2026-08-03, value: 8}, {date: 2026-11-16, value: 8}]}",
        "o/k 8 → 8",
    ),
    "from within bounds to outside": (
        "{id: k, title: K, keep: {min: 5}, checkins: [{date: 2026-08-03, value: 8}, {date: 2026-11-16, value: 4}]}",
        "o/k 8 → 4",
    ),
    "a milestone that was due": (
        "{id: k, title: K, milestones: [{title: M, due: 2026-10-31}, {title: N, due: 2026-12-31}]}",
        "o/k 0 → 0",
    ),
    "two key results": (
        change(10, 10, 10) + "\n" + change(10, 10, 9).replace("id: k", "id: l"),
        "o/k 10 → 10 and o/l 10 → 9",
    ),
    "what only informs": (
        change(10, 10, 10) + "\n" + INFORMING,
        "o/k 10 → 10",
    ),
    "beside what nobody measured": (change(10, 10, 10) + "\n{id: l, title: L, baseline: 1, target: 2}", "o/k 10 → 10"),
}
MOVING = {
    "nearer to the target": change(10, 10, 12, 14),
    "nearer, if by a little": change(10, 10, 10.1),
    "reached": change(10, 20, 20, 20),
    "nearer since, the last value fell back": change(10, 10, 15, 10, days=("07-13", "08-31", "10-05", "11-16")).replace(
        "{date: 2026-10-05", "{date: 2026-09-21, value: 16}, {date: 2026-10-05"
    ),
    "a target to fall to": FALLING.replace("VALUE", "18"),
    "a total that grew": TOTAL.replace("ENTRY", "delta: 1"),
    "a level": LEVELS.replace("LEVEL", "2"),
    "out of bounds, but nearer": "{id: k, title: K, keep: {max: 5}, checkins: "
    "[{date: 2026-08-03, value: 8}, {date: 2026-11-16, value: 7}]}",
    "within bounds": "{id: k, title: K, keep: {max: 5}, checkins: [{date: 2026-11-16, value: 4}]}",
    "a milestone": "{id: k, title: K, milestones: [{title: M, due: 2026-10-31, done: 2026-09-01}, N]}",
    "one of two": change(10, 10, 10) + "\n" + change(10, 10, 12).replace("id: k", "id: l"),
    "nobody can say: measured in the first week alone": change(10, 10, days=("08-31", "09-07")),
    "nobody can say: no value since": change(10, 10, days=("07-13", "08-31")),
    "nobody can say: no value before": "{id: k, title: K, start: 2026-10-01, baseline: 10, target: 20, checkins: "
    "[{date: 2026-11-16, value: 10}]}",
    "nobody can say: no target": "{id: k, title: K, baseline: 10, checkins: [{date: 2026-11-16, value: 10}]}",
    "nobody can say: a title alone": "{id: k, title: K, checkins: [{date: 2026-11-16, value: 10}]}",
    "nobody can say: by feeling": "{id: k, title: K, self_reported: true, checkins: "
    "[{date: 2026-08-03, value: 50}, {date: 2026-11-16, value: 50}]}",
    "nobody can say: no milestone was due": "{id: k, title: K, milestones: [{title: M, due: 2026-12-31}, N]}",
}


@pytest.mark.parametrize("name", STILL)
def test_work_that_moved_nothing(name: str, tmp_path: Path) -> None:
    key_results, moves = STILL[name]
    lines = told(tmp_path, "busy-not-moving", {"outcomes/o.yaml": outcome(key_results), "outputs/w.yaml": OUTPUT})
    assert len(lines) == 1
    assert lines[0].startswith("warning w:4 shipped 2026-09-01, 82 days ago, and nothing moved: ")
    assert lines[0].endswith(moves)


@pytest.mark.parametrize("name", MOVING)
def test_work_that_moved_something_or_of_which_nobody_can_say(name: str, tmp_path: Path) -> None:
    files = {"outcomes/o.yaml": outcome(MOVING[name]), "outputs/w.yaml": OUTPUT}
    assert told(tmp_path, "busy-not-moving", files) == []


def test_a_rise_that_is_no_larger_than_the_wavering_before_is_none(tmp_path: Path) -> None:
    days = ("07-06", "07-20", "08-03", "08-17", "08-31", "10-05")
    for number, (values, is_found) in enumerate(
        [
            ((10, 12, 10, 12, 10, 12), True),  # stands at 10, wavers by 2
            ((10, 12, 10, 12, 10, 12.5), False),
            ((10, 11, 12, 13, 14, 14.5), False),  # a steady rise wavers by nothing
        ]
    ):
        files = {"outcomes/o.yaml": outcome(change(*values, days=days)), "outputs/w.yaml": OUTPUT}
        assert bool(told(tmp_path / str(number), "busy-not-moving", files)) == is_found


def test_readings_of_a_metric_count_also_those_from_before_the_start(tmp_path: Path) -> None:
    metric = "title: M\nreadings:\n" + "".join(
        f"  - {{date: 2026-{day}, value: {value}}}\n"
        for day, value in (("08-10", 6.1), ("08-24", 6.0), ("10-12", 6.2), ("11-09", 6.0))
    )
    files = {
        "metrics/m.yaml": metric,
        "outcomes/o.yaml": outcome("{id: k, title: K, metric: m, target: 9}", "due: 2026-Q4"),
        "outputs/w.yaml": OUTPUT,
    }
    assert told(tmp_path, "busy-not-moving", files) == [
        "warning w:4 shipped 2026-09-01, 82 days ago, and nothing moved: o/k 6 → 6"
    ]


def test_checkins_in_files_of_their_own_count(tmp_path: Path) -> None:
    files = {
        "outcomes/o.yaml": outcome("{id: k, title: K, baseline: 10, target: 20}"),
        "outputs/w.yaml": OUTPUT,
        "checkins/c.yaml": "key_result: o/k\ndate: 2026-11-16\nvalue: 10\n",
    }
    assert len(told(tmp_path, "busy-not-moving", files)) == 1
    files["checkins/c.yaml"] = files["checkins/c.yaml"].replace("10\n", "13\n")
    assert told(tmp_path / "moved", "busy-not-moving", files) == []


def test_many_key_results_are_not_all_named(tmp_path: Path) -> None:
    key_results = "\n".join(change(10, 10, 10).replace("id: k", f"id: k{number}") for number in range(5))
    files = {"outcomes/o.yaml": outcome(key_results), "outputs/w.yaml": OUTPUT}
    [line] = told(tmp_path, "busy-not-moving", files)
    assert line.endswith("o/k0 10 → 10, o/k1 10 → 10, o/k2 10 → 10 and 2 more")


UNMOVED = outcome(change(10, 10, 10, 10))
PURPOSE = {
    "too young": ({}, OUTPUT.replace("09-01", "10-24"), False),
    "just old enough": ({}, OUTPUT.replace("09-01", "10-23"), True),
    "not done": ({}, OUTPUT.replace("done", "doing").replace("shipped: 2026-09-01\n", ""), False),
    "done by `closed`": ({}, OUTPUT.replace("shipped", "closed"), True),
    "no day": ({}, OUTPUT.replace("shipped: 2026-09-01\n", ""), False),
    "for nothing": ({}, OUTPUT.replace("outcomes: [o]\n", ""), False),
    "an outcome that has ended": ({"outcomes/o.yaml": UNMOVED + "status: done\n"}, OUTPUT, False),
    "a draft": ({"outcomes/o.yaml": UNMOVED + "status: draft\n"}, OUTPUT, False),
    "a paused outcome": ({"outcomes/o.yaml": UNMOVED + "status: paused\n"}, OUTPUT, False),
    "an outcome of another workspace": (
        {"outtrack.yaml": "version: 1\nexternals: [company]\n"},
        OUTPUT.replace("[o]", "company::o"),
        False,
    ),
    "an expectation that came": (
        {"outcomes/p.yaml": outcome(change(10, 10, 14))},
        OUTPUT + "expected: [{key_result: p/k, change: +2}]\n",
        False,
    ),
    "an expectation that did not come, beside an outcome that moved": (
        {"outcomes/o.yaml": outcome(change(10, 10, 14)), "outcomes/p.yaml": UNMOVED},
        OUTPUT + "expected: [{key_result: p/k, change: +2}]\n",
        True,
    ),
    "an expectation of something that only informs": (
        {"outcomes/p.yaml": outcome(change(10, 10, 10, 10, more=", weight: 0"))},
        OUTPUT + "expected: [{key_result: p/k, change: +2}]\n",
        True,
    ),
    "an expectation of an outcome that has ended": (
        {"outcomes/p.yaml": UNMOVED + "status: done\n"},
        OUTPUT + "expected: [{key_result: p/k, change: +2}]\n",
        False,
    ),
    "an expectation of its solution": (
        {
            "outcomes/o.yaml": outcome(change(10, 10, 14)),
            "outcomes/p.yaml": UNMOVED,
            "solutions/s.yaml": "title: S\nserves: outcome:o\nexpected: [{key_result: p/k, change: +2}]\n",
        },
        OUTPUT.replace("outcomes: [o]", "solution: s"),
        True,
    ),
    "through an opportunity": (
        {
            "solutions/s.yaml": "title: S\nserves: q\n",
            "opportunities/q.yaml": "title: Q\nparent: r\n",
            "opportunities/r.yaml": "title: R\noutcome: o\n",
        },
        OUTPUT.replace("outcomes: [o]", "solution: s"),
        True,
    ),
    "through a strategy, for what measures it": (
        {
            "outcomes/goal.yaml": outcome(change(10, 10, 14)),
            "solutions/s.yaml": "title: S\nserves: strategy:t\n",
            "strategies/t.yaml": "title: T\ngoal: goal\nmeasured_by: [o]\n",
        },
        OUTPUT.replace("outcomes: [o]", "solution: s"),
        True,
    ),
    "through a strategy that nothing measures, for its goal": (
        {"solutions/s.yaml": "title: S\nserves: strategy:t\n", "strategies/t.yaml": "title: T\ngoal: o\n"},
        OUTPUT.replace("outcomes: [o]", "solution: s"),
        True,
    ),
    "not for what its outcome contributes to": (
        {"outcomes/o.yaml": outcome(change(10, 10, 14), "due: 2026-H2\ncontributes_to: p"), "outcomes/p.yaml": UNMOVED},
        OUTPUT,
        False,
    ),
    "a part, judged with the whole": (
        {"outputs/whole.yaml": "title: Whole\noutcomes: [o]\nstatus: doing\n"},
        OUTPUT.replace("outcomes: [o]", "parent: whole"),
        False,
    ),
    "a part with a purpose of its own": (
        {"outputs/whole.yaml": "title: Whole\noutcomes: [o]\nstatus: doing\n"},
        OUTPUT + "parent: whole\n",
        True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PURPOSE)
def test_what_work_was_for(name: str, tmp_path: Path) -> None:
    files, output, is_found = PURPOSE[name]
    files = {"outcomes/o.yaml": UNMOVED, **files, "outputs/w.yaml": output}
    entities = [one.entity for one in found(tmp_path, "busy-not-moving", files)]
    assert entities == (["output:w"] if is_found else [])


def test_how_long_to_wait_is_an_option(tmp_path: Path) -> None:
    for days, is_found in ((82, True), (83, False)):
        files = {
            "outtrack.yaml": f"version: 1\ncheck: {{rules: {{busy-not-moving: {{days: {days}}}}}}}\n",
            "outcomes/o.yaml": UNMOVED,
            "outputs/w.yaml": OUTPUT,
        }
        assert bool(told(tmp_path / str(days), "busy-not-moving", files)) == is_found


def test_parts_in_a_circle_are_for_nothing(tmp_path: Path) -> None:
    texts = {name: f"title: {name}\nstatus: done\nshipped: 2026-09-01\nparent: " for name in "ab"}
    files = {"outcomes/o.yaml": UNMOVED, "outputs/a.yaml": texts["a"] + "b\n", "outputs/b.yaml": texts["b"] + "a\n"}
    assert told(tmp_path, "busy-not-moving", files) == []


# --- shipped-unmeasured

SEEN = {
    "a check-in after it": change(10, 11, 11),
    "a milestone after it": "{id: k, title: K, baseline: 1, target: 2}\n"
    "{id: m, title: M, milestones: [{title: M, done: 2026-09-01}]}",
    "none needed: milestones": "{id: k, title: K, milestones: [M, N]}",
    "none needed: counted": "{id: k, title: K, cumulative: true, target: 3, counts: customers}",
    "the period was over": change(10, more=", due: 2026-08-31", days=("08-24",)),
}
UNSEEN = {
    "no check-in at all": "{id: k, title: K, baseline: 10, target: 20}",
    "none after it": change(10, 11, days=("08-24", "09-01")),
    "a word without a value": "{id: k, title: K, baseline: 10, target: 20, checkins: [{date: 2026-10-05, note: x}]}",
    "by feeling": "{id: k, title: K, self_reported: true, checkins: [{date: 2026-08-24, value: 50}]}",
    "kept": "{id: k, title: K, keep: {min: 1}, checkins: [{date: 2026-08-24, value: 50}]}",
    "a title alone": "{id: k, title: K}",
    "milestones, none of them since": "{id: k, title: K, baseline: 1, target: 2}\n"
    "{id: m, title: M, milestones: [{title: M, done: 2026-08-31}]}",
}


@pytest.mark.parametrize("name", SEEN)
def test_work_after_which_somebody_looked(name: str, tmp_path: Path) -> None:
    files = {"outcomes/o.yaml": outcome(SEEN[name]), "outputs/w.yaml": OUTPUT}
    assert told(tmp_path, "shipped-unmeasured", files) == []


@pytest.mark.parametrize("name", UNSEEN)
def test_work_after_which_nobody_looked(name: str, tmp_path: Path) -> None:
    files = {"outcomes/o.yaml": outcome(UNSEEN[name]), "outputs/w.yaml": OUTPUT}
    [line] = told(tmp_path, "shipped-unmeasured", files)
    which = "none of its 2 key results" if "\n" in UNSEEN[name] else "no o/k"
    assert line == f"warning w:4 shipped 2026-09-01, 82 days ago, and {which} was measured since"
    assert told(tmp_path, "busy-not-moving", files) == []


@pytest.mark.parametrize(
    ("shipped", "cadence", "is_found"),
    [
        ("11-08", "biweekly", False),
        ("11-07", "biweekly", True),
        ("10-22", "monthly", False),
        ("10-21", "monthly", True),
        ("11-21", "daily", False),
        ("11-20", "daily", True),
    ],
)
def test_a_checkin_is_due_one_cadence_after_the_shipping(
    shipped: str, cadence: str, is_found: bool, tmp_path: Path
) -> None:
    files = {
        "outcomes/o.yaml": outcome(f"{{id: k, title: K, baseline: 1, target: 2, cadence: {cadence}}}"),
        "outputs/w.yaml": OUTPUT.replace("09-01", shipped),
    }
    assert bool(told(tmp_path, "shipped-unmeasured", files)) == is_found


def test_before_the_period_no_checkin_is_due(tmp_path: Path) -> None:
    files = {
        "outcomes/o.yaml": outcome("{id: k, title: K, baseline: 1, target: 2, start: 2026-11-09}"),
        "outputs/w.yaml": OUTPUT,
    }
    assert told(tmp_path, "shipped-unmeasured", files) == []
    assert len(told(tmp_path, "shipped-unmeasured", files, date(2026, 11, 24))) == 1


def test_the_way_out_names_the_place_of_the_values(tmp_path: Path) -> None:
    files = {
        "outcomes/o.yaml": outcome("{id: k, title: K, metric: m, target: 2}"),
        "metrics/m.yaml": "title: M\n",
        "outputs/w.yaml": OUTPUT,
    }
    [one] = found(tmp_path, "shipped-unmeasured", files)
    assert one.hint == "add `- {date: 2026-11-22, value: …}` to the `readings:` of the metric m"


# --- expectation-unjudged

EXPECTING = "title: W\noutcomes: [o]\nexpected: [{key_result: o/k, change: +2, by: 2026-10-15}]\n"
COUNTED = "{id: k, title: K, cumulative: true, target: 2, counts: customers}"
EXPECTED = {
    "no value since": ({}, EXPECTING, ["o/k +2 was expected by 2026-10-15, 38 days ago, and it was not"]),
    "in full": ({}, EXPECTING.replace("o/k", "key_result:o/k"), ["o/k +2 was expected by"]),
    "no size": ({}, EXPECTING.replace("change: +2, ", ""), ["info w:3 o/k was expected by"]),
    "a value of that day": ({"outcomes/o.yaml": outcome(change(10, 11, days=("10-05", "10-15")))}, EXPECTING, []),
    "a period": ({}, EXPECTING.replace("2026-10-15", "2026-10"), ["by 2026-10-31, 22 days ago"]),
    "not yet a cadence ago": ({}, EXPECTING.replace("2026-10-15", "2026-11-08"), []),
    "to come": ({}, EXPECTING.replace("2026-10-15", "2026-12-15"), []),
    "no day": ({}, EXPECTING.replace(", by: 2026-10-15", ""), []),
    "parked": ({}, EXPECTING + "status: parked\n", []),
    "inbox": ({}, EXPECTING + "status: inbox\n", []),
    "dropped": ({}, EXPECTING + "status: dropped\n", []),
    "an outcome that has ended": ({"outcomes/o.yaml": outcome(change(10)) + "status: done\n"}, EXPECTING, []),
    "milestones": ({"outcomes/o.yaml": outcome("{id: k, title: K, milestones: [M]}")}, EXPECTING, []),
    "counted": ({"outcomes/o.yaml": outcome(COUNTED)}, EXPECTING, []),
    "done, measured before `by`": ({}, EXPECTING + "status: done\nshipped: 2026-09-01\n", ["o/k +2 was"]),
    "done and never measured, which is said already": ({}, EXPECTING + "status: done\nshipped: 2026-10-06\n", []),
    "a solution": (
        {"solutions/s.yaml": EXPECTING.replace("outcomes: [o]", "serves: outcome:o")},
        "title: W\noutcomes: [o]\n",
        ["info s:3"],
    ),
    "a solution and its output: once": (
        {"solutions/s.yaml": EXPECTING.replace("outcomes: [o]", "serves: outcome:o")},
        EXPECTING + "solution: s\n",
        ["info w:3"],
    ),
    "an idea that was dropped": (
        {
            "solutions/s.yaml": EXPECTING.replace("outcomes: [o]", "serves: outcome:o") + "status: dropped\n"
        },
        "title: W\noutcomes: [o]\n",
        [],
    ),
    "nothing there": ({}, EXPECTING.replace("o/k", "o/x"), []),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_expectations(name: str, tmp_path: Path) -> None:
    files, output, expected = EXPECTED[name]
    files = {"outcomes/o.yaml": outcome(change(10, days=("10-05",))), **files, "outputs/w.yaml": output}
    lines = told(tmp_path, "expectation-unjudged", files)
    assert len(lines) == len(expected)
    assert all(part in line for part, line in zip(expected, lines, strict=True))


# --- done-without-date


@pytest.mark.parametrize(
    ("lines", "is_found"),
    [
        ("status: done", True),
        ("status: done\ntype: story\nparent: x", True),
        ("status: done\nshipped: 2026-11-01", False),
        ("status: done\nclosed: 2026-11-01", False),
        ("status: done\nshipped: 2026-12-01", False),
        ("status: doing", False),
        ("status: dropped", False),
        ("status: parked", False),
    ],
)
def test_done_without_date(lines: str, is_found: bool, tmp_path: Path) -> None:
    files = {"outputs/w.yaml": f"title: W\n{lines}\n"}
    texts = told(tmp_path, "done-without-date", files)
    kind = "story" if "story" in lines else "epic"
    assert texts == ([f"warning w:2 the {kind} is done, but not since when"] if is_found else [])


# --- what may be missing only because a file is broken


@pytest.mark.parametrize("rule", ["shipped-unmeasured", "expectation-unjudged"])
def test_a_value_may_stand_in_a_broken_file(rule: str, tmp_path: Path) -> None:
    shipped = OUTPUT if rule == "shipped-unmeasured" else EXPECTING
    files = {
        "outcomes/o.yaml": outcome("{id: k, title: K, metric: visits, target: 20}"),
        "metrics/visits.yaml": "title: Visits\n",
        "outputs/w.yaml": shipped,
    }
    assert len(found(tmp_path / "1", rule, files)) == 1
    assert found(tmp_path / "2", rule, {**files, "checkins/c.yaml": "key_result: o/k\ndate: 2026-11-31\n"}) == []
    assert found(tmp_path / "3", rule, {**files, "metrics/visits.yaml": "title: Visits\nnope: 1\n"}) == []
