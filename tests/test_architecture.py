"""The house as `docs/architecture.md` describes it: registers are whole, modules small, starts light."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

import golden
import processes
from outtrack.cli import COMMANDS
from outtrack.importers import IMPORTERS
from outtrack.model import FOLDERS, KINDS, ORDER
from outtrack.render import FORMATS
from outtrack.reports.tree import VIEWS
from outtrack.rules import NAMES, RULES
from outtrack.rules.structure import STRUCTURE

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = golden.ROOT / "src" / "outtrack"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "data" not in path.relative_to(SOURCE).parts)
LONGEST_MODULE = 350
LONGEST_FUNCTION = 60
LONG_MODULES: dict[str, str] = {}
"""Modules that may be longer, each with the reason."""
LONG_FUNCTIONS: dict[str, str] = {}
"""Functions that may be longer, each with the reason."""
HELPERS = {
    "cli": {"app", "changes", "ci", "completion", "epics", "options", "output", "reported", "session", "spreadsheet"}
    | {
        "asking",
        "editor",
        "filtered",
        "groups",
        "series",
        "series_file",
        "signed",
        "size",
        "starting",
        "walk",
        "writing",
    },
    "importers": {"ancestry", "answers", "base", "bodies", "cells", "columns", "dates", "fitting", "foreign", "gate"}
    | {"joining", "linked", "links", "mapping", "maps", "objects", "opening", "outputs", "reading", "report", "rows"}
    | {"table", "words"},
    "render": {
        "board",
        "cells",
        "findings",
        "lines",
        "measure",
        "picture",
        "pieces",
        "plot",
        "quarters",
        "tables",
        "terminal",
        "wall",
    },
    "rules": {"base", "facts", "gaps", "known", "known_file", "levels", "measuring", "options", "pages", "paths"}
    | {"purpose", "ran", "reader", "run", "saying", "sheets", "silence", "since", "structure"},
}
"""Modules beside those of the registers."""


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).with_suffix("").as_posix()


@pytest.mark.parametrize(
    ("folder", "register"),
    [
        ("cli", [name.replace("-", "_") for name in COMMANDS]),
        ("render", list(FORMATS)),
        ("importers", list(IMPORTERS)),
        ("rules", [rule.name.replace("-", "_") for rule in RULES]),
    ],
)
def test_a_register_names_every_module_in_alphabetical_order(folder: str, register: list[str]) -> None:
    modules = {path.stem for path in (SOURCE / folder).glob("*.py")} - {"__init__"} - HELPERS[folder]
    assert set(register) == modules
    assert register == sorted(register)


def test_every_command_and_format_has_what_its_register_promises() -> None:
    for name, text in COMMANDS.items():
        module = import_module(f"outtrack.cli.{name.replace('-', '_')}")
        assert callable(getattr(module, f"{name}_", None) or getattr(module, name.replace("-", "_")))
        assert text == text[0].lower() + text[1:]
        assert not text.endswith(".")
    for name in FORMATS:
        assert callable(import_module(f"outtrack.render.{name}").render)


def test_kinds_are_registered_once_and_shown_in_an_order() -> None:
    assert list(KINDS) == sorted(KINDS) or set(KINDS) == set(ORDER)
    assert sorted(ORDER) == sorted(KINDS)
    assert len(KINDS) == 9
    assert {kind for kind in FOLDERS.values() if kind in KINDS} == set(KINDS)
    assert {kind for kinds in VIEWS.values() for kind in kinds} <= set(KINDS)


def test_rules_are_named_once() -> None:
    assert list(NAMES) == sorted(NAMES)
    assert len(set(NAMES)) == len(NAMES)
    assert not {rule.name for rule in RULES} & set(STRUCTURE)
    assert list(STRUCTURE) == sorted(STRUCTURE)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_small_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree)
    length = text.count("\n")
    assert (length > LONGEST_MODULE) == (name_of(path) in LONG_MODULES), length
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            name = f"{name_of(path)}.{node.name}"
            body = node.body[1:] if ast.get_docstring(node) else node.body  # a page of documentation is no code
            length = (node.end_lineno or 0) - (body[0].lineno if body else node.lineno) + 1
            assert (length > LONGEST_FUNCTION) == (name in LONG_FUNCTIONS), (name, length)


HEAVY = (
    "pydantic",
    "pydantic_core",
    "yaml",
    "rich",
    "outtrack.wording",
    "concurrent.futures",
    "multiprocessing",
    "zoneinfo",
)


def loaded(args: list[str], folder: Path, home: Path) -> set[str]:
    """Return the modules that a run loads, without those that were there before it, such as what measures coverage."""
    code = (
        "import json, sys\n"
        "before = set(sys.modules)\n"
        "from outtrack.__main__ import run_to_end\n"
        "code = run_to_end()\n"
        "print('MODULES', json.dumps(sorted(set(sys.modules) - before)), file=sys.stderr)\n"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *args],
        cwd=folder,
        env=golden.environment(home),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return set(json.loads(done.stderr.decode().rpartition("MODULES ")[2]))


@pytest.mark.parametrize("line", ["status", "tree --format json", "list output", "check --select unlinked-output"])
def test_a_warm_run_loads_neither_yaml_nor_pydantic_nor_rich(line: str, tmp_path: Path) -> None:
    starter = processes.example("starter", tmp_path)
    (starter / "product" / "outputs" / "gift.yaml").unlink(missing_ok=True)
    first = loaded(line.split(), starter, tmp_path)
    assert "outtrack.model.validate" in first
    warm = loaded(line.split(), starter, tmp_path)
    assert [name for name in HEAVY if name in warm] == []
    commands = {name for name in warm if name.startswith("outtrack.cli.")}
    assert {f"outtrack.cli.{name}" for name in COMMANDS} & commands == {f"outtrack.cli.{line.split(maxsplit=1)[0]}"}


def test_a_warm_check_reads_no_yaml_to_know_what_is_silenced_or_known(tmp_path: Path) -> None:
    starter = processes.example("starter", tmp_path)
    silenced = "title: Gift\n# outtrack: ignore-file[unlinked-output] why\n"
    (starter / "product" / "outputs" / "gift.yaml").write_text(silenced, encoding="utf-8")
    (starter / "product" / "outputs" / "old.yaml").write_text("title: Old\n", encoding="utf-8")
    loaded(["check", "--update-known"], starter, tmp_path)
    warm = loaded(["check", "--statistics"], starter, tmp_path)
    assert [name for name in HEAVY if name in warm] == ["outtrack.wording"]
    assert "outtrack.model.validate" not in warm


def test_the_help_computes_and_validates_nothing(tmp_path: Path) -> None:
    heavy = ("outtrack.compute", "outtrack.snapshot", "pydantic", "yaml")
    assert not [name for name in loaded(["--help"], tmp_path, tmp_path) if name.startswith(heavy)]


def test_every_test_case_of_the_command_line_is_whole() -> None:
    for folder in (golden.ROOT / "tests" / "cli").iterdir():
        names = {path.name for path in folder.iterdir()}
        assert {"args", "expected.txt"} <= names, folder.name
        assert len(names & {"repo", "example"}) <= 1, folder.name
        assert names <= {"args", "expected.txt", "repo", "example", "stdin"}, folder.name
        example = folder / "example"
        if example.exists():
            assert (golden.EXAMPLES / example.read_text(encoding="utf-8").strip()).is_dir()
