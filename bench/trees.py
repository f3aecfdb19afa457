"""The workloads below the work folder: made once, used again while the parameters stay the same."""

import hashlib
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from random import Random

from workload import CONFIG, with_checkin

HERE = Path(__file__).parent
GATE = CONFIG + "check: {profile: gate}\n"  # structure rules, and one more
TICK = 0.05  # seconds, more than the clock's granularity of any file system


def quietly(folder: Path, env: Mapping[str, str], *command: str) -> str:
    """Run something that is not measured."""
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    return done.stdout


def made(work: Path, env: Mapping[str, str], script: str, what: str, *numbers: int) -> Path:
    """Return the folder of a workload, written by a process of its own so that this one stays small."""
    name = "-".join([what, *map(str, numbers)])
    folder, label = work / "trees" / name, work / "trees" / f"{name}.json"
    code = b"".join((HERE / part).read_bytes() for part in ("items.py", "workload.py", script))
    wanted = json.dumps({"name": name, "code": hashlib.sha256(code).hexdigest()})
    if label.exists() and label.read_text() == wanted:
        if what in {"entities", "history"} and quietly(folder, env, "git", "status", "--porcelain"):
            quietly(folder, env, "git", "reset", "-q", "--hard")  # a run was interrupted
            quietly(folder, env, "git", "clean", "-fdq")
        return folder
    print(f"writing {name}", file=sys.stderr)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    command = [sys.executable, str(HERE / script), what, str(folder), *map(str, numbers)]
    subprocess.run(command, env=env, check=True)
    time.sleep(1.1)  # or git could not tell these files from ones changed just now
    for _ in range(2):
        quietly(folder, env, "git", "status")
    label.write_text(wanted)
    return folder


class Tree:
    """A workspace under measurement: its cache is put aside, its files are changed and put back."""

    def __init__(self, folder: Path, caches: Path, env: Mapping[str, str], status: list[str]) -> None:
        """Remember where things are; `status` is the command that settles the cache."""
        self.folder = folder
        self._places = [folder / ".git" / "outtrack", caches]
        self._env = env
        self._status = status
        self._random = Random(1)
        self._file = next(iter(sorted(folder.glob("outcomes/*/OC-000001.yaml"))), folder)
        self._kept = self._file.read_bytes() if self._file.is_file() else b""

    def settle(self) -> None:
        """Bring the index of git and the cache up to date."""
        time.sleep(TICK)
        quietly(self.folder, self._env, "git", "status")
        for _ in range(2):
            quietly(self.folder, self._env, *self._status)

    def hide_cache(self) -> None:
        """Make the next run a cold one."""
        for place in self._places:
            if place.exists():
                place.rename(place.with_name(place.name + ".aside"))

    def restore_cache(self) -> None:
        """Bring the warm cache back."""
        for place in self._places:
            aside = place.with_name(place.name + ".aside")
            if aside.exists():
                shutil.rmtree(place, ignore_errors=True)
                aside.rename(place)

    def drop_cache(self) -> None:
        """Forget what earlier runs, perhaps of another version, left behind."""
        for place in self._places:
            shutil.rmtree(place, ignore_errors=True)
            shutil.rmtree(place.with_name(place.name + ".aside"), ignore_errors=True)

    def change(self) -> None:
        """Append a check-in to one file."""
        self._file.write_text(with_checkin(self._kept.decode(), self._random, 9))

    def undo(self) -> None:
        """Take back a change to that file."""
        self._file.write_bytes(self._kept)
        self.settle()

    def gate(self) -> None:
        """Switch to the profile of the structure rules."""
        config = self.folder / "outtrack.yaml"
        config.rename(self.folder / ".git" / "outtrack.yaml.aside")
        config.write_text(GATE)

    def ungate(self) -> None:
        """Switch back: a rename, so that the file is the one that caches know."""
        (self.folder / ".git" / "outtrack.yaml.aside").replace(self.folder / "outtrack.yaml")
