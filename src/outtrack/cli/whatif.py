"""`outtrack whatif`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session
from outtrack.cli.output import Output


def whatif(
    context: typer.Context,
    drop: Annotated[
        list[str] | None,
        typer.Option(
            "--drop",
            metavar="ID",
            help="What is dropped; repeated, all of them at once.",
            autocompletion=options.complete_ids,
            show_default=False,
        ),
    ] = None,
    as_of: options.AsOf = None,
    *,
    output: Output,
    no_cache: options.NoCache = False,
) -> None:
    """Show what would lose its support if something were dropped, and what would be left with nothing.

    Also whose progress, measured part or status would change: all is computed anew without it and without what goes
    with it. No file is changed. What hangs on something else as well is named, too.

    \b
    Examples:
      outtrack whatif --drop early-card-notice
      outtrack whatif --drop product-photos --drop empty-shop
      outtrack whatif --drop trial-to-paid/conversion --format json
    """
    from outtrack.reports.whatif import whatif as report

    if not drop:
        raise options.UsageError("what would be dropped? Write `outtrack whatif --drop ID`")
    snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache)
    selector, standings = session.selector_of(snapshot)
    refs = list(dict.fromkeys(session.find(selector, name) for name in drop))
    session.finish(snapshot, report(snapshot, standings, refs), output)
