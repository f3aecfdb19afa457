"""Commands run one after the other in a copy of a workspace, as people see them: on a terminal, on one fixed day."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self
from unittest import mock

ROOT: Final = Path(__file__).resolve().parents[1]
TODAY: Final = "2026-11-22"
_FOR_THE_SHELL: Final = re.compile(r"[|<>&;`$*\n]")
_BUG: Final = "outtrack: a bug: "
_DROPPED: Final = (
    *("CLICOLOR_FORCE", "FORCE_COLOR", "OUTTRACK_DEBUG", "PY_COLORS", "TTY_COMPATIBLE"),
    *("GITHUB_ACTIONS", "GITHUB_BASE_REF", "GITHUB_STEP_SUMMARY"),
)


class Screen(io.StringIO):
    """Stands in for a terminal."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


class CommandError(Exception):
    """A command that should succeed did not."""


@dataclass
class Session:
    """Commands that run one after the other in one folder, which is thrown away afterwards."""

    width: int = 80
    color: bool = False
    folder: Path = field(init=False)
    at: Path = field(init=False)
    """The folder to which the commands went by `cd`."""
    code: int = 0
    """The exit code of the last command."""
    _scratch: Path = field(init=False)

    def __enter__(self) -> Self:
        """Make an empty folder."""
        self._scratch = Path(tempfile.mkdtemp(prefix="outtrack-docs-"))
        (self._scratch / "home").mkdir()
        shim = self._scratch / "bin" / "outtrack"
        shim.parent.mkdir()
        shim.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m outtrack "$@"\n')
        shim.chmod(0o755)
        self.begin("empty")
        return self

    def __exit__(self, *_: object) -> None:
        """Throw everything away."""
        shutil.rmtree(self._scratch, ignore_errors=True)

    def begin(self, name: str) -> None:
        """Begin anew in an empty folder, or in a copy of one."""
        self.folder = self.at = Path(tempfile.mkdtemp(dir=self._scratch)) / "our-team"
        self.code = 0
        leave_out = shutil.ignore_patterns("__pycache__")
        if name == "empty":
            self.folder.mkdir()
        elif name == "checkout":
            for part in ("src", "examples"):
                shutil.copytree(ROOT / part, self.folder / part, ignore=leave_out)
            package = _package()
            if package != ROOT / "src" / "outtrack":
                shutil.rmtree(self.folder / "src" / "outtrack")
                shutil.copytree(package, self.folder / "src" / "outtrack", ignore=leave_out)
        else:
            shutil.copytree(ROOT / name, self.folder, ignore=leave_out, symlinks=True)

    def write(self, path: str, text: str) -> None:
        """Write a file."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def patch(self, path: str, diff: str) -> None:
        """Change the one place of a file that a diff shows."""
        target = self.folder / path
        text = target.read_text(encoding="utf-8")
        was = "".join(f"{line[1:]}\n" for line in diff.splitlines() if line[:1] != "+")
        now = "".join(f"{line[1:]}\n" for line in diff.splitlines() if line[:1] != "-")
        if text.count(was) != 1:
            raise CommandError(f"{path}: {text.count(was)} places are what this changes:\n{was}")
        target.write_text(text.replace(was, now), encoding="utf-8")

    def run(self, command: str) -> str:
        """Run a command and return what it prints, on stdout and stderr together; raise CommandError for a crash."""
        if command.startswith("cd "):
            self.at = (self.at / command[3:].strip()).resolve()
            if not self.at.is_dir():
                raise CommandError(f"`{command}`: there is no such folder")
            return ""
        if command.startswith("make "):
            return self._make(command)
        if (self.folder / "src").exists() or _FOR_THE_SHELL.search(command) or shlex.split(command)[0] != "outtrack":
            printed = self._in_a_shell(command)
        else:
            printed = self._in_process(shlex.split(command, comments=True)[1:])
        if _BUG in printed:  # the code alone won't do: in a pipe it is lost
            raise CommandError(f"`{command}` shows a fault of the program:\n{printed}")
        return printed

    @property
    def environment(self) -> dict[str, str]:
        """The variables that a command sees."""
        kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
        own = self.folder / "src"
        kept |= {
            "COLUMNS": str(self.width),
            "TERMINAL_WIDTH": str(self.width),
            "HOME": str(self._scratch / "home"),
            "LC_ALL": "C.UTF-8",
            "OUTTRACK_TODAY": TODAY,
            "PATH": f"{self._scratch / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
            "PYTHONPATH": str(own if own.is_dir() else _package().parent),
            "PYTHONUTF8": "1",
            "TERM": "xterm",
            "XDG_CACHE_HOME": str(self._scratch / "home" / "cache"),
        }
        return kept | ({"FORCE_COLOR": "1"} if self.color else {"NO_COLOR": "1"})

    def _in_a_shell(self, command: str) -> str:
        """Run a command in a shell that writes to a terminal, as one that people type into does."""
        import pty
        import termios

        reader, terminal = pty.openpty()
        look = termios.tcgetattr(terminal)
        look[1] &= ~termios.OPOST  # line ends as they were written
        termios.tcsetattr(terminal, termios.TCSANOW, look)
        before = f"(exit {self.code})\n" if self.code else ""
        running = subprocess.Popen(
            ["bash", "-c", before + command],
            cwd=self.at,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=terminal,
            stderr=terminal,
        )
        os.close(terminal)
        printed = b""
        with contextlib.suppress(OSError):  # how a terminal tells its end
            while part := os.read(reader, 1 << 16):
                printed += part
        os.close(reader)
        self.code = running.wait(timeout=60)
        return printed.decode()

    def _in_process(self, arguments: list[str]) -> str:
        """Run outtrack here: starting an interpreter for each of some hundred commands takes a minute."""
        from outtrack.__main__ import run_to_end

        screen = Screen()
        with (
            mock.patch.dict(os.environ, self.environment, clear=True),
            mock.patch.object(sys, "argv", ["outtrack", *arguments]),
            contextlib.redirect_stdout(screen),
            contextlib.redirect_stderr(screen),
            contextlib.chdir(self.at),
        ):
            try:
                self.code = run_to_end()
            finally:
                gc.enable()
        return screen.getvalue()

    def _make(self, command: str) -> str:
        """Look whether the Makefile has the target; making it would start the tests that run this."""
        target = shlex.split(command, comments=True)[1]
        self.code = 0 if re.search(rf"^{re.escape(target)}:", (ROOT / "Makefile").read_text(), re.MULTILINE) else 2
        return ""


def _package() -> Path:
    import outtrack

    return Path(outtrack.__file__).resolve().parent
