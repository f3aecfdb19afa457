"""`check --changed-since`: what a change touched or broke, in real repositories; and git is only ever read from."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import golden
import processes
from checking.conftest import UNLINKED, Team
from outtrack.diagnostic import Diagnostic, Place
from outtrack.revision import RevisionError, revision
from outtrack.rules.known import KNOWN_FILE, Key, Known
from outtrack.rules.since import since
from outtrack.snapshot import load_at

if TYPE_CHECKING:
    from pathlib import Path

LINKED = UNLINKED + "outcomes: evening-use\n"


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A workspace in a folder of a repository, with an old fault, and a first commit."""
    found = Team(tmp_path / "repo" / "a team [1]")
    found.write("outtrack.yaml", "version: 1\n")
    found.write("outcomes/evening-use.yaml", "title: More people read in the evening\n")
    found.write("outputs/old.yaml", UNLINKED)
    found.write("outputs/fine.yaml", LINKED)
    found.write("../elsewhere/outputs/x.yaml", "not: ours\n")
    found.git("init", "-q", cwd=tmp_path / "repo")
    found.git("add", "-A", cwd=tmp_path / "repo")
    found.commit()
    return found


def check(team: Team, name: str = "HEAD", *args: str, **env: str) -> processes.Ended:
    line = ("check", "--changed-since", name, "--select", "unlinked-output", "--format", "jsonl", *args)
    return processes.run(*line, cwd=team.root, home=team.root.parent.parent, **env)  # type: ignore[arg-type]


def told(team: Team, name: str = "HEAD", *args: str) -> list[str]:
    done = check(team, name, *args)
    assert done.code in {0, 1}, done.err
    rows = [json.loads(line) for line in done.out.splitlines()]
    return [f"{row['path'].removeprefix('a team [1]/')} {row['rule']}" for row in rows]


def test_nothing_changed(team: Team) -> None:
    assert told(team) == []
    done = processes.run(
        "check", "--changed-since", "HEAD", "--select", "unlinked-output", cwd=team.root, home=team.root.parent.parent
    )
    assert (done.code, done.out) == (0, "no findings; 1 not of this change; 3 entities in 3 files\n")


@pytest.mark.parametrize("how", ["committed", "staged", "unstaged"])
def test_a_changed_file_is_reported_with_all_that_is_wrong_in_it(team: Team, how: str) -> None:
    base = team.git("rev-parse", "HEAD")
    team.write("outputs/old.yaml", f"{UNLINKED}tags: [new]\n")
    if how == "committed":
        team.commit()
    elif how == "staged":
        team.git("add", "-A")
    assert told(team, base) == ["outputs/old.yaml unlinked-output"]


def test_a_new_file_is_reported_although_git_does_not_know_it(team: Team) -> None:
    team.write("outputs/new.yaml", UNLINKED)
    assert told(team) == ["outputs/new.yaml unlinked-output"]


def test_what_a_deletion_broke_elsewhere(team: Team) -> None:
    (team.root / "outcomes" / "evening-use.yaml").unlink()
    assert told(team) == ["outputs/fine.yaml dangling-link"]


def test_what_a_rename_broke_elsewhere(team: Team) -> None:
    team.git("mv", "outcomes/evening-use.yaml", "outcomes/evening.yaml")
    assert told(team) == ["outputs/fine.yaml dangling-link"]


def test_what_another_status_broke_elsewhere(team: Team) -> None:
    team.write("outcomes/evening-use.yaml", "title: More people read in the evening\nstatus: dropped\n")
    assert told(team) == ["outputs/fine.yaml unlinked-output"]


def test_what_another_configuration_found(team: Team) -> None:
    team.config("rules: {unlinked-output: {types: [feature]}}")
    team.write("outputs/fine.yaml", LINKED)
    assert told(team) == []
    team.commit()
    team.write("outtrack.yaml", "version: 1\n")
    assert told(team) == ["outputs/old.yaml unlinked-output"]


def test_a_finding_that_was_silenced_or_known_before_is_new(team: Team) -> None:
    team.write("outputs/old.yaml", f"{UNLINKED.strip()}  # outtrack: ignore[unlinked-output] why\n")
    team.write("outputs/fine.yaml", UNLINKED)
    team.write(KNOWN_FILE, Known({Key("outputs/fine.yaml", "unlinked-output", "output:fine"): 1}).text)
    team.commit()
    assert told(team) == []
    team.write(KNOWN_FILE, Known().text)
    assert told(team) == ["outputs/fine.yaml unlinked-output"]


