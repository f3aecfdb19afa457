"""What can be wrong with the bytes of a file before any parser sees them."""

from __future__ import annotations

import re
from typing import Final

from outtrack.diagnostic import Diagnostic, Place, Span
from outtrack.source.base import MAX_BYTES

BOM: Final = b"\xef\xbb\xbf"
_BREAKS_AWAY = str.maketrans("\x85\u2028\u2029", "\U0010ff85\U0010ff28\U0010ff29")
_BREAKS_BACK = str.maketrans("\U0010ff85\U0010ff28\U0010ff29", "\x85\u2028\u2029")
_MARKER = re.compile(rb"^(?:(<{7}) |(={7})\r?$|(>{7}) )", re.MULTILINE)


def unreadable(data: bytes, path: str) -> Diagnostic | None:
    """Return why the bytes can't be read as YAML at all, if so."""
    if len(data) > MAX_BYTES:
        return Diagnostic(
            rule="unsafe-yaml",
            message=f"the file is larger than {MAX_BYTES // 1024**2} MiB",
            hint="split it: a file may hold one entity, check-ins may be files of their own",
            place=Place(path),
        )
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or data[1:2] == b"\0" or data[:1] == b"\0":
        return Diagnostic(
            rule="not-utf8", message="the file is UTF-16 or UTF-32", hint="save it as UTF-8", place=Place(path)
        )
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line, column = position(data[: error.start].removeprefix(BOM).decode())
        return Diagnostic(
            rule="not-utf8",
            message=_not_utf8(data[error.start]),
            hint="save the file as UTF-8",
            place=Place(path),
            span=Span(line, column, line, column + 1),
        )
    if b"<<<<<<< " in data and (start := _conflict(data)) is not None:
        line, _ = position(data[:start].decode())
        return Diagnostic(
            rule="merge-conflict",
            message="an unfinished merge: this file still holds conflict markers",
            hint="choose what stays between <<<<<<< and >>>>>>>, delete the markers, then `git add` the file",
            place=Place(path),
            span=Span(line, 1, line, 8),
        )
    return None


def _not_utf8(byte: int) -> str:
    message = f"byte 0x{byte:02x} is not UTF-8"
    return f"{message}; in Latin-1 it would be `{chr(byte)}`" if chr(byte).isprintable() else message


def _conflict(data: bytes) -> int | None:
    """Return where the first complete set of conflict markers begins, each at the start of its line."""
    start, is_halfway = None, False
    for found in _MARKER.finditer(data):
        if found[1] and not is_halfway:
            start = found.start()
        elif found[2] and start is not None:
            is_halfway = True
        elif found[3] and is_halfway:
            return start
    return None


def has_unicode_breaks(data: bytes) -> bool:
    """Return whether U+0085, U+2028 or U+2029 stand in the bytes: line ends in YAML 1.1, but not in 1.2."""
    return b"\xe2\x80\xa8" in data or b"\xe2\x80\xa9" in data or b"\xc2\x85" in data


def breaks_away(text: str) -> str:
    """Return the text with those line ends replaced by characters of no meaning to anybody, one for one.

    The parser takes them for line ends, as YAML 1.1 does.
    """
    return text.translate(_BREAKS_AWAY)


def breaks_back(text: str) -> str:
    """Return the text as it was before `breaks_away`."""
    return text.translate(_BREAKS_BACK)


def position(before: str) -> tuple[int, int]:
    """Return line and column, from 1, of what follows `before`. Lines end as git counts them, at line feeds."""
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
