"""`outtrack list`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import options, session
from outtrack.cli.output import Output


def list_(
    context: typer.Context,
    kind: options.Kind,
    selectors: options.Selectors = None,
    group: Annotated[
        str | None,
        typer.Option(
            "--group",
            "-g",
            metavar="FIELD",
            help="Under headings, one for each value of a field; side by side on a terminal: solutions by stage or "
            "opportunity, outputs by status or sprint.",
            show_default=False,
        ),
    ] = None,
    as_of: options.AsOf = None,
    team: options.Team = None,
    owner: options.Owner = None,
    tag: options.Tag = None,
    period: options.PeriodFilter = None,
    status: options.Status = None,
    *,
    output: Output,
    no_cache: options.NoCache = False,
) -> None:
    """List the entities of one kind: outcome, key_result, output, solution and so on.

    Selectors mean or, commas within one mean and. A filter that is repeated lets through what has any of its values;
    different filters narrow each other and what the selectors mean.

    \b
    Examples:
      outtrack list output --status doing
      outtrack list opportunity --group status
      outtrack list solution --group stage
      outtrack list output fields.legal_approved:true
      outtrack list key_result team:growth --format csv
    """
    from outtrack.diagnostic import did_you_mean
    from outtrack.reports.listing import group_fields, listing
    from outtrack.select import Filters

    snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache)
    kind = session.kind_of(snapshot, kind)
    selector, standings = session.selector_of(snapshot, kind)
    if group is not None and group not in group_fields(kind):
        known = group_fields(kind)
        hint = did_you_mean(group, known, "; ") or f"; there is {', '.join(known)}"
        raise options.UsageError(f"--group: `{group}` is not a field of {kind}{hint}")
    filters = Filters(team=team or (), owner=owner or (), tag=tag or (), period=period or (), status=status or ())
    chosen = session.select(selector, selectors, filters)
    table = listing(snapshot, standings, kind, chosen, group)
    if chosen is not None and not table.rows:
        raise options.UsageError(f"nothing of what is selected is of the kind {kind}")
    session.finish(snapshot, table, output)
