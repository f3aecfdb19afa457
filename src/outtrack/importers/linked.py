"""How the epics of an export stand to the outcomes of a workspace: linked, linked to nothing, not linked at all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from outtrack.importers.report import many
from outtrack.model.base import Link, Relation
from outtrack.names import Unresolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.importers.base import Export, Work
    from outtrack.snapshot import Snapshot

SERVES: Final = Link(Relation.SERVES, ("outcome",))


class Linked:
    """Tells links that lead to an outcome from those that only seem to."""

    def __init__(self, snapshot: Snapshot, export: Export) -> None:
        self.names, self.export = snapshot.names, export
        self.outcomes = {name.casefold(): name for name in self.names.records["outcome"]}
        self.known: dict[str, Unresolved | None] = {}

    def missing(self, work: Work) -> list[tuple[str, Unresolved]]:
        """Return each name in the links of an epic that means no outcome, with what is wrong with it."""
        return [(name, found) for name in work.links.names if (found := self.problem(name))]

    def problem(self, name: str) -> Unresolved | None:
        """Return what is wrong with a name, or None for one that means an outcome."""
        if name not in self.known:
            target = self.names.resolve(name, SERVES)
            self.known[name] = target if isinstance(target, Unresolved) else None
        return self.known[name]

    def unmarked(self, work: Work) -> list[tuple[str, str]]:
        """Return the labels of an epic that are the id of an outcome which it does not name, each with that id."""
        found = ((label, self.outcomes.get(label.casefold())) for label in work.epic.labels)
        return [(label, name) for label, name in found if name and name not in work.links.names]

    def figures(self) -> dict[str, Any]:
        """Return how many epics have a link to an outcome, how many of these inherit it, and what the others have."""
        linked = inherited = dangling = unlinked = 0
        absent: dict[str, None] = {}
        for work in self.export.work:
            gone = [name for name, _ in self.missing(work)]
            absent |= dict.fromkeys(gone)
            if not work.links.names:
                unlinked += 1
            elif len(gone) == len(work.links.names):
                dangling += 1
            else:
                linked += 1
                inherited += not work.links.own
        return {
            "linked": linked, "inherited": inherited, "dangling": dangling, "unlinked": unlinked,
            "missing": list(absent),
        }  # fmt: skip

    def notes(self) -> Iterator[str]:
        """Yield which labels are ids of outcomes, but no links."""
        found = Counter(label for work in self.export.work for label in self.unmarked(work))
        for (label, name), number in found.items():
            have = "has" if number == 1 else "have"
            yield (
                f"{many(number, 'epic')} {have} the label `{label}`, the id of an outcome, which links nothing: "
                f"write `outcome:{name}`"
            )