def test_a_change_since_the_branch_began(team: Team) -> None:
    team.git("checkout", "-qb", "topic")
    team.write("outputs/new.yaml", UNLINKED)
    team.commit()
    team.git("checkout", "-q", "main")
    team.write("outputs/old.yaml", LINKED)
    team.commit()
    team.git("checkout", "-q", "topic")
    assert told(team, "main") == ["outputs/new.yaml unlinked-output"]


def test_folders_that_nearly_name_a_kind(team: Team) -> None:
    team.write("outcome/x.yaml", "title: X\n")
    team.commit()
    assert told(team) == []
    assert told(team, "HEAD~1") == ["outcome near-kind-folder"]
    team.write("outcome/y.yaml", "title: Y\n")
    assert told(team) == ["outcome near-kind-folder"]


def test_who_sees_nothing_says_so_every_time(team: Team) -> None:
    for name in ("outcomes", "outputs"):
        team.git("mv", name, f"our-{name}")
    team.write("outtrack.yaml", "version: 1\ninclude: ['our-*s']\n")
    team.write("our-outcomes/evening-use.yaml", "")
    for path in ("our-outcomes/evening-use.yaml", "our-outputs/old.yaml", "our-outputs/fine.yaml"):
        (team.root / path).unlink()
    team.write("our-outcomes/notes.txt", "None yet.")
    team.git("add", "-A")
    team.commit()
    assert told(team) == ["outtrack.yaml nothing-checked"]
    assert check(team, "HEAD", "--strict").code == 1
    team.write("outtrack.yaml", "version: 1\ninclude: [ours]\n")
    (team.root / "our-outcomes/notes.txt").unlink()
    (team.root / "our-outcomes").rmdir()
    team.write("ours/notes.txt", "None yet.")
    assert told(team) == ["outtrack.yaml nothing-checked"]


def test_a_workspace_that_was_not_there_or_could_not_be_used(team: Team) -> None:
    for before in (None, "version: 1\nwhat: 1\n", "version: 1\ncheck: {severity: {no-such-rule: off}}\n"):
        if before:
            team.write("outtrack.yaml", before)
        else:
            team.git("rm", "-q", "--cached", "outtrack.yaml")
        team.git("commit", "-qam", "before")
        team.write("outtrack.yaml", "version: 1\n")
        assert told(team) == ["outputs/old.yaml unlinked-output"]
        assert "everything is reported" in check(team).err
        team.commit()


def test_the_workspace_of_a_commit_is_the_one_on_disk(team: Team) -> None:
    files = {
        "outtrack.yaml": "version: 1\ninclude: [outcomes, outputs, 'teams/*/product', deep/**/plan, 'a[bc]']\n",
        ".gitignore": "ignored.yaml\n/outputs/off/\n",
        "outputs/off/x.yaml": UNLINKED,
        "outputs/ignored.yaml": UNLINKED,
        "outputs/.hidden.yaml": UNLINKED,
        "outputs/.hidden/x.yaml": UNLINKED,
        "outputs/notes.txt": "",
        "outputs/deep/x.yml": UNLINKED,
        "outputs/inner/outtrack.yaml": "version: 1\n",
        "outputs/inner/x.yaml": UNLINKED,
        "outputs/some/.gitignore": "!ignored.yaml\nb*.yaml\n",
        "outputs/some/ignored.yaml": UNLINKED,
        "outputs/some/bad.yaml": UNLINKED,
        "teams/a/product/outputs/a.yaml": UNLINKED,
        "teams/a/notes/outputs/b.yaml": UNLINKED,
        "teams/a/b/product/outputs/c.yaml": UNLINKED,
        "deep/plan/outputs/d.yaml": UNLINKED,
        "deep/x/y/plan/outputs/e.yaml": UNLINKED,
        "deep/x/y/other/outputs/f.yaml": UNLINKED,
        "ab/outputs/g.yaml": UNLINKED,
        "ad/outputs/h.yaml": UNLINKED,
        "shared/outputs/i.yaml": UNLINKED,
        "checkins/c.yaml": "date: 2026-10-05\nmetric: a\nvalue: 1\n",
    }
    for path, text in files.items():
        team.write(path, text)
    team.write("../.gitignore", "*.bak.yaml\n")
    team.write("outputs/x.bak.yaml", UNLINKED)
    (team.root / "outputs" / "linked").symlink_to("../shared/outputs")
    (team.root / "outputs" / "j.yaml").symlink_to("old.yaml")
    (team.root / "outputs" / "k.yaml").symlink_to("../ad/outputs/h.yaml")
    (team.root / "outputs" / "away").symlink_to("../../elsewhere")
    team.git("add", "-fA", "..")
    team.git("commit", "-qm", "many")
    now = team.load()
    then = load_at(revision(now.workspace, "HEAD"), now)
    assert [one.entry.path for one in then.files] == [one.entry.path for one in now.files]
    assert len(then.files) == 11
    assert [one.documents for one in then.files] == [one.documents for one in now.files]
    cold = load_at(revision(now.workspace, "HEAD"), replace(now, files=()))
    assert [one.documents for one in cold.files] == [one.documents for one in now.files]


