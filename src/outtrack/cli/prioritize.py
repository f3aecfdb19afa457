"""`outtrack prioritize`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session
from outtrack.cli.filtered import Filtered
from outtrack.cli.output import Output


def _methods() -> list[str]:
    from outtrack.reports.priorities import METHODS

    return list(METHODS)


def prioritize(
    context: typer.Context,
    selectors: options.Selectors = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="METHOD",
            help="rice, ice, impact-effort, contribution; opportunity, kano.",
            autocompletion=_methods,
            show_default=False,
        ),
    ] = None,
    as_of: options.AsOf = None,
    *,
    filters: Filtered,
    output: Output,
    no_cache: options.NoCache = False,
) -> None:
    """Order solutions or opportunities by a score, with every input of it.

    Solutions: rice, ice, impact-effort, contribution (to the goals, by the map of influence). Opportunities:
    opportunity (Ulwick's score), kano. What lacks an input has no score and stands last; nothing is chosen for you.
    Without --by it lists the methods, and how many have what each needs.

    \b
    Examples:
      outtrack prioritize
      outtrack prioritize --by rice
      outtrack prioritize --by contribution team:growth
      outtrack prioritize --by opportunity --format json
    """
    from outtrack.reports.priorities import METHODS, methods, priorities

    if by is not None:
        options.one_of(by, list(METHODS), "--by")
    snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache)
    kinds = [METHODS[by].kind] if by else []
    selector, _ = session.selector_of(snapshot, *kinds)
    chosen = session.select(selector, selectors, filters.filters())
    if by is None:
        if chosen is not None:
            raise options.UsageError("say by what: --by METHOD; without selectors the methods are listed")
        session.finish(snapshot, methods(snapshot), output)
        return
    table = priorities(snapshot, by, chosen)
    if chosen is not None and not table.rows:
        raise options.UsageError(f"what is selected holds no {METHODS[by].kind}: `ID+` adds what hangs below")
    session.finish(snapshot, table, output)
