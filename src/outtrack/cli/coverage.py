"""`outtrack coverage`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session
from outtrack.cli.filtered import Filtered
from outtrack.cli.output import FigureOutput, asked_format
from outtrack.render import ONLY_FOR

DEFAULT = "output-links"


def _complete(incomplete: str) -> list[tuple[str, str]]:
    from outtrack.reports.coverage import FIGURES

    return [(name, told.title) for name, told in FIGURES.items() if name.startswith(incomplete)]


def coverage(
    context: typer.Context,
    selectors: options.Selectors = None,
    figure: Annotated[
        str | None,
        typer.Option(
            "--figure",
            metavar="FIGURE",
            help=f"Only this one, by its id; a badge is of {DEFAULT} where none is named.",
            autocompletion=_complete,
        ),
    ] = None,
    evidence_lag: Annotated[
        int,
        typer.Option("--evidence-lag", metavar="DAYS", min=0, help="So long after work was done, a value is evidence."),
    ] = 30,
    as_of: options.AsOf = None,
    *,
    filters: Filtered,
    output: FigureOutput,
    no_cache: options.NoCache = False,
) -> None:
    """Show the figures of the whole portfolio: what is linked, measured, fresh and without evidence.

    Each with what was counted, and out of what.

    \b
    Examples:
      outtrack coverage
      outtrack coverage team:growth
      outtrack coverage --format json
      outtrack coverage --figure freshness -o freshness.svg
    """
    from outtrack.compute.coverage import Portfolio
    from outtrack.diagnostic import did_you_mean
    from outtrack.reports.coverage import FIGURES, badge
    from outtrack.reports.coverage import coverage as report

    if figure is not None and figure not in FIGURES:
        known = list(FIGURES)
        raise options.UsageError(
            f"--figure: `{figure}` is not one of {', '.join(known)}{did_you_mean(figure, known, '; ')}"
        )
    snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache)
    selector, standings = session.selector_of(snapshot)
    chosen = session.select(selector, selectors, filters.filters())
    portfolio = Portfolio(snapshot, standings, chosen, evidence_lag)
    if "Badge" in ONLY_FOR.get(asked_format(output) or "", ()):
        session.finish(snapshot, badge(portfolio, figure or DEFAULT), output)
    else:
        session.finish(snapshot, report(portfolio, (figure,) if figure else tuple(FIGURES)), output)
