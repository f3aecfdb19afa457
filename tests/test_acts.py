"""Acts on files that are not what the snapshot saw, or must not be touched."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from outtrack.acts import Draft, Plan, RefusedError, StaleError
from outtrack.acts.update import update
from outtrack.cli import writing
from outtrack.cli.options import UsageError
from outtrack.files import Workspace
from outtrack.snapshot import load
from outtrack.write import EditError, Put

if TYPE_CHECKING:
    from pathlib import Path

    from outtrack.snapshot import Snapshot

CONFLICT = "title: X\n<<<<<<< HEAD\nowner: a\n=======\nowner: b\n>>>>>>> other\n"


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    for folder in (".git", "outcomes"):
        (tmp_path / folder).mkdir()
    (tmp_path / "outtrack.yaml").write_text("version: 1\n")
    (tmp_path / "outcomes" / "x.yaml").write_text("title: X\nkey_results:\n- title: One\n- title: Two\n")
    (tmp_path / "outcomes" / "y.yaml").write_text("title: Y\n")
    return load(Workspace(tmp_path, tmp_path), date(2026, 11, 22))


def text(snapshot: Snapshot, name: str = "x") -> str:
    return (snapshot.workspace.root / "outcomes" / f"{name}.yaml").read_text()


def test_a_place_that_was_found_in_another_text_is_not_written_to(snapshot: Snapshot) -> None:
    """Key results may have changed places since."""
    (snapshot.workspace.root / "outcomes" / "x.yaml").write_text("title: X\nkey_results:\n- title: Two\n- title: One\n")
    with pytest.raises(StaleError, match=r"outcomes/x\.yaml has changed since it was read"):
        Draft(snapshot).settle_id("key_result:x/one")


def test_an_act_is_planned_again_on_what_the_files_say_now(snapshot: Snapshot) -> None:
    (snapshot.workspace.root / "outcomes" / "x.yaml").write_text("title: X\nkey_results:\n- title: Two\n- title: One\n")

    def act(now: Snapshot) -> Plan:
        draft = Draft(now)
        draft.settle_id("key_result:x/one")
        return draft.plan("done")

    assert writing.perform(snapshot, act).said == ("done",)
    assert text(snapshot) == "title: X\nkey_results:\n- title: Two\n- id: one\n  title: One\n"


def test_an_act_is_planned_again_where_a_file_changes_before_it_is_saved(snapshot: Snapshot) -> None:
    seen: list[Snapshot] = []

    def act(now: Snapshot) -> Plan:
        plan = update(now, "outcome:x", {"note": "mine"})
        if not seen:
            file = snapshot.workspace.root / "outcomes" / "x.yaml"
            file.write_text(f"{text(snapshot)}owner: somebody\n")
        seen.append(now)
        return plan

    writing.perform(snapshot, act)
    assert len(seen) == 2
    assert "owner: somebody" in text(snapshot)
    assert "note: mine" in text(snapshot)


def test_what_has_gone_meanwhile_is_refused(snapshot: Snapshot) -> None:
    def act(now: Snapshot) -> Plan:
        (snapshot.workspace.root / "outcomes" / "x.yaml").unlink(missing_ok=True)
        draft = Draft(now)
        draft.edit("outcome:y", Put(("owner",), "me"))
        draft.edit("outcome:x", Put(("owner",), "me"))
        return draft.plan()

    (snapshot.workspace.root / "outcomes" / "y.yaml").write_text("title: Why\n")
    with pytest.raises(UsageError, match="`outcome:x` is not there any more"):
        writing.perform(snapshot, act)
    assert text(snapshot, "y") == "title: Why\n"


def test_a_configuration_that_broke_meanwhile_is_said(snapshot: Snapshot) -> None:
    def act(now: Snapshot) -> Plan:
        (snapshot.workspace.root / "outtrack.yaml").write_text("version: none\n")
        (snapshot.workspace.root / "outcomes" / "x.yaml").write_text("title: Ex\n")
        return update(now, "outcome:x", {"note": "mine"})

    with pytest.raises(UsageError, match=r"outtrack\.yaml can't be used any more"):
        writing.perform(snapshot, act)
    assert text(snapshot) == "title: Ex\n"


@pytest.mark.parametrize("what", ["edit", "replace", "delete", "move"])
def test_a_file_with_a_merge_that_is_not_finished_is_never_touched(snapshot: Snapshot, what: str) -> None:
    (snapshot.workspace.root / "outcomes" / "x.yaml").write_text(CONFLICT)
    draft = Draft(snapshot)
    path = "outcomes/x.yaml"
    acts = {
        "edit": lambda: draft.edit("outcome:x", Put(("owner",), "c")),
        "replace": lambda: draft.replace_file(path, b"title: Z\n"),
        "delete": lambda: draft.delete_file(path),
        "move": lambda: draft.move_file(path, "outcomes/z.yaml"),
    }
    with pytest.raises(EditError, match="an unfinished merge: this file still holds conflict markers") as caught:
        acts[what]()
    assert caught.value.found.hint
    assert caught.value.found.span
    assert draft.changes() == ()


def test_files_that_are_not_there_or_to_go(snapshot: Snapshot) -> None:
    draft = Draft(snapshot)
    with pytest.raises(RefusedError, match="it can't be read"):
        draft.read("outcomes/none.yaml")
    draft.delete_file("outcomes/y.yaml")
    with pytest.raises(RefusedError, match="is to be deleted"):
        draft.edit("outcome:y", Put(("owner",), "me"))
