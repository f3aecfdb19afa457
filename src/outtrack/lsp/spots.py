"""What stands at a place of a text: the keys that lead to it, the link or enumeration of its field, what it names.

Lines and columns count from 1, in code points, as in spans.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from outtrack.frozen import dataclass
from outtrack.graph import declared
from outtrack.model import CHECKIN, KINDS, record_class
from outtrack.model.base import key_of, slug
from outtrack.model.declared import record_at
from outtrack.names import KEY_RESULT
from outtrack.read import folder_kind
from outtrack.source import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Keys, Span
    from outtrack.model.base import Link
    from outtrack.names import Record
    from outtrack.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in a text."""

    kind: str
    """The kind of the document around it."""
    document: int
    keys: Keys
    """As they are written."""
    span: Span
    data: dict[str, Any]
    """The document."""

    @property
    def value(self) -> Any:
        """What stands there."""
        found: Any = self.data
        for key in self.keys:
            found = found[key]
        return found

    @property
    def path(self) -> tuple[str, ...]:
        """The keys without places in lists."""
        return tuple(key for key in self.keys if isinstance(key, str))

    @property
    def link(self) -> Link | None:
        """What the field links to, however short it is written; None where it is no link."""
        links = {tuple(map(str, keys)): link for keys, link in declared(self.kind).items()}
        return links.get(self.path) or links.get((*self.path, "to"))

    def words(self) -> list[str]:
        """Return the words of the field's enumeration; nothing where it has none."""
        top: type = record_class(self.kind)
        record = record_at(top, self.path[:-1])
        hints = get_type_hints(record, include_extras=True) if record and self.path else {}
        return list(_literals(next((hint for name, hint in hints.items() if key_of(name) == self.path[-1]), None)))


def _literals(hint: Any) -> Iterator[str]:
    if get_origin(hint) is Literal:
        yield from get_args(hint)
    else:
        for part in get_args(hint):
            if not isinstance(part, str):
                yield from _literals(part)


def spot(path: str, data: bytes, line: int, column: int) -> Spot | None:
    """Return the smallest value, on one line, around a place of a text; None where there is none, or no kind."""
    source = parse(data, path, marks=True)
    best: tuple[int, Spot] | None = None
    for index, (document, marks) in enumerate(zip(source.documents, source.marks, strict=False)):
        stated = document.get("kind") if isinstance(document, dict) else None
        kind = stated if isinstance(stated, str) else folder_kind(path)
        if not isinstance(document, dict) or (kind not in KINDS and kind != CHECKIN):
            continue
        for keys, (_, span) in marks.items():
            size = span.end_column - span.column
            if (
                keys
                and span.line == line
                and span.column <= column <= span.end_column
                and (best is None or size <= best[0])
            ):
                best = size, Spot(kind, index, keys, span, document)
    return best[1] if best else None


def meaning(snapshot: Snapshot, path: str, found: Spot) -> str | None:
    """Return the ref of what a spot names: where its link leads, or whose id or title it is."""
    if not isinstance(found.value, str):
        return None
    if found.link:
        target = snapshot.names.resolve(str(found.value), found.link)
        return target if isinstance(target, str) else None
    record = record_of(snapshot, path, found.document)
    if record is None:
        return None
    if found.path in {("id",), ("title",)}:
        return record.ref
    if found.path[:1] == ("key_results",) and found.path[1:] in {("id",), ("title",)} and record.kind == "outcome":
        holder = Spot(found.kind, found.document, found.keys[:-1], found.span, found.data).value
        full = f"{record.id}/{holder.get('id') or slug(str(holder.get('title', '')))}"
        return f"{KEY_RESULT}:{full}" if full in snapshot.names.key_results() else None
    return None


def record_of(snapshot: Snapshot, path: str, document: int) -> Record | None:
    """Return the entity that a document of a file describes; None where it is none, or has lost its id to another."""
    for records in snapshot.names.records.values():
        for record in records.values():
            if record.path == path and record.document == document:
                return record
    return None


_TRIALS = ("", "]", "}", "}]", "]}")
"""What may be missing at the end of a line that is being typed."""


_REST = re.compile(r"(?:[^\s,\[\]{}\"':]|:(?=\w))*")
"""What belongs to a word behind the cursor."""


def being_typed(path: str, data: bytes, line: int, column: int) -> tuple[Spot, str, str] | None:
    """Return the value that is being typed at a place, and its two parts around it; None where it is no value."""
    lines = data.decode(errors="replace").split("\n")
    if not 1 <= line <= len(lines):
        return None
    text = lines[line - 1].rstrip("\r")
    before, after = text[: column - 1], text[column - 1 :]
    start = max(before.rfind(sign) for sign in " [{,:\"'") + 1
    while start and before[start - 1] == ":" and start < len(before) and before[start - 2 : start - 1].isalnum():
        start = max(before.rfind(sign, 0, start - 1) for sign in " [{,\"'") + 1  # `kind:id` is one word
    word, rest = before[start:], _REST.findall(after)[0]
    for missing in _TRIALS:
        tried = f"{before[:start]}outtrack{after[len(rest) :] if missing == '' else ''}{missing}"
        lines[line - 1] = tried
        found = spot(path, "\n".join(lines).encode(), line, start + 1)
        if found and found.value == "outtrack":
            return found, word, rest
    return None
