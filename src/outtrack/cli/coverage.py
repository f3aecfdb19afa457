"""`outtrack coverage`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session
from outtrack.cli.output import Output, asked_format
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
    team: options.Team = None,
    owner: options.Owner = None,
    tag: options.Tag = None,
    kind: options.KindFilter = None,
    period: options.PeriodFilter = None,
    status: options.Status = None,
    format: options.FigureFormat = None,
    output: options.Output = None,
    color: options.Color = "auto",
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
    from outtrack.select import Filters

    if figure is not None and figure not in FIGURES:
        known = list(FIGURES)
        raise options.UsageError(
            f"--figure: `{figure}` is not one of {', '.join(known)}{did_you_mean(figure, known, '; ')}"
        )
    snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache)
    selector, standings = session.selector_of(snapshot)
    filters = Filters(
        team=team or (), owner=owner or (), tag=tag or (), kind=kind or (), period=period or (), status=status or ()
    )
    chosen = session.select(selector, selectors, filters)
    portfolio = Portfolio(snapshot, standings, chosen, evidence_lag)
    put = Output(format, output, color)
    if ONLY_FOR.get(asked_format(put) or "") == "Badge":
        session.finish(snapshot, badge(portfolio, figure or DEFAULT), put)
    else:
        session.finish(snapshot, report(portfolio, (figure,) if figure else tuple(FIGURES)), put)
