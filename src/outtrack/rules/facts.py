"""What the rules look at: a snapshot, and what several of them need of it, each worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from outtrack.compute.standing import Standings
from outtrack.compute.terms import lifecycle
from outtrack.diagnostic import Diagnostic, Keys, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outtrack.compute.standing import KeyResultStanding, OutcomeStanding
    from outtrack.config import Config
    from outtrack.graph import Graph
    from outtrack.snapshot import Snapshot

OPEN_WORK = ("todo", "doing")


@dataclass
class Facts:
    """A snapshot on its day, with its standings and indexes."""

    snapshot: Snapshot

    @property
    def as_of(self) -> date:
        """The day on which everything is seen."""
        return self.snapshot.as_of

    @property
    def config(self) -> Config:
        """What `outtrack.yaml` says."""
        return self.snapshot.config

    @property
    def graph(self) -> Graph:
        """All entities with their resolved links."""
        return self.snapshot.graph

    @cached_property
    def standings(self) -> Standings:
        """How the outcomes and key results stand."""
        return Standings(self.snapshot)

    def all(self, kind: str) -> list[Any]:
        """Return the entities of a kind that could be read, by id."""
        return self.snapshot.all(kind)

    def status(self, entity: Any) -> str:
        """Return the status set by hand, as it was on the day."""
        return lifecycle(entity, self.as_of)

    @cached_property
    def active(self) -> list[OutcomeStanding]:
        """The standings of the outcomes that are being worked for: neither draft, paused nor ended."""
        return [one for one in self.standings.all() if one.lifecycle == "active"]

    def key_results(self) -> Iterator[tuple[OutcomeStanding, KeyResultStanding]]:
        """Yield every key result of an active outcome, with that outcome."""
        for outcome in self.active:
            for one in outcome.key_results:
                yield outcome, one

    @cached_property
    def outputs_of(self) -> dict[str, list[Any]]:
        """The outputs that serve each outcome, directly or through what they are part of or build, by its ref."""
        found: dict[str, list[Any]] = {}
        for output in self.all("output"):
            for ref in self.graph.above(output.ref):
                if ref.startswith("outcome:"):
                    found.setdefault(ref, []).append(output)
        return found


def about_key_result(one: KeyResultStanding, key: str | Keys, message: str, hint: str | None = None) -> Diagnostic:
    """Return a finding about a value of a key result; where there is none, it points at the key result."""
    keys = key if isinstance(key, tuple) else (key,)
    place = Place("", 0, ("key_results", one.index, *keys))
    return Diagnostic(rule="", message=message, hint=hint, entity=f"key_result:{one.id}", place=place)
