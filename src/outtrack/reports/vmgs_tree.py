"""The way down from a vision as branches: goals, the strategies that lead to them, their sub-goals, what is tried."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Final

from outtrack.compute.chain import NOT_DOING, Chain
from outtrack.compute.stages import STAGES, Stages
from outtrack.compute.tally import NOBODY, tallies
from outtrack.compute.terms import lifecycle
from outtrack.frozen import dataclass
from outtrack.reports.lines import entity_cells, entity_data
from outtrack.reports.vmgs_lines import outcome_line, strategy_line, tactic_line, word_line
from outtrack.shapes import Branch, Cell, Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from outtrack.compute.standing import Standings
    from outtrack.snapshot import Snapshot

DEEPEST: Final = 40
"""So many outcomes, or visions, hang below each other at most; a longer chain goes on as a tree of its own."""
IDEAS: Final = frozenset(("inbox", "idea"))
_HOW_FAR: Final = STAGES[::-1]
NO_VISION: Final = "no vision is written down yet: `outtrack new vision TITLE` begins one"


@dataclass
class Growth:
    """Grows the branches; each entity is opened once, where it is met first."""

    snapshot: Snapshot
    standings: Standings
    is_whole: bool = True
    """Whether what is not pursued is there as well, in grey, and each idea; a one-pager leaves both out."""
    seen: dict[str, None] = field(default_factory=dict)
    """What was opened already, in that order."""
    level: int = 0
    """How many outcomes, or visions, lie above what is grown now."""

    def __post_init__(self) -> None:
        """Prepare the walks."""
        self.chain, self.stages = Chain(self.snapshot), Stages(self.snapshot, self.standings)
        self.heard = tallies(self.snapshot)

    def vision(self, ref: str) -> Branch:
        """Return the branch of a vision: its goals, then the visions that specialise it."""
        entity = self.snapshot.get(ref)
        cells = entity_cells(entity, self.snapshot, self.standings)
        data = entity_data(entity, self.snapshot, self.standings) | {"role": "vision"}
        if ref in self.seen:
            return _again(Branch(cells, data))
        if self.level >= DEEPEST:
            return Branch(cells, data)
        self.seen[ref] = None
        goals = self.goals(ref)
        self.level += 1
        parts = [self.vision(part) for part in self.chain.parts(ref)]
        self.level -= 1
        return Branch((cells[0], cells[1]._replace(tone="strong"), *cells[2:]), data, (*goals, *parts))

    def goals(self, vision: str) -> list[Branch]:
        """Return the branches of a vision's goals, the north star first."""
        star = self.chain.north_star(vision)
        refs = self.chain.goals(vision)
        ordered = sorted(refs, key=lambda ref: ref != star)
        return [self.outcome(ref, "north_star" if ref == star else "goal") for ref in ordered]

    def outcome(self, ref: str, role: str) -> Branch:
        """Return the branch of a goal or sub-goal: its word, the strategies for it, what is tried for it."""
        standing = self.standings.outcome(self.snapshot.get(ref))
        line = outcome_line(standing, role, self.heard.get(ref, NOBODY), self.snapshot, self.standings)
        if ref in self.seen:
            return _again(line)
        if self.level >= DEEPEST:  # it is opened elsewhere
            return line
        self.level += 1
        self.seen[ref] = None
        children = [word_line(standing, self.snapshot.as_of)] if standing.lifecycle == "active" else []
        children += self.strategies(self.chain.strategies(ref))
        children += [self.outcome(one, "outcome") for one in self.chain.contributing(ref) if self.is_shown(one)]
        self.level -= 1
        branch = replace(line, children=(*children, *self.tactics(ref)))
        return _greyed(branch) if standing.lifecycle in NOT_DOING | {"draft"} else branch

    def strategies(self, refs: Iterable[str]) -> list[Branch]:
        """Return the branches of strategies: those that are pursued first."""
        known = [ref for ref in refs if self.is_shown(ref)]
        ordered = sorted(known, key=lambda ref: (self._status(ref) != "active", ref))
        return [self.strategy(ref) for ref in ordered]

    def strategy(self, ref: str) -> Branch:
        """Return the branch of a strategy: its sub-goals, and what is tried for it."""
        line = strategy_line(self.snapshot.get(ref), self.snapshot, self.standings)
        if ref in self.seen:
            return _again(line)
        self.seen[ref] = None
        children = [self.outcome(one, "sub_goal") for one in self.chain.sub_goals(ref) if self.is_shown(one)]
        branch = replace(line, children=(*children, *self.tactics(ref)))
        return _greyed(branch) if self._status(ref) in NOT_DOING else branch

    def tactics(self, ref: str) -> Iterator[Branch]:
        """Yield the solutions for an outcome or strategy; without any, the work that goes straight to it."""
        found = self.chain.tactics(ref) or self.chain.work(ref)
        fresh = sorted((one for one in found if one not in self.seen), key=self._order)
        self.seen.update(dict.fromkeys(fresh))
        ideas = shown = 0
        for one in fresh:
            branch = self.tactic(one)
            stage = branch.data["stage"]
            if self.is_whole or stage not in NOT_DOING | IDEAS:
                shown += 1
                yield branch
            ideas += stage in IDEAS
        if ideas and not self.is_whole:
            text = f"{ideas} {'more ' if shown else ''}{'idea' if ideas == 1 else 'ideas'}"
            yield Branch((Cell(text, "dim"),), {"kind": None, "id": None, "title": text, "ideas": ideas})

    def tactic(self, ref: str) -> Branch:
        """Return the line of a solution, or of work."""
        return tactic_line(self.snapshot.get(ref), self.snapshot, self.standings, self.stages)

    def _order(self, ref: str) -> tuple[int, bool, float, str]:
        """Return what sorts solutions and work: the farthest on their way first, then by rank."""
        entity = self.snapshot.get(ref)
        stage = self.stages.of(entity) if entity.kind == "solution" else ""
        how_far = _HOW_FAR.index(stage) if stage in _HOW_FAR else len(_HOW_FAR)
        return how_far, entity.rank is None, entity.rank or 0, entity.id

    def _status(self, ref: str) -> str:
        return lifecycle(self.snapshot.get(ref), self.snapshot.as_of)

    def is_shown(self, ref: str) -> bool:
        """Return whether a strategy or an outcome is shown at all."""
        return self.is_whole or self._status(ref) not in NOT_DOING | {"draft", "done"}


