"""One type for every complaint: where it is, what is wrong, and the way out."""

from __future__ import annotations

from enum import StrEnum
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

NEAR_ENOUGH: Final = 0.6
"""So much of two words must agree for one to be taken for a slip of the other."""
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


def nearest(word: str, known: Iterable[str], cutoff: float = NEAR_ENOUGH) -> str | None:
    """Return the known name that comes nearest to a word, or None where none comes near.

    Case makes no difference, nor does it whether words are joined by `-`, `_` or a blank. `cutoff` is the share
    of the letters that must agree, 0 to 1.
    """
    from difflib import get_close_matches

    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(_folded(name), name)
    found = get_close_matches(_folded(word), folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else None


def _folded(name: str) -> str:
    return name.casefold().replace("-", "_").replace(" ", "_")


def a_kind(kind: str) -> str:
    """Return the words for a kind, or a key result, with their article, as messages say them: `a key result`."""
    words = kind.replace("_", " ")
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def did_you_mean(word: str, known: Iterable[str], before: str = "") -> str:
    """Return the question whether the nearest known name was meant, after `before`; nothing where none is near."""
    found = nearest(word, known)
    return f"{before}did you mean `{found}`?" if found else ""
