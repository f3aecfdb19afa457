"""`outtrack migrate`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from outtrack.cli import options, session, writing


def migrate(
    context: typer.Context,
    yes: Annotated[
        bool, typer.Option("--yes", help="Write the files; without it, only show what would change.")
    ] = False,
) -> None:
    """Bring the files of a workspace to the newest version of the format.

    Without --yes it shows what would change. Version 1 is the first and the newest.

    \b
    Examples:
      outtrack migrate
      outtrack migrate --yes
    """
    from outtrack.acts.migrate import migrate as act
    from outtrack.cli.changes import diff
    from outtrack.write import writing as held

    place = session.workspace(context)
    with writing.refusals():
        plan = act(place)
        if yes and plan.changes:
            with held(place) as pen:
                pen.save(plan.changes)
    if plan.changes and not yes:
        sys.stdout.write(diff(plan.changes, place.prefix))
        options.fail("nothing was written: with --yes it is")
        return
    for line in plan.said:
        typer.echo(line)
