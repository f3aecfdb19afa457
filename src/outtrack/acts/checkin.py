"""Recording a number: a check-in of a key result, or a reading of a metric."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from outtrack.acts.base import Draft, Plan, RefusedError
from outtrack.acts.dated import append_dated
from outtrack.acts.doubts import days, doubts, fallen, outside
from outtrack.acts.folders import folder_for
from outtrack.acts.typed import number_of, value_of
from outtrack.diagnostic import did_you_mean
from outtrack.figures import amount
from outtrack.frozen import dataclass
from outtrack.model import CHECKIN
from outtrack.model.base import slug
from outtrack.names import KEY_RESULT
from outtrack.write import Put, document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from outtrack.compute.series import Measurement
    from outtrack.model.evidence import Metric
    from outtrack.model.key_result import KeyResult
    from outtrack.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is to be recorded, as it was typed."""

    date: date
    value: str | None = None
    """A number, with `+` before it what comes on top of a running total, or the level of a rubric."""
    confidence: float | None = None
    by: str | None = None
    note: str | None = None
    evidence: str | None = None
    source: str | None = None
    correction: bool = False
    done: str | None = None
    """The milestone that is reached."""


def checkin(snapshot: Snapshot, said: Iterable[tuple[str, Said]]) -> Plan:
    """Return the plan to record what was said of key results and metrics, each named `kind:id`."""
    draft = Draft(snapshot)
    lines: list[str] = []
    notes: list[str] = []
    for ref, one in said:
        line, *more = record(draft, ref, one)
        lines.append(line)
        notes += more
    return draft.plan(*lines, notes=notes)


def record(draft: Draft, ref: str, said: Said) -> list[str]:
    """Record what was said of one key result or metric; return what was done, and then what should be known."""
    return list(_metric(draft, ref, said) if ref.startswith("metric:") else _key_result(draft, ref, said))


def last_of(snapshot: Snapshot, ref: str) -> Measurement | None:
    """Return the last measurement with a value of a key result or metric, up to the day of the snapshot."""
    from outtrack.compute.measurements import Measurements, loose_checkins, readings

    if ref.startswith("metric:"):
        metric = snapshot.get(ref)
        found = [*readings(metric), *loose_checkins(snapshot.loose_checkins.get(ref, ()))]
        return max((one for one in found if one.date <= snapshot.as_of), key=lambda one: one.date, default=None)
    outcome, index = Draft(snapshot).key_result(ref)
    entity = snapshot.get(outcome)
    values = Measurements(snapshot).of_key_result(entity, entity.key_results[index], index, None).series.values
    return values[-1] if values else None


def unit_of(snapshot: Snapshot, kr: KeyResult) -> str | None:
    """Return the unit of a key result: its own, else that of its metric."""
    metric = snapshot.get(metric_ref(kr.metric)) if kr.metric else None
    return kr.unit or (metric.unit if metric else None)


def metric_ref(name: str) -> str:
    """Return the name of a metric in full."""
    return f"metric:{name.removeprefix('metric:')}"


def _key_result(draft: Draft, ref: str, said: Said) -> Iterator[str]:
    """Record what was said of a key result; yield what was done, then what should be known."""
    outcome, index = draft.key_result(ref)
    entity = draft.snapshot.get(outcome)
    kr: KeyResult = entity.key_results[index]
    full = f"{entity.id}/{kr.name}"
    if said.done is not None:
        yield _milestone(draft, outcome, index, kr, said)
        return
    words = {"confidence": said.confidence, "by": said.by, "note": said.note, "evidence": said.evidence}
    if said.value is None and said.confidence is None and said.note is None:
        raise RefusedError(f"there is nothing to record of `{full}`: give a value, --confidence or --note")
    number = _number(draft.snapshot, kr, said)
    if kr.metric and said.value is not None:
        metric = metric_ref(kr.metric)
        yield from _metric(draft, metric, said, name=f"{full} ({metric})", number=number["value"])
        rest = {"confidence": said.confidence, "evidence": said.evidence}
        if any(value is not None for value in rest.values()):
            _record(draft, ref, ("key_results", index, "checkins"), {**_dated(said), **rest, "by": said.by})
        yield from outside(entity, kr, said.date)
        return
    last, unit = last_of(draft.snapshot, ref), unit_of(draft.snapshot, kr)
    if not said.correction and (why := fallen(kr, number.get("value"), last, said.date, unit)):
        raise RefusedError(f"{why}: --correction says that it is meant; nothing was recorded")
    correction = {"correction": True} if said.correction else {}
    values = {**_dated(said), **number, **words, "source": said.source, **correction}
    _record(draft, ref, ("key_results", index, "checkins"), values)
    yield _sentence(full, number, last, said, unit)
    if not kr.counts:
        yield from doubts(number.get("value"), last, unit)
        yield from days(draft.snapshot, last, said.date, has_value=said.value is not None)
    if said.value is not None:
        yield from outside(entity, kr, said.date)
    if entity.status in entity.final:
        yield f"`{entity.id}` is {entity.status}: what is recorded after its end changes nothing"


