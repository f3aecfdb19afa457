"""`outtrack close`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.output import Output

if TYPE_CHECKING:
    from outtrack.acts import Plan
    from outtrack.cli.writing import Act
    from outtrack.snapshot import Snapshot


def close(
    context: typer.Context,
    name: options.Name,
    word: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="WORD", help="How it ends: done, solved, dropped, or a decision.", show_default=False
        ),
    ] = None,
    dropped: Annotated[bool, typer.Option("--dropped", help="The same as --as dropped.")] = False,
    score: Annotated[
        float | None, typer.Option("--score", metavar="SHARE", help="Another score, 0 to 1.", show_default=False)
    ] = None,
    learned: Annotated[
        str | None, options.text("learned", "TEXT", "What was learned; asked for on a terminal.")
    ] = None,
    reason: Annotated[str | None, options.text("reason", "TEXT", "Why it ends.")] = None,
    dry_run: writing.DryRun = False,
    as_of: options.PlayedOn = None,
    *,
    output: Output,
) -> None:
    """End an outcome, with its score; or an output, opportunity, solution, strategy or experiment.

    The score is the measured progress, rounded to one decimal. It is shown with what it comes from.

    \b
    Examples:
      outtrack close trial-to-paid --dry-run
      outtrack close referrals --score 0.9 --learned "Fairs work, vouchers do not"
      outtrack close photo-studio
      outtrack close photo-cleanup --dropped --reason "Makers take good pictures"
    """
    from outtrack.acts.close import LEARNING
    from outtrack.acts.close import close as plan

    if dropped and word not in {None, "dropped"}:
        raise options.UsageError(f"--dropped: it can't be {word}, too")
    snapshot = session.open_snapshot(context, as_of)
    selector, _ = session.selector_of(snapshot)
    ref = session.find(selector, name)
    ending = "dropped" if dropped else word

    def act(now: Snapshot, said: str | None = learned) -> Plan:
        return plan(now, ref, ending, score=score, learned=said, reason=reason)

    is_asked = learned is None and ref.partition(":")[0] in LEARNING and snapshot.get(ref).learned is None
    if is_asked and not dry_run and not output.is_chosen:
        learned = _asked(act, snapshot)
    writing.carry_out(snapshot, "close", lambda now: act(now, learned), output, dry_run=dry_run)


def _asked(act: Act, snapshot: Snapshot) -> str | None:
    """Return what somebody at a terminal says was learned, once the ending is known to be possible; else None."""
    from outtrack.cli.asking import StoppedError, ask, can_ask, say

    if not can_ask():
        return None
    with writing.refusals():
        plan = act(snapshot)
    for line in (*plan.said, *plan.notes[:1]):
        say(line)
    try:
        return ask("What was learned (Enter for nothing yet):") or None
    except StoppedError:
        raise options.UsageError("stopped: nothing was written") from None
