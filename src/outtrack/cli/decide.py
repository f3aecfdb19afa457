"""`outtrack decide`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.output import Output

if TYPE_CHECKING:
    from outtrack.snapshot import Snapshot


def decide(
    context: typer.Context,
    name: options.Name,
    decision: Annotated[
        str | None, options.text("decision", "WORD", "persevere, scale, pivot, stop or inconclusive.")
    ] = None,
    learned: Annotated[str | None, options.text("learned", "TEXT", "What you know now and did not before.")] = None,
    dry_run: writing.DryRun = False,
    as_of: options.PlayedOn = None,
    *,
    output: Output,
) -> None:
    """Decide on an experiment, and write down what was learned.

    On a terminal it says what the figures allow to conclude, and asks for what is missing. The decision is yours.

    \b
    Examples:
      outtrack decide card-texts-by-hand --decision stop --dry-run
      outtrack decide card-texts-by-hand --decision pivot --learned "It felt odd"
    """
    from outtrack.acts.decide import decide as plan

    snapshot = session.open_snapshot(context, as_of)
    selector, _ = session.selector_of(snapshot)
    ref = session.find(selector, name)
    word = decision and decision.replace("-", "_")
    if ref.startswith("experiment:") and not dry_run and not output.is_chosen:
        word, learned = _asked(snapshot, ref, word, learned)
    writing.carry_out(snapshot, "decide", lambda now: plan(now, ref, word, learned), output, dry_run=dry_run)


def _asked(snapshot: Snapshot, ref: str, word: str | None, learned: str | None) -> tuple[str | None, str | None]:
    """Return the decision and the learning, asked for at a terminal where they are missing."""
    from outtrack.acts.decide import DECISIONS
    from outtrack.cli.asking import StoppedError, ask, can_ask, say
    from outtrack.compute.trial import ADVICE
    from outtrack.reports.experiment import evidence
    from outtrack.scalar import shown

    entity = snapshot.get(ref)
    if entity is None:  # broken: the act says so
        return word, learned
    needs_word, needs_learned = not (word or entity.decision), not (learned or entity.learned)
    if not can_ask() or not (needs_word or needs_learned):
        return word, learned
    say(entity.title)
    advice = evidence(snapshot, entity).advice
    say(f"the figures say: {ADVICE[advice] if advice else 'nothing that could be computed'}")
    try:
        while needs_word:
            word = ask(f"Decision ({', '.join(DECISIONS)}):")
            needs_word = word not in DECISIONS
            if needs_word:
                *most, last = DECISIONS
                say(f"{shown(word) if word else 'nothing'} is no decision: say {', '.join(most)} or {last}")
        if needs_learned:
            learned = ask("What was learned (Enter for nothing yet):") or None
    except StoppedError:
        raise options.UsageError("stopped: nothing was written") from None
    return word, learned
