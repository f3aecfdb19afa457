"""The nine kinds, each defined once.

The classes are imported one by one, where they are used: a command that looks at outcomes alone doesn't
pay for experiments.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outtrack.model.base import Entity
    from outtrack.model.outcome import CheckinFile

KINDS = {
    "experiment": "experiment.Experiment",
    "insight": "evidence.Insight",
    "metric": "evidence.Metric",
    "opportunity": "discovery.Opportunity",
    "outcome": "outcome.Outcome",
    "output": "delivery.Output",
    "solution": "discovery.Solution",
    "strategy": "strategy.Strategy",
    "vision": "strategy.Vision",
}
"""Every kind and the class that defines it; a new kind is one line here."""

CHECKIN = "checkin"
FOLDERS = {
    "opportunities": "opportunity",
    "strategies": "strategy",
    CHECKIN + "s": CHECKIN,
} | {f"{kind}s": kind for kind in KINDS if not kind.endswith("y")}
"""The name of a folder and the kind of the files in it."""

_FROM_THE_TOP = (
    "vision", "strategy", "outcome", "opportunity", "solution", "experiment", "output", "insight", "metric",
)  # fmt: skip
ORDER = (*_FROM_THE_TOP, *(kind for kind in KINDS if kind not in _FROM_THE_TOP))
"""The kinds from the vision down, for people; one that has no place there comes last."""


@cache
def kind_class(kind: str) -> type[Entity]:
    """Return the class of one of KINDS."""
    module, _, name = KINDS[kind].partition(".")
    found: type[Entity] = getattr(import_module(f"outtrack.model.{module}"), name)
    return found


@cache
def record_class(kind: str) -> type[Entity | CheckinFile]:
    """Return the class of a kind, or that of a check-in's own file."""
    if kind == CHECKIN:
        from outtrack.model.outcome import CheckinFile

        return CheckinFile
    return kind_class(kind)
