"""The rule `tree-shape`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outtrack.diagnostic import Severity, did_you_mean
from outtrack.model.base import Relation
from outtrack.rules.base import rule
from outtrack.rules.saying import listed
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts

AT_REST = ("inbox", "not_now", "solved", "dropped")
IN_PLAY = ("idea", "exploring", "chosen")
WAITING = ("identified", "next")


@rule(severity=Severity.WARNING)
def tree_shape(facts: Facts) -> Iterator[Diagnostic]:
    """Opportunities, solutions and experiments form a tree in which alternatives can be compared.

    - An opportunity hangs on one thing, an outcome or a larger opportunity, so that one outcome is at the root.
    - One that is divided has at least two parts: an only child has nothing to be compared with.
    - At most one opportunity per outcome is the target (`status: now`), and it is not divided any further. Where
      some are open and none is the target, that is mentioned (info).
    - A solution hangs on one opportunity that is not divided any further; or on an outcome or strategy, as a tactic.
    - Where a solution is chosen, another one for the same opportunity was tested, too.
    - An experiment on a solution tests an assumption of it by its id: that none is named is mentioned (info).

    What is in the inbox, parked, solved or dropped, or for an outcome that is not active, is left alone. That links
    lead round in a circle, or that something hangs on nothing, is held by `link-cycle` and `orphan`.

    ## Why
    Choosing well means to compare like with like: the needs below one outcome, the ideas for one need. In a tangle
    everything seems to help everything, and the loudest idea wins. After Teresa Torres' opportunity solution trees.

    ## Before
    ```yaml
    # solutions/dark-mode.yaml
    title: Show white letters on black after sunset
    serves: [too-bright, tired-eyes]
    owner: maria
    ```

    ```yaml
    # opportunities/too-bright.yaml
    title: The page is so bright that it wakes my partner
    outcome: evening-use
    status: later
    owner: maria
    ```

    ```yaml
    # opportunities/tired-eyes.yaml
    title: After an hour my eyes burn
    outcome: evening-use
    status: later
    owner: maria
    ```

    ```yaml
    # insights/evening-readers.yaml
    title: What seven evening readers told us about light and eyes
    about: [too-bright, tired-eyes]
    source: research
    date: 2026-10-08
    ```

    ## After
    ```yaml
    # solutions/dark-mode.yaml
    title: Show white letters on black after sunset
    serves: [too-bright]
    owner: maria
    ```

    ```yaml
    # opportunities/too-bright.yaml
    title: The page is so bright that it wakes my partner
    outcome: evening-use
    status: later
    owner: maria
    ```

    ```yaml
    # opportunities/tired-eyes.yaml
    title: After an hour my eyes burn
    outcome: evening-use
    status: later
    owner: maria
    ```

    ```yaml
    # insights/evening-readers.yaml
    title: What seven evening readers told us about light and eyes
    about: [too-bright, tired-eyes]
    source: research
    date: 2026-10-08
    ```
    """
    yield from _opportunities(facts)
    yield from _targets(facts)
    yield from _solutions(facts)
    yield from _experiments(facts)


def _opportunities(facts: Facts) -> Iterator[Diagnostic]:
    """Yield what is wrong with where opportunities hang: on two things, or alone below a larger one."""
    for one in facts.all("opportunity"):
        if not facts.is_pursued(one.ref):
            continue
        above = {edge.relation: edge.target for edge in facts.graph.outgoing.get(one.ref, ())}
        parent, outcome = above.get(Relation.PART_OF), above.get(Relation.SERVES)
        if parent and outcome and facts.status(one) not in AT_REST:
            roots = facts.aims.own(parent)
            larger, root = _ids([parent]), _ids([outcome])
            message = (
                f"hangs on `{root}` twice: on its own, and through `{larger}`"
                if outcome in roots
                else f"hangs on two things: the outcome `{root}` and the opportunity `{larger}`"
            )
            yield one.diagnose("outcome", message, "delete `outcome:` or `parent:`")
        parts = facts.below(one.ref, "opportunity", Relation.PART_OF)
        if len(parts) == 1 and facts.status(parts[0]) not in AT_REST and not facts.gaps.is_unsure(one.ref):
            message = f"the only part of `{one.id}`: there is nothing to compare it with"
            hint = f"add another opportunity with `parent: {one.id}`, or make one of the two"
            yield parts[0].diagnose("parent", message, hint)


def _targets(facts: Facts) -> Iterator[Diagnostic]:
    """Yield outcomes with several target opportunities, or with none, and targets that are divided."""
    targets: dict[str, list[Any]] = {}
    waiting: dict[str, list[Any]] = {}
    divided: set[str] = set()
    for one in facts.all("opportunity"):
        roots = facts.aims.own(one.ref)
        if one.status == "now" and one.ref in facts.parts:
            parts = [part.id for part in facts.parts[one.ref]]
            message = f"the target opportunity is divided: {listed(parts)}"
            yield one.diagnose("status", message, "make one of its parts the target: `status: now` there")
            divided.update(roots)
        elif one.status == "now" or (one.status in WAITING and one.ref not in facts.parts):
            for root in roots:
                (targets if one.status == "now" else waiting).setdefault(root, []).append(one)
    active = {one.outcome.ref for one in facts.active}
    for root, found in targets.items():
        if root in active and len(found) > 1:
            *others, last = sorted(found, key=_by_rank)
            message = f"{len(found)} target opportunities for `{_ids([root])}`: {listed([one.id for one in found])}"
            also = tuple((facts.snapshot.place(one.ref, ("status",)), None) for one in others)
            several = last.diagnose("status", message, "let one have `status: now`, the others `next`")
            yield replace(several, also=also)
    for root, found in waiting.items():
        if root in active and root not in targets and root not in divided:
            first = min(found, key=_by_rank)
            message = f"no opportunity for `{_ids([root])}` is the target; open: {listed([one.id for one in found])}"
            none = first.diagnose("status", message, "write `status: now` at the one that is worked on")
            yield replace(none, severity=Severity.INFO)


def _solutions(facts: Facts) -> Iterator[Diagnostic]:
    """Yield solutions that hang on several opportunities or a divided one, and choices without a comparison."""
    ideas: dict[str, list[Any]] = {}
    for one in facts.all("solution"):
        if one.status not in IN_PLAY or not facts.is_pursued(one.ref):
            continue
        leaves = []
        for edge in facts.graph.outgoing.get(one.ref, ()):
            opportunity = facts.snapshot.get(edge.target)
            if opportunity is None or opportunity.kind != "opportunity" or facts.status(opportunity) in AT_REST:
                continue
            ideas.setdefault(edge.target, []).append(one)
            if parts := facts.parts.get(edge.target):
                message = f"`{opportunity.id}` is divided: {listed([part.id for part in parts])}"
                yield one.diagnose(edge.keys, message, "let the solution serve one of its parts")
            else:
                leaves.append(opportunity.id)
        if len(leaves) > 1:
            message = f"serves {len(leaves)} opportunities: {listed(leaves)}"
            yield one.diagnose("serves", message, "keep the one that it is for, or make a solution for each")
    for ref, found in ideas.items():
        tested = [one for one in found if one.ref in facts.tested]
        others = [one for one in found if one not in tested]
        is_unsure = any(facts.gaps.is_unsure(one.ref) for one in others)
        if others and len(tested) == 1 and tested[0].status == "chosen" and not is_unsure:
            message = (
                f"chosen for `{_ids([ref])}`, and no other solution was tested: {listed([one.id for one in others])}"
            )
            hint = "compare and contrast: test one of the others, too, or drop those that are out"
            yield tested[0].diagnose("status", message, hint)


def _experiments(facts: Facts) -> Iterator[Diagnostic]:
    """Yield experiments on a solution that name none of its assumptions, or one that it has not."""
    for one in facts.all("experiment"):
        refs = [ref for ref in facts.graph.up(one.ref) if ref.startswith("solution:")]
        solutions = [facts.snapshot.get(ref) for ref in refs]
        if not solutions or None in solutions:
            continue
        assumptions = [assumption for solution in solutions for assumption in solution.assumptions]
        names = [assumption.id for assumption in assumptions if assumption.id]
        these = f"the assumptions of `{_ids(refs)}`"
        known = f"{these} are {listed(names)}" if names else f"write {these} under `assumptions:`, each with an `id`"
        if one.assumption is None:
            message = f"tests `{_ids(refs)}`, but names none of the assumptions behind it"
            found = one.diagnose("tests", message, f"add `assumption: <id>`; {known}")
            yield replace(found, severity=Severity.INFO)
        elif one.assumption not in names and one.assumption not in {assumption.title for assumption in assumptions}:
            message = f"{shown(one.assumption)} is not an assumption of `{_ids(refs)}`"
            yield one.diagnose("assumption", message, did_you_mean(one.assumption, names) or known)


def _by_rank(opportunity: Any) -> tuple[float, str]:
    return (float("inf") if opportunity.rank is None else opportunity.rank, opportunity.id)


def _ids(refs: list[str]) -> str:
    return "`, `".join(ref.partition(":")[2] for ref in refs)
