"""A service beside what it is for: how those who use it see it, and the service levels of the work for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.compute.progress import is_within
from outtrack.figures import words
from outtrack.reports.texts import now_and_target, now_text
from outtrack.shapes import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.perception import Perceived
    from outtrack.compute.standing import OutcomeStanding, Standings
    from outtrack.model.delivery import Output
    from outtrack.shapes import Data, Tone

NOT_ASKED = "not asked"


def perception_facts(one: OutcomeStanding, answers: Sequence[Perceived]) -> Iterator[tuple[str, Cell]]:
    """Yield the answers to the two questions about a service, or that they were not asked."""
    for answer in answers:
        kr = answer.key_result
        if kr is None:
            yield _question(answer), Cell(NOT_ASKED, "warn")
            continue
        parts = [_level(kr), now_and_target(kr), str(kr.last)]
        parts += ["stale: ask again"] if kr.freshness == "stale" else []
        parts += [f"asked about `{answer.outcome.outcome.id}`"] if answer.outcome is not one else []
        tone: Tone = "warn" if kr.freshness == "stale" else ""
        yield kr.key_result.title, Cell("; ".join(filter(None, parts)), tone)


def perception_cell(answers: Sequence[Perceived]) -> Cell:
    """Return the answers in a few words; empty for an outcome that is about no service."""
    if not any(one.key_result for one in answers):
        return Cell(NOT_ASKED, "warn") if answers else Cell("")
    told = [(_question(one), now_text(one.key_result) if one.key_result else NOT_ASKED) for one in answers]
    return Cell(", ".join(f"{question} {answer}" for question, answer in told))


def perception_data(answers: Sequence[Perceived]) -> Data | None:
    """Return the answers for machines; None for an outcome that is about no service."""
    return {one.name: _answer(one.key_result) for one in answers} or None


def levels_facts(standings: Standings, works: Sequence[Output]) -> Iterator[tuple[str, Cell]]:
    """Yield the service levels of pieces of work: what each measures of itself."""
    for work in works:
        for measure in work.measures:
            cell = level_cell(standings.measure(work, measure))
            yield work.title, cell._replace(text=f"{measure.title}: {cell.text}")


def level_cell(one: KeyResultStanding) -> Cell:
    """Return a measure of a piece of work now, of which day it is, and whether it is outside what was agreed."""
    text, day = now_and_target(one), _measured_on(one)
    if _is_outside(one):
        return Cell(f"{text}, out of bounds; {day}", "bad")
    return Cell(f"{text}; {day}" if day else text)


def levels_data(standings: Standings, works: Sequence[Output]) -> list[Data]:
    """Return the service levels of pieces of work for machines."""
    return [_level_data(work, standings.measure(work, measure)) for work in works for measure in work.measures]


def _level_data(work: Output, one: KeyResultStanding) -> Data:
    found = one.progress
    return {
        "output": work.ref,
        "title": one.key_result.title,
        "shape": one.shape,
        "now": found.value,
        "target": found.target,
        "keep": one.key_result.keep and {"min": one.key_result.keep.min, "max": one.key_result.keep.max},
        "unit": one.unit,
        "last_checkin": _measured_on(one),
    }


def _measured_on(one: KeyResultStanding) -> date | None:
    return max((entry.date for entry in one.series.values), default=None)


def _is_outside(one: KeyResultStanding) -> bool:
    keep, value = one.key_result.keep, one.progress.value
    return keep is not None and value is not None and not is_within(keep, value)


def _question(one: Perceived) -> str:
    return words(one.name.replace("-", "_"))


def _level(one: KeyResultStanding) -> str:
    """Return the words of a level of a rubric; nothing for other shapes."""
    value, levels = one.progress.value, one.key_result.levels
    return levels[int(value) - 1] if one.shape == "rubric" and value is not None and 1 <= value <= len(levels) else ""


def _answer(one: KeyResultStanding | None) -> Data | None:
    if one is None:
        return None
    return {
        "key_result": f"key_result:{one.id}",
        "now": one.progress.value,
        "level": _level(one) or None,
        "target": one.progress.target,
        "last_checkin": one.last,
        "freshness": one.freshness,
    }
