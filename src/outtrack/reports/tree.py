"""How things hang together, from the top down: walks of the one graph."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outtrack.model import KINDS
from outtrack.reports.branches import DEEPEST, Walk
from outtrack.reports.data import key_result_data
from outtrack.reports.elsewhere import elsewhere
from outtrack.reports.ost import OstWalk
from outtrack.reports.texts import now_and_target, now_text, progress_cell
from outtrack.shapes import Branch, Cell, Tree, status_cell

if TYPE_CHECKING:
    from outtrack.compute.standing import Standings
    from outtrack.snapshot import Snapshot

VIEWS = {
    "alignment": ("vision", "strategy", "outcome", "output"),
    "ost": ("outcome", "opportunity", "solution", "experiment"),
    "team": ("outcome", "output"),
    "vmgs": ("vision", "strategy", "outcome", "solution"),
}
"""The kinds that each view shows; links through a kind that it doesn't show are drawn as if it were not there."""
TITLES = {"ost": "opportunity solution tree"}
"""What stands above a view, where not its name."""
NOTHING = {
    "alignment": "this view shows nothing yet: write an outcome, or look at `outtrack tree --view ost`",
    "ost": "no outcome has an opportunity, solution or experiment yet: write one that names it, "
    "or look at `outtrack tree`",
    "team": "this view shows nothing yet: write an outcome, or look at `outtrack tree --view ost`",
    "vmgs": "no vision is written down yet: `outtrack new vision TITLE` begins one",
}
"""What to do where a view is empty although nothing was filtered."""


def tree(  # noqa: PLR0913, PLR0917 - what a tree may be asked for
    snapshot: Snapshot, standings: Standings, view: str, start: str | None = None,
    chosen: set[str] | None = None, depth: int | None = None,
) -> Tree:  # fmt: skip
    """Return one of VIEWS, of everything or below one entity: what is `chosen`, and what leads to it from above.

    Without a root where the view shows nothing of what is chosen.
    """
    if view == "vmgs":
        from outtrack.reports.vmgs_tree import vmgs_tree

        return vmgs_tree(snapshot, standings, start, chosen, DEEPEST if depth is None else min(depth, DEEPEST))
    walk = (OstWalk if view == "ost" else Walk)(snapshot, standings, VIEWS[view], depth, chosen)
    if start is not None and start.partition(":")[0] not in walk.kinds:
        walk.kinds = _kinds_from(view, start.partition(":")[0])
    if start is not None:
        roots = [walk.branch(start)] if start in walk.kept else []
    elif view == "team":
        roots = _teams(walk)
    else:
        first = "outcome:" if view == "ost" else ("vision:", "strategy:", "outcome:")
        tops = walk.roots()
        linked = [ref for ref in tops if ref.startswith(first) and (view != "ost" or walk.below(ref))]
        roots = [walk.branch(ref) for ref in linked]
        roots += _loose(walk, [ref for ref in tops if not ref.startswith(first)])
    name = snapshot.config.name or snapshot.workspace.root.name
    title = f"{name}: {TITLES.get(view, view)}"
    notes = () if chosen is not None or snapshot.is_empty else _notes(walk, view, start, has_roots=bool(roots))
    return Tree(report="tree", as_of=snapshot.as_of, title=title, roots=tuple(roots), notes=notes)


def _kinds_from(view: str, kind: str) -> tuple[str, ...]:
    """Return the kinds that a view shows below an entity of a kind that is not its own.

    The opportunity solution tree stays what it is: what was said is counted in it, wherever it begins.
    """
    shown = {"vision", "strategy", kind, *VIEWS[view]} if view == "ost" else KINDS
    return tuple(one for one in KINDS if one in shown)


def _notes(walk: Walk, view: str, start: str | None, *, has_roots: bool) -> tuple[str, ...]:
    """Return what to do where a view, or what stands below its start, is empty."""
    if not has_roots:
        return (NOTHING[view],)
    if view == "ost" and start and start.startswith("outcome:") and not walk.below(start):
        name = start.partition(":")[2]
        return (f"nothing hangs below it yet: `outtrack new opportunity TITLE --outcome {name}`",)
    return ()


def views_with(snapshot: Snapshot, standings: Standings, start: str | None, chosen: set[str]) -> list[str]:
    """Return the views that show something of what is chosen."""
    return [view for view in VIEWS if tree(snapshot, standings, view, start, chosen, 0).roots]


def _loose(walk: Walk, refs: list[str]) -> list[Branch]:
    """Return more roots: for what hangs on nothing that is here, is linked elsewhere, or goes round in a circle."""
    found: dict[str, list[Branch]] = {"linked elsewhere": [], "linked in a circle": [], "linked to nothing": []}
    for ref in refs:
        branch = walk.branch(ref, 1)
        if links := elsewhere(walk.snapshot, ref):
            cells = (*branch.cells, *(Cell(f"({one})", "dim") for one in links))
            found["linked elsewhere"].append(replace(branch, cells=cells))
        elif walk.parents(ref):
            found["linked in a circle"].append(branch)
        else:
            found["linked to nothing"].append(branch)
    return [
        Branch((Cell(title, "strong"),), {"kind": None, "id": None, "title": title}, tuple(children))
        for title, children in found.items()
        if children
    ]


def _teams(walk: Walk) -> list[Branch]:
    """Return a root for each team, with its outcomes, their key results, and its work."""
    teams: dict[str, list[Any]] = {}
    for kind in walk.kinds:
        for entity in walk.snapshot.all(kind):
            teams.setdefault(entity.team or "", []).append(entity)
    roots = []
    for team in sorted(teams, key=lambda name: (not name, name)):
        own = [entity for entity in teams[team] if entity.kind == "outcome"]
        work = [entity for entity in teams[team] if entity.kind == "output" and walk.is_chosen(entity.ref)]
        outcomes = [(entity, _team_outcome(walk, entity, work)) for entity in own]
        children = [line for entity, line in outcomes if line.children or walk.is_chosen(entity.ref)]
        placed = {ref for entity in own for ref in _work_for(walk, entity.ref, work)}
        children += [walk.line(entity) for entity in work if entity.ref not in placed]
        label = team or "no team"
        if children:
            data = {"kind": "team", "id": None, "title": label}
            roots.append(Branch((Cell(label, "strong"),), data, tuple(children)))
    return roots


def _work_for(walk: Walk, ref: str, work: list[Any]) -> list[str]:
    return [entity.ref for entity in work if ref in walk.snapshot.graph.above(entity.ref)]


def _team_outcome(walk: Walk, entity: Any, work: list[Any]) -> Branch:
    line = walk.line(entity)
    standing = walk.standings.outcome(entity)
    children = []
    for one in standing.key_results:
        if not walk.is_chosen(f"key_result:{one.id}"):
            continue
        cells = (
            Cell("key result", "dim"),
            Cell(one.key_result.title),
            status_cell(one.status),
            progress_cell(one.progress.shown, now_text(one)),
            Cell(now_and_target(one), "dim"),
        )
        children.append(Branch(cells, key_result_data(standing, one)))
    children += [walk.line(walk.snapshot.get(ref)) for ref in _work_for(walk, entity.ref, work)]
    return Branch(line.cells, line.data, tuple(children))
