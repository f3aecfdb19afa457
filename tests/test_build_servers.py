"""What `outtrack check` does in GitHub Actions, and that no format changes how it ends."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import junitparser
import pytest

import golden
import processes
from outtrack.cli.ci import shortened
from outtrack.render import formats

if TYPE_CHECKING:
    from pathlib import Path

NASTY = 'title: "::error file=x::forged %0A::warning::forged ]]> ##vso[task.complete result=Failed;]\\n::notice::no"\n'
NASTY_NAME = "::error file=x,line=1::forged%0A]]>;]##vso[task.complete]\n::notice::forged.yaml"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Return a workspace below the top of its repository, with eleven epics that serve nothing."""
    repository = tmp_path / "repository"
    folder = repository / "product"
    (folder / "outputs").mkdir(parents=True)
    (folder / "outtrack.yaml").write_text("version: 1\n", encoding="utf-8")
    for number in range(11):
        (folder / "outputs" / f"epic-{number:02}.yaml").write_text(f"title: Epic {number}\n", encoding="utf-8")
    git(tmp_path, repository, "init", "-q", "-b", "main")
    git(tmp_path, repository, "add", "-A")
    git(tmp_path, repository, "commit", "-q", "-m", "start")
    return folder


def git(home: Path, folder: Path, *args: str) -> None:
    names = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(["git", *names, *args], cwd=folder, env=golden.environment(home), check=True, capture_output=True)


def check(home: Path, folder: Path, *args: str, **env: str) -> processes.Ended:
    return processes.run("check", *args, cwd=folder, home=home, **env)  # type: ignore[arg-type]


@pytest.mark.parametrize("format", formats("Diagnostics"))
def test_no_format_changes_the_exit_code(tmp_path: Path, shop: Path, format: str) -> None:
    assert check(tmp_path, shop, "--format", format).code == 1
    for path in (shop / "outputs").iterdir():
        path.write_text("title: Nothing\nstatus: parked\n", encoding="utf-8")
    assert check(tmp_path, shop, "--format", format).code == 0


def test_in_github_actions_annotations_come_by_themselves(tmp_path: Path, shop: Path) -> None:
    plain = check(tmp_path, shop)
    done = check(tmp_path, shop, GITHUB_ACTIONS="true")
    assert done.code == 1
    assert done.out.startswith("::error file=product/outputs/epic-00.yaml,line=1,endLine=1,col=8,")
    assert done.out.count("\n::error ") == 9
    assert done.out.endswith("\n\n" + plain.out)
    for args in (("--format", "text"), ("-o", "-"), ("-o", "found.json")):
        assert not check(tmp_path, shop, *args, GITHUB_ACTIONS="true").out.startswith("::")
    assert check(tmp_path, shop, GITHUB_ACTIONS="false").out == plain.out
    status = processes.run("status", cwd=shop, home=tmp_path, GITHUB_ACTIONS="true")
    assert status.code == 0


