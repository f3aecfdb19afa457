"""Known findings: those that stood when a team began to check, kept in a file beside `outtrack.yaml`.

A known finding is known by rule, path and entity, and by how many of these there are, never by its line.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from outtrack.diagnostic import Diagnostic, Keys, Place, Severity, Span
from outtrack.files import reason
from outtrack.scalar import shown
from outtrack.snapshot import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from outtrack.files import Workspace

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


class _WrongError(Exception):
    """The file does not hold what it should; carries where, what, and the way out."""

    def __init__(self, keys: Keys, message: str, hint: str = f"mend it, or delete the file and run {UPDATE}") -> None:
        super().__init__(message)
        self.keys, self.message, self.hint = keys, message, hint


def read_known(workspace: Workspace) -> Known | None:
    """Return the known findings, None where there is no such file; raise ConfigError where it can't be used."""
    try:
        data = workspace.read(KNOWN_FILE)
    except FileNotFoundError:
        return None
    except OSError as error:
        found = Diagnostic(rule="invalid-config", message=reason(error), place=Place(KNOWN_FILE))
        raise ConfigError([found]) from None
    try:
        return _known(json.loads(data))
    except (ValueError, RecursionError, _WrongError) as error:
        raise ConfigError([_diagnose(data, error)]) from None


def _diagnose(data: bytes, error: Exception) -> Diagnostic:
    """Return why the file can't be used."""
    from outtrack.source import parse
    from outtrack.source.encoding import unreadable

    place, span = Place(KNOWN_FILE), None
    if problem := unreadable(data, KNOWN_FILE):
        message, span = problem.message, problem.span
        hint = f"keep one of the sides or the lines of both, delete the markers, and run {UPDATE}"
        if problem.rule != "merge-conflict":
            hint = f"delete the file and run {UPDATE}"
    elif isinstance(error, _WrongError):
        message, hint, place = error.message, error.hint, Place(KNOWN_FILE, 0, error.keys)
        span = parse(data, KNOWN_FILE, marks=True).span(place)
    else:
        message, hint = "the file is not JSON", f"mend it, or delete the file and run {UPDATE}"
        if isinstance(error, json.JSONDecodeError):
            message = f"the file is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
            span = Span(error.lineno, error.colno, error.lineno, error.colno + 1)
    return Diagnostic(rule="invalid-config", message=message, hint=hint, place=place, span=span)


def _known(data: Any) -> Known:
    """Return what was read; raise _WrongError where anything in it is not as it was written."""
    whole = _mapping(data, (), {"version", "coverage", "findings"})
    version = whole.get("version")
    if version != VERSION or isinstance(version, bool):
        newer = isinstance(version, int) and version > VERSION
        hint = "upgrade outtrack" if newer else f"delete the file and run {UPDATE}"
        what = f"version {shown(version)} is not known: this is version {VERSION}"
        raise _WrongError(("version",), what if version is not None else "`version` is missing", hint)
    findings = whole.get("findings", [])
    if not isinstance(findings, list):
        raise _WrongError(("findings",), f"expected a list, found {shown(findings)}")
    counts: dict[Key, int] = {}
    for index, one in enumerate(findings):
        at = ("findings", index)
        given = _mapping(one, at, {"path", "rule", "entity", "count"})
        key = Key(_text(given, "path", at), _text(given, "rule", at), _text(given, "entity", at, may_be_none=True))
        if key in counts:
            raise _WrongError(at, "the finding stands here twice", "keep the line with the larger `count`")
        counts[key] = _whole(given, "count", at, 1)
    return Known(counts, _coverage(whole["coverage"]) if whole.get("coverage") is not None else None)


def _coverage(data: Any) -> Coverage:
    at = ("coverage",)
    given = _mapping(data, at, {"types", "linked", "asked"})
    types = given.get("types")
    if not isinstance(types, list) or not all(isinstance(one, str) for one in types):
        raise _WrongError((*at, "types"), f"expected a list of texts, found {shown(types)}")
    return Coverage(tuple(types), _whole(given, "linked", at, 0), _whole(given, "asked", at, 1))


def _mapping(data: Any, at: Keys, names: set[str]) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise _WrongError(at, f"expected a mapping, found {shown(data)}")
    for name in data:
        if name not in names:
            raise _WrongError((*at, name), f"{shown(name)} has no place here", "delete it: the next update would")
    return data


def _text(given: dict[str, Any], name: str, at: Keys, *, may_be_none: bool = False) -> str:
    value = given.get(name)
    if value is None and may_be_none:
        return ""
    if not isinstance(value, str) or not value:
        raise _WrongError((*at, name), f"`{name}` must be a text, not {shown(value)}")
    return value


def _whole(given: dict[str, Any], name: str, at: Keys, least: int) -> int:
    value = given.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise _WrongError((*at, name), f"`{name}` must be a whole number from {least}, not {shown(value)}")
    return value
