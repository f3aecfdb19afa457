"""Which key results are counts of work, by their titles and their numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from outtrack.compute.key_results import KeyResultStanding

MAY_COUNT: Final = ("change", "cumulative", "self_reported", "untracked")
"""The shapes that may count work: not levels and bounds; milestones do, and mean to."""
CLEARLY: Final = 2
"""So many points more for work than for an outcome are needed where there are numbers from and to."""
CLEARLY_OF_SOMEBODY: Final = 4
"""Likewise, where the title says of what it counts who does what."""
_OF_SOMEBODY: Final = re.compile(r"\b(?:that|which|who|whose|where|when)\b", re.IGNORECASE)


def work_from(one: KeyResultStanding) -> int | None:
    """Return from how many points more for work than for an outcome on a key result counts work; None if it can't."""
    if one.shape not in MAY_COUNT:
        return None
    baseline, target = one.progress.baseline, one.progress.target
    if baseline is None or target is None:
        return 1
    if target < baseline:
        return None
    return CLEARLY_OF_SOMEBODY if _OF_SOMEBODY.search(one.key_result.title) else CLEARLY
