"""A real git repository with branches, in a temporary folder; the merge driver set up as a person would."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import golden
import processes

GIT = (
    *("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"),
    *("-c", "init.defaultBranch=main", "-c", "core.hooksPath=/dev/null", "-c", "core.autocrlf=false"),
)

FILE = "outcomes/trial.yaml"
BASE = """\
# What we want.
title: More trials become paying customers   # the title
owner: maria
due: 2026-Q4

key_results:
  - id: paid
    title: Trial-to-paid
    baseline: 15
    target: 25
    checkins:
      - {date: 2026-10-05, value: 15.4, by: maria}
  - id: nps
    title: Satisfaction
    keep: {min: 30}
"""
LAST = "      - {date: 2026-10-05, value: 15.4, by: maria}\n"


def checkin(text: str, *lines: str) -> str:
    return text.replace(LAST, LAST + "".join(f"      - {{{line}}}\n" for line in lines))


class Repository:
    """One clone, and outtrack in it."""

    def __init__(self, folder: Path, *, with_driver: bool = True) -> None:
        self.home, self.root, self.with_driver, self.clock = folder, folder / "team", with_driver, 0
        self.root.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")
        self.write("outtrack.yaml", "version: 1\n")

    @property
    def environment(self) -> dict[str, str]:
        self.clock += 60
        day = f"{1_790_000_000 + self.clock} +0000"
        path = f"{Path(sys.executable).parent}:{golden.environment(self.home)['PATH']}"
        return golden.environment(self.home, PATH=path, GIT_AUTHOR_DATE=day, GIT_COMMITTER_DATE=day, GIT_EDITOR="true")

    def git(self, *args: str, code: int | None = 0) -> str:
        done = subprocess.run(
            ["git", *GIT, *args], cwd=self.root, env=self.environment, capture_output=True, check=False, timeout=60
        )
        said = done.stdout.decode() + done.stderr.decode()
        assert code is None or done.returncode == code, said
        self.code = done.returncode
        return said

    def outtrack(self, *args: str, code: int = 0) -> processes.Ended:
        done = processes.run(*args, cwd=self.root, home=self.home)
        assert done.code == code, (done.out, done.err)
        return done

    def write(self, path: str, text: str | bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())

    def read(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def commit(self, message: str = "work") -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)

    def begin(self, files: dict[str, str]) -> None:
        """Commit the base, with the driver set up where it should be."""
        for path, text in files.items():
            self.write(path, text)
        if self.with_driver:
            self.outtrack("merge-driver", "--install")
        self.commit("base")

    def branch(self, name: str, files: dict[str, str], start: str = "main") -> None:
        """Commit other contents on a branch of its own."""
        self.git("checkout", "-q", "-b", name, start)
        for path, text in files.items():
            self.write(path, text)
        self.commit(name)
