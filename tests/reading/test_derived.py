"""What views keep of documents: the same lines on every day, and nothing that is damaged, foreign or out of date."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import building
import golden
from outtrack.compute.standing import Standings
from outtrack.derived import Derived
from outtrack.files import Workspace
from outtrack.reports import kept
from outtrack.reports.status import status
from outtrack.snapshot import load

if TYPE_CHECKING:
    from outtrack.shapes import Table
    from outtrack.snapshot import Snapshot

EXAMPLES = ("company", "handbook", "it-service", "shop", "starter")
DAY = date(2026, 11, 22)


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Workspace:
    shutil.copytree(golden.EXAMPLES / getattr(request, "param", "shop"), tmp_path / "here")
    (tmp_path / "here" / ".git").mkdir()
    return Workspace(tmp_path / "here", tmp_path / "here")


def table(snapshot: Snapshot) -> Table:
    return status(snapshot, Standings(snapshot), None, with_ended=True)


def lines(found: Table) -> list[tuple[object, ...]]:
    return [(row.cells, row.depth, row.data) for row in found.rows]


@pytest.mark.parametrize("place", EXAMPLES, indirect=True)
def test_kept_lines_are_those_of_the_documents_on_every_day(place: Workspace) -> None:
    first = load(place, DAY)
    table(first)
    first.keep_derived()
    known = load(place, DAY)
    for days in (-200, -90, -45, -10, -3, -1, 0, 1, 6, 7, 8, 20, 27, 28, 29, 40, 60, 100, 400):
        day = DAY + timedelta(days=days)
        with_kept, without = replace(known, as_of=day), load(place, day, use_cache=False)
        assert lines(table(with_kept)) == lines(table(without)), day


@pytest.mark.parametrize("place", ["company"], indirect=True)
def test_lines_of_a_warm_run_are_kept(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load(place, DAY)
    table(first)
    first.keep_derived()
    anew: list[str] = []
    monkeypatch.setattr("outtrack.reports.status.keep", lambda _, record, __: anew.append(record.ref))
    found = table(load(place, DAY))
    assert 0 < len(anew) < len([row for row in found.rows if row.depth == 0])


SHAPES = (
    "baseline: 10\n    target: 20",
    "baseline: first\n    target: 20",
    "baseline: {value: 10, date: 2026-10-03}\n    target: 5",
    "baseline: 10\n    target: +50%",
    "target: 20",
    "cumulative: true\n    target: 30",
    "self_reported: true",
    "keep: {min: 12}",
    "baseline: 10\n    target: 20\n    pace: {kind: step, points: {2026-11-01: 0.5}}",
    "baseline: 10\n    target: 20\n    due: 2026-10-20",
    "baseline: 10\n    target: 20\n    start: 2026-12-10",
    "baseline: 10\n    target: 20\n    start: 2026-10-20\n    due: 2026-10-25",
    "baseline: 10\n    target: 20\n    due: 2026-11",
    "baseline: 10\n    target: 20\n    weight: 0",
)
days = st.integers(0, 95).map(lambda number: date(2026, 9, 25) + timedelta(days=number))
checkins = st.lists(st.tuples(days, st.none() | st.integers(5, 25), st.sampled_from([None, 0.4])), max_size=4)
said = st.lists(st.tuples(days, st.sampled_from(["on_track", "off_track"])), max_size=2)


@given(st.lists(st.tuples(st.sampled_from(SHAPES), checkins), min_size=1, max_size=3), said, days, days)
def test_kept_lines_are_those_of_the_document(
    found: list[tuple[str, list[tuple[date, int | None, float | None]]]],
    words: list[tuple[date, str]],
    first: date,
    then: date,
) -> None:
    text = "title: A\nstart: 2026-10-01\ndue: 2026-12-15\nowner: [a, b]\nkey_results:\n"
    for number, (shape, some) in enumerate(found):
        entries = sorted(some, key=str)
        if "cumulative" in shape:  # a total does not fall
            values = sorted(value for _, value, _ in entries if value is not None)
            entries = [(day, value and values.pop(0), sure) for day, value, sure in entries]
        text += f"  - id: k{number}\n    title: K\n    {shape}\n"
        if entries:
            text += "    checkins:\n"
        for day, value, sure in entries:
            text += f"      - {{date: {day}"
            text += f", value: {value}" if value is not None else ", note: quiet"
            text += f", confidence: {sure}}}\n" if sure else "}\n"
    if words:
        text += "updates:\n" + "".join(f"  - {{date: {day}, status: {word}}}\n" for day, word in words)
    with tempfile.TemporaryDirectory() as folder:
        snapshot = building.standings(Path(folder), {"outcomes/a.yaml": text}, str(first)).snapshot
    memory = Derived(Path(folder) / "nowhere")
    table(replace(snapshot, derived=memory))
    memory._known = json.loads(json.dumps(memory._known))
    assert lines(table(replace(snapshot, derived=memory, as_of=then))) == lines(table(replace(snapshot, as_of=then)))


def test_nothing_is_expected_of_time_after_the_due_date() -> None:
    start, due = date(2026, 6, 1).toordinal(), date(2026, 3, 31).toordinal()
    for as_of in (date(2026, 5, 1), date(2026, 7, 1)):
        assert kept._expected(kept._Kept(None, False, start, due, None, None, None, None), as_of) == 0.0


def test_a_check_in_of_its_own_that_came_later_counts(place: Workspace) -> None:
    first = load(place, DAY)
    table(first)
    first.keep_derived()
    folder = place.root / "product" / "checkins"
    folder.mkdir(exist_ok=True)
    (folder / "late.yaml").write_text("key_result: trial-to-paid/conversion\ndate: 2026-11-21\nvalue: 18\n")
    assert lines(table(load(place, DAY))) == lines(table(load(place, DAY, use_cache=False)))


def test_a_changed_file_or_configuration_is_looked_at_anew(place: Workspace) -> None:
    first = load(place, DAY)
    table(first)
    first.keep_derived()
    file = next((place.root / "product" / "outcomes").rglob("trial-to-paid.yaml"))
    file.write_text(file.read_text().replace("target: 21", "target: 31"))
    assert lines(table(load(place, DAY))) == lines(table(load(place, DAY, use_cache=False)))
    config = place.root / "outtrack.yaml"
    config.write_text(config.read_text() + "cadence: daily\n")
    assert lines(table(load(place, DAY))) == lines(table(load(place, DAY, use_cache=False)))


def test_what_is_damaged_or_foreign_is_ignored(place: Workspace) -> None:
    first = load(place, DAY)
    wanted = lines(table(first))
    first.keep_derived()
    path = first.derived.path
    assert path is not None
    good = path.read_bytes()
    for data in (b"", b"x", good[:-1], good + b" ", good.replace(b"derived-2", b"derived-9"), good[:40] + good[41:]):
        path.write_bytes(data)
        again = load(place, DAY)
        assert lines(table(again)) == wanted
        assert again.derived._new
    path.write_bytes(good)
    again = load(place, DAY)
    assert lines(table(again)) == wanted
    assert not again.derived._new
    again.keep_derived()
    assert path.read_bytes() == good


def test_one_changed_document_is_written_behind_the_others(tmp_path: Path) -> None:
    path, refs = tmp_path / "x", {f"outcome:{number}" for number in range(20)}

    def opened() -> Derived:
        one = Derived(path, "c")
        one.get("outcome:0", "1", 0)
        return one

    one = opened()
    for ref in sorted(refs):
        one.put(ref, "1", 0, ref)
    one.save(refs)
    whole = path.read_bytes()
    for turn in range(2, 12):
        one = opened()
        assert one.get("outcome:3", str(turn), 0) is None
        one.put("outcome:3", str(turn), 0, [turn])
        one.save(refs)
        assert opened().get("outcome:3", str(turn), 0) == [turn]
        assert opened().get("outcome:4", "1", 0) == "outcome:4"
        if turn <= 6:
            assert path.read_bytes().startswith(whole)
        assert len(path.read_bytes()) < 2 * len(whole)
    first, second = opened(), opened()  # two processes at once: both are kept
    first.put("outcome:5", "9", 0, "first")
    second.put("outcome:6", "9", 0, "second")
    first.save(refs)
    second.save(refs)
    assert opened().get("outcome:5", "9", 0) == "first"
    assert opened().get("outcome:6", "9", 0) == "second"
    path.write_bytes(path.read_bytes()[:-3])
    assert opened().get("outcome:4", "1", 0) is None


def test_only_documents_that_are_there_are_kept(tmp_path: Path) -> None:
    one = Derived(tmp_path / "x", "c")
    assert one.get("outcome:a", "1", 0) is None
    one.put("outcome:a", "1", 0, [1])
    one.put("outcome:b", "1", 0, [2])
    one.save({"outcome:a"})
    again = Derived(tmp_path / "x", "c")
    assert again.get("outcome:a", "1", 0) == [1]
    assert again.get("outcome:a", "2", 0) is None
    assert again.get("outcome:a", "1", 1) is None
    assert again.get("outcome:b", "1", 0) is None
    assert Derived(tmp_path / "x", "other").get("outcome:a", "1", 0) is None
    nowhere = Derived()
    assert nowhere.get("outcome:a", "1", 0) is None
    nowhere.put("outcome:a", "1", 0, [1])
    nowhere.save({"outcome:a"})
    full = Derived(tmp_path / "missing" / "x", "c")
    full.get("outcome:a", "1", 0)
    full.put("outcome:a", "1", 0, [1])
    full.save({"outcome:a"})  # nobody is told: it is no fault of the run
