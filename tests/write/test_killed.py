"""A process that is killed, whenever it is, leaves each edit done or not done, and the next one puts things right."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

import golden
from outtrack.cache import location
from outtrack.files import Workspace
from outtrack.write import Change, EditError, save, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

OLD = {"a.yaml": b"title: A\n", "b.yaml": b"title: B\n", "gone.yaml": b"title: G\n"}
NEW = {"a.yaml": b"title: A, longer\n" * 9, "b.yaml": b"title: B2\n", "new/deep/n.yaml": b"title: N\n"}
MANY = [Change(path, OLD.get(path), NEW.get(path)) for path in sorted({**OLD, **NEW})]
ONE = [Change("a.yaml", OLD["a.yaml"], NEW["a.yaml"])]
MOVED = [Change("gone.yaml", OLD["gone.yaml"], None), Change("new/deep/n.yaml", None, OLD["gone.yaml"])]
HALF_WAY = [1]
"""The moments at which an edit was found to be half done."""
EVENTS = ("open", "os.", "fcntl.", "shutil.", "pathlib.")


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    (tmp_path / ".git").mkdir()
    fill(tmp_path)
    return Workspace(tmp_path, tmp_path)


def fill(root: Path) -> None:
    for path, data in OLD.items():
        (root / path).write_bytes(data)


def begin_again(place: Workspace) -> None:
    for path in files(place):
        (place.root / path).unlink()
    with suppress(OSError):
        os.removedirs(place.root / "new" / "deep")
    fill(place.root)


def files(place: Workspace) -> dict[str, bytes]:
    """Return what the files of a workspace hold, hidden ones too."""
    found = (path for path in place.root.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(place.root).as_posix(): path.read_bytes() for path in found}


def after(changes: Sequence[Change]) -> dict[str, bytes]:
    found: dict[str, Any] = dict(OLD) | {change.path: change.after for change in changes}
    return {path: data for path, data in found.items() if data is not None}


def in_child(act: Callable[[], None], at: int) -> bool:
    """Do something in a process that is killed before it does its `at`-th thing to files; return whether it was."""
    child = os.fork()
    if not child:
        left = at

        def hook(event: str, _: object) -> None:
            nonlocal left
            if event.startswith(EVENTS):
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        with suppress(BaseException):
            act()
        left = -1
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.parametrize("changes", [ONE, MANY, MOVED], ids=["one file", "many", "moved"])
def test_killed_before_every_single_step(place: Workspace, changes: list[Change]) -> None:
    ends = {"old": 0, "new": 0}
    for at in range(1, 200):
        was_killed = in_child(lambda: save(place, changes), at)
        with writing(place) as pen:
            pass
        found = files(place)
        assert found in (dict(OLD), after(changes)), (at, found)
        assert not (place.root / "new" / "deep").exists() or found != OLD
        assert not pen.journal.path.exists()
        if not was_killed:
            assert found == after(changes)
            break
        ends["new" if found == after(changes) else "old"] += 1
        begin_again(place)
    else:
        pytest.fail("it never came to an end")
    assert ends["old"] > 3
    assert ends["new"] > 0


def test_killed_while_it_puts_right_what_one_before_left(place: Workspace) -> None:
    """The second death may come at any step as well."""
    for at in range(1, 60):
        kill_half_way(place)
        was_killed = in_child(lambda: save(place, []), at)
        save(place, [])
        assert files(place) == after(MANY), at
        if not was_killed:
            assert at > 5
            return
        begin_again(place)
    pytest.fail("it never came to an end")


def kill_half_way(place: Workspace) -> None:
    """Leave an edit over several files behind of which only a part is in its place."""
    for at in range(max(HALF_WAY), 200):
        assert in_child(lambda: save(place, MANY), at)
        if "title: A, longer" in (place.root / "a.yaml").read_text():
            assert files(place) != after(MANY)
            HALF_WAY.append(at)
            return
        save(place, [])
        begin_again(place)
    pytest.fail("no moment is half-way")


LOOP = """
import sys
from pathlib import Path
from outtrack.files import Workspace
from outtrack.write import Change, save
root = Path(sys.argv[1])
place, paths, number = Workspace(root, root), sys.argv[2:], 0
print("ready", flush=True)
while True:
    number += 1
    data = b"n: %d\\n" % number + b"#" * 9000
    save(place, [Change(path, (root / path).read_bytes(), data) for path in paths])
