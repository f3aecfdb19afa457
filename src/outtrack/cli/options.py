"""The options that commands share, and the one place that reads the clock."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from outtrack.frozen import dataclass
from outtrack.period import parse_period
from outtrack.render import formats

_WORDS = re.compile(r" *(?:`[^`]*`|[^ ])+")
"""Words with the blanks before them; what stands in backticks is one."""


class UsageError(Exception):
    """Something about the call is wrong; ends with exit code 2 and this one line."""


@dataclass
class Invocation:
    """What stands before the command."""

    folder: Path = Path()


def complete_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return what Tab offers where an id is wanted."""
    from outtrack.cli import completion

    return completion.complete_ids(incomplete)


def _complete_kinds(incomplete: str) -> list[str]:
    from outtrack.model import KINDS

    return [kind for kind in (*sorted(KINDS), "key_result") if kind.startswith(incomplete)]


def text(name: str, metavar: str, says: str) -> Any:
    """Return an option that takes a text, or nothing."""
    return typer.Option(f"--{name}", metavar=metavar, help=says, show_default=False)


def _format(shape: str = "", default: str = "text on a terminal, else plain") -> Any:
    """Return the option `--format` of a command whose report has a shape of its own."""
    known = sorted(formats(shape))
    return typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"{', '.join(known)}. Default: {default}.",
        autocompletion=lambda incomplete: [name for name in known if name.startswith(incomplete)],
    )


def complete_rules(incomplete: str) -> list[str]:
    """Return the names of rules that go on from what was typed; behind a comma, too."""
    from outtrack.rules import NAMES

    before, comma, last = incomplete.rpartition(",")
    return [before + comma + name for name in NAMES if name.startswith(last)]


AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="See it as it was on this day: 2026-11-22, today, yesterday, 2026-Q3."),
]
PlayedOn = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="Take this day for today: 2026-11-22, yesterday, 2026-Q3."),
]
Format = Annotated[str | None, _format()]
FindingsFormat = Annotated[
    str | None, _format("Diagnostics", "github in GitHub Actions, text on a terminal, else plain")
]
FigureFormat = Annotated[str | None, _format("Badge")]
PictureFormat = Annotated[str | None, _format("Map")]
File = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead.")]
Color = Annotated[
    str,
    typer.Option(
        "--color",
        metavar="WHEN",
        help="auto, always or never; `plain` has none.",
        autocompletion=lambda: ["auto", "always", "never"],
    ),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Read every file again, and keep nothing.")]
Selectors = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SELECTOR]...",
        help="Ids (ID, +ID, ID+) or filters (team:growth, fields.region:emea).",
        autocompletion=complete_ids,
        show_default=False,
    ),
]
Name = Annotated[
    str,
    typer.Argument(metavar="ID", help="An id, KIND:ID, or the end of a key result's id.", autocompletion=complete_ids),
]
Other = Annotated[
    str, typer.Argument(metavar="OTHER", help="The other one.", autocompletion=complete_ids, show_default=False)
]
OptionalName = Annotated[
    str | None, typer.Argument(metavar="[ID]", help="Where to begin.", autocompletion=complete_ids, show_default=False)
]
Kind = Annotated[
    str, typer.Argument(metavar="KIND", help="outcome, key_result, output, …", autocompletion=_complete_kinds)
]


def _filter(name: str, says: str) -> Any:
    return text(name, name.upper(), f"{says}; repeated, any of them.")


Team = Annotated[list[str] | None, _filter("team", "Only of this team")]
Owner = Annotated[list[str] | None, _filter("owner", "Only of this owner")]
Tag = Annotated[list[str] | None, _filter("tag", "Only with this tag")]
KindFilter = Annotated[list[str] | None, _filter("kind", "Only of this kind")]
PeriodFilter = Annotated[list[str] | None, _filter("period", "Only what is due in this period")]
Status = Annotated[list[str] | None, _filter("status", "Only with this status as it is shown")]


def today(timezone: str) -> date:
    """Return the day it is in a time zone."""
    from outtrack.config import zone

    return datetime.now(zone(timezone)).date()


def resolve_day(text: str | None, timezone: str, fiscal_year_start: int = 1, option: str = "--as-of") -> date:
    """Return the day to look at: `--as-of`, else OUTTRACK_TODAY, else the day it is in the workspace's time zone."""
    given = text or os.environ.get("OUTTRACK_TODAY") or "today"
    if given == "today":
        return today(timezone)
    if given == "yesterday":
        return today(timezone) - timedelta(days=1)
    try:
        return parse_period(given, fiscal_year_start).last
    except ValueError as error:
        source = option if text else "OUTTRACK_TODAY"
        raise UsageError(f"{source}: {error}") from None


def rule_name(name: str, option: str = "") -> str:
    """Return the name of a rule; a UsageError with the nearest where there is none of that name."""
    from outtrack.diagnostic import did_you_mean
    from outtrack.rules import NAMES
    from outtrack.rules.levels import LIST_THEM

    if name not in NAMES:
        before = f"{option}: " if option else ""
        raise UsageError(f"{before}there is no rule `{name}`{did_you_mean(name, NAMES, '; ') or f'; {LIST_THEM}'}")
    return name


def one_of(value: str, choices: Sequence[str], option: str) -> str:
    """Return a value that is one of several; else a UsageError with the nearest."""
    from outtrack.diagnostic import did_you_mean

    if value not in choices:
        raise UsageError(f"{option}: `{value}` is not one of {', '.join(choices)}{did_you_mean(value, choices, '; ')}")
    return value


def fail(message: str) -> None:
    """Print a message about the run to stderr; names in it may come from files."""
    from outtrack.render.terminal import clean

    with suppress(OSError):  # where nobody listens, the exit code says enough
        sys.stderr.write(f"outtrack: {clean(message)}\n")


def fitted(text: str) -> str:
    """Return a text of a talk: harmless, and on a terminal broken between words; a command in it stays in one piece.

    A terminal would break lines inside words, and what is to be typed could not be read.
    """
    from outtrack.render.terminal import clean

    text = clean(text)
    if not sys.stderr.isatty():
        return text
    from outtrack.cli.output import terminal_of
    from outtrack.render.measure import width

    room = terminal_of(sys.stderr, "never").width - 1
    indent = " " * (len(text) - len(text.lstrip(" ")))
    lines = [""]
    for part in _WORDS.findall(text):
        if lines[-1].strip() and width(lines[-1] + part) > room:
            lines.append(indent + part.lstrip(" "))
        else:
            lines[-1] += part
    return "\n".join(lines)
