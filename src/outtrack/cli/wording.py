"""`outtrack wording`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from outtrack.cli import options, session
from outtrack.cli.output import Output
from outtrack.files import WORKSPACE_FILE, find_workspace

if TYPE_CHECKING:
    from outtrack.wording import Words

STDIN = "-"


def wording(
    context: typer.Context,
    statements: Annotated[
        list[str], typer.Argument(metavar="TEXT...", help="Statements, each in quotes; - reads one a line from stdin.")
    ],
    *,
    output: Output,
) -> None:
    """Say whether a statement reads as an outcome or as work, and why. English only.

    It needs no workspace; in one, the words that outtrack.yaml adds count, too. Ends with 0, whatever it says.

    \b
    Examples:
      outtrack wording "Ship 10 features"
      outtrack wording "Churn below 3 %" "Improve the CRM" --format json
      outtrack wording - --format json
    """
    from outtrack.reports.wording import wording as report

    words = _words(context)
    table = report([one for text in statements for one in (_lines() if text == STDIN else [text])], words)
    session.emit(table, output)
    if len(statements) > 1 and not any(" " in text for text in statements):
        options.fail("each word was taken for a statement: put a statement of several words in quotes")


def _lines() -> list[str]:
    """Return the lines of stdin that hold anything."""
    text = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
    return [line.strip() for line in text.split("\n") if line.strip()]


def _words(context: typer.Context) -> Words:
    """Return the word lists, with what the workspace adds where there is one; exit with 2 where it can't be read."""
    from outtrack.wording import load_words

    place = find_workspace(session.folder(context))
    try:
        data = place.read(WORKSPACE_FILE) if place else b""
    except OSError:
        data = b""
    if place is None or b"words" not in data:  # the usual case: nothing is added, and nothing needs to be validated
        return load_words()
    from outtrack.config import read_config, word_lists
    from outtrack.diagnostic import order

    config, found = read_config(data)
    if config is None:
        session.print_findings(place, order(found))
        raise typer.Exit(session.EXIT_USAGE)
    return load_words(word_lists(config))
