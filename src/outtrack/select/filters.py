"""What entities and key results are filtered by: the values that each has, and which of them are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from outtrack.compute.standing import Standings, key_result_period
from outtrack.compute.terms import lifecycle
from outtrack.diagnostic import did_you_mean
from outtrack.model import KINDS
from outtrack.names import KEY_RESULT
from outtrack.period import Period, parse_period
from outtrack.select.names import SelectionError, kind_of, outcome_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from outtrack.compute.standing import KeyResultStanding
    from outtrack.snapshot import Snapshot

MOST_LISTED = 24
FILTERS = ("kind", "team", "owner", "tag", "area", "status", "period")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The filters of the options: within one, any of the values; across them, all."""

    kind: Sequence[str] = ()
    team: Sequence[str] = ()
    owner: Sequence[str] = ()
    tag: Sequence[str] = ()
    area: Sequence[str] = ()
    status: Sequence[str] = ()
    period: Sequence[str] = ()

    def given(self) -> list[tuple[str, Sequence[str]]]:
        """Return the filters that have values."""
        return [(name, values) for name in FILTERS if (values := getattr(self, name))]


@dataclass
class Traits:
    """What the entities and key results of a snapshot have that one may filter by."""

    snapshot: Snapshot
    standings: Standings

    @cached_property
    def everything(self) -> list[str]:
        """The refs of all entities and key results that could be read."""
        names = self.snapshot.names
        entities = [record.ref for kind in KINDS for record in names.records[kind].values() if not record.is_broken]
        return entities + [f"{KEY_RESULT}:{full}" for full in names.key_results()]

    def matching(self, name: str, value: str) -> list[str]:
        """Return the refs of everything that a filter with this value lets through."""
        if name == "kind":
            kind = kind_of(value)
            return [ref for ref in self.everything if ref.startswith(f"{kind}:")]
        if name == "period":
            period = self._period(value)
            return [ref for ref in self.everything if (day := self._due(ref)) and period.first <= day <= period.last]
        wanted = value.casefold()
        if name == "status":
            wanted = wanted.replace("-", "_").replace(" ", "_")
        return [ref for ref in self.everything if wanted in [one.casefold() for one in self._values(ref, name)]]

    def nearest(self, name: str, value: str) -> str:
        """Return, as the end of a message, the nearest value with which the filter would match anything, else all."""
        if name in {"kind", "period"}:
            return ""
        known = sorted({one for ref in self.everything for one in self._values(ref, name)})
        listed = f"; there is {', '.join(known)}" if 0 < len(known) <= MOST_LISTED else ""
        return did_you_mean(value, known, "; ") or listed

    def _values(self, ref: str, name: str) -> tuple[str, ...]:
        """Return what an entity or key result has of a filter; a key result shares what is its outcome's."""
        if name == "status":
            found: Any = self._status(ref)
        elif name == "owner":
            found = self._owners(ref)
        else:
            found = getattr(self._entity(ref), "tags" if name == "tag" else name, None)
        return found if isinstance(found, tuple) else () if found is None else (found,)

    def _entity(self, ref: str) -> Any:
        return self.snapshot.get(outcome_of(ref))

    def _key_result(self, ref: str) -> KeyResultStanding | None:
        standing = self.standings.of(outcome_of(ref))
        key_results = standing.key_results if standing else ()
        return next((one for one in key_results if f"{KEY_RESULT}:{one.id}" == ref), None)

    def _owners(self, ref: str) -> tuple[str, ...]:
        """Return who answers for an entity; for a key result its own owner, else the outcome's."""
        standing = self._key_result(ref) if ref.startswith(f"{KEY_RESULT}:") else None
        owners: tuple[str, ...] = self._entity(ref).owner
        return (standing and standing.key_result.owner) or owners

    def _status(self, ref: str) -> str | None:
        """Return the status that is shown: of outcomes and key results the headline, else the lifecycle."""
        if ref.startswith(f"{KEY_RESULT}:"):
            standing = self._key_result(ref)
            return standing.status if standing else None
        if ref.startswith("outcome:"):
            found = self.standings.of(ref)
            return found.status if found else None
        return lifecycle(self._entity(ref), self.snapshot.as_of) or None

    def _period(self, text: str) -> Period:
        try:
            return parse_period(text, self.snapshot.config.fiscal_year_start)
        except ValueError as error:
            raise SelectionError(str(error)) from None

    def _due(self, ref: str) -> date | None:
        entity = self._entity(ref)
        if ref.startswith(f"{KEY_RESULT}:"):
            standing = self._key_result(ref)
            return key_result_period(standing.key_result, entity)[1] if standing else None
        due = getattr(entity, "due", None)
        return due.last if due else getattr(entity, "stop", None)
