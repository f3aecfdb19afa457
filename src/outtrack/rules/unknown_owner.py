"""The rule `unknown-owner`."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from outtrack.diagnostic import Severity, did_you_mean
from outtrack.rules.base import rule
from outtrack.rules.facts import about_key_result
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@rule(severity=Severity.WARNING)
def unknown_owner(facts: Facts) -> Iterator[Diagnostic]:
    """Every active outcome has an owner, and owners and teams are those that `outtrack.yaml` lists.

    Names are compared where it lists any: owners with its `people` and `teams`, teams with its `teams`. Whatever is
    draft, parked, dropped or done may keep the names of its time.

    ## Why
    What nobody answers for is measured by nobody. A name with a slip in it, or of somebody who has left, is nobody.

    ## Before
    ```yaml
    # outcomes/evening-use.yaml
    title: More people read in the evening
    owner: mria
    due: 2026-Q4
    key_results:
      - id: evening-readers
        title: People who read after eight
        unit: people
        baseline: 1000
        target: 2000
        checkins:
          - {date: 2026-11-16, value: 1500}
    ```

    ```yaml
    # outtrack.yaml
    version: 1
    people: [maria, chidi]
    ```

    ## After
    ```yaml
    # outcomes/evening-use.yaml
    title: More people read in the evening
    owner: maria
    due: 2026-Q4
    key_results:
      - id: evening-readers
        title: People who read after eight
        unit: people
        baseline: 1000
        target: 2000
        checkins:
          - {date: 2026-11-16, value: 1500}
    ```

    ```yaml
    # outtrack.yaml
    version: 1
    people: [maria, chidi]
    ```
    """
    teams, people = frozenset(facts.config.teams), facts.config.people
    owners = teams.union(people) if people else frozenset()
    told = cache(partial(_told, {"people": owners, "teams": teams}))
    for entity in facts.snapshot.entities():
        if owners and not owners.issuperset(entity.owner) and _is_asked(facts, entity):
            for index, name in _unknown(entity.owner, owners):
                yield entity.diagnose(("owner", index), *told("people", name))
        if teams and entity.team and entity.team not in teams and _is_asked(facts, entity):
            yield entity.diagnose("team", *told("teams", entity.team))
    for outcome in facts.active:
        if not outcome.outcome.owner:
            yield outcome.outcome.diagnose("title", "nobody owns it", "add `owner: <name>`")
        for one in outcome.key_results if owners else ():
            for index, name in _unknown(one.key_result.owner, owners):
                yield about_key_result(one, ("owner", index), *told("people", name))


def _is_asked(facts: Facts, entity: Any) -> bool:
    status = facts.status(entity)
    return status not in {"draft", "parked", *entity.final} and not getattr(entity, "decision", None)


def _unknown(names: tuple[str, ...], known: frozenset[str]) -> list[tuple[int, str]]:
    return [(index, name) for index, name in enumerate(names) if name not in known]


def _told(known: Mapping[str, frozenset[str]], field: str, name: str) -> tuple[str, str]:
    """Return the message about a name that is not known, and the way out."""
    near = did_you_mean(name, sorted(known[field]))
    return f"{shown(name)} is not among the `{field}` of outtrack.yaml", near or f"add it there: `{field}: [{name}, …]`"