"""


@pytest.mark.parametrize("paths", [["a.yaml"], ["a.yaml", "b.yaml", "gone.yaml"]], ids=["one file", "three files"])
def test_killed_a_hundred_times(place: Workspace, paths: list[str]) -> None:
    chosen = random.Random(7)
    for path in paths:
        (place.root / path).write_bytes(b"n: 0\n")
    for _ in range(100):
        process = subprocess.Popen(
            [sys.executable, "-c", LOOP, str(place.root), *paths], stdout=subprocess.PIPE, env=dict(os.environ)
        )
        assert process.stdout
        process.stdout.readline()
        time.sleep(chosen.random() * 0.02)
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        save(place, [])
        found = {files(place)[path] for path in paths}
        assert len(found) == 1
        assert next(iter(found)).endswith((b"#" * 9000, b"n: 0\n"))
        assert set(files(place)) == set(OLD)


def test_what_was_changed_since_is_not_written_over(place: Workspace) -> None:
    kill_half_way(place)
    (place.root / "b.yaml").write_bytes(b"title: mine\n")
    for _ in range(2):
        with pytest.raises(EditError, match="this one has been changed since") as caught:
            save(place, [])
        assert caught.value.found.path == "b.yaml"
        assert caught.value.found.hint == (
            "its new content waits in .b.yaml.outtrack-new: take over what you need and delete it"
        )
        assert (place.root / "b.yaml").read_bytes() == b"title: mine\n"
    (place.root / ".b.yaml.outtrack-new").unlink()
    save(place, [])
    assert files(place) == after(MANY) | {"b.yaml": b"title: mine\n"}


def test_what_git_gave_back_is_not_done_again(place: Workspace) -> None:
    kill_half_way(place)
    fill(place.root)  # as `git checkout .` would
    save(place, [])
    assert files(place) == OLD


def test_a_file_that_was_to_go_and_has_changed_since_stays(place: Workspace) -> None:
    kill_half_way(place)
    (place.root / "gone.yaml").write_bytes(b"title: mine\n")
    save(place, [])
    assert files(place) == after(MANY) | {"gone.yaml": b"title: mine\n"}


@pytest.mark.parametrize(
    "noted",
    [b"", b"{", b"[]", b"null", b'{"format": 99}', b'{"format": 1}', b'{"format": 1, "steps": [1], "litter": []}'],
)  # fmt: skip
def test_a_note_that_means_nothing_does_no_harm(place: Workspace, noted: bytes) -> None:
    path = location(place).with_suffix(".journal")
    path.parent.mkdir(parents=True)
    path.write_bytes(noted)
    save(place, ONE)
    assert files(place) == after(ONE)
    assert not path.exists()


def test_an_edit_that_can_not_be_finished_yet(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    kill_half_way(place)

    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.replace", fail)
        with pytest.raises(EditError, match=r"an edit that was interrupted can't be finished: .*permission denied"):
            save(place, ONE)
    save(place, [])
    assert files(place) == after(MANY)


def test_the_next_command_says_what_it_has_finished(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    fill(tmp_path)
    kill_half_way(Workspace(tmp_path, tmp_path))
    (tmp_path / "outtrack.yaml").write_text("version: 1\n")
    (tmp_path / "outcomes").mkdir()
    (tmp_path / "outcomes" / "x.yaml").write_text("title: X\n")
    done = subprocess.run(
        [sys.executable, "-m", "outtrack", "update", "x", "--note", "Well"],
        cwd=tmp_path, env=golden.environment(tmp_path), capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert "an edit that was interrupted has been finished: b.yaml, gone.yaml, new/deep/n.yaml" in done.stderr
    assert files(Workspace(tmp_path, tmp_path))["b.yaml"] == NEW["b.yaml"]
    assert "note: Well" in (tmp_path / "outcomes" / "x.yaml").read_text()


def test_the_note_names_files_from_the_workspace_on(place: Workspace) -> None:
    """So that a workspace that is moved after a process died is put right as well."""
    kill_half_way(place)
    said = json.loads(location(place).with_suffix(".journal").read_bytes())
    assert {step[0] for step in said["steps"]} == {"a.yaml", "b.yaml", "gone.yaml", "new/deep/n.yaml"}
