"""Recording numbers: what is written, what is refused, what is doubted, and the walk through what is due."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import processes
from outtrack.acts import RefusedError
from outtrack.acts.author import known_as
from outtrack.acts.checkin import Said, checkin
from outtrack.acts.checkin_rows import confidence_of
from outtrack.acts.dated import place_for
from outtrack.acts.typed import doubt, number_of
from outtrack.compute.due import due
from outtrack.compute.standing import Standings
from outtrack.files import Workspace
from outtrack.snapshot import Snapshot, load
from talking import END, INTERRUPT, talk

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 22)
OUTCOME = """\
# The outcome.
title: People wait less
start: 2026-10-01
due: 2026-Q4
key_results:
  - id: wait
    title: Median wait
    unit: min
    baseline: 40
    target: 10
    checkins:   # every two weeks
      - {date: 2026-10-05, value: 38, by: ines}
      - {date: 2026-10-19, value: 31, by: ines}  # a good week
  - title: Customers who come back
    cumulative: true
    target: 50
  - {id: level, title: How it feels, levels: [bad, fair, good], target: good}
  - {id: steps, title: Prepared, milestones: [Room found, {title: Room painted}]}
  - {id: rate, title: Rate, metric: paid, target: 30}
  - {id: heard, title: Customers who say so, cumulative: true, target: 3, counts: customers}
