"""What was worked out from documents already, by their content: as the cache, an accelerator and never a truth.

It lies beside the cache, in a file of its own: what a view keeps is written when it was first worked out, which
is later than the documents. Only what does not depend on the day may be kept here.
"""

from __future__ import annotations

import json
import os
import zlib
from contextlib import suppress
from dataclasses import field
from typing import TYPE_CHECKING, Any, Final

from outtrack.cache import program
from outtrack.files import blob_id
from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

FORMAT: Final = "outtrack-derived-2"
_MOST: Final = 1.25
"""How many times what is known a file may hold, replaced content with it, before it is written anew."""


@dataclass(slots=True)
class Derived:
    """What is kept of each document, by its `kind:id`; nothing where there is no place for it.

    What is new is written behind the rest, as a block of its own: one changed document costs one, not all.
    """

    path: Path | None = None
    config_blob: str = ""
    """The configuration under which it holds."""
    _known: dict[str, list[Any]] | None = None
    _new: dict[str, list[Any]] = field(default_factory=dict)
    _written: int = 0
    """How many documents the blocks of the file tell of, each time that they do."""

    def get(self, ref: str, blob: str, document: int) -> Any:
        """Return what was kept of a document of this content, as JSON data; None where nothing was."""
        if self._known is None:
            self._known = self._load()
        found = self._known.get(ref)
        return found[2] if found is not None and found[0] == blob and found[1] == document else None

    def put(self, ref: str, blob: str, document: int, data: Any) -> None:
        """Keep JSON data for a document of this content; it is written by `save`."""
        if self.path is not None and self._known is not None:
            self._known[ref] = self._new[ref] = [blob, document, data]

    def save(self, refs: Container[str]) -> None:
        """Write what was added, if it is of the documents `refs`; failing to is no fault of the run."""
        if self.path is None or self._known is None or not self._new:
            return
        with suppress(OSError):
            if self._written and self._written + len(self._new) <= _MOST * len(self._known):
                with self.path.open("ab", buffering=0) as file:
                    file.write(self._block(self._new))  # at once: another process may do the same
            else:
                self._replace(self.path, {ref: found for ref, found in self._known.items() if ref in refs})

    def _replace(self, path: Path, known: dict[str, list[Any]]) -> None:
        temporary = path.with_suffix(f".{os.getpid()}-{os.urandom(4).hex()}.tmp")
        try:
            temporary.write_bytes(self._block(known))
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)

    def _block(self, known: dict[str, list[Any]]) -> bytes:
        data = json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")
        return b"%s %d %d\n%s\n" % (self._head(), zlib.crc32(data), len(data), data)

    def _head(self) -> bytes:
        """Return what a block begins with that holds here and now: the format, the program and the configuration."""
        made_by = json.dumps([program("compute", "reports"), self.config_blob]).encode()
        return f"{FORMAT} {blob_id(made_by)}".encode()

    def _load(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        try:
            for known in _blocks(self.path.read_bytes() if self.path else b"", self._head()):
                found |= known
                self._written += len(known)
        except Exception:  # noqa: BLE001 - whatever is wrong with it, the documents tell the same
            self._written = 0
            return {}
        return found


def _blocks(data: bytes, head: bytes) -> Iterator[dict[str, list[Any]]]:
    """Yield what the blocks of a file say; raise ValueError where one is damaged, or holds no more."""
    at = 0
    while at < len(data):
        end = data.index(b"\n", at)
        begins, crc, size = data[at:end].rsplit(b" ", 2)
        at = end + int(size) + 2
        block = data[end + 1 : at - 1]
        if begins != head or int(crc) != zlib.crc32(block) or data[at - 1 : at] != b"\n":
            msg = "damaged, or of another program or configuration"
            raise ValueError(msg)
        yield json.loads(block)
