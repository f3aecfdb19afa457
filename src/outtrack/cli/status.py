"""`outtrack status`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session
from outtrack.cli.filtered import Filtered
from outtrack.cli.output import Output


def status(
    context: typer.Context,
    selectors: options.Selectors = None,
    as_of: options.AsOf = None,
    *,
    filters: Filtered,
    with_ended: Annotated[bool, typer.Option("--all", "-a", help="Outcomes that have ended, too.")] = False,
    output: Output,
    no_cache: options.NoCache = False,
) -> None:
    """Show outcomes and key results: progress, pace, status.

    Progress is how much of the way from the baseline to the target is done; of an outcome, the mean of its key
    results. "50% of the 25% that is measured": only a quarter of it has numbers, and these are half way. "Expected"
    is how much of the way should be done by the day of the last check-in.

    \b
      on track    likely reached, by a forecast; else 0.9 of what is expected
      at risk     a chance of 30 %, else 0.6; the worst key result counts
      off track   less
      stale       no check-in for twice its cadence
      unmeasured  no progress can be computed
      pending     before the start, or too early to tell

    "Said" is the owner's word, from `updates`. `outtrack show ID --explain` opens every figure.

    Selectors mean or, commas within one mean and. A filter that is repeated lets through what has any of its values;
    different filters narrow each other and what the selectors mean.

    \b
    Examples:
      outtrack status
      outtrack status team:growth
      outtrack status trial-to-paid --as-of 2026-09-30
      outtrack status --status off_track --format json
    """
    from outtrack.reports.status import status as report

    snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache)
    selector, standings = session.selector_of(snapshot, "outcome", "key_result")
    chosen = session.select(selector, selectors, filters.filters())
    table = report(snapshot, standings, chosen, with_ended=with_ended)
    if chosen is not None and not table.rows:
        raise options.UsageError("what is selected holds no outcome: `+ID` adds what it serves, `ID+` what hangs below")
    session.finish(snapshot, table, output)
