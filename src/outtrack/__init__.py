"""outtrack: outcomes, key results and the work that serves them, as plain files in git.

As a library: `outtrack.load(folder, as_of=day)` reads a workspace, and the other names work on what it returns. They
are imported when they are asked for, so that the command line starts as fast as it did.
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.progress import Progress
    from outtrack.compute.standing import OutcomeStanding
    from outtrack.diagnostic import Diagnostic, Severity, Span
    from outtrack.library import (
        NoWorkspaceError,
        check,
        coverage,
        key_result,
        load,
        progress,
        show,
        status,
        text,
        tree,
        why,
    )
    from outtrack.model.delivery import Output
    from outtrack.model.discovery import Opportunity, Solution
    from outtrack.model.evidence import Insight, Metric
    from outtrack.model.experiment import Experiment
    from outtrack.model.key_result import Checkin, KeyResult
    from outtrack.model.outcome import Outcome
    from outtrack.model.strategy import Strategy, Vision
    from outtrack.period import Period
    from outtrack.select import SelectionError
    from outtrack.shapes import Page, Table, Tree
    from outtrack.snapshot import ConfigError, Snapshot
else:
    _WHERE = {
        "Checkin": "model.key_result",
        "ConfigError": "snapshot",
        "Diagnostic": "diagnostic",
        "Experiment": "model.experiment",
        "Insight": "model.evidence",
        "KeyResult": "model.key_result",
        "KeyResultStanding": "compute.key_results",
        "Metric": "model.evidence",
        "NoWorkspaceError": "library",
        "Opportunity": "model.discovery",
        "Outcome": "model.outcome",
        "OutcomeStanding": "compute.standing",
        "Output": "model.delivery",
        "Page": "shapes",
        "Period": "period",
        "Progress": "compute.progress",
        "SelectionError": "select",
        "Severity": "diagnostic",
        "Snapshot": "snapshot",
        "Solution": "model.discovery",
        "Span": "diagnostic",
        "Strategy": "model.strategy",
        "Table": "shapes",
        "Tree": "shapes",
        "Vision": "model.strategy",
        "check": "library",
        "coverage": "library",
        "key_result": "library",
        "load": "library",
        "progress": "library",
        "show": "library",
        "status": "library",
        "text": "library",
        "tree": "library",
        "why": "library",
    }

    def __getattr__(name: str) -> object:
        """Return one of the public names; its module is imported now."""
        if name not in _WHERE:
            raise AttributeError(f"module 'outtrack' has no attribute '{name}'")
        from importlib import import_module

        return getattr(import_module(f"outtrack.{_WHERE[name]}"), name)

    def __dir__() -> list[str]:
        """Return the public names."""
        return sorted([*globals(), *_WHERE])


__all__ = [
    "Checkin",
    "ConfigError",
    "Diagnostic",
    "Experiment",
    "Insight",
    "KeyResult",
    "KeyResultStanding",
    "Metric",
    "NoWorkspaceError",
    "Opportunity",
    "Outcome",
    "OutcomeStanding",
    "Output",
    "Page",
    "Period",
    "Progress",
    "SelectionError",
    "Severity",
    "Snapshot",
    "Solution",
    "Span",
    "Strategy",
    "Table",
    "Tree",
    "Vision",
    "check",
    "coverage",
    "key_result",
    "load",
    "progress",
    "show",
    "status",
    "text",
    "tree",
    "why",
]
