"""Every file of a workspace, as it was read: from the cache where it is surely the same, else anew."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from outtrack.cache import Cache, Kept
from outtrack.content import Content, diagnostic_to_json, documents_to_json
from outtrack.diagnostic import Diagnostic, Place
from outtrack.files import Entry, Workspace, blob_id, reason
from outtrack.parallel import split
from outtrack.read import read_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from outtrack.config import Config
    from outtrack.revision import Revision
    from outtrack.walk import Listing


def gather(workspace: Workspace, listing: Listing, kept: Cache, config: Config) -> tuple[list[Kept], list[Entry]]:
    """Return every file as read, and those that had to be looked at."""
    for section in kept.sections:
        section.again = partial(_again, workspace, config)
    fresh = [entry for entry in listing.entries if not _is_sure(entry, kept)]
    if not fresh:
        return [kept.files[entry.path] for entry in listing.entries], []
    lines = iter(split(lambda share: _read_share(workspace, share, kept, config), fresh))
    read = {entry.path: _from_lines(entry, lines, kept) for entry in fresh}
    return [read.get(entry.path) or kept.files[entry.path] for entry in listing.entries], fresh


def gather_at(revision: Revision, paths: Sequence[str], known: Mapping[str, Kept], config: Config) -> list[Kept]:
    """Return the files of a commit as read; one that is `known` to hold the same is not read again."""
    same = {path: one for path in paths if (one := known.get(path)) and one.blob == revision.blobs[path]}
    fresh = [Entry(path, 0, 0, 0) for path in paths if path not in same]
    spoken = [path for path, one in same.items() if one.comments]
    revision.fetch([*(entry.path for entry in fresh), *spoken])
    lines = iter(split(lambda share: _read_share(revision, share, Cache(), config), fresh))
    return [same.get(path) or _from_lines(Entry(path, 0, 0, 0), lines, Cache()) for path in paths]


def read_text(path: str, data: bytes, config: Config) -> Kept:
    """Return a file as read from a text that may stand nowhere on the disk."""
    content = read_file(path, data, config)
    texts = (one.text.encode() for one in content.documents if one.text is not None)
    return _from_lines(Entry(path, len(data), 0, 0), iter((_head(blob_id(data), content), *texts)), Cache())


def _is_sure(entry: Entry, kept: Cache) -> bool:
    known = kept.files.get(entry.path)
    return known is not None and known.entry == entry and entry.mtime_ns <= kept.sure_until_ns


def _again(workspace: Workspace, config: Config, path: str, document: int) -> bytes:
    """Return the text of a document whose place in the cache turned out to be damaged."""
    content = read_file(path, workspace.read(path), config)
    text = next((one.text for one in content.documents if one.document == document), None)
    if text is None:
        raise OSError(f"{path} changed while it was read")
    return text.encode()


def _read_share(workspace: Workspace, share: Sequence[Entry], kept: Cache, config: Config) -> Iterator[bytes]:
    """Yield, for each file, a line of its name and what was wrong, then the text of each document."""
    for entry in share:
        try:
            data = workspace.read(entry.path)
        except OSError as error:
            found = Diagnostic(rule="unreadable-file", message=reason(error), place=Place(entry.path))
            yield _head("", Content(entry.path, (), (found,)))
            continue
        blob = blob_id(data)
        known = kept.files.get(entry.path)
        if known is not None and known.blob == blob:
            yield json.dumps([blob, None, None, None]).encode()
            continue
        content = read_file(entry.path, data, config)
        yield _head(blob, content)
        for one in content.documents:
            if one.text is not None:
                yield one.text.encode()


def _head(blob: str, content: Content) -> bytes:
    diagnostics = [diagnostic_to_json(one) for one in content.diagnostics]
    return json.dumps([blob, documents_to_json(content.documents), diagnostics, content.comments]).encode()


def _from_lines(entry: Entry, lines: Iterator[bytes], kept: Cache) -> Kept:
    blob, documents, diagnostics, comments = json.loads(next(lines))
    if documents is None:
        known = kept.files[entry.path]
        return known if known.entry == entry else known._replace(entry=entry)
    for document in documents:
        document.append(next(lines) if document[3] is None else None)
    return Kept(entry, blob, documents, diagnostics, comments)
