"""Whether an outcome is ready to be worked for: SMART, and the ladder of five steps (`methods.md` 7.2, 7.3)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from outtrack.compute.forecast import Points, level
from outtrack.compute.outlook import scale
from outtrack.compute.reach import work_for
from outtrack.compute.terms import finished_on, indicator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.standing import OutcomeStanding, Standings
    from outtrack.snapshot import Snapshot

SMART: Final = ("specific", "measurable", "achievable", "relevant", "time-bound")
LADDER: Final = ("in business terms", "achievable", "quantified", "tracked", "demonstrated")
QUANTIFIED: Final = 3
"""The step of the ladder from which on an outcome is quantified."""
LEVERS: Final = ("people", "process", "technology")
FEWEST_WORDS: Final = 4
HISTORY: Final = 5
"""So many values from before the start it takes to tell whether a target has a precedent."""
NO_PRECEDENT, NO_STRETCH = 0.05, 0.95
TWICE: Final = 2


class Answer(NamedTuple):
    """Whether one criterion is met."""

    passes: bool | None
    """None where that can't be told."""
    lacks: str = ""
    """What to do where it is not met; why, where it can't be told."""


class Wording(NamedTuple):
    """What the classifier says of the title of an outcome."""

    is_outcome: bool
    jargon: tuple[str, ...] = ()


class Ready(NamedTuple):
    """How ready an outcome is."""

    smart: tuple[Answer, ...]
    """In the order of `SMART`."""
    ladder: tuple[Answer, ...]
    """In the order of `LADDER`."""
    levers: tuple[str, ...]
    """Which of people, process and technology its work pulls."""
    works: int
    """How many pieces of work serve it."""
    leading: int
    lagging: int
    """How many of its key results and contributors are leading, and lagging."""

    @property
    def level(self) -> int:
        """How many steps of the ladder are passed one after the other, 0 to 5."""
        return next((place for place, one in enumerate(self.ladder) if not one.passes), len(self.ladder))

    @property
    def is_smart(self) -> bool:
        """Whether no criterion fails; one that can't be told fails nothing."""
        return all(one.passes is not False for one in self.smart)

    @property
    def next_thing(self) -> str:
        """What to do next: the first thing that the ladder lacks, then SMART, then the levers; empty for nothing."""
        lacking = [one.lacks for one in (*self.ladder, *self.smart) if one.passes is False]
        return next(iter(lacking), "") or self.missing_levers

    @property
    def missing_levers(self) -> str:
        """What to ask for where not all levers are pulled: one or two rarely move what people do."""
        if not self.works or not self.levers or len(self.levers) == len(LEVERS):
            return ""
        if self.levers == ("technology",):
            return "technology alone: plan how the change is approached, the process, training, adoption"
        return f"nothing about {' or '.join(one for one in LEVERS if one not in self.levers)}: say it in `levers:`"


def ready(snapshot: Snapshot, standings: Standings, one: OutcomeStanding, wording: Wording) -> Ready:
    """Return how ready an outcome is on the day of a snapshot."""
    works = work_for(snapshot, one.outcome.ref)
    parts = [part.outcome for _, part in one.contributors]
    kinds = [indicator(one.outcome, kr.key_result) for kr in one.key_results] + [indicator(part) for part in parts]
    return Ready(
        tuple(_smart(snapshot, one)),
        tuple(_ladder(snapshot, standings, one, works, wording)),
        tuple(lever for lever in LEVERS if any(lever in work.levers for work in works)),
        len(works),
        kinds.count("leading"),
        kinds.count("lagging"),
    )


def _smart(snapshot: Snapshot, one: OutcomeStanding) -> Iterator[Answer]:
    outcome = one.outcome
    lacking = [
        text
        for text, is_missing in (
            (f"a statement of {FEWEST_WORDS} words or more", len(outcome.title.split()) < FEWEST_WORDS),
            ("a key result that names the metric", not one.key_results),
            ("an `owner`", not outcome.owner),
        )
        if is_missing
    ]
    yield Answer(not lacking, f"needs {', '.join(lacking)}" if lacking else "")
    yield _measurable(snapshot, one)
    yield _achievable(one)
    is_linked = any(not above.startswith("insight:") for above in snapshot.graph.up(outcome.ref))
    yield Answer(is_linked, "" if is_linked else "link it to what it serves: `contributes_to`, or a vision's `goals`")
    late = [kr for kr in one.key_results if one.due and kr.due and kr.due > one.due]
    if one.due is None:
        yield Answer(passes=False, lacks="needs `due`")
    else:
        yield Answer(not late, f"`{late[0].key_result.name}` is due after the outcome" if late else "")


def _measurable(snapshot: Snapshot, one: OutcomeStanding) -> Answer:
    """Return whether a key result has a unit, a baseline, a target and a source of its numbers."""
    lacking = [_unmeasured(snapshot, kr) for kr in one.key_results]
    if any(not found for found in lacking):
        return Answer(passes=True)
    least = min(lacking, key=len, default=["key result"])
    return Answer(passes=False, lacks=f"a key result needs {', '.join(least)}")


