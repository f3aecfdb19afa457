"""The demo: its days moved and every status kept; nothing overwritten; and all of it in the wheel."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

import golden
import processes
from outtrack import demo
from outtrack.compute.standing import Standings
from outtrack.diagnostic import Severity
from outtrack.files import Workspace
from outtrack.reports.status import status
from outtrack.rules.run import run
from outtrack.snapshot import load

if TYPE_CHECKING:
    from pathlib import Path

OWN_DAY = demo.DAY
DAYS = [OWN_DAY + timedelta(days) for days in (-1000, -31, -1, 0, 1, 6, 40, 99, 365, 5000)]
MOVED = {"start", "due", "last_checkin"}


def written(day: date, folder: Path) -> Path:
    for path, data in demo.files(day):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder


def rows(folder: Path, day: date) -> tuple[list[dict[str, Any]], set[tuple[str, str | None]]]:
    """Return the status, and what is found wrong by rule and entity."""
    snapshot = load(Workspace(folder, None), day, use_cache=False)
    found = run(snapshot)
    assert [one for one in found if one.severity is Severity.ERROR] == []
    table = status(snapshot, Standings(snapshot), None, with_ended=True)
    return [row.data for row in table.rows], {(one.rule, one.entity) for one in found}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_demo_plays_the_same_on_every_day(day: date, tmp_path: Path) -> None:
    own_rows, own_findings = rows(golden.EXAMPLES / "shop", OWN_DAY)
    moved_rows, moved_findings = rows(written(day, tmp_path), day)
    assert moved_findings == own_findings
    expected, found = {row["id"]: row for row in own_rows}, {row["id"]: row for row in moved_rows}
    assert list(found) == list(expected)
    for name, row in expected.items():
        for key in ("status", "computed", "said", "lifecycle", "progress", "confidence", "age_days"):
            assert found[name].get(key) == row.get(key), (name, key)
        if row["last_checkin"]:
            assert found[name]["last_checkin"] - day == row["last_checkin"] - OWN_DAY
        if row["due"]:
            assert found[name]["due"].last - day == row["due"].last - OWN_DAY


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_same_is_found_in_the_demo_on_every_day(day: date, tmp_path: Path) -> None:
    def found(folder: Path, on: date) -> list[tuple[str, str, str | None]]:
        return [(one.path, one.rule, one.entity) for one in run(load(Workspace(folder, None), on, use_cache=False))]

    assert found(written(day, tmp_path), day) == found(golden.EXAMPLES / "shop", OWN_DAY)


def test_only_days_are_moved() -> None:
    original = {path.relative_to(demo.folder()).as_posix(): path.read_bytes() for path in demo.folder().rglob("*.*")}
    assert {path: original[path] for path, _ in demo.files(OWN_DAY)} == dict(demo.files(OWN_DAY))
    for path, data in demo.files(OWN_DAY + timedelta(days=100)):
        before, after = original[path].decode().split("\n"), data.decode().split("\n")
        added = [line for line in after if line.startswith("start: ")]
        assert len(after) - len(before) in {0, len(added)} or path.endswith(".md")
        assert [line for line in after if line.lstrip().startswith("#")] == [
            line for line in before if line.lstrip().startswith("#")
        ]


def test_the_page_of_the_demo_says_how_it_was_moved() -> None:
    original = (demo.folder() / "README.md").read_text(encoding="utf-8")
    page = dict(demo.files(date(2027, 3, 1)))["README.md"].decode()
    heading, _, rest = page.partition("\n")
    note, _, body = rest.strip().partition("\n\n")
    assert heading == original.partition("\n")[0]
    assert "99 days later" in note
    assert "2026-Q4" in note
    assert "--as-of 2026-11-22" in original
    assert "2026-11-22" not in body
    assert "--as-of 2027-03-01" in body
    earlier = dict(demo.files(date(2026, 11, 21)))["README.md"].decode()
    assert "1 day earlier" in earlier


def test_the_demo_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for name, code in (("full", 2), ("file", 2), ("empty", 0), ("new/below", 0)):
        done = processes.run("demo", name, cwd=tmp_path, home=tmp_path)
        assert done.code == code, done.err
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert processes.run("demo", "empty", cwd=tmp_path, home=tmp_path).code == 2


def test_init_twice_touches_nothing(tmp_path: Path) -> None:
    (tmp_path / "team" / "product" / "outcomes").mkdir(parents=True)
    mine = tmp_path / "team" / "product" / "outcomes" / "first-outcome.yaml"
    mine.write_text("title: Mine\n", encoding="utf-8")
    first = processes.run("init", "team", cwd=tmp_path, home=tmp_path)
    assert first.code == 0
    assert mine.read_text(encoding="utf-8") == "title: Mine\n"
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "team").rglob("*")}
    second = processes.run("init", "team", cwd=tmp_path, home=tmp_path)
    assert second.code == 0
    assert second.out == "kept team/outtrack.yaml\n"
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "team").rglob("*")} == before


def test_what_init_names_can_be_run_from_where_one_is(tmp_path: Path) -> None:
    (tmp_path / "a b").mkdir()
    done = processes.run("-C", "a b", "init", "team", cwd=tmp_path, home=tmp_path)
    assert "wrote a b/team/outtrack.yaml" in done.out
    assert "`outtrack -C 'a b/team' status`" in done.err
    assert processes.run("-C", "a b/team", "check", cwd=tmp_path, home=tmp_path).code == 0


def test_the_wheel_holds_the_demo_and_runs(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=golden.ROOT,
        check=True,
        capture_output=True,
    )
    wheel = next(tmp_path.glob("*.whl"))
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(unpacked)
    assert "outtrack/py.typed" in names
    assert "outtrack/data/demo/outtrack.yaml" in names
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests")]
    entry = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import outtrack; print(outtrack.__file__, file=sys.stderr)"
    )
    command = (sys.executable, "-c", f"{entry}\nfrom outtrack.__main__ import main\nmain()", str(unpacked))
    done = processes.run("demo", "shop", cwd=tmp_path, home=tmp_path, command=command)
    assert done.code == 0
    assert str(unpacked) in done.err
    shown = processes.run("-C", "shop", "status", "--format", "json", cwd=tmp_path, home=tmp_path, command=command)
    assert len(json.loads(shown.out)["rows"]) > 40
    ready = processes.run("catalog", "--format", "json", cwd=tmp_path, home=tmp_path, command=command)
    assert len(json.loads(ready.out)["rows"]) >= 80


def test_make_demo_prints_text_into_a_file_too(tmp_path: Path) -> None:
    lines = (golden.ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    _, *args = lines[next(at for at, line in enumerate(lines) if line.startswith("demo:")) + 1].split()
    done = processes.run(*args, cwd=golden.ROOT, home=tmp_path)
    assert done.code == 0, done.err
    assert "as of 2026-11-22" in done.out
    assert "\t" not in done.out


def test_a_day_at_the_end_of_the_calendar_writes_nothing(tmp_path: Path) -> None:
    done = processes.run("demo", "here", "--as-of", "9999-12-01", cwd=tmp_path, home=tmp_path)
    assert done.code == 2
    assert done.err.startswith("outtrack: --as-of: 9999-12-01 is too near the end of the calendar")
    assert not (tmp_path / "here").exists()


def test_only_a_workspace_is_offered_to_be_looked_at(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("notes")
    (tmp_path / "file").write_text("notes")
    for name in ("notes", "file"):
        done = processes.run("demo", name, cwd=tmp_path, home=tmp_path)
        assert (done.code, done.err) == (2, f"outtrack: `{name}` is there already: name another folder\n")
    (tmp_path / "notes" / "outtrack.yaml").write_text("version: 1\n")
    done = processes.run("demo", "notes", cwd=tmp_path, home=tmp_path)
    assert done.err.endswith("name another folder, or run `outtrack -C notes status`\n")
