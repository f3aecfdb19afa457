"""`outtrack retarget`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.output import Output


def retarget(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A key result; for --start and --due an outcome, too.",
            autocompletion=options.complete_ids,
        ),
    ],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason.")],
    target: Annotated[
        str | None, options.text("target", "VALUE", "The new target: 22, +20%, +5pp, or a level.")
    ] = None,
    baseline: Annotated[str | None, options.text("baseline", "VALUE", "Where it stood, as is known now.")] = None,
    start: Annotated[str | None, options.text("start", "VALUE", "The new first day, or period.")] = None,
    due: Annotated[str | None, options.text("due", "VALUE", "The new last day, or period.")] = None,
    weight: Annotated[str | None, options.text("weight", "VALUE", "How much it counts in its outcome.")] = None,
    dry_run: writing.DryRun = False,
    as_of: options.PlayedOn = None,
    *,
    output: Output,
) -> None:
    """Move a goalpost openly: the new value, and an entry of `changes` with the old one and the reason.

    \b
    Examples:
      outtrack retarget urgent-wait --target 15 --why "Half the budget" --dry-run
      outtrack retarget trial-to-paid --due 2027-Q1 --why "The release slipped"
    """
    from outtrack.acts.retarget import retarget as plan

    snapshot = session.open_snapshot(context, as_of)
    selector, _ = session.selector_of(snapshot)
    ref = writing.find_open(snapshot, selector, name)
    if ref.partition(":")[0] not in {"key_result", "outcome"}:
        raise options.UsageError(f"`{name}` has no goalpost: name a key result, or an outcome")
    named = {"target": target, "baseline": baseline, "start": start, "due": due, "weight": weight}
    given = {field: text for field, text in named.items() if text is not None}
    writing.carry_out(snapshot, "retarget", lambda now: plan(now, ref, given, why), output, dry_run=dry_run)
