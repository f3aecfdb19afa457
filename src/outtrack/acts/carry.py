"""An outcome carried on into the next period: a new one that continues it, and begins where it stands."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final
from unicodedata import normalize

from outtrack.acts.base import Draft, Plan, RefusedError
from outtrack.acts.carried import Carried, key_result_carried
from outtrack.acts.rename import new_id
from outtrack.acts.values import data_of_document
from outtrack.compute.standing import Standings
from outtrack.diagnostic import a_kind
from outtrack.names import KEY_RESULT
from outtrack.period import parse_period
from outtrack.scalar import Plain

if TYPE_CHECKING:
    from outtrack.model.outcome import Outcome
    from outtrack.period import Period
    from outtrack.snapshot import Snapshot

_LEFT: Final = frozenset(
    ("id", "status", "closed", "reason", "start", "due", "continues", "reviewed", "reviews",
     "key_results", "updates", "changes", "score", "learned")
)  # fmt: skip
"""The fields that belong to the period that ends."""
_ENDING: Final = re.compile(
    r"(?:^|[-_.])(?:fy)?(?:\d{4}|\d{2})?[-_.]?(?:[qhw]\d{1,2}|20\d{2}(?:-\d{2})?)$", re.IGNORECASE
)
"""A period at the end of an id: `-2026-q4`, `-q3`, `-2026`, `-fy2027-h1`."""


def carry(snapshot: Snapshot, ref: str, to: str, name: str | None = None) -> Plan:
    """Return the plan to carry an outcome on into the period `to`; `name` is the id of the new one.

    The new outcome has the goals of the old one, and none of its history; the old one stays as it is.
    """
    kind, _, old = ref.partition(":")
    if kind != "outcome":
        way_out = f"; carry its outcome: `outtrack carry {old.partition('/')[0]} --to {to}`"
        raise RefusedError(f"`{old}` is {a_kind(kind)}: only an outcome is carried on{way_out * (kind == KEY_RESULT)}")
    period = _period(snapshot, to)
    draft = Draft(snapshot, rests_on_all=True)
    record = draft.record(ref)
    new = new_id(ref, name) if name is not None else f"{_without_period(old)}-{period.text.lower()}"
    _refuse_earlier(record.entity, period)
    _refuse_known(snapshot, new)
    standing = Standings(snapshot).outcome(record.entity)
    key_results = []
    for one in standing.key_results:
        draft.settle_id(f"{KEY_RESULT}:{one.id}")
    document = data_of_document(draft, record)
    written = document.get("key_results", [])
    for one in standing.key_results:
        raw = written[one.index] if isinstance(written, list) else written
        key_results.append(key_result_carried(raw, one, f"{old}/{one.key_result.name}"))
    values = {key: value for key, value in document.items() if key not in _LEFT}
    values |= {"continues": old, **_days(snapshot, period)}
    if "basis" in values:
        values["basis"] = [_without_actual(one) for one in _many(values["basis"])]
    if key_results:
        values["key_results"] = [one.values for one in key_results]
    if PurePosixPath(record.path).stem == new:  # the old one has an id of its own
        values = {"id": new, **values}
    folder = str(PurePosixPath(record.path).parent)
    path = draft.create("outcome", new, _trimmed(values), folder)
    return draft.plan(
        f"{old} -> {new}, {period.first} to {period.last}: {path}", notes=_notes(snapshot, record.entity, key_results)
    )


def _period(snapshot: Snapshot, to: str) -> Period:
    try:
        return parse_period(to, snapshot.config.fiscal_year_start)
    except ValueError as error:
        raise RefusedError(f"--to: {error}") from None


def _days(snapshot: Snapshot, period: Period) -> dict[str, str]:
    """Return the fields that say when: a period alone, and with a day also the day on which it begins."""
    if not period.is_day:
        return {"due": period.text}
    return {"start": snapshot.as_of.isoformat(), "due": period.text}


def _without_period(name: str) -> str:
    return _ENDING.sub("", name) or name


def _refuse_known(snapshot: Snapshot, new: str) -> None:
    folded = normalize("NFC", new).casefold()
    same = next((one for one in snapshot.names.records["outcome"] if one.casefold() == folded), None)
    if same is not None:
        raise RefusedError(f"there is an outcome `{same}` already: say another id with `--id`")


def _refuse_earlier(outcome: Outcome, period: Period) -> None:
    if outcome.due is not None and period.last <= outcome.due.last:
        raise RefusedError(
            f"--to: {period.text} ends on {period.last}, and `{outcome.id}` is due on {outcome.due.last}: "
            "say a later period"
        )


def _trimmed(value: Any) -> Any:
    """Return values with their texts as the model reads them: without the line end of a block."""
    if isinstance(value, dict):
        return {key: _trimmed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_trimmed(one) for one in value]
    return value if isinstance(value, Plain) or not isinstance(value, str) else value.strip()


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _without_actual(one: Any) -> Any:
    return {key: value for key, value in one.items() if key != "actual"} if isinstance(one, dict) else one


def _notes(snapshot: Snapshot, outcome: Outcome, key_results: list[Carried]) -> list[str]:
    notes = [note for one in key_results for note in one.notes]
    kept = [one.name for one in key_results if one.has_target]
    if kept:
        notes.append(f"targets are as they were ({', '.join(kept)}): look at each, `outtrack set` changes it")
    others = [
        edge.source.partition(":")[2]
        for edge in snapshot.graph.incoming.get(outcome.ref, ())
        if edge.relation.value == "continues"
    ]
    if others:
        notes.append(f"it is carried on by {', '.join(sorted(set(others)))} already")
    open_work = sorted(
        entity.id
        for entity in map(snapshot.get, snapshot.graph.down(outcome.ref))
        if entity and entity.kind != "outcome" and entity.final and entity.status not in entity.final
    )
    if open_work:
        notes.append(f"what goes on still serves the old one: {', '.join(open_work)}")
    if outcome.status not in outcome.final:
        notes.append(f"the old one stays as it is: `outtrack close {outcome.id}` ends it")
    return notes
