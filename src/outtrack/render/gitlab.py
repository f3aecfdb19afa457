"""A code quality report for GitLab: one array, without a byte-order mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity, fingerprints
from outtrack.render.findings import path_of, told
from outtrack.render.json import dumps, whole

if TYPE_CHECKING:
    from outtrack.diagnostic import Diagnostic
    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Data, Diagnostics

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(shape: Diagnostics, terminal: Terminal) -> str:
    """Return the findings as a code quality report."""
    found = [_finding(shape, *pair) for pair in zip(shape.found, fingerprints(shape.found), strict=True)]
    return dumps(found, terminal, indent=2) + "\n"


def _finding(shape: Diagnostics, found: Diagnostic, fingerprint: str) -> Data:
    span = found.span
    lines = {"begin": span.line, "end": span.end_line} if span else {"begin": 1}
    return {
        "description": told(found, "; "),
        "check_name": found.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[found.severity],
        "location": {"path": whole(path_of(shape, found.place)), "lines": lines},
    }
