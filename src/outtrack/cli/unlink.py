"""`outtrack unlink`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.output import Output


def unlink(
    context: typer.Context,
    name: options.Name,
    other: options.Other,
    field: Annotated[
        str | None,
        typer.Option("--as", metavar="FIELD", help="The field, where they are linked twice.", show_default=False),
    ] = None,
    dry_run: writing.DryRun = False,
    *,
    output: Output,
) -> None:
    """Take the link between two away, whichever of them holds it.

    \b
    Examples:
      outtrack unlink trial-to-paid first-sale
      outtrack unlink trial-to-paid-q3 trial-to-paid --dry-run
    """
    from outtrack.acts.unlink import unlink as plan

    snapshot = session.open_snapshot(context, None)
    selector, _ = session.selector_of(snapshot)
    one, two = session.find(selector, name), session.find(selector, other)
    writing.carry_out(snapshot, "unlink", lambda now: plan(now, one, two, field), output, dry_run=dry_run)
