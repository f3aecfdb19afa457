"""Whether an outcome is ready to be worked for: SMART, and the ladder of five steps (`methods.md` 7.2, 7.3)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from outtrack.compute.perception import perceived, unasked
from outtrack.compute.precedent import HISTORY, chance_at_start, earlier
from outtrack.compute.reach import way_down, work_for
from outtrack.compute.terms import finished_on, indicator, lifecycle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.perception import Perceived
    from outtrack.compute.standing import OutcomeStanding, Standings
    from outtrack.snapshot import Snapshot

SMART: Final = ("specific", "measurable", "achievable", "relevant", "time-bound")
LADDER: Final = ("in business terms", "achievable", "quantified", "tracked", "demonstrated")
QUANTIFIED: Final = 3
"""The step of the ladder from which on an outcome is quantified."""
LEVERS: Final = ("people", "process", "technology")
FEWEST_WORDS: Final = 4
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

    label: str
    """`outcome`, `output` or `unclear`."""
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
    answers: tuple[Perceived, ...] = ()
    """What those for whom a service is run say of it; nothing for outcomes of another type."""

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
        """What to do next; empty for nothing.

        First what it is, then the number with its target, the due date and the owner, since nobody can argue for a
        target that isn't there; then what the ladder lacks, SMART, the levers, and the questions about a service.
        """
        specific, *others, bound = self.smart
        terms, arguable, quantified, *shown = self.ladder
        in_turn = (terms, quantified, bound, specific, arguable, *shown, *others)
        lacking = [one.lacks for one in in_turn if one.passes is False]
        return next(iter(lacking), "") or self.missing_levers or unasked(self.answers)

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
    parts = [part.outcome for _, part in standings.contributors(one.outcome.ref)]
    kinds = [indicator(one.outcome, kr.key_result) for kr in one.key_results] + [indicator(part) for part in parts]
    return Ready(
        tuple(_smart(snapshot, standings, one)),
        tuple(_ladder(snapshot, standings, one, works, wording)),
        tuple(lever for lever in LEVERS if any(lever in work.levers for work in works)),
        len(works),
        kinds.count("leading"),
        kinds.count("lagging"),
        perceived(standings, one),
    )


def _smart(snapshot: Snapshot, standings: Standings, one: OutcomeStanding) -> Iterator[Answer]:
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
    yield _achievable(standings, one)
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


def _achievable(standings: Standings, one: OutcomeStanding) -> Answer:
    """Return whether the history of a number makes the target neither unheard of nor a matter of course."""
    known = [(kr, earlier(standings, one.outcome, kr)) for kr in one.key_results]
    told = [(kr, chance) for kr, values in known if (chance := chance_at_start(kr, values)) is not None]
    if not told:
        return Answer(None, _without_history(known))
    for kr, chance in told:
        name = kr.key_result.name
        if chance < NO_PRECEDENT:
            lacks = f"no precedent for the target of `{name}`: lower it, or say in `achievable` what is new"
            return Answer(passes=False, lacks=lacks)
        if chance > NO_STRETCH:
            return Answer(passes=False, lacks=f"no stretch in the target of `{name}`: raise it")
    return Answer(passes=True)


def _without_history(known: list[tuple[KeyResultStanding, dict[date, float]]]) -> str:
    """Return how many earlier values there are, and how more get there."""
    usual = [(kr, values) for kr, values in known if kr.shape == "change"]
    if not usual:
        return "no key result goes from a baseline to a target"
    kr, values = max(usual, key=lambda one: len(one[1]))
    if len(values) >= HISTORY:
        return f"`{kr.key_result.name}` has {len(values)} values from before the start, but no way to go in a period"
    count = f"{len(values)} of the {HISTORY} values from before the start that it takes"
    name = (kr.key_result.metric or "").removeprefix("metric:")
    if name:
        return f"{count}: `outtrack checkin {name} VALUE --date DAY` adds one"
    return f"{count}: they are readings of a metric, `outtrack set {kr.id} metric=ID`"


def _ladder(
    snapshot: Snapshot, standings: Standings, one: OutcomeStanding, works: list[Any], wording: Wording
) -> Iterator[Answer]:
    outcome = one.outcome
    lacking = [
        text
        for text, is_missing in (
            ("say what changes, not what is delivered", wording.label == "output"),
            ("say who does what differently: the title is unclear", wording.label == "unclear"),
            ("say for `who`", outcome.who is None),
            (f"say it without {', '.join(wording.jargon)}", bool(wording.jargon)),
        )
        if is_missing
    ]
    yield Answer(not lacking, ", ".join(lacking))
    note = outcome.achievable
    confirmed = note and note.note and note.date and note.date <= snapshot.as_of
    tests = [ref for ref in way_down(snapshot, outcome.ref) if ref.startswith("experiment:")]
    lacking = [] if confirmed else ["a dated note why it is `achievable`"]
    lacking += [] if works or tests else ["work or an experiment for it"]
    yield Answer(not lacking, f"needs {', and '.join(lacking)}" if lacking else "")
    yield _measurable(snapshot, one)
    since = min(filter(None, (finished_on(work, snapshot.as_of) for work in works)), default=None)
    undone = _undone(works, snapshot.as_of)
    yield _tracked(one, since, undone)
    yield _demonstrated(snapshot, standings, one, since, undone)


def _undone(works: list[Any], as_of: date) -> str:
    """Return what is to be done where there is no day on which work was done: the work, or writing down the day."""
    if any(lifecycle(work, as_of) == "done" for work in works):
        return "say when work for it was done: `shipped`"
    return "finish a first piece of work for it: none is done yet"


def _tracked(one: OutcomeStanding, since: date | None, undone: str) -> Answer:
    days = [entry.date for kr in one.key_results for entry in kr.series.values if entry.value is not None]
    if len(days) < TWICE:
        return Answer(passes=False, lacks="check in: there are fewer than two values")
    if any(kr.status == "stale" for kr in one.key_results):
        return Answer(passes=False, lacks="check in: a key result is stale")
    if since is None:
        return Answer(passes=False, lacks=undone)
    has_after = any(day >= since for day in days)
    return Answer(has_after, "" if has_after else f"check in: no value since work was done on {since}")


def _demonstrated(
    snapshot: Snapshot, standings: Standings, one: OutcomeStanding, since: date | None, undone: str
) -> Answer:
    if since is None:
        return Answer(passes=False, lacks=undone)
    then = type(standings)(replace(snapshot, as_of=since)).of(one.outcome.ref)
    before, now = then.rollup.progress if then else None, one.rollup.progress
    if now is None or now <= (before or 0):
        return Answer(passes=False, lacks=f"ask why there is no progress since work was done on {since}")
    has_evidence = any(_has_evidence(snapshot, one, kr, since) for kr in one.key_results)
    return Answer(has_evidence, "" if has_evidence else "link the `evidence` at a check-in")


def _has_evidence(snapshot: Snapshot, outcome: OutcomeStanding, one: KeyResultStanding, since: date) -> bool:
    """Return whether a value since a day has something that shows it: a page, an insight, where a reading was read."""
    own = outcome.outcome.key_results
    stated = own[one.index].checkins if one.index < len(own) else ()
    metric = snapshot.metric(one.key_result.metric)
    refs = [one.id, *([metric.ref] if metric else [])]
    loose = [found for ref in refs for found, _ in snapshot.loose_checkins.get(ref, ())]
    shown = [(entry.date, entry.evidence) for entry in (*stated, *loose)]
    shown += [(reading.date, reading.source) for reading in (metric.readings if metric else ())]
    return any(source and since <= day <= snapshot.as_of for day, source in shown)
