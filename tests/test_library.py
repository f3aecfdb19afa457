"""`import outtrack`: each public name once, documented, typed and lazily imported; the page's examples run."""

from __future__ import annotations

import importlib
import inspect
import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

import pytest

import golden
import outtrack
import processes

if TYPE_CHECKING:
    from pathlib import Path

sys.path.insert(0, str(golden.ROOT / "tools"))
blocks: Any = importlib.import_module("blocks")
PAGE: Final = (golden.ROOT / "docs" / "library.md").read_text(encoding="utf-8")
EXAMPLES: Final = [block for block in blocks.blocks(PAGE) if block.language == "python"]
DAY: Final = date(2026, 11, 22)


@pytest.mark.parametrize("block", EXAMPLES, ids=lambda block: str(block.line))
def test_the_examples_of_the_page_run_and_are_typed(block: Any, tmp_path: Path) -> None:
    shop = processes.example("shop", tmp_path)
    (tmp_path / "example.py").write_text(block.text, encoding="utf-8")
    for line in (["-W", "error", "../example.py"], ["-m", "mypy", "--strict", "../example.py"]):
        if "mypy" in line and block is not EXAMPLES[2]:
            continue  # one is enough: it takes seconds
        done = subprocess.run(
            [sys.executable, *line], cwd=shop, env=golden.environment(tmp_path), capture_output=True, check=False
        )
        assert done.returncode == 0, (done.stdout + done.stderr).decode()


def test_every_public_name_is_exposed_once_and_documented() -> None:
    names = outtrack.__all__
    assert names == sorted(names, key=lambda name: (name.islower(), name))
    found = [getattr(outtrack, name) for name in names]
    assert len({id(one) for one in found}) == len(names)
    table = PAGE.partition("## What is there")[2].partition("\n## ")[0]
    told = set(re.findall(r"`(\w+)(?:\(|`)", table))
    assert set(names) <= told
    for name, one in zip(names, found, strict=True):
        assert inspect.getdoc(one), name
    assert set(names) <= set(dir(outtrack))
    with pytest.raises(AttributeError, match="nothing"):
        _ = outtrack.nothing  # type: ignore[attr-defined]


def test_importing_it_loads_nothing_else(tmp_path: Path) -> None:
    code = "import sys; import outtrack; print([name for name in sys.modules if name.startswith(('outtrack.', 'pyd'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=tmp_path)
    assert done.stdout.strip() == b"[]"


def test_errors_are_raised_for_calls_and_returned_for_files(tmp_path: Path) -> None:
    with pytest.raises(outtrack.NoWorkspaceError, match=r"no outtrack\.yaml"):
        outtrack.load(tmp_path, as_of=DAY)
    (tmp_path / "outtrack.yaml").write_text("version: 7\n", encoding="utf-8")
    with pytest.raises(outtrack.ConfigError) as caught:
        outtrack.load(tmp_path, as_of=DAY, use_cache=False)
    assert [one.rule for one in caught.value.diagnostics] == ["invalid-config"]
    (tmp_path / "outtrack.yaml").write_text("version: 1\n", encoding="utf-8")
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "a.yaml").write_text("title: A\n", encoding="utf-8")
    (tmp_path / "outputs" / "b.yaml").write_text("title: [\n", encoding="utf-8")
    snapshot = outtrack.load(tmp_path, as_of=DAY, use_cache=False)
    assert {one.path for one in outtrack.check(snapshot) if one.severity is outtrack.Severity.ERROR} == {
        "outputs/a.yaml", "outputs/b.yaml",
    }  # fmt: skip
    for name in ("a", "nope"):
        with pytest.raises(outtrack.SelectionError):
            outtrack.progress(snapshot, name)
        with pytest.raises(outtrack.SelectionError):
            outtrack.key_result(snapshot, name)
    with pytest.raises(ValueError, match="`svg` is not one of"):
        outtrack.text(outtrack.status(snapshot), "svg")


def test_a_day_with_a_time_is_that_day_and_a_view_must_be_known(tmp_path: Path) -> None:
    shop = processes.example("shop", tmp_path)
    snapshot = outtrack.load(shop, as_of=datetime(2026, 11, 22, 9, 30, tzinfo=UTC), use_cache=False)
    assert snapshot.as_of == DAY
    assert type(snapshot.as_of) is date
    assert outtrack.status(snapshot).rows
    with pytest.raises(ValueError, match="`nope` is not one of alignment, ost, team"):
        outtrack.tree(snapshot, view="nope")  # type: ignore[arg-type]


def test_the_reports_are_those_of_the_command_line(tmp_path: Path) -> None:
    shop = processes.example("shop", tmp_path)
    snapshot = outtrack.load(shop / "product", as_of=DAY, use_cache=False)
    name = snapshot.all("outcome")[0].id
    first = next(kr for one in snapshot.all("outcome") for kr in outtrack.progress(snapshot, one.id).key_results)
    reports = {
        "status": outtrack.status(snapshot),
        "coverage": outtrack.coverage(snapshot),
        "tree": outtrack.tree(snapshot),
        f"show {name}": outtrack.show(snapshot, name),
        f"why {name}": outtrack.why(snapshot, name),
    }
    for line, report in reports.items():
        done = processes.run(*line.split(), "--format", "json", cwd=shop, home=tmp_path)
        assert json.loads(done.out) == json.loads(outtrack.text(report, "json")), line
    assert outtrack.key_result(snapshot, first.id) == first
