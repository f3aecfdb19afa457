"""What is written for build servers: held against their own schemas and linters, and really run, all without a network.

The tools are in .venv-tools, which `make test` fills: they need packages that clash with those of the tests.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import junitparser
import pytest
import yaml

import golden
from outtrack.acts.builds import HOOKS, build_file, hooks_file

ROOT: Final = golden.ROOT
TOOLS: Final = ROOT / ".venv-tools"
sys.path.insert(0, str(ROOT / "tools"))
blocks: Any = importlib.import_module("blocks")
HASH: Final = "0123456789abcdef0123456789abcdef01234567"
OFFLINE: Final = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(TOOLS / "wheels"), "PIP_CONFIG_FILE": os.devnull}
"""Makes pip take the wheels that `make test` has laid down, and nothing else."""


def tool(home: Path, *args: str | Path) -> None:
    """Run one of the tools, which must be content; no address can be reached."""
    assert (TOOLS / "installed").exists(), "run `make test`, or `make tools`"
    nowhere = {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
    done = subprocess.run(
        [TOOLS / "bin" / args[0], *args[1:]],
        cwd=home,
        env=golden.environment(home, **nowhere),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def schema(home: Path, name: str, text: str, *more: str) -> None:
    """Hold a text against one of the schemas that check-jsonschema brings along."""
    file = home / "held.yml"
    file.write_text(text, encoding="utf-8")
    tool(home, "check-jsonschema", "--builtin-schema", f"vendor.{name}", *more, file)


def shown(page: str, mark: str) -> list[str]:
    """Return the YAML blocks of a page that hold a mark."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return [block.text for block in blocks.blocks(text) if block.language == "yaml" and mark in block.text]


def whole_workflow(text: str) -> str:
    """Return a workflow of a page with an address that can be; of a part of one, such a job."""
    text = text.replace("OWNER/outtrack@REF", f"owner/outtrack@{HASH}")
    data = yaml.safe_load(text)
    if "jobs" in data:
        return text
    permissions, steps = text.split("steps:\n")
    job = "    runs-on: ubuntu-latest\n" + re.sub(
        "^(?=.)", "    ", permissions + "steps:\n" + steps, flags=re.MULTILINE
    )
    return f"name: part\non: pull_request\npermissions: {{}}\njobs:\n  check:\n    name: Check\n{job}"


WORKFLOWS: Final = [*shown("README.md", "runs-on"), *shown("docs/ci.md", "OWNER/outtrack@REF")]


@pytest.mark.parametrize("text", WORKFLOWS, ids=["readme", "ci", "comment", "code-scanning"])
def test_github_workflow_of_a_page_is_valid_and_safe(tmp_path: Path, text: str) -> None:
    workflow = whole_workflow(text)
    schema(tmp_path, "github-workflows", workflow)
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "outcomes.yml").write_text(workflow, encoding="utf-8")
    tool(tmp_path, "zizmor", "--offline", folder)


def test_the_readers_rights_are_enough() -> None:
    for text in WORKFLOWS[:2]:
        assert yaml.safe_load(text)["permissions"] == {"contents": "read"}


def test_what_init_writes_is_valid_and_safe(tmp_path: Path) -> None:
    for name, file in (("github-workflows", build_file("github", "a b")), ("gitlab-ci", build_file("gitlab", "a b"))):
        schema(tmp_path, name, file.data.decode())
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "outcomes.yml").write_bytes(build_file("github", "a b").data)
    tool(tmp_path, "zizmor", "--offline", folder)
    (tmp_path / HOOKS).write_bytes(hooks_file("a b").data)
    tool(tmp_path, "pre-commit", "validate-config", tmp_path / HOOKS)


# --- the action -----------------------------------------------------------------------------------------


def action() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return found


def test_action_is_valid_and_safe(tmp_path: Path) -> None:
    tool(tmp_path, "check-jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml")
    tool(tmp_path, "zizmor", "--offline", ROOT / "action.yml")
    steps = action()["runs"]["steps"]
    assert not any("${{" in step.get("run", "") for step in steps)
    assert all(re.search(r"@[0-9a-f]{40}$", step["uses"]) for step in steps if "uses" in step)


