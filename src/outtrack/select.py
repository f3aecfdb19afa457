"""Selectors -> entities: `outcome:pay`, `+id`, `id+`, `team:growth,status:stale`, and the filters of the options.

Words apart mean or, commas mean and. A prefix that is a kind's name makes an id; any other is a filter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from outtrack.compute.standing import Standings, key_result_period
from outtrack.compute.terms import lifecycle
from outtrack.diagnostic import did_you_mean
from outtrack.model import KINDS
from outtrack.period import Period, parse_period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from outtrack.snapshot import Snapshot

KEY_RESULT = "key_result"
MOST_LISTED = 24
FILTERS = ("kind", "team", "owner", "tag", "area", "status", "period")


class SelectionError(Exception):
    """A selector can't be understood, or names nothing; says what to write instead."""


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
class Selector:
    """Answers, for one snapshot, which entities a selector means."""

    snapshot: Snapshot
    standings: Standings
    _all: list[str] = field(default_factory=list)

    def everything(self) -> list[str]:
        """Return every entity and key result."""
        if not self._all:
            names = self.snapshot.names
            self._all = [
                record.ref for kind in KINDS for record in names.records[kind].values() if not record.is_broken
            ]
            self._all += [f"{KEY_RESULT}:{full}" for full in names.key_results()]
        return self._all

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
            matching = {ref for value in values for ref in self._filter(name, value)}
            chosen = matching if chosen is None else chosen & matching
            if not matching:
                given = f"--{name} {' '.join(values)}"
                raise SelectionError(f"`{given}` matches nothing{self._known(f'{name}:{values[0]}')}")
        if chosen is not None and not chosen:
            raise SelectionError("nothing matches all of these selectors and filters together")
        return chosen

    def _term(self, selector: str) -> set[str]:
        found: set[str] | None = None
        for part in filter(None, selector.split(",")):
            these = self._part(part)
            if not these:
                raise SelectionError(f"`{part}` matches nothing{self._known(part)}")
            found = these if found is None else found & these
        if found is None:
            raise SelectionError("an empty selector")
        return found

    def _part(self, part: str) -> set[str]:
        if not part.strip("+"):
            raise SelectionError("an empty selector")
        prefix, colon, value = part.lstrip("+").partition(":")
        if colon and prefix not in KINDS and prefix != KEY_RESULT:
            if prefix not in FILTERS:
                raise SelectionError(
                    f"`{prefix}:` is neither a kind nor a filter{did_you_mean(prefix, [*KINDS, *FILTERS], '; ')}"
                )
            return set(self._filter(prefix, value))
        name = part.removeprefix("+").removesuffix("+")
        ref = self.find(name)
        found = {ref}
        start = self._outcome_of(ref)
        if part.startswith("+"):
            found |= {start} | set(self.snapshot.graph.above(start))
        if part.endswith("+"):
            found |= set(self.snapshot.graph.below(ref))
        return found

    def _known(self, selector: str) -> str:
        """Return the nearest value that a filter would match, as a hint; nothing for other selectors."""
        name, _, value = selector.partition(":")
        if name not in {"team", "owner", "tag", "area", "status"}:
            return ""
        known = sorted({one for ref in self.everything() for one in self._values(ref, name) if one})
        return did_you_mean(value, known, "; ") or (
            f"; there is {', '.join(known)}" if 0 < len(known) <= MOST_LISTED else ""
        )

    def _values(self, ref: str, name: str) -> tuple[str | None, ...]:
        if name == "status":
            return (self.status(ref),)
        if name == "owner":
            return self.owners(ref)
        entity = self._entity(ref)
        tags: tuple[str, ...] = entity.tags
        return tags if name == "tag" else (getattr(entity, name, None),)

    @staticmethod
    def _outcome_of(ref: str) -> str:
        kind, _, name = ref.partition(":")
        return f"outcome:{name.partition('/')[0]}" if kind == KEY_RESULT else ref

    def find(self, name: str, kind: str | None = None) -> str:
        """Return the one entity or key result that a name means; raise SelectionError with the way out.

        An exact id wins; of a key result, any suffix of whole segments will do where only one has it.
        """
        name = normalize("NFC", name)  # as ids are; some systems take names apart
        prefix, colon, rest = name.partition(":")
        if colon and (prefix in KINDS or prefix == KEY_RESULT):
            kind, name = prefix, rest
        elif colon:
            known = [*sorted(KINDS), KEY_RESULT]
            raise SelectionError(f"`{prefix}:` is not a kind: {', '.join(known)}{did_you_mean(prefix, known, '; ')}")
        names = self.snapshot.names
        exact = [
            one for one in ([kind] if kind in KINDS else KINDS) if kind != KEY_RESULT and name in names.records[one]
        ]
        if len(exact) > 1:
            either = ", ".join(f"{one}:{name}" for one in exact)
            raise SelectionError(f"`{name}` is the id of several entities: write one of {either}")
        if exact:
            if names.records[exact[0]][name].is_broken:
                raise SelectionError(f"`{name}` can't be shown: its file has errors (outtrack check lists them)")
            return f"{exact[0]}:{name}"
        full = self._key_results(name) if kind in {None, KEY_RESULT} else []
        if len(full) == 1:
            return f"{KEY_RESULT}:{full[0]}"
        if full:
            raise SelectionError(f"`{name}` is the end of several key results: write one of {', '.join(sorted(full))}")
        known = [one for k in ([kind] if kind in KINDS else KINDS) for one in names.records[k]] + list(
            names.key_results()
        )
        what = kind.replace("_", " ") if kind else "entity or key result"
        raise SelectionError(f"there is no {what} `{name}`{did_you_mean(name, known, '; ')}")

    def _key_results(self, name: str) -> list[str]:
        known = self.snapshot.names.key_results()
        return [name] if name in known else [full for full in known if full.endswith(f"/{name}")]

    def _filter(self, name: str, value: str) -> list[str]:
        test = getattr(self, f"_has_{name}")
        wanted: Any = value
        if name == "period":
            wanted = self._period(value)
        elif name == "kind":
            wanted = value.replace("-", "_")
            if wanted not in KINDS and wanted != KEY_RESULT:
                known = [*sorted(KINDS), KEY_RESULT]
                raise SelectionError(f"`{value}` is not a kind: {', '.join(known)}{did_you_mean(value, known, '; ')}")
        elif name == "status":
            wanted = value.casefold().replace("-", "_").replace(" ", "_")
        return [ref for ref in self.everything() if test(ref, wanted)]

    def _period(self, text: str) -> Period:
        try:
            return parse_period(text, self.snapshot.config.fiscal_year_start)
        except ValueError as error:
            raise SelectionError(str(error)) from None

    def _entity(self, ref: str) -> Any:
        return self.snapshot.get(self._outcome_of(ref))

    def _key_result(self, ref: str) -> Any:
        standing = self.standings.of(self._outcome_of(ref))
        return (
            next((one for one in standing.key_results if f"{KEY_RESULT}:{one.id}" == ref), None) if standing else None
        )

    def _has_kind(self, ref: str, kind: str) -> bool:
        return ref.startswith(f"{kind}:")

    def _has_team(self, ref: str, team: str) -> bool:
        return (self._entity(ref).team or "").casefold() == team.casefold()

    def _has_owner(self, ref: str, owner: str) -> bool:
        return owner.casefold() in {one.casefold() for one in self.owners(ref)}

    def owners(self, ref: str) -> tuple[str, ...]:
        """Return who answers for an entity; for a key result its own owner, else the outcome's."""
        if ref.startswith(f"{KEY_RESULT}:"):
            standing = self._key_result(ref)
            if standing and standing.key_result.owner:
                own: tuple[str, ...] = standing.key_result.owner
                return own
        owners: tuple[str, ...] = self._entity(ref).owner
        return owners

    def _has_tag(self, ref: str, tag: str) -> bool:
        return tag.casefold() in {one.casefold() for one in self._entity(ref).tags}

    def _has_area(self, ref: str, area: str) -> bool:
        return (getattr(self._entity(ref), "area", None) or "").casefold() == area.casefold()

    def _has_status(self, ref: str, status: str) -> bool:
        return self.status(ref) == status

    def status(self, ref: str) -> str | None:
        """Return the status that is shown: of outcomes and key results the headline, else the lifecycle."""
        if ref.startswith(f"{KEY_RESULT}:"):
            standing = self._key_result(ref)
            return standing.status if standing else None
        if ref.startswith("outcome:"):
            found = self.standings.of(ref)
            return found.status if found else None
        return lifecycle(self._entity(ref), self.snapshot.as_of) or None

    def _has_period(self, ref: str, period: Period) -> bool:
        due = self._due(ref)
        return due is not None and period.first <= due <= period.last

    def _due(self, ref: str) -> date | None:
        entity = self._entity(ref)
        if ref.startswith(f"{KEY_RESULT}:"):
            standing = self._key_result(ref)
            return key_result_period(standing.key_result, entity)[1] if standing else None
        due = getattr(entity, "due", None)
        return due.last if due else getattr(entity, "stop", None)
