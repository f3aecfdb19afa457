"""`outtrack experiment`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from outtrack.cli import options, session
from outtrack.cli.filtered import Filtered
from outtrack.cli.output import Output
from outtrack.cli.size import Asked

if TYPE_CHECKING:
    from outtrack.reports.registration import History
    from outtrack.snapshot import Snapshot


def experiment(
    context: typer.Context,
    selectors: options.Selectors = None,
    *,
    size: Asked,
    as_of: options.AsOf = None,
    filters: Filtered,
    output: Output,
    no_cache: options.NoCache = False,
) -> None:
    """Show the experiments by their state; one by its id, with its statistics.

    \b
    Examples:
      outtrack experiment
      outtrack experiment early-delivery-cost-ab
      outtrack experiment --size --baseline 10% --lift +2pp --traffic 400
      outtrack experiment help-synonyms-ab --size --traffic 90
    """
    from outtrack.reports import experiment as report

    if size.is_asked and not selectors:
        session.emit(size.page(), output)
        return
    if not size.is_asked and (given := size.given):
        raise options.UsageError(f"{given} goes with --size")
    snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache, knows_today=True)
    selector, standings = session.selector_of(snapshot, "experiment")
    one = _one(snapshot, selectors)
    if size.is_asked:
        ref = one or session.find(selector, " ".join(selectors or ()), "experiment")
        session.finish(snapshot, size.page_of(snapshot, snapshot.get(ref)), output)
        return
    if one is not None:
        session.finish(snapshot, report.page(snapshot, standings, one, _history(snapshot, one)), output)
        return
    chosen = session.select(selector, selectors, filters.filters())
    session.finish(snapshot, report.board(snapshot, standings, chosen), output)


def _one(snapshot: Snapshot, selectors: list[str] | None) -> str | None:
    """Return the ref of the experiment that a call names; None where it names none, or selects by other means."""
    if not selectors or len(selectors) > 1:
        return None
    ref = f"experiment:{selectors[0].removeprefix('experiment:')}"
    return ref if snapshot.get(ref) else None


def _history(snapshot: Snapshot, ref: str) -> History:
    """Return what git knows of the file of an experiment."""
    from outtrack.history import HistoryError, versions
    from outtrack.reports.registration import History

    place = snapshot.workspace
    if place.repository is None:
        return History()
    try:
        found = versions(place, snapshot.place(ref).path, snapshot.config)
    except HistoryError as error:
        return History(unknown=str(error), is_asked=True)
    return History(tuple(found), is_asked=True)
