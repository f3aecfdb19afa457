"""One document of several in a file: what it takes up of the text, and the rest without it."""

from __future__ import annotations

import re
from typing import Final

from outtrack.diagnostic import Place
from outtrack.source import parse
from outtrack.source.encoding import BOM
from outtrack.write.meant import refusal

_BEGIN: Final = re.compile(rb"(?:\A|(?<=[\n\r]))---(?=[ \t\r\n]|\Z)")
_BARE: Final = re.compile(rb"---[ \t]*(?:\r\n|\n|\r)")


def taken_out(data: bytes, document: int, path: str) -> tuple[bytes, bytes]:
    """Return the text of one document, and that of the file without it; raise EditError where they can't be parted.

    What stands between two `---` belongs to one document: its comments go with it.
    """
    bom = BOM if data.startswith(BOM) else b""
    text = data[len(bom) :]
    place = Place(path, document)
    starts = [found.start() for found in _BEGIN.finditer(text)]
    before = parse(data, path).documents
    if len(starts) == len(before) - 1:
        starts.insert(0, 0)  # before the first document no `---` is needed
    elif starts and len(starts) == len(before):
        starts[0] = 0
    if len(starts) != len(before):
        raise refusal(place, "where this document begins and ends can't be told")
    begin, end = starts[document], [*starts, len(text)][document + 1]
    part, rest = text[begin:end], text[:begin] + text[end:]
    mark = _BARE.match(part)
    part = bom + (part[mark.end() :] if mark else part)
    rest = bom + rest
    left = [*before[:document], *before[document + 1 :]]
    if list(parse(part, path).documents) != [before[document]] or list(parse(rest, path).documents) != left:
        raise refusal(place, "this document can't be parted from the others without changing them")
    return part, rest
