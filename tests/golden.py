"""What a run of the command line printed, as one text: the commands, stdout, stderr, and the exit code."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
DAY = "2026-11-22"


def environment(home: Path, **changes: str) -> dict[str, str]:
    """Return an environment in which nothing of the person's own settings is left."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(("COVERAGE", "COV_"))}
    return {
        **kept,
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "LANG": "C.UTF-8",
        "COLUMNS": "80",
        "OUTTRACK_TODAY": DAY,
        "PYTHONIOENCODING": "utf-8",
        **changes,
    }


def run(line: str, folder: Path, env: dict[str, str], stdin: bytes = b"") -> str:
    """Run `outtrack LINE` in a folder and return all that came of it; the folder reads as `<here>`."""
    done = subprocess.run(
        [sys.executable, "-m", "outtrack", *shlex.split(line)],
        cwd=folder,
        env=env,
        capture_output=True,
        check=False,
        input=stdin,
    )
    parts = [f"$ outtrack {line}", done.stdout.decode()]
    if done.stderr:
        parts.append("--- stderr\n" + done.stderr.decode())
    if done.returncode:
        parts.append(f"--- exit code {done.returncode}\n")
    text = "\n".join(part.rstrip("\n") for part in parts if part) + "\n"
    return text.replace(str(folder.resolve()), "<here>").replace(str(folder), "<here>")


def lay_out(case: Path, folder: Path) -> None:
    """Copy what a case works on into a folder: its own `repo/`, or the example that the file `example` names."""
    example = case / "example"
    source = EXAMPLES / example.read_text(encoding="utf-8").strip() if example.exists() else case / "repo"
    if source.exists():
        shutil.copytree(source, folder, symlinks=True, dirs_exist_ok=True)
    folder.mkdir(exist_ok=True)
