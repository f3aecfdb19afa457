"""What was worked out from documents already, by their content: as the cache, an accelerator and never a truth.

It lies beside the cache, in a file of its own: what a view keeps is written when it was first worked out, which
is later than the documents. Only what does not depend on the day may be kept here.
"""

from __future__ import annotations

import json
import os
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from outtrack.cache import program
from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

FORMAT: Final = "outtrack-derived-1"


@dataclass(slots=True)
class Derived:
    """What is kept of each document, by its `kind:id`; nothing where there is no place for it."""

    path: Path | None = None
    config_blob: str = ""
    """The configuration under which it holds."""
    _known: dict[str, list[Any]] | None = None
    _has_more: bool = False

    def get(self, ref: str, blob: str, document: int) -> Any:
        """Return what was kept of a document of this content, as JSON data; None where nothing was."""
        if self._known is None:
            self._known = self._load()
        found = self._known.get(ref)
        return found[2] if found is not None and found[0] == blob and found[1] == document else None

    def put(self, ref: str, blob: str, document: int, data: Any) -> None:
        """Keep JSON data for a document of this content; it is written by `save`."""
        if self.path is not None and self._known is not None:
            self._known[ref] = [blob, document, data]
            self._has_more = True

    def save(self, refs: Container[str]) -> None:
        """Write what was added, with what is known of the documents `refs`; failing to is no fault of the run."""
        if self.path is None or self._known is None or not self._has_more:
            return
        known = {ref: found for ref, found in self._known.items() if ref in refs}
        text = json.dumps([_made_by(), self.config_blob, known], ensure_ascii=False, separators=(",", ":"))
        data = text.encode(errors="surrogatepass")
        temporary = self.path.with_suffix(f".{os.getpid()}-{os.urandom(4).hex()}.tmp")
        with suppress(OSError):
            try:
                temporary.write_bytes(b"%s %d\n%s" % (FORMAT.encode(), zlib.crc32(data), data))
                temporary.replace(self.path)
            finally:
                temporary.unlink(missing_ok=True)

    def _load(self) -> dict[str, list[Any]]:
        if self.path is None:
            return {}
        try:
            head, _, data = self.path.read_bytes().partition(b"\n")
            if head != b"%s %d" % (FORMAT.encode(), zlib.crc32(data)):
                return {}
            made_by, config_blob, known = json.loads(data)
        except Exception:  # noqa: BLE001 - whatever is wrong with it, the documents tell the same
            return {}
        is_ours = made_by == _made_by() and config_blob == self.config_blob and isinstance(known, dict)
        return known if is_ours else {}


def _made_by() -> list[Any]:
    return program("compute", "reports")
