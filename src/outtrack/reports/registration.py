"""What an experiment had to say before it started, what is missing of it, and what was edited since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from outtrack.compute.registered import Asked, Edit, Edits, edits, registered
from outtrack.figures import number, plain_data, words
from outtrack.reports.values import value_text
from outtrack.shapes import Block, Cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.history import Version
    from outtrack.model.experiment import Experiment
    from outtrack.shapes import Data
    from outtrack.snapshot import Snapshot

LABELS: Final = {
    "metric": "metric",
    "threshold": "threshold",
    "size_or_end": "size or end",
    "decision_rule": "decision rule",
}
_FROM_BAR: Final = "from the interval and the threshold, as documented"


class History(NamedTuple):
    """What git knows of the file of an experiment."""

    versions: tuple[Version, ...] = ()
    unknown: str | None = None
    """Why git can't tell; None where it could, or where there is no repository."""
    is_asked: bool = False
    """Whether the workspace is in a repository at all."""


def registration(snapshot: Snapshot, experiment: Experiment, history: History) -> tuple[Block, Data]:
    """Return what is set, what is missing, and what was edited after the start: for people and for machines."""
    asked = registered(experiment)
    found = _edits(snapshot, experiment, history)
    facts = [(LABELS[one.what], _set(experiment, one)) for one in asked]
    facts += [("edited", Cell(text, "warn")) for text in _edited(found)]
    if history.unknown:
        facts.append(("edited", Cell(f"unknown: {history.unknown}", "dim")))
    elif history.is_asked and not history.versions:
        facts.append(("edited", Cell("unknown: the file is not committed yet", "dim")))
    elif found and not found.edits and not found.first_seen:
        facts.append(("edited", Cell("not since the start", "dim")))
    data = {
        "missing": [one.what for one in asked if one.is_set is False],
        "edits": [_edit_data(one) for one in found.edits] if found else [],
        "first_committed_after_start": found.first_seen if found else None,
        "history": history.unknown,
    }
    return Block("Set before the start", facts=tuple(facts)), data


def missing_text(experiment: Experiment) -> str:
    """Return what was not set before the start; empty where all is."""
    return ", ".join(LABELS[one.what] for one in registered(experiment) if one.is_set is False)


def _set(experiment: Experiment, one: Asked) -> Cell:
    if one.is_set is None:
        return Cell(f"not needed for {words(experiment.method)}" if experiment.method else "not needed", "dim")
    if not one.is_set:
        return Cell(f"missing: add {one.way_out}", "warn")
    success, plan, hypothesis = experiment.success, experiment.planned, experiment.hypothesis
    if one.what == "metric":
        return Cell(experiment.metric or "")
    if one.what == "threshold":
        better = "" if experiment.better == "higher" else "; lower is better"
        return Cell(f"{_bar(success)}{better}")
    if one.what == "size_or_end":
        size = f"{plan.n:,} per arm" if plan and plan.n else ""
        return Cell("; ".join(filter(None, (size, f"until {experiment.stop}" if experiment.stop else ""))))
    if hypothesis and hypothesis.we_know_when:
        return Cell(hypothesis.we_know_when)
    return Cell(_FROM_BAR if success and (success.lift or success.reach is not None) else _bar(success))


def _bar(success: Any) -> str:
    """Return the bar: the lift, the value to reach, and what it is in words."""
    lift = f"lift {success.lift.text}" if success.lift else ""
    reach = f"reach {number(success.reach)}" if success.reach is not None else ""
    return "; ".join(filter(None, (lift, reach, success.text)))


def _edits(snapshot: Snapshot, experiment: Experiment, history: History) -> Edits | None:
    """Return the edits since the start; None where it has not started, or git knows nothing."""
    if experiment.start is None or experiment.start > snapshot.as_of or not history.versions:
        return None
    held = [
        (one.commit, one.day, document)
        for one in history.versions
        if (document := _document(one.data, one.path, experiment)) is not None
    ]
    place = snapshot.place(experiment.ref)
    now = _document(snapshot.workspace.read(place.path), place.path, experiment)
    return edits([*held, *([(None, None, now)] if now is not None else [])], experiment.start, snapshot.as_of)


def _document(data: bytes, path: str, experiment: Experiment) -> dict[str, Any] | None:
    """Return the document of an experiment in a file; None where it was not in it, or can't be read."""
    from outtrack.source import parse

    found = [one for one in parse(data, path).documents if isinstance(one, dict)]
    named = [one for one in found if str(one.get("id", "")) == experiment.id]
    return next(iter(named or (found if len(found) == 1 else [])), None)


def _edited(found: Edits | None) -> Iterator[str]:
    if found is None:
        return
    if found.first_seen:
        yield f"first committed on {found.first_seen}, after the start: nobody can tell what was set before"
    for one in found.edits:
        when = f"on {one.day} ({one.commit[:7]})" if one.day and one.commit else "and not committed yet"
        yield f"`{one.field}` was {_text(one.was)}, and is {_text(one.now)}: edited after the start, {when}"


def _text(value: Any) -> str:
    return "not set" if value is None else value_text(value)


def _edit_data(one: Edit) -> Data:
    return {"field": one.field, "date": one.day, "commit": one.commit, "was": _plain(one.was), "now": _plain(one.now)}


def _plain(value: Any) -> Any:
    return plain_data(value) if not isinstance(value, str) else str(value)
