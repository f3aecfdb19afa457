"""The rule `opportunity-without-evidence`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outtrack.diagnostic import Severity
from outtrack.model.base import Relation
from outtrack.rules.base import rule
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts

LEFT_ALONE = ("inbox", "not_now", "solved", "dropped")
SINGLE = 1
BROAD = ("survey", "analytics", "research")
"""The sources that are more than one person's word."""


@rule(severity=Severity.WARNING)
def opportunity_without_evidence(facts: Facts) -> Iterator[Diagnostic]:
    """An insight shows that somebody has this need.

    One about a smaller opportunity below it counts. Where all rests on the word of a single customer, that is
    mentioned (info). What is in the inbox, put aside, solved or dropped is not asked, nor what is for an outcome that
    is not active.

    ## Why
    A need that nobody was heard to have is an idea of the team's. It may be right; a few talks will tell.

    ## Before
    ```yaml
    # opportunities/too-bright.yaml
    title: The page is so bright that it wakes my partner
    outcome: evening-use
    status: later
    owner: maria
    ```

    ## After
    ```yaml
    # opportunities/too-bright.yaml
    title: The page is so bright that it wakes my partner
    outcome: evening-use
    status: later
    owner: maria
    ```

    ```yaml
    # insights/partner-complains.yaml
    title: Four of seven stop reading because the light wakes somebody
    about: [too-bright]
    source: research
    date: 2026-10-08
    ```
    """
    sources = _sources(facts)
    for opportunity in facts.all("opportunity"):
        ref = opportunity.ref
        if facts.status(opportunity) in LEFT_ALONE or facts.gaps.is_unsure(ref) or not facts.is_pursued(ref):
            continue
        found = sources.get(ref, set())
        hint = f"add `about: [{opportunity.id}]` to an insight that shows it, or ask some of those who should have it"
        if not found:
            yield opportunity.diagnose("title", "no insight shows that somebody has this need", hint)
        elif len(found) == SINGLE:
            single = opportunity.diagnose("title", f"rests on a single case: {shown(min(found))}", hint)
            yield replace(single, severity=Severity.INFO)


def _sources(facts: Facts) -> dict[str, set[str]]:
    """Return who speaks for each opportunity, or for one below it: as many as two, for no rule asks for more."""
    found: dict[str, set[str]] = {}
    for insight in facts.all("insight"):
        if insight.date and insight.date > facts.as_of:
            continue
        names = _names(insight)
        todo = [ref for ref in facts.graph.up(insight.ref) if ref.startswith("opportunity:")]
        for ref in todo:  # grows while it is walked
            known = found.setdefault(ref, set())
            if len(known) <= SINGLE and not names <= known:
                known |= names
                edges = facts.graph.outgoing.get(ref, ())
                todo += [edge.target for edge in edges if edge.relation is Relation.PART_OF]
    return found


def _names(insight: Any) -> set[str]:
    name = insight.customer or insight.id
    return {name, f"others in {name}"} if insight.source in BROAD else {name}
