"""The merge of texts: ours with what theirs brings, or conflicts on just the lines where both changed one value."""

from __future__ import annotations

from collections.abc import Callable
from itertools import starmap
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from outtrack.config import Config
from outtrack.diagnostic import Severity
from outtrack.frozen import dataclass
from outtrack.merge.data import DataMerge, Side, same
from outtrack.merge.remarks import carried, lost
from outtrack.model import CHECKIN, KINDS, record_class
from outtrack.read import folder_kind, read_file
from outtrack.source import parse
from outtrack.write import EditError, edit

if TYPE_CHECKING:
    from outtrack.write import Edit

Three: TypeAlias = tuple[bytes, bytes, bytes]
"""Base, ours, theirs."""
Textual: TypeAlias = Callable[[bytes, bytes, bytes], tuple[bytes, bool]]
"""Git's own merge: base, ours, theirs -> the merged text, and whether conflicts are left."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge."""

    data: bytes
    has_conflicts: bool
    is_textual: bool = False
    """Whether git's own merge has the word, since the files could not be merged by their meaning."""


class _Versions(NamedTuple):
    """The documents of the three versions."""

    base: list[Any]
    ours: list[Any]
    theirs: list[Any]


class _UnfitError(Exception):
    """The files can't be merged by their meaning."""


def merge(path: str, three: Three, textual: Textual) -> Merged:
    """Return the merge of an entity file: base (empty where there is none), ours and theirs.

    Where git's own merge has the same meaning it is taken: it keeps the comments and the layout of both.
    """
    base, ours, theirs = three
    if theirs in {ours, base}:
        return Merged(ours, has_conflicts=False)
    if base == ours:
        return Merged(theirs, has_conflicts=False)
    plain, has_conflicts = textual(*three)
    fallback = Merged(plain, has_conflicts, is_textual=True)
    try:
        return _by_meaning(path, three, textual, None if has_conflicts else plain)
    except (_UnfitError, EditError):
        return fallback


def _by_meaning(path: str, three: Three, textual: Textual, plain: bytes | None) -> Merged:
    versions = _Versions(*(_documents(data, path) for data in three))
    record = _record(path, versions)
    merged, _, has_conflicts = _merged(record, versions, Side.OURS)
    if plain is not None and not has_conflicts and _holds(plain, path, merged):
        return Merged(plain, has_conflicts=False)
    base, _, theirs = three
    ours = _with_comments(path, record, three, textual)
    versions = versions._replace(ours=_documents(ours, path))
    texts = {}
    for side in Side if has_conflicts else (Side.OURS,):
        values, edits, _ = _merged(record, versions, side)
        texts[side] = carried(base, ours, theirs, edit(ours, edits, path, record))
        if not _holds(texts[side], path, values):
            raise _UnfitError
    if lost(base, ours, theirs, texts[Side.THEIRS if has_conflicts else Side.OURS]):
        raise _UnfitError
    if not has_conflicts:
        if not _errors(path, texts[Side.OURS]) <= _errors(path, ours) | _errors(path, theirs):
            raise _UnfitError
        return Merged(texts[Side.OURS], has_conflicts=False)
    data, is_conflict = textual(texts[Side.BASE], texts[Side.OURS], texts[Side.THEIRS])
    if not is_conflict:
        raise _UnfitError
    return Merged(data, has_conflicts=True)


def _documents(data: bytes, path: str) -> list[Any]:
    """Return the documents of a file, nothing for an empty one; raise where it is broken."""
    source = parse(data, path)
    if source.diagnostics or not all(isinstance(one, dict) for one in source.documents):
        raise _UnfitError
    return list(source.documents)


def _record(path: str, three: _Versions) -> type:
    """Return the class of what a file describes; raise where that is unknown, or the versions don't fit together."""
    base, ours, theirs = three
    kinds = {document.get("kind") or folder_kind(path) for documents in three for document in documents}
    if len(kinds) != 1 or len(ours) != len(theirs) or (base and len(base) != len(ours)):
        raise _UnfitError
    if len(ours) > 1 and len({tuple(document.get("id") for document in one) for one in three if one}) != 1:
        raise _UnfitError
    kind = kinds.pop()
    if kind not in KINDS and kind != CHECKIN:
        raise _UnfitError
    return record_class(kind)


def _merged(record: type, three: _Versions, side: Side) -> tuple[list[Any], list[Edit], bool]:
    """Return the data after the merge, the edits that make it of ours, and whether there are conflicts."""
    values: list[Any] = []
    edits: list[Edit] = []
    has_conflicts = False
    for number, (one, other) in enumerate(zip(three.ours, three.theirs, strict=True)):
        work = DataMerge(record, side, number)
        values.append(work.mapping(three.base[number] if three.base else {}, one, other, ()))
        edits += work.edits
        has_conflicts |= bool(work.conflicts)
    return values, edits, has_conflicts


def _holds(data: bytes, path: str, values: list[Any]) -> bool:
    """Return whether a text holds exactly these documents."""
    source = parse(data, path)
    is_whole = not source.diagnostics and len(source.documents) == len(values)
    return is_whole and all(starmap(same, zip(source.documents, values, strict=True)))


def _with_comments(path: str, record: type, three: Three, textual: Textual) -> bytes:
    """Return our text with the comments that theirs has and the base has not, where git can bring them in."""
    base, ours, theirs = three
    if not lost(base, ours, theirs, ours):
        return ours
    known, said = _documents(base, path), _documents(theirs, path)
    if not known:
        return ours
    _, back, _ = _merged(record, _Versions(said, said, known), Side.OURS)
    without = edit(theirs, back, path, record)  # their text with the data of the base
    commented, has_conflicts = textual(base, ours, without)
    is_fit = not has_conflicts and _holds(commented, path, _documents(ours, path))
    return commented if is_fit else ours


def _errors(path: str, data: bytes) -> set[tuple[str, str]]:
    """Return the errors of a file by rule and message: the merge must not have one that neither side has."""
    found = read_file(path, data, Config(version=1)).diagnostics
    return {(one.rule, one.message) for one in found if one.severity is Severity.ERROR}
