"""`init`: templates that pass the check on any day, files for CI as the pages show them, and nothing overwritten."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

import golden
import processes
from outtrack import demo
from outtrack.acts.builds import BUILDS, HOOKS, build_file, hooks_file, package
from outtrack.acts.start import TEMPLATES, Answers, workspace_files
from outtrack.diagnostic import Severity
from outtrack.files import Workspace
from outtrack.rules.run import run
from outtrack.snapshot import load
from outtrack.source import parse
from talking import END, talk

if TYPE_CHECKING:
    from pathlib import Path

DAYS = [demo.DAY + timedelta(days) for days in (-400, -1, 0, 1, 40, 365)]


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("name", [name for name in TEMPLATES if name != demo.SHOP])
def test_a_template_passes_the_strict_check_on_any_day(name: str, day: date, tmp_path: Path) -> None:
    for path, data in workspace_files(name, Answers("Us"), day):
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    found = run(load(Workspace(tmp_path, None), day, use_cache=False))
    assert [(one.rule, one.path) for one in found if one.severity is not Severity.INFO] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_fmt_has_nothing_to_do_in_a_template(name: str, tmp_path: Path) -> None:
    def outtrack(*args: str) -> processes.Ended:
        return processes.run(*args, cwd=tmp_path, home=tmp_path)

    assert outtrack("init", "--template", name).code == 0
    assert (outtrack("fmt", "--check").out, outtrack("fmt", "--check").code) == ("", 0)


def test_a_run_that_was_cut_short_can_be_repeated(tmp_path: Path) -> None:
    (tmp_path / "team" / "okrs").mkdir(parents=True)
    (tmp_path / "team" / "okrs" / "visions").write_text("in the way", encoding="utf-8")
    done = processes.run("init", "team", "--template", "okr", cwd=tmp_path, home=tmp_path)
    assert done.code == 2
    assert "can't be written" in done.err
    assert not (tmp_path / "team" / "outtrack.yaml").exists()
    (tmp_path / "team" / "okrs" / "visions").unlink()
    done = processes.run("init", "team", "--template", "okr", cwd=tmp_path, home=tmp_path)
    assert done.code == 0
    assert "kept team/okrs/outcomes/company/households-stay.yaml" in done.out
    assert processes.run("-C", "team", "check", "--strict", cwd=tmp_path, home=tmp_path).code == 0


@pytest.mark.parametrize("path", [*BUILDS.values(), HOOKS])
def test_what_is_written_for_ci_is_what_the_page_shows(path: str) -> None:
    page = (golden.ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    page = page.partition("## Written by `outtrack init`")[2]
    shown = re.search(rf"```yaml\n# {re.escape(path)}\n(.*?)```", page, re.DOTALL)
    assert shown
    files = [build_file(server, "") for server in BUILDS] + [hooks_file("")]
    assert {file.path: file.data.decode() for file in files}[path] == shown[1]


def test_a_workspace_in_a_folder_of_the_repository_is_named_in_the_files_for_ci() -> None:
    github, gitlab, hooks = (
        parse(file.data, file.path).documents[0]
        for file in (build_file("github", "a/b c"), build_file("gitlab", "a/b c"), hooks_file("a b"))
    )
    assert isinstance(github, dict)
    assert isinstance(gitlab, dict)
    assert isinstance(hooks, dict)
    assert github["jobs"]["check"]["steps"][-1]["working-directory"] == "a/b c"
    assert gitlab["outtrack"]["variables"]["OUTTRACK_FOLDER"] == "a/b c"
    assert hooks["repos"][0]["hooks"][0]["entry"] == "outtrack -C 'a b' check --on change"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (None, "outtrack==0.1.0"),
        ('{"url": "file:///home/me/outtrack", "dir_info": {"editable": true}}', "outtrack==0.1.0"),
        ('{"url": "file:///srv/o", "vcs_info": {"vcs": "git", "commit_id": "abc"}}', "outtrack==0.1.0"),
        (
            '{"url": "https://x.example/o", "vcs_info": {"vcs": "git", "commit_id": "abc"}}',
            "git+https://x.example/o@abc",
        ),
    ],
)
def test_files_for_ci_install_what_wrote_them(monkeypatch: pytest.MonkeyPatch, said: str | None, found: str) -> None:
    class Installed:
        def read_text(self, name: str) -> str | None:
            return said if name == "direct_url.json" else None

    monkeypatch.setattr("importlib.metadata.distribution", lambda _: Installed())
    assert package() == found
    assert found.encode() in build_file("github", "").data


def test_a_second_run_adds_what_is_missing_at_the_top_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / "here" / ".git").mkdir(parents=True)
    here = tmp_path / "here"
    (here / ".pre-commit-config.yaml").write_text("repos: []\n", encoding="utf-8")
    assert processes.run("init", "team", cwd=here, home=tmp_path).code == 0
    (here / "team" / "product" / "outcomes" / "first-outcome.yaml").unlink()
    done = processes.run("init", "team", "--ci", "github", "--pre-commit", cwd=here, home=tmp_path)
    assert done.code == 0
    assert done.out == ("kept team/outtrack.yaml\nwrote .github/workflows/outcomes.yml\nkept .pre-commit-config.yaml\n")
    assert "is yours, and stays as it is; add to it:\n  repos:\n" in done.err
    assert (here / ".pre-commit-config.yaml").read_text(encoding="utf-8") == "repos: []\n"
    assert not (here / "team" / "product" / "outcomes" / "first-outcome.yaml").exists()
    again = processes.run("init", "team", "--ci", "github", "--template", "okr", cwd=here, home=tmp_path)
    assert "kept .github/workflows/outcomes.yml" in again.out
    assert "wrote" not in again.out
    assert "nothing was written of the template" in again.err


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    for more in ((), ("--format", "json")):
        done = processes.run("init", "team", "--ci", "gitlab", "--dry-run", *more, cwd=tmp_path, home=tmp_path)
        assert done.code == 0
        assert "outtrack.yaml" in done.out
        assert not (tmp_path / "team").exists()
        assert not (tmp_path / ".gitlab-ci.yml").exists()


def test_a_dry_run_shows_what_an_editor_and_the_merge_driver_get(tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    subprocess.run(["git", "init", "-q", str(here)], check=True, env=golden.environment(tmp_path))
    (here / ".gitattributes").write_text("*.png binary\n", encoding="utf-8")
    before = (here / ".git" / "config").read_bytes()
    args = ("init", "--editor", "jetbrains", "--merge-driver")
    new = processes.run(*args, "--dry-run", cwd=here, home=tmp_path)
    assert new.code == 0, new.err
    assert "+++ .idea/jsonSchemas.xml\n" in new.out
    assert " *.png binary\n+/product/**/*.yaml merge=outtrack\n" in new.out
    assert "would run: git config --local merge.outtrack.driver " in new.err
    assert sorted(path.name for path in here.iterdir()) == [".git", ".gitattributes"]
    assert processes.run("init", cwd=here, home=tmp_path).code == 0
    rows = json.loads(processes.run(*args, "-n", "-f", "json", cwd=here, home=tmp_path).out)["rows"]
    assert {"path": ".gitattributes", "action": "change"} in rows
    assert not (here / ".idea").exists()
    assert (here / ".git" / "config").read_bytes() == before
    (here / "outtrack.yaml").write_text("version: [", encoding="utf-8")
    assert "outtrack.yaml has errors" in processes.run(*args, "--dry-run", cwd=here, home=tmp_path).err


@pytest.mark.parametrize(
    ("args", "said"),
    [(("--template", "okrs"), "did you mean `okr`?"), (("--ci", "jenkins"), "--ci: `jenkins` is not one of")],
)
def test_a_wrong_word_is_refused(tmp_path: Path, args: tuple[str, ...], said: str) -> None:
    done = processes.run("init", "team", *args, cwd=tmp_path, home=tmp_path)
    assert done.code == 2
    assert said in done.err
    assert not (tmp_path / "team").exists()


def test_a_terminal_is_asked_and_enter_takes_what_is_offered(tmp_path: Path) -> None:
    said, code = talk("init", "a", cwd=tmp_path, home=tmp_path, answers=["", "", "", "", ""])
    assert code == 0, said
    assert processes.run("init", "b/a", cwd=tmp_path, home=tmp_path).code == 0
    for path in ("outtrack.yaml", "product/outcomes/first-outcome.yaml", "product/outputs/first-output.yaml"):
        assert (tmp_path / "a" / path).read_bytes() == (tmp_path / "b" / "a" / path).read_bytes()


def test_a_terminal_is_asked_for_odd_words_and_they_are_quoted(tmp_path: Path) -> None:
    answers = ['Us: "the # team"', "Écoles: finish # early", "pupils: all", "mária, y", "sometimes", "weekly"]
    said, code = talk("init", "a", cwd=tmp_path, home=tmp_path, answers=answers)
    assert code == 0, said
    root = tmp_path / "a"
    snapshot = load(Workspace(root, None), demo.DAY, use_cache=False)
    assert snapshot.config.name == answers[0]
    assert snapshot.config.cadence is not None
    outcome = snapshot.get("outcome:écoles-finish-early")
    assert (outcome.title, outcome.who.group, outcome.owner) == (answers[1], answers[2], (answers[3],))
    assert processes.run("check", cwd=root, home=tmp_path).code == 0


def test_who_stops_at_a_question_has_started_nothing(tmp_path: Path) -> None:
    _, code = talk("init", "a", cwd=tmp_path, home=tmp_path, answers=["", END])
    assert code == 130
    assert not (tmp_path / "a").exists()


def test_an_editor_and_the_merge_driver_are_set_up_once(tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    subprocess.run(["git", "init", "-q", str(here)], check=True, env=golden.environment(tmp_path))
    first = processes.run("init", "--editor", "vscode", "--merge-driver", cwd=here, home=tmp_path)
    assert first.code == 0, first.err
    assert {"wrote outtrack.yaml", "wrote .vscode/settings.json", "wrote .gitattributes"} <= {*first.out.split("\n")}
    assert "outtrack" in (here / ".git" / "config").read_text(encoding="utf-8")
    (here / ".vscode" / "settings.json").write_text('{\n  // mine\n  "a": 1\n}\n', encoding="utf-8")
    again = processes.run("init", "--editor", "vscode", "--merge-driver", cwd=here, home=tmp_path)
    assert again.out == "kept outtrack.yaml\nchanged .vscode/settings.json\n"
    assert "// mine" in (here / ".vscode" / "settings.json").read_text(encoding="utf-8")
    third = processes.run("init", "--editor", "vscode", "--merge-driver", cwd=here, home=tmp_path)
    assert third.out == "kept outtrack.yaml\n"


def test_the_merge_driver_needs_a_repository_before_anything_is_written(tmp_path: Path) -> None:
    done = processes.run("init", "team", "--merge-driver", cwd=tmp_path, home=tmp_path)
    assert done.code == 2
    assert "in no git repository" in done.err
    assert not (tmp_path / "team").exists()


def test_settings_need_a_configuration_that_reads(tmp_path: Path) -> None:
    (tmp_path / "outtrack.yaml").write_text("version: [", encoding="utf-8")
    done = processes.run("init", "--editor", "jetbrains", cwd=tmp_path, home=tmp_path)
    assert done.code == 2
    assert "outtrack.yaml has errors" in done.err
