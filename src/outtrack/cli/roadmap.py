"""`outtrack roadmap`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session
from outtrack.cli.filtered import Filtered
from outtrack.cli.output import Output


def roadmap(
    context: typer.Context,
    selectors: options.Selectors = None,
    with_dates: Annotated[bool, typer.Option("--dates", help="Start and due date, too.")] = False,
    as_of: options.AsOf = None,
    *,
    filters: Filtered,
    output: Output,
    no_cache: options.NoCache = False,
) -> None:
    """Show what comes now, next and later, for each outcome.

    Opportunities by their status, solutions and work by their `horizon`; work that is being done is now. There are no
    dates in it unless you ask for them: a date on work is a promise of output.

    \b
    Examples:
      outtrack roadmap
      outtrack roadmap checkout-completion+
      outtrack roadmap --dates --format markdown
    """
    from outtrack.reports.roadmap import roadmap as report

    snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache)
    selector, _ = session.selector_of(snapshot)
    chosen = session.select(selector, selectors, filters.filters())
    table = report(snapshot, chosen, with_dates=with_dates)
    if chosen is not None and not table.rows and not table.hidden:
        raise options.UsageError("what is selected holds nothing that a road map shows: `ID+` adds what hangs below")
    session.finish(snapshot, table, output)
