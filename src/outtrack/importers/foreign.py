"""A file from elsewhere, made ready to be read: found, recognised, and turned into UTF-8 where it is something else."""

from __future__ import annotations

import codecs
import io
import re
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Final, Self

from outtrack.files import reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from outtrack.importers.objects import Objects

MAX_BYTES: Final = 1024**3
CHUNK: Final = 1 << 20
HEAD: Final = 1 << 16
LONGEST_LINE: Final = 4096
_NO_TEXT: Final = (
    (b"PK\x03\x04", "an Excel workbook or another archive", "open it in a spreadsheet and save it as CSV (UTF-8)"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "open it in a spreadsheet and save it as CSV (UTF-8)"),
    (b"%PDF", "a PDF", "export it as CSV or JSON instead"),
    (b"\x1f\x8b", "compressed (gzip)", "unpack it first"),
)
_HTML: Final = re.compile(
    rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|table)\b", re.IGNORECASE | re.DOTALL
)
_HALF: Final = re.compile("[\ud800-\udfff]")


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

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # typeshed names a wider buffer
        data = self.stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


STDIN: Final = "stdin"
"""What an export is called that comes in there."""


def open_foreign(path: Path, stdin: IO[bytes], name: str) -> Foreign:
    """Return a file, or for `-` what comes in on stdin; raise ExportError where it can't hold an export."""
    with ExitStack() as opened:
        try:
            stream = opened.enter_context(_spooled(stdin, name) if str(path) == "-" else path.open("rb"))
            head = stream.read(HEAD)
            _recognise(head, name)
            encoding, notes = _encoding(head), []
            if encoding is None and not _is_utf8(stream):
                encoding = "cp1252"
                notes.append(f"{name} is not UTF-8: it was read as Windows-1252")
            if encoding:
                stream = opened.enter_context(_recoded(stream, encoding, name))
            _look_for_nul(stream, name)
            stream.seek(0)
            first = stream.read(HEAD).removeprefix(codecs.BOM_UTF8).lstrip()[:1]
        except OSError as error:
            raise ExportError(name, reason(error)) from None
        return Foreign(name, stream, first in {b"[", b"{"}, notes, opened.pop_all())


def _spooled(stdin: IO[bytes], name: str) -> IO[bytes]:
    """Return what comes in on stdin as a file that can be read again."""
    kept = tempfile.SpooledTemporaryFile(max_size=CHUNK)  # noqa: SIM115 - its caller closes it
    while chunk := stdin.read(CHUNK):
        kept.write(chunk)
        if kept.tell() > MAX_BYTES:
            kept.close()
            raise _too_large(name)
    kept.seek(0)
    return kept


def _too_large(name: str) -> ExportError:
    return ExportError(name, f"the file is larger than {MAX_BYTES // 1024**2} MiB", "export less at a time")


def _recognise(head: bytes, name: str) -> None:
    """Raise ExportError for what is plainly neither CSV nor JSON."""
    for mark, what, hint in _NO_TEXT:
        if head.startswith(mark):
            raise ExportError(name, f"this is {what}, not CSV or JSON", hint)
    text = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if _HTML.match(text):
        hint = "log in first, then export again; in a script, look at what the server answers"
        raise ExportError(name, "this is a web page, perhaps of a login, not CSV or JSON", hint)
    if text.startswith((b"<?xml", b"<rss")):
        raise ExportError(name, "this is XML, not CSV or JSON", "export it as CSV or JSON instead")
    if not text.strip(b"\xff\xfe\0 \r\n\t"):
        raise ExportError(name, "the file is empty", "export it again, and look at what the filter lets through")


def _encoding(head: bytes) -> str | None:
    """Return the encoding that the first bytes show, where it is UTF-16 as Excel writes it; None for others."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    pairs = len(head) // 2
    if pairs and head[1::2].count(0) > pairs // 2:
        return "utf-16-le"
    return "utf-16-be" if pairs and head[::2].count(0) > pairs // 2 else None


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    stream.seek(0)
    while chunk := stream.read(CHUNK):
        yield chunk


def _is_utf8(stream: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(stream):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _recoded(stream: IO[bytes], encoding: str, name: str) -> IO[bytes]:
    """Return the same text as UTF-8."""
    decoder = codecs.getincrementaldecoder(encoding)()
    kept = tempfile.SpooledTemporaryFile(max_size=CHUNK)  # noqa: SIM115 - its caller closes it
    try:
        for chunk in _chunks(stream):
            kept.write(_HALF.sub("\ufffd", decoder.decode(chunk)).encode())
        kept.write(decoder.decode(b"", final=True).encode())
    except UnicodeDecodeError as error:
        kept.close()
        hint = "save it as UTF-8"
        raise ExportError(name, f"the file is cut off, or not in one encoding ({error.reason})", hint) from None
    return kept


def _look_for_nul(stream: IO[bytes], name: str) -> None:
    line, size = 1, 0
    for chunk in _chunks(stream):
        size += len(chunk)
        if size > MAX_BYTES:
            raise _too_large(name)
        if (at := chunk.find(b"\0")) >= 0:
            line += chunk.count(b"\n", 0, at)
            raise ExportError(name, "a NUL byte stands in the text: the file is damaged", "export it again", line)
        line += chunk.count(b"\n")
