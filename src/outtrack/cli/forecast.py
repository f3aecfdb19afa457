"""`outtrack forecast`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outtrack.cli import options, session
from outtrack.cli.output import Output
from outtrack.period import parse_period

if TYPE_CHECKING:
    from outtrack.period import Period
    from outtrack.shapes import Table


def _of_a_series(name: str, text: str) -> Any:
    metavar = None if name == "--cumulative" else name.strip("-").upper()
    return typer.Option(name, metavar=metavar, help=f"With --series: {text}.", show_default=False)


def forecast(
    context: typer.Context,
    selectors: options.Selectors = None,
    series: Annotated[
        Path | None,
        typer.Option("--series", metavar="FILE", help="A CSV of days and values, not the workspace; - for stdin."),
    ] = None,
    baseline: Annotated[float | None, _of_a_series("--baseline", "where it began")] = None,
    target: Annotated[float | None, _of_a_series("--target", "where it should go")] = None,
    start: Annotated[str | None, _of_a_series("--start", "its first day")] = None,
    due: Annotated[str | None, _of_a_series("--due", "its last day")] = None,
    unit: Annotated[str | None, _of_a_series("--unit", "%, EUR, days, index")] = None,
    cumulative: Annotated[bool, _of_a_series("--cumulative", "running totals from 0")] = False,
    as_of: options.AsOf = None,
    team: options.Team = None,
    owner: options.Owner = None,
    tag: options.Tag = None,
    period: options.PeriodFilter = None,
    status: options.Status = None,
    format: options.Format = None,
    output: options.Output = None,
    color: options.Color = "auto",
    no_cache: options.NoCache = False,
) -> None:
    """Show how likely each target is reached by its due date.

    The chance, to the nearest 5 %; the interval within which the value will lie with 80 %; on how many measurements it
    rests. It takes three, on three days, the baseline among them. How good such forecasts are: docs/forecast.md, and
    `outtrack calibration` for your own.

    With --series it forecasts any series of numbers and needs no workspace.

    \b
    Examples:
      outtrack forecast
      outtrack forecast checkout-completion
      outtrack forecast team:growth --format json
    """
    target_of = Output(format, output, color)
    about_series: dict[str, Any] = {
        "--baseline": baseline, "--target": target, "--start": start, "--due": due, "--unit": unit,
        "--cumulative": cumulative or None,
    }  # fmt: skip
    if series is not None:
        if selectors:
            raise options.UsageError("--series stands for itself: leave out the selectors")
        table = _of_series(series, (baseline, target), (start, due), unit, as_of, is_total=cumulative)
        session.emit(table, target_of)
        return
    given = [name for name, value in about_series.items() if value is not None]
    if given:
        raise options.UsageError(f"{given[0]} goes with --series: key results say it in their files")
    from outtrack.reports.forecast import forecast as report
    from outtrack.select import Filters

    snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache)
    selector, standings = session.selector_of(snapshot, "outcome", "key_result")
    filters = Filters(team=team or (), owner=owner or (), tag=tag or (), period=period or (), status=status or ())
    chosen = session.select(selector, selectors, filters)
    table = report(snapshot, standings, chosen)
    if chosen is not None and not table.rows:
        raise options.UsageError(
            "what is selected holds no key result: `+ID` adds what it serves, `ID+` what hangs below"
        )
    session.finish(snapshot, table, target_of)


def _of_series(
    file: Path,
    given: tuple[float | None, float | None],
    days: tuple[str | None, str | None],
    unit: str | None,
    as_of: str | None,
    *,
    is_total: bool,
) -> Table:
    """Return the forecast of a series in a file; a UsageError says what is missing for it."""
    from outtrack.cli.series import read_series
    from outtrack.compute.outlook import outlook
    from outtrack.compute.progress import Progress
    from outtrack.reports.forecast import of_series

    (baseline, target), (start, due) = given, days
    for name, value in (("--target", target), ("--start", start), ("--due", due)):
        if value is None:
            raise options.UsageError(f"--series needs {name}")
    if baseline is None and not is_total:
        raise options.UsageError("--series needs --baseline, or --cumulative for running totals")
    first, last = _day(start or "", "--start").first, _day(due or "", "--due").last
    if first >= last:
        raise options.UsageError(f"--due {last} is not after --start {first}")
    if target == (baseline or 0):
        raise options.UsageError("--target is the baseline: there is no way to go")
    today = options.resolve_day(as_of, "UTC") if as_of else last
    found = [one for one in read_series(file) if one.date <= min(today, last)]
    values = [one for one in found if one.date >= first]
    known = Progress(baseline=baseline or 0, baseline_on=None if is_total else first, target=target)
    made = outlook("cumulative" if is_total else "change", unit, known, values, first, last, None)
    early = len(found) - len(values)
    notes = (f"{early} {'value is' if early == 1 else 'values are'} from before --start: left out",) if early else ()
    return replace(of_series(made, unit, last, today, file.name), notes=notes)


def _day(text: str, option: str) -> Period:
    try:
        return parse_period(text)
    except ValueError as error:
        raise options.UsageError(f"{option}: {error}") from None
