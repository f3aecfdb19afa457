"""`outtrack rename`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.output import Output


def rename(
    context: typer.Context,
    name: options.Name,
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new id.", show_default=False)],
    dry_run: writing.DryRun = False,
    *,
    output: Output,
) -> None:
    """Give an entity or a key result another id; every place that names it follows.

    A file that is named after it is renamed, too.

    \b
    Examples:
      outtrack rename trial-to-paid trials-that-pay --dry-run
      outtrack rename trial-to-paid/conversion share-that-pays
    """
    from outtrack.acts.rename import rename as plan

    snapshot = session.open_snapshot(context, None)
    selector, _ = session.selector_of(snapshot)
    ref = session.find(selector, name)
    writing.carry_out(snapshot, "rename", lambda now: plan(now, ref, new), output, dry_run=dry_run)
