"""`outtrack triage`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.asking import StoppedError, ask, can_ask, is_sure, say
from outtrack.cli.output import Output

if TYPE_CHECKING:
    from outtrack.acts.triage import Decision
    from outtrack.model.base import Entity
    from outtrack.select import Selector
    from outtrack.snapshot import Snapshot

CHOICES = "a, l, d, s, q"


def triage(
    context: typer.Context,
    kind: options.KindFilter = None,
    dry_run: writing.DryRun = False,
    as_of: options.PlayedOn = None,
    *,
    output: Output,
) -> None:
    """Go through the inbox: insights about nothing, and what has the status inbox.

    On a terminal it asks what becomes of each; elsewhere it lists them. Taken in, an opportunity is identified, a
    solution an idea, an output to do; an insight is about something then. Dropped, an insight is deleted.

    \b
    Examples:
      outtrack triage
      outtrack triage --kind insight --format json
    """
    from outtrack.acts.triage import WAYS, inbox
    from outtrack.reports.inbox import table

    snapshot = session.open_snapshot(context, as_of)
    kinds = [options.one_of(session.kind_of(snapshot, one), tuple(WAYS), "--kind") for one in kind or ()]
    found = [one for one in inbox(snapshot) if not kinds or one.kind in kinds]
    if found and can_ask() and not output.is_chosen:
        _walk(snapshot, session.selector_of(snapshot)[0], found, dry_run=dry_run)
    else:
        session.finish(snapshot, table(found, snapshot.as_of), output)


def _walk(snapshot: Snapshot, selector: Selector, found: list[Entity], *, dry_run: bool) -> None:
    """Ask what becomes of each; every answer is saved before the next question."""
    say(f"{len(found)} in the inbox. a takes it in, l links it as well, d drops it, Enter or s skips, q stops.")
    sorted_out = 0
    try:
        for number, one in enumerate(found, 1):
            say()
            _introduce(one, f"{number}/{len(found)}")
            if (decision := _decision(selector, one)) is not None and _save(snapshot, one, decision, dry_run=dry_run):
                sorted_out += 1
    except StoppedError:
        pass
    say()
    say(f"{sorted_out} of {len(found)} sorted{'; nothing was written: without --dry-run it is' if dry_run else ''}")


def _introduce(one: Entity, place: str) -> None:
    say(f"{place}  {one.title}  ({one.ref})")
    about = [getattr(one, name, None) for name in ("quote", "customer", "source", "date", "description")]
    for text in about:
        if text and str(text) != one.title:
            say(f"     {' '.join(str(text).split())}")


def _decision(selector: Selector, one: Entity) -> Decision | None:
    """Return what becomes of an entity; None where it is skipped."""
    from outtrack.acts.triage import Decision, has_aim

    while True:
        answer = ask(f"     {CHOICES}:").casefold()
        if answer in {"", "s"}:
            return None
        if answer == "q":
            raise StoppedError
        if answer == "d" and one.kind != "insight":
            return Decision(is_dropped=True, reason=ask("     why:") or None)
        if answer == "d":
            return (
                Decision(is_dropped=True) if is_sure("     an insight is dropped by deleting its file: sure?") else None
            )
        if answer in {"a", "l"}:
            needs_target = answer == "l" or one.kind == "insight"
            target = _target(selector, one, is_needed=needs_target) if needs_target or not has_aim(one) else None
            return Decision(target=target) if target or not needs_target else None
        say(f"     {CHOICES}: `{answer}` is none of them")


def _target(selector: Selector, one: Entity, *, is_needed: bool) -> str | None:
    """Return what an entity is for; None where that stays open."""
    what = "about which" if one.kind == "insight" else "for which"
    question = f"{what} (id, Enter {'to skip' if is_needed else 'for none'})"
    while name := ask(f"     {question}:"):
        try:
            return session.find(selector, name)
        except options.UsageError as error:
            say(f"     {error}")
    return None


def _save(snapshot: Snapshot, one: Entity, decision: Decision, *, dry_run: bool) -> bool:
    """Carry out a decision; return whether that worked. What can't be is said, and the walk goes on."""
    from outtrack.acts.triage import triage as act

    try:
        plan = writing.perform(snapshot, lambda now: act(now, one.ref, decision), dry_run=dry_run)
    except options.UsageError as error:
        say(f"     not changed: {error}")
        return False
    for line in plan.said:
        say(f"     {line}")
    if dry_run:
        writing.show(plan, snapshot.workspace.prefix, dry_run=True)
    return True
