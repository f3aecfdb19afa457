"""What an epic says as an output, and what has to change in the one that is there. What people wrote by hand stays.

A title or a status is brought up to date only where it still is what the last import made it. Links are added, and
nothing is ever taken away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from outtrack.importers.joining import Committed, origin
from outtrack.importers.linked import Linked
from outtrack.importers.words import state_of
from outtrack.write import Append, Edit, Put

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.importers.base import Export, Work
    from outtrack.model.delivery import Imported, Output
    from outtrack.snapshot import Snapshot

_BY_HAND: Final = frozenset(("inbox", "parked"))
"""Words of `status` that no import writes."""


class Mapping:
    """Maps the epics of one export to the outputs of one workspace."""

    def __init__(self, snapshot: Snapshot, export: Export, folder: str) -> None:
        self.snapshot, self.export, self.folder = snapshot, export, folder
        self.committed, self.linked = Committed(snapshot, export), Linked(snapshot, export)
        self.at = (export.newest or snapshot.as_of).isoformat()
        self.ids: dict[str, str] = {}
        """The id of the output that each epic is or becomes, by its key."""
        self.known: dict[str, Output] = {}
        self.states: dict[str, set[str]] = {}
        self.parents = {one.id: one.parent.removeprefix("output:") for one in snapshot.all("output") if one.parent}
        taken: dict[str, str] = {}
        for work in export.work:
            key, output = work.epic.key, self.committed.find(work)
            if output is not None and taken.setdefault(output.id, key) == key:
                self.known[key] = output
                self.ids[key] = output.id
            else:
                self.ids[key] = self.committed.new_id(work, folder)
            if work.is_known:
                self.states.setdefault(work.epic.state, set()).add(work.status)

    def new(self, work: Work) -> dict[str, Any]:
        """Return what the file of a new output says."""
        one = work.epic
        values: dict[str, Any] = {"title": one.title, "status": work.status, "ref": one.ref}
        if self.has_links_of_its_own(work):
            values["outcomes"] = self.names(work)
        if above := self.parent(work):
            values["parent"] = above
        values |= self.ending(work)
        values["imported"] = {key: value for key, value in self.imported(work).items() if value is not None}
        return {
            key: value for key, value in values.items() if (key, value) not in (("status", "todo"), ("outcomes", []))
        }

    def names(self, work: Work) -> list[str]:
        """Return the outcomes that an epic names; what names none would be a link to nothing, and is left out.

        It is left out of `imported` as well: once there is such an outcome, the link is new, and comes into the file.
        """
        return [name for name in work.links.names if not self.linked.problem(name)]

    @staticmethod
    def has_links_of_its_own(work: Work) -> bool:
        """Return whether the file itself must name outcomes: a parent that is an output hands its own down."""
        return bool(work.links.own or (work.links.inherited and not work.parent))

    @staticmethod
    def ending(work: Work) -> dict[str, Any]:
        """Return the day on which an ended epic ended, under its key, where the tracker says it."""
        key = {"done": "shipped", "dropped": "closed"}.get(work.status)
        return {key: work.closed.isoformat()} if key and work.closed else {}

    def imported(self, work: Work) -> dict[str, str | None]:
        """Return what the tracker says, as it is kept in the file."""
        one = work.epic
        link = ", ".join(self.names(work)) or None
        return {
            "from": origin(self.export.tracker, one.key), "at": self.at, "title": one.title,
            "state": one.state or None, "link": link,
        }  # fmt: skip

    def edits(self, work: Work, output: Output) -> Iterator[Edit]:
        """Yield the edits that bring an output up to date, the day of the import not among them."""
        number = self.snapshot.record(output.ref).document
        before, now = output.imported, self.imported(work)
        if before:
            yield from self.state(work, output, before, number)
        if self.has_links_of_its_own(work) and (before.link if before else None) != now["link"]:
            yield from self.links(work, output, number)
        if output.parent is None and (above := self.parent(work)):
            yield Put(("parent",), above, number)
        if before is None:
            yield Put(("imported",), {key: value for key, value in now.items() if value is not None}, number)
            return
        for key in ("from", "title", "state", "link"):
            if getattr(before, "from_" if key == "from" else key) != now[key]:
                yield Put(("imported", key), now[key], number)

    def state(self, work: Work, output: Output, before: Imported, number: int) -> Iterator[Edit]:
        """Yield the edits of a title and a status that are still what the last import made them."""
        if output.title == before.title and output.title != work.epic.title:
            yield Put(("title",), work.epic.title, number)
        if (before.state or "") == work.epic.state or self.is_by_hand(output, before):
            return
        if output.status != work.status:
            yield Put(("status",), work.status, number)
        for key, day in self.ending(work).items():
            if getattr(output, key) is None:
                yield Put((key,), day, number)

    def is_by_hand(self, output: Output, before: Imported) -> bool:
        """Return whether somebody set the status otherwise than the last import did."""
        if output.status in _BY_HAND:
            return True
        known = state_of(before.state or "")
        meant = self.states.get(before.state or "") or ({known} if known else set())
        return bool(meant) and output.status not in meant

    def links(self, work: Work, output: Output, number: int) -> Iterator[Edit]:
        """Yield the edits that add the outcomes that the tracker names now; one that was replaced there is replaced."""
        before, names = output.imported, self.names(work)
        if before is None and output.outcomes:
            return  # linked by hand before the first import
        if before and before.link and output.outcomes == (before.link,) and len(names) == 1:
            yield Put(("outcomes", 0), names[0], number)
            return
        for name in names:
            if name not in output.outcomes:
                yield Append(("outcomes",), name, number)

    def parent(self, work: Work) -> str | None:
        """Return the id of what an epic is part of, and keep it in mind; None for none, and for what makes a circle."""
        if not work.parent:
            return None
        name, parent = self.ids[work.epic.key], self.ids[work.parent]
        seen, above = {name}, parent
        while above:
            if above in seen:
                return None
            seen.add(above)
            above = self.parents.get(above, "")
        self.parents[name] = parent
        return parent
