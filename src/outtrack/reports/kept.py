"""Lines of `status` from what was kept of them: the same lines as from the documents, without looking into these.

What of an outcome's lines does not depend on the day is kept with its content, and only what does is worked out:
the word, its age, what is expected. Kept are outcomes that are active, whose goalposts never moved, and whose key
results rest on their own check-ins alone; all others are looked at anew on each day.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from outtrack.compute import pace, rollup, status
from outtrack.compute.progress import Progress
from outtrack.compute.series import Measurement
from outtrack.compute.standing import standing
from outtrack.compute.tally import NOBODY
from outtrack.model.codec import stored_columns
from outtrack.period import Period, parse_cadence
from outtrack.reports.data import key_result_data, outcome_data
from outtrack.reports.rows import Steady, key_result_cells, outcome_cells, steady
from outtrack.shapes import Row

if TYPE_CHECKING:
    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.standing import OutcomeStanding, Standings
    from outtrack.model.outcome import KeyResult, Outcome
    from outtrack.names import Record
    from outtrack.shapes import Data
    from outtrack.snapshot import Snapshot

_SHAPES = frozenset(("change", "cumulative", "rubric", "self_reported", "untracked"))
"""The shapes whose progress rests on the last check-in; the others change with every day."""
_SOMETHING = Measurement(date.min, None)


class _Word(NamedTuple):
    """An owner's word."""

    date: date
    status: str


class _Bare(NamedTuple):
    """What is kept of an outcome, and all that is looked at for its line: to make a whole one takes longer."""

    id: str
    title: str
    type: str
    owner: tuple[str, ...]
    due: Period | None
    start: date | None
    updates: tuple[_Word, ...]


class _Plain:
    """Stands for a key result of these shapes where a word is looked for: no other value of it matters there."""

    keep = None


class _Kept(NamedTuple):
    """What is kept of a key result beside its line: what the word of a day follows from."""

    missing: str | None
    is_measured: bool
    start: int | None
    due: int | None
    expected: float | None
    """On the day of the last check-in; None where nothing is measured."""
    last: int | None
    cadence: str | None
    """None where nobody has to check in."""
    probability: float | None
    """The chance of reaching the target; None where there is no forecast."""


def keep(snapshot: Snapshot, record: Record, one: OutcomeStanding) -> None:
    """Keep the lines of an outcome for other days, if they may be."""
    outcome = one.outcome
    is_simple = outcome.status == "active" and not outcome.closed and not outcome.changes and one.key_results
    if not is_simple or not all(_is_steady(snapshot, kr) for kr in one.key_results):
        return
    due = outcome.due and [outcome.due.text, outcome.due.first.toordinal(), outcome.due.last.toordinal()]
    words = [[word.date.toordinal(), word.status] for word in outcome.updates if word.status]
    start = one.start and one.start.toordinal()
    bare = [outcome.id, outcome.title, outcome.type, outcome.owner, due, start, words]
    days = [day for kr in outcome.key_results for day in stored_columns(kr, "checkins")[1].get("date", ())]
    data = [max(days, default=0), bare, [[*steady(kr), *_kept(kr)] for kr in one.key_results]]
    snapshot.derived.put(record.ref, record.blob, record.document, data)


def _is_steady(snapshot: Snapshot, one: KeyResultStanding) -> bool:
    kr = one.key_result
    if one.shape not in _SHAPES or kr.metric or kr.counts or (kr.pace and one.progress.current is None):
        return False
    return one.id not in snapshot.loose_checkins and all(reason != "future" for _, reason in one.series.ignored)


def _kept(one: KeyResultStanding) -> _Kept:
    from outtrack.compute.outlook import outlook_of

    is_measured = one.progress.current is not None
    is_typed = one.shape not in {"self_reported", "untracked"}
    return _Kept(
        one.progress.missing, is_measured, one.start.toordinal() if one.start else None,
        one.due.toordinal() if one.due else None, one.expected if is_measured else None,
        one.last.toordinal() if one.last else None, one.cadence.text if is_typed else None,
        outlook_of(one).probability,
    )  # fmt: skip


class KeptLines(NamedTuple):
    """The lines of an outcome, and what decides upon their place among the others."""

    id: str
    type: str
    due: date | None
    rows: list[Row]


def kept_lines(snapshot: Snapshot, standings: Standings, record: Record) -> KeptLines | None:
    """Return the lines of an outcome; None where they are not kept.

    Nor are they for a day before the last check-in, or where a check-in in a file of its own has come.
    """
    data = snapshot.derived.get(record.ref, record.blob, record.document)
    if data is None or snapshot.as_of.toordinal() < data[0]:
        return None
    _, bare, key_results = data
    outcome = _outcome(bare)
    term = pace.term(outcome.start, outcome.due.last if outcome.due else None, snapshot.as_of)
    rows, parts, judgements = [], [], []
    for index, values in enumerate(key_results):
        line, kept = Steady(*values[:_OF_LINE]), _Kept(*values[_OF_LINE:])
        if line.id in snapshot.loose_checkins:
            return None
        expected = _expected(kept, snapshot.as_of)
        judged = _judged(line, kept, expected, snapshot.as_of)
        parts.append((line.weight, line.raw))
        if line.weight:
            judgements.append(judged)
        cells = key_result_cells(line, judged, expected)
        rows.append(Row(cells, partial(_key_result_data, standings, record.ref, index), depth=1))
    total = rollup.of_key_results(parts)
    computed = status.of_key_results("active", term, [one.status for one in judgements])
    needs = status.first_need(judgements) if computed is None else None
    said = standings.tallies.get(record.ref, NOBODY)
    one = standing(
        cast("Outcome", outcome), (), (), total, "key_results", term, "active", computed, needs, said
    )  # fmt: skip
    first = Row(outcome_cells(one), partial(_outcome_data, standings, record.ref))
    return KeptLines(outcome.id, outcome.type, term.due, [first, *rows])


def _outcome(bare: list[Any]) -> _Bare:
    id, title, type, owner, due, start, words = bare
    period = due and Period(due[0], date.fromordinal(due[1]), date.fromordinal(due[2]))
    begins = None if start is None else date.fromordinal(start)
    said = tuple([_Word(date.fromordinal(day), word) for day, word in words])
    return _Bare(id, title, type, tuple(owner), period or None, begins, said)


_OF_LINE = len(Steady._fields)


def _expected(kept: _Kept, as_of: date) -> float | None:
    """Return what was expected on the day of the last check-in; where there was none, on this day."""
    if kept.is_measured or kept.start is None or kept.due is None:
        return kept.expected
    start, due = date.fromordinal(kept.start), date.fromordinal(kept.due)
    return pace.linear(start, due, min(as_of, due))


def _judged(line: Steady, kept: _Kept, expected: float | None, as_of: date) -> status.Judged:
    start, due, last = (None if day is None else date.fromordinal(day) for day in (kept.start, kept.due, kept.last))
    progress = Progress(line.raw, kept.missing, current=_SOMETHING if kept.is_measured else None)
    cadence = parse_cadence(kept.cadence) if kept.cadence else None
    return status.judge(
        "active", cast("KeyResult", _Plain), progress, pace.term(start, due, as_of), expected, last, cadence,
        lambda: kept.probability,
    )  # fmt: skip


def _outcome_data(standings: Standings, ref: str) -> Data:
    return outcome_data(standings.outcome(standings.snapshot.get(ref)))


def _key_result_data(standings: Standings, ref: str, index: int) -> Data:
    outcome = standings.outcome(standings.snapshot.get(ref))
    return key_result_data(outcome, outcome.key_results[index])
