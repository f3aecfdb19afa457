"""`.outtrack-known.json` as it is read: nothing in it is taken that is not as outtrack wrote it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from outtrack.diagnostic import Diagnostic, Keys, Place, Span
from outtrack.files import reason
from outtrack.rules.known import KNOWN_FILE, UPDATE, VERSION, Coverage, Key, Known, epic_key
from outtrack.scalar import shown
from outtrack.snapshot import ConfigError

if TYPE_CHECKING:
    from outtrack.files import Workspace


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
        hint = f"take one side as it is (`git checkout --ours {KNOWN_FILE}`), then run {UPDATE}"
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
        key = _key(one, at)
        if key in counts:
            raise _WrongError(at, "the finding stands here twice", "keep the line with the larger `count`")
        counts[key] = _whole(one, "count", at, 1)
    return Known(counts, _coverage(whole["coverage"]) if whole.get("coverage") is not None else None)


def _key(data: Any, at: Keys) -> Key:
    if isinstance(data, dict) and "epic" in data:
        given = _mapping(data, at, {"epic", "rule", "count"})
        return epic_key(_text(given, "epic", at), _text(given, "rule", at))
    given = _mapping(data, at, {"path", "rule", "entity", "count"})
    return Key(_text(given, "path", at), _text(given, "rule", at), _text(given, "entity", at, may_be_none=True))


def _coverage(data: Any) -> Coverage:
    at = ("coverage",)
    given = _mapping(data, at, {"types", "linked", "asked"})
    types = given.get("types")
    if not isinstance(types, list) or not all(isinstance(one, str) for one in types):
        raise _WrongError((*at, "types"), f"expected a list of texts, found {shown(types)}")
    linked, asked = _whole(given, "linked", at, 0), _whole(given, "asked", at, 1)
    if linked > asked:
        raise _WrongError((*at, "linked"), f"`linked` must be no more than `asked`, {asked}, not {shown(linked)}")
    return Coverage(tuple(types), linked, asked)


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
