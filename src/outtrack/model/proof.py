"""What is wrong with a key result although each of its values is fine by itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from outtrack.diagnostic import Keys, Place, Severity
from outtrack.model.contradiction import bounds, no_number, period, wrong
from outtrack.model.key_result import FULL
from outtrack.model.values import Relative
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from outtrack.diagnostic import Diagnostic
    from outtrack.model.key_result import Checkin, KeyResult
    from outtrack.model.outcome import CheckinFile

PERCENT = frozenset(("%", "percent"))
_SAME = "the target equals the baseline: there is nothing to change"


def shapes(kr: KeyResult) -> list[str]:
    """Return the keys that each give a key result its shape; none means that it is a change from a baseline."""
    found = {
        "keep": kr.keep is not None,
        "milestones": bool(kr.milestones),
        "levels": bool(kr.levels),
        "self_reported": kr.self_reported,
        "cumulative": kr.cumulative,
    }
    return [name for name, is_there in found.items() if is_there]


def shape_of(kr: KeyResult) -> str:
    """Return the key that gives a key result its shape, or `change`."""
    return next(iter(shapes(kr)), "change")


def judge_key_result(kr: KeyResult, keys: Keys) -> Iterator[Diagnostic]:
    """Yield the contradictions within a key result."""
    yield from period(kr, keys)
    found = shapes(kr)
    if len(found) > 1:
        yield wrong(
            (*keys, found[1]),
            f"`{found[0]}` and `{found[1]}` are two shapes of a key result",
            "choose one, or make two key results",
        )
        return
    shape = shape_of(kr)
    if kr.target is not None and shape in {"keep", "milestones", "self_reported"}:
        yield wrong((*keys, "target"), f"`target` has no meaning beside `{shape}`", "delete one of the two")
    if kr.counts and shape != "cumulative":
        yield wrong((*keys, "counts"), "`counts` needs `cumulative: true`", "add that line")
    if kr.required is not None and shape != "keep":
        yield wrong((*keys, "required"), "`required` has a meaning only beside `keep`", "delete it")
    if shape == "levels":
        yield from _rubric(kr, keys)
    else:
        yield from _baseline(kr, (*keys, "baseline"), shape)
        yield from _target(kr, (*keys, "target"), shape)
        yield from bounds(kr.keep, (*keys, "keep"))
        for index, checkin in enumerate(kr.checkins):
            yield from _checkin(kr, checkin, (*keys, "checkins", index), shape)
    if shape == "cumulative":
        yield from _totals(kr, keys)
    yield from _pace(kr, keys)


def _baseline(kr: KeyResult, keys: Keys, shape: str) -> Iterator[Diagnostic]:
    baseline = kr.baseline
    if baseline is None:
        return
    if baseline.level is not None:
        yield no_number(keys, baseline.level)
    elif shape == "cumulative":
        yield wrong(keys, "a cumulative key result begins at 0", "delete `baseline`")
    elif baseline.first and (baseline.value is not None or baseline.date is not None):
        yield wrong(keys, "`first` adopts the first check-in: no value or date beside it", "keep one")
    elif not baseline.first and baseline.value is None:
        yield wrong(keys, "a baseline needs its `value`", "write `baseline: 15`, or `first`")


def _target(kr: KeyResult, keys: Keys, shape: str) -> Iterator[Diagnostic]:
    target, start = kr.target, kr.baseline.value if kr.baseline else None
    if isinstance(target, str):
        yield no_number(keys, target)
    elif isinstance(target, Relative):
        yield from _distance(kr, target, keys, shape)
    elif target is None:
        return
    elif shape == "cumulative" and target <= 0:
        yield wrong(keys, "a total that begins at 0 needs a target above 0", "write the number to reach")
    elif start == target:
        hint = f"to hold a number, write `keep: {{min: {target:g}}}` (or `max:`) instead of baseline and target"
        yield wrong(keys, _SAME, hint)


def _distance(kr: KeyResult, target: Relative, keys: Keys, shape: str) -> Iterator[Diagnostic]:
    if shape == "cumulative":
        yield wrong(keys, "a total that begins at 0 has nothing to be relative to", "write a number")
    elif target.unit == "pp" and (kr.unit or "%") not in PERCENT:
        yield wrong(
            keys,
            f"`pp` are points of a %, but the unit is {shown(kr.unit)}",
            f'write "{target.by:+g}%" for growth by a share of the baseline, or the number to reach',
        )
    elif target.by == 0:
        yield wrong(keys, _SAME, "write the number to reach")
    elif target.unit == "%" and kr.baseline and kr.baseline.value == 0:
        yield wrong(keys, f"{target.text} of a baseline of 0 is 0", "write the number to reach")


def _checkin(kr: KeyResult, checkin: Checkin, at: Keys, shape: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the value of a check-in where values are numbers."""
    value, delta = checkin.value, checkin.delta
    if isinstance(value, str):
        yield no_number((*at, "value"), value)
        return
    if delta is not None and shape != "cumulative":
        yield wrong((*at, "delta"), "`delta` needs `cumulative: true`", "write `value:` with the number now")
    if delta is not None and value is not None:
        both = "`value` (the total) and `delta` (what came on top) exclude each other"
        yield wrong((*at, "delta"), both, "keep one")
    if value is None and delta is None:
        return
    typed = (*at, "delta" if value is None else "value")
    if kr.counts:
        yield wrong(typed, "customers are counted from insights, never typed", "write an insight instead")
    elif kr.metric:
        message = f"the values come from the metric `{kr.metric}`"
        yield wrong(typed, message, "write a reading of the metric instead")
    elif shape == "milestones":
        yield wrong(typed, "milestones take no values", "write `done: DATE` at the milestone")
    elif shape == "self_reported" and value is not None and not 0 <= value <= FULL:
        yield wrong(typed, f"{shown(value)} is not between 0 and 100", "write a share of 100")