def _number(snapshot: Snapshot, kr: KeyResult, said: Said) -> dict[str, Any]:
    """Return the value as a check-in has it: under `value`, or under `delta` what comes on top."""
    if said.value is None:
        return {}
    text = said.value.strip()
    if text.startswith("+") and kr.cumulative and not kr.metric:
        return {"delta": value_of(kr, unit_of(snapshot, kr), text[1:])}
    return {"value": value_of(kr, unit_of(snapshot, kr), text)}


def _metric(draft: Draft, ref: str, said: Said, *, name: str = "", number: Any = None) -> Iterator[str]:
    """Record a reading of a metric; yield what was done, then what should be known."""
    metric: Metric = draft.record(ref).entity
    if said.value is None:
        raise RefusedError(f"there is nothing to record of `{ref}`: give a value")
    value = number_of(said.value, metric.unit, metric.id) if number is None else number
    values = {**_dated(said), "value": value, "by": said.by, "note": said.note, "source": said.source}
    last = last_of(draft.snapshot, ref)
    _record(draft, ref, ("readings",), values)
    yield _sentence(name or ref, {"value": value}, last, said, metric.unit)
    yield from doubts(value, last, metric.unit)
    yield from days(draft.snapshot, last, said.date, has_value=True)


def _milestone(draft: Draft, outcome: str, index: int, kr: KeyResult, said: Said) -> str:
    """Mark a milestone as reached; return what was done."""
    wanted = (said.done or "").casefold().strip()
    titles = [one.title for one in kr.milestones]
    places = [place for place, title in enumerate(titles) if title.casefold() == wanted]
    places = places or [place for place, title in enumerate(titles) if wanted and wanted in title.casefold()]
    if len(places) != 1:
        near = did_you_mean(said.done or "", titles, "; ") or f": there is {', '.join(titles)}" if titles else ""
        what = "several milestones" if places else "no milestone"
        raise RefusedError(f"`{kr.name}` has {what} `{said.done}`{near}")
    draft.edit(outcome, Put(("key_results", index, "milestones", places[0], "done"), said.date.isoformat()))
    return f"{outcome.partition(':')[2]}/{kr.name}: {titles[places[0]]}, reached on {said.date}"


def _dated(said: Said) -> dict[str, Any]:
    return {"date": said.date.isoformat()}


def _record(draft: Draft, ref: str, keys: tuple[str | int, ...], values: dict[str, Any]) -> None:
    """Add a record to a list inside an entity, or as a file of its own where the workspace wants that."""
    if not draft.snapshot.config.checkin_files:
        entity = draft.key_result(ref)[0] if ref.startswith(f"{KEY_RESULT}:") else ref
        append_dated(draft, entity, keys, values)
        return
    kind, _, name = ref.partition(":")
    if kind == KEY_RESULT:
        draft.settle_id(ref)
    known = {key: value for key, value in values.items() if value is not None}
    day = known.pop("date")
    author = slug(str(known.get("by") or "")) or "anonymous"
    stem = f"{day}-{name.replace('/', '-')}-{author}"
    data = document({kind: name, "date": day, **known}).encode()
    folder = folder_for(draft.snapshot, CHECKIN)
    draft.create_file(f"{folder}/{_numbered(stem, draft.names_in(folder))}-{_digest(data)}.yaml", data)


def _numbered(stem: str, names: set[str]) -> str:
    """Return a name that comes, by path, behind those that begin the same: of two on one day the last counts."""
    known = re.compile(rf"{re.escape(stem)}(?:_(\d+))?(?:-[0-9a-f]{{6}})?\.yaml")
    last = max((int(found[1] or 1) for found in map(known.fullmatch, names) if found), default=0)
    return f"{stem}_{last + 1:02}" if last else stem


def _digest(data: bytes) -> str:
    """Return what tells a check-in from another of its day and author, so that two branches never name them alike."""
    return sha256(data).hexdigest()[:6]


def _sentence(name: str, number: dict[str, Any], last: Measurement | None, said: Said, unit: str | None) -> str:
    """Return what was recorded, beside what was recorded before."""
    value = number.get("value", number.get("delta"))
    shown = value if isinstance(value, str) else amount(value, unit) if value is not None else ""
    if "delta" in number:
        whole = float(last.value) if last is not None and isinstance(last.value, (int, float)) else 0.0
        shown = f"+{shown}, in all {amount(whole + float(value or 0), unit)}"
    parts = [shown] if shown else []
    parts += [f"{said.confidence * 100:.0f}% sure"] if said.confidence is not None else []
    before = ""
    if last is not None and last.value is not None and value is not None:
        text = last.value if isinstance(last.value, str) else amount(float(last.value), unit)
        before = f" ({text} on {last.date})"
    return f"{name}: {', '.join(parts) or 'noted'} on {said.date}{before}"
