"""`outtrack map`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from outtrack.cli import options, session
from outtrack.cli.output import PictureOutput

if TYPE_CHECKING:
    from datetime import date

    from outtrack.reports.map import Leverages
    from outtrack.shapes import Shape
    from outtrack.snapshot import Snapshot

BY = ("path", "dematel")


def map(  # noqa: A001 - the name of the command
    context: typer.Context,
    name: options.OptionalName = None,
    area: Annotated[str | None, options.text("area", "AREA", "Only the outcomes of this area.")] = None,
    journey: Annotated[
        str | None, options.text("journey", "NAME", "Only this customer journey, in the order of its stages.")
    ] = None,
    by: Annotated[
        str, typer.Option("--by", metavar="WAY", help="path or dematel.", autocompletion=lambda: list(BY))
    ] = "path",
    *,
    links: Annotated[bool, typer.Option("--links", help="Draw the links, in a picture.")] = False,
    sensitivity: Annotated[
        bool | None,
        typer.Option(
            "--sensitivity/--no-sensitivity", help="Say how firm each quadrant is. Default: up to 200 outcomes."
        ),
    ] = None,
    micmac: Annotated[
        bool, typer.Option("--micmac", help="Give the matrix of direct influence, for such tools.")
    ] = False,
    with_catalog: Annotated[
        bool, typer.Option("--catalog", help="The map of the whole catalog instead; needs no workspace.")
    ] = False,
    as_of: options.AsOf = None,
    output: PictureOutput,
    no_cache: options.NoCache = False,
) -> None:
    """Show which outcomes move the others, and where to start.

    Influence is what an outcome passes on to all others, prerequisites what it gets from them, over links of any
    number: `influences` with strengths of 1 to 4, and contributions, directly or by a strategy to its goal, which count
    as 2. With an ID: what moves it, and what it moves.

    \b
    Examples:
      outtrack map
      outtrack map trial-to-paid
      outtrack map --journey shopper
      outtrack map --links -o map.svg
      outtrack map --catalog --area productivity
    """
    from outtrack.reports.map import Leverages

    options.one_of(by, BY, "--by")
    if sum(one is not None for one in (name, area, journey)) + micmac > 1:
        raise options.UsageError("an ID, --area, --journey and --micmac each show the map in another way: choose one")
    if with_catalog:
        snapshot = _catalog(options.resolve_day(as_of, "UTC"))
    else:
        snapshot = session.open_snapshot(context, as_of, use_cache=not no_cache)
    known = Leverages(snapshot, by, sensitivity)
    if micmac:
        from outtrack.reports.micmac import matrix

        session.finish(snapshot, matrix(snapshot, known.links), output)
        return
    session.finish(snapshot, _view(known, name, area, journey, with_links=links), output)


def _catalog(day: date) -> Snapshot:
    """Return the catalog as a workspace of its own."""
    from outtrack.catalog import catalog, file_text
    from outtrack.config import Config
    from outtrack.snapshot import of_texts

    texts = {f"outcomes/{one.id}.yaml": file_text(one).encode() for one in catalog().entries.values()}
    return of_texts(texts, Config(version=1, name="The catalog"), day)


def _view(known: Leverages, name: str | None, area: str | None, journey: str | None, *, with_links: bool) -> Shape:
    from outtrack.reports import map as report

    snapshot = known.snapshot
    if name is not None:
        selector, _ = session.selector_of(snapshot, "outcome")
        ref = session.find(selector, name, "outcome")
        if ref not in known.found:
            raise options.UsageError(f"`{name}` is done or dropped, or can't be read: it is not on the map")
        return report.focus(known, ref, with_links=with_links)
    if area is not None:
        areas = {snapshot.get(ref).area for ref in known.found} - {None}
        _known(area, sorted(areas), "--area", "no outcome has an `area:`")
        return report.area(known, area, with_links=with_links)
    if journey is not None:
        _known(journey, list(snapshot.config.journeys or ()), "--journey", "outtrack.yaml has no `journeys:`")
        return report.journey(known, journey, with_links=with_links)
    return report.whole(known, with_links=with_links)


def _known(value: str, choices: list[str], option: str, none: str) -> None:
    if not choices:
        raise options.UsageError(f"{option}: {none}")
    options.one_of(value, choices, option)
