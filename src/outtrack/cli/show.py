"""`outtrack show`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session
from outtrack.cli.output import Output


def show(
    context: typer.Context,
    name: options.Name,
    explain: Annotated[
        bool, typer.Option("--explain", "-e", help="Open every figure: formula, inputs, dates, file and line.")
    ] = False,
    as_of: options.AsOf = None,
    *,
    output: Output,
    no_cache: options.NoCache = False,
) -> None:
    """Show everything about one entity or key result.

    \b
    Examples:
      outtrack show trial-to-paid
      outtrack show trial-to-paid/conversion --explain
      outtrack show metric:load-time --format json
    """
    from outtrack.reports.show import show as report

    snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache)
    selector, standings = session.selector_of(snapshot)
    ref = session.find(selector, name)
    page = report(snapshot, standings, ref, with_explanation=explain)
    session.finish(snapshot, page, output)
