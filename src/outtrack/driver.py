"""The merge driver in git's settings: which files it is for, how git starts it, and whether it is set up."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from outtrack.files import GitError, git

if TYPE_CHECKING:
    from collections.abc import Iterable

ATTRIBUTES: Final = ".gitattributes"
NAME: Final = "merge.outtrack.name"
DRIVER: Final = "merge.outtrack.driver"
_SAID: Final = "outtrack: entity files are merged by what they mean"
_OURS: Final = re.compile(r"^\S+\s.*\bmerge=outtrack\b")
_PATTERNS: Final = ("*.yaml", "*.yml")


def command(program: str) -> str:
    """Return the line by which git starts the driver.

    The program as it was installed, else the one on the PATH; where neither runs, git's own merge: a file without
    marks must never look as if it had been merged.
    """
    tried = " ".join(dict.fromkeys((shlex.quote(program), "outtrack"))).replace("%", "%%")
    return (
        f"for one in {tried}; do"
        ' command -v "$one" >/dev/null 2>&1 || continue;'
        ' "$one" merge-driver %O %A %B %P --marker-size %L && exit 0;'
        " if grep -q '^<<<<<<<' %A; then exit 1; fi;"
        " done;"
        " git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B || exit 1"
    )


def program() -> str:
    """Return where outtrack is installed: the script beside the Python that runs, else the one on the PATH."""
    beside = Path(sys.executable).with_name("outtrack")
    return str(beside) if beside.is_file() else shutil.which("outtrack") or "outtrack"


def attributes(folders: Iterable[str]) -> list[str]:
    """Return the lines of `.gitattributes` for the YAML files below folders, named from where that file lies."""
    return [f"{_quoted(folder)}{suffix} merge=outtrack" for folder in folders for suffix in _PATTERNS]


def _quoted(folder: str) -> str:
    """Return the pattern of a folder up to its files; a blank is any one character, since it would end a pattern."""
    name = "" if folder == "." else folder.rstrip("/") + "/"
    return "/" + re.sub(r"\s", "?", name) + "**/"


def with_attributes(text: str, lines: Iterable[str]) -> str:
    """Return the text of `.gitattributes` with exactly these lines for the driver; all other lines stay."""
    ends = "\r\n" if "\r\n" in text else "\n"
    wanted = list(lines)
    kept = [line for line in text.splitlines() if not _OURS.match(line) or line in wanted]
    kept += [line for line in wanted if line not in kept]
    return "".join(line + ends for line in kept)


def configured(repository: Path) -> str | None:
    """Return the line by which git starts the driver, or None where none is set up."""
    with suppress(GitError, OSError):
        return git(repository, "config", "--get", DRIVER).decode().rstrip("\n")
    return None


def configure(repository: Path, line: str | None) -> None:
    """Set the driver up in the settings of this clone, for all its worktrees; with None take it away."""
    if line is None:
        with suppress(GitError):
            git(repository, "config", "--local", "--remove-section", "merge.outtrack")
        return
    for key, value in settings(line):
        git(repository, "config", "--local", key, value)


def settings(line: str) -> list[tuple[str, str]]:
    """Return the settings by which git starts the driver with a line, each with its value."""
    return [(NAME, _SAID), (DRIVER, line)]
