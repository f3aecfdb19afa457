"""Known findings: those that stood when a team began to check, kept in a file beside `outtrack.yaml`.

A known finding is known by rule, path and entity, and by how many of these there are, never by its line.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from outtrack.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


KNOWN_FILE: Final = ".outtrack-known.json"
VERSION: Final = 1
UPDATE: Final = "`outtrack check --update-known`"
_ADOPTED: Final = (Severity.ERROR, Severity.WARNING)
"""Infos are not: what is only mentioned today may fail tomorrow, such as work that leaves the inbox."""


class Key(NamedTuple):
    """What a finding is known by, in the order in which the file is sorted."""

    path: str
    rule: str
    entity: str


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

    def sift(self, found: Iterable[Diagnostic]) -> tuple[list[Diagnostic], Counter[str]]:
        """Return the findings that are not known, and how many known ones there are of each rule."""
        left, hidden, new = self.counter, Counter[str](), []
        for one in found:
            if one.severity in _ADOPTED and left[key_of(one)] > 0:
                left[key_of(one)] -= 1
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
        found = [
            f"    {_json({'path': key.path, 'rule': key.rule, 'entity': key.entity or None, 'count': count})}"
            for key, count in sorted(self.counts.items())
        ]
        return "\n".join(["{", *lines, '  "findings": [', ",\n".join(found), "  ]", "}", ""]).replace("\n\n", "\n")


def _json(value: object) -> str:
    """Return a value as JSON of one line, in which every character can be seen."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else "".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in text)


def key_of(found: Diagnostic) -> Key:
    """Return what a finding is known by."""
    return Key(found.path, found.rule, found.entity or "")


def counted(found: Iterable[Diagnostic]) -> Counter[Key]:
    """Return how many findings there are of each that can be known."""
    return Counter(key_of(one) for one in found if one.severity in _ADOPTED)
