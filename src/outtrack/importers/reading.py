"""The rows of one export, taken in one after the other, whatever the tracker."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Final

from outtrack.frozen import dataclass
from outtrack.importers.ancestry import Ancestry
from outtrack.importers.base import Epic, Export, Others, Settings, Work, reads, shortened
from outtrack.importers.dates import Days
from outtrack.importers.links import Links, links_in
from outtrack.importers.report import many, what_was_left_out
from outtrack.importers.words import is_epic_label, is_epic_type, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from outtrack.importers.foreign import Foreign
    from outtrack.importers.table import Table

ALL: Final = "all"
LIKELY: Final = ("Outcome", "Outcomes")
"""How a custom field is called that is likely meant for links."""
ONCE: Final = ("key", "number", "title", "type", "state")
"""Of what a row can have only one."""


@dataclass(slots=True)
class Reading:
    """Collects what one importer yields: epics whole, of all else only what an epic could inherit."""

    tracker: str
    foreign: Foreign
    settings: Settings
    days: Days = field(default_factory=Days)
    epics: dict[str, tuple[Epic, Links]] = field(default_factory=dict)
    ancestry: Ancestry = field(default_factory=Ancestry)
    export: Export = field(init=False)
    field: str = field(init=False)
    """The custom field that holds links: the configured one, else a likely one, which is only mentioned."""

    def __post_init__(self) -> None:
        self.field = self.settings.link_field or LIKELY[0]
        self.export = Export(tracker=self.tracker, foreign=self.foreign)

    def finish(self, found: Iterable[Epic]) -> Export:
        """Return the export with everything that an importer found in it."""
        for one in found:
            self.export.rows += 1
            self.add(one)
        self.export.newest = self.days.last
        self.export.work = [self.work(one, links) for one, links in self.epics.values()]
        if not self.settings.link_field and any(one.fields.get(self.field) for one, _ in self.epics.values()):
            self.export.unread = self.field
        self.export.notes = [*self.foreign.notes, *self.export.notes, *self.notes()]
        return self.export

    def notes(self) -> Iterator[str]:
        """Yield what should be known about the rows, once all are there."""
        if self.days.is_guess:
            order = "month" if self.days.month_first else "day"
            yield f"nothing shows whether 03/04 is in March or April: the {order} was taken to come first"
        if self.days.unread:
            yield f"{many(self.days.unread, 'day')} can't be read, such as `{self.days.first_unread}`: left out"
        unknown = list(dict.fromkeys(one.epic.state for one in self.export.work if not one.is_known and one.epic.state))
        if unknown:
            yield f"states that mean nothing to outtrack count as to do: {shortened(unknown)}"
        if field := self.export.unread:
            filled = sum(1 for one, _ in self.epics.values() if one.fields.get(field))
            have = "has" if filled == 1 else "have"
            yield f"{many(filled, 'epic')} {have} a field `{field}`, which is not read: {reads(field)}"
        if self.export.work and self.export.others:
            yield what_was_left_out(self.export)

    def own_columns(self, table: Table, at: Mapping[str, Sequence[int]]) -> list[int]:
        """Return the columns of the configured field. That there is none is noted, and which others stand twice."""
        self.export.notes += table.twice(at[name] for name in ONCE if name in at)
        if not self.settings.link_field:
            self.field = next((name for name in LIKELY if table.columns(name)), self.field)
        found = table.columns(self.field)
        if self.settings.link_field and not found:
            self.export.notes.append(f"no column `{self.field}`: links in that field can't be seen")
        return found

    def add(self, one: Epic) -> None:
        """Take one row into account; raise ExportError for an epic that can't be told apart, or has no title."""
        self.days.note(one.updated)
        self.days.note(one.closed)
        links = links_in(one, self.settings)
        if not self.is_wanted(one):
            others = self.export.others.setdefault(one.type, Others())
            others.rows += 1
            others.linked += bool(links.own)
            if one.key and (one.parent or links.own):
                self.ancestry.add(one, links)
            return
        if not one.key:
            raise self.foreign.error(
                f"an epic without a key: `{one.title}`", "export the column with the keys, too", one.line
            )
        if not one.title:
            raise self.foreign.error(f"{one.key} has no title", "give it one, or leave it out of the export", one.line)
        if (known := self.epics.get(one.key)) is not None:
            first = known[0]
            if (first.title, first.state) != (one.title, one.state):
                raise self.foreign.error(
                    f"{one.key} stands twice and differently, first on line {first.line}", "export it again", one.line
                )
            return
        self.ancestry.add(one, links)
        self.epics[one.key] = one, links

    def is_wanted(self, one: Epic) -> bool:
        """Return whether something is an epic: by the types that were asked for, else by type, level or label."""
        if self.settings.types:
            wanted = {name.casefold() for name in self.settings.types}
            return ALL in wanted or one.type.casefold() in wanted
        return one.is_epic or is_epic_type(one.type) or any(map(is_epic_label, one.labels))

    def work(self, one: Epic, links: Links) -> Work:
        """Return an epic with its link, its own or that of what it is part of, and its status."""
        parent = self.ancestry.parent(one)
        if not links.own and (inherited := self.ancestry.inherited(one)):
            links = links.inheriting(*inherited)
        known = one.category or state_of(one.state)
        return Work(
            epic=one,
            links=links,
            parent=parent if parent in self.epics else "",
            status=known or "todo",
            is_known=known is not None,
            closed=self.days.day(one.closed) if one.closed else None,
        )
