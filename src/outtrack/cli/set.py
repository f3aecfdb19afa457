"""`outtrack set`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.output import Output


def set_(
    context: typer.Context,
    name: options.Name,
    given: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE...",
            help="FIELD=VALUE, FIELD= to take it away; for lists FIELD+=VALUE and FIELD-=VALUE, too.",
            show_default=False,
        ),
    ],
    quietly: Annotated[
        bool, typer.Option("--quietly", help="Also set goalposts of what has been measured, without a trace.")
    ] = False,
    dry_run: writing.DryRun = False,
    as_of: options.PlayedOn = None,
    *,
    output: Output,
) -> None:
    """Set fields of an entity or a key result.

    A part of a field is named with a dot: who.group, fields.region. Commas part the values of a list.

    \b
    Examples:
      outtrack set trial-to-paid owner=lena tags+=video
      outtrack set trial-to-paid fields.region=emea who.group="new makers"
      outtrack set trial-satisfaction cadence=weekly source=
      outtrack set photo-studio status=done --dry-run
    """
    from outtrack.acts.set import set_ as plan

    snapshot = session.open_snapshot(context, as_of)
    selector, _ = session.selector_of(snapshot)
    ref = session.find(selector, name)
    writing.carry_out(snapshot, "set", lambda now: plan(now, ref, given, is_quiet=quietly), output, dry_run=dry_run)
