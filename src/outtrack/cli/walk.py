"""`outtrack checkin` alone, on a terminal: one number after the other, each saved at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from outtrack.acts import RefusedError
from outtrack.acts.checkin import Said, checkin
from outtrack.acts.checkin_rows import confidence_of
from outtrack.acts.doubts import fallen
from outtrack.acts.typed import doubt, value_of
from outtrack.cli.asking import StoppedError, ask, is_sure, say
from outtrack.cli.options import UsageError
from outtrack.cli.writing import perform, show
from outtrack.figures import amount, percent
from outtrack.reports.texts import target_text

if TYPE_CHECKING:
    from outtrack.compute.due import Due
    from outtrack.snapshot import Snapshot

_TREND = 5
"""So many of the last values are shown."""
SKIP, STOP = "s", "q"


def walk(snapshot: Snapshot, found: list[Due], by: str | None, *, dry_run: bool = False) -> None:
    """Ask for what is due, the most overdue first; every answer is saved before the next question."""
    say(f"{len(found)} due. Type the value, Enter or {SKIP} to skip, {STOP} to stop.")
    recorded = 0
    try:
        for number, one in enumerate(found, 1):
            say()
            _introduce(one, f"{number}/{len(found)}")
            said, is_last = _answers(snapshot, one, by)
            if said is not None and _save(snapshot, one, said, dry_run=dry_run):
                recorded += 1
            if is_last:
                break
    except StoppedError:
        pass
    say()
    say(f"{recorded} of {len(found)} recorded{'; nothing was written: without --dry-run it is' if dry_run else ''}")


def _introduce(one: Due, place: str) -> None:
    """Say what is asked for: its title, last values, target, and since when it is due."""
    standing, kr = one.standing, one.standing.key_result
    say(f"{place}  {kr.title}  ({standing.id})")
    since = "today" if one.days == 0 else f"since {one.since}, {one.days} {'day' if one.days == 1 else 'days'}"
    owner = f", {', '.join(one.owner)}" if one.owner else ""
    say(f"     due {since}{owner}")
    values = [value for value in standing.series.values[-_TREND:] if value.value is not None]
    if values:
        texts = [v.value if isinstance(v.value, str) else amount(float(v.value or 0), standing.unit) for v in values]
        say(f"     last {' -> '.join(texts)} on {values[-1].date}")
    else:
        say("     nothing measured yet")
    text = target_text(standing)
    parts = [f"target {text}"] if text else []
    parts += [f"progress {percent(standing.progress.raw)}"] if standing.progress.raw is not None else []
    parts += [f"by {standing.due}"] if standing.due else []
    if kr.levels:
        say(f"     levels: {', '.join(f'{place} {level}' for place, level in enumerate(kr.levels, 1))}")
    if parts:
        say(f"     {', '.join(parts)}")


def _answers(snapshot: Snapshot, one: Due, by: str | None) -> tuple[Said | None, bool]:
    """Return what the person says, None where they skip it, and whether they want to stop behind it.

    Who stops after the value has said it: it is kept.
    """
    kr, unit = one.standing.key_result, one.standing.unit
    while True:
        text = _ask(f"value{f' ({unit})' if unit else ''}")
        if not text:
            return None, False
        try:
            value = value_of(kr, unit, text.removeprefix("+") if kr.cumulative else text)
        except RefusedError as error:
            say(f"     {error}")
            continue
        current = one.standing.progress.current
        last = current.value if current else None
        is_on_top = text.startswith("+") and kr.cumulative
        why = None if is_on_top else fallen(kr, value, current, snapshot.as_of, unit)
        is_correction = why is not None
        if why and not is_sure(f"     {why}: is that meant?"):
            continue
        if not is_on_top and not is_correction and isinstance(value, (int, float)) and isinstance(last, (int, float)):
            why = doubt(value, last, unit)
            if why and not is_sure(f"     {why}"):
                continue
        break
    said = Said(date=snapshot.as_of, value=text, by=by, correction=is_correction)
    try:
        said = replace(said, confidence=_confidence())
        return replace(said, note=_ask("note") or None), False
    except StoppedError:
        return said, True


def _ask(question: str) -> str:
    """Return an answer, empty where it is skipped; raise StoppedError where the person wants to stop."""
    text = ask(f"     {question}:")
    if text == STOP:
        raise StoppedError
    return "" if text == SKIP else text


def _confidence() -> float | None:
    while True:
        try:
            return confidence_of(_ask("how sure, 0 to 1"))
        except RefusedError as error:
            say(f"     {error}")


def _save(snapshot: Snapshot, one: Due, said: Said, *, dry_run: bool) -> bool:
    """Record an answer; return whether that worked. What can't be recorded is said, and the walk goes on."""
    try:
        plan = perform(snapshot, lambda now: checkin(now, [(one.ref, said)]), dry_run=dry_run)
    except UsageError as error:
        say(f"     not recorded: {error}")
        return False
    for line in plan.said:
        say(f"     {'would be ' if dry_run else ''}recorded: {line}")
    if dry_run:
        show(plan, snapshot.workspace.prefix, dry_run=True)
    return True
