"""`outtrack carry`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.output import Output


def carry(
    context: typer.Context,
    name: options.Name,
    to: Annotated[str, typer.Option("--to", metavar="PERIOD", help="The next period: 2027-Q1, 2027-06, FY2027.")],
    new: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="The id of the new one. Default: with the period.", show_default=False),
    ] = None,
    dry_run: writing.DryRun = False,
    as_of: options.PlayedOn = None,
    *,
    output: Output,
) -> None:
    """Carry an outcome on into the next period: a new one with the same goals, that begins where the old one stands.

    The new file has the values, and none of the comments of the old one: they tell of its time. The old one stays as it
    is; `outtrack close` ends it.

    \b
    Examples:
      outtrack carry trial-to-paid --to 2027-Q1
      outtrack carry first-sale --to 2027-Q1 --id first-sale-in-spring --dry-run
    """
    from outtrack.acts.carry import carry as plan

    snapshot = session.open_snapshot(context, as_of)
    selector, _ = session.selector_of(snapshot)
    ref = session.find(selector, name)
    writing.carry_out(snapshot, "carry", lambda now: plan(now, ref, to, new), output, dry_run=dry_run)
