"""`outtrack ready`."""

from __future__ import annotations

import typer

from outtrack.cli import options, session
from outtrack.cli.filtered import Filtered
from outtrack.cli.output import Output


def ready(
    context: typer.Context,
    selectors: options.Selectors = None,
    as_of: options.AsOf = None,
    *,
    filters: Filtered,
    output: Output,
    no_cache: options.NoCache = False,
) -> None:
    """Show how ready outcomes are to be worked for, and the next thing to do.

    SMART: specific, measurable, achievable (by the values from before the start), relevant, time-bound. Ready: in
    business terms, achievable, quantified, tracked, demonstrated; a step counts only when those before it are met.
    Levers: whether its work is about people, process and technology; one or two are rarely enough.

    One outcome alone is shown in full.

    \b
    Examples:
      outtrack ready
      outtrack ready team:growth
      outtrack ready checkout-completion
    """
    from outtrack.reports.ready import page, readiness

    snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache)
    selector, standings = session.selector_of(snapshot, "outcome")
    chosen = session.select(selector, selectors, filters.filters())
    found = [one for one in standings.all() if chosen is not None and one.outcome.ref in chosen]
    if chosen is not None and not found:
        raise options.UsageError("what is selected holds no outcome: `+ID` adds what it serves, `ID+` what hangs below")
    is_one = len(found) == 1 and len(selectors or ()) == 1
    shape = page(snapshot, standings, found[0]) if is_one else readiness(snapshot, standings, chosen)
    session.finish(snapshot, shape, output)