def test_without_include_the_folders_beside_the_configuration_are_read(team: Team) -> None:
    team.write("more/outputs/x.yaml", UNLINKED)
    team.write("top.yaml", UNLINKED)
    team.commit()
    now = team.load()
    then = load_at(revision(now.workspace, "HEAD"), now)
    assert [one.entry.path for one in then.files] == [one.entry.path for one in now.files]


# --- what can't be had ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nope", "there is no revision `nope` here"),
        ("main..HEAD", "there is no revision `main..HEAD` here"),
        ("HEAD:outtrack.yaml", "there is no revision `HEAD:outtrack.yaml` here"),
        ("--output=/tmp/x", "`--output=/tmp/x` is not a revision"),
        (" ", "` ` is not a revision"),
        ("x\n::error::y", "there is no revision `x ::error::y` here"),
    ],
)
def test_a_revision_that_is_none(team: Team, name: str, message: str) -> None:
    done = check(team, name)
    assert (done.code, done.out, done.err) == (2, "", f"outtrack: --changed-since: {message}\n")


def test_a_folder_without_a_repository(tmp_path: Path) -> None:
    starter = processes.example("starter", tmp_path)
    done = processes.run("check", "--changed-since", "main", cwd=starter, home=tmp_path)
    assert (done.code, done.err) == (2, "outtrack: --changed-since: the workspace is in no git repository\n")
    (starter / ".git").mkdir()
    done = processes.run("check", "--changed-since", "main", cwd=starter, home=tmp_path)
    assert done.code == 2
    assert done.err.startswith("outtrack: --changed-since: git says: not a git repository")


def test_a_repository_without_a_commit(team: Team, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "repo" / ".git")
    team.git("init", "-q", cwd=tmp_path / "repo")
    assert check(team).err == "outtrack: --changed-since: there is no revision `HEAD` here\n"


def test_histories_that_have_nothing_in_common(team: Team) -> None:
    team.git("checkout", "-q", "--orphan", "other")
    team.write("outputs/fine.yaml", f"{LINKED}tags: [x]\n")
    team.commit()
    assert check(team, "main").err == "outtrack: --changed-since: `main` and HEAD have no history in common\n"


def test_a_shallow_clone(team: Team, tmp_path: Path) -> None:
    team.write("outputs/fine.yaml", f"{LINKED}tags: [x]\n")
    team.commit()
    team.git("clone", "-q", "--depth=1", f"file://{tmp_path}/repo", str(tmp_path / "clone"))
    clone = Team(tmp_path / "clone" / "a team [1]")
    assert told(clone) == []
    done = check(clone, "HEAD~1")
    assert done.code == 2
    assert "this clone is shallow, fetch more of it" in done.err


def test_without_git(team: Team, tmp_path: Path) -> None:
    done = check(team, PATH=str(tmp_path / "nowhere"))
    assert (done.code, done.err) == (2, "outtrack: --changed-since: git says: git is not installed\n")


