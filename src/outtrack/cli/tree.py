"""`outtrack tree`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from outtrack.cli import options, session
from outtrack.cli.filtered import Filtered
from outtrack.cli.output import PictureOutput, asked_format

if TYPE_CHECKING:
    from outtrack.shapes import Tree, Wall
    from outtrack.snapshot import Snapshot


def tree(
    context: typer.Context,
    name: options.OptionalName = None,
    view: Annotated[
        str,
        typer.Option(
            "--view",
            metavar="VIEW",
            help="alignment, ost (opportunities, solutions, experiments), team or vmgs (vision, goals, strategies).",
            autocompletion=lambda: ["alignment", "ost", "team", "vmgs"],
        ),
    ] = "alignment",
    depth: Annotated[
        int | None, typer.Option("--depth", metavar="N", min=0, help="Go this many levels down.", show_default=False)
    ] = None,
    as_of: options.AsOf = None,
    *,
    filters: Filtered,
    output: PictureOutput,
    no_cache: options.NoCache = False,
) -> None:
    """Show how things hang together, from the vision down to the work.

    In the views ost and vmgs business outcomes are green, product outcomes and strategies dark blue, solutions light
    blue; what is not pursued is grey. Each is named on its line as well. The tree of one outcome is drawn as SVG.

    A filter that is repeated lets through what has any of its values; different filters narrow each other.

    \b
    Examples:
      outtrack tree
      outtrack tree --view ost trial-to-paid
      outtrack tree --view ost trial-to-paid -o tree.svg
      outtrack tree --view team --team growth
      outtrack tree --view vmgs calm-checkout
    """
    from outtrack.diagnostic import did_you_mean
    from outtrack.reports.tree import VIEWS, views_with
    from outtrack.reports.tree import tree as report

    if view not in VIEWS:
        near = did_you_mean(view, VIEWS, "; ")
        raise options.UsageError(f"--view: `{view}` is not one of {', '.join(VIEWS)}{near}")
    is_drawn = view == "ost" and asked_format(output) == "svg"
    snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache)
    selector, standings = session.selector_of(snapshot)
    start = session.find(selector, name) if name else None
    if start and start.startswith("key_result:"):
        start = f"outcome:{start.partition(':')[2].partition('/')[0]}"
    chosen = session.select(selector, (), filters.filters())
    shape = report(snapshot, standings, view, start, chosen, depth)
    if chosen is not None and not shape.roots:
        where = f" below `{name}`" if name else ""
        views = views_with(snapshot, standings, start, chosen)
        listed = sorted({ref.partition(":")[0] for ref in chosen})
        ways = [f"`--view {one}`" for one in views] or [f"`outtrack list {one}`" for one in listed]
        raise options.UsageError(f"--view {view} shows nothing of what is selected{where}; {' or '.join(ways)} would")
    session.finish(snapshot, _drawn(snapshot, shape) if is_drawn else shape, output)


def _drawn(snapshot: Snapshot, shape: Tree) -> Wall:
    """Return the tree as a wall; a UsageError where it has not one root."""
    from outtrack.reports.ost_wall import wall
    from outtrack.reports.vmgs_wall import NoWallError

    try:
        return wall(shape, snapshot.config.name or snapshot.workspace.root.name)
    except NoWallError as error:
        raise options.UsageError(f"--format: `svg`: {error}") from None
