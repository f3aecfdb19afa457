"""What every importer makes of its file: epics, what leads to them, and what has to be said about the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from outtrack.importers.dates import Days
from outtrack.importers.links import Links, links_in
from outtrack.importers.words import State, is_epic_label, is_epic_type, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from outtrack.diagnostic import Span
    from outtrack.importers.foreign import Foreign
    from outtrack.importers.table import Table

ALL: Final = "all"
AGELESS: Final = "how old the export is can't be told"
"""How a note ends that says why an export has no age."""
_SHOWN: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Epic:
    """One piece of work as its tracker has it."""

    key: str
    """Its name in the tracker: PAY-12, a number."""
    title: str
    url: str = ""
    state: str = ""
    category: State | None = None
    """What the tracker itself says that the state means; None where it does not say."""
    type: str = ""
    is_epic: bool = False
    """Whether the tracker itself counts it among the epics, by the level of its type."""
    parent: str = ""
    """The key, number or address of what it is part of."""
    labels: tuple[str, ...] = ()
    body: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Its custom fields; only the configured one is looked at."""
    updated: str = ""
    closed: str = ""
    aliases: tuple[str, ...] = ()
    """Other names by which a parent or a `ref` may mean it."""
    ref: str = ""
    """What a file says in `ref`: the key or the address."""
    line: int = 0
    column: int = 0
    length: int = 1
    """Where it stands in the file; for CSV only the line of the row."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the configuration and the call say about reading an export."""

    link_field: str | None = None
    types: tuple[str, ...] = ()
    """The types that count as epics; nothing for those that mean it, `all` for everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """An epic of an export, ready to become an output."""

    epic: Epic
    links: Links
    parent: str = ""
    """The key of the epic that it is part of, where the export has it."""
    status: State
    is_known: bool
    """Whether the state was understood; if not, it counts as to do."""
    updated: date | None
    closed: date | None


@dataclass(slots=True, kw_only=True)
class Export:
    """One export, read."""

    tracker: str
    foreign: Foreign
    rows: int = 0
    work: list[Work] = field(default_factory=list)
    newest: date | None = None
    """The newest day inside: how old it is at least."""
    notes: list[str] = field(default_factory=list)
    """What people should know about it: columns that are missing, a limit that was probably hit."""
    types: dict[str, int] = field(default_factory=dict)
    """How many rows there are of each type."""


@dataclass(slots=True)
class Reading:
    """Collects what one importer yields: epics whole, of all else only what an epic could inherit."""

    tracker: str
    foreign: Foreign
    settings: Settings
    days: Days = field(default_factory=Days)
    epics: dict[str, Epic] = field(default_factory=dict)
    above: dict[str, tuple[str, Links | None]] = field(default_factory=dict)
    """For every key with a parent or a link of its own: both."""
    keys: dict[str, str] = field(default_factory=dict)
    """The key that another name means."""
    export: Export = field(init=False)

    def __post_init__(self) -> None:
        self.export = Export(tracker=self.tracker, foreign=self.foreign)

    def finish(self, found: Iterable[Epic]) -> Export:
        """Return the export with everything that an importer found in it."""
        for one in found:
            self.export.rows += 1
            self.add(one)
        self.export.newest = self.days.last
        if self.days.is_guess:
            order = "month" if self.days.month_first else "day"
            self.export.notes.append(
                f"nothing shows whether 03/04 is in March or April: the {order} was taken to come first"
            )
        self.export.notes = [*self.foreign.notes, *self.export.notes]
        self.export.work = [self.work(one) for one in self.epics.values()]
        unknown = list(dict.fromkeys(one.epic.state for one in self.export.work if not one.is_known and one.epic.state))
        if unknown:
            self.export.notes.append(f"states that mean nothing to outtrack count as to do: {shortened(unknown)}")
        return self.export

    def own_columns(self, table: Table) -> list[int]:
        """Return the columns of the configured field; that there is none is noted."""
        name = self.settings.link_field
        found = table.columns(name) if name else []
        if name and not found:
            self.export.notes.append(f"no column `{name}`: links in that field can't be seen")
        return found

    def add(self, one: Epic) -> None:
        """Take one row into account; raise ExportError for an epic that can't be told apart, or has no title."""
        self.export.types[one.type] = self.export.types.get(one.type, 0) + 1
        self.days.note(one.updated)
        self.days.note(one.closed)
        links = links_in(one, self.settings.link_field)
        is_wanted = self.is_wanted(one)
        if is_wanted and not one.key:
            raise self.foreign.error(
                f"an epic without a key: `{one.title}`", "export the column with the keys, too", one.line
            )
        if is_wanted and not one.title:
            raise self.foreign.error(f"{one.key} has no title", "give it one, or leave it out of the export", one.line)
        if not one.key:
            return
        if is_wanted and (first := self.epics.get(one.key)) is not None:
            if (first.title, first.state) != (one.title, one.state):
                raise self.foreign.error(
                    f"{one.key} stands twice and differently, first on line {first.line}", "export it again", one.line
                )
            return
        if is_wanted or one.parent or links.own:
            self.above[one.key] = one.parent, links if links.own else None
            for alias in (one.key, *one.aliases):
                self.keys.setdefault(alias.casefold(), one.key)
        if is_wanted:
            self.epics[one.key] = one

    def is_wanted(self, one: Epic) -> bool:
        """Return whether something is an epic: by the types that were asked for, else by type, level or label."""
        if self.settings.types:
            wanted = {name.casefold() for name in self.settings.types}
            return ALL in wanted or one.type.casefold() in wanted
        return one.is_epic or is_epic_type(one.type) or any(map(is_epic_label, one.labels))

    def work(self, one: Epic) -> Work:
        """Return an epic with its link, its own or that of what it is part of, and its status."""
        links, parent = links_in(one, self.settings.link_field), self.keys.get(one.parent.casefold(), "")
        seen, above = {one.key}, parent
        while not links.own and above and above not in seen:
            seen.add(above)
            further, inherited = self.above.get(above, ("", None))
            if inherited is not None:
                links = links.inheriting(inherited, above)
                break
            above = self.keys.get(further.casefold(), "")
        known = one.category or state_of(one.state)
        closed = self.days.day(one.closed) if one.closed else None
        return Work(
            epic=one,
            links=links,
            parent=parent if parent in self.epics else "",
            status=known or "todo",
            is_known=known is not None,
            updated=self.days.day(one.updated) if one.updated else None,
            closed=closed,
        )


def shortened(names: list[str]) -> str:
    """Return names as a list for a message, cut where there are many."""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(f"`{name}`" for name in names[:_SHOWN]) + more


def one_line(text: Any) -> str:
    """Return a text of one line, its blanks and line ends single blanks."""
    return " ".join(str(text).split())


def span_of(work: Work, foreign: Foreign) -> Span:
    """Return where an epic stands in its file: its title, else the beginning of its row."""
    from outtrack.diagnostic import Span

    one = work.epic
    if one.column:
        return Span(one.line, one.column, one.line, one.column + one.length)
    text = foreign.line(one.line)
    for shown in (one.title, one.title[:20], one.key):
        place = text.find(shown)
        if place >= 0 and shown:
            return Span(one.line, place + 1, one.line, place + 1 + len(shown))
    return Span(one.line, 1, one.line, 2)
