"""Selectors -> entities: `outcome:pay`, `+id`, `id+`, `team:growth,status:stale`, and the filters of the options.

Words apart mean or, commas mean and. A prefix that is a kind's name makes an id; any other is a filter.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from outtrack.compute.terms import added_on
from outtrack.diagnostic import did_you_mean
from outtrack.frozen import dataclass
from outtrack.model import KINDS
from outtrack.names import KEY_RESULT
from outtrack.select.filters import FILTERS, OWN, Filters, Traits
from outtrack.select.names import SelectionError, find, kind_of, outcome_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outtrack.compute.standing import Standings
    from outtrack.snapshot import Snapshot

__all__ = ["Filters", "SelectionError", "Selector", "kind_of"]


@dataclass
class Selector:
    """Answers, for one snapshot, which entities a selector means."""

    snapshot: Snapshot
    standings: Standings
    shown: tuple[str, ...] = (*KINDS, KEY_RESULT)
    """The kinds that the command shows: filters look at no others, and suggest no words of others."""

    @cached_property
    def _traits(self) -> Traits:
        return Traits(self.snapshot, self.standings, self.shown)

    def select(self, selectors: Sequence[str], filters: Filters) -> set[str] | None:
        """Return the refs that are selected, or None where nobody selects anything.

        Raise SelectionError where a selector names nothing.
        """
        chosen: set[str] | None = None
        if selectors:
            chosen = set()
            for selector in selectors:
                found = self._term(selector)
                if not found:
                    raise SelectionError(f"`{selector}` matches nothing: no entity has all of it")
                chosen |= found
        for name, values in filters.given():
            matching = self._any_of(name, values)
            chosen = matching if chosen is None else chosen & matching
        if chosen is not None and not chosen:
            raise SelectionError("nothing matches all of these selectors and filters together")
        return chosen

    def _any_of(self, name: str, values: Sequence[str]) -> set[str]:
        """Return what an option lets through: whatever has any of its values; raise SelectionError for a slip."""
        found = {value: self._traits.matching(name, value) for value in values}
        matching = {ref for refs in found.values() for ref in refs}
        for value in values:
            if not found[value] and not (matching and self._traits.is_known(name, value)):
                parts = [f"--{name} {part.strip()}" for part in value.split(",")]
                several = f"; repeat it for any of several: {' '.join(parts)}" if len(parts) > 1 else ""
                near = several or self._traits.nearest(name, value)
                raise SelectionError(f"`--{name} {value}` matches nothing{near}")
        return matching

    def find(self, name: str, kind: str | None = None) -> str:
        """Return the ref of the one entity or key result that a name means; raise SelectionError with the way out."""
        ref = find(self.snapshot.names, name, kind)
        if ref.startswith(f"{KEY_RESULT}:"):
            full, day = ref.partition(":")[2], self.snapshot.as_of
            added = added_on(self.snapshot.get(outcome_of(ref)), full.partition("/")[2], day)
            if added:
                raise SelectionError(f"`{full}` was added on {added}: on {day} it was not there yet")
        return ref

    def _term(self, selector: str) -> set[str]:
        found: set[str] | None = None
        for part in filter(None, selector.split(",")):
            these = self._part(part)
            found = these if found is None else found & these
        if found is None:
            raise SelectionError("an empty selector")
        return found

    def _part(self, part: str) -> set[str]:
        """Return what one part of a selector means, which is never nothing."""
        if not part.strip("+"):
            raise SelectionError("an empty selector")
        prefix, colon, value = part.lstrip("+").partition(":")
        if colon and prefix not in KINDS and prefix != KEY_RESULT:
            return self._filtered(part, prefix, value)
        ref = self.find(part.removeprefix("+").removesuffix("+"))
        found = {ref}
        if part.startswith("+"):
            start = outcome_of(ref)
            found |= {start} | set(self.snapshot.graph.above(start))
        if part.endswith("+"):
            found |= set(self.snapshot.graph.below(ref))
        return found

    def _filtered(self, part: str, name: str, value: str) -> set[str]:
        if part.startswith("+"):
            raise SelectionError(f"`+` adds to an id, not to a filter: write `{part.lstrip('+')}`")
        if name.startswith(OWN):
            self._traits.require_own(name.removeprefix(OWN))
        elif name not in FILTERS:
            near = did_you_mean(name, [*KINDS, *FILTERS, f"{OWN}NAME"], "; ")
            raise SelectionError(f"`{name}:` is neither a kind nor a filter{near}")
        found = set(self._traits.matching(name, value))
        if not found:
            raise SelectionError(f"`{part}` matches nothing{self._traits.nearest(name, value)}")
        return found
