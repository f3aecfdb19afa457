"""How one entity reads in a line of a tree or list, and what machines get of it: shared by the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.compute.terms import experiment_state, lifecycle
from outtrack.figures import percent, words
from outtrack.reports.texts import outcome_remark
from outtrack.shapes import Cell, Data, status_cell

if TYPE_CHECKING:
    from datetime import date

    from outtrack.compute.standing import Standings
    from outtrack.snapshot import Snapshot

DIMMED = frozenset(("paused", "parked", "dropped", "not_now", "draft"))


def entity_cells(entity: Any, snapshot: Snapshot, standings: Standings, relation: str = "") -> tuple[Cell, ...]:
    """Return the line of an entity: what it is, its title, how it stands, its id."""
    word = lifecycle(entity, snapshot.as_of)
    is_dim = word in DIMMED
    what = f"{relation} {words(entity.kind)}" if relation else words(entity.kind)
    if entity.kind == "output" and entity.type != "epic":
        what = what.replace("output", words(entity.type))
    cells = [Cell(what, "dim"), Cell(entity.title, "dim" if is_dim else "")]
    if entity.kind == "outcome":
        standing = standings.outcome(entity)
        progress = standing.rollup.progress
        cells.append(status_cell(standing.status))
        if progress is not None:
            cells.append(Cell(percent(progress)))
        if remark := outcome_remark(standing):
            cells.append(Cell(f"({remark})", "dim", is_extra=True))
    elif entity.kind == "strategy":
        cells.append(Cell(words(word), "dim" if is_dim else ""))
        progress = standings.strategy(entity).progress
        if progress is not None:
            cells.append(Cell(percent(progress)))
    elif entity.kind == "solution":
        cells.append(Cell(standings.stage(entity), "dim" if is_dim else ""))
    elif entity.kind == "experiment":
        cells.append(Cell(experiment_text(entity, snapshot.as_of)))
    elif word:
        cells.append(Cell(words(word), "dim" if is_dim else ""))
    cells.append(Cell(entity.id, "dim"))
    return tuple(cells)


def experiment_text(experiment: Any, as_of: date) -> str:
    """Return the state of an experiment; where it is decided, with the decision."""
    state = experiment_state(experiment, as_of)
    return f"{state}: {words(experiment.decision)}" if state == "decided" else state


def entity_data(entity: Any, snapshot: Snapshot, standings: Standings) -> Data:
    """Return what machines get of an entity in a tree or list."""
    data: Data = {
        "kind": entity.kind,
        "id": entity.ref,
        "title": entity.title,
        "lifecycle": lifecycle(entity, snapshot.as_of) or None,
        "status": lifecycle(entity, snapshot.as_of) or None,
        "owner": entity.owner,
        "team": entity.team,
    }
    if entity.kind == "outcome":
        standing = standings.outcome(entity)
        data |= {
            "said": standing.said.status if standing.said else None,
            "computed": standing.computed,
            "status": standing.status,
            "progress": standing.rollup.progress,
            "coverage": standing.rollup.coverage,
        }
    elif entity.kind == "strategy":
        total = standings.strategy(entity)
        data |= {"progress": total.progress, "coverage": total.coverage}
    elif entity.kind == "solution":
        data["stage"] = standings.stage(entity)
    elif entity.kind == "experiment":
        data["status"] = experiment_state(entity, snapshot.as_of)
        data["decision"] = entity.decision if data["status"] == "decided" else None
    return data
