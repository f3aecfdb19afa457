"""Finds out what a file from elsewhere is, and turns its text into UTF-8 where it is something else."""

from __future__ import annotations

import codecs
import re
import tempfile
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Final

from outtrack.files import reason
from outtrack.importers.foreign import HEAD, ExportError, Foreign

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES: Final = 1024**3
CHUNK: Final = 1 << 20
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


def open_foreign(path: Path, stdin: IO[bytes], name: str) -> Foreign:
    """Return a file, or for `-` what comes in on stdin; raise ExportError where it can't hold an export."""
    with ExitStack() as opened:
        try:
            if str(path) == "-":
                stream: IO[bytes] = opened.enter_context(tempfile.SpooledTemporaryFile(max_size=CHUNK))
                _keep(stdin, stream, name)
            else:
                stream = opened.enter_context(path.open("rb"))
            head = stream.read(HEAD)
            _recognise(head, name)
            encoding, notes = _encoding(head), []
            if encoding is None and not _is_utf8(stream):
                encoding = "cp1252"
                notes.append(f"{name} is not UTF-8: it was read as Windows-1252")
            if encoding:
                recoded: IO[bytes] = opened.enter_context(tempfile.SpooledTemporaryFile(max_size=CHUNK))
                _recode(stream, recoded, encoding, name)
                stream = recoded
            _look_for_nul(stream, name)
            stream.seek(0)
            first = stream.read(HEAD).removeprefix(codecs.BOM_UTF8).lstrip()[:1]
        except OSError as error:
            raise ExportError(name, reason(error)) from None
        return Foreign(name, stream, first in {b"[", b"{"}, notes, opened.pop_all())


def _keep(stdin: IO[bytes], kept: IO[bytes], name: str) -> None:
    """Write what comes in on stdin into a file that can be read again."""
    while chunk := stdin.read(CHUNK):
        kept.write(chunk)
        if kept.tell() > MAX_BYTES:
            raise _too_large(name)
    kept.seek(0)


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


def _recode(stream: IO[bytes], kept: IO[bytes], encoding: str, name: str) -> None:
    """Write the same text as UTF-8."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in _chunks(stream):
            kept.write(_HALF.sub("\ufffd", decoder.decode(chunk)).encode())
        kept.write(decoder.decode(b"", final=True).encode())
    except UnicodeDecodeError as error:
        hint = "save it as UTF-8"
        raise ExportError(name, f"the file is cut off, or not in one encoding ({error.reason})", hint) from None


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
