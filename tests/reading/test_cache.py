"""The cache: the same result warm and cold, whatever became of it, and never a fault of the run."""

# ruff: noqa: E501 - one case is one line, however long: so a table of cases can be read

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outtrack import cache, gather, snapshot
from outtrack.files import Workspace, find_workspace
from outtrack.snapshot import Snapshot, load
from reading.conftest import AS_OF, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator

IDS = st.sampled_from(["a", "b", "c", "é"])
BODIES = st.sampled_from(
    [
        "",
        "status: active\nowner: [maria, chidi]\nfields: {x: 1.10, y: yes, z: true}\n",
        "contributes_to: [{to: a, weight: 2}, b, gone]\n",
        (
            "key_results:\n- title: K\n  unit: '%'\n  baseline: {value: 15, date: 2026-09-28}\n  target: +20%\n"
            "  checkins: [{date: 2026-10-05, value: 15.4, confidence: 0.6, note: '\t😀'}]\n"
        ),
        "key_results: [{title: K, pace: {kind: step, points: {2026-11-01: 0.5}}, cadence: 10d, due: FY27-Q1}]\n",
        "status: nonsense\nduo: 1\n",
        "title: again\n",
        "due: [\n",
        "---\ntitle: Second\n",
    ],
)
FILES = st.dictionaries(st.tuples(st.sampled_from(["outcomes", "metrics", "checkins"]), IDS), BODIES, max_size=5)


def told(found: Snapshot) -> list[Any]:
    """Return everything that a snapshot knows."""
    records = [
        (one.ref, one.path, one.document, one.is_broken, None if one.is_broken else one.entity, one.links())
        for kind in found.names.records.values()
        for one in kind.values()
    ]
    checkins = [(one.path, one.document, None if one.is_broken else one.entity) for one in found.checkin_files]
    edges = [edge for edges in found.graph.outgoing.values() for edge in edges]
    loose = {name: [place for _, place in checkins] for name, checkins in found.loose_checkins.items()}
    return [records, checkins, loose, edges, found.reading, found.linking, found.config]


@pytest.fixture(autouse=True)
def _certain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take files that were written a moment ago for sure, as if the clock ticked at once."""
    monkeypatch.setattr(cache, "CLOCK_GRANULARITY_NS", 0)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are read and understood anew."""
    paths: list[str] = []
    read_file: Any = vars(gather)["read_file"]

    def spy(path: str, *args: Any) -> Any:
        paths.append(path)
        return read_file(path, *args)

    monkeypatch.setattr(gather, "read_file", spy)
    return paths


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """One entry for each time that a cache was packed to be written."""
    times: list[bool] = []
    pack = cache._pack

    def spy(kept: Any) -> Any:
        times.append(True)
        return pack(kept)

    monkeypatch.setattr(cache, "_pack", spy)
    return times


@settings(max_examples=40)
@given(FILES, FILES)
def test_warm_and_cold_are_the_same(first: dict[Any, str], then: dict[Any, str]) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setenv("OUTTRACK_JOBS", "1")
        tree = Tree(Path(name))
        (tree.root / ".git").mkdir()
        tree.write("outtrack.yaml", "version: 1\nfiscal_year_start: 7\n")
        for files in (first, then):
            for (folder, file), body in files.items():
                tree.write(
                    f"{folder}/{file}.yaml",
                    f"title: X\n{body}" if folder != "checkins" else "date: 2026-10-05\nmetric: a\nvalue: 1\n" + body,
                )
            without = told(tree.load())
            assert told(tree.load(use_cache=True)) == without
            assert told(tree.load(use_cache=True)) == without


@pytest.fixture
def repository(tree: Tree) -> Tree:
    (tree.root / ".git").mkdir()
    tree.write("outcomes/a.yaml", "title: A\n")
    tree.write("outcomes/b.yaml", "title: B\nstatus: nonsense\n")
    return tree


def kept(tree: Tree) -> Path:
    return cache.location(tree.workspace)


