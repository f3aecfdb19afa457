"""SMART and the ladder (`methods.md` 7.2, 7.3): each criterion met and not met, and the level."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from building import named, standings
from outtrack.compute.readiness import LADDER, SMART, Answer, Ready, Wording, ready
from outtrack.compute.tally import NOBODY

if TYPE_CHECKING:
    from pathlib import Path

FULL = {
    "visions/v.yaml": "title: V\ngoals: [x]\n",
    "outcomes/x.yaml": """\
        title: More readers finish a story
        owner: maria
        who: readers
        due: 2026-Q4
        achievable: {note: Three of five could, date: 2026-10-01}
        key_results:
          - id: k
            title: Readers who finish
            unit: "%"
            baseline: 20
            target: 30
            source: the weekly report
            checkins:
              - {date: 2026-10-10, value: 21}
              - {date: 2026-11-20, value: 24, evidence: https://example.org/report}
        """,
    "outputs/a.yaml": "title: A\noutcomes: x\nstatus: done\nshipped: 2026-11-01\nlevers: [people, technology]\n",
    "outputs/b.yaml": "title: B\noutcomes: x\nlevers: process\n",
}
DAY = "2026-11-22"
NOTE = "        achievable: {note: Three of five could, date: 2026-10-01}\n"
FIRST = "              - {date: 2026-10-10, value: 21}\n"
LATE = {"outputs/a.yaml": "title: A\noutcomes: x\nstatus: done\nshipped: 2026-11-21\n"}
UNDATED = {"outputs/a.yaml": "title: A\noutcomes: x\nstatus: done\n"}
GOOD = Wording("outcome")


def asked(folder: Path, changes: dict[str, str], wording: Wording = GOOD, day: str = DAY) -> Ready:
    files = {path: text for path, text in (FULL | changes).items() if text}
    found = standings(folder, files, day)
    return ready(found.snapshot, found, named(found, "x"), wording)


def edited(old: str, new: str) -> dict[str, str]:
    assert old in FULL["outcomes/x.yaml"]
    return {"outcomes/x.yaml": FULL["outcomes/x.yaml"].replace(old, new)}


def test_an_outcome_that_has_everything(tmp_path: Path) -> None:
    found = asked(tmp_path, {})
    assert [one.passes for one in found.smart] == [True, True, None, True, True]
    assert [one.passes for one in found.ladder] == [True] * 5
    assert (found.level, found.is_smart, found.next_thing) == (5, True, "")
    assert (found.levers, found.works) == (("people", "process", "technology"), 2)
    assert (found.leading, found.lagging) == (1, 0)


def test_the_fourth_step_not_met_is_level_3() -> None:
    ladder = tuple(Answer(passes) for passes in (True, True, True, False, True))
    assert Ready((), ladder, (), 0, 0, 0).level == 3


def test_the_target_comes_before_why_it_is_achievable(tmp_path: Path) -> None:
    def next_thing(*left_out: str) -> str:
        out = (NOTE.strip(), *left_out)
        kept = [line for line in FULL["outcomes/x.yaml"].splitlines() if line.strip() not in out]
        return asked(tmp_path, {"outcomes/x.yaml": "\n".join(kept)}).next_thing

    assert next_thing() == NO_NOTE
    assert next_thing("owner: maria") == "needs an `owner`"
    assert next_thing("owner: maria", "due: 2026-Q4") == "needs `due`"
    assert next_thing("owner: maria", "due: 2026-Q4", "target: 30") == "a key result needs `target`"


def test_an_unclear_title_is_not_called_work(tmp_path: Path) -> None:
    found = asked(tmp_path, {}, Wording("unclear"))
    assert found.next_thing == "say who does what differently: the title is unclear"
    assert found.level == 0


def test_an_experiment_of_what_contributes_is_no_test_of_the_outcome_itself(tmp_path: Path) -> None:
    files = {
        "outputs/a.yaml": "",
        "outputs/b.yaml": "",
        "outcomes/part.yaml": "title: More readers come back\ncontributes_to: x\n",
        "experiments/e.yaml": "title: E\ntests: s\n",
    }
    found = asked(tmp_path, files | {"solutions/s.yaml": "title: S\nserves: part\n"})
    assert found.ladder[1].lacks == "needs work or an experiment for it"
    assert asked(tmp_path, files | {"solutions/s.yaml": "title: S\nserves: x\n"}).ladder[1].passes


def test_a_key_result_that_continues_another_has_its_history(tmp_path: Path) -> None:
    old = """\
        title: More readers finish a story in summer
        due: 2026-Q3
        key_results:
          - id: k
            title: Readers who finish
            unit: "%"
            baseline: 12
            target: 24
            checkins:
              - {date: 2026-07-10, value: 15}
              - {date: 2026-07-24, value: 21}
              - {date: 2026-08-07, value: 16}
              - {date: 2026-08-21, value: 24}
              - {date: 2026-09-04, value: 19}
              - {date: 2026-09-18, value: 25}
        """
    changes = edited("          - id: k\n", "          - id: k\n            continues: old/k\n")
    found = asked(tmp_path, changes | {"outcomes/old.yaml": old}).smart[2]
    assert (found.passes, found.lacks) == (True, "")
    other = old.replace('"%"', "points")
    found = asked(tmp_path, changes | {"outcomes/old.yaml": other}).smart[2]
    assert found.passes is None
    assert found.lacks.startswith(
        "0 of the 5 values from before the start that it takes: they are readings of a metric"
    )


NO_NOTE = "needs a dated note why it is `achievable`"
FLAT = edited("value: 24", "value: 21")


@pytest.mark.parametrize(
    ("criterion", "changes", "lacks"),
    [
        ("specific", edited("More readers finish a story", "Readers finish"), "needs a statement of 4 words or more"),
        ("specific", edited("        owner: maria\n", ""), "needs an `owner`"),
        ("measurable", edited("            source: the weekly report\n", ""), "a key result needs `source`"),
        ("measurable", edited('            unit: "%"\n', ""), "a key result needs `unit`"),
        ("measurable", edited("            baseline: 20\n", ""), "a key result needs `baseline`"),
        ("relevant", {"visions/v.yaml": ""}, "link it to what it serves: `contributes_to`, or a vision's `goals`"),
        ("time-bound", edited("        due: 2026-Q4\n", ""), "needs `due`"),
        ("time-bound", edited("id: k\n", "id: k\n            due: 2027-Q1\n"), "`k` is due after the outcome"),
    ],
)  # fmt: skip
def test_smart(tmp_path: Path, criterion: str, changes: dict[str, str], lacks: str) -> None:
    found = dict(zip(SMART, asked(tmp_path, changes).smart, strict=True))[criterion]
    assert (found.passes, found.lacks) == (False, lacks)


def history(*values: float) -> dict[str, str]:
    """Return a metric with a value every four days before the quarter, from which the key result takes its values."""
    days = [date(2026, 10, 1) - timedelta(4 * (len(values) - place)) for place in range(len(values))]
    readings = [f"  - {{date: {day}, value: {value}}}\n" for day, value in zip(days, values, strict=True)]
    metric = f"title: M\nunit: stories\nsource: report\nreadings:\n{''.join(readings)}"
    text = FULL["outcomes/x.yaml"]
    begin, end = text.index('            unit: "%"'), text.index("            source")
    changed = (
        text[:begin]
        + "            metric: m\n            target: 30\n"
        + text[end : text.index("            checkins")]
    )
    return {"outcomes/x.yaml": changed, "metrics/m.yaml": metric}


@pytest.mark.parametrize(
    ("values", "passes", "lacks"),
    [
        ((19, 19.1) * 12, False, "no precedent for the target of `k`: lower it, or say in `achievable` what is new"),
        (
            tuple(round(29 / 1.1**place, 6) for place in range(58)[::-1]),
            False,
            "no stretch in the target of `k`: raise it",
        ),
        ((15, 21, 16, 24, 19, 25), True, ""),
        (
            (15, 18, 20, 24),
            None,
            "4 of the 5 values from before the start that it takes: `outtrack checkin m VALUE --date DAY` adds one",
        ),
    ],
)
def test_achievable_by_the_values_before_the_start(
    tmp_path: Path, values: tuple[float, ...], passes: bool | None, lacks: str
) -> None:  # fmt: skip
    found = asked(tmp_path, history(*values)).smart[2]
    assert (found.passes, found.lacks) == (passes, lacks)


@pytest.mark.parametrize(
    ("step", "changes", "lacks"),
    [
        ("in business terms", edited("        who: readers\n", ""), "say for `who`"),
        ("achievable", edited(NOTE, ""), NO_NOTE),
        ("achievable", edited(", date: 2026-10-01}", "}"), NO_NOTE),
        ("achievable", edited("could, date: 2026-10-01", "could, date: 2026-12-01"), NO_NOTE),
        ("achievable", {"outputs/a.yaml": "", "outputs/b.yaml": ""}, "needs work or an experiment for it"),
        ("quantified", edited("            target: 30\n", ""), "a key result needs `target`"),
        ("tracked", edited(FIRST, ""), "check in: there are fewer than two values"),
        ("tracked", edited("2026-11-20, value: 24", "2026-10-12, value: 24"), "check in: a key result is stale"),
        ("tracked", LATE, "check in: no value since work was done on 2026-11-21"),
        ("tracked", {"outputs/a.yaml": ""}, "finish a first piece of work for it: none is done yet"),
        ("demonstrated", {"outputs/a.yaml": ""}, "finish a first piece of work for it: none is done yet"),
        ("tracked", UNDATED, "say when work for it was done: `shipped`"),
        ("demonstrated", UNDATED, "say when work for it was done: `shipped`"),
        ("demonstrated", FLAT, "ask why there is no progress since work was done on 2026-11-01"),
        ("demonstrated", edited(", evidence: https://example.org/report", ""), "link the `evidence` at a check-in"),
    ],
)  # fmt: skip
def test_the_ladder(tmp_path: Path, step: str, changes: dict[str, str], lacks: str) -> None:
    found = asked(tmp_path, changes)
    answer = dict(zip(LADDER, found.ladder, strict=True))[step]
    assert (answer.passes, answer.lacks) == (False, lacks)
    assert found.level <= LADDER.index(step)
    assert found.next_thing


def test_wording_counts_for_the_first_step(tmp_path: Path) -> None:
    found = asked(tmp_path, {}, Wording("output", jargon=("seamless",)))
    assert found.ladder[0].lacks == "say what changes, not what is delivered, say it without seamless"
    assert (found.level, found.next_thing) == (0, found.ladder[0].lacks)


@pytest.mark.parametrize(
    ("levers", "asks"),
    [
        ("[technology]", "technology alone: plan how the change is approached, the process, training, adoption"),
        ("[people]", "nothing about process or technology: say it in `levers:`"),
        ("[people, process, technology]", ""),
        ("[]", ""),
    ],
)
def test_missing_levers_are_asked_for(tmp_path: Path, levers: str, asks: str) -> None:
    work = f"title: A\noutcomes: x\nstatus: done\nshipped: 2026-11-01\nlevers: {levers}\n"
    found = asked(tmp_path, {"outputs/a.yaml": work, "outputs/b.yaml": ""})
    assert found.missing_levers == asks
    assert found.next_thing == asks


def test_what_people_said_is_counted_to_the_day(tmp_path: Path) -> None:
    files = FULL | {
        "insights/a.yaml": "title: A\nabout: x\nsignal: for\ncustomer: Acme\ndate: 2026-11-01\n",
        "insights/b.yaml": "title: B\nabout: x\nsignal: for\ncustomer: ACME\ndate: 2026-11-02\n",
        "insights/c.yaml": "title: C\nabout: s\nsignal: against\ncustomer: Beta\n",
        "insights/d.yaml": "title: D\nabout: x\n",
        "insights/e.yaml": "title: E\nabout: x\nsignal: for\ndate: 2026-11-30\n",
        "insights/f.yaml": "title: F\n",
        "solutions/s.yaml": "title: S\nserves: x\n",
    }
    found = standings(tmp_path, files, DAY)
    told = found.tallies["outcome:x"]
    assert named(found, "x").insights == told
    assert told[:4] == (2, 1, 1, 2)
    assert (str(told.newest), told.total) == ("2026-11-02", 4)


def test_where_nobody_said_anything_there_is_nothing_to_count(tmp_path: Path) -> None:
    assert named(standings(tmp_path, FULL, DAY), "x").insights == NOBODY
