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
import processes
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
    both = [
        subprocess.Popen(["sh", "-c", loop, name], cwd=tmp_path, env=environment, stderr=subprocess.PIPE)
        for name in ("left", "right")
    ]
    said = [process.communicate(timeout=120)[1] for process in both]
    assert said == [b"", b""]
    assert [process.returncode for process in both] == [0, 0]
    text = file.read_text()
    notes = re.findall(r"note: (\w+-\d+)", text)
    assert sorted(notes) == sorted(f"{name}-{number}" for name in ("left", "right") for number in range(1, each + 1))
    assert text.startswith("# mine\ntitle: X # stays\n")
    assert [path.name for path in (tmp_path / "outcomes").iterdir()] == ["x.yaml"]


WAITS = """
import sys
from outtrack.write import lock
free = lock._try
def told(handle):
    is_free = free(handle)
    if not is_free:
        print("waits", flush=True)
    return is_free
lock._try = told
"""


@pytest.mark.parametrize(
    ("first", "text", "said"),
    [
        (("remove", "x"), "title: Form\noutcomes: [x]\n", "outputs/form.yaml:2"),
        (("rename", "x", "y"), "title: Form\noutcomes: [x]\n", None),
    ],
)
def test_what_another_process_links_meanwhile_is_seen(
    tmp_path: Path, first: tuple[str, ...], text: str, said: str | None
) -> None:
    """The act has planned, and waits for the lock, when the other process writes into a file it did not know of."""
    place = linked_to(tmp_path)
    with writing(place):
        process = begun(tmp_path, *first)
        assert process.stdout
        assert process.stdout.readline() == "waits\n"
        (tmp_path / "outputs").mkdir()
        (tmp_path / "outputs" / "form.yaml").write_text(text)
    out, err = process.communicate(timeout=60)
    if said:
        assert (process.returncode, said in err) == (2, True), (out, err)
        assert (tmp_path / "outcomes" / "x.yaml").exists()
    else:
        assert process.returncode == 0, err
        assert (tmp_path / "outputs" / "form.yaml").read_text() == text.replace("[x]", "[y]")


def test_of_one_that_links_and_one_that_removes_only_the_first_succeeds(tmp_path: Path) -> None:
    place = linked_to(tmp_path)
    (tmp_path / "outputs").mkdir()
    form = tmp_path / "outputs" / "form.yaml"
    form.write_text("title: Form\n")
    with writing(place):
        both = [begun(tmp_path, "remove", "x"), begun(tmp_path, "link", "form", "x")]
        for process in both:
            assert process.stdout
            assert process.stdout.readline() == "waits\n"
    said = [process.communicate(timeout=60)[1] for process in both]
    is_there, is_linked = (tmp_path / "outcomes" / "x.yaml").exists(), "x" in form.read_text()
    assert [process.returncode for process in both] == ([2, 0] if is_there else [0, 2]), said
    assert is_there == is_linked


def linked_to(folder: Path) -> Workspace:
    (folder / ".git").mkdir()
    (folder / "outtrack.yaml").write_text("version: 1\n")
    (folder / "outcomes").mkdir()
    (folder / "outcomes" / "x.yaml").write_text("title: X\n")
    return Workspace(folder, folder)


def begun(folder: Path, *args: str) -> subprocess.Popen[str]:
    """Start outtrack as a process that says each time that it finds the lock taken."""
    return subprocess.Popen(
        [*processes.patched(WAITS), *args],
        cwd=folder, env=golden.environment(folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
