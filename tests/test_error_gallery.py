"""The error gallery: for every sort of error its smallest example, and what outtrack says about it.

A case is a folder in `errors/`: `repo/` is the workspace, `about.md` a heading and a sentence, `expected.txt` what is
found, for people to read. `--update` writes `expected.txt` anew.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from outtrack.diagnostic import Diagnostic, order
from outtrack.files import find_workspace
from outtrack.rules.run import check
from outtrack.rules.structure import STRUCTURE
from outtrack.snapshot import ConfigError, load

AS_OF = date(2026, 11, 22)
GALLERY = Path(__file__).parent / "errors"
CASES = sorted(path.name for path in GALLERY.iterdir())


def found(repo: Path) -> list[Diagnostic]:
    """Return what is wrong with the structure of a workspace and with how it is checked, as it is shown."""
    workspace = find_workspace(repo)
    assert workspace is not None
    try:
        checked = check(load(workspace, AS_OF, use_cache=False))
    except ConfigError as error:
        return order(error.diagnostics)
    return [one for one in checked.located() if one.rule in STRUCTURE or checked.ran.rules[one.rule].is_last]


def told(one: Diagnostic, repo: Path) -> list[str]:
    """Return a finding as lines: place, rule and message; the author's line with carets; the way out."""
    span = one.span
    at = f":{span.line}:{span.column}" if span else ""
    lines = [f"{one.path}{at}: {one.severity}[{one.rule}]: {one.message}"]
    if span:
        text = (repo / one.path).read_bytes().decode("utf-8-sig", errors="replace").split("\n")[span.line - 1]
        lines += [f"  | {text}", "  | " + " " * (span.column - 1) + "^" * (span.end_column - span.column)]
    lines += [f"  = also: {place.path}:{where.line}:{where.column}" for place, where in one.also if where]
    return lines + ([f"  = hint: {one.hint}"] if one.hint else [])


@pytest.mark.parametrize("name", CASES)
def test_the_error_is_told(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    case, repo = GALLERY / name, tmp_path / "repo"
    shutil.copytree(case / "repo", repo, symlinks=True)
    actual = "\n".join(line for one in found(repo) for line in told(one, repo)) + "\n"
    expected = case / "expected.txt"
    if request.config.getoption("--update"):
        expected.write_text(actual, encoding="utf-8")
    assert actual == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_the_case_says_what_it_shows(name: str) -> None:
    heading, _, sentence, end = (GALLERY / name / "about.md").read_text(encoding="utf-8").split("\n")
    assert heading.startswith("# ")
    assert sentence.endswith(".")
    assert end == ""
