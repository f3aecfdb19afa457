"""Work split between processes, where the platform can fork; elsewhere it is done here, one after the other."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Item = TypeVar("Item")
WORTH_A_PROCESS = 150
"""Fewer items than this are done sooner than a process is started."""


def processes(items: int) -> int:
    """Return how many processes are worth starting; `OUTTRACK_JOBS` limits them."""
    wanted = os.environ.get("OUTTRACK_JOBS", "")
    most = int(wanted) if wanted.isdecimal() and int(wanted) > 0 else _cores()
    if sys.platform == "win32" or not hasattr(os, "fork"):
        return 1
    return max(1, min(most, items // WORTH_A_PROCESS))


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def split(work: Callable[[Sequence[Item]], Iterable[bytes]], items: Sequence[Item]) -> list[bytes]:
    """Return the lines that `work` yields for the items, in their order.

    `work` yields lines without line ends, the same number for a run of items wherever it runs. A process that
    fails has its share done again here, so that nothing is ever lost to it.
    """
    count = processes(len(items))
    if count == 1:
        return list(work(items))
    size = -(-len(items) // count)
    shares = [items[start : start + size] for start in range(0, len(items), size)]
    started = [_start(work, share) for share in shares[1:]]
    lines = list(work(shares[0]))
    for process, share in zip(started, shares[1:], strict=True):
        data = _finish(*process) if process else None
        lines += list(work(share)) if data is None else data.split(b"\n")[:-1]
    return lines


def _finish(child: int, reader: int) -> bytes | None:
    """Return what a process has written, or None where it failed."""
    with os.fdopen(reader, "rb") as stream:
        data = stream.read()
    _, status = os.waitpid(child, 0)
    return data if status == 0 else None


def _start(work: Callable[[Sequence[Item]], Iterable[bytes]], share: Sequence[Item]) -> tuple[int, int] | None:
    """Return a new process and where to read its lines, or None where there can't be one more."""
    reader, writer = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        child = os.fork()
    except OSError:
        os.close(reader)
        os.close(writer)
        return None
    if child:
        os.close(writer)
        return child, reader
    code = 1
    try:
        os.close(reader)
        data = b"".join(line + b"\n" for line in work(share))
        with os.fdopen(writer, "wb") as stream:
            stream.write(data)
        code = 0
    finally:
        os._exit(code)  # no exit handlers, no flushing of what the parent has buffered
