"""`outtrack demo`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from outtrack.cli import options, session
from outtrack.cli.output import Output

DEFAULT = Path("outtrack-demo")


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to write it.")] = DEFAULT,
    as_of: options.PlayedOn = None,
    color: options.Color = "auto",
) -> None:
    """Write a filled example workspace, its days relative to today, and show its status.

    It writes into a folder of its own, and never over anything that is there. What is a period in the example, such as
    2026-Q4, becomes two days, so that everything is as far from today as it should be.

    \b
    Examples:
      outtrack demo
      outtrack demo /tmp/shop --as-of 2027-03-01
    """
    from outtrack import demo as example
    from outtrack.compute.standing import Standings
    from outtrack.files import WORKSPACE_FILE, Workspace, find_repository
    from outtrack.reports.status import status
    from outtrack.snapshot import load

    invocation: options.Invocation = context.obj or options.Invocation()
    place = invocation.folder / folder
    name = shlex.quote(str(place))
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        look = f", or run `outtrack -C {name} status`" if (place / WORKSPACE_FILE).is_file() else ""
        raise options.UsageError(f"`{place}` is there already: name another folder{look}")
    day = options.resolve_day(as_of, "UTC", example.FISCAL_YEAR_START)
    try:
        files = list(example.files(day))
    except OverflowError:
        raise options.UsageError(f"--as-of: {day} is too near the end of the calendar to play the example") from None
    try:
        for path, data in files:
            target = place / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    except OSError as error:
        raise options.UsageError(f"`{place}` can't be written: {(error.strerror or '').lower()}") from None
    root = place.resolve()
    snapshot = load(Workspace(root, find_repository(root)), day)
    session.emit(status(snapshot, Standings(snapshot), None), Output(None, None, color))
    there = f"outtrack -C {name}"
    go_on = f"go on with `{there} tree`, or `{there} show trial-to-paid --explain`"
    options.fail(f"written to {place}, where README.md tells its story; {go_on}")
