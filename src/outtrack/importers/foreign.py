"""A file from elsewhere that is ready to be read: its text, its lines, the error about it."""

from __future__ import annotations

import codecs
import io
from dataclasses import field
from typing import IO, TYPE_CHECKING, Final, Self

from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import ExitStack

    from _typeshed import WriteableBuffer

    from outtrack.importers.objects import Objects

HEAD: Final = 1 << 16
LONGEST_LINE: Final = 4096


class ExportError(Exception):
    """A file is not what it should be; nothing of it is taken. Says where, what, and the way out, in one line."""

    def __init__(self, name: str, message: str, hint: str = "", line: int | None = None) -> None:
        where = f"{name}:{line}" if line else name
        super().__init__(f"{where}: {message}{f'; {hint}' if hint else ''}")
        self.name, self.message, self.line = name, message, line

    def with_hint(self, hint: str) -> ExportError:
        """Return the same error with another way out."""
        return ExportError(self.name, self.message, hint, self.line)


@dataclass(slots=True)
class Foreign:
    """A file from elsewhere: its bytes are UTF-8, whatever they were, and can be read more than once."""

    name: str
    """How it is called in messages and findings."""
    stream: IO[bytes]
    is_json: bool
    notes: list[str]
    """What had to be done so that it can be read."""
    opened: ExitStack
    objects: Objects | None = None
    """What is in it, once it was read as JSON."""
    _lines: list[int] = field(default_factory=list)

    def __enter__(self) -> Self:
        """Return the file itself; it is closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.opened.close()

    def error(self, message: str, hint: str = "", line: int | None = None) -> ExportError:
        """Return the error that something is wrong with this file."""
        return ExportError(self.name, message, hint, line)

    def text(self) -> io.TextIOWrapper:
        """Return the text from its beginning, line ends as they are, without a byte order mark."""
        self.stream.seek(0)
        return io.TextIOWrapper(io.BufferedReader(_Kept(self.stream), HEAD), encoding="utf-8-sig", newline="")

    def line(self, number: int) -> str:
        """Return a line of the file, counted from 1, cut where it is much too long; empty where there is none."""
        if not self._lines:
            self._lines.extend(self._offsets())
        if not 0 < number < len(self._lines):
            return ""
        self.stream.seek(self._lines[number - 1])
        size = min(self._lines[number] - self._lines[number - 1], LONGEST_LINE)
        return self.stream.read(size).decode(errors="replace").removeprefix("\ufeff").rstrip("\r\n")

    @property
    def ends_with_a_line(self) -> bool:
        """Whether the last line has an end, as in a file that is whole."""
        place = self.stream.tell()
        last = self.stream.seek(0, io.SEEK_END) - 1
        self.stream.seek(max(last, 0))
        has_end = self.stream.read(1) in {b"\n", b"\r"}
        self.stream.seek(place)
        return has_end

    def _offsets(self) -> Iterator[int]:
        """Yield where each line begins, and where the last one ends."""
        at = 0
        for line in self.text():
            yield at
            at += len(line.encode())
            at += 3 if at == len(line.encode()) and self._has_mark() else 0
        yield at

    def _has_mark(self) -> bool:
        place = self.stream.tell()
        self.stream.seek(0)
        has_mark = self.stream.read(3) == codecs.BOM_UTF8
        self.stream.seek(place)
        return has_mark


class _Kept(io.RawIOBase):
    """A stream that stays open when the text around it is thrown away."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self.stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self.stream.read(len(view))
        view[: len(data)] = data
        return len(data)


STDIN: Final = "stdin"
"""What an export is called that comes in there."""
