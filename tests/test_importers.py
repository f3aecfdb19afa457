"""Exports in the true shape of each tracker, a folder each in tests/importers/TRACKER: what an import makes of them.

A case holds the file `export.*`, `expected.txt`, and where it needs them `args` and a workspace `repo/`; without one it
runs in `tests/importers/workspace`. Each that is imported is imported twice: the second time changes no byte.
"""

from __future__ import annotations

import importlib
import json
import shutil
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from outtrack.importers import IMPORTERS

HERE: Final = Path(__file__).parent / "importers"
CASES: Final = sorted(path.parent for path in HERE.glob("*/*/export.*"))
sys.path.insert(0, str(HERE.parents[1] / "tools"))
sessions: Any = importlib.import_module("session")


def contents(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if ".outtrack" not in path.parts}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_an_export_becomes_what_is_expected(case: Path, request: pytest.FixtureRequest) -> None:
    export = next(case.glob("export.*"))
    args = case / "args"
    more = f" {args.read_text(encoding='utf-8').strip()}" if args.exists() else ""
    with sessions.Session() as session:
        own = case / "repo"
        shutil.copytree(own if own.exists() else HERE / "workspace", session.folder, dirs_exist_ok=True)
        shutil.copy(export, session.folder / export.name)
        before = contents(session.folder)
        line = f"outtrack import {case.parent.name} {export.name}{more}"
        printed = session.run(line)
        printed = f"$ {line}\n{printed}" + (f"--- exit code {session.code}\n" if session.code else "")
        assert contents(session.folder) == before, "a dry run wrote something"
        written = session.run(f"{line} --yes")
        after = contents(session.folder)
        assert (after == before) == (session.code != 0 or "nothing to do" in written)
        again = session.run(f"{line} --yes")
        assert contents(session.folder) == after, "the second import changed something"
        assert session.code or "nothing to do" in again
        found = json.JSONDecoder().raw_decode(session.run("outtrack check --format json"))[0]["diagnostics"]
        wrong = {one["rule"] for one in found if one["severity"] == "error"} - {"unlinked-output", "dangling-link"}
        assert not wrong, found
    expected = case / "expected.txt"
    if request.config.getoption("--update"):
        expected.write_text(printed, encoding="utf-8")
    assert printed == expected.read_text(encoding="utf-8")


def test_every_importer_has_cases() -> None:
    assert {case.parent.name for case in CASES} == set(IMPORTERS)
    for case in CASES:
        names = {path.name for path in case.iterdir()}
        assert names <= {"args", "repo", "expected.txt", next(case.glob("export.*")).name}, case
