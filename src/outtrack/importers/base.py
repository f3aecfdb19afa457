"""What every importer makes of its file: epics, and what has to be said about the file."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any, Final

from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from outtrack.diagnostic import Span
    from outtrack.importers.foreign import Foreign
    from outtrack.importers.links import Links
    from outtrack.importers.words import State

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
    """The links that its description has, each as a line `Outcome: …` (see `bodies.lines_with_links`)."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Its custom field for outcomes: the configured one, else the one that is likely meant for them."""
    updated: str = ""
    closed: str = ""
    aliases: tuple[str, ...] = ()
    """Other names by which a parent or a `ref` may mean it."""
    ref: str = ""
    """What a file says in `ref`: the key or the address."""
    way_out: str = "label it `outcome:<id>`, or write `Outcome: <id>` into it"
    """How it gets a link in its tracker."""
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
    outcomes: Mapping[str, str] = field(default_factory=dict)
    """The ids of the workspace's outcomes, by the same without case: a tracker may spell them otherwise."""


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
    closed: date | None


@dataclass(slots=True)
class Others:
    """Rows of one type that are no epics."""

    rows: int = 0
    linked: int = 0
    """How many of them name an outcome all the same."""


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
    unread: str = ""
    """The custom field that some epics have filled, named for outcomes, where the configuration names none."""
    others: dict[str, Others] = field(default_factory=dict)
    """What is left out because it is no epic, by its type."""


def reads(field: str) -> str:
    """Return what makes a custom field count as links."""
    return f"write `trackers: {{link_field: {field}}}` into outtrack.yaml"


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
