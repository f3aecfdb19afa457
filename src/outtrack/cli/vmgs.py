"""`outtrack vmgs`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session
from outtrack.cli.output import PictureOutput, asked_format


def vmgs(
    context: typer.Context,
    vision: options.OptionalName = None,
    is_review: Annotated[
        bool, typer.Option("--review", help="Put the strategies side by side: expected, done, learned.")
    ] = False,
    as_of: options.AsOf = None,
    *,
    output: PictureOutput,
    no_cache: options.NoCache = False,
) -> None:
    """Show vision, mission, goals and strategies on one page.

    Under each goal the strategies for it, their sub-goals with the owner's latest word, and the solutions that are
    pursued, each with the metric that it is to move. Below that what is due for review, what people say, the metrics by
    stage, and what is not done, with the reasons. `outtrack tree --view vmgs` shows all of it as a tree, `-o wall.svg`
    draws it.

    \b
    Examples:
      outtrack vmgs
      outtrack vmgs calm-checkout
      outtrack vmgs --review
      outtrack vmgs -o wall.svg
    """
    snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache)
    selector, standings = session.selector_of(snapshot)
    start = session.find(selector, vision, "vision") if vision else None
    if start and not start.startswith("vision:"):
        raise options.UsageError(f"`{start}` is no vision; `outtrack tree --view vmgs {start}` shows what is below it")
    if is_review:
        from outtrack.reports.vmgs_review import vmgs_review

        session.finish(snapshot, vmgs_review(snapshot, standings, start), output)
    elif asked_format(output) == "svg":
        from outtrack.reports.vmgs_wall import NoWallError, wall

        try:
            picture = wall(snapshot, standings, start)
        except NoWallError as error:
            raise options.UsageError(f"--format: `svg`: {error}") from None
        session.finish(snapshot, picture, output)
    else:
        from outtrack.compute.clocks import Rhythms
        from outtrack.reports.vmgs import vmgs as report
        from outtrack.rules.options import options_of

        rhythms = options_of(Rhythms, "review-overdue", snapshot.config.check)
        session.finish(snapshot, report(snapshot, standings, rhythms, start), output)
