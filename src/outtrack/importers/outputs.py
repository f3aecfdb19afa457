"""Epics -> outputs of the workspace: new files, and edits of those that are there. What people wrote by hand stays.

A title or a status is brought up to date only where it still is what the last import made it. Links are added, nothing
is ever taken away, and a file in which nothing changes is not touched.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from outtrack.diagnostic import Diagnostic, Place, Severity
from outtrack.importers.base import span_of
from outtrack.importers.joining import Committed, origin
from outtrack.importers.words import state_of
from outtrack.model.base import Link, Relation
from outtrack.model.delivery import Output
from outtrack.names import Unresolved
from outtrack.write import Append, Change, Edit, Put, arranged, document, edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.importers.base import Export, Work
    from outtrack.model.delivery import Imported
    from outtrack.snapshot import Snapshot

SERVES: Final = Link(Relation.SERVES, ("outcome",))
_BY_HAND: Final = frozenset(("inbox", "parked"))
"""Words of `status` that no import writes."""

Action = Literal["create", "update", "keep"]


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of one epic."""

    work: Work
    action: Action
    id: str
    path: str
    values: dict[str, Any]
    """What a new file says; for one that is there, what it says of it now: title, status, outcomes."""


@dataclass(slots=True)
class Plan:
    """What an import would do."""

    planned: list[Planned] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def count(self, action: Action) -> int:
        """Return how many epics are created, updated or kept."""
        return sum(1 for one in self.planned if one.action == action)


class Mapping:
    """Maps the epics of one export to the outputs of one workspace."""

    def __init__(self, snapshot: Snapshot, export: Export, folder: str) -> None:
        self.snapshot, self.export, self.folder = snapshot, export, folder
        self.committed = Committed(snapshot, export)
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
            values["outcomes"] = list(work.links.names)
        if above := self.parent(work):
            values["parent"] = above
        values |= self.ending(work)
        values["imported"] = {key: value for key, value in self.imported(work).items() if value is not None}
        return {key: value for key, value in values.items() if (key, value) != ("status", "todo")}

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
        link = ", ".join(work.links.names) or None
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

    @staticmethod
    def links(work: Work, output: Output, number: int) -> Iterator[Edit]:
        """Yield the edits that add the outcomes that the tracker names now; one that was replaced there is replaced."""
        before, names = output.imported, work.links.names
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


def plan(snapshot: Snapshot, export: Export, folder: str) -> Plan:
    """Return what an import would do; raise EditError where a file can't be changed as it should."""
    mapping, result = Mapping(snapshot, export, folder), Plan()
    edits: dict[str, list[Edit]] = {}
    for work in export.work:
        output, name = mapping.known.get(work.epic.key), mapping.ids[work.epic.key]
        if output is None:
            path, values = f"{folder}/{name}.yaml", mapping.new(work)
            text = document(arranged(Output, values))
            result.changes.append(Change(path, None, text.encode()))
            result.planned.append(Planned(work, "create", name, path, values))
            continue
        record = snapshot.record(output.ref)
        found = list(mapping.edits(work, output))
        if found and output.imported:
            found.append(Put(("imported", "at"), mapping.at, record.document))
        edits.setdefault(record.path, []).extend(found)
        values = {"title": output.title, "status": output.status, "outcomes": list(output.outcomes)}
        result.planned.append(Planned(work, "update" if found else "keep", name, record.path, values))
    for path, found in edits.items():
        before = snapshot.workspace.read(path)
        after = edit(before, found, path, Output)
        if after != before:
            result.changes.append(Change(path, before, after))
    result.changes.sort(key=lambda change: change.path)
    result.findings = [*link_findings(snapshot, export), *_dangling(snapshot, export)]
    result.notes = list(_notes(mapping))
    return result


def _notes(mapping: Mapping) -> Iterator[str]:
    """Yield what should be known about outputs and epics that don't fit together."""
    export, snapshot = mapping.export, mapping.snapshot
    prefix, present = f"{export.tracker} ", {output.id for output in mapping.known.values()}
    gone = [
        output.id
        for output in snapshot.all("output")
        if output.imported and (output.imported.from_ or "").startswith(prefix) and output.id not in present
    ]
    if gone:
        what = "output that was imported" if len(gone) == 1 else "outputs that were imported"
        yield f"{len(gone)} {what} from {export.tracker} before: not in this export, left as before"
    for work in export.work:
        output = mapping.known.get(work.epic.key)
        above = mapping.ids[work.parent] if work.parent else None
        if output and output.parent and above and output.parent.removeprefix("output:") != above:
            yield f"{output.id} says `parent: {output.parent}`, the tracker `{above}`: left as it is"
        if output and work.status in {"todo", "doing"}:
            for key in ("shipped", "closed"):
                if day := getattr(output, key):
                    yield f"{output.id} is open in the tracker and says `{key}: {day}`: delete that line if it is"


def link_findings(snapshot: Snapshot, export: Export) -> Iterator[Diagnostic]:
    """Yield a finding for each epic whose own sources name different outcomes."""
    path = path_of(snapshot, export)
    for number, work in enumerate(export.work):
        if said := work.links.disagreeing:
            yield Diagnostic(
                rule="conflicting-link",
                severity=Severity.WARNING,
                message=f"{work.epic.key}: {', '.join(said)}",
                hint=f"make them say the same; until then the {work.links.own[0][0]} counts",
                place=Place(path, number),
                span=span_of(work, export.foreign),
            )


def _dangling(snapshot: Snapshot, export: Export) -> Iterator[Diagnostic]:
    """Yield a finding for each name in a link of its own that means no outcome."""
    path = path_of(snapshot, export)
    for number, work in enumerate(export.work):
        for name in work.links.names if work.links.own else ():
            target = snapshot.names.resolve(name, SERVES)
            if isinstance(target, Unresolved):
                yield Diagnostic(
                    rule=target.rule,
                    message=f"{work.epic.key}: {target.message}",
                    hint=target.hint,
                    place=Place(path, number),
                    span=span_of(work, export.foreign),
                )


def path_of(snapshot: Snapshot, export: Export) -> str:
    """Return how the export is called in findings: from the workspace's folder where it lies there, else as given."""
    from pathlib import Path

    given = Path(export.foreign.name)
    try:
        return given.resolve().relative_to(snapshot.workspace.root).as_posix()
    except ValueError:
        return given.as_posix()
