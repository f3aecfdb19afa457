"""Files are written whole, all or none, and never over what somebody else has written meanwhile."""

from __future__ import annotations

import os
import resource
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from outtrack.files import Workspace
from outtrack.write import Change, ChangedError, EditError, disk, save

A, B = b"title: A\n", b"title: B\n"
ONE = Change("outputs/a.yaml", A, B)


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    root = tmp_path / "work"
    (root / "outputs").mkdir(parents=True)
    (root / ".git").mkdir()
    (root / "outputs" / "a.yaml").write_bytes(A)
    return Workspace(root, root)


def names(place: Workspace) -> list[str]:
    """Return the files of a workspace, hidden ones too, and those beside the lock."""
    inside = [path.name for path in (place.root / "outputs").parent.rglob("*") if path.is_file()]
    return sorted(name for name in inside if not name.endswith(".lock"))


def test_files_are_made_and_changed_together(place: Workspace) -> None:
    save(place, [ONE, Change("new/sub/b.yaml", None, b"title: N\n")])
    assert (place.root / "outputs" / "a.yaml").read_bytes() == B
    assert (place.root / "new" / "sub" / "b.yaml").read_bytes() == b"title: N\n"
    assert names(place) == ["a.yaml", "b.yaml"]


def test_a_file_is_moved(place: Workspace) -> None:
    save(place, [Change("outputs/a.yaml", A, None), Change("outputs/b.yaml", None, A)])
    assert names(place) == ["b.yaml"]


def test_nothing_to_write_is_fine(place: Workspace) -> None:
    save(place, [])
    assert names(place) == ["a.yaml"]


def test_mode_and_owner_stay(place: Workspace) -> None:
    file = place.root / "outputs" / "a.yaml"
    file.chmod(0o640)
    with suppress(PermissionError):
        os.chown(file, 65534, 65534)
    before = file.stat()
    save(place, [ONE])
    after = file.stat()
    assert stat.S_IMODE(after.st_mode) == 0o640
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)


def test_an_owner_who_may_not_be_kept_is_no_reason_to_fail(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "chown", refuse)
    status = os.stat_result((0o100600, 0, 0, 1, 4321, 4321, 0, 0, 0, 0))
    disk._like(place.root / "outputs" / "a.yaml", status)
    assert stat.S_IMODE((place.root / "outputs" / "a.yaml").stat().st_mode) == 0o600


def test_nothing_is_written_where_one_file_has_changed(place: Workspace) -> None:
    changes = [Change("outputs/b.yaml", None, b"title: B\n"), Change("outputs/a.yaml", b"title: Old\n", b"title: C\n")]
    with pytest.raises(ChangedError, match="it has changed since it was read"):
        save(place, changes)
    assert names(place) == ["a.yaml"]
    assert (place.root / "outputs" / "a.yaml").read_bytes() == A


def test_a_file_that_changes_while_the_new_one_is_prepared_stays(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, sync = place.root / "outputs" / "a.yaml", os.fsync

    def someone_writes(handle: int) -> None:
        file.write_bytes(b"title: mine\n")
        sync(handle)

    monkeypatch.setattr(os, "fsync", someone_writes)
    with pytest.raises(ChangedError, match="it has changed since it was read"):
        save(place, [ONE, Change("sub/new.yaml", None, b"x")])
    assert file.read_bytes() == b"title: mine\n"
    assert names(place) == ["a.yaml"]
    assert not (place.root / "sub").exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Change("outputs/a.yaml", None, b"x"), "it is there already"),
        (Change("outputs/gone.yaml", b"x", b"y"), "it has changed since it was read"),
        (Change("../out.yaml", None, b"x"), "outside of the workspace"),
        (Change(".", None, b"x"), "outside of the workspace"),
        (Change("outputs/a.yaml/b.yaml", None, b"x"), "it can't be written: "),
        (Change("outputs", b"x", b"y"), "it can't be written: "),
    ],
)
def test_what_can_not_be_written_is_said(place: Workspace, change: Change, message: str) -> None:
    with pytest.raises(EditError, match=message) as caught:
        save(place, [change])
    assert caught.value.found.path == change.path
    assert names(place) == ["a.yaml"]


def test_a_symbolic_link_stays_one_and_leads_nowhere_else(place: Workspace, tmp_path: Path) -> None:
    link = place.root / "outputs" / "link.yaml"
    link.symlink_to("a.yaml")
    save(place, [Change("outputs/link.yaml", A, b"title: L\n")])
    assert link.is_symlink()
    assert (place.root / "outputs" / "a.yaml").read_bytes() == b"title: L\n"
    (tmp_path / "secret.yaml").write_bytes(b"title: S\n")
    (place.root / "outputs" / "out.yaml").symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(EditError, match="outside of the workspace"):
        save(place, [Change("outputs/out.yaml", b"title: S\n", b"title: T\n")])
    assert (tmp_path / "secret.yaml").read_bytes() == b"title: S\n"


