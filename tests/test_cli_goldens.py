"""Whole runs of the command line, a folder each in tests/cli: `args`, what it works on, and `expected.txt`.

`args` holds a command line per line, without `outtrack`; lines `# NAME=VALUE` set the environment. A file `stdin` is
what each of them reads from there. `--update` writes what is printed now: read it before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import golden

CASES = sorted(path.parent for path in (Path(__file__).parent / "cli").glob("*/args"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_prints_what_is_expected(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    folder = tmp_path / "here"
    golden.lay_out(case, folder)
    lines = (case / "args").read_text(encoding="utf-8").splitlines()
    changes = dict(line[2:].split("=", 1) for line in lines if line.startswith("# "))
    env = golden.environment(tmp_path, **changes)
    piped = case / "stdin"
    stdin = piped.read_bytes() if piped.exists() else b""
    printed = "\n".join(golden.run(line, folder, env, stdin) for line in lines if line and not line.startswith("#"))
    expected = case / "expected.txt"
    if request.config.getoption("--update"):
        expected.write_text(printed, encoding="utf-8")
    assert printed == expected.read_text(encoding="utf-8")