def judge_loose(
    kr: KeyResult, ref: str, keys: Keys, loose: Sequence[tuple[CheckinFile, Place]]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with check-ins in files of their own, as it would be told within the outcome `ref`.

    `keys` are those of their key result there.
    """
    shape, fitting = shape_of(kr), []
    for checkin, place in loose:
        named = _level(kr, ("value",), checkin.value)
        complaints = list(named if shape == "levels" else _checkin(kr, checkin, (), shape))
        yield from (replace(one, place=one.place and replace(place, keys=one.place.keys)) for one in complaints)
        if not complaints:
            fitting.append((checkin, place))
    if shape != "cumulative" or kr.metric or kr.counts:
        return
    own = [(checkin, Place("", 0, (*keys, "checkins", index))) for index, checkin in enumerate(kr.checkins)]
    for one, place, before in _falls([*own, *fitting]):
        if place.path or before.path:  # two within the outcome were judged when it was read
            yield replace(one, entity=None if place.path else ref, place=replace(place, keys=(*place.keys, "value")))


def _totals(kr: KeyResult, keys: Keys) -> Iterator[Diagnostic]:
    """Yield a warning where a running total falls without `correction: true`."""
    own = [(checkin, Place("", 0, (*keys, "checkins", index))) for index, checkin in enumerate(kr.checkins)]
    for one, place, _ in _falls(own):
        yield replace(one, place=replace(place, keys=(*place.keys, "value")))


def _falls(checkins: Iterable[tuple[Checkin, Place]]) -> Iterator[tuple[Diagnostic, Place, Place]]:
    """Yield a warning for each running total that falls, with its place and that of the one before."""
    last: tuple[float, Place] | None = None
    for checkin, place in sorted(checkins, key=lambda pair: pair[0].date):
        total = checkin.value
        if not isinstance(total, (int, float)):
            continue
        if last is not None and total < last[0] and not checkin.correction:
            found = wrong(
                (),
                f"the total falls from {last[0]:g} to {total:g}",
                "write the running total, use `delta:` for what came on top, or add `correction: true`",
                severity=Severity.WARNING,
            )
            yield found, place, last[1]
        last = total, place


def _rubric(kr: KeyResult, keys: Keys) -> Iterator[Diagnostic]:
    """Yield what is wrong with a rubric: its levels, and every place that names one."""
    if not kr.levels[1:]:  # from one to another
        yield wrong((*keys, "levels"), "a rubric needs at least two levels", "write the levels in words, lowest first")
        return
    named: list[tuple[Keys, object]] = [((*keys, "target"), kr.target)]
    before = (kr.baseline.level or kr.baseline.value) if kr.baseline else None
    named.append(((*keys, "baseline"), before))
    named += [((*keys, "checkins", index, "value"), checkin.value) for index, checkin in enumerate(kr.checkins)]
    for at, value in named:
        yield from _level(kr, at, value)
    if kr.target is not None and before is not None and kr.level_of(kr.target) == kr.level_of(before) is not None:
        yield wrong((*keys, "target"), _SAME, "name a higher level")


def _level(kr: KeyResult, at: Keys, value: object) -> Iterator[Diagnostic]:
    if value is not None and kr.level_of(value) is None:
        yield wrong(
            at,
            f"{shown(value.text if isinstance(value, Relative) else value)} is not a level",
            f"write one of {', '.join(f'`{text}`' for text in kr.levels)}, or its place from 1 to {len(kr.levels)}",
        )


def _pace(kr: KeyResult, keys: Keys) -> Iterator[Diagnostic]:
    pace = kr.pace
    if pace is None:
        return
    if pace.kind != "linear" and not pace.points:
        yield wrong(
            (*keys, "pace"), f"a {pace.kind} needs `points`", "write `points: {2026-11-15: 0.2, 2026-12-31: 1}`"
        )
    shares = [share for _, share in sorted((pace.points or {}).items())]
    if any(later < earlier for earlier, later in pairwise(shares)):
        yield wrong((*keys, "pace", "points"), "the expected share falls over time", "order the points")
