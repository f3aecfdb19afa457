"""What finished work was for: the key results that it should have moved, and whether anybody looked at them since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from outtrack.compute.movement import was_measured
from outtrack.compute.terms import finished_on
from outtrack.model.base import Relation
from outtrack.rules.saying import many

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.rules.facts import Facts


class Finished(NamedTuple):
    """A piece of work that was done, on a known day, for key results that are still worked on."""

    output: Any
    day: date
    purpose: list[KeyResultStanding]

    def shipped(self, as_of: date) -> str:
        """Return when it was shipped, in words."""
        return f"shipped {self.day}, {many((as_of - self.day).days, 'day')} ago"

    @property
    def key(self) -> str:
        """The key at which its day stands."""
        return "shipped" if self.output.shipped else "closed"


def finished(facts: Facts) -> Iterator[Finished]:
    """Yield the work that was done and had a purpose of its own.

    What is only part of something larger is judged with that.
    """
    for output in facts.all("output"):
        day = finished_on(output, facts.as_of)
        is_judged = output.outcomes or output.solution or output.expected or not output.parent
        if day and is_judged and (purpose := key_results(facts, output)):
            yield Finished(output, day, purpose)


def key_results(facts: Facts, output: Any) -> list[KeyResultStanding]:
    """Return the key results of active outcomes that an output is for.

    They are those that it expects to move, else those that its solution does, else all of its outcomes.
    """
    graph = facts.graph
    solutions = [ref for ref in graph.up(output.ref) if ref.startswith("solution:")]
    for ref in (output.ref, *solutions):
        edges = [edge for edge in graph.outgoing.get(ref, ()) if edge.relation is Relation.EXPECTS]
        if edges:
            known = [facts.by_key_result.get(edge.target.partition(":")[2]) for edge in edges]
            return [found[1] for found in known if found and found[0].lifecycle == "active"]
    standings = [facts.standings.of(ref) for ref in facts.aims.own(output.ref)]
    active = [one for one in standings if one and one.lifecycle == "active"]
    return [one for outcome in active for one in outcome.key_results]


def is_unmeasured(facts: Facts, work: Finished) -> bool:
    """Return whether a check-in was due since the work was shipped, and no key result that it was for has one.

    One is due a cadence after the shipping, or after the start where that came later.
    """
    as_of = facts.as_of
    if any(was_measured(one, work.day, as_of) or may_have_more(facts, one) for one in work.purpose):
        return False
    return any(
        as_of > one.cadence.after(max(work.day, one.start or work.day))
        for one in work.purpose
        if not _needs_no_checkin(one) and (one.due is None or work.day <= one.due)
    )


def may_have_more(facts: Facts, one: KeyResultStanding) -> bool:
    """Return whether values of a key result may stand in a file that is broken."""
    outcome, metric = one.id.partition("/")[0], one.key_result.metric
    return any(facts.gaps.is_unsure(f":{name}") for name in (outcome, metric) if name)


def _needs_no_checkin(one: KeyResultStanding) -> bool:
    """Return whether nobody types its values: milestones are done or not, customers are counted from insights."""
    return one.shape == "milestones" or one.key_result.counts is not None
