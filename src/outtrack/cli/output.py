"""Where a report goes, in which format, and what a stream can show."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from outtrack.cli import options
from outtrack.cli.options import UsageError
from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from outtrack.render.terminal import Terminal

SUFFIXES = {
    ".sarif.json": "sarif",
    ".sarif": "sarif",
    ".xml": "junit",
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".md": "markdown",
    ".svg": "svg",
    ".tsv": "plain",
    ".txt": "plain",
}
"""The endings of file names that choose a format; of several that fit, the first. A name without one is plain."""
_MEANT_FOR = {
    "Diagnostics": "the findings of `outtrack check`",
    "Badge": "a figure of `outtrack coverage`",
    "Map": "`outtrack map`",
    "Wall": "the walls of `outtrack vmgs` and `outtrack tree --view ost`",
}
_DRAWN = {
    "FindingsOutput": "Diagnostics",
    "FigureOutput": "Badge",
    "PictureOutput": "Map",
}
"""The shape with formats of its own that a command may show, by its options."""


@dataclass(frozen=True, slots=True)
class Output:
    """Where the result goes, and how it looks there: the options of every command that shows something."""

    format: options.Format = None
    file: options.File = None
    color: options.Color = "auto"

    @property
    def is_chosen(self) -> bool:
        """Whether a format or a file was asked for; else people read it."""
        return self.format is not None or self.file is not None


@dataclass(frozen=True, slots=True)
class FindingsOutput(Output):
    """The same for findings, which have formats of their own."""

    format: options.FindingsFormat = None


@dataclass(frozen=True, slots=True)
class PictureOutput(Output):
    """The same for what may be drawn: a map, a wall, a view of a tree."""

    format: options.PictureFormat = None


@dataclass(frozen=True, slots=True)
class FigureOutput(Output):
    """The same for figures of the portfolio, of which one may be a badge."""

    format: options.FigureFormat = None


def format_for(shape: str, output: Output) -> str:
    """Return the format for a report of the shape of that name: the one that was asked for, or that fits.

    Raise UsageError where there is none such, or not for this shape.
    """
    from outtrack.render import FORMATS, ONLY_FOR, formats

    format = asked_format(output) or ("text" if sys.stdout.isatty() else "plain")
    said = f"--format: `{format}`"
    if output.format is None and output.file is not None:
        said = f"-o: `{output.file.name}` asks for `{format}`, which"
    known = formats(shape)
    if format not in FORMATS:
        from outtrack.diagnostic import did_you_mean

        raise UsageError(f"{said} is not one of {', '.join(known)}{did_you_mean(format, known, '; ')}")
    if format not in known:
        meant = " and ".join(_MEANT_FOR[one] for one in ONLY_FOR[format])
        raise UsageError(f"{said} is for {meant} only; here there is {', '.join(known)}")
    return format


def asked_format(output: Output) -> str | None:
    """Return the format that the options ask for: by name, or by the ending of the file; None where neither does.

    Raise UsageError for an ending that no format has: the file would not be what it is called.
    """
    if output.format is not None or output.file is None or str(output.file) == "-":
        return output.format
    name = output.file.name.lower()
    found = next((format for suffix, format in SUFFIXES.items() if name.endswith(suffix)), None)
    if found is None and output.file.suffix:
        from outtrack.render import formats

        fitting = formats(_DRAWN.get(type(output).__name__, ""))
        known = ", ".join(suffix for suffix, format in SUFFIXES.items() if format in fitting)
        raise UsageError(
            f"-o: `{output.file.name}` ends in `{output.file.suffix}`, which asks for no format: there is {known}; "
            "or say `--format`"
        )
    return found or "plain"


def terminal_of(stream: Any, color: str, format: str | None = None) -> Terminal:
    """Return what a stream can show: its width, colour, and whether only ASCII gets through."""
    from outtrack.render.terminal import Terminal

    if color not in {"auto", "always", "never"}:
        raise UsageError(f"--color: `{color}` is not one of auto, always, never")
    is_terminal = stream.isatty()
    encoding = (getattr(stream, "encoding", None) or "utf-8").lower().replace("_", "-")
    has_color = is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    if os.environ.get("FORCE_COLOR") and not os.environ.get("NO_COLOR"):
        has_color = True
    if color != "auto":
        has_color = color == "always"
    width = 80
    columns = os.environ.get("COLUMNS", "")
    is_given = columns.isdigit() and int(columns) > 0
    if is_given:
        width = int(columns)
    elif is_terminal:
        with suppress(OSError, ValueError):
            width = os.get_terminal_size(stream.fileno()).columns or width
    has_color = has_color and format in {None, "text"}
    return Terminal(width, has_color, not encoding.startswith("utf"), is_terminal or is_given)
