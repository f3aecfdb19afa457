"""Fields of an entity or a key result given other values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from outtrack.acts.assigned import asked
from outtrack.acts.base import Draft, Plan, RefusedError
from outtrack.acts.linking import refuse_circle, target_of
from outtrack.acts.places import value_at
from outtrack.acts.values import append, data_of_document, put, take_away
from outtrack.names import KEY_RESULT
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outtrack.acts.assigned import Asked
    from outtrack.diagnostic import Keys
    from outtrack.names import Record
    from outtrack.snapshot import Snapshot

_GOALPOSTS: Final = frozenset(("target", "baseline", "start", "due", "weight"))


def set_(snapshot: Snapshot, ref: str, given: Sequence[str], *, is_quiet: bool = False) -> Plan:
    """Return the plan to set fields; `given` holds `field=value`, `field+=value`, `field-=value` or `field=`.

    A goalpost of what has been measured is moved openly by `retarget`; only with `is_quiet` is it set here.
    """
    draft, lines = Draft(snapshot), []
    kind, _, name = ref.partition(":")
    record = draft.record(ref)
    wanted = [asked(kind, text) for text in given]
    before: Keys = ()
    if kind == KEY_RESULT:
        before = ("key_results", draft.key_result(ref)[1])
    for one in wanted:
        keys = (*before, *one.keys)
        there = value_at(data_of_document(draft, record), keys)
        if not is_quiet:
            _refuse_hidden_move(snapshot, ref, one, there)
        if one.link is not None:
            _refuse_wrong_link(draft, ref, one)
        was = draft.read(record.path)
        line = _do(draft, record, keys, one, there)
        if draft.read(record.path) != was:
            lines.append(f"{name}: {line}")
    notes = [] if kind == KEY_RESULT else _what_follows(snapshot, ref, wanted)
    return draft.plan(*lines, notes=notes)


def _do(draft: Draft, record: Record, keys: Keys, one: Asked, there: Any) -> str:
    """Make one change; return it in words."""
    if one.sign == "=" and not one.value:
        if there is not None:
            take_away(draft, record, keys)
        return f"{one.field} removed"
    if one.is_many:
        return _change_list(draft, record, keys, one, there)
    put(draft, record, keys, one.typed(one.value))
    old = f"{there} -> " if isinstance(there, str) and shown(there) == f"`{there}`" else ""
    return f"{one.field} {old}{shown(one.value).strip('`')}"


def _change_list(draft: Draft, record: Record, keys: Keys, one: Asked, there: Any) -> str:
    """Set a list, or add values to it or take them away."""
    values = one.values
    if not values:
        raise RefusedError(f"`{one.field}{one.sign}`: say what; `{one.field}=` takes away all of it")
    held = there if isinstance(there, list) else [] if there is None else [there]
    if one.sign == "=":
        is_one = len(values) == 1 and not isinstance(there, (list, dict))
        put(draft, record, keys, values[0] if is_one else values)
        return f"{one.field} {', '.join(map(str, values))}"
    names = [str(next(iter(each.values()))) if isinstance(each, dict) else str(each) for each in held]
    for value in values:
        if one.sign == "+=" and str(value) not in names:
            append(draft, record, keys, value)
            names.append(str(value))
        elif one.sign == "-=":
            if str(value) not in names:
                raise RefusedError(f"`{one.field}` has no {shown(str(value))}: it has {', '.join(names) or 'nothing'}")
            take_away(draft, record, (*keys, names.index(str(value))))
            names.remove(str(value))
    return f"{one.field} {one.sign[0]} {', '.join(map(str, values))}"


def _refuse_hidden_move(snapshot: Snapshot, ref: str, one: Asked, there: Any) -> None:
    """Refuse to move a goalpost of what has been measured without a word; stating it for the first time is none."""
    if one.keys[0] not in _GOALPOSTS or there is None or str(there) == one.value:
        return
    if isinstance(there, dict) and str(there.get("value")) == one.value:
        return
    kind, _, name = ref.partition(":")
    if kind not in {KEY_RESULT, "outcome"}:
        return
    outcome = snapshot.get(f"outcome:{name.partition('/')[0]}")
    measured = [kr.name for kr in outcome.key_results if _is_measured(snapshot, outcome.id, kr)]
    if name.partition("/")[2] in measured or (kind == "outcome" and measured):
        field = one.keys[0]
        value = one.value or "…"
        raise RefusedError(
            f"`{name}` has been measured, so its `{field}` is a goalpost: `outtrack retarget {name} --{field} {value} "
            "--why …` moves it openly; `--quietly` mends a slip of the pen"
        )


def _is_measured(snapshot: Snapshot, outcome: str, kr: Any) -> bool:
    if kr.metric:
        name = kr.metric.removeprefix("metric:")
        metric = snapshot.get(f"metric:{name}")
        return bool(metric and metric.readings) or bool(snapshot.loose_checkins.get(f"metric:{name}"))
    return bool(kr.checkins or snapshot.loose_checkins.get(f"{outcome}/{kr.name}"))


def _refuse_wrong_link(draft: Draft, ref: str, one: Asked) -> None:
    """Refuse a name that means nothing here, or leads round in a circle."""
    snapshot = draft.snapshot
    if one.link is None or one.sign == "-=":
        return
    for name in one.values if one.is_many else [one.value]:
        try:
            target = target_of(snapshot, name, one.link) if name else None
        except RefusedError as error:
            raise RefusedError(f"{one.field}: {error}") from None
        if target is not None:
            draft.rests_on_all = True
            refuse_circle(snapshot, ref, target, one.link)
            if target.startswith(f"{KEY_RESULT}:"):
                draft.settle_id(target)


def _what_follows(snapshot: Snapshot, ref: str, wanted: Sequence[Asked]) -> list[str]:
    """Return what a new status asks for: its day, or that the day of the old one goes."""
    given = {one.field: one.value for one in wanted if one.sign == "="}
    entity = snapshot.get(ref)
    if not given.get("status") or given["status"] == entity.status:
        return []
    return list(_days(snapshot, entity, given))


def _days(snapshot: Snapshot, entity: Any, given: dict[str, str]) -> Iterator[str]:
    name, word = entity.id, given["status"]
    is_shipped = entity.kind == "output" and word == "done"
    day = "shipped" if is_shipped else "closed"
    if word not in entity.final:
        for field in ("closed", "shipped"):
            if getattr(entity, field, None) and field not in given:
                yield f"`{field}` still says {getattr(entity, field)}: `outtrack set {name} {field}=` takes it away"
        return
    if getattr(entity, day) is None and day not in given:
        if entity.kind == "outcome":
            yield f"`outtrack close {name}` notes the day and the score, too"
        else:
            yield f"on which day? `outtrack set {name} {day}={snapshot.as_of}`"
    if word == "dropped" and entity.reason is None and "reason" not in given:
        yield f"why? `outtrack set {name} reason=…`"
