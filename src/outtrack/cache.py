"""What was read already, by content: an accelerator, never a truth.

One file per workspace, under `.git/outtrack/` or in the user's cache folder. Whatever is doubtful about it
(damaged, foreign, newer, of another configuration) means reading again; nothing in it can execute.
"""

from __future__ import annotations

import json
import os
import zlib
from contextlib import suppress
from dataclasses import field
from hashlib import blake2b
from itertools import count, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from outtrack import __version__
from outtrack.files import Entry, Workspace, git_folder
from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FORMAT: Final = "outtrack-cache-5"
CLOCK_GRANULARITY_NS: Final = 2_000_000_000
"""Files as young as this when the cache was written may have changed again within the clock's tick."""
_BROKEN: Final = 3
"""Where a document's list says what is left of it if it is broken; None where it is whole."""


class Kept(NamedTuple):
    """One file as it was read: how the folder showed it, its content's name, and what was in it."""

    entry: Entry
    blob: str
    documents: list[list[Any]]
    """[kind, id, document, rest, text] each; of the last two one is None, the text is bytes or a Text."""
    diagnostics: list[Any]
    comments: list[Any]


class Section:
    """The texts of all documents of one kind, taken from the cache when the first of them is asked for.

    Most commands look at one or two kinds. What turns out to be damaged only then, or has been replaced by another
    process, is made anew from the files: `again` takes a path and the number of a document in it.
    """

    __slots__ = ("_checksum", "_lines", "_offset", "_path", "_size", "again")

    def __init__(self, path: Path, offset: int, size: int, checksum: int) -> None:
        self._path, self._offset, self._size, self._checksum = path, offset, size, checksum
        self._lines: list[bytes] | None = None
        self.again: Callable[[str, int], bytes] | None = None

    def text(self, number: int, path: str, document: int) -> bytes:
        """Return the text of the document that stands at this place of the section."""
        if self._lines is None:
            self._lines = self._read()
        if number < len(self._lines):
            return self._lines[number]
        if self.again is None:
            raise OSError(f"the cache has lost what {path} says")
        return self.again(path, document)

    def _read(self) -> list[bytes]:
        """Return the texts; none where they are not what was written."""
        with suppress(OSError), self._path.open("rb") as stream:
            stream.seek(self._offset)
            data = stream.read(self._size)
            if zlib.crc32(data) == self._checksum:
                return data.split(b"\n")
        return []


class Text(NamedTuple):
    """The text of a document that is still in the cache."""

    section: Section
    number: int


@dataclass(slots=True)
class Cache:
    """The kept files by path, the configuration they were read with, and the newest moment they are sure of."""

    files: dict[str, Kept] = field(default_factory=dict)
    config: dict[str, Any] | None = None
    config_blob: str = ""
    sure_until_ns: int = 0
    sections: tuple[Section, ...] = ()


def program(*rooms: str) -> list[Any]:
    """Return what tells this program from another that may read files differently: its version and its own files.

    `rooms` are folders that matter beside those that every reading goes through.
    """
    package = os.path.dirname(__file__)  # noqa: PTH120 - the hot path: no Path objects
    found: list[Any] = [__version__]
    for room in ("", "model", "source", *rooms):
        with os.scandir(f"{package}/{room}") as children:
            modules = [(child.name, child.stat()) for child in children if child.name.endswith(".py")]
        found += sorted([name, status.st_size, status.st_mtime_ns] for name, status in modules)
    return found


def location(workspace: Workspace) -> Path:
    """Return where the cache of a workspace lies; beside it are the lock and the journal of those who write."""
    if workspace.repository and (folder := git_folder(workspace.repository)):
        return folder / "outtrack" / _file_name(workspace.prefix.rstrip("/") or "top")
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("outtrack", appauthor=False)) / _file_name(str(workspace.root))


