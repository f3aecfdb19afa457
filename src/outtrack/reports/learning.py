"""What moved, what was shipped and what was learned, kept apart; and what was expected, judged by the values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from outtrack.compute.expectations import RIGHT, TOO_EARLY, Judgement, judgements
from outtrack.compute.reach import OUTPUT, way_down
from outtrack.compute.terms import experiment_state, finished_on
from outtrack.figures import amount, number, words
from outtrack.reports.texts import now_text
from outtrack.reports.values import known_by
from outtrack.shapes import Block, Cell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.standing import OutcomeStanding, Standings
    from outtrack.shapes import Data
    from outtrack.snapshot import Snapshot

ARROW: Final = "\N{RIGHTWARDS ARROW}"
Fact = tuple[str, Cell]


def expected_block(found: list[Judgement]) -> Block:
    """Return what was expected of a piece of work, and what became of it."""
    return Block("What was expected of it", facts=tuple((one.key_result, _judged(one)) for one in found))


def judgement_data(one: Judgement) -> Data:
    """Return what became of an expectation as data for machines."""
    return {
        "key_result": f"key_result:{one.key_result}",
        "change": one.expectation.change.text if one.expectation.change else None,
        "by": one.expectation.by.last if one.expectation.by else None,
        "judged": one.word,
        "why": one.why or None,
        "before": one.before,
        "after": one.after,
        "date": one.on,
    }


def outcome_story(snapshot: Snapshot, standings: Standings, standing: OutcomeStanding) -> Iterator[Block]:
    """Yield what moved, what was shipped and what was learned for an outcome, each only where there is any."""
    below = way_down(snapshot, standing.outcome.ref)[1:]
    if standing.key_results:
        yield Block("Moved", facts=tuple((one.key_result.title, _moved(one)) for one in standing.key_results))
    if facts := _shipped(snapshot, standings, standing.outcome.id, below):
        yield Block("Shipped", facts=facts)
    if facts := _learned(snapshot, standing, below):
        yield Block("Learned", facts=facts)


def _judged(one: Judgement) -> Cell:
    """Return an expectation with what became of it; a wrong one is no fault, but something learned."""
    change = _change(one)
    if one.word is None:
        return Cell(f"{change}: can't be judged; {one.why}", "dim")
    if one.word == TOO_EARLY:
        return Cell(f"{change}: too early; {one.why}{_seen(one)}", "dim")
    return Cell(f"{change}: {one.word}{_seen(one)}", "good" if one.word == RIGHT else "warn")


def _change(one: Judgement) -> str:
    change = one.expectation.change.text if one.expectation.change else "a move"
    return f"{change} by {one.expectation.by.text}" if one.expectation.by else change


def _seen(one: Judgement) -> str:
    if one.before is None or one.after is None or one.on is None:
        return ""
    return f" ({number(one.before)} {ARROW} {amount(one.after, one.unit)} on {one.on})"


def _moved(one: KeyResultStanding) -> Cell:
    """Return how far a key result has come since its baseline; where that can't be told, where it stands."""
    before, now = one.progress.baseline, one.progress.value
    if one.last is None and one.progress.raw is None:
        return Cell("not measured", "dim")
    is_told = one.shape in {"change", "cumulative"} and one.progress.raw is not None
    if not is_told or before is None or not isinstance(now, (int, float)):
        return Cell(now_text(one) or "not measured")
    raw = one.progress.raw or 0
    way = "" if raw > 0 else ": not moved" if raw == 0 else ": the other way"
    return Cell(f"{number(before)} {ARROW} {amount(now, one.unit)}{way}")


def _shipped(snapshot: Snapshot, standings: Standings, outcome: str, below: list[str]) -> tuple[Fact, ...]:
    found: list[tuple[date, str, str]] = []
    for ref in below:
        output = snapshot.get(ref)
        day = finished_on(output, snapshot.as_of) if ref.startswith(OUTPUT) else None
        if day is None:
            continue
        parts = [
            f"{_change(one)}: {words(one.word or 'not judged')}"
            for one in judgements(snapshot, standings, ref)
            if one.key_result.startswith(f"{outcome}/")
        ]
        found.append((day, output.title, f"expected {', '.join(parts)}" if parts else ""))
    found.sort(key=lambda one: one[:2], reverse=True)
    return tuple((str(day), Cell("; ".join(filter(None, texts)))) for day, *texts in found)


def _learned(snapshot: Snapshot, standing: OutcomeStanding, below: list[str]) -> tuple[Fact, ...]:
    """Return what was learned: a test that failed has taught as much as one that did not."""
    as_of, outcome = snapshot.as_of, standing.outcome
    found: list[tuple[str, str]] = []
    for ref in below:
        one: Any = snapshot.get(ref)
        if one.kind == "experiment" and experiment_state(one, as_of) == "decided":
            learned = one.learned or "nothing is written down"
            found.append((str(one.decided or ""), f"{learned.strip()} ({one.title}: {words(one.decision)})"))
    found += [(str(one.date), one.learned) for one in known_by(outcome.updates, as_of) if one.learned]
    if outcome.learned and not (outcome.closed and outcome.closed > as_of):
        found.append((str(outcome.closed or ""), outcome.learned))
    found.sort(key=lambda one: one[0], reverse=True)
    return tuple((day or "no day", Cell(text)) for day, text in found)
