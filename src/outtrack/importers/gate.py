"""A tracker's epics checked against the workspace without writing: they become outputs in memory.

An epic that is an output of the workspace already is joined with it: its link in the tracker counts, too. All others
stand in the export, and findings about them point at their rows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from outtrack.diagnostic import Diagnostic, Place
from outtrack.frozen import dataclass
from outtrack.importers.base import AGELESS, one_line, reads, span_of
from outtrack.importers.joining import origin
from outtrack.importers.linked import Linked
from outtrack.importers.mapping import Mapping
from outtrack.importers.outputs import is_outside, link_findings, path_of
from outtrack.importers.report import many, others, what_there_is
from outtrack.model.delivery import Imported, Output
from outtrack.names import Held, Names
from outtrack.scalar import shown
from outtrack.snapshot import Beside
from outtrack.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outtrack.diagnostic import Span
    from outtrack.importers.base import Export, Work
    from outtrack.snapshot import Snapshot
    from outtrack.source.base import Marks

_LONGEST: Final = 60
CHECKED: Final = frozenset(
    (
        "ambiguous-link",
        "conflicting-link",
        "dangling-link",
        "link-cycle",
        "no-epics",
        "unlinked-output",
        "wrong-link-kind",
    )
)
"""The rules that an epic which stands only in the export has to answer to."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Tells where the epics of an export stand, as files do for their values."""

    export: Export

    def marks(self) -> tuple[Marks, ...]:
        """Return nothing: an export has no values of its own."""
        return ()

    def span(self, place: Place) -> Span | None:
        """Return where an epic stands in the export; None for the export as a whole."""
        is_one = place.document < len(self.export.work)
        return span_of(self.export.work[place.document], self.export.foreign) if is_one else None


def joined(snapshot: Snapshot, export: Export) -> Snapshot:
    """Return the workspace as it would be with all epics of an export in it, and what is wrong with these."""
    mapping, path = Mapping(snapshot, export, "."), path_of(snapshot, export)
    names = Names({kind: dict(records) for kind, records in snapshot.names.records.items()}, snapshot.names.externals)
    outputs = names.records["output"]
    tracked = {}
    for number, work in enumerate(export.work):
        output = mapping.known.get(work.epic.key)
        if output is None:
            new = _output(mapping, work)
            outputs[new.id] = Held(new, path, number)
        else:
            record = outputs[output.id]
            tracked[output.ref] = _imported(mapping, work)
            outputs[output.id] = Held(_linked(mapping, work, output), record.path, record.document)
    names.records["output"] = dict(sorted(outputs.items()))
    found = [*snapshot.reading, *link_findings(snapshot, export), *_nothing(export, path)]
    refs = tuple(origin(export.tracker, work.epic.ref) for work in export.work)
    rows = Source(spans=Rows(export))
    beside = Beside(path, is_outside(snapshot, export), rows, refs, tracked, CHECKED)
    return replace(snapshot, names=names, reading=found, beside=beside)


def _output(mapping: Mapping, work: Work) -> Output:
    """Return an epic as an output of its own."""
    values: dict[str, Any] = mapping.new(work)
    return Output(
        id=mapping.ids[work.epic.key],
        title=values["title"],
        status=values.get("status", "todo"),
        outcomes=work.links.names if mapping.has_links_of_its_own(work) else (),
        parent=values.get("parent"),
        shipped=work.closed if "shipped" in values else None,
        closed=work.closed if "closed" in values else None,
        ref_=work.epic.ref,
        imported=_imported(mapping, work),
    )


def _imported(mapping: Mapping, work: Work) -> Imported:
    says = mapping.imported(work)
    return Imported(from_=says["from"], title=says["title"], state=says["state"], link=says["link"])


def _linked(mapping: Mapping, work: Work, output: Output) -> Output:
    """Return an output of the workspace with what its tracker links it to."""
    if mapping.has_links_of_its_own(work):
        names = tuple(dict.fromkeys((*output.outcomes, *work.links.names)))
        return replace(output, outcomes=names)
    above = mapping.parent(work) if output.parent is None else None
    return replace(output, parent=above) if above else output


def _nothing(export: Export, path: str) -> Iterable[Diagnostic]:
    """Yield the finding that an export holds no epic: a gate that sees nothing must not pass."""
    if not export.work:
        yield Diagnostic(
            rule="no-epics",
            message=f"no epic in {many(export.rows, 'row')}: {what_there_is(export)}",
            hint="export all epics, or say what counts as one: `--type TYPE`, `--type all`",
            place=Place(path, 0),
        )


def in_the_tracker(found: Diagnostic, snapshot: Snapshot, linked: Linked) -> Diagnostic:
    """Return a finding, one about an epic with the way out that leads through its tracker."""
    is_beside = snapshot.beside is not None and found.path == snapshot.beside.path
    if not is_beside or not found.place or found.place.document >= len(linked.export.work):
        return found
    work = linked.export.work[found.place.document]
    if not found.message.startswith(work.epic.key):
        title = f"{work.epic.title[:_LONGEST]}…" if len(work.epic.title) > _LONGEST else work.epic.title
        found = replace(found, message=f"{work.epic.key} {shown(title)}: {found.message}")
    if found.rule != "unlinked-output" or not found.hint:
        return found
    nearest = found.hint.partition("; ")[2]
    if said := work.epic.fields.get(linked.export.unread):
        field = linked.export.unread
        return replace(found, hint=f"its field `{field}` says `{one_line(said)}` and is not read: {reads(field)}")
    if unmarked := linked.unmarked(work):
        label, name = unmarked[0]
        return replace(found, hint=f"its label `{label}` is the id of an outcome: write `outcome:{name}`")
    return replace(found, hint=f"in the tracker, {work.epic.way_out}; {nearest}".rstrip("; "))


def lines(found: Iterable[Diagnostic], snapshot: Snapshot, export: Export) -> dict[str, list[str]]:
    """Return the lines of the export that findings are about, each in its place, the others empty."""
    path = path_of(snapshot, export)
    wanted = {one.span.line for one in found if one.path == path and one.span}
    return {path: [export.foreign.line(n) if n in wanted else "" for n in range(1, max(wanted, default=0) + 1)]}


def figures(snapshot: Snapshot, export: Export) -> dict[str, Any]:
    """Return what was seen: how many epics, how they are linked, how old the export is at least."""
    newest, linked, prefix = export.newest, Linked(snapshot, export), snapshot.workspace.prefix
    return {
        "file": path_of(snapshot, export) if is_outside(snapshot, export) else prefix + path_of(snapshot, export),
        "tracker": export.tracker,
        "rows": export.rows,
        "epics": len(export.work),
        **linked.figures(),
        "others": others(export),
        "newest": newest.isoformat() if newest else None,
        "age_days": max((snapshot.as_of - newest).days, 0) if newest else None,
        "notes": [*export.notes, *linked.notes()],
    }


def sentences(seen: dict[str, Any]) -> list[str]:
    """Return the figures as lines for people: what the export is, how old, and what is missing from it."""
    days, name = seen["age_days"], seen["file"]
    if days is not None:
        age = f"; newest change {seen['newest']}, {many(days, 'day')} ago"
    else:
        age = "" if any(note.endswith(AGELESS) for note in seen["notes"]) else "; its age can't be told"
    first = f"{name} ({seen['tracker']}): {many(seen['rows'], 'row')}, {many(seen['epics'], 'epic')}{age}"
    return [first, *(f"{name}: {note}" for note in seen["notes"])]
