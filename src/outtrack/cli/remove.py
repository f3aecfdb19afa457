"""`outtrack remove`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.output import Output


def remove(
    context: typer.Context,
    name: options.Name,
    force: Annotated[
        bool, typer.Option("--force", help="Remove all links to it, too, and the check-ins of its key results.")
    ] = False,
    dry_run: writing.DryRun = False,
    as_of: options.PlayedOn = None,
    *,
    output: Output,
) -> None:
    """Remove an entity or a key result, unless something links to it.

    What was removed is still in git.

    \b
    Examples:
      outtrack remove bill-went-up
      outtrack remove trial-to-paid-q3 --force --dry-run
    """
    from outtrack.acts.remove import remove as plan

    snapshot = session.open_snapshot(context, as_of)
    selector, _ = session.selector_of(snapshot)
    ref = session.find(selector, name)
    writing.carry_out(snapshot, "remove", lambda now: plan(now, ref, is_forced=force), output, dry_run=dry_run)
