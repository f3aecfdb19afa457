"""Work split between processes: the same result as in one, and nothing lost to one that dies."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from outtrack import parallel
from outtrack.parallel import processes, split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reading.conftest import Tree


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> Any:
    def use(count: int) -> None:
        monkeypatch.setenv("OUTTRACK_JOBS", str(count))
        monkeypatch.setattr(parallel, "WORTH_A_PROCESS", 1)

    return use


def lines(items: Sequence[int]) -> Iterator[bytes]:
    for item in items:
        yield b"%d" % item
        yield b""


@pytest.mark.parametrize("count", [1, 2, 3, 7, 50])
@pytest.mark.parametrize("size", [0, 1, 2, 3, 10, 101])
def test_the_order_is_that_of_one_process(jobs: Any, count: int, size: int) -> None:
    jobs(count)
    assert split(lines, range(size)) == list(lines(range(size)))


def test_large_results_do_not_block(jobs: Any) -> None:
    jobs(3)

    def work(items: Sequence[int]) -> Iterator[bytes]:
        for item in items:
            yield b"%d" % item * 100_000

    assert split(work, range(9)) == list(work(range(9)))


@pytest.mark.parametrize("how", ["exit", "raise", "kill"])
def test_a_process_that_dies_loses_nothing(jobs: Any, how: str) -> None:
    jobs(3)
    home = os.getpid()

    def work(items: Sequence[int]) -> Iterator[bytes]:
        for item in items:
            yield b"%d" % item
            if os.getpid() != home and item > 5:
                if how == "exit":
                    os._exit(3)
                if how == "kill":
                    os.kill(os.getpid(), 9)
                raise RuntimeError("no")

    assert split(work, range(12)) == [b"%d" % item for item in range(12)]


def test_what_a_process_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """The half of a fork that no coverage sees, done here."""
    reader, writer = os.pipe()
    ours = os.dup(reader)

    def leave(code: int) -> None:
        raise SystemExit(code)

    with monkeypatch.context() as patch:
        patch.setattr(os, "pipe", lambda: (reader, writer))
        patch.setattr(os, "fork", lambda: 0)
        patch.setattr(os, "_exit", leave)
        with pytest.raises(SystemExit) as raised:
            parallel._start(lines, [1, 2])
    assert raised.value.code == 0
    with os.fdopen(ours, "rb") as stream:
        assert stream.read() == b"1\n\n2\n\n"


def test_where_no_process_can_be_started_the_work_is_done_here(jobs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs(4)

    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    before = {one.name for one in Path("/proc/self/fd").iterdir()}
    assert split(lines, range(20)) == list(lines(range(20)))
    assert {one.name for one in Path("/proc/self/fd").iterdir()} == before


@pytest.mark.parametrize(
    ("wanted", "items", "expected"), [("1", 10_000, 1), ("4", 10_000, 4), ("4", 300, 2), ("8", 10, 1), ("8", 0, 1)]
)
def test_how_many(monkeypatch: pytest.MonkeyPatch, wanted: str, items: int, expected: int) -> None:
    monkeypatch.setenv("OUTTRACK_JOBS", wanted)
    assert processes(items) == expected


@pytest.mark.parametrize("wanted", ["", "0", "-1", "many", "²"])
def test_as_many_as_there_are_cores(monkeypatch: pytest.MonkeyPatch, wanted: str) -> None:
    monkeypatch.setenv("OUTTRACK_JOBS", wanted)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2})
    assert processes(10**6) == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert processes(10**6) == 1


def test_without_fork_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTTRACK_JOBS", "4")
    monkeypatch.delattr(os, "fork")
    assert processes(10**6) == 1


def test_a_workspace_is_read_alike_by_one_and_by_two(tree: Tree, jobs: Any) -> None:
    for number in range(40):
        bad = ["", "status: nonsense\n", "x: [\n", "---\ntitle: Y\n"][number % 4]
        tree.write(f"outcomes/o{number}.yaml", f"title: 'é {number}'\ncontributes_to: o{number + 1}\n{bad}")
    results = []
    for count in (1, 2):
        jobs(count)
        found = tree.load()
        results.append(
            (found.reading, found.linking, [(one.ref, one.text) for one in found.names.records["outcome"].values()])
        )
    assert results[0] == results[1]
