"""`outtrack why`."""

from __future__ import annotations

import typer

from outtrack.cli import options, session
from outtrack.cli.output import Output


def why(
    context: typer.Context,
    name: options.Name,
    as_of: options.AsOf = None,
    *,
    output: Output,
    no_cache: options.NoCache = False,
) -> None:
    """Show what an entity is for: what it serves, what that serves, up to the vision.

    \b
    Examples:
      outtrack why photo-studio
      outtrack why output:photo-studio --format json
    """
    from outtrack.reports.why import why as report

    snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache)
    selector, standings = session.selector_of(snapshot)
    ref = session.find(selector, name)
    if ref.startswith("key_result:"):
        ref = f"outcome:{ref.partition(':')[2].partition('/')[0]}"
    session.finish(snapshot, report(snapshot, standings, ref), output)