def _unmeasured(snapshot: Snapshot, one: KeyResultStanding) -> list[str]:
    kr, found = one.key_result, one.progress
    metric = snapshot.metric(kr.metric)
    has_bounds = one.shape in {"keep", "milestones", "rubric"}
    needed = {
        "unit": one.unit or one.shape in {"milestones", "rubric"},
        "baseline": has_bounds or one.shape == "cumulative" or found.baseline is not None,
        "target": has_bounds or found.target is not None,
        "source": kr.source or kr.counts or (metric is not None and metric.source) or one.shape == "milestones",
    }
    return [f"`{name}`" for name, is_there in needed.items() if not is_there]


def _achievable(one: OutcomeStanding) -> Answer:
    """Return whether the history of a number makes the target neither unheard of nor a matter of course."""
    told = [(kr, chance) for kr in one.key_results if (chance := chance_at_start(kr)) is not None]
    if not told:
        return Answer(None, f"no {HISTORY} values from before the start")
    for kr, chance in told:
        if chance < NO_PRECEDENT:
            return Answer(passes=False, lacks=f"no precedent for the target of `{kr.key_result.name}`")
        if chance > NO_STRETCH:
            return Answer(passes=False, lacks=f"no stretch in the target of `{kr.key_result.name}`")
    return Answer(passes=True)


def chance_at_start(one: KeyResultStanding) -> float | None:
    """Return the chance of a target by the values from before the start, 0 to 1; None with fewer than five."""
    found = one.progress
    if one.shape != "change" or one.start is None or one.due is None or found.target is None:
        return None
    start = one.start
    by_day = {(entry.date - start).days: entry.value for entry in one.before if isinstance(entry.value, (int, float))}
    baseline = found.baseline
    if len(by_day) < HISTORY or baseline is None or found.target == baseline:
        return None
    points = Points(list(by_day), list(by_day.values()), found.target, (one.due - start).days)
    return level(points, scale(points, one.unit), is_rising=found.target > baseline).probability


def _ladder(
    snapshot: Snapshot, standings: Standings, one: OutcomeStanding, works: list[Any], wording: Wording
) -> Iterator[Answer]:
    outcome = one.outcome
    lacking = [
        text
        for text, is_missing in (
            ("say what changes, not what is delivered", not wording.is_outcome),
            ("say for `who`", outcome.who is None),
            (f"say it without {', '.join(wording.jargon)}", bool(wording.jargon)),
        )
        if is_missing
    ]
    yield Answer(not lacking, ", ".join(lacking))
    confirmed = outcome.achievable is not None and bool(outcome.achievable.note) and outcome.achievable.date is not None
    tests = [ref for ref in snapshot.graph.below(outcome.ref) if ref.startswith("experiment:")]
    lacking = [] if confirmed else ["a dated note why it is `achievable`"]
    lacking += [] if works or tests else ["work or an experiment for it"]
    yield Answer(not lacking, f"needs {', and '.join(lacking)}" if lacking else "")
    yield _measurable(snapshot, one)
    since = min(filter(None, (finished_on(work, snapshot.as_of) for work in works)), default=None)
    yield _tracked(one, since)
    yield _demonstrated(snapshot, standings, one, since)


def _tracked(one: OutcomeStanding, since: date | None) -> Answer:
    days = [entry.date for kr in one.key_results for entry in kr.series.values if entry.value is not None]
    if len(days) < TWICE:
        return Answer(passes=False, lacks="check in: there are fewer than two values")
    if any(kr.status == "stale" for kr in one.key_results):
        return Answer(passes=False, lacks="check in: a key result is stale")
    if since is None:
        return Answer(passes=False, lacks="no work for it is done yet")
    has_after = any(day >= since for day in days)
    return Answer(has_after, "" if has_after else f"check in: no value since work was done on {since}")


def _demonstrated(snapshot: Snapshot, standings: Standings, one: OutcomeStanding, since: date | None) -> Answer:
    if since is None:
        return Answer(passes=False, lacks="no work for it is done yet")
    then = type(standings)(replace(snapshot, as_of=since)).of(one.outcome.ref)
    before, now = then.rollup.progress if then else None, one.rollup.progress
    if now is None or now <= (before or 0):
        return Answer(passes=False, lacks=f"no progress since work was done on {since}")
    has_evidence = any(_has_evidence(snapshot, one, kr, since) for kr in one.key_results)
    return Answer(has_evidence, "" if has_evidence else "link the `evidence` at a check-in")


def _has_evidence(snapshot: Snapshot, outcome: OutcomeStanding, one: KeyResultStanding, since: date) -> bool:
    """Return whether a value since a day has something that shows it: a page, an insight, a metric's source."""
    own = outcome.outcome.key_results
    stated = own[one.index].checkins if one.index < len(own) else ()
    loose = [found for found, _ in snapshot.loose_checkins.get(one.id, ())]
    return any(entry.evidence and since <= entry.date <= snapshot.as_of for entry in (*stated, *loose))
