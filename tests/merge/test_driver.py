"""The merge driver in real git repositories: merges, rebases, cherry-picks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from merging import BASE, FILE, Repository, checkin

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    found = Repository(tmp_path)
    found.begin({FILE: BASE})
    return found


def test_checkins_of_two_branches_are_united_by_date(repository: Repository) -> None:
    repository.branch("a", {FILE: checkin(BASE, "date: 2026-10-19, value: 17.1, by: maria")})
    repository.branch("b", {FILE: checkin(BASE, "date: 2026-10-12, value: 16, by: chidi")})
    repository.git("checkout", "-q", "a")
    repository.git("merge", "-q", "b", "-m", "merge")
    assert repository.read(FILE) == checkin(
        BASE, "date: 2026-10-12, value: 16, by: chidi", "date: 2026-10-19, value: 17.1, by: maria"
    )
    one = repository.read(FILE)
    repository.git("checkout", "-q", "b")
    repository.git("merge", "-q", "a~1", "-m", "merge", code=0)
    repository.git("merge", "-q", "a", "-m", "merge")
    assert repository.read(FILE) == one


@pytest.mark.parametrize("how", ["merge", "rebase", "cherry-pick"])
def test_different_fields_both_survive_and_one_field_conflicts_on_its_line(repository: Repository, how: str) -> None:
    ours = BASE.replace("owner: maria", "owner: chidi").replace("target: 25", "target: 22")
    theirs = checkin(BASE, "date: 2026-10-12, value: 16").replace("target: 25", "target: 30")
    theirs = theirs.replace("due: 2026-Q4", "due: 2027-Q1")
    repository.branch("a", {FILE: ours})
    repository.branch("b", {FILE: theirs})
    repository.git("checkout", "-q", "b" if how == "rebase" else "a")
    repository.git(how, {"rebase": "a"}.get(how, "b"), code=1)
    merged = repository.read(FILE)
    before, _, rest = merged.partition("<<<<<<< ours\n")
    conflict, _, after = rest.partition(">>>>>>> theirs\n")
    assert conflict == "    target: 22\n=======\n    target: 30\n"
    wanted = checkin(BASE, "date: 2026-10-12, value: 16").replace("maria\ndue: 2026-Q4", "chidi\ndue: 2027-Q1")
    assert before + "    target: 25\n" + after == wanted
    assert "UU" in repository.git("status", "--short")


def test_without_outtrack_git_merges_as_ever_and_leaves_its_marks(repository: Repository) -> None:
    line = repository.git("config", "merge.outtrack.driver").strip()
    broken = line.replace("/outtrack", "/no-such").replace(" outtrack;", " no-such-program;")
    assert broken != line
    repository.git("config", "merge.outtrack.driver", broken)
    repository.branch("a", {FILE: checkin(BASE, "date: 2026-10-19, value: 17.1, by: maria")})
    repository.branch("b", {FILE: checkin(BASE, "date: 2026-10-12, value: 16, by: chidi")})
    repository.git("merge", "-q", "a", code=1)
    assert repository.read(FILE).count("<<<<<<< ours") == 1


def test_setting_up_twice_changes_nothing_and_taking_away_leaves_the_rest(tmp_path: Path) -> None:
    repository = Repository(tmp_path, with_driver=False)
    repository.write(".gitattributes", "*.png binary\n")
    repository.begin({FILE: BASE, "outtrack.yaml": "version: 1\ninclude: [outcomes]\n"})
    assert "would be set" in repository.outtrack("merge-driver", "--install", "--dry-run").out
    assert repository.read(".gitattributes") == "*.png binary\n"
    repository.outtrack("merge-driver", "--install")
    lines = "*.png binary\n/outcomes/**/*.yaml merge=outtrack\n/outcomes/**/*.yml merge=outtrack\n"
    assert repository.read(".gitattributes") == lines
    again = repository.outtrack("merge-driver", "--install")
    assert (again.out, again.err.count("already")) == ("", 2)
    repository.git("worktree", "add", "-q", "../other")
    assert repository.git("-C", "../other", "config", "merge.outtrack.driver")
    repository.outtrack("merge-driver", "--uninstall")
    assert repository.read(".gitattributes") == "*.png binary\n"
    repository.git("config", "merge.outtrack.driver", code=1)


def test_checkins_in_files_of_their_own_never_conflict_driver_or_not(tmp_path: Path) -> None:
    for with_driver in (True, False):
        repository = Repository(tmp_path / str(with_driver), with_driver=with_driver)
        repository.begin({FILE: BASE})
        for name, day in (("a", "12"), ("b", "19")):
            text = f"key_result: trial/paid\ndate: 2026-10-{day}\nvalue: 16\nby: {name}\n"
            repository.branch(name, {f"checkins/2026-10-{day}-paid-{name}.yaml": text})
        repository.git("merge", "-q", "a", "-m", "merge")
        assert len(list((repository.root / "checkins").iterdir())) == 2
        repository.outtrack("check", "--select", "dangling-link")


@pytest.mark.parametrize("how", ["merge", "rebase", "cherry-pick"])
@pytest.mark.parametrize("with_driver", [True, False])
def test_checkins_in_files_of_one_day_and_author_never_conflict(tmp_path: Path, how: str, *, with_driver: bool) -> None:
    repository = Repository(tmp_path, with_driver=with_driver)
    repository.begin({FILE: BASE, "outtrack.yaml": "version: 1\ncheckin_files: true\n"})
    for name, value in (("a", "16"), ("b", "17")):
        repository.git("checkout", "-q", "-b", name, "main")
        repository.outtrack("checkin", "trial/paid", value)
        repository.outtrack("checkin", "trial/paid", "15", "--by", "maria")  # the same on both
        repository.commit()
    if how == "rebase":
        repository.git("rebase", "-q", "a")
    else:
        repository.git("checkout", "-q", "a")
        repository.git(*(["merge", "-q", "-m", "merge"] if how == "merge" else ["cherry-pick"]), "b")
    texts = [file.read_text() for file in (repository.root / "checkins").iterdir()]
    assert sorted(text.partition("value: ")[2].split()[0] for text in texts) == ["15", "16", "17"]


def test_a_file_that_is_broken_on_one_side_is_merged_line_by_line(repository: Repository) -> None:
    repository.branch("a", {FILE: BASE.replace("owner: maria", "owner: [maria")})
    repository.branch("b", {FILE: BASE.replace("min: 30", "min: 35")})
    repository.git("merge", "-q", "a", "-m", "merge")
    assert repository.read(FILE) == BASE.replace("owner: maria", "owner: [maria").replace("min: 30", "min: 35")


def test_a_file_that_both_branches_brought_and_a_name_for_which_shells_have_other_uses(repository: Repository) -> None:
    path = "outcomes/it's $(a).yaml"
    head = "id: odd\ntitle: T\n"
    repository.branch("a", {path: f"{head}owner: maria\n"})
    repository.branch("b", {path: f"{head}team: growth\n"})
    repository.git("merge", "-q", "a", "-m", "merge")
    assert sorted(repository.read(path).splitlines()) == sorted(f"{head}owner: maria\nteam: growth\n".splitlines())


def test_a_crash_of_outtrack_leaves_the_marks_of_git(repository: Repository, tmp_path: Path) -> None:
    crash = tmp_path / "crash"
    crash.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    crash.chmod(0o755)
    line = repository.git("config", "merge.outtrack.driver").strip()
    _, _, rest = line.partition("; do")
    repository.git("config", "merge.outtrack.driver", f"for one in {crash}; do{rest}")
    repository.branch("a", {FILE: BASE.replace("target: 25", "target: 22")})
    repository.branch("b", {FILE: BASE.replace("target: 25", "target: 30")})
    repository.git("merge", "-q", "a", code=1)
    assert repository.read(FILE).count("<<<<<<< ours") == 1
