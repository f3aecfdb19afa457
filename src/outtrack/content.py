"""What one file holds, in the compact form that is kept between runs and sent between processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.diagnostic import Diagnostic, Place, Severity, Span
from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outtrack.comment import Comment


@dataclass(frozen=True, slots=True)
class Stored:
    """One document; `text` is None where it is broken: known by its id, never computed."""

    kind: str
    id: str
    document: int
    text: str | None = None
    """Two JSON texts with a tab between them: the record, and its links."""
    rest: str | None = None
    """Of a broken document, the same of what could be read; without the record where that can't say what it serves."""


@dataclass(frozen=True, slots=True)
class Content:
    """One file."""

    path: str
    documents: tuple[Stored, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    comments: tuple[Comment, ...] = ()
    """Those that speak to outtrack."""


def documents_to_json(documents: Iterable[Stored]) -> list[Any]:
    """Return kind, id, place in the file, and what is left of it if it is broken; the texts go separately.

    What is left is None for one that is whole, and empty where nothing is.
    """
    return [[one.kind, one.id, one.document, (one.rest or "") if one.text is None else None] for one in documents]


def diagnostic_to_json(found: Diagnostic) -> list[Any]:
    """Return a diagnostic as JSON data."""
    return [
        found.rule,
        found.message,
        found.severity.value,
        found.hint,
        found.entity,
        found.place and _place_to_json(found.place),
        found.span and _span_to_json(found.span),
        [[_place_to_json(place), span and _span_to_json(span)] for place, span in found.also],
    ]


def diagnostic_from_json(data: list[Any]) -> Diagnostic:
    """Return the diagnostic that was kept as JSON data."""
    rule, message, severity, hint, entity, place, span, also = data
    return Diagnostic(
        rule=rule,
        message=message,
        severity=Severity(severity),
        hint=hint,
        entity=entity,
        place=place and _place_from_json(place),
        span=span and Span(*span),
        also=tuple((_place_from_json(at), where and Span(*where)) for at, where in also),
    )


def _place_to_json(place: Place) -> list[Any]:
    return [place.path, place.document, list(place.keys), place.on_key]


def _place_from_json(data: list[Any]) -> Place:
    path, document, keys, on_key = data
    return Place(path, document, tuple(keys), on_key)


def _span_to_json(span: Span) -> list[int]:
    return [span.line, span.column, span.end_line, span.end_column]
