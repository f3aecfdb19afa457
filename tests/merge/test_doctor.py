"""`outtrack doctor` after real merges that went wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from merging import BASE, FILE, Repository, checkin

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path, with_driver=False)


def rows(repository: Repository, code: int = 1) -> list[dict[str, object]]:
    found = json.loads(repository.outtrack("doctor", "--format", "json", code=code).out)["rows"]
    return [one for one in found if not one["is_advice"]]


def half_merged(repository: Repository, theirs: str) -> None:
    repository.begin({FILE: BASE})
    repository.branch("a", {FILE: checkin(BASE, "date: 2026-10-19, value: 17, by: maria")})
    repository.branch("b", {FILE: theirs})
    repository.git("merge", "-q", "a", code=1)


def test_a_half_merged_file_is_merged_by_its_meaning(repository: Repository) -> None:
    half_merged(repository, checkin(BASE, "date: 2026-10-12, value: 16"))
    (found,) = rows(repository)
    assert (found["path"], found["line"]) == (FILE, 13)
    before = repository.read(FILE)
    assert "+++ outcomes/trial.yaml" in repository.outtrack("doctor", "--fix", "--dry-run").out
    assert repository.read(FILE) == before
    repository.outtrack("doctor", "--fix")
    assert repository.read(FILE) == checkin(
        BASE, "date: 2026-10-12, value: 16", "date: 2026-10-19, value: 17, by: maria"
    )
    assert repository.outtrack("doctor").out == "nothing to mend\n"


def test_what_somebody_has_begun_to_merge_by_hand_is_left_alone(repository: Repository) -> None:
    half_merged(repository, checkin(BASE, "date: 2026-10-12, value: 16"))
    repository.write(FILE, repository.read(FILE).replace("value: 16", "value: 18"))
    before = repository.read(FILE)
    assert rows(repository)[0]["mend"] is None
    repository.outtrack("doctor", "--fix", code=1)
    assert repository.read(FILE) == before


def test_marks_that_were_committed_are_found(repository: Repository) -> None:
    half_merged(repository, checkin(BASE, "date: 2026-10-12, value: 16"))
    repository.commit("oh no")
    (found,) = rows(repository)
    assert (found["line"], found["mend"]) == (13, None)


def test_an_id_given_on_two_branches_is_told_apart_and_links_follow(repository: Repository) -> None:
    repository.begin({FILE: BASE})
    repository.branch("a", {"outcomes/x/speed.yaml": "title: One\n", "outputs/a.yaml": "title: A\noutcomes: [speed]\n"})
    repository.branch(
        "b",
        {"outcomes/speed.yaml": "# ours\ntitle: Other\n", "outputs/b.yaml": "title: B\noutcomes: [speed, trial]\n"},
    )
    repository.git("merge", "-q", "-m", "merge", "a")
    repository.branch("c", {"outputs/c.yaml": "title: C\noutcomes: [speed]\n"}, start="HEAD")
    found = {str(one["path"]): one["mend"] for one in rows(repository)}
    assert found == {
        "outcomes/speed.yaml": "give it the id `speed-2`",
        "outputs/b.yaml": "link it to `speed-2`: that came by the same branch",
        "outputs/c.yaml": None,
    }
    done = repository.outtrack("doctor", "--fix", code=1)
    assert "outputs/c.yaml: its link to `speed` may mean either" in done.err
    assert repository.read("outcomes/speed.yaml") == "# ours\nid: speed-2\ntitle: Other\n"
    assert repository.read("outputs/a.yaml") == "title: A\noutcomes: [speed]\n"
    assert repository.read("outputs/b.yaml") == "title: B\noutcomes: [speed-2, trial]\n"
    assert rows(repository, code=0) == []


@pytest.mark.parametrize("how", ["file", "id"])
def test_a_link_to_what_was_renamed_on_another_branch_follows(repository: Repository, how: str) -> None:
    text = BASE if how == "file" else f"id: trial\n{BASE}"
    path = FILE if how == "file" else "outcomes/other-name.yaml"
    repository.begin({path: text})
    repository.git("checkout", "-q", "-b", "a")
    if how == "file":
        repository.git("mv", path, "outcomes/conversion.yaml")
    else:
        repository.write(path, text.replace("id: trial\n", "id: conversion\n"))
    repository.commit()
    work = "title: New\noutcomes: [trial] # for it\n"
    repository.branch("b", {"outputs/new.yaml": work, "outcomes/up.yaml": "title: Up\ncontributes_to: [trial]\n"})
    repository.git("merge", "-q", "-m", "merge", "a")
    assert len(rows(repository)) == 2
    repository.outtrack("doctor", "--fix")
    assert repository.read("outputs/new.yaml") == work.replace("trial", "conversion")
    assert repository.read("outcomes/up.yaml") == "title: Up\ncontributes_to: [conversion]\n"


def test_what_a_killed_run_left_is_deleted_and_the_driver_set_up(repository: Repository) -> None:
    repository.begin({FILE: BASE, "outcomes/.trial.yaml.4194305.tmp": "title: Half\n"})
    assert [one["path"] for one in rows(repository)] == ["outcomes/.trial.yaml.4194305.tmp"]
    repository.outtrack("doctor", "--fix")
    assert not list((repository.root / "outcomes").glob(".*"))
    assert "merge=outtrack" in repository.read(".gitattributes")
    assert "merge-driver" in repository.git("config", "merge.outtrack.driver")
    assert repository.outtrack("doctor").out == "nothing to mend\n"
    for option in ("--fix", "--dry-run"):
        assert repository.outtrack("doctor", option).out == "nothing to mend\n"
        told = json.loads(repository.outtrack("doctor", option, "--format", "json").out)
        assert (told["report"], told["rows"], told["summary"]["written"]) == ("doctor", [], option == "--fix")


def test_in_a_fresh_clone_nothing_is_said_to_be_so_already(repository: Repository) -> None:
    repository.begin({FILE: BASE})
    repository.outtrack("doctor", "--fix")
    repository.git("config", "--unset", "merge.outtrack.driver")
    shown = repository.outtrack("doctor", "--dry-run")
    assert shown.out == ".gitattributes: set the merge driver up\n"
    assert shown.err == "outtrack: nothing was written: without --dry-run it is\n"
    repository.git("config", "merge.outtrack.driver", code=1)
    mended = repository.outtrack("doctor", "--fix")
    assert (mended.out, mended.err) == (".gitattributes: set the merge driver up\n", "")
    assert "merge-driver" in repository.git("config", "merge.outtrack.driver")


def test_a_key_result_of_a_half_merged_file_is_not_said_to_be_nowhere(repository: Repository) -> None:
    half_merged(repository, checkin(BASE, "date: 2026-10-12, value: 16"))
    done = repository.outtrack("checkin", "trial/paid", "18", code=2)
    assert f"`trial/paid` can't be used: {FILE} has errors (outtrack check lists them)" in done.err


def test_what_only_a_person_can_mend_is_said_to_be_so(repository: Repository) -> None:
    half_merged(repository, checkin(BASE, "date: 2026-10-12, value: 16"))
    repository.commit("oh no")
    repository.outtrack("merge-driver", "--install")
    for option in ("--fix", "--dry-run"):
        done = repository.outtrack("doctor", option, code=1)
        assert done.out == ""
        assert done.err.endswith(": mend it by hand\n"), done.err
