"""Importers: foreign text -> epics, and from there one way for all of them into the workspace.

An importer is one module here and one line in IMPORTERS. Its `identify` tells whether a file is of its kind, its
`extract` makes epics of it. What becomes of these is the same for all: `outputs` writes them, `gate` checks them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from outtrack.importers.base import Export, Settings
    from outtrack.importers.foreign import Foreign

IMPORTERS = {
    "azure": "Azure DevOps: the CSV of a query",
    "csv": "any CSV, by a map of its columns",
    "github": "GitHub: `gh issue list --json …`, or the JSON of REST",
    "gitlab": "GitLab: work items as JSON, or the CSV of a project",
    "jira": "Jira: the CSV of a search, or the JSON of REST",
    "linear": "Linear: the CSV of a workspace",
}
"""Every importer and what it reads; its module is `outtrack.importers.<name>`."""

TRACKERS = tuple(name for name in IMPORTERS if name != "csv")
"""The importers that know by themselves what a column means."""


def module_of(name: str) -> Any:
    """Return the module of one of IMPORTERS."""
    return import_module(f"outtrack.importers.{name}")


def identify(foreign: Foreign) -> str | None:
    """Return the tracker from which a file comes, or None where that can't be told."""
    return next((name for name in TRACKERS if module_of(name).identify(foreign)), None)


def extract(name: str, foreign: Foreign, settings: Settings) -> Export:
    """Return the epics of a file; raise ExportError where it is not what it should be, and nothing is taken."""
    from outtrack.importers.foreign import ExportError

    try:
        export: Export = module_of(name).extract(foreign, settings)
    except ExportError as error:
        other = _other(name, foreign)
        raise error.with_hint(f"it looks like an export of {other}") if other else error from None
    return export


def _other(name: str, foreign: Foreign) -> str | None:
    """Return the tracker that a file comes from where it is not the one that was named."""
    from outtrack.importers.foreign import ExportError

    try:
        found = identify(foreign)
    except ExportError:
        return None
    return found if found != name else None