def loose(growth: Growth) -> list[Branch]:
    """Return the branches of what hangs on no vision: goals that none names, and strategies without a goal.

    As long as there is no vision, business outcomes are goals, too. In the whole tree also what is left of outcomes and
    solutions, so that nothing is lost.
    """
    snapshot, chain = growth.snapshot, growth.chain
    goals: dict[str, None] = {}
    if not snapshot.all("vision"):
        goals = {ref: None for ref in _left(growth, "outcome") if snapshot.get(ref).type == "business"}
    without = []
    for ref in _left(growth, "strategy"):
        above = [one for one in snapshot.graph.up(ref) if one.startswith("outcome:") and snapshot.get(one)]
        goals.update(dict.fromkeys(one for one in above if one not in chain.named))
        without += [] if above else [ref]
    found = [growth.outcome(ref, "goal") for ref in goals if ref not in growth.seen]
    found += growth.strategies(ref for ref in without if ref not in growth.seen)
    if growth.is_whole:
        left = dict.fromkeys(_left(growth, "outcome"))
        tops = [ref for ref in left if not any(one in left for one in snapshot.graph.up(ref))]
        found += [growth.outcome(ref, "outcome") for ref in (*tops, *left) if ref not in growth.seen]
        found += [growth.tactic(ref) for ref in _left(growth, "solution")]
    return found


def _left(growth: Growth, kind: str) -> Iterator[str]:
    """Yield the refs of what is to be shown of a kind and was not yet."""
    for one in growth.snapshot.all(kind):
        if one.ref not in growth.seen and growth.is_shown(one.ref):
            yield one.ref


