"""One type for every complaint: where it is, what is wrong, and the way out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Keys = tuple[str | int, ...]
"""The way from the top of a document to a value: `("key_results", 0, "target")`."""


class Severity(StrEnum):
    """How much a finding weighs; `error` fails a build."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: lines and columns count from 1, in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Place:
    """A value in a file: the path within the workspace, the document in the file, the keys in the document.

    `on_key` means the key itself rather than what stands behind it.
    """

    path: str
    document: int = 0
    keys: Keys = ()
    on_key: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding. `span` is None until it is located, and stays None for a finding about a whole file or folder."""

    rule: str
    message: str
    severity: Severity = Severity.ERROR
    hint: str | None = None
    entity: str | None = None
    place: Place | None = None
    span: Span | None = None
    also: tuple[tuple[Place, Span | None], ...] = ()
    """Other places that belong to the finding, such as the first of two equal ids."""

    @property
    def path(self) -> str:
        """The path within the workspace; empty where the finding is about no file."""
        return self.place.path if self.place else ""


def order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings by path, position and rule, each once: the order in which they are always shown."""

    def key(found: Diagnostic) -> tuple[str, int, int, str, str]:
        span = found.span
        return found.path, span.line if span else 0, span.column if span else 0, found.rule, found.message

    unique = {(key(found), found.entity): found for found in diagnostics}
    return sorted(unique.values(), key=key)


def fingerprints(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Return a stable name for each finding, from rule, path, entity and how many of these came before it.

    The line is left out, so that a finding keeps its name when the text above it grows.
    """
    seen: dict[tuple[str, str, str], int] = {}
    names = []
    for found in diagnostics:
        key = (found.rule, found.path, found.entity or "")
        seen[key] = seen.get(key, 0) + 1
        digest = blake2b("\0".join((*key, str(seen[key]))).encode(errors="surrogatepass"), digest_size=16)
        names.append(digest.hexdigest())
    return names


def with_rule(found: Diagnostic, rule: str, severity: Severity) -> Diagnostic:
    """Return the finding under a rule's name and severity."""
    return replace(found, rule=rule, severity=severity)
