"""What a check does where a build server runs it: it speaks to GitHub by itself, and leaves a summary there."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from outtrack.cli import session
from outtrack.cli.options import fail
from outtrack.cli.output import Output
from outtrack.files import changed_paths

if TYPE_CHECKING:
    from outtrack.files import Workspace
    from outtrack.shapes import Shape

MOST_BYTES = 900_000
"""GitHub drops the summary of a step that is larger than 1 MiB."""


def emit(shape: Shape, output: Output, workspace: Workspace) -> None:
    """Put a report out; in GitHub Actions findings are annotations, unless a format or a file is asked for.

    In the format `github`, findings in files that the pull request changes come first, and the step gets a summary.
    """
    from outtrack.shapes import Diagnostics

    is_silent = not output.is_chosen
    if is_silent and isinstance(shape, Diagnostics) and os.environ.get("GITHUB_ACTIONS") == "true":
        output = replace(output, format="github")
    if output.format != "github" or not isinstance(shape, Diagnostics):
        session.emit(shape, output)
        return
    base = os.environ.get("GITHUB_BASE_REF")
    if base and workspace.repository and not shape.changed:
        shape = replace(shape, changed=changed_paths(workspace.repository, base))
    session.emit(shape, output)
    _summarize(shape)


def _summarize(shape: Shape) -> None:
    """Add the findings in Markdown to the summary of the step; where that fails, say so and go on."""
    from outtrack.render import render
    from outtrack.render.terminal import Terminal

    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return
    text = render(shape, "markdown", Terminal())
    try:
        with Path(file).open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(shortened(text, MOST_BYTES - stream.tell()))
    except OSError as error:
        fail(f"GITHUB_STEP_SUMMARY: `{file}` can't be written: {(error.strerror or '').lower()}")


def shortened(text: str, room: int) -> str:
    """Return the lines of a text that fit into so many bytes; where some do not, a last one says how many."""
    if len(text.encode()) <= room:
        return text
    lines = text.splitlines(keepends=True)
    shown, used = 0, len(_more(len(lines)).encode())
    while used + len(lines[shown].encode()) <= room:
        used += len(lines[shown].encode())
        shown += 1
    return "".join(lines[:shown]) + _more(len(lines) - shown) if shown else ""


def _more(lines: int) -> str:
    return f"\n{lines} more lines: see the log.\n"
