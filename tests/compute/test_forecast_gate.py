"""Forecasts hold what docs/forecast.md says of them, on real series (`methods.md` 3.5)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

BENCH = Path(__file__).parents[2] / "bench" / "forecasts.py"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("forecasts", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def found(bench: Any) -> Any:
    return list(bench.cases(bench.all_series(), seed=1))


def test_forecasts_are_calibrated_and_better_than_pace(bench: Any, found: Any) -> None:
    told = bench.figures(found)
    assert told.forecast.n == 1800
    assert told.forecast.brier < 0.085
    assert told.forecast.brier < told.pace.brier
    assert told.forecast.brier < told.base.brier
    assert told.forecast.ece < 0.07
    assert told.inside > 0.68


@pytest.mark.parametrize("is_total", [False, True])
def test_levels_and_totals_are_each_better_than_pace(bench: Any, found: Any, is_total: bool) -> None:
    told = bench.figures([one for one in found if one.is_total is is_total][:400])
    assert told.forecast.brier < told.pace.brier


def test_the_same_seed_makes_the_same_key_results(bench: Any, found: Any) -> None:
    series = bench.all_series()
    assert list(bench.cases(series, seed=1, number=50)) == found[:50]
    assert list(bench.cases(series, seed=2, number=50)) != found[:50]
