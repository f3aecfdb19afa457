"""One process at a time writes, nobody waits for ever, and no value is lost."""

from __future__ import annotations

import errno
import re
import signal
import subprocess
import sys
import types
from typing import TYPE_CHECKING

import pytest

import golden
from outtrack.cache import location
from outtrack.files import Workspace
from outtrack.write import EditError, lock, save, writing

if TYPE_CHECKING:
    from pathlib import Path

HOLD = """
import sys, time
from pathlib import Path
from outtrack.files import Workspace
from outtrack.write import writing
root = Path(sys.argv[1])
with writing(Workspace(root, root)):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    (tmp_path / ".git").mkdir()
    return Workspace(tmp_path, tmp_path)


def test_who_waits_too_long_is_told(place: Workspace) -> None:
    said = r"another outtrack has been writing here for more than 0\.05"
    with writing(place), pytest.raises(EditError, match=said), writing(place, patience=0.05):
        pass
    with writing(place, patience=0):
        pass


def test_the_lock_of_a_process_that_was_killed_is_free(place: Workspace) -> None:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(place.root)], stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    with pytest.raises(EditError, match="another outtrack"), writing(place, patience=0):
        pass
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert location(place).with_suffix(".lock").exists()
    with writing(place, patience=0):
        pass


def test_what_goes_wrong_while_the_lock_is_held_is_nothing_of_the_lock(place: Workspace) -> None:
    with pytest.raises(OSError, match="mine"), writing(place):
        raise OSError("mine")
    with writing(place, patience=0):
        pass


def test_a_system_without_locks_is_told(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", fail)
    with pytest.raises(EditError, match=r"the lock .*\.lock can't be taken: no locks available"):
        save(place, [])


def test_on_windows_a_byte_of_the_file_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    def locking(_: int, mode: int, count: int) -> None:
        asked.append((mode, count))
        if len(asked) == 1:
            raise OSError(errno.EACCES, "Permission denied")

    there = types.ModuleType("msvcrt")
    vars(there).update(locking=locking, LK_NBLCK=2)
    monkeypatch.setitem(sys.modules, "msvcrt", there)
    monkeypatch.setattr(sys, "platform", "win32")
    with lock.locked(tmp_path / "x.lock"):
        assert asked == [(2, 1), (2, 1)]


def test_two_processes_in_a_loop_lose_no_value(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "outtrack.yaml").write_text("version: 1\n")
    (tmp_path / "outcomes").mkdir()
    file = tmp_path / "outcomes" / "x.yaml"
    file.write_text("# mine\ntitle: X # stays\n")
    environment = golden.environment(tmp_path)
    each = 15
    loop = f"for i in $(seq {each}); do {sys.executable} -m outtrack update x --note $0-$i >/dev/null || exit 1; done"
    processes = [
        subprocess.Popen(["sh", "-c", loop, name], cwd=tmp_path, env=environment, stderr=subprocess.PIPE)
        for name in ("left", "right")
    ]
    said = [process.communicate(timeout=120)[1] for process in processes]
    assert said == [b"", b""]
    assert [process.returncode for process in processes] == [0, 0]
    text = file.read_text()
    notes = re.findall(r"note: (\w+-\d+)", text)
    assert sorted(notes) == sorted(f"{name}-{number}" for name in ("left", "right") for number in range(1, each + 1))
    assert text.startswith("# mine\ntitle: X # stays\n")
    assert [path.name for path in (tmp_path / "outcomes").iterdir()] == ["x.yaml"]
