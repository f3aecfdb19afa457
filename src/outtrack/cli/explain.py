"""`outtrack explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session
from outtrack.cli.output import Output


def explain(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[RULE]...", help="Rules of `check`.", autocompletion=options.complete_rules, show_default=False
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
    *,
    output: Output,
) -> None:
    """Explain a rule of `check`: what it holds, why, an example, its options, and how to silence it.

    Without a name it lists all rules. It needs no workspace.

    \b
    Examples:
      outtrack explain
      outtrack explain unlinked-output
      outtrack explain --all --format markdown
    """
    from outtrack.rules import NAMES
    from outtrack.rules.sheets import listing, pages

    chosen = [options.rule_name(name) for name in names or ()]
    shape = pages(NAMES if every else chosen) if chosen or every else listing()
    session.emit(shape, output)
