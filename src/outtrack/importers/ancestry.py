"""What is above an epic in its tracker, and the link that it inherits from there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outtrack.importers.base import Epic
    from outtrack.importers.links import Links


@dataclass(slots=True)
class Ancestry:
    """Of all that an epic may be below: what it is part of, and its own link. Nothing else of it is kept."""

    above: dict[str, tuple[str, Links | None]] = field(default_factory=dict)
    """For every key the name of its parent, and its own link; empty and None for none."""
    keys: dict[str, str] = field(default_factory=dict)
    """The key that another name means."""

    def add(self, one: Epic, links: Links) -> None:
        """Take into account what stands in one row."""
        self.above[one.key] = one.parent, links if links.own else None
        for alias in (one.key, *one.aliases):
            self.keys.setdefault(alias.casefold(), one.key)

    def parent(self, one: Epic) -> str:
        """Return the key of what an epic is part of; empty where that is nothing, or not in the export."""
        return self.keys.get(one.parent.casefold(), "")

    def inherited(self, one: Epic) -> tuple[Links, str] | None:
        """Return the link of the nearest above an epic that has one, with its key; None where none has."""
        seen, above = {one.key}, self.parent(one)
        while above and above not in seen:
            seen.add(above)
            further, links = self.above[above]
            if links is not None:
                return links, above
            above = self.keys.get(further.casefold(), "")
        return None