def said(chain: Chain) -> tuple[str, ...]:
    """Return what to say beside the visions: that there is none, or that some are part of themselves."""
    if not chain.snapshot.all("vision"):
        return () if chain.snapshot.is_empty else (NO_VISION,)
    if names := ", ".join(f"`{ref.partition(':')[2]}`" for ref in chain.circles()):
        return (f"{names}: a vision can't be part of itself; `outtrack check` shows which `parent:` to take away",)
    return ()


def vmgs_tree(snapshot: Snapshot, standings: Standings, start: str | None, chosen: set[str] | None, depth: int) -> Tree:
    """Return the whole way down from every vision, or from one entity, with what is not pursued in grey.

    Of it, as far as `depth`, what is `chosen`, and what leads to that from above.
    """
    growth = Growth(snapshot, standings)
    notes: tuple[str, ...] = ()
    if start is None:
        tops = [growth.vision(ref) for ref in growth.chain.tops()]
        roots = [*tops, *(growth.vision(one.ref) for one in snapshot.all("vision") if one.ref not in growth.seen)]
        if rest := loose(growth):
            title = "under no vision"
            roots.append(Branch((Cell(title, "strong"),), {"kind": None, "id": None, "title": title}, tuple(rest)))
        notes = said(growth.chain)
    else:
        roots = [_start(growth, start)]
    kept = [found for root in roots if (found := pruned(root, chosen))]
    roots = [to_depth(root, depth) for root in kept]
    name = snapshot.config.name or snapshot.workspace.root.name
    return Tree(report="tree", as_of=snapshot.as_of, title=f"{name}: vmgs", roots=tuple(roots), notes=notes)


def _start(growth: Growth, ref: str) -> Branch:
    kind = ref.partition(":")[0]
    if kind == "vision":
        return growth.vision(ref)
    if kind == "strategy":
        return growth.strategy(ref)
    if kind in {"solution", "output"}:
        return growth.tactic(ref)
    if kind != "outcome":
        line = entity_cells(growth.snapshot.get(ref), growth.snapshot, growth.standings)
        data = entity_data(growth.snapshot.get(ref), growth.snapshot, growth.standings)
        return Branch(line, data, tuple(growth.tactics(ref)))
    return growth.outcome(ref, "goal" if ref in growth.chain.named else "outcome")


def pruned(branch: Branch, chosen: set[str] | None) -> Branch | None:
    """Return a branch with what is chosen and what leads to it, that dimmed; None where nothing of it is chosen."""
    if chosen is None:
        return branch
    is_chosen = branch.data["id"] in chosen
    below = [found for child in branch.children if (found := pruned(child, chosen))]
    if not is_chosen and not below:
        return None
    if is_chosen:
        words = [child for child in branch.children if child.data["kind"] == "update"]
        return replace(branch, children=(*words, *below))
    dimmed = tuple(cell._replace(tone="dim") for cell in branch.cells)
    return Branch(dimmed, branch.data | {"on_the_way": True}, tuple(below))


def to_depth(branch: Branch, depth: int) -> Branch:
    """Return a branch without what hangs deeper than so many levels below it."""
    if depth > 0:
        return replace(branch, children=tuple(to_depth(child, depth - 1) for child in branch.children))
    count = sum(child.data["kind"] != "update" for child in branch.children)
    cells = (*branch.cells, Cell(f"(+{count} below)", "dim")) if count else branch.cells
    return Branch(cells, branch.data | {"hidden_below": count})


def _again(line: Branch) -> Branch:
    """Return a line that was opened further up."""
    return Branch((*line.cells, Cell("(shown above)", "dim")), line.data | {"shown_above": True})


def _greyed(branch: Branch) -> Branch:
    """Return a branch in grey, with all below it."""
    cells = tuple(cell._replace(tone="dim") for cell in branch.cells)
    return Branch(cells, branch.data, tuple(_greyed(child) for child in branch.children))