"""
METRIC = "title: Paid\nunit: '%'\nreadings:\n- date: 2026-10-05\n  value: 21\n"
WAIT = "{title: Median wait, checkins: [{date: 2026-11-22, value: 3}]}"
TOTAL = "{date: 2026-11-22, value: 150}"
PATH = "outcomes/less-waiting.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "here"
    for folder in (".git", "outcomes", "metrics"):
        (root / folder).mkdir(parents=True)
    (root / "outtrack.yaml").write_text("version: 1\n")
    (root / PATH).write_text(OUTCOME)
    (root / "metrics" / "paid.yaml").write_text(METRIC)
    return root


def snapshot(root: Path) -> Snapshot:
    return load(Workspace(root, root), DAY, use_cache=False)


def after(root: Path, ref: str, path: str = PATH, **said: Any) -> str:
    """Return what a file would hold after a check-in."""
    plan = checkin(snapshot(root), [(ref, Said(**{"date": DAY, **said}))])
    return next((change.after or b"").decode() for change in plan.changes if change.path == path)


def notes(root: Path, ref: str, **said: Any) -> tuple[str, ...]:
    return checkin(snapshot(root), [(ref, Said(**{"date": DAY, **said}))]).notes


def kr(name: str) -> str:
    return f"key_result:less-waiting/{name}"


def test_one_line_is_added_in_the_style_of_its_neighbours(root: Path) -> None:
    new = '      - {date: 2026-11-22, value: 24, confidence: 0.6, by: ines, note: "it\'s: \\"so\\""}\n'
    text = after(root, kr("wait"), value="24 min", confidence=0.6, by="ines", note='it\'s: "so"')
    good = "  # a good week\n"
    assert text == OUTCOME.replace(good, good + new)


def test_an_earlier_day_goes_before_later_ones(root: Path) -> None:
    second = "      - {date: 2026-10-19"
    text = after(root, kr("wait"), value="35", date=date(2026, 10, 12))
    assert text == OUTCOME.replace(second, "      - {date: 2026-10-12, value: 35}\n" + second)


@pytest.mark.parametrize(
    ("name", "said", "line"),
    [
        ("customers-who-come-back", {"value": "+5"}, "- {date: 2026-11-22, delta: 5}"),
        ("customers-who-come-back", {"value": "5"}, "- {date: 2026-11-22, value: 5}"),
        ("level", {"value": "FAIR"}, "checkins: [{date: 2026-11-22, value: fair}]"),
        ("level", {"value": "3"}, "checkins: [{date: 2026-11-22, value: 3}]"),
        ("steps", {"done": "found"}, "milestones: [{title: Room found, done: 2026-11-22}, {title: R"),
        ("steps", {"done": "room painted"}, "{title: Room painted, done: 2026-11-22}"),
        ("wait", {"confidence": 0.5}, "- {date: 2026-11-22, confidence: 0.5}"),
    ],
)
def test_every_shape_is_recorded_in_its_own_way(root: Path, name: str, said: dict[str, Any], line: str) -> None:
    assert line in after(root, kr(name), **said)


def test_a_key_result_with_a_metric_gets_a_reading(root: Path) -> None:
    text = after(root, kr("rate"), "metrics/paid.yaml", value="23%", note="new form")
    assert text == METRIC + "- date: 2026-11-22\n  value: 23\n  note: new form\n"
    assert "checkins: [{date: 2026-11-22, confidence: 0.4}]" in after(root, kr("rate"), value="23", confidence=0.4)


@pytest.mark.parametrize(
    ("name", "said", "why"),
    [
        ("wait", {}, "nothing to record"),
        ("wait", {"value": "soon"}, "`soon` is not a number"),
        ("wait", {"value": "24 tickets"}, "is counted in min"),
        ("wait", {"value": "24,5"}, r"write 24\.5"),
        ("wait", {"value": "24,5 min"}, r"has a comma in it: write 24\.5"),
        ("rate", {"value": "1,234%"}, "has a comma in it: write 1234"),
        ("level", {"value": "superb"}, "its levels are 1 bad, 2 fair, 3 good"),
        ("steps", {"value": "1"}, "--done MILESTONE"),
        ("steps", {"done": "roof"}, "has no milestone `roof`"),
        ("steps", {"done": "room"}, "has several milestones `room`"),
        ("heard", {"value": "2"}, "counts customers from insights"),
    ],
)
def test_what_is_no_value_of_it_is_refused(root: Path, name: str, said: dict[str, Any], why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        after(root, kr(name), **said)


def test_what_comes_on_top_is_said_with_the_new_total(root: Path) -> None:
    held = "    target: 50\n    checkins: [{date: 2026-10-05, value: 7}]\n"
    (root / PATH).write_text((root / PATH).read_text().replace("    target: 50\n", held))
    (first,) = checkin(snapshot(root), [(kr("customers-who-come-back"), Said(date=DAY, value="+5"))]).said
    assert first == "less-waiting/customers-who-come-back: +5, in all 12 on 2026-11-22 (7 on 2026-10-05)"


def test_what_may_be_mistyped_is_said_and_recorded(root: Path) -> None:
    assert notes(root, kr("wait"), value="3.1") == (
        "3.1 min is 10 times less than the last value, 31 min: is that right?",
    )
    assert notes(root, kr("wait"), value="30") == ()
    assert notes(root, kr("rate"), value="0.23") == ("0.23% after 21%: is a share of 1 meant? 0.23 is 23%",)
    future = date(2026, 12, 1)
    assert notes(root, kr("wait"), value="30", date=future) == (
        "2026-12-01 lies in the future: until then it does not count",
    )
    (early,) = notes(root, kr("wait"), value="30", date=date(2026, 9, 30))
    assert "before the start on 2026-10-01" in early
    (again,) = notes(root, kr("wait"), value="30", date=date(2026, 10, 19))
    assert "a value of 2026-10-19 already" in again


def test_a_total_falls_only_where_that_is_said(root: Path) -> None:
    total = kr("customers-who-come-back")
    (root / PATH).write_text(OUTCOME.replace("    target: 50\n", f"    target: 50\n    checkins: [{TOTAL}]\n"))
    before = (root / PATH).read_bytes()
    done = run(root, "checkin", total, "120", code=2)
    assert "the running total falls, from 150 on 2026-11-22 to 120: --correction says that it is meant" in done.err
    assert (root / PATH).read_bytes() == before
    file = root.parent / "numbers.csv"
    file.write_text(f"key_result,value\n{total},120\n")
    assert "numbers.csv:2: the running total falls" in run(root, "checkin", "--from", str(file), code=2).err
    assert (root / PATH).read_bytes() == before
    done = run(root, "checkin", total, "120", "--correction")
    assert "a value of 2026-11-22 already" in done.err
    assert f"[{TOTAL}, {{date: 2026-11-22, value: 120, correction: true}}]" in (root / PATH).read_text()
    file.write_text(f"key_result,value,correction\n{total},110,true\n")
    run(root, "checkin", "--from", str(file))
    assert "{date: 2026-11-22, value: 110, correction: true}" in (root / PATH).read_text()


@pytest.mark.parametrize("name", ["x.png", "x.svg"])
def test_nothing_is_recorded_where_the_answer_can_not_be_shown(root: Path, name: str) -> None:
    run(root, "checkin", "wait", "24", "-o", name, code=2)
    assert (root / PATH).read_text() == OUTCOME


def test_a_total_begins_at_nothing(root: Path) -> None:
    with pytest.raises(RefusedError, match="falls, from 0 to -5"):
        after(root, kr("customers-who-come-back"), value="-5")


def test_the_walk_asks_whether_a_total_falls(root: Path) -> None:
    total = TOTAL.replace("11-22", "10-02")
    (root / PATH).write_text(OUTCOME.replace("    target: 50\n", f"    target: 50\n    checkins: [{total}]\n"))
    seen, _ = talk("checkin", cwd=root, home=root.parent, answers=["s", "120", "n", "121", "y", "", "", "q"])
    assert "the running total falls, from 150 on 2026-10-02 to 120: is that meant? [y/N]" in " ".join(seen.split())
    assert "{date: 2026-11-22, value: 121, correction: true}" in (root / PATH).read_text()


def test_what_lies_outside_of_the_period_is_said_not_to_count(root: Path) -> None:
    _, late = notes(root, kr("wait"), value="30", date=date(2027, 1, 2))
    assert late == (
        "2027-01-02 lies after the end on 2026-12-31: it does not count; `outtrack retarget less-waiting/wait "
        "--due DAY --why TEXT` moves the end, `outtrack carry less-waiting --to PERIOD` goes on in the next period"
    )
    (early,) = notes(root, kr("wait"), value="30", date=date(2026, 9, 30))
    assert "history from before" in early
    assert "`outtrack new metric`" in early
    assert notes(root, kr("rate"), value="30", date=date(2026, 9, 30)) == ()


@given(st.floats(1e-9, 1e9), st.floats(1e-9, 1e9))
def test_only_another_order_of_magnitude_is_doubted(value: float, last: float) -> None:
    ratio = max(value / last, last / value)
    if not 9.99 < ratio < 10.01:
        assert (doubt(value, last, None) is not None) is (ratio > 10)


@given(
    st.floats(-1e14, 1e14).filter(lambda one: not one or abs(one) > 1e-14),
    st.sampled_from(["%", "EUR", "tickets/week", "min"]),
)
def test_a_number_is_read_with_or_without_its_unit(value: float, unit: str) -> None:
    text = f"{value:.6f}"
    assert number_of(text, unit, "x") == number_of(f"{text} {unit}", unit, "x") == float(text)


@pytest.mark.parametrize(("text", "share"), [("0.6", 0.6), ("60%", 0.6), ("1", 1), ("0", 0), ("", None), (None, None)])
def test_confidence(text: str | None, share: float | None) -> None:
    assert confidence_of(text) == share


@pytest.mark.parametrize(("text", "why"), [("60", r"write 0\.6 or 60%"), ("-1", "from 0 to 1"), ("high", "a number")])
def test_bad_confidence(text: str, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        confidence_of(text)


@given(st.lists(st.dates(date(2026, 1, 1), date(2026, 1, 9))), st.dates(date(2026, 1, 1), date(2026, 1, 9)))
def test_order_is_kept_where_there_is_one(days: list[date], new: date) -> None:
    for ordered in (sorted(days), sorted(days, reverse=True)):
        texts = [str(day) for day in ordered]
        place = place_for(str(new), texts)
        texts.insert(len(texts) if place is None else place, str(new))
        assert texts in (sorted(texts), sorted(texts, reverse=True))


def test_a_file_of_its_own_where_the_workspace_wants_that(root: Path) -> None:
    (root / "outtrack.yaml").write_text("version: 1\ncheckin_files: true\n")
    plan = checkin(snapshot(root), [(kr("wait"), Said(date=DAY, value="24", by="Ines K."))])
    (change,) = plan.changes
    stem = "2026-11-22-less-waiting-wait-ines-k"
    assert change.path == f"checkins/{stem}-03d694.yaml"
    assert change.after == b"key_result: less-waiting/wait\ndate: 2026-11-22\nvalue: 24\nby: Ines K.\n"
    run(root, "checkin", "wait", "24", "--by", "Ines K.")
    run(root, "checkin", "wait", "23", "--by", "Ines K.")
    first, second = sorted(path.name for path in (root / "checkins").iterdir())
    assert first == f"{stem}-03d694.yaml"
    assert second.startswith(f"{stem}_02-")
    seen = Standings(snapshot(root)).of("outcome:less-waiting")
    assert seen
    assert seen.key_results[0].progress.value == 23


def test_a_key_result_without_id_gets_one_before_a_file_names_it(root: Path) -> None:
    (root / "outtrack.yaml").write_text("version: 1\ncheckin_files: true\n")
    text = after(root, kr("customers-who-come-back"), value="3")
    assert "  - id: customers-who-come-back\n    title: Customers who come back\n" in text


def run(root: Path, *args: str, code: int = 0) -> processes.Ended:
    done = processes.run(*args, cwd=root, home=root.parent)
    assert done.code == code, done.err
    return done


def test_due_is_what_nobody_has_recorded_the_most_overdue_first(root: Path) -> None:
    found = due(Standings(snapshot(root)).all(), DAY)
    assert [(one.standing.key_result.name, one.days) for one in found] == [
        ("customers-who-come-back", 52),
        ("level", 52),
        ("rate", 34),
        ("wait", 20),
    ]


@pytest.mark.parametrize(
    ("written", "then"),
    [
        ("key_results: Median wait", f"key_results: {WAIT}"),
        ("key_results: [Median wait]", f"key_results: [{WAIT}]"),
        (
            "key_results:\n- Median wait",
            "key_results:\n- {title: Median wait, checkins: [{date: 2026-11-22, value: 3}]}",
        ),
        (
            "key_results:\n  title: Median wait\n  target: 3",
            "key_results:\n  title: Median wait\n  target: 3\n  checkins:\n    - {date: 2026-11-22, value: 3}",
        ),
    ],
)
def test_a_key_result_that_is_written_short(root: Path, written: str, then: str) -> None:
    (root / PATH).write_text(f"title: X\n{written}\n")
    assert after(root, kr("median-wait"), value="3") == f"title: X\n{then}\n"


def test_a_csv_is_recorded_as_a_whole_or_not_at_all(root: Path) -> None:
    file = root.parent / "numbers.csv"
    file.write_text("\ufeffKey Result;Value;Date;Note\nwait;24;2026-11-20;a, b\nmetric:paid;23;;\n\n", encoding="utf-8")
    done = run(root, "checkin", "--from", str(file), "--by", "ines")
    assert done.out == (
        "less-waiting/wait: 24 min on 2026-11-20 (31 min on 2026-10-19)\n"
        "metric:paid: 23% on 2026-11-22 (21% on 2026-10-05)\n"
    )
    assert '- {date: 2026-11-20, value: 24, by: ines, note: "a, b"}' in (root / PATH).read_text()
    before = (root / PATH).read_bytes()
    file.write_text("key_result,value\nwait,23\nwaits,2\n,1\nwait,soon\n")
    done = run(root, "checkin", "--from", str(file), code=2)
    assert [line.partition("numbers.csv:")[2][:2] for line in done.err.splitlines()] == ["3:", "4:", "5:", ""]
    assert "did you mean" in done.err
    assert (root / PATH).read_bytes() == before


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no column `key_result` or `metric`, and the file is empty"),
        ("title,value\n", "no column `key_result` or `metric`; there is title, value"),
        ("key_result,valu\n", "did you mean `value`?"),
        ("key_result,value,value\n", "the column `value` is there twice"),
        ('key_result,value\n"wait,2\n', "this is no CSV"),
        ("key_result,value\nwait,2,3,4\n", "line 2 has 4 cells"),
    ],
)
def test_a_csv_that_is_none_is_refused(root: Path, text: str, why: str) -> None:
    file = root.parent / "numbers.csv"
    file.write_text(text)
    assert why in run(root, "checkin", "--from", str(file), code=2).err


def test_the_walk_asks_for_what_is_due_and_saves_each_answer(root: Path) -> None:
    answers = ["+3", "0.5", "", "s", "x", "23", "", "first: note", "310", "n", "24", "7", "70%", ""]
    seen, code = talk("checkin", "--by", "ines", cwd=root, home=root.parent, answers=answers)
    assert code == 0, seen
    assert "4 due" in seen
    assert "last 38 min -> 31 min on 2026-10-19" in seen
    assert "310 min is 10 times the last value" in seen
    assert "from 0 to 1" in seen
    assert "3 of 4 recorded" in seen
    text = (root / PATH).read_text()
    assert "- {date: 2026-11-22, delta: 3, confidence: 0.5, by: ines}" in text
    assert "- {date: 2026-11-22, value: 24, confidence: 0.7, by: ines}" in text
    assert '  note: "first: note"' in (root / "metrics" / "paid.yaml").read_text()


@pytest.mark.parametrize(("last", "code"), [("q", 0), (END, 0), (INTERRUPT, 130)])
def test_whoever_stops_keeps_what_was_saved(root: Path, last: str, code: int) -> None:
    seen, ended = talk("checkin", cwd=root, home=root.parent, answers=["12", "", "", last])
    assert ended == code, seen
    assert "- {date: 2026-11-22, value: 12}" in (root / PATH).read_text()
    assert "Traceback" not in seen


@pytest.mark.parametrize("stop", ["q", END])
def test_who_stops_behind_a_value_has_said_it(root: Path, stop: str) -> None:
    seen, code = talk("checkin", cwd=root, home=root.parent, answers=["12", "0.5", stop])
    assert (code, "1 of 4 recorded" in seen) == (0, True), seen
    assert "- {date: 2026-11-22, value: 12, confidence: 0.5}" in (root / PATH).read_text()


def test_skipping_the_note_leaves_it_out(root: Path) -> None:
    seen, _ = talk("checkin", cwd=root, home=root.parent, answers=["12", "s", "s", "q"])
    assert "1 of 4 recorded" in seen
    assert "- {date: 2026-11-22, value: 12}" in (root / PATH).read_text()


def test_off_a_terminal_what_is_due_is_listed(root: Path) -> None:
    done = run(root, "checkin")
    assert [line.split("\t")[0] for line in done.out.splitlines()[1:]][:2] == [
        "less-waiting/customers-who-come-back",
        "less-waiting/level",
    ]


def test_two_processes_in_a_loop_lose_no_value(root: Path) -> None:
    def loop(name: str) -> None:
        for number in range(8):
            run(root, "checkin", "wait", str(number + 20), "--by", name)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(loop, name) for name in ("ada", "ben")]:
            done.result()
    text = (root / PATH).read_text()
    for name in ("ada", "ben"):
        for number in range(8):
            assert f"value: {number + 20}, by: {name}" in text


def test_a_goalpost_is_moved_openly(root: Path) -> None:
    done = run(root, "retarget", "wait", "--target", "15", "--due", "2027-Q1", "--why", "The board: cut")
    assert (
        done.out == "less-waiting/wait: target 10 -> 15 from 2026-11-22\n"
        "less-waiting/wait: due 2026-Q4 -> 2027-Q1 from 2026-11-22\n"
        "less-waiting/wait: start stays 2026-10-01, which came from the old `due`\n"
    )
    text = (root / PATH).read_text()
    assert '  - {date: 2026-11-22, key_result: wait, field: target, was: 10, why: "The board: cut"}\n' in text
    assert "    target: 15\n    due: 2027-Q1\n" in text or "    due: 2027-Q1\n" in text
    before = load(Workspace(root, root), date(2026, 11, 21), use_cache=False)
    seen = Standings(before).of("outcome:less-waiting")
    assert seen
    assert (seen.key_results[0].progress.target, str(seen.key_results[0].due)) == (10, "2026-12-31")
    assert "is 15 already" in run(root, "retarget", "wait", "--target", "15", "--why", "x", code=2).err


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("wait", "--why", "x"), "say what changes"),
        (("wait", "--target", "9", "--why", " "), "say why"),
        (("less-waiting", "--target", "9", "--why", "x"), "is for one of its key results"),
        (("wait", "--target", "soon", "--why", "x"), "`soon` is not a number"),
        (("wait", "--due", "later", "--why", "x"), "later"),
        (("paid", "--target", "9", "--why", "x"), "has no goalpost"),
    ],
)
def test_a_goalpost_that_can_not_be_moved(root: Path, args: tuple[str, ...], why: str) -> None:
    before = (root / PATH).read_bytes()
    assert why in run(root, "retarget", *args, code=2).err
    assert (root / PATH).read_bytes() == before


def as_git_user(root: Path, name: str, email: str) -> None:
    (root.parent / ".gitconfig").write_text(f'[user]\n\tname = "{name}"\n\temail = "{email}"\n')


@pytest.mark.parametrize(
    ("people", "name", "email", "found"),
    [
        (["ines", "ola"], "Ola Nord", "on@example.org", "ola"),
        (["ines", "ola"], "O. Nord", "ines@example.org", "ines"),
        (["Ola Nord", "ines"], "Ola Nord", "x@example.org", "Ola Nord"),
        (["ines@example.org", "ines"], "", "ines@example.org", "ines@example.org"),
        (["ola", "ola-nord"], "Ola Nord", "", "ola-nord"),
        (["ola", "ola-berg"], "Ola Nord", "", None),
        (["Ola", "ola"], "Ola", "", None),
        (["ines"], "Ola Nord", "ola@example.org", None),
        (["ines"], "", "", None),
        (["Žofie"], "Žofie Malá", "", "Žofie"),
        (["---"], "---", "---", None),
    ],
)
def test_the_user_of_git_is_known_by_address_or_name(
    people: list[str], name: str, email: str, found: str | None
) -> None:
    assert known_as(people, name, email) == found


def test_on_a_terminal_git_says_who_records(root: Path) -> None:
    as_git_user(root, "Ines Kraft", "ik@example.org")
    (root / "outtrack.yaml").write_text("version: 1\npeople: [ines, ola]\n")
    seen, code = talk("checkin", cwd=root, home=root.parent, answers=["12", "", "", "q"])
    assert code == 0, seen
    assert seen.index("by ines, as git knows you; --by NAME is another") < seen.index("1/4")
    assert "- {date: 2026-11-22, value: 12, by: ines}" in (root / PATH).read_text()
    seen, code = talk("checkin", "--by", "ola", cwd=root, home=root.parent, answers=["fair", "", "", "q"])
    assert "as git knows you" not in seen
    assert "{date: 2026-11-22, value: fair, by: ola}" in (root / PATH).read_text()
    talk("update", "less-waiting", "--note", "so", cwd=root, home=root.parent, answers=[])
    assert "by: ines, note: so" in (root / PATH).read_text()
    talk("update", "less-waiting", "--note", "no", "--by", "", cwd=root, home=root.parent, answers=[])
    assert "{date: 2026-11-22, note: no}" in (root / PATH).read_text()


def test_off_a_terminal_nobody_is_guessed(root: Path) -> None:
    as_git_user(root, "Ines Kraft", "ines@example.org")
    (root / "outtrack.yaml").write_text("version: 1\npeople: [ines]\n")
    run(root, "checkin", "wait", "24")
    assert "- {date: 2026-11-22, value: 24}" in (root / PATH).read_text()


def test_a_walk_that_is_dry_shows_and_writes_nothing(root: Path) -> None:
    before = (root / PATH).read_bytes()
    seen, code = talk("checkin", "-n", cwd=root, home=root.parent, answers=["12", "", "", "q"])
    assert code == 0, seen
    assert "+    checkins: [{date: 2026-11-22, value: 12}]" in seen or "+      - {date: 2026-11-22, value: 12}" in seen
    assert "1 of 4 recorded; nothing was written: without --dry-run it is" in seen
    assert (root / PATH).read_bytes() == before


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("checkin", "wait", "5", "--date", "31.11.2026"), "--date: `31.11.2026` is not a period"),
        (("checkin", "wait", "-4"), "a negative number needs `--` before it: `outtrack checkin -- … -4`"),
        (("checkin", "customers", "4"), "did you mean `less-waiting/customers-who-come-back`?"),
        (
            ("update", "less-waiting", "--status", "atrisk"),
            "--status: `atrisk` is not one of on_track, at_risk, off_track",
        ),
        (("checkin", "--owner", "nobody"), "owner"),
    ],
)
def test_what_is_mistyped_is_told_by_its_own_name(root: Path, args: tuple[str, ...], said: str) -> None:
    assert said in run(root, *args, code=2).err


def test_a_name_that_begins_several_ids_is_no_question(root: Path) -> None:
    assert "did you mean" not in run(root, "checkin", "le", "4", code=2).err + run(root, "checkin", "", "4", code=2).err


def test_where_nothing_is_due_a_value_can_be_recorded(root: Path) -> None:
    (root / PATH).write_text("title: People wait less\n")
    assert "`outtrack checkin KR VALUE` records a value on any day" in run(root, "checkin").err
