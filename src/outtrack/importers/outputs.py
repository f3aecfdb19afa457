"""Epics -> outputs of the workspace: new files, edits of those that are there, and what is to be said about both.

A file in which nothing changes is not touched.
"""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from outtrack.acts.base import LAID_OUT_ANEW
from outtrack.diagnostic import Diagnostic, Place, Severity
from outtrack.frozen import dataclass
from outtrack.importers.base import shortened, span_of
from outtrack.importers.foreign import STDIN
from outtrack.importers.mapping import Mapping
from outtrack.model.delivery import Output
from outtrack.write import Change, Edit, Put, arranged, document, edited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.importers.base import Export, Work
    from outtrack.importers.linked import Linked
    from outtrack.snapshot import Snapshot

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
    links: dict[str, Any] = field(default_factory=dict)
    """How the epics stand to the outcomes, as figures."""

    def count(self, action: Action) -> int:
        """Return how many epics are created, updated or kept."""
        return sum(1 for one in self.planned if one.action == action)


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
    anew: list[str] = []
    for path, found in edits.items():
        before = snapshot.workspace.read(path)
        after = edited(before, found, path, Output)
        if after.data != before:
            result.changes.append(Change(path, before, after.data))
        if after.normalised:
            anew.append(f"{path} {LAID_OUT_ANEW}")
    result.changes.sort(key=lambda change: change.path)
    linked = mapping.linked
    result.findings = [*link_findings(snapshot, export), *_dangling(linked, path_of(snapshot, export))]
    result.notes = [*_notes(mapping), *linked.notes(), *anew]
    result.links = linked.figures()
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
        if output and output.imported and output.imported.link and output.outcomes and not work.links.names:
            said = shortened(list(output.outcomes))
            yield f"{output.id} serves {said}, the tracker names no outcome any more: left as it is"
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


def _dangling(linked: Linked, path: str) -> Iterator[Diagnostic]:
    """Yield a finding for each name in a link of its own that means no outcome."""
    for number, work in enumerate(linked.export.work):
        for _, problem in linked.missing(work) if work.links.own else ():
            yield Diagnostic(
                rule=problem.rule,
                message=f"{work.epic.key}: {problem.message}, so this link is left out",
                hint=problem.hint,
                place=Place(path, number),
                span=span_of(work, linked.export.foreign),
            )


def path_of(snapshot: Snapshot, export: Export) -> str:
    """Return how the export is called in findings.

    That is its path from the workspace's folder, else from the repository's top, else as it was given.
    """
    file = Path(export.foreign.name).resolve()
    if export.foreign.name != STDIN:
        for folder in (snapshot.workspace.root, snapshot.workspace.repository):
            if folder and file.is_relative_to(folder):
                return file.relative_to(folder).as_posix()
    return Path(export.foreign.name).as_posix()


def is_outside(snapshot: Snapshot, export: Export) -> bool:
    """Return whether the export lies elsewhere than in the workspace."""
    file = Path(export.foreign.name)
    return export.foreign.name == STDIN or not file.resolve().is_relative_to(snapshot.workspace.root)
