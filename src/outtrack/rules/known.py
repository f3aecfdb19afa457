"""Known findings: those that stood when a team began to check, kept in a file beside `outtrack.yaml`.

A known finding is known by rule, path and entity, and by how many of these there are, never by its line. One about an
epic of an export is known by what the tracker calls the epic: the export may be another file every night.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from outtrack.diagnostic import Severity
from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from outtrack.diagnostic import Diagnostic
    from outtrack.snapshot import Beside

KNOWN_FILE: Final = ".outtrack-known.json"
VERSION: Final = 1
UPDATE: Final = "`outtrack check --update-known`"
UPDATE_EPICS: Final = "`outtrack check --epics FILE --update-known`"
_ADOPTED: Final = (Severity.ERROR, Severity.WARNING)
"""Infos are not: what is only mentioned today may fail tomorrow, such as work that leaves the inbox."""


class Key(NamedTuple):
    """What a finding is known by, in the order in which the file is sorted."""

    path: str
    """Empty for an epic of an export."""
    rule: str
    entity: str
    """The entity, or what the tracker calls the epic; empty for neither."""

    @property
    def is_epic(self) -> bool:
        """Whether the finding is about an epic that stands in an export."""
        return not self.path

    @property
    def about(self) -> str:
        """What the finding is about, for people."""
        return f"about `{self.entity}`" if self.is_epic else f"in {self.path}"

    @property
    def data(self) -> dict[str, str | None]:
        """The key as it stands in the file."""
        if self.is_epic:
            return {"epic": self.entity, "rule": self.rule}
        return {"path": self.path, "rule": self.rule, "entity": self.entity or None}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the outputs that are asked serve an outcome."""

    types: tuple[str, ...]
    linked: int
    asked: int

    def is_below(self, other: Coverage) -> bool:
        """Return whether the share is smaller than another."""
        return self.linked * other.asked < other.linked * self.asked


@dataclass(frozen=True, slots=True)
class Known:
    """What the file holds."""

    counts: Mapping[Key, int] = field(default_factory=dict)
    coverage: Coverage | None = None

    @property
    def counter(self) -> Counter[Key]:
        """How many there are of each."""
        return Counter(self.counts)

    def sift(self, found: Iterable[Diagnostic], beside: Beside | None = None) -> tuple[list[Diagnostic], Counter[str]]:
        """Return the findings that are not known, and how many known ones there are of each rule."""
        left, hidden, new = self.counter, Counter[str](), []
        for one in found:
            key = key_of(one, beside)
            if one.severity in _ADOPTED and left[key] > 0:
                left[key] -= 1
                hidden[one.rule] += 1
            else:
                new.append(one)
        return new, hidden

    @property
    def text(self) -> str:
        """The file: sorted, a finding a line."""
        head: dict[str, Any] = {"version": VERSION}
        if one := self.coverage:
            head |= {"coverage": {"types": list(one.types), "linked": one.linked, "asked": one.asked}}
        lines = [f"  {_json(name)}: {_json(value)}," for name, value in head.items()]
        found = [f"    {_json({**key.data, 'count': count})}" for key, count in sorted(self.counts.items())]
        return "\n".join(["{", *lines, '  "findings": [', ",\n".join(found), "  ]", "}", ""]).replace("\n\n", "\n")


def _json(value: object) -> str:
    """Return a value as JSON of one line, in which every character can be seen."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else "".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in text)


def key_of(found: Diagnostic, beside: Beside | None = None) -> Key:
    """Return what a finding is known by."""
    name = beside.name(found.place) if beside else None
    return epic_key(name, found.rule) if name else Key(found.path, found.rule, found.entity or "")


def epic_key(name: str, rule: str) -> Key:
    """Return what a finding about an epic is known by, from what its tracker calls it."""
    return Key("", rule, name)


def counted(found: Iterable[Diagnostic], beside: Beside | None = None) -> Counter[Key]:
    """Return how many findings there are of each that can be known."""
    return Counter(key_of(one, beside) for one in found if one.severity in _ADOPTED)
