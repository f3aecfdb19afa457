"""Run whole processes in turn and take their time and memory.

This program stays small on purpose: the kernel counts what a process held before `exec` towards the
peak of its child, so nothing is generated or parsed in here.
"""

import contextlib
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

BUG = "Traceback (most recent call last)"
UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss


def nothing() -> None:
    """Do nothing before or after a run."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A command to measure, and what it needs around it that is not counted."""

    name: str
    command: Sequence[str]
    folder: Path
    env: Mapping[str, str] = field(default_factory=dict)
    fine: frozenset[int] = frozenset({0})  # exit codes
    before: Callable[[], None] = nothing
    after: Callable[[], None] = nothing
    limit: float = 900  # seconds
    figures: bool = False  # prints a JSON object of its own figures
    warm: int = 0  # uncounted runs first

    @property
    def shown(self) -> list[str]:
        """The command for people, not all of its many files."""
        return [*(f"{name}={value}" for name, value in self.env.items()), *self.command[:20]]


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: seconds by the wall, peak memory of its largest process in bytes, its own figures."""

    seconds: float
    peak: int
    figures: Mapping[str, float]


@dataclass(slots=True)
class Series:
    """All runs of one subject, in order; a failure ends it."""

    name: str
    command: Sequence[str] = ()
    samples: list[Sample] = field(default_factory=list)
    failure: str = ""
    together: int | None = None  # peak of all its processes at once

    @property
    def seconds(self) -> list[float]:
        """Seconds of every run, or none where it failed."""
        return [] if self.failure else [sample.seconds for sample in self.samples]

    @property
    def peak(self) -> int | None:
        """Bytes at most over all runs."""
        return None if self.failure or not self.samples else max(sample.peak for sample in self.samples)

    def own(self, name: str) -> list[float]:
        """Return one of the figures that the command reports itself, of every run."""
        return [] if self.failure else [sample.figures[name] for sample in self.samples]


class FailedError(Exception):
    """A command that did not do what it was measured for."""


def environment(caches: Path) -> dict[str, str]:
    """Return the caller's environment without what would disturb: no settings of git or Python, own caches."""
    dropped = ("PYTHON", "GIT_", "OUTTRACK_", "COVERAGE_")
    env = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    env |= {"LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1", "COLUMNS": "100"}
    env |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return env | {"XDG_CACHE_HOME": str(caches)}


def kill(pid: int) -> None:
    """End a process that was started here, and its children."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def read(stream: BinaryIO) -> str:
    """Return what a process wrote."""
    stream.seek(0)
    return stream.read().decode(errors="replace").strip()


def once(subject: Subject, env: Mapping[str, str], watch: Callable[[int], None] | None = None) -> Sample:
    """Run a command once."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        child = subprocess.Popen(
            subject.command,
            cwd=subject.folder,
            env={**env, **subject.env},
            stdin=subprocess.DEVNULL,
            stdout=out if subject.figures else subprocess.DEVNULL,
            stderr=err,
            start_new_session=True,
        )
        timer = threading.Timer(subject.limit, kill, (child.pid,))
        timer.start()
        try:
            if watch:
                watch(child.pid)
            _, status, usage = os.wait4(child.pid, 0)
        except BaseException:
            kill(child.pid)
            raise
        finally:
            timer.cancel()
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        said = read(err)
        if seconds >= subject.limit:
            raise FailedError(f"stopped after {subject.limit:.0f} s")
        if child.returncode not in subject.fine or BUG in said:
            last = said.splitlines()[-1] if said else "it said nothing"
            raise FailedError(f"exit code {child.returncode}: {last[:90]}")
        return Sample(seconds, usage.ru_maxrss * UNIT, json.loads(read(out)) if subject.figures else {})


def attempt(subject: Subject, series: Series, env: Mapping[str, str], *, counted: bool = True) -> None:
    """Run a command once with what belongs around it, and note the sample or the failure."""
    if series.failure:
        return
    try:
        subject.before()
        try:
            sample = once(subject, env)
        finally:
            subject.after()
        if counted:
            series.samples.append(sample)
    except (FailedError, OSError, ValueError) as error:
        series.failure = str(error)


def progress(text: str) -> None:
    """Say on a terminal what is going on."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def in_turn(subjects: Sequence[Subject], rounds: int, env: Mapping[str, str], label: str) -> dict[str, Series]:
    """Measure A B C, A B C, …: what slows the machine for a while slows them all."""
    found = {subject.name: Series(subject.name, subject.shown) for subject in subjects}
    for number in range(-max(subject.warm for subject in subjects), rounds):
        for subject in subjects:
            if number >= -subject.warm:
                progress(f"{label}: round {max(number + 1, 0)} of {rounds}: {subject.name}")
                attempt(subject, found[subject.name], env, counted=number >= 0)
    progress("")
    return found


def median(numbers: Sequence[float]) -> float | None:
    """The middle one, where there is any."""
    return statistics.median(numbers) if numbers else None
