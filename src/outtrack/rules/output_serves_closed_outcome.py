"""The rule `output-serves-closed-outcome`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from outtrack.diagnostic import Severity
from outtrack.frozen import dataclass
from outtrack.model.base import Relation
from outtrack.rules import unlinked_output
from outtrack.rules.base import Moment, rule
from outtrack.rules.facts import OPEN_WORK
from outtrack.rules.saying import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic, Keys
    from outtrack.rules.facts import Facts


@dataclass(frozen=True, slots=True)
class Options:
    """What `output-serves-closed-outcome` may be told."""

    days: int = 14
    """For how many days after its due date an outcome may wait to be closed before its open work is a finding."""


@rule(severity=Severity.WARNING, moment=Moment.CALENDAR, options=Options)
def output_serves_closed_outcome(facts: Facts, options: Options) -> Iterator[Diagnostic]:
    """Work that is to do or being done serves an outcome that is still open.

    An outcome is closed when it is done or dropped, or when its period has been over for two weeks (until then only
    the rule `overdue` speaks). Work that serves another outcome as well, which is open, is fine; so is a part of
    something larger that is open work itself. An epic that serves nothing but dropped outcomes is an error, see
    `unlinked-output`.

    ## Why
    What the work was for has been achieved, given up, or is over. Either it goes on for something new, or it ends.

    ## Before
    ```yaml
    # outputs/dark-mode.yaml
    title: Dark mode
    status: doing
    outcomes: [evening-use-q3]
    ```

    ```yaml
    # outcomes/evening-use-q3.yaml
    title: More people read in the evening in summer
    status: done
    closed: 2026-10-02
    owner: maria
    due: 2026-Q3
    score: 0.7
    learned: The light of the screen keeps them away
    key_results:
      - id: evening-readers
        title: People who read after eight
        unit: people
        baseline: 800
        target: 1000
        checkins:
          - {date: 2026-09-28, value: 940}
    ```

    ## After
    ```yaml
    # outputs/dark-mode.yaml
    title: Dark mode
    status: doing
    outcomes: [evening-use]
    ```
    """
    asked = unlinked_output.asked(facts, facts.options("unlinked-output", unlinked_output.Options))
    for output in facts.all("output"):
        status = facts.status(output)
        if status not in OPEN_WORK:
            continue
        outcomes = facts.aims.outcomes(output.ref)
        endings = [_ending(facts, ref, options) for ref in outcomes]
        if not endings or not all(endings):
            continue
        is_error = output.ref in asked and all("dropped" in ending for ending in endings)
        if not is_error and (keys := _where(facts, output)):
            yield output.diagnose(keys, f"{status}, but {listed(endings)}", _way_out(facts, outcomes))


def _ending(facts: Facts, ref: str, options: Options) -> str:
    """Return how an outcome ended; nothing where it is open, or where that can't be known."""
    standing = facts.standings.of(ref) if ref else None
    if standing is None:
        return ""
    word, due, name = standing.lifecycle, standing.due, f"`{standing.outcome.id}`"
    if word in {"done", "dropped"}:
        return f"{name} is {word}"
    if word == "draft" or due is None or facts.as_of <= due + timedelta(days=options.days):
        return ""
    return f"the period of {name} was over on {due}"


def _where(facts: Facts, output: Any) -> Keys:
    """Return the place of the link to mend; nothing where that is in what this is a part of."""
    if output.outcomes:
        return ("outcomes", 0)
    if output.solution:
        return ("solution",)
    above = [edge.target for edge in facts.graph.outgoing[output.ref] if edge.relation is Relation.PART_OF]
    return () if any(facts.status(facts.snapshot.get(one)) in OPEN_WORK for one in above) else ("parent",)


def _way_out(facts: Facts, outcomes: list[str]) -> str:
    """Return the hint, with the outcomes that carry the closed ones on."""
    edges = [edge for ref in outcomes for edge in facts.graph.incoming.get(ref, ())]
    following = [edge.source.partition(":")[2] for edge in edges if edge.relation is Relation.CONTINUES]
    carried = f" ({', '.join(f'`{one}`' for one in following)} carries on)" if following else ""
    return f"link it to an open outcome{carried}, or close the work: `status: done`, `parked` or `dropped`"