def test_a_blob_that_is_missing(team: Team) -> None:
    team.write("outputs/fine.yaml", f"{LINKED}tags: [x]\n")
    blob = team.git("rev-parse", "HEAD:./outputs/fine.yaml")
    (team.root.parent / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    now = team.load()
    base = revision(now.workspace, "HEAD")
    with pytest.raises(RevisionError, match="a part of the history is not in this clone"):
        load_at(base, now)


# --- git is read from, and nothing else -----------------------------------------------------------------


def test_nothing_is_written_and_nothing_that_the_repository_names_is_run(team: Team, tmp_path: Path) -> None:
    repository, mark = tmp_path / "repo", tmp_path / "it-was-run"
    script = tmp_path / "run"
    script.write_text(f"#!/bin/sh\necho ran >>'{mark}'\ncat\n", encoding="utf-8")
    script.chmod(0o755)
    for name in (
        "core.fsmonitor",
        "diff.external",
        "diff.x.textconv",
        "diff.x.command",
        "core.pager",
        "core.sshCommand",
    ):
        team.git("config", name, str(script))
    team.git("config", "core.hooksPath", str(tmp_path))
    for hook in ("post-index-change", "post-checkout", "reference-transaction"):
        shutil.copy(script, tmp_path / hook)
    team.write("../.gitattributes", "*.yaml diff=x\n")
    team.write("outputs/fine.yaml", f"{LINKED}tags: [x]\n")
    index = (repository / ".git" / "index").read_bytes()
    mark.unlink(missing_ok=True)
    assert told(team, "HEAD", "--no-cache") == []
    assert not mark.exists()
    assert (repository / ".git" / "index").read_bytes() == index


def test_a_hook_of_another_repository_does_not_lead_astray(team: Team, tmp_path: Path) -> None:
    other = tmp_path / "other"
    team.git("init", "-q", str(other))
    done = check(team, GIT_DIR=str(other / ".git"), GIT_WORK_TREE=str(other), GIT_INDEX_FILE=str(other / "index"))
    assert (done.code, done.out, done.err) == (0, "", "")


# --- which of several -----------------------------------------------------------------------------------


def finding(path: str, message: str = "m", rule: str = "r") -> Diagnostic:
    return Diagnostic(rule=rule, message=message, place=Place(path), entity=f"output:{path}")


def test_as_many_are_new_as_came_on_top_and_first_those_in_other_words() -> None:
    a, b, c = finding("x", "a"), finding("x", "b"), finding("x", "c")
    assert since([a], [a, b], []) == [b]
    assert since([b], [a, b], []) == [a]
    assert since([a], [b], []) == []  # the same finding, in other words
    assert since([a, b], [a], []) == []
    assert since([a], [b, c], []) == [b]
    assert since([a], [a, a], []) == [a]
    assert since([a], [finding("y", "a")], []) == [finding("y", "a")]
    assert since([a], [finding("x", "a", "s")], []) == [finding("x", "a", "s")]
    assert since([a, b], [a, b], ["x"]) == [a, b]


def test_the_day_is_the_same_on_both_sides(team: Team) -> None:
    assert golden.DAY == "2026-11-22"
    team.write("outputs/old.yaml", f"{UNLINKED.strip()}  # outtrack: ignore[unlinked-output] until=2026-11-30 why\n")
    team.commit()
    assert told(team, "HEAD", "--as-of", "2026-12-01") == []


def test_changed_files_come_first_where_a_build_server_shows_only_some(team: Team) -> None:
    team.write("outcomes/evening-use.yaml", "title: More people read in the evening\nstatus: dropped\n")
    team.write("outputs/zebra.yaml", UNLINKED)
    done = check(team, "HEAD", "--format", "github")
    files = [line.partition("file=")[2].partition(",")[0] for line in done.out.splitlines() if line.startswith("::")]
    assert [one.rpartition("/")[2] for one in files] == ["zebra.yaml", "fine.yaml"]


def test_what_fails_is_a_failure_in_every_format(team: Team) -> None:
    team.config("severity: {unlinked-output: warning}")
    for options, is_failing in (((), False), (("--strict",), True), (("--strict", "--exit-zero"), False)):
        line = ("check", "--select", "unlinked-output", "--format", "junit", *options)
        done = processes.run(*line, cwd=team.root, home=team.root.parent.parent)
        assert ("<failure" in done.out) == is_failing == (done.code == 1), options
