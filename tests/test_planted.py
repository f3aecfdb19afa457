"""Mistakes planted in a copy of the example shop: each is found by its rule, and nothing else is."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

import golden
from outtrack.cli import epics
from outtrack.files import Workspace
from outtrack.rules import NAMES
from outtrack.rules.run import check
from outtrack.snapshot import ConfigError, load

if TYPE_CHECKING:
    from pathlib import Path

    from outtrack.diagnostic import Severity

    Findings = Counter[tuple[str, Severity, str, str | None]]

SHOP = golden.EXAMPLES / "shop"
PLANTED = golden.ROOT / "tests" / "planted"
DAY = date.fromisoformat(golden.DAY)


def findings(folder: Path) -> Findings:
    """Return what is found in a workspace, with the export that lies in it: rule, severity, path, whom it is about."""
    export = folder / "epics.csv"
    try:
        snapshot = load(Workspace(folder, None), DAY, use_cache=False)
        with epics.beside(snapshot, export if export.exists() else None, None, None) as seen:
            found = check(seen.snapshot).located()
    except ConfigError as error:
        found = error.diagnostics
    return Counter((one.rule, one.severity, one.path, one.entity) for one in found)


@cache
def of_the_shop() -> Findings:
    return findings(SHOP)


@pytest.mark.parametrize("rule", NAMES)
def test_a_planted_mistake_is_found_by_its_rule_and_by_no_other(rule: str, tmp_path: Path) -> None:
    """`tests/planted/RULE.patch` is one mistake, as `git diff -U1` from within the shop shows it."""
    shop = tmp_path / "shop"
    shutil.copytree(SHOP, shop, symlinks=True)
    apply = ["git", "apply", "--whitespace=nowarn", str(PLANTED / f"{rule}.patch")]
    env = golden.environment(tmp_path, GIT_CEILING_DIRECTORIES=str(tmp_path))
    done = subprocess.run(apply, cwd=shop, env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    new = findings(shop) - of_the_shop()
    assert [name for name, *_ in new.elements()] == [rule], new


def test_every_patch_is_named_after_a_rule() -> None:
    assert {path.stem for path in PLANTED.iterdir()} <= set(NAMES)
