"""`outtrack migrate`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.output import Output


def migrate(
    context: typer.Context,
    yes: Annotated[
        bool, typer.Option("--yes", help="Write the files; without it, only show what would change.")
    ] = False,
    dry_run: writing.DryRun = False,
    *,
    output: Output,
) -> None:
    """Bring the files of a workspace to the newest version of the format.

    Without --yes it shows what would change, as with --dry-run. Version 1 is the first and the newest.

    \b
    Examples:
      outtrack migrate
      outtrack migrate --yes
    """
    from outtrack.acts.migrate import migrate as act
    from outtrack.write import writing as held

    if yes and dry_run:
        raise options.UsageError("--yes writes and --dry-run does not: say one of them")
    place = session.workspace(context)
    with writing.refusals():
        plan = act(place)
        if yes and plan.changes:
            with held(place) as pen:
                pen.save(plan.changes)
    if output.is_chosen:
        shape = writing.table_of(plan, "migrate", place, options.resolve_day(None, "UTC"), is_written=yes)
        session.emit(shape, output)
        return
    is_shown = bool(plan.changes) and not yes
    writing.show(plan, place.prefix, dry_run=is_shown)
    if is_shown:
        options.fail("nothing was written: with --yes it is")