def test_two_names_of_one_file_say_the_same(place: Workspace) -> None:
    (place.root / "outputs" / "link.yaml").symlink_to("a.yaml")
    with pytest.raises(EditError, match=r"it is another name of outputs/a\.yaml"):
        save(place, [ONE, Change("outputs/link.yaml", A, b"title: C\n")])
    assert (place.root / "outputs" / "a.yaml").read_bytes() == A
    save(place, [ONE, Change("outputs/link.yaml", A, B)])
    assert (place.root / "outputs" / "a.yaml").read_bytes() == B


def test_a_link_in_the_place_of_the_prepared_file_leads_nowhere(place: Workspace, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"S")
    (place.root / "outputs" / ".a.yaml.outtrack-new").symlink_to(tmp_path / "secret")
    save(place, [ONE])
    assert (tmp_path / "secret").read_bytes() == b"S"
    assert (place.root / "outputs" / "a.yaml").read_bytes() == B


@pytest.mark.parametrize("after", [B, None])
def test_a_read_only_file_stays_as_it_is(place: Workspace, after: bytes | None) -> None:
    (place.root / "outputs" / "a.yaml").chmod(0o444)
    with pytest.raises(EditError, match="it can't be written: it is read-only"):
        save(place, [Change("outputs/a.yaml", A, after)])
    assert (place.root / "outputs" / "a.yaml").read_bytes() == A


def as_nobody(act: str, place: Workspace) -> str:
    """Save a change as a user who may not do everything, and return what is said; root may write anywhere."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        said = "nothing"
        try:
            if os.getuid() == 0:
                os.setgroups([])
                os.setresgid(65534, 65534, 65534)
                os.setresuid(65534, 65534, 65534)
            save(place, [ONE, Change("outputs/b.yaml", None, B)] if act == "many" else [ONE])
        except BaseException as error:  # noqa: BLE001 - the other side judges it
            said = f"{type(error).__name__}: {error}"
        os.write(write, said.encode())
        os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read) as stream:
        return stream.read()


@pytest.mark.parametrize("act", ["one", "many"])
@pytest.mark.parametrize("which", ["outputs", ".git"])
def test_a_read_only_folder(act: str, which: str) -> None:
    with tempfile.TemporaryDirectory() as name:  # below pytest's own folder nobody else may look
        root = Path(name) / "work"
        for folder in (root / ".git", root / "outputs"):
            folder.mkdir(parents=True)
        (root / "outputs" / "a.yaml").write_bytes(A)
        for path in (Path(name), *Path(name).rglob("*")):
            path.chmod(0o777)
        (root / which).chmod(0o555)
        said = as_nobody(act, Workspace(root, root))
        assert "permission denied" in said
        assert said.startswith("EditError: ")
        assert ("the lock" in said) == (which == ".git")
        assert names(Workspace(root, root)) == ["a.yaml"]
        (root / which).chmod(0o777)


@pytest.mark.parametrize("limit", [0, 1, 20, 400, 1000])
@pytest.mark.parametrize("many", [False, True])
def test_a_full_disk_leaves_everything_as_it_was(place: Workspace, limit: int, many: bool) -> None:
    changes = [Change("outputs/a.yaml", A, B * 400)]
    if many:
        changes += [Change("outputs/b.yaml", None, B), Change("new/c.yaml", None, B)]
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with pytest.raises(EditError, match="it can't be written: file too large") as caught:
            save(place, changes)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.found.path
    assert names(place) == ["a.yaml"]
    assert not (place.root / "new").exists()
    assert (place.root / "outputs" / "a.yaml").read_bytes() == A


def test_a_disk_that_fails_leaves_everything_as_it_was(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(EditError, match="it can't be written: no space left on device"):
        save(place, [ONE])
    assert names(place) == ["a.yaml"]
    assert (place.root / "outputs" / "a.yaml").read_bytes() == A


def test_a_place_that_can_not_be_taken_gives_everything_back(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    (place.root / "outputs" / "c.yaml").write_bytes(A)
    changes = [
        ONE, Change("outputs/b.yaml", None, B), Change("outputs/c.yaml", A, B), Change("outputs/d.yaml", None, B),
    ]  # fmt: skip
    replace = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if target.name == "c.yaml":
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(EditError, match=r"it can't be written: permission denied$") as caught:
        save(place, changes)
    assert caught.value.found.path == "outputs/c.yaml"
    assert names(place) == ["a.yaml", "c.yaml"]
    assert (place.root / "outputs" / "a.yaml").read_bytes() == A


def test_where_nothing_goes_back_the_next_one_finishes_it(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    (place.root / "outputs" / "c.yaml").write_bytes(A)
    replace = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if target.name == "c.yaml":
            monkeypatch.setattr(os, "fsync", broken)
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(EditError, match="permission denied: half of the edit is done"):
        save(place, [ONE, Change("outputs/c.yaml", A, B)])
    monkeypatch.undo()
    save(place, [])
    assert (place.root / "outputs" / "a.yaml").read_bytes() == B
    assert (place.root / "outputs" / "c.yaml").read_bytes() == B
    assert names(place) == ["a.yaml", "c.yaml"]
