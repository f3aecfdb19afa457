"""The opportunity solution tree: outcomes, opportunities, solutions, what they rest on, and how that was tested."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from outtrack.compute.tally import NOBODY, of_need
from outtrack.compute.terms import EXPERIMENT_STATES, experiment_state, lifecycle
from outtrack.figures import words
from outtrack.frozen import dataclass
from outtrack.reports.branches import Walk, closed
from outtrack.reports.data import tally_data
from outtrack.reports.fields import bare, with_fields
from outtrack.reports.lines import DIMMED
from outtrack.reports.texts import tally_text
from outtrack.shapes import Branch, Cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outtrack.compute.tally import Tally
    from outtrack.shapes import Data

AT_REST = frozenset(("paused", "parked", "dropped", "not_now"))
"""What is not pursued, with all that hangs below it."""
SETTLED = AT_REST | {"solved", "done", "inbox", "draft"}
"""What nobody is asked about: it is over, put aside, or not begun."""


@dataclass
class OstWalk(Walk):
    """A walk that adds the evidence, the expectations and the assumptions."""

    def line(self, entity: Any) -> Branch:
        """Return an entity with what was heard about it, what is expected of it, and why it rests."""
        line = super().line(entity)
        is_need = entity.kind == "opportunity"
        found = of_need(self.snapshot, entity.ref) if is_need else self.standings.tallies.get(entity.ref, NOBODY)
        details = [*self._told(entity, found), *self._several(entity)]
        data = line.data | {"insights": tally_data(found)}
        if entity.kind == "solution":
            data["expected"] = with_fields({}, self.snapshot, entity)["expected"]
        elif entity.kind == "outcome":
            data["type"] = entity.type
        cells = (_label(entity, line.cells[0], lifecycle(entity, self.snapshot.as_of)), *line.cells[1:])
        if not self.is_chosen(entity.ref):
            return Branch(dim(cells), data, details=dim(details))
        return Branch(_with_short_state(cells, entity), data, details=tuple(details))

    def opened(self, line: Branch, ref: str, children: list[str], level: int) -> Branch:
        """Return the line of an entity with what hangs below it; all of it dimmed where it is not pursued."""
        entity = self.snapshot.get(ref)
        if entity.kind == "solution" and self.is_chosen(ref):
            branch = self._with_assumptions(line, entity, children, level)
        else:
            branch = super().opened(line, ref, children, level)
        if entity.kind == "outcome" and not children and self._is_open(entity):
            branch = replace(branch, details=(*branch.details, Cell("no opportunity yet", "dim")))
        return dimmed(branch) if lifecycle(entity, self.snapshot.as_of) in AT_REST else branch

    def _order(self, ref: str) -> tuple[Any, ...]:
        kind, *rest = super()._order(ref)
        return kind, lifecycle(self.snapshot.get(ref), self.snapshot.as_of) in AT_REST, *rest

    def _is_open(self, entity: Any) -> bool:
        return lifecycle(entity, self.snapshot.as_of) not in SETTLED

    def _with_assumptions(self, line: Branch, solution: Any, children: list[str], level: int) -> Branch:
        """Return a solution with its assumptions, each with the experiments that test it, then whatever else is there.

        An experiment names an assumption by its id, or by its title where it has none.
        """
        tests: dict[int, list[str]] = {}
        for ref in dict.fromkeys([*children, *self._tests(solution.ref)]):
            name = getattr(self.snapshot.get(ref), "assumption", None)
            places = (place for place, one in enumerate(solution.assumptions) if name in {one.id, one.title})
            tests.setdefault(next(places, -1) if name else -1, []).append(ref)
        others = [ref for ref in tests.get(-1, []) if ref in children]
        if self.ends_at(level):
            return closed(line, len(solution.assumptions) + len(others))
        assumptions = (
            self._assumption(one, tests.get(place, []), children, level)
            for place, one in enumerate(solution.assumptions)
        )
        return replace(line, children=(*assumptions, *(self.branch(ref, level + 1) for ref in others)))

    def _assumption(self, assumption: Any, tests: list[str], shown: list[str], level: int) -> Branch:
        """Return an assumption with those of the experiments on it that are shown."""
        states = [experiment_state(self.snapshot.get(ref), self.snapshot.as_of) for ref in tests]
        status = max(states, key=EXPERIMENT_STATES.index, default="untested")
        cells = (
            Cell("assumption", "dim"),
            Cell(assumption.title),
            Cell(assumption.type or "", "dim"),
            Cell("" if tests else "untested", "dim"),
            Cell(assumption.id or "", "dim"),
        )
        data: Data = {
            "kind": "assumption",
            "id": None,
            "title": assumption.title,
            "assumption": assumption.id,
            "type": assumption.type,
            "status": status,
        }
        if self.ends_at(level + 1):
            return closed(Branch(cells, data), sum(ref in shown for ref in tests))
        return Branch(cells, data, tuple(self.branch(ref, level + 2) for ref in tests if ref in shown))

    def _told(self, entity: Any, found: Tally) -> list[Cell]:
        """Return what qualifies an entity: what is expected of it, who speaks for it, when it was decided, why not."""
        details: list[Cell] = []
        if entity.kind == "solution":
            texts = ", ".join(self._expectation(one) for one in entity.expected)
            details.append(Cell(texts and f"expects {texts}", "dim"))
            if self.standings.stage(entity) == "chosen" and not self._tests(entity.ref):
                details.append(Cell("chosen untested", "warn"))
        if found.total:
            details.append(Cell(f"insights: {tally_text(found)}", "dim"))
        elif entity.kind == "opportunity" and self._is_open(entity):
            details.append(Cell("no evidence", "warn"))
        if entity.kind == "experiment" and experiment_state(entity, self.snapshot.as_of) == "decided":
            details.append(Cell(words(entity.decision) + (f" on {entity.decided}" if entity.decided else "")))
        word = lifecycle(entity, self.snapshot.as_of)
        if entity.reason and word in AT_REST:
            details.append(Cell(f"{words(word)}: {entity.reason}", "dim"))
        return details

    def _several(self, entity: Any) -> list[Cell]:
        """Return a mark where an opportunity or solution hangs on more than one place of the tree."""
        above = [ref for ref in self.snapshot.graph.up(entity.ref) if ref.startswith(("opportunity:", "outcome:"))]
        is_marked = entity.kind in {"opportunity", "solution"} and len(above) > 1
        names = ", ".join(bare(ref) for ref in above)
        return [Cell(f"hangs on {len(above)} places: {names}", "warn")] if is_marked else []

    def _tests(self, ref: str) -> list[str]:
        found = [one for one in self.snapshot.graph.down(ref) if one.startswith("experiment:")]
        return [one for one in found if self.snapshot.get(one)]

    def _expectation(self, one: Any) -> str:
        name = one.key_result.removeprefix("key_result:")
        short = name.partition("/")[2]
        parts = [short if self._names.get(short) == 1 else name]
        parts += [one.change.text] if one.change else []
        parts += [f"by {one.by.text}"] if one.by else []
        return " ".join(parts)

    @cached_property
    def _names(self) -> dict[str, int]:
        """How many key results have a name, whatever their outcomes."""
        found: dict[str, int] = {}
        for one in self.snapshot.names.key_results():
            short = one.partition("/")[2]
            found[short] = found.get(short, 0) + 1
        return found


def _label(entity: Any, label: Cell, word: str) -> Cell:
    """Return what an entity is, in the colour of the method: an outcome of another type than product says so."""
    if entity.kind == "outcome" and entity.type != "product":
        label = label._replace(text=f"{entity.type} outcome")
    if word in DIMMED:
        return label
    if entity.kind == "outcome":
        return label._replace(tone="goal" if entity.type == "business" else "strategy")
    return label._replace(tone="solution") if entity.kind == "solution" else label


def _with_short_state(cells: tuple[Cell, ...], entity: Any) -> tuple[Cell, ...]:
    """Return the line of an entity that is chosen: the target stands out, what was decided moves into the details."""
    if entity.kind == "opportunity" and cells[2].text == "now":
        return (*cells[:2], cells[2]._replace(tone="accent"), *cells[3:])
    if entity.kind == "experiment":
        return (*cells[:2], Cell(cells[2].text.partition(":")[0]), *cells[3:])
    return cells


def dimmed(branch: Branch) -> Branch:
    """Return a branch in which everything is dimmed, however deep it hangs."""
    children = tuple(map(dimmed, branch.children))
    return replace(branch, cells=dim(branch.cells), details=dim(branch.details), children=children)


def dim(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Return cells that are all dimmed."""
    return tuple(cell._replace(tone="dim") for cell in cells)