def test_what_is_unchanged_is_not_read_again(repository: Tree, reads: list[str], saved: list[bool]) -> None:
    cold = told(repository.load(use_cache=True))
    assert reads == ["outcomes/a.yaml", "outcomes/b.yaml"]
    assert told(repository.load(use_cache=True)) == cold
    assert len(reads) == 2
    assert len(saved) == 1
    assert [path.parent.name for path in (repository.root / ".git/outtrack").iterdir()] == ["outtrack"]


def test_only_what_changed_is_read_again(repository: Tree, reads: list[str], saved: list[bool]) -> None:
    repository.load(use_cache=True)
    repository.write("outcomes/b.yaml", "title: B, better\n")
    repository.write("outcomes/c.yaml", "title: C\n")
    found = repository.load(use_cache=True)
    assert reads[2:] == ["outcomes/b.yaml", "outcomes/c.yaml"]
    assert [one.title for one in found.all("outcome")] == ["A", "B, better", "C"]
    (repository.root / "outcomes/a.yaml").unlink()
    assert [one.id for one in repository.load(use_cache=True).all("outcome")] == ["b", "c"]
    assert (len(reads), len(saved)) == (4, 3)


def test_a_touched_file_is_looked_at_and_reused(repository: Tree, reads: list[str], saved: list[bool]) -> None:
    cold = told(repository.load(use_cache=True))
    os.utime(repository.root / "outcomes/a.yaml", ns=(1, 1))
    assert told(repository.load(use_cache=True)) == cold
    assert told(repository.load(use_cache=True)) == cold
    assert len(reads) == 2
    assert len(saved) == 2  # the new time is kept, once


def test_a_file_changed_within_the_clocks_tick_is_seen(repository: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "CLOCK_GRANULARITY_NS", 2_000_000_000)
    file = repository.write("outcomes/a.yaml", "title: A\n")
    status = file.stat()
    repository.load(use_cache=True)
    with file.open("r+") as stream:  # the same size, inode and time
        stream.write("title: Z\n")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert repository.load(use_cache=True).get("outcome:a").title == "Z"


def test_a_cache_that_would_be_no_surer_is_not_written_again(
    repository: Tree, monkeypatch: pytest.MonkeyPatch, reads: list[str], saved: list[bool]
) -> None:
    monkeypatch.setattr(cache, "CLOCK_GRANULARITY_NS", 2_000_000_000)
    future = 2**62
    os.utime(repository.root / "outcomes/a.yaml", ns=(future, future))
    for _ in range(3):
        repository.load(use_cache=True)
    assert (len(reads), len(saved)) == (2, 1)
    cache.save(kept(repository), [], {}, "", newer_than_ns=2**62)
    assert cache.load(kept(repository)).files
    monkeypatch.setattr(cache, "CLOCK_GRANULARITY_NS", -(2**62))  # time passes
    repository.load(use_cache=True)
    repository.load(use_cache=True)
    assert (len(reads), len(saved)) == (2, 2)
    assert [path.suffix for path in kept(repository).parent.iterdir()] == [".cache"]


def test_another_configuration_means_reading_again(repository: Tree, reads: list[str]) -> None:
    repository.write("outcomes/a.yaml", "title: A\ndue: FY27-Q1\n")
    assert str(repository.load(use_cache=True).get("outcome:a").due.last) == "2027-03-31"
    repository.write("outtrack.yaml", "version: 1\nfiscal_year_start: 7\n")
    assert str(repository.load(use_cache=True).get("outcome:a").due.last) == "2026-09-30"
    assert repository.load(use_cache=True).config.fiscal_year_start == 7
    assert len(reads) == 4


def test_without_the_cache_nothing_is_left(repository: Tree) -> None:
    repository.load(use_cache=False)
    assert list((repository.root / ".git").iterdir()) == []


def test_without_a_repository_it_lies_in_the_users_folder(tree: Tree, tmp_path: Path) -> None:
    tree.write("outcomes/a.yaml")
    tree.load(use_cache=True)
    assert kept(tree).parent == tmp_path / "cache/outtrack"
    assert kept(tree).is_file()
    assert not (tree.root / ".git").exists()


