"""What both passes share: the parser, its limits, and what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

from outtrack.frozen import dataclass

__all__ = ["HAS_C", "MAX_BYTES", "MAX_DEPTH", "Event", "Marks", "Parser", "Source", "Spans", "UnusualError", "Value"]

try:
    from yaml._yaml import CParser as Parser
except ImportError:  # a platform without the C part: the same events, slower
    from yaml.loader import SafeLoader as Parser  # type: ignore[assignment] # the two share `get_event`, no base class

if TYPE_CHECKING:
    from outtrack.diagnostic import Diagnostic, Keys, Place, Span

HAS_C: Final = Parser.__module__ == "yaml._yaml"
MAX_BYTES: Final = 4 * 1024 * 1024
MAX_DEPTH: Final = 40

Event: TypeAlias = Any
"""An event of the parser. Each kind has attributes of its own; it is told by comparing classes, the fastest way."""
Value = dict[str, Any] | list[Any] | str | None


Marks: TypeAlias = "dict[Keys, tuple[Span | None, Span]]"
"""For every value of a document, by the keys that lead to it, the span of its key (None in a list) and its own."""


class UnusualError(Exception):
    """The fast pass met what it does not handle, or the second what it can't go on after."""


class Spans(Protocol):
    """Tells where the values of a file stand."""

    def marks(self) -> tuple[Marks, ...]:
        """Return, for each document, the spans of all of its values."""

    def span(self, place: Place) -> Span | None:
        """Return the span of `place`, or of the nearest value around it; None if the document isn't there."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file: the data of its documents, what is wrong with it, and where all of it stands, if asked for."""

    documents: tuple[Value, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    spans: Spans | None = None

    def span(self, place: Place) -> Span | None:
        """Return the span of `place`, or of the nearest value around it; None if the document isn't there."""
        return self.spans.span(place) if self.spans else None

    @property
    def marks(self) -> tuple[Marks, ...]:
        """The spans of all values, for each document; nothing if they were not asked for."""
        return self.spans.marks() if self.spans else ()
