"""`outtrack check`."""

from __future__ import annotations

from typing import Annotated

import typer

from outtrack.cli import epics, options, session

SHOWN = ("warning", "info")


def check(
    context: typer.Context,
    show: Annotated[
        str, typer.Option("--show", metavar="SEVERITY", help="warning, or info to see infos, too.")
    ] = "warning",
    export: epics.File = None,
    tracker: epics.Tracker = None,
    types: epics.Types = None,
    as_of: options.AsOf = None,
    format: options.Format = None,
    output: options.Output = None,
    color: options.Color = "auto",
    no_cache: options.NoCache = False,
) -> None:
    """Check every file, every link, and that every epic serves an outcome.

    Ends with 0 when nothing failed, 1 when there are errors, 2 when outtrack.yaml can't be used.

    \b
    Examples:
      outtrack check
      outtrack check --show info
      outtrack check --format json -o findings.json
      outtrack check --epics epics.csv
      outtrack check --epics epics.csv --from jira --type Epic
    """
    from outtrack.reports.findings import findings
    from outtrack.rules import run, unknown_rules, wrong_options
    from outtrack.select import near

    if show not in SHOWN:
        raise options.UsageError(f"--show: `{show}` is not one of {', '.join(SHOWN)}{near(show, SHOWN)}")
    snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache)
    unknown = session.unknown_rules(snapshot, unknown_rules(snapshot)) + wrong_options(snapshot)
    if unknown:
        session.print_findings(snapshot.workspace, unknown, snapshot.as_of)
        raise typer.Exit(session.EXIT_USAGE)
    with epics.beside(snapshot, export, tracker, types) as seen:
        found = seen.kept(run(seen.snapshot))
        lines = session.texts(snapshot.workspace, found) | seen.lines(found)
    shape = seen.said(findings(snapshot, found, lines, with_infos=show == "info"))
    if snapshot.is_empty and not found:
        from dataclasses import replace

        shape = replace(shape, notes=(session.next_steps(snapshot),))
    session.emit(shape, session.Output(format, output, color))
    if shape.summary["errors"]:
        raise typer.Exit(session.EXIT_FINDINGS)
