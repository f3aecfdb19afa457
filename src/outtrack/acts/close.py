"""The end of an entity: its last status, the day, for an outcome its score, and what was learned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from outtrack.acts.base import Draft, Plan, RefusedError
from outtrack.acts.decide import DECISIONS, decision_of
from outtrack.acts.values import put
from outtrack.compute import rollup
from outtrack.compute.standing import Standings
from outtrack.diagnostic import a_kind, did_you_mean
from outtrack.figures import percent
from outtrack.names import KEY_RESULT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.standing import OutcomeStanding
    from outtrack.model.outcome import Outcome
    from outtrack.snapshot import Snapshot

LEARNING: Final = frozenset(("outcome", "experiment"))
"""The kinds that have a field for what was learned."""


def close(  # noqa: PLR0913 - what may be said on closing
    snapshot: Snapshot,
    ref: str,
    word: str | None = None,
    *,
    score: float | None = None,
    learned: str | None = None,
    reason: str | None = None,
) -> Plan:
    """Return the plan to end an entity today; `word` is its last status, or the decision on an experiment.

    The score of an outcome is its measured progress, rounded half up to one decimal, unless `score` says another.
    """
    kind, _, name = ref.partition(":")
    draft = Draft(snapshot)
    record = draft.record(ref)
    if kind == KEY_RESULT:
        raise RefusedError(f"`{name}` ends with its outcome: `outtrack close {name.partition('/')[0]}`")
    if kind not in LEARNING and learned is not None:
        raise RefusedError(f"--learned: {a_kind(kind)} has no field for it; `--reason` says why it ended")
    if kind != "outcome" and score is not None:
        raise RefusedError(f"--score: only an outcome has one, not {a_kind(kind)}")
    entity = record.entity
    ends = _decided(snapshot, entity, word) if kind == "experiment" else _ended(snapshot, entity, word)
    notes: list[str] = []
    if kind == "outcome":
        standing = Standings(snapshot).outcome(entity)
        ends["score"] = _plain(_score(standing) if score is None else score)
        notes.append(_explained(standing, ends["score"], is_given=score is not None))
        notes += _to_think_about(entity, ends, learned)
    notes += _still_open(snapshot, ref)
    for key, value in {**ends, "learned": learned, "reason": reason}.items():
        if value is not None:
            put(draft, record, (key,), value)
    said = ", ".join(f"{key} {value}" for key, value in ends.items() if value is not None)
    return draft.plan(f"{name}: {said}", notes=notes)


def _ended(snapshot: Snapshot, entity: Any, word: str | None) -> dict[str, Any]:
    """Return the last status and its day; raise RefusedError with the way out where the kind has no such word."""
    if not entity.final:
        raise RefusedError(f"{a_kind(entity.kind)} has no status, so there is nothing to close")
    words = [one for one in ("done", "solved", "dropped") if one in entity.final]
    is_over = entity.status in words
    wanted = word.replace("-", "_") if word else entity.status if is_over else words[0]
    if wanted not in words:
        raise RefusedError(f"{a_kind(entity.kind)} can't end as `{word}`: {' or '.join(words)}{_near(wanted, words)}")
    if word is None and words == ["dropped"] and not is_over:
        raise RefusedError(
            f"{a_kind(entity.kind)} ends by being dropped (`--dropped`); that it was built, its outputs say"
        )
    day = "shipped" if entity.kind == "output" and wanted == "done" else "closed"
    if entity.status == wanted and getattr(entity, day) is not None:
        raise RefusedError(f"`{entity.id}` is {wanted} since {getattr(entity, day)}: nothing was changed")
    return {"status": wanted, day: snapshot.as_of.isoformat()}


def _decided(snapshot: Snapshot, entity: Any, word: str | None) -> dict[str, Any]:
    if word is None:
        raise RefusedError(f"an experiment ends with a decision: say `--as` {', '.join(DECISIONS)}")
    if word not in DECISIONS:
        raise RefusedError(f"--as: `{word}` is not one of {', '.join(DECISIONS)}{_near(word, DECISIONS)}")
    if entity.decision is not None:
        raise RefusedError(f"`{entity.id}` is decided: {entity.decision}; nothing was changed")
    return decision_of(snapshot, entity, word)


def _near(word: str, words: tuple[str, ...] | list[str]) -> str:
    return did_you_mean(word, words, "; ")


def _score(standing: OutcomeStanding) -> float | None:
    progress = standing.rollup.progress
    return None if progress is None else rollup.score(progress)


def _plain(number: float | None) -> float | None:
    return int(number) if number is not None and number == int(number) else number


def _explained(standing: OutcomeStanding, score: float | None, *, is_given: bool) -> str:
    """Return the score with what it comes from, part by part."""
    progress = standing.rollup.progress
    parts = [f"{one.key_result.name} {percent(one.progress.raw)}" for one in standing.key_results if one.weight]
    parts = parts or [f"{one.outcome.id} {percent(one.rollup.progress)}" for _, one in standing.contributors]
    of = f" ({', '.join(parts)})" if parts else ""
    if progress is None:
        measured = f"nothing was measured{of}"
        return f"no score: {measured}" if score is None else f"score {score:g}, as you say: {measured}"
    computed = f"measured progress {progress:.3g}{of}"
    if is_given:
        return f"score {score:g}, as you say: {computed} would be {rollup.score(progress):g}"
    return f"score {score:g}: {computed}, rounded half up to one decimal"


def _to_think_about(outcome: Outcome, ends: dict[str, Any], learned: str | None) -> Iterator[str]:
    score, has_learned = ends["score"], learned or outcome.learned
    if score is None or ends["status"] == "dropped":
        if not has_learned:
            yield "what was learned? `--learned TEXT`, or `learned:` in the file"
        return
    if not rollup.is_success(score, outcome.ambition):
        needed = rollup.SUCCESS[outcome.ambition]
        yield f"{outcome.ambition}: {needed:g} would have been a success"
    if not has_learned:
        yield "what was learned? `--learned TEXT`, or `learned:` in the file"


def _still_open(snapshot: Snapshot, ref: str) -> Iterator[str]:
    """Yield what still serves the entity, and is not at its own end."""
    found = []
    for one in snapshot.graph.down(ref):
        entity = snapshot.get(one)
        if entity is not None and entity.final and entity.status not in entity.final:
            found.append(entity.id)
    if found:
        yield f"still open below it: {', '.join(sorted(found))}"
