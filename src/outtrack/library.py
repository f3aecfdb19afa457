"""What `import outtrack` offers: a workspace in a program or a notebook, without the command line.

The day is always given: nothing here reads the clock, so that the same call says the same tomorrow.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from outtrack.compute.standing import OutcomeStanding, Standings
from outtrack.files import WORKSPACE_FILE, find_workspace
from outtrack.names import KEY_RESULT
from outtrack.select import Filters, SelectionError, Selector

if TYPE_CHECKING:
    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.diagnostic import Diagnostic
    from outtrack.shapes import Page, Shape, Table, Tree
    from outtrack.snapshot import Snapshot

View = Literal["alignment", "ost", "team"]


class NoWorkspaceError(LookupError):
    """There is no `outtrack.yaml` in a folder or above it."""


def load(path: str | Path = ".", *, as_of: date, use_cache: bool = True) -> Snapshot:
    """Return the workspace in or around a folder, seen on a day; of a `datetime` the day counts.

    A file with errors is left out, and `check` says why. Raise NoWorkspaceError where there is no workspace, and
    ConfigError where `outtrack.yaml` can't be used.
    """
    from outtrack.snapshot import load as read

    found = find_workspace(Path(path))
    if found is None:
        raise NoWorkspaceError(f"no {WORKSPACE_FILE} in {Path(path).resolve()} or above it")
    if not hasattr(as_of, "toordinal"):
        message = f"as_of is a datetime.date, such as date(2026, 11, 22), not {as_of!r}"
        raise TypeError(message)
    day = as_of.date() if isinstance(as_of, datetime) else as_of
    return read(found, day, use_cache=use_cache)


def check(snapshot: Snapshot) -> list[Diagnostic]:
    """Return all findings about a workspace, located and in order, as `outtrack check` has them.

    Raise ConfigError where the `check` section of `outtrack.yaml` can't be used.
    """
    from outtrack.rules.run import run

    return run(snapshot)


def progress(snapshot: Snapshot, name: str) -> OutcomeStanding:
    """Return how an outcome and its key results stand on the day of the snapshot.

    `name` is its id. Raise SelectionError, with the way out, where there is none, or its file has errors.
    """
    standings = Standings(snapshot)
    return _outcome(standings, Selector(snapshot, standings).find(name, "outcome"))


def key_result(snapshot: Snapshot, name: str) -> KeyResultStanding:
    """Return how a key result stands on the day of the snapshot.

    `name` is OUTCOME/KEY-RESULT, or its last part. Raise SelectionError, with the way out, where it means none or
    several.
    """
    standings = Standings(snapshot)
    full = Selector(snapshot, standings).find(name, KEY_RESULT).partition(":")[2]
    outcome = _outcome(standings, f"outcome:{full.partition('/')[0]}")
    return next(one for one in outcome.key_results if one.id == full)


def _outcome(standings: Standings, ref: str) -> OutcomeStanding:
    found = standings.of(ref)
    if found is None:
        raise SelectionError(f"`{ref}` has errors, so nothing is computed: `check` says which")
    return found


def status(snapshot: Snapshot, *selectors: str, with_ended: bool = False) -> Table:
    """Return the report of `outtrack status`; raise SelectionError where a selector matches nothing."""
    from outtrack.reports.status import status as report

    standings, chosen = _selected(snapshot, selectors)
    return report(snapshot, standings, chosen, with_ended=with_ended)


def coverage(snapshot: Snapshot, *selectors: str) -> Table:
    """Return the report of `outtrack coverage`; raise SelectionError where a selector matches nothing."""
    from outtrack.compute.coverage import Portfolio
    from outtrack.reports.coverage import coverage as report

    standings, chosen = _selected(snapshot, selectors)
    return report(Portfolio(snapshot, standings, chosen))


def tree(snapshot: Snapshot, *selectors: str, view: View = "alignment") -> Tree:
    """Return the report of `outtrack tree`.

    Raise SelectionError where a selector matches nothing, ValueError for a view that there is not.
    """
    from outtrack.reports.tree import tree as report

    if view not in get_args(View):
        raise ValueError(f"`{view}` is not one of {', '.join(get_args(View))}")
    standings, chosen = _selected(snapshot, selectors)
    return report(snapshot, standings, view, None, chosen)


def show(snapshot: Snapshot, name: str, *, explain: bool = False) -> Page:
    """Return the report of `outtrack show`; raise SelectionError where a name means none or several."""
    from outtrack.reports.show import show as report

    standings = Standings(snapshot)
    return report(snapshot, standings, Selector(snapshot, standings).find(name), with_explanation=explain)


def why(snapshot: Snapshot, name: str) -> Tree:
    """Return the report of `outtrack why`; raise SelectionError where a name means none or several."""
    from outtrack.reports.why import why as report

    standings = Standings(snapshot)
    return report(snapshot, standings, Selector(snapshot, standings).find(name))


def text(report: Shape, format: str = "plain", *, width: int = 80) -> str:
    """Return a report in a format of the command line: plain, text, markdown, csv, json, jsonl.

    Raise ValueError for a format that there is not, or that does not fit the report.
    """
    from outtrack.render import formats, render
    from outtrack.render.terminal import Terminal

    known = formats(type(report).__name__)
    if format not in known:
        raise ValueError(f"`{format}` is not one of {', '.join(known)}")
    return render(report, format, Terminal(width=width))


def _selected(snapshot: Snapshot, selectors: tuple[str, ...]) -> tuple[Standings, set[str] | None]:
    standings = Standings(snapshot)
    return standings, Selector(snapshot, standings).select(selectors, Filters())
