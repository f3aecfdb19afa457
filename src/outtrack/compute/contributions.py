"""Which outcomes contribute to which outcomes and strategies, and with what weight (`methods.md` 1.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.graph import knots

if TYPE_CHECKING:
    from outtrack.snapshot import Snapshot

_KINDS = ("outcome", "strategy")


def contributions(snapshot: Snapshot) -> dict[str, dict[str, float]]:
    """Return, by the ref of each outcome and strategy, the refs of the outcomes that contribute to it with weights.

    A strategy's `measured_by` come along, with weight 1 unless the outcome says otherwise. What would lead round
    in a circle is an error that is reported elsewhere, and counted nowhere.
    """
    found: dict[str, dict[str, float]] = {}
    for outcome in snapshot.all("outcome"):
        for one in outcome.contributes_to:
            target = _target(snapshot, one.to)
            if target is not None:
                found.setdefault(target, {}).setdefault(outcome.ref, one.weight)
    for strategy in snapshot.all("strategy"):
        for name in strategy.measured_by:
            ref = f"outcome:{name.removeprefix('outcome:')}"
            if snapshot.get(ref) is not None:
                found.setdefault(strategy.ref, {}).setdefault(ref, 1.0)
    for knot in knots(found):
        for target in knot:
            found[target] = {ref: weight for ref, weight in found[target].items() if ref not in knot}
    return found


def _target(snapshot: Snapshot, written: str) -> str | None:
    """Return the ref that `contributes_to` names; None where it names nothing, or could mean two things."""
    prefix, colon, rest = written.partition(":")
    kinds, name = ((prefix,), rest) if colon and prefix in _KINDS else (_KINDS, written)
    known = [kind for kind in kinds if snapshot.names.find(kind, name)]
    return f"{known[0]}:{name}" if len(known) == 1 else None
