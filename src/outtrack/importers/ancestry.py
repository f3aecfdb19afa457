"""What is above an epic in its tracker, and the link that it inherits from there."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from outtrack.importers.base import Epic
    from outtrack.importers.links import Links


class Above(NamedTuple):
    """What an epic may be below: its key, the name of what it is part of itself, and its own link."""

    key: str
    parent: str
    links: Links | None


@dataclass(slots=True)
class Ancestry:
    """All that an epic may be below, by every name that it has. Nothing else of it is kept."""

    above: dict[str, Above] = field(default_factory=dict)

    def add(self, one: Epic, links: Links) -> None:
        """Take into account what stands in one row."""
        found = Above(one.key, one.parent, links if links.own else None)
        for name in (one.key, *one.aliases):
            self.above.setdefault(name.casefold(), found)

    def parent(self, one: Epic) -> str:
        """Return the key of what an epic is part of; empty where that is nothing, or not in the export."""
        found = self.above.get(one.parent.casefold())
        return found.key if found else ""

    def inherited(self, one: Epic) -> tuple[Links, str] | None:
        """Return the link of the nearest above an epic that has one, with its key; None where none has."""
        seen, above = {one.key}, self.above.get(one.parent.casefold())
        while above and above.key not in seen:
            if above.links is not None:
                return above.links, above.key
            seen.add(above.key)
            above = self.above.get(above.parent.casefold())
        return None