def test_files_that_a_pull_request_changes_come_first(tmp_path: Path, shop: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, tmp_path, "clone", "-q", str(shop.parent), str(clone))
    git(tmp_path, clone, "checkout", "-q", "-b", "change")
    (clone / "product" / "outputs" / "epic-10.yaml").write_text("title: Changed\n", encoding="utf-8")
    git(tmp_path, clone, "commit", "-q", "-a", "-m", "change")
    folder = clone / "product"
    for base in ("main", "unknown"):  # without the branch, by the commit before
        done = check(tmp_path, folder, GITHUB_ACTIONS="true", GITHUB_BASE_REF=base)
        assert done.out.startswith("::error file=product/outputs/epic-10.yaml,"), base
    shallow = tmp_path / "shallow"
    git(tmp_path, tmp_path, "clone", "-q", "--depth", "1", f"file://{clone}", str(shallow))
    for path in (None, str(tmp_path / "no git here")):
        env = {"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "unknown"} | ({"PATH": path} if path else {})
        done = check(tmp_path, shallow / "product", **env)
        assert done.code == 1
        assert done.out.startswith("::error file=product/outputs/epic-00.yaml,")


def test_a_step_gets_a_summary_below_what_is_there(tmp_path: Path, shop: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    done = check(tmp_path, shop, "--format", "github", GITHUB_STEP_SUMMARY=str(summary))
    markdown = check(tmp_path, shop, "--format", "markdown", GITHUB_STEP_SUMMARY=str(summary))
    assert done.code == 1
    assert summary.read_text(encoding="utf-8") == "before\n" + markdown.out


def test_a_summary_that_cannot_be_written_is_said_and_changes_nothing(tmp_path: Path, shop: Path) -> None:
    without = check(tmp_path, shop, "--format", "github")
    done = check(tmp_path, shop, "--format", "github", GITHUB_STEP_SUMMARY=str(tmp_path))
    assert (done.code, done.out) == (without.code, without.out)
    assert done.err == f"outtrack: GITHUB_STEP_SUMMARY: `{tmp_path}` can't be written: is a directory\n"


def test_many_findings_make_a_summary_that_github_takes(tmp_path: Path, shop: Path) -> None:
    rows = "".join(f"---\nid: long-{number}\ntitle: {'x' * 200}\nno{'y' * 200}: 1\n" for number in range(2500))
    (shop / "outputs" / "long.yaml").write_text(rows, encoding="utf-8")
    summary = tmp_path / "summary.md"
    done = check(tmp_path, shop, "--format", "github", GITHUB_STEP_SUMMARY=str(summary))
    assert done.code == 1
    assert 800_000 < summary.stat().st_size <= 900_000
    assert summary.read_text(encoding="utf-8").endswith(" more lines: see the log.\n")


def test_a_summary_stays_below_what_github_takes() -> None:
    text = "".join(f"| é {number} |\n" for number in range(1000))
    assert shortened(text, 20_000) == text
    short = shortened(text, 2_000)
    assert len(short.encode()) <= 2_000
    whole, _, more = short.rpartition("\n\n")
    assert text.startswith(whole + "\n")
    assert more == f"{1000 - whole.count(chr(10)) - 1} more lines: see the log.\n"
    assert shortened(text, 10) == ""


def test_a_title_forges_nothing(tmp_path: Path, shop: Path) -> None:
    (shop / "outputs" / "epic-00.yaml").write_text(NASTY, encoding="utf-8")
    (shop / "outputs" / NASTY_NAME).write_text("title: Epic\n", encoding="utf-8")
    for format in formats("Diagnostics"):
        lines = check(tmp_path, shop, "--format", format).out.split("\n")
        commands = [line for line in lines if line.strip().startswith("::")]
        assert len(commands) == (10 if format == "github" else 0)
        assert all(line.startswith("::error ") for line in commands)
        vso = [line for line in lines if "##vso[" in line]
        if format == "azure":
            assert {line[:30] for line in vso} == {"##vso[task.logissue type=error"}
        else:
            assert not vso


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("a.sarif", '{\n  "$schema"'),
        ("a.sarif.json", '{\n  "$schema"'),
        ("a.xml", "<?xml "),
        ("a.json", '{\n  "outtrack"'),
    ],
)
def test_the_suffix_of_a_file_picks_the_format(tmp_path: Path, shop: Path, name: str, beginning: str) -> None:
    done = check(tmp_path, shop, "-o", name)
    assert (done.code, done.out) == (1, "")
    assert (shop / name).read_text(encoding="utf-8").startswith(beginning)


def test_paths_begin_at_the_top_of_the_repository(tmp_path: Path, shop: Path) -> None:
    path = "product/outputs/epic-00.yaml"
    (first, *_) = json.loads(check(tmp_path, shop, "--format", "gitlab").out)
    assert first["location"] == {"path": path, "lines": {"begin": 1, "end": 1}}
    (first, *_) = json.loads(check(tmp_path, shop, "--format", "rdjson").out)["diagnostics"]
    assert first["location"]["path"] == path
    (suite, *_) = junitparser.JUnitXml.fromstring(check(tmp_path, shop, "--format", "junit").out.encode())
    assert suite.name == path
    log = json.loads(check(tmp_path, shop, "--format", "sarif").out)
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": path}


def test_a_format_for_findings_is_refused_elsewhere(tmp_path: Path, shop: Path) -> None:
    done = processes.run("status", "--format", "sarif", cwd=shop, home=tmp_path)
    assert (done.code, done.out) == (2, "")
    known = "csv, json, jsonl, markdown, plain, text"
    only = "for the findings of `outtrack check` only; here there is"
    assert done.err == f"outtrack: --format: `sarif` is {only} {known}\n"
    done = processes.run("status", "-o", "x.xml", cwd=shop, home=tmp_path)
    assert done.err == f"outtrack: -o: `x.xml` asks for `junit`, which is {only} {known}\n"
    assert not (shop / "x.xml").exists()
    assert check(tmp_path, shop, "--format", "svg").code == 2
    for name in ("wall.png", "x.html", "wall.png.gz"):
        ending = name[name.rindex(".") :]
        done = processes.run("status", "-o", name, cwd=shop, home=tmp_path)
        known = ".json, .jsonl, .csv, .md, .tsv, .txt"
        assert done.code == 2
        assert f"`{name}` ends in `{ending}`, which asks for no format: there is {known}; or say `--format`" in done.err
        assert not (shop / name).exists()
    assert ".svg," in processes.run("vmgs", "-o", "wall.png", cwd=shop, home=tmp_path).err
    for args in (["x.txt"], ["x"], ["x.png", "--format", "json"]):
        assert processes.run("status", "-o", *args, cwd=shop, home=tmp_path).code == 0
    assert check(tmp_path, shop, "--format", "serif").err.endswith("; did you mean `sarif`?\n")
