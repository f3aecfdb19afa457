"""`outtrack forecast`."""

from __future__ import annotations

import typer

from outtrack.cli import options, session
from outtrack.cli.filtered import Filtered
from outtrack.cli.output import Output
from outtrack.cli.series import Asked


def forecast(
    context: typer.Context,
    selectors: options.Selectors = None,
    *,
    series: Asked,
    as_of: options.AsOf = None,
    filters: Filtered,
    output: Output,
    no_cache: options.NoCache = False,
) -> None:
    """Show how likely each target is reached by its due date.

    The chance, to the nearest 5 %; the interval within which the value will lie with 80 %; on how many measurements it
    rests. It takes three, on three days, the baseline among them. How good such forecasts are: docs/forecast.md, and
    `outtrack calibration` for your own.

    With --series it forecasts any series of numbers and needs no workspace, but --target, --start, --due, and
    --baseline or --cumulative.

    \b
    Examples:
      outtrack forecast
      outtrack forecast checkout-completion
      outtrack forecast team:growth --format json
    """
    if series.file is not None:
        if selectors:
            raise options.UsageError("--series stands for itself: leave out the selectors")
        session.emit(series.table(series.file, as_of), output)
        return
    if given := series.given:
        raise options.UsageError(f"{given} goes with --series: key results say it in their files")
    from outtrack.reports.forecast import forecast as report

    snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache)
    selector, standings = session.selector_of(snapshot, "outcome", "key_result")
    chosen = session.select(selector, selectors, filters.filters())
    table = report(snapshot, standings, chosen)
    if chosen is not None and not table.rows:
        raise options.UsageError("what is selected holds no key result: `ID+` adds what hangs below")
    session.finish(snapshot, table, output)
