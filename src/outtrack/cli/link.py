"""`outtrack link`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.output import Output

if TYPE_CHECKING:
    from outtrack.acts import Plan
    from outtrack.snapshot import Snapshot


def link(
    context: typer.Context,
    name: options.Name,
    other: options.Other,
    field: Annotated[
        str | None,
        typer.Option("--as", metavar="FIELD", help="The field of the link, where several fit.", show_default=False),
    ] = None,
    weight: Annotated[
        float | None,
        typer.Option("--weight", help="How much it counts there; 0 only aligns (contributes_to).", show_default=False),
    ] = None,
    strength: Annotated[
        int | None, typer.Option("--strength", help="1 weak to 4 very strong (influences).", show_default=False)
    ] = None,
    dry_run: writing.DryRun = False,
    *,
    output: Output,
) -> None:
    """Link one thing to another: work to its outcome, an outcome to what it contributes to.

    The field follows from the two where only one fits; else `--as` says it.

    \b
    Examples:
      outtrack link guest-checkout basket-return
      outtrack link basket-return merchant-retention --as influences --strength 3
      outtrack link returns-clarity cost-to-serve --as contributes_to --dry-run
    """
    from outtrack.acts.link import link as plan

    snapshot = session.open_snapshot(context, None)
    selector, _ = session.selector_of(snapshot)
    source, target = session.find(selector, name), session.find(selector, other)

    def act(now: Snapshot) -> Plan:
        return plan(now, source, target, field, weight=weight, strength=strength)

    writing.carry_out(snapshot, "link", act, output, dry_run=dry_run)
