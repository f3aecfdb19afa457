"""The decision on an experiment, its day, and what was learned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from outtrack.acts.base import Draft, Plan, RefusedError
from outtrack.acts.values import put
from outtrack.compute.trial import trial
from outtrack.diagnostic import a_kind, did_you_mean

if TYPE_CHECKING:
    from outtrack.model.experiment import Experiment
    from outtrack.snapshot import Snapshot

DECISIONS: Final = ("persevere", "scale", "pivot", "stop", "inconclusive")


def decide(snapshot: Snapshot, ref: str, decision: str | None, learned: str | None) -> Plan:
    """Return the plan to decide on an experiment today, or to write down what was learned where it is decided.

    One that was still running stops today.
    """
    kind, _, name = ref.partition(":")
    if kind != "experiment":
        raise RefusedError(
            f"`{name}` is {a_kind(kind)}: only an experiment is decided on; `outtrack close {name}` ends it"
        )
    draft = Draft(snapshot)
    record = draft.record(ref)
    entity = record.entity
    if decision is None and entity.decision is None:
        raise RefusedError(f"say what is decided: --decision {', '.join(DECISIONS)}")
    if decision is not None and decision not in DECISIONS:
        near = did_you_mean(decision, DECISIONS, "; ")
        raise RefusedError(f"--decision: `{decision}` is not one of {', '.join(DECISIONS)}{near}")
    if decision is not None and entity.decision not in {None, decision}:
        raise RefusedError(
            f"`{name}` is decided: {entity.decision}; nothing was changed (`outtrack set` changes what is written)"
        )
    if learned is not None and entity.learned not in {None, learned}:
        raise RefusedError(f"`{name}` says already what was learned: `outtrack edit {name}` changes it")
    values = decision_of(snapshot, entity, decision) if decision and entity.decision is None else {}
    for key, value in {**values, "learned": learned}.items():
        if value is not None:
            put(draft, record, (key,), value)
    said = ", ".join(f"{key} {value}" for key, value in values.items()) or ("learned" if learned else "nothing new")
    is_learned = learned is not None or entity.learned is not None
    notes = [] if is_learned else [f"what was learned? `outtrack decide {name} --learned TEXT`"]
    if values and (doubt := _doubt(snapshot, entity)):
        notes.insert(0, doubt)
    return draft.plan(f"{name}: {said}", notes=notes)


def _doubt(snapshot: Snapshot, entity: Experiment) -> str | None:
    """Return a warning where a decision would rest on figures that say nothing; None where they may be read."""
    found = trial(entity, None, snapshot.as_of)
    if found.advice != "invalid" or not found.ratio or not entity.result:
        return None
    sizes = " and ".join(f"{arm.n:,}" for arm in entity.result.arms)
    return (
        f"warning: the figures are invalid: arms of {sizes} people are not split as planned "
        f"(p {found.ratio[1]:.2g}); find out why before you trust them (`outtrack experiment {entity.id}`)"
    )


def decision_of(snapshot: Snapshot, entity: Any, word: str) -> dict[str, Any]:
    """Return the fields of a decision that is taken today; what was still running stops."""
    day = snapshot.as_of
    if entity.start and entity.start > day:
        raise RefusedError(f"`{entity.id}` starts on {entity.start}: there is nothing to decide on yet")
    if entity.stopped and entity.stopped > day:
        raise RefusedError(f"`{entity.id}` stops on {entity.stopped}: decide then, or mend the day")
    stopped = {"stopped": day.isoformat()} if entity.start and entity.stopped is None else {}
    return {**stopped, "decision": word, "decided": day.isoformat()}
