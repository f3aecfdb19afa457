"""`outtrack move`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.output import Output


def move(
    context: typer.Context,
    name: options.Name,
    folder: Annotated[
        str | None,
        typer.Argument(metavar="[FOLDER]", help="From the folder of outtrack.yaml.", show_default=False),
    ] = None,
    to_outcome: Annotated[
        str | None,
        typer.Option("--to-outcome", metavar="OUTCOME", help="The outcome for a key result.", show_default=False),
    ] = None,
    dry_run: writing.DryRun = False,
    *,
    output: Output,
) -> None:
    """Move an entity to another folder, or a key result to another outcome.

    The id of an entity stays, so no link changes; links to a key result follow it. Out of a file that describes
    several, an entity comes into a file of its own.

    \b
    Examples:
      outtrack move photo-studio product/outputs/growth/photos
      outtrack move trial-satisfaction --to-outcome first-sale --dry-run
    """
    from outtrack.acts.move import move as plan
    from outtrack.acts.move import move_key_result

    if (folder is None) == (to_outcome is None):
        raise options.UsageError("say where to: a FOLDER, or for a key result --to-outcome")
    snapshot = session.open_snapshot(context, None)
    selector, _ = session.selector_of(snapshot)
    ref = session.find(selector, name)
    if to_outcome is None:
        writing.carry_out(snapshot, "move", lambda now: plan(now, ref, folder or ""), output, dry_run=dry_run)
        return
    outcome = session.find(selector, to_outcome, "outcome")
    writing.carry_out(snapshot, "move", lambda now: move_key_result(now, ref, outcome), output, dry_run=dry_run)
