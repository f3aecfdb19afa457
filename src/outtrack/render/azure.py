"""Logging commands for Azure Pipelines: each finding becomes an issue of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.render import concise
from outtrack.render.findings import path_of, told
from outtrack.render.terminal import clean, to_ascii

if TYPE_CHECKING:
    from outtrack.diagnostic import Diagnostic
    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Diagnostics

_TYPES = {Severity.ERROR: "error", Severity.WARNING: "warning"}
_DATA = {"%": "%AZP25", "\r": "%0D", "\n": "%0A"}
_IN_DATA = str.maketrans(_DATA)
_IN_PROPERTIES = str.maketrans({**_DATA, ";": "%3B", "]": "%5D"})


def render(shape: Diagnostics, terminal: Terminal) -> str:
    """Return a command for each error and warning; for an info, which Azure has no word for, a line of the log."""
    from dataclasses import replace

    lines = []
    for one in shape.found:
        if one.severity in _TYPES:
            command = _command(shape, one)
            lines.append(f"{to_ascii(command) if terminal.is_ascii else command}\n")
        else:
            lines.append(concise.render(replace(shape, found=(one,)), terminal))
    return "".join(lines)


def _command(shape: Diagnostics, found: Diagnostic) -> str:
    properties: dict[str, object] = {"type": _TYPES[found.severity], "sourcepath": path_of(shape, found.place)}
    if found.span:
        properties |= {"linenumber": found.span.line, "columnnumber": found.span.column}
    properties["code"] = found.rule
    inside = "".join(f"{key}={clean(str(value)).translate(_IN_PROPERTIES)};" for key, value in properties.items())
    return f"##vso[task.logissue {inside}]{told(found).translate(_IN_DATA)}"