def _file_name(path: str) -> str:
    """Return a name for people, and in it a name that no other path has."""
    words = "".join(char if char.isascii() and char.isalnum() else "-" for char in path).strip("-")
    return f"{words[-60:]}-{blake2b(os.fsencode(path), digest_size=4).hexdigest()}.cache"


def load(path: Path | None) -> Cache:
    """Return what was kept; an empty cache where there is none or it is in any way doubtful."""
    if path is None:
        return Cache()
    try:
        with path.open("rb") as stream:
            name, checksum, text = stream.readline().rstrip(b"\n").split(b" ", 2)
            if name != FORMAT.encode() or int(checksum) != zlib.crc32(text):
                return Cache()
            header = json.loads(text)
            if header["program"] != program():
                return Cache()
            (_, size, known), *others = header["sections"]  # the index comes first
            index = stream.read(size)
            offset = stream.tell()
            whole = offset + sum(size for _, size, _ in others)
            if len(index) != size or zlib.crc32(index) != known or os.fstat(stream.fileno()).st_size != whole:
                return Cache()
        sections = {}
        for kind, size, known in others:
            sections[kind] = Section(path, offset, size, known)
            offset += size
        return _unpack(header, index, sections)
    except Exception:  # noqa: BLE001 - whatever is wrong with a cache, the files tell the same
        return Cache()


def _unpack(header: dict[str, Any], index: bytes, sections: dict[str, Section]) -> Cache:
    places = {kind: map(Text, repeat(section), count()) for kind, section in sections.items()}
    files = {}
    for path, size, mtime_ns, inode, blob, documents, diagnostics, comments in json.loads(index):
        for document in documents:
            document.append(next(places[document[0]]) if document[_BROKEN] is None else None)
        files[path] = Kept(Entry(path, size, mtime_ns, inode), blob, documents, diagnostics, comments)
    return Cache(files, header["config"], header["config_blob"], header["sure_until_ns"], tuple(sections.values()))


def save(
    path: Path | None, kept: Iterable[Kept], config: dict[str, Any], config_blob: str, *, newer_than_ns: int = -1
) -> None:
    """Write the cache beside its place and move it there; failing to is no fault of the run.

    With `newer_than_ns` nothing is written unless files of that age would now be sure.
    """
    if path is None:
        return
    temporary = path.with_suffix(f".{os.getpid()}-{os.urandom(4).hex()}.tmp")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.touch()  # the file system's own clock says how young a file may be
            sure_until_ns = temporary.stat().st_mtime_ns - CLOCK_GRANULARITY_NS
            if newer_than_ns <= sure_until_ns:
                sections = _pack(kept)
                header = {
                    "program": program(),
                    "config": config,
                    "config_blob": config_blob,
                    "sure_until_ns": sure_until_ns,
                    "sections": [[name, len(data), zlib.crc32(data)] for name, data in sections.items()],
                }
                text = json.dumps(header, separators=(",", ":")).encode()
                with temporary.open("wb") as stream:
                    stream.write(b"%s %d %s\n" % (FORMAT.encode(), zlib.crc32(text), text))
                    stream.writelines(sections.values())
                temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def _pack(kept: Iterable[Kept]) -> dict[str, bytes]:
    """Return an index of all files, and for each kind the texts of its documents, a line each."""
    index = []
    texts: dict[str, list[bytes]] = {}
    for one in kept:
        entry = one.entry
        for kind, _, number, _, text in one.documents:
            if text is not None:
                texts.setdefault(kind, []).append(whole(text, entry.path, number))
        documents = [document[: _BROKEN + 1] for document in one.documents]
        index.append([*entry, one.blob, documents, one.diagnostics, one.comments])
    sections = {"index": json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode()}
    return sections | {kind: b"\n".join(lines) for kind, lines in texts.items()}


def whole(text: bytes | Text, path: str, document: int) -> bytes:
    """Return the text of a document, wherever it is."""
    return text.section.text(text.number, path, document) if isinstance(text, Text) else text
