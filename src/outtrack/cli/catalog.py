"""`outtrack catalog`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.output import Output

if TYPE_CHECKING:
    from outtrack.catalog import Catalog, Entry

SHOW, ADD = "show", "add"


def _complete(incomplete: str) -> list[tuple[str, str]]:
    from outtrack.catalog import catalog

    known = {SHOW: "show outcomes as they would be written", ADD: "add outcomes to the workspace"}
    known |= {one.id: one.title for one in catalog().entries.values()}
    return [(name, says) for name, says in known.items() if name.startswith(incomplete)]


def _complete_sets(incomplete: str) -> list[tuple[str, str]]:
    from outtrack.catalog import catalog

    return [(one.id, one.title) for one in catalog().sets.values() if one.id.startswith(incomplete)]


def _complete_areas(incomplete: str) -> list[str]:
    from outtrack.catalog import AREAS

    return [area for area in AREAS if area.startswith(incomplete)]


def catalog(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[show|add] [ID]...",
            help="What to do with which outcomes of the catalog; without, it lists them.",
            autocompletion=_complete,
            show_default=False,
        ),
    ] = None,
    of_set: Annotated[
        str | None,
        typer.Option(
            "--set",
            metavar="NAME",
            help="Those of a set: agile-software, marketing, hr or it-service.",
            autocompletion=_complete_sets,
            show_default=False,
        ),
    ] = None,
    area: Annotated[
        str | None,
        typer.Option(
            "--area",
            metavar="AREA",
            help="Only of this area, such as customer-experience.",
            autocompletion=_complete_areas,
            show_default=False,
        ),
    ] = None,
    search: Annotated[str | None, options.text("search", "TEXT", "Only those that hold all of these words.")] = None,
    dry_run: writing.DryRun = False,
    as_of: options.PlayedOn = None,
    *,
    output: Output,
) -> None:
    """List outcomes that are ready to start from, show one, or add some to the workspace.

    Each says whose behaviour changes and how, by which numbers to tell it, and what it makes easier. It lists and shows
    without a workspace. `add` writes a file for each, as a draft: owner, due date, baselines and targets are yours to
    give. Those that are there already stay as they are.

    \b
    Examples:
      outtrack catalog --area customer-experience
      outtrack catalog --search "new customers" --format json
      outtrack catalog show set-up-alone
      outtrack catalog add set-up-alone first-result --dry-run
      outtrack catalog add --set agile-software
    """
    from outtrack.catalog import AREAS
    from outtrack.catalog import catalog as read

    action, names = _split(words or [], is_filtered=bool(of_set or area or search))
    if action != ADD and (dry_run or as_of):
        raise options.UsageError(f"{'--dry-run' if dry_run else '--as-of'} goes with `outtrack catalog {ADD}`")
    if action and (area or search):
        raise options.UsageError(f"{'--area' if area else '--search'} goes with the list: name ids, or a --set")
    known = read()
    if area:
        options.one_of(area, AREAS, "--area")
    if of_set:
        options.one_of(of_set, tuple(known.sets), "--set")
    if action:
        chosen = _chosen(known, [*(known.sets[of_set].outcomes if of_set else ()), *names], action)
        _do(context, action, chosen, as_of, output, dry_run=dry_run)
        return
    from outtrack.reports.catalog import listing

    found = (
        one for one in known.entries.values()
        if (not area or one.area == area) and (not of_set or of_set in one.sets) and one.has(search or "")
    )  # fmt: skip
    session.emit(listing(found, with_sets=of_set is None), output)


def _split(words: list[str], *, is_filtered: bool) -> tuple[str, list[str]]:
    """Return what to do, nothing for the list, and the ids; an id alone is shown."""
    if words and words[0] in {SHOW, ADD}:
        return words[0], words[1:]
    if words and is_filtered:
        raise options.UsageError(f"say what to do with them: `outtrack catalog {SHOW}` or `outtrack catalog {ADD}`")
    return (SHOW if words else ""), words


def _chosen(known: Catalog, names: list[str], action: str) -> list[Entry]:
    """Return outcomes of the catalog by their ids, each once; a UsageError where there is none of an id."""
    from outtrack.diagnostic import did_you_mean

    if not names:
        raise options.UsageError(f"{action} what? Name ids, or a --set; `outtrack catalog` lists them")
    for name in names:
        if name not in known.entries:
            is_set = f"; it is a set: `--set {name}`" if name in known.sets else ""
            near = is_set or did_you_mean(name, known.entries, "; ") or "; `outtrack catalog` lists them"
            raise options.UsageError(f"the catalog has no outcome `{name}`{near}")
    return [known.entries[name] for name in dict.fromkeys(names)]


def _do(
    context: typer.Context, action: str, chosen: list[Entry], as_of: str | None, output: Output, *, dry_run: bool
) -> None:
    if action == SHOW:
        from outtrack.reports.catalog import pages

        session.emit(pages(chosen), output)
        return
    from outtrack.acts.catalog import add

    snapshot = session.open_snapshot(context, as_of)
    writing.carry_out(snapshot, "catalog", lambda now: add(now, chosen), output, dry_run=dry_run)
