"""`outtrack update`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.output import Output
from outtrack.cli.signed import signed


def update(
    context: typer.Context,
    name: options.Name,
    status: Annotated[
        str | None,
        typer.Option("--status", metavar="WORD", help="on_track, at_risk or off_track.", show_default=False),
    ] = None,
    score: Annotated[
        float | None,
        typer.Option("--score", metavar="SHARE", help="The score you project, 0 to 1.", show_default=False),
    ] = None,
    note: Annotated[str | None, options.text("note", "TEXT", "What is behind it.")] = None,
    risk: Annotated[str | None, options.text("risk", "TEXT", "What could go wrong.")] = None,
    wanted: Annotated[str | None, options.text("wanted", "TEXT", "A decision that somebody must take.")] = None,
    learned: Annotated[str | None, options.text("learned", "TEXT", "What was learned.")] = None,
    by: Annotated[
        str | None,
        options.text("by", "TEXT", "Who says so. On a terminal: git's user, if that is one of the people or owners."),
    ] = None,
    dry_run: writing.DryRun = False,
    as_of: options.PlayedOn = None,
    *,
    output: Output,
) -> None:
    """Note the owner's monthly word about an outcome.

    \b
    Examples:
      outtrack update trial-to-paid --status at_risk --note "Small sample"
      outtrack update trial-to-paid --wanted "Decide on the price" --dry-run
    """
    from outtrack.acts.update import update as plan

    status = status and options.one_of(status.replace("-", "_"), ("on_track", "at_risk", "off_track"), "--status")
    snapshot = session.open_snapshot(context, as_of)
    selector, _ = session.selector_of(snapshot)
    ref = session.find(selector, name, "outcome")
    said = {
        "status": status, "score": score, "by": signed(snapshot, by),
        "note": note, "risk": risk, "wanted": wanted, "learned": learned,
    }  # fmt: skip
    writing.carry_out(snapshot, "update", lambda now: plan(now, ref, said), output, dry_run=dry_run)