def test_page_names_the_inputs_of_the_action() -> None:
    page = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([\w-]+)` \|", page.partition("Its inputs")[2].partition("Its output")[0], re.MULTILINE)
    assert told == list(action()["inputs"])
    assert "`exit-code`" in page
    assert list(action()["outputs"]) == ["exit-code"]


def script(name: str) -> str:
    (found,) = (step["run"] for step in action()["runs"]["steps"] if step.get("name") == name)
    assert isinstance(found, str)
    return found


def bash(home: Path, folder: Path, text: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a script as the runner does."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text]
    given = golden.environment(home, **env)
    return subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True, check=False)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a workspace with an epic that serves nothing and a check-in that does not count yet."""
    folder = tmp_path / "work"
    for path, text in {
        "outtrack.yaml": "version: 1\n",
        "outputs/dark-mode.yaml": "title: Dark mode\n",
        "outcomes/a.yaml": "title: A\nkey_results: [{title: K, target: 3, baseline: 1, checkins: "
        "[{date: 2030-01-01, value: 2}]}]\n",
    }.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def runner(tmp_path: Path) -> dict[str, str]:
    """Return what the runner sets, with outtrack installed where the action would install it."""
    commands = tmp_path / "runner" / "outtrack" / "bin"
    commands.mkdir(parents=True)
    (commands / "outtrack").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m outtrack "$@"\n', encoding="utf-8")
    (commands / "outtrack").chmod(0o755)
    return {
        "RUNNER_TEMP": str(tmp_path / "runner"),
        "GITHUB_ACTIONS": "true",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "EVENT": "pull_request",
        "ARGS": "",
        "FORMAT": "github",
        "SUMMARY": "true",
    }


def test_action_checks_annotates_and_passes_the_exit_code_on(
    tmp_path: Path, workspace: Path, runner: dict[str, str]
) -> None:
    done = bash(tmp_path, workspace, script("Check"), **runner)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("::error file=outputs/dark-mode.yaml,line=1,")
    assert (tmp_path / "output").read_text(encoding="utf-8") == "exit-code=1\n"
    assert "unlinked-output" in (tmp_path / "summary").read_text(encoding="utf-8")
    (workspace / "outputs" / "dark-mode.yaml").unlink()
    done = bash(tmp_path, workspace, script("Check"), **runner)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "output").read_text(encoding="utf-8") == "exit-code=1\nexit-code=0\n"


def test_action_asks_a_pull_request_only_for_what_a_change_can_break(
    tmp_path: Path, workspace: Path, runner: dict[str, str]
) -> None:
    log = tmp_path / "log"
    fake = Path(runner["RUNNER_TEMP"]) / "outtrack" / "bin" / "outtrack"
    fake.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >"{log}"\n', encoding="utf-8")
    for event, on in (("pull_request", "change"), ("merge_group", "change"), ("push", "all"), ("schedule", "all")):
        bash(tmp_path, workspace, script("Check"), **runner | {"EVENT": event})
        assert log.read_text(encoding="utf-8").split("\n")[:3] == ["check", "--on", on]
    args = "--show info\n--as-of $(touch\thacked) `touch hacked` * ; touch hacked"
    bash(tmp_path, workspace, script("Check"), **runner | {"ARGS": args})
    assert log.read_text(encoding="utf-8").splitlines()[5:] == args.split()
    assert not (workspace / "hacked").exists()


def test_action_leaves_the_summary_alone_where_nobody_wants_it(
    tmp_path: Path, workspace: Path, runner: dict[str, str]
) -> None:
    done = bash(tmp_path, workspace, script("Check"), **runner | {"SUMMARY": "false"})
    assert done.returncode == 1
    assert not (tmp_path / "summary").exists()
    done = bash(tmp_path, workspace, script("Check"), **runner | {"FORMAT": "sarif", "ARGS": "--output found.sarif"})
    assert (done.returncode, done.stdout) == (1, "")
    assert json.loads((workspace / "found.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


# --- pre-commit, and what both install ------------------------------------------------------------------


def test_hooks_are_valid(tmp_path: Path) -> None:
    tool(tmp_path, "pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
    _, layout = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert re.search(layout["files"], "teams/a/product/outcomes/b.yml")


def git(home: Path, folder: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    names = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main")
    nowhere = {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
    return subprocess.run(
        ["git", *names, *args],
        cwd=folder,
        env=golden.environment(home, **nowhere, **env),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository that holds this one as it is now, in one commit."""
    home = tmp_path_factory.mktemp("checkout")
    folder = home / "outtrack"
    found = git(home, ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").stdout
    for path in filter(None, found.split("\0")):
        source = ROOT / path
        if source.exists() and not path.startswith("tests/"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / path)
    for args in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "as it is")):
        assert git(home, folder, *args).returncode == 0
    return folder


def test_readme_fails_and_passes_in_a_real_run_of_pre_commit(tmp_path: Path, checkout: Path) -> None:
    assert (TOOLS / "installed").exists(), "run `make test`, or `make tools`"
    folder = tmp_path / "repository"
    folder.mkdir()
    git(tmp_path, folder, "init", "-q")
    (config,) = shown("README.md", "outtrack-check")
    rev = git(tmp_path, checkout, "rev-parse", "HEAD").stdout.strip()
    config = config.replace("https://…/outtrack", str(checkout)).replace("REF", rev)
    (outcome,) = shown("README.md", "Trial-to-paid")
    failing, passing = shown("README.md", "A shorter sign-up form")
    written = {".pre-commit-config.yaml": config, "outtrack.yaml": "version: 1\n"}
    for path, text in (
        written | {"outcomes/trial-conversion.yaml": outcome, "outputs/shorter-form.yaml": failing}
    ).items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    cache = {"PRE_COMMIT_HOME": str(tmp_path / "pre-commit"), "VIRTUALENV_NO_PERIODIC_UPDATE": "1"}
    tool(folder, "pre-commit", "install")
    git(tmp_path, folder, "add", "-A")
    refused = git(tmp_path, folder, "commit", "-m", "epic", **cache, **OFFLINE)
    assert refused.returncode == 1
    assert "outtrack check...........................................................Failed" in refused.stderr
    assert "outputs/shorter-form.yaml:1:8: error[unlinked-output]: epic serves no outcome" in refused.stderr
    assert git(tmp_path, folder, "rev-parse", "-q", "--verify", "HEAD").returncode == 1
    (folder / "outputs/shorter-form.yaml").write_text(passing, encoding="utf-8")
    git(tmp_path, folder, "add", "-A")
    taken = git(tmp_path, folder, "commit", "-m", "epic", **cache, **OFFLINE)
    assert taken.returncode == 0, taken.stderr
    assert "outtrack check...........................................................Passed" in taken.stderr
    git(tmp_path, folder, "rm", "-q", "outcomes/trial-conversion.yaml")
    dangling = git(tmp_path, folder, "commit", "-m", "only deletes", **cache, **OFFLINE)
    assert dangling.returncode == 1, dangling.stderr
    assert "outputs/shorter-form.yaml:2:12: error[dangling-link]" in dangling.stderr


def test_action_installs_the_release_that_it_belongs_to(tmp_path: Path, checkout: Path, workspace: Path) -> None:
    env = {"PYTHON": sys.executable, "VERSION": "", "SOURCE": str(checkout), "RUNNER_TEMP": str(tmp_path)}
    done = bash(tmp_path, tmp_path, script("Install outtrack"), **env, **OFFLINE)
    assert done.returncode == 0, done.stderr
    ran = bash(tmp_path, workspace, '"$RUNNER_TEMP/outtrack/bin/outtrack" check --format concise', **env)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "outputs/dark-mode.yaml:1:8: error[unlinked-output] epic serves no outcome\n" in ran.stdout


def test_action_installs_the_release_that_is_asked_for(tmp_path: Path) -> None:
    python = tmp_path / "outtrack" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    env = {"PYTHON": str(python), "VERSION": "1.2", "SOURCE": "here", "RUNNER_TEMP": str(tmp_path)}
    venv, install = bash(tmp_path, tmp_path, script("Install outtrack"), **env).stdout.splitlines()
    assert venv == f"-m venv {tmp_path}/outtrack"
    assert install.split()[-1] == "outtrack==1.2"


# --- GitLab, Azure --------------------------------------------------------------------------------------


def component() -> tuple[dict[str, Any], str]:
    """Return the header of the GitLab component, and what stands below it."""
    header, _, body = (ROOT / "templates/outtrack.yml").read_text(encoding="utf-8").partition("\n---\n")
    return yaml.safe_load(header)["spec"]["inputs"], body


def test_gitlab_component_is_valid_and_uses_its_inputs(tmp_path: Path) -> None:
    inputs, body = component()
    schema(tmp_path, "gitlab-ci", body)
    assert set(re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", body)) == set(inputs)
    assert all(set(one) == {"description", "default"} for one in inputs.values())
    (job,) = yaml.safe_load(body).values()
    assert not any("$[[" in line for line in job["script"])  # only through variables, which no shell reads as code


@pytest.mark.parametrize(("on", "args"), [("change", ""), ("all", "--show info")])
def test_gitlab_job_leaves_its_reports_and_fails(tmp_path: Path, workspace: Path, on: str, args: str) -> None:
    (job,) = yaml.safe_load(component()[1]).values()
    commands = tmp_path / "bin"
    commands.mkdir()
    for name, line in (
        ("outtrack", f'exec "{sys.executable}" -m outtrack "$@"'),
        ("pip", f'echo "$@" >"{tmp_path}/pip"'),
    ):
        (commands / name).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        (commands / name).chmod(0o755)
    env = {
        "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}", "OUTTRACK_PACKAGE": "outtrack==1", "OUTTRACK_ARGS": args,
        "OUTTRACK_FOLDER": "work", "OUTTRACK_ON": on,
    }  # fmt: skip
    done = subprocess.run(
        ["sh", "-e", "-c", "\n".join(job["script"])],
        cwd=workspace.parent,
        env=golden.environment(tmp_path, **env),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "error[unlinked-output]" in done.stdout
    assert (tmp_path / "pip").read_text(encoding="utf-8").split()[-1] == "outtrack==1"
    reports = job["artifacts"]["reports"]
    (found, *_) = json.loads((workspace.parent / reports["codequality"]).read_text(encoding="utf-8"))
    assert found["check_name"]
    suites = junitparser.JUnitXml.fromstring((workspace.parent / reports["junit"]).read_bytes())
    assert suites.failures == 1


@pytest.mark.parametrize("text", shown("docs/ci.md", "# .gitlab-ci.yml"), ids=["init", "component", "plain"])
def test_gitlab_pipeline_of_the_page_is_valid(tmp_path: Path, text: str) -> None:
    schema(tmp_path, "gitlab-ci", text)
    given = {key for one in yaml.safe_load(text).get("include", ()) for key in one["inputs"]}
    assert given <= set(component()[0])


def test_azure_pipeline_of_the_page_is_valid(tmp_path: Path) -> None:
    (text,) = shown("docs/ci.md", "# azure-pipelines.yml")
    schema(tmp_path, "azure-pipelines", text, "--data-transform", "azure-pipelines", "--regex-variant", "nonunicode")
    assert [line for line in text.splitlines() if "--format azure" in line]


def test_hook_of_the_page_is_the_one_of_the_readme() -> None:
    _, page = (yaml.safe_load(text) for text in shown("docs/ci.md", "# .pre-commit-config.yaml"))
    (readme,) = (yaml.safe_load(text) for text in shown("README.md", "outtrack-check"))
    assert page == readme
