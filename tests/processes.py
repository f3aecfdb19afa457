"""Runs of outtrack as a real process, with what a test wants to change about it."""

from __future__ import annotations

import os
import pty
import select
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass
from fcntl import ioctl
from termios import TIOCSWINSZ
from typing import TYPE_CHECKING

import golden

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = (sys.executable, "-m", "outtrack")


@dataclass(frozen=True)
class Ended:
    """How a process ended, and what it said."""

    code: int
    out: str
    err: str


def run(
    *args: str, cwd: Path, home: Path, command: tuple[str, ...] = COMMAND, without: tuple[str, ...] = (), **env: str
) -> Ended:
    environment = golden.environment(home, **env)
    for name in without:
        environment.pop(name, None)
    done = subprocess.run(
        [*command, *args],
        cwd=cwd,
        env=environment,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def patched(code: str) -> tuple[str, ...]:
    """Return a command that runs outtrack after some code has changed it."""
    return (sys.executable, "-c", f"{code}\nfrom outtrack.__main__ import main\nmain()")


def on_terminal(
    *args: str,
    cwd: Path,
    home: Path,
    columns: int,
    without: tuple[str, ...] = ("COLUMNS",),
    term: str = "xterm-256color",
    **env: str,
) -> Ended:
    """Run outtrack on a pseudo-terminal; both its streams are the terminal."""
    environment = golden.environment(home, TERM=term, **env)
    for name in without:
        environment.pop(name, None)
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    process = subprocess.Popen([*COMMAND, *args], cwd=cwd, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    parts = []
    while select.select([ours], [], [], 60)[0]:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end was closed
            break
        if not part:
            break
        parts.append(part)
    os.close(ours)
    return Ended(process.wait(60), b"".join(parts).decode().replace("\r\n", "\n"), "")


def example(name: str, folder: Path) -> Path:
    """Copy an example into a folder and return where it lies now."""
    shutil.copytree(golden.EXAMPLES / name, folder / name)
    return folder / name
