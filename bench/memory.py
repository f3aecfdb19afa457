"""The peak memory of a command that works with several processes; the kernel only tells the largest one's."""

import contextlib
import os
import time
from collections.abc import Mapping
from pathlib import Path

from measure import FailedError, Subject, once


def proportional(pid: int) -> int:
    """Bytes of a process and its children, shared pages counted once."""
    total, waiting = 0, [pid]
    while waiting:
        folder = Path("/proc", str(waiting.pop()))
        with contextlib.suppress(OSError):
            for line in (folder / "smaps_rollup").read_text().splitlines():
                total += int(line.split()[1]) * 1024 if line.startswith("Pss:") else 0
            waiting += [int(n) for n in (folder / "task" / folder.name / "children").read_text().split()]
    return total


def together(subject: Subject, env: Mapping[str, str]) -> int | None:
    """Peak memory of all processes of a command at once, sampled in a run of its own; Linux only."""
    peak = 0

    def watch(pid: int) -> None:
        nonlocal peak
        while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            peak = max(peak, proportional(pid))
            time.sleep(0.01)

    with contextlib.suppress(FailedError, OSError):
        once(subject, env, watch)
    return peak or None
