"""What entities and key results are filtered by: the values that each has, and which of them are wanted."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from outtrack.compute.terms import EXPERIMENT_STATES, added_on, experiment_state, key_result_period, lifecycle
from outtrack.diagnostic import did_you_mean
from outtrack.model import KINDS, kind_class
from outtrack.names import KEY_RESULT
from outtrack.period import Period, parse_period
from outtrack.scalar import written
from outtrack.select.names import SelectionError, kind_of, outcome_of
from outtrack.shapes import STATUS_TONES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.standing import Standings
    from outtrack.model.values import Scalar
    from outtrack.snapshot import Snapshot

MOST_LISTED = 32
FILTERS = ("kind", "team", "owner", "tag", "area", "status", "period")
OWN = "fields."
"""What stands before the name of one of the team's own values."""


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
    shown: tuple[str, ...]
    """The kinds that are filtered."""

    @cached_property
    def everything(self) -> list[str]:
        """The refs of all entities and key results that could be read; key results that came later are not there."""
        names = self.snapshot.names
        entities = [record.ref for kind in KINDS for record in names.records[kind].values() if not record.is_broken]
        day, get = self.snapshot.as_of, self.snapshot.get
        there = [
            full for full, ref in names.key_results().items() if not added_on(get(ref), full.partition("/")[2], day)
        ]
        return entities + [f"{KEY_RESULT}:{full}" for full in there]

    @cached_property
    def filtered(self) -> list[str]:
        """The refs of all that is of the kinds that are shown."""
        return [ref for ref in self.everything if ref.partition(":")[0] in self.shown]

    def matching(self, name: str, value: str) -> list[str]:
        """Return the refs of everything that a filter with this value lets through."""
        if name == "kind":
            kind = kind_of(value, self.snapshot.config.output_types or ())
            return [ref for ref in self.everything if ref.startswith(f"{kind}:")]
        if name == "period":
            period = self._period(value)
            return [ref for ref in self.filtered if (day := self._due(ref)) and period.first <= day <= period.last]
        is_wanted = _equals(_status_word(value) if name == "status" else value)
        return [ref for ref in self.filtered if any(map(is_wanted, self._values(ref, name)))]

    def nearest(self, name: str, value: str) -> str:
        """Return, as the end of a message, what was probably meant, else the values with which something matches."""
        if name in {"kind", "period"}:
            return ""
        slip = "" if self.is_known(name, value) else value
        return _among(slip, {written(one) for ref in self.filtered for one in self._values(ref, name)})

    def is_known(self, name: str, value: str) -> bool:
        """Return whether a value is no slip, although nothing has it today: `--status missed` on a good day."""
        config = self.snapshot.config
        if name == "status":
            return _status_word(value) in _status_words()
        listed = {"team": config.teams, "owner": config.people}.get(name, ())
        return name in {"kind", "period"} or any(map(_equals(value), listed))

    def require_own(self, name: str) -> None:
        """Raise SelectionError where no entity has a value of its own with that name."""
        known = {own for ref in self.filtered for own in self._entity(ref).fields or ()}
        if name not in known:
            raise SelectionError(f"no entity has `{name}` among its `fields`{_among(name, known)}")

    def _values(self, ref: str, name: str) -> tuple[Scalar, ...]:
        """Return what an entity or key result has of a filter; a key result shares what is its outcome's."""
        if name == "status":
            found: Any = self._status(ref)
        elif name == "owner":
            found = self._owners(ref)
        elif name.startswith(OWN):
            found = (self._entity(ref).fields or {}).get(name.removeprefix(OWN))
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
        """Return the status that is shown: the headline, the state of an experiment, else the lifecycle."""
        if ref.startswith(f"{KEY_RESULT}:"):
            standing = self._key_result(ref)
            return standing.status if standing else None
        if ref.startswith("outcome:"):
            found = self.standings.of(ref)
            return found.status if found else None
        entity = self._entity(ref)
        if entity.kind == "experiment":
            return experiment_state(entity, self.snapshot.as_of)
        return lifecycle(entity, self.snapshot.as_of) or None

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


def _equals(value: str) -> Callable[[Scalar], bool]:
    """Return the test for a value as somebody typed it: of texts, whatever their case; of numbers, by what they are."""
    folded = value.casefold()
    number = _number(value)

    def test(one: Scalar) -> bool:
        if isinstance(one, (int, float)) and not isinstance(one, bool):
            return one == number
        return written(one).casefold() == folded

    return test


def _number(text: str) -> float | None:
    for read in (int, float):  # in this order, since a whole number of many digits is no float
        with suppress(ValueError):
            return read(text)
    return None


def _among(value: str, known: Iterable[str]) -> str:
    """Return, as the end of a message, the nearest of the known words, else all of them where they are few."""
    words = sorted(known)
    listed = f"; there is {', '.join(words)}" if 0 < len(words) <= MOST_LISTED else ""
    return did_you_mean(value, words, "; ") or listed


def _status_word(text: str) -> str:
    return text.casefold().replace("-", "_").replace(" ", "_")


def _status_words() -> set[str]:
    """Return every status that there can be: what is computed, what is set by hand, the states of experiments."""
    by_hand = [get_args(get_type_hints(kind_class(kind)).get("status")) for kind in KINDS]
    return {*STATUS_TONES, *EXPERIMENT_STATES}.union(*by_hand)
