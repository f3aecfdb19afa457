"""`outtrack fmt`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.output import Output


def fmt(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH|ID]…", help="Files, folders or entities. Default: all.", show_default=False),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; list what would change, and end with 1 if anything would.")
    ] = False,
    dry_run: writing.DryRun = False,
    *,
    output: Output,
) -> None:
    """Put the keys of files in the documented order, each with its comments, and tidy blank lines.

    \b
    Examples:
      outtrack fmt --dry-run
      outtrack fmt urgent-wait
    """
    from outtrack.acts.fmt import fmt as plan
    from outtrack.acts.fmt import named_files
    from outtrack.render.terminal import clean

    snapshot = session.open_snapshot(context, None)
    paths: set[str] = set()
    for name in names or ():
        found = named_files(snapshot, name)
        if not found:
            selector, _ = session.selector_of(snapshot)
            found = {snapshot.record(session.find(selector, name)).path}
        paths |= found
    if check and not output.is_chosen:
        with writing.refusals():
            planned = plan(snapshot, paths)
        for line in planned.said:
            typer.echo(clean(line))
        for note in planned.notes:
            options.fail(note)
    else:
        planned = writing.carry_out(snapshot, "fmt", lambda now: plan(now, paths), output, dry_run=dry_run or check)
    if check and planned.changes:
        raise typer.Exit(1)