def test_workspaces_never_share_a_cache(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    places = {cache.location(Workspace(tmp_path / name, tmp_path)) for name in ("", "a-b", "a/b", "a_b", "é", "ü")}
    places.add(cache.location(Workspace(tmp_path / "a-b", None)))
    assert len(places) == 7


def _damages(data: bytes) -> Iterator[bytes]:
    yield b""
    yield b"\n"
    yield b"nonsense"
    yield b"[]\n" + data
    yield b"\xff" + data
    for cut in (1, 10, 40, len(data) // 2, len(data) - 1):
        yield data[:cut]
    for place in range(0, len(data), max(len(data) // 60, 1)):
        yield data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def test_a_damaged_cache_is_ignored(repository: Tree) -> None:
    cold = told(repository.load(use_cache=True))
    good = kept(repository).read_bytes()
    for number, data in enumerate(_damages(good)):
        kept(repository).write_bytes(data)
        assert told(repository.load(use_cache=True)) == cold, number
    kept(repository).write_bytes(good)
    assert cache.load(kept(repository)).files


@pytest.mark.parametrize(
    "change",
    [
        {"program": ["99.0"]},
        {"sections": [["index", 10**18, 0]]},
        {"sections": []},
        {"sections": [["index", -1, 0]]},
        {"sections": None},
        {"config": None},
    ],
)
def test_a_foreign_or_newer_cache_is_ignored(repository: Tree, change: dict[str, Any]) -> None:
    cold = told(repository.load(use_cache=True))
    line, rest = kept(repository).read_bytes().split(b"\n", 1)
    text = json.dumps(json.loads(line.split(b" ", 2)[2]) | change).encode()
    kept(repository).write_bytes(b"%s %d %s\n" % (cache.FORMAT.encode(), zlib.crc32(text), text) + rest)
    assert told(repository.load(use_cache=True)) == cold
    kept(repository).write_bytes(line.replace(cache.FORMAT.encode(), b"outtrack-cache-99") + b"\n" + rest)
    assert cache.load(kept(repository)).files == {}
    assert told(repository.load(use_cache=True)) == cold


def test_a_cache_with_too_few_texts_is_ignored(repository: Tree) -> None:
    repository.load(use_cache=True)
    one = cache.load(kept(repository))
    index = cache._pack(one.files.values())["index"]
    header = {"config": {}, "config_blob": "", "sure_until_ns": 0}
    assert list(cache._unpack(header, index, {"outcome": one.sections[0]}).files) == list(one.files)
    with pytest.raises(KeyError):
        cache._unpack(header, index, {})


@pytest.mark.parametrize("is_gone", [True, False])
def test_what_is_damaged_or_gone_when_it_is_asked_for_is_read_again(repository: Tree, is_gone: bool) -> None:
    cold = told(repository.load(use_cache=True))
    late = repository.load(use_cache=True)
    data = kept(repository).read_bytes()
    kept(repository).write_bytes(data[:-9] + b"#" + data[-8:])
    if is_gone:
        kept(repository).unlink()
    assert told(late) == cold


def test_a_section_without_its_files_says_so(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="lost what x"):
        cache.Section(tmp_path / "none", 0, 9, 0).text(0, "x.yaml", 0)


def test_a_file_that_changed_since_its_cache_was_damaged_says_so(repository: Tree) -> None:
    repository.load(use_cache=True)
    late = repository.load(use_cache=True)
    kept(repository).unlink()
    (repository.root / "outcomes/a.yaml").write_text("nope: 1\n")
    with pytest.raises(OSError, match="changed while it was read"):
        late.all("outcome")


def test_it_may_lie_where_nothing_can_be_written(repository: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository.root / ".git/outtrack").write_text("a file, where a folder should be")
    assert len(repository.load(use_cache=True).all("outcome")) == 1
    (repository.root / ".git/outtrack").unlink()

    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    for act in ("mkdir", "touch", "open", "replace", "unlink"):
        with monkeypatch.context() as patch:
            patch.setattr(Path, act, refuse)
            assert len(repository.load(use_cache=True).all("outcome")) == 1


def test_where_there_is_no_place_there_is_no_cache(repository: Tree) -> None:
    assert cache.load(None) == cache.Cache()
    cache.save(None, [], {}, "")
    assert repository.workspace.repository == repository.root


def test_a_file_that_vanishes_between_two_looks_is_not_kept(repository: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.load(use_cache=True)
    repository.write("outcomes/a.yaml", "title: Changed\n")
    read = Workspace.read

    def vanish(self: Workspace, path: str) -> bytes:
        if path == "outcomes/a.yaml":
            raise FileNotFoundError(2, "No such file or directory")
        return read(self, path)

    with monkeypatch.context() as patch:
        patch.setattr(Workspace, "read", vanish)
        assert [one.rule for one in repository.load(use_cache=True).reading] == ["unreadable-file", "invalid-value"]
    os.utime(repository.root / "outcomes/a.yaml", ns=(5, 5))
    assert repository.load(use_cache=True).get("outcome:a").title == "Changed"


RACE = """
import sys
from datetime import date
from pathlib import Path
from outtrack.files import find_workspace
from outtrack.snapshot import load
for _ in range(15):
    found = load(find_workspace(Path(sys.argv[1])), date(2026, 11, 22))
    assert [one.title for one in found.all("outcome")] == ["A", "C"], found
    for file in Path(sys.argv[1]).glob(".git/outtrack/*.cache"):
        file.unlink(missing_ok=True)
"""


def test_processes_may_race(repository: Tree) -> None:
    repository.write("outcomes/c.yaml", "title: C\n")
    command = [sys.executable, "-c", RACE, str(repository.root)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    assert [one.communicate()[1] for one in running] == [b""] * 3
    assert [one.returncode for one in running] == [0] * 3
    assert {path.suffix for path in (repository.root / ".git/outtrack").iterdir()} <= {".cache"}


WARM = """
import sys
before = set(sys.modules)
from datetime import date
from pathlib import Path
from outtrack.files import find_workspace
from outtrack.snapshot import load
found = load(find_workspace(Path(sys.argv[1])), date(2026, 11, 22))
found.linking, found.loose_checkins, list(found.entities())
print(*sorted(name for name in set(sys.modules) - before if "." not in name))
"""


def test_a_warm_run_imports_neither_yaml_nor_pydantic(repository: Tree) -> None:
    repository.write(
        "outcomes/b.yaml",
        "title: B\ncontributes_to: a\nkey_results: {title: K, checkins: {date: 2026-10-05, value: 1}}\n",
    )
    for kind in (
        "visions",
        "strategies",
        "opportunities",
        "solutions",
        "experiments",
        "outputs",
        "insights",
        "metrics",
    ):
        repository.write(f"{kind}/x.yaml")
    for path in repository.root.glob("*/*.yaml"):
        os.utime(path, ns=(1, 1))
    os.utime(repository.root / "outtrack.yaml", ns=(1, 1))
    run = [sys.executable, "-c", WARM, str(repository.root)]
    cold = subprocess.run(run, check=True, capture_output=True, text=True).stdout.split()
    warm = subprocess.run(run, check=True, capture_output=True, text=True).stdout.split()
    assert {"yaml", "pydantic"} <= set(cold)
    unwanted = {"yaml", "_yaml", "pydantic", "pydantic_core", "annotated_types", "typer", "rich", "subprocess", "pathspec",
                "platformdirs", "multiprocessing", "asyncio", "difflib", "tempfile", "random", "zoneinfo"}  # fmt: skip
    assert unwanted & set(warm) == set()


def test_the_programs_own_files_are_part_of_the_key() -> None:
    names = {one[0] for one in cache.program()[1:]}
    assert {"read.py", "marked.py", "codec.py", "scalar.py"} <= names
    assert cache.program() == cache.program()


def test_a_snapshot_is_of_the_files_of_now(repository: Tree) -> None:
    found = find_workspace(repository.root)
    assert found
    assert load(found, AS_OF).as_of == AS_OF
    assert snapshot.load is load
