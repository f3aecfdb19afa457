"""What to ask where a statement does not read as an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outtrack.wording.evidence import Evidence

LONGEST: Final = 120
"""A longer statement is cut in the question about it."""
_BEGINS: Final = 3
"""The points of a verb of delivery that a statement begins with."""
_METRIC: Final = "which metric moves from what to what?"


def rewrite(statement: str, evidence: Sequence[Evidence]) -> str:
    """Return the statement with the question that makes an outcome of it."""
    asked = statement.rstrip(" .!?;:,")
    if len(asked) > LONGEST:
        asked = asked[: LONGEST - 1].rstrip() + "…"
    rules = {one.rule for one in evidence}
    metric = next((one.words for one in evidence if one.rule == "O3"), None)
    if metric:
        return f'{asked}: from what to what does "{metric}" move?'
    if any(one.rule == "P1" and one.points == _BEGINS for one in evidence):
        return f"{asked}, so that {_METRIC}"
    if "P6" in rules:
        return f"{asked}: what do they do differently afterwards, and {_METRIC}"
    if "P7" in rules:
        return f"{asked}: who would notice, and {_METRIC}"
    return f"{asked}, so that who does what differently, and {_METRIC}"
