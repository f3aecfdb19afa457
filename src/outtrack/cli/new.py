"""`outtrack new`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outtrack.cli import asking, options, session, writing
from outtrack.cli.output import Output

if TYPE_CHECKING:
    from outtrack.acts.new import Wanted
    from outtrack.model.base import Link
    from outtrack.snapshot import Snapshot

MOST_SHOWN = 15


def _link(name: str, *kinds: str, also: str = "") -> Any:
    """Return the type of the option of a link, which offers the ids of its kinds."""

    def complete(incomplete: str) -> list[tuple[str, str]]:
        from outtrack.cli.completion import complete_ids

        return complete_ids(incomplete, kinds)

    names = [f"--{name}", *([f"--{also}"] if also else [])]
    said = f"Link {name.replace('-', ' ')}: {', '.join(kinds) or 'any kind'}."
    return typer.Option(*names, metavar="ID", help=said, autocompletion=complete, show_default=False)


def _complete_kinds(incomplete: str) -> list[str]:
    from outtrack.model import KINDS
    from outtrack.model.delivery import OUTPUT_TYPES

    return [kind for kind in (*sorted(KINDS), "key_result", *OUTPUT_TYPES) if kind.startswith(incomplete)]


def new(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", help="outcome, key_result, output, …, or a type of output.", autocompletion=_complete_kinds
        ),
    ],
    title: Annotated[str | None, typer.Argument(metavar="[TITLE]", help="What it says.", show_default=False)] = None,
    contributes_to: Annotated[list[str] | None, _link("contributes-to", "outcome", "strategy")] = None,
    outcome: Annotated[list[str] | None, _link("outcome", "outcome", also="outcomes")] = None,
    solution: Annotated[list[str] | None, _link("solution", "solution")] = None,
    serves: Annotated[list[str] | None, _link("serves", "opportunity", "outcome", "strategy")] = None,
    tests: Annotated[list[str] | None, _link("tests", "solution", "opportunity", "outcome")] = None,
    about: Annotated[list[str] | None, _link("about")] = None,
    parent: Annotated[list[str] | None, _link("parent", "vision", "opportunity", "output")] = None,
    goal: Annotated[list[str] | None, _link("goal", "outcome", also="goals")] = None,
    north_star: Annotated[list[str] | None, _link("north-star", "outcome")] = None,
    measured_by: Annotated[list[str] | None, _link("measured-by", "outcome")] = None,
    influences: Annotated[list[str] | None, _link("influences", "outcome")] = None,
    continues: Annotated[list[str] | None, _link("continues", "outcome", "key_result")] = None,
    metric: Annotated[list[str] | None, _link("metric", "metric")] = None,
    next_: Annotated[list[str] | None, _link("next")] = None,
    owner: Annotated[list[str] | None, options.text("owner", "NAME", "Who answers for it; repeated, several.")] = None,
    team: Annotated[str | None, options.text("team", "TEAM", "The team that it belongs to.")] = None,
    status: Annotated[str | None, options.text("status", "WORD", "Where it stands.")] = None,
    type: Annotated[str | None, options.text("type", "TYPE", "Of an output or outcome: what sort it is.")] = None,
    due: Annotated[str | None, options.text("due", "WHEN", "The last day: a day or a period.")] = None,
    id: Annotated[str | None, options.text("id", "ID", "Its id; otherwise it comes from the title.")] = None,
    into: Annotated[str | None, options.text("into", "FOLDER", "The folder of the workspace that it goes to.")] = None,
    edit: Annotated[bool, typer.Option("--edit", "-e", help="Open it in $VISUAL or $EDITOR then.")] = False,
    dry_run: writing.DryRun = False,
    as_of: options.PlayedOn = None,
    *,
    output: Output,
) -> None:
    """Begin an outcome, an output or another entity, with what is usually filled in as comments.

    Its id comes from the title. A link is given by the id of what it leads to; where there may be several, the option
    is repeated. On a terminal, it asks for the title and for the one link that matters, if they are left out. A type
    of output, such as epic, begins an output of that type; a key result is added to its outcome.

    \b
    Examples:
      outtrack new outcome "Merchants find answers" --owner ines --due 2027-Q1
      outtrack new epic "Invoice answers" --outcome billing-questions --dry-run
      outtrack new key_result "Billing questions" --outcome billing-questions
      outtrack new insight "Pay for what?" --about billing-questions --format json
    """
    from outtrack.acts.new import Wanted
    from outtrack.acts.new import new as plan
    from outtrack.diagnostic import a_kind

    snapshot = session.open_snapshot(context, as_of)
    kind, of_type = _kind(snapshot, kind)
    links = {
        "contributes_to": contributes_to, "outcome": outcome, "solution": solution, "serves": serves, "tests": tests,
        "about": about, "parent": parent, "goal": goal, "north_star": north_star, "measured_by": measured_by,
        "influences": influences, "continues": continues, "metric": metric, "next": next_,
    }  # fmt: skip
    if type and of_type and type != of_type:
        raise options.UsageError(f"--type: it is {a_kind(of_type)} already; say `outtrack new output --type {type}`")
    values = {"owner": owner, "team": team, "status": status, "type": type or of_type, "due": due}
    given = {key: names for key, names in links.items() if names}
    wanted = Wanted(kind=kind, title=(title or "").strip(), links=given, values=values, id=id, folder=into)
    try:
        wanted = _asked(snapshot, wanted)
    except asking.StoppedError:
        options.fail("stopped: nothing was written")
        raise typer.Exit(session.EXIT_INTERRUPTED) from None
    done = writing.carry_out(snapshot, "new", lambda now: plan(now, wanted), output, dry_run=dry_run)
    if edit and not dry_run:
        _open(session.open_snapshot(context, as_of), done.changes[0].path, is_last=kind == "key_result")


def _open(snapshot: Snapshot, path: str, *, is_last: bool) -> None:
    """Open what was written in the editor; a key result is the last one of its outcome."""
    from outtrack.cli.edit import edit_file, place_of

    line = None
    if is_last:
        outcome = next(one for one in snapshot.names.records["outcome"].values() if one.path == path)
        line = place_of(snapshot, f"key_result:{outcome.id}/{outcome.entity.key_results[-1].name}")[1]
    edit_file(snapshot, path, line)


def _kind(snapshot: Snapshot, word: str) -> tuple[str, str | None]:
    """Return the kind that a word means, and the type where it is one of outputs."""
    from outtrack.model.delivery import OUTPUT_TYPES

    types = {*OUTPUT_TYPES, *(snapshot.config.output_types or ())}
    if word in types or word.replace("_", "-") in types:
        return "output", word if word in types else word.replace("_", "-")
    return session.kind_of(snapshot, word), None


def _asked(snapshot: Snapshot, wanted: Wanted) -> Wanted:
    """Return what is wanted with what a person at the terminal says; a UsageError where a title is missing."""
    from outtrack.acts.linking import MATTERS, fields_of
    from outtrack.acts.new import OUTCOME

    is_key_result = wanted.kind == "key_result"
    what = wanted.kind.replace("_", " ")
    if not asking.can_ask():
        if not wanted.title:
            raise options.UsageError(f'a title is missing: `outtrack new {wanted.kind} "…"`')
        return wanted
    while not wanted.title:
        wanted = replace(wanted, title=asking.ask(f"Title of the {what}:"))
    if wanted.links or (not is_key_result and wanted.kind not in MATTERS):
        return wanted
    key = "outcome" if is_key_result else MATTERS[wanted.kind]
    link = OUTCOME if is_key_result else next(one.link for one in fields_of(wanted.kind) if one.name == key)
    name = _ask_link(snapshot, key, link, is_needed=is_key_result)
    return replace(wanted, links={key: [name]}) if name else wanted


def _ask_link(snapshot: Snapshot, key: str, link: Link, *, is_needed: bool) -> str:
    """Return the id that a person chooses, by its number or by name; nothing where it is left out."""
    from outtrack.acts import RefusedError
    from outtrack.acts.linking import exact
    from outtrack.render.measure import cut
    from outtrack.render.terminal import Terminal, clean

    found = [
        one for kind in link.to or ("outcome",) for one in snapshot.all(kind)
        if getattr(one, "status", None) not in one.final
    ]  # fmt: skip
    if not found and not is_needed:
        return ""
    for number, one in enumerate(found[:MOST_SHOWN], 1):
        asking.say(f"  {number:2}  {cut(clean(one.title), 60, Terminal())}  {one.id}")
    if len(found) > MOST_SHOWN:
        asking.say(f"      and {len(found) - MOST_SHOWN} more, by their ids")
    way = "a number or an id" if is_needed else "a number or an id; Enter leaves it out"
    while True:
        answer = asking.ask(f"{key} ({way}):")
        if not answer and not is_needed:
            return ""
        if answer.isascii() and answer.isdigit() and 0 < int(answer) <= min(len(found), MOST_SHOWN):
            return str(found[int(answer) - 1].ref)
        try:
            return exact(snapshot, answer, link)
        except RefusedError as error:
            asking.say(f"      {error}")
