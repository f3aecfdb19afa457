"""`outtrack calibration`."""

from __future__ import annotations

import typer

from outtrack.cli import options, session
from outtrack.cli.output import Output


def calibration(
    context: typer.Context, as_of: options.AsOf = None, *, output: Output, no_cache: options.NoCache = False
) -> None:
    """Show how good forecasts have been, by your own key results that are over.

    For each of their check-ins the forecast is made again with what was known on that day, and held against the value
    that they ended with. The Brier score is 0 where every chance was right and sure, 0.25 for a coin. The calibration
    error says how far the chances lie from how often it came true. Beside them stand simpler ways to tell, and what
    the owners said with their `confidence`.

    \b
    Examples:
      outtrack calibration
      outtrack calibration --format json
    """
    from outtrack.reports.calibration import calibration as report

    snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache)
    session.finish(snapshot, report(snapshot), output)
