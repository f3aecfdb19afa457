"""The rule `ambiguous-relative`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from outtrack.diagnostic import Severity
from outtrack.model.proof import PERCENT
from outtrack.model.values import Relative
from outtrack.rules.base import rule
from outtrack.rules.facts import about_key_result
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts

_BY_PERCENT = re.compile(r"\bby\s+(?:about\s+|at least\s+)?(\d+(?:\.\d+)?)\s*(?:%|percent|per cent)", re.IGNORECASE)


@rule(severity=Severity.WARNING)
def ambiguous_relative(facts: Facts) -> Iterator[Diagnostic]:
    """A number in % has a target of which everybody knows what it means.

    "By 20 %" may mean a fifth of what it was, or 20 points more. It is found as a target (`+20%`), in what a solution
    or output is expected to change, and in a title that stands for a target that nobody has written down.

    ## Why
    From 40 %, one half of the team works towards 48 %, the other towards 60 %.

    ## Before
    ```yaml
    # outcomes/evening-use.yaml
    title: More people read in the evening
    owner: maria
    due: 2026-Q4
    key_results:
      - id: evening-readers
        title: Readers who read after eight
        unit: "%"
        baseline: 40
        target: +20%
        checkins:
          - {date: 2026-11-16, value: 45}
    ```

    ## After
    ```yaml
    # outcomes/evening-use.yaml
    title: More people read in the evening
    owner: maria
    due: 2026-Q4
    key_results:
      - id: evening-readers
        title: Readers who read after eight
        unit: "%"
        baseline: 40
        target: 48
        checkins:
          - {date: 2026-11-16, value: 45}
    ```
    """
    for _, one in facts.key_results():
        if one.unit in PERCENT:
            yield from _target(one)
    for entity in (*facts.all("solution"), *facts.all("output")):
        if entity.expected and facts.status(entity) not in {"parked", *entity.final}:
            yield from _expected(facts, entity)


def _target(one: KeyResultStanding) -> Iterator[Diagnostic]:
    kr = one.key_result
    if isinstance(kr.target, Relative) and kr.target.unit == "%":
        message = f"{kr.target.text} of a number in %: of its size, or in points?"
        yield about_key_result(one, "target", message, _way_out(one, kr.target))
    elif kr.target is None and kr.keep is None and (found := _BY_PERCENT.search(kr.title)):
        message = f"{shown(found[0])} of a number in %: of its size, or in points?"
        yield about_key_result(one, "title", message, "add `baseline:` and, as `target:`, the number to reach")


def _way_out(one: KeyResultStanding, goal: Relative) -> str:
    base, reached = one.progress.baseline, one.progress.target
    if base is None or reached is None:
        return f'write the number to reach, or "{goal.by:+g}pp" for points'
    in_points = _short(base + goal.by)
    return f"write `target: {_short(reached)}` for a share of {_short(base)}, or `target: {in_points}` for points"


def _short(number: float) -> str:
    return f"{round(number, 4):g}"


def _expected(facts: Facts, entity: Any) -> Iterator[Diagnostic]:
    for index, expectation in enumerate(entity.expected):
        change = expectation.change
        name = expectation.key_result.removeprefix("key_result:")
        if change is not None and change.unit == "%" and _is_in_percent(facts, name):
            yield entity.diagnose(
                ("expected", index, "change"),
                f"{change.text} of a number in % (`{name}`): of its size, or in points?",
                f'write "{change.by:+g}pp" for points; or work out the points that you mean',
            )


def _is_in_percent(facts: Facts, name: str) -> bool:
    found = facts.by_key_result.get(name)
    return found is not None and found[0].lifecycle == "active" and found[1].unit in PERCENT
