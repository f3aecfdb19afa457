"""A talk with a program on a real pseudo-terminal: an answer is typed when a question stands there."""

from __future__ import annotations

import os
import pty
import select
import sys
from typing import TYPE_CHECKING

import golden

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

WAIT = 30
"""Seconds after which a program that says nothing has failed."""
INTERRUPT, END = "\x03", "\x04"


def talk(*args: str, cwd: Path, home: Path, answers: Iterable[str], **env: str) -> tuple[str, int]:
    """Run outtrack on a terminal; return all that stood there, and the exit code.

    Each answer is typed, with Enter behind it, as soon as a question waits: a line that ends with `:` or `[y/N]` and
    a blank. INTERRUPT and END are typed as they are.
    """
    environment = golden.environment(home, TERM="xterm", **env)
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(cwd)
        os.execve(sys.executable, [sys.executable, "-m", "outtrack", *args], environment)
    seen, todo, asked = b"", list(answers), 0
    try:
        while select.select([terminal], [], [], WAIT)[0]:
            try:
                data = os.read(terminal, 65536)
            except OSError:  # Linux: nobody holds the other end any more
                break
            if not data:
                break
            seen += data
            if todo and len(seen) > asked and seen.endswith((b": ", b"[y/N] ")):
                answer = todo.pop(0)
                asked = len(seen)
                os.write(terminal, answer.encode() if answer in {INTERRUPT, END} else f"{answer}\n".encode())
    finally:
        os.close(terminal)
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return seen.decode().replace("\r\n", "\n"), code
