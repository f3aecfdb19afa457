"""Files are written whole, all or none, and never over what somebody else has written meanwhile."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from outtrack.files import Workspace
from outtrack.write import Change, EditError, save

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    root = tmp_path / "work"
    (root / "outputs").mkdir(parents=True)
    (root / "outputs" / "a.yaml").write_bytes(b"title: A\n")
    return Workspace(root, None)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_files_are_made_and_changed_together(place: Workspace) -> None:
    save(place, [Change("outputs/a.yaml", b"title: A\n", b"title: B\n"), Change("new/sub/b.yaml", None, b"title: N\n")])
    assert (place.root / "outputs" / "a.yaml").read_bytes() == b"title: B\n"
    assert (place.root / "new" / "sub" / "b.yaml").read_bytes() == b"title: N\n"
    assert names(place.root) == ["a.yaml", "b.yaml"]


def test_the_mode_stays(place: Workspace) -> None:
    file = place.root / "outputs" / "a.yaml"
    file.chmod(0o640)
    save(place, [Change("outputs/a.yaml", b"title: A\n", b"title: B\n")])
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_nothing_is_written_where_one_file_has_changed(place: Workspace) -> None:
    changes = [Change("outputs/b.yaml", None, b"title: B\n"), Change("outputs/a.yaml", b"title: Old\n", b"title: C\n")]
    with pytest.raises(EditError, match="it has changed since it was read"):
        save(place, changes)
    assert names(place.root) == ["a.yaml"]
    assert (place.root / "outputs" / "a.yaml").read_bytes() == b"title: A\n"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Change("outputs/a.yaml", None, b"x"), "it is there already"),
        (Change("outputs/gone.yaml", b"x", b"y"), "it has changed since it was read"),
        (Change("../out.yaml", None, b"x"), "outside of the workspace"),
        (Change(".", None, b"x"), "outside of the workspace"),
        (Change("outputs/a.yaml/b.yaml", None, b"x"), "it can't be written: "),
    ],
)
def test_what_can_not_be_written_is_said(place: Workspace, change: Change, message: str) -> None:
    with pytest.raises(EditError, match=message) as caught:
        save(place, [change])
    assert caught.value.found.path == change.path
    assert names(place.root) == ["a.yaml"]


def test_a_symbolic_link_stays_one_and_leads_nowhere_else(place: Workspace, tmp_path: Path) -> None:
    link = place.root / "outputs" / "link.yaml"
    link.symlink_to("a.yaml")
    save(place, [Change("outputs/link.yaml", b"title: A\n", b"title: L\n")])
    assert link.is_symlink()
    assert (place.root / "outputs" / "a.yaml").read_bytes() == b"title: L\n"
    (tmp_path / "secret.yaml").write_bytes(b"title: S\n")
    (place.root / "outputs" / "out.yaml").symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(EditError, match="outside of the workspace"):
        save(place, [Change("outputs/out.yaml", b"title: S\n", b"title: T\n")])
    assert (tmp_path / "secret.yaml").read_bytes() == b"title: S\n"


def test_a_disk_that_fails_leaves_everything_as_it_was(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(EditError, match="it can't be written: no space left on device"):
        save(place, [Change("outputs/a.yaml", b"title: A\n", b"title: B\n")])
    assert names(place.root) == ["a.yaml"]
    assert (place.root / "outputs" / "a.yaml").read_bytes() == b"title: A\n"
