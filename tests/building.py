"""Key results, measurements and workspaces for the tests of the computation."""

from __future__ import annotations

from datetime import date
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from outtrack.compute import pace, status
from outtrack.compute.progress import progress
from outtrack.compute.series import Measurement
from outtrack.compute.standing import Standings
from outtrack.diagnostic import Severity
from outtrack.files import find_workspace
from outtrack.model.evidence import Keep
from outtrack.model.outcome import Baseline, KeyResult
from outtrack.period import parse_cadence
from outtrack.snapshot import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.pace import Term
    from outtrack.compute.progress import Progress
    from outtrack.compute.standing import OutcomeStanding
    from outtrack.model.values import Target

START, DUE = "2026-01-01", "2026-03-31"
"""A quarter of 90 days."""


def day(text: str) -> date:
    return date.fromisoformat(text)


def term(as_of: str = DUE, start: str | None = START, due: str | None = DUE) -> Term:
    return pace.term(day(start) if start else None, day(due) if due else None, day(as_of))


def measured(values: Mapping[str, float | str] | Iterable[tuple[date, float]]) -> list[Measurement]:
    if hasattr(values, "items"):
        return [Measurement(day(on), value) for on, value in values.items()]
    return [Measurement(on, value) for on, value in values]


def change(baseline: float | None, target: Target | None, **more: Any) -> KeyResult:
    stated = None if baseline is None else Baseline(value=baseline)
    return KeyResult(title="A change", baseline=stated, target=target, **more)


def keep(low: float | None = None, high: float | None = None, **more: Any) -> KeyResult:
    return KeyResult(title="A guardrail", keep=Keep(min=low, max=high), **more)


def rubric(baseline: float, target: float, levels: int = 5) -> KeyResult:
    texts = tuple(f"level {number}" for number in range(levels))
    return KeyResult(title="A rubric", levels=texts, baseline=Baseline(value=baseline), target=target)


def far(
    kr: KeyResult, values: Mapping[str, float | str] | None = None, within: Term | None = None, cadence: str = "weekly"
) -> Progress:
    """Return the progress of a key result with these values, by default on the last day of the quarter."""
    return progress(kr, measured(values or {}), within or term(), parse_cadence(cadence))


def standings(folder: Path, files: Mapping[str, str], as_of: str, config: str = "") -> Standings:
    """Return the standings of a workspace with these files, none of which has an error in it."""
    root = folder / "work"
    for path, text in {"outtrack.yaml": f"version: 1\n{config}", **files}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text), encoding="utf-8")
    workspace = find_workspace(root)
    assert workspace is not None
    snapshot = load(workspace, day(as_of), use_cache=False)
    assert [one.message for one in snapshot.reading if one.severity is Severity.ERROR] == []
    return Standings(snapshot)


def outcome(folder: Path, text: str, as_of: str, config: str = "") -> OutcomeStanding:
    """Return the standing of the only outcome of a workspace; its title is given."""
    found = standings(folder, {"outcomes/x.yaml": "title: X\n" + dedent(text)}, as_of, config).of("outcome:x")
    assert found is not None
    return found


def key_result(folder: Path, text: str, as_of: str, due: str | None = "2026-Q1", more: str = "") -> KeyResultStanding:
    """Return the standing of the only key result of an outcome; `text` is a flow mapping without its braces."""
    period = f"due: {due}\n" if due else ""
    return outcome(folder, f"{period}{more}key_results:\n  - {{title: K, {text}}}\n", as_of).key_results[0]


def word(kr: KeyResult, found: Progress, within: Term, expected: float) -> tuple[str | None, int]:
    """Return the word of a key result that was measured on the day, of which there is no forecast, and the rule."""
    said = status.judge("active", kr, found, within, expected, within.as_of, parse_cadence("weekly"), lambda: None)
    return said.status, said.rule


def named(all_of_them: Standings, name: str) -> OutcomeStanding:
    found = all_of_them.of(f"outcome:{name}")
    assert found is not None
    return found
