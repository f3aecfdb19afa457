"""Comments that theirs brings: those that no edit carries are put where they stood, beside the same line."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

_COMMENT: Final = re.compile(r"(?:^|(?<=[ \t]))#.*$")


def lost(base: bytes, ours: bytes, theirs: bytes, result: bytes) -> Counter[str]:
    """Return the comments that theirs added and that neither ours nor the result has, each with how often."""
    of_base, of_ours = _comments(base), _comments(ours)
    return (_comments(theirs) - of_base) - (of_ours - of_base) - (_comments(result) - of_ours)


def carried(base: bytes, ours: bytes, theirs: bytes, result: bytes) -> bytes:
    """Return the result with the lost comments, each where exactly one line reads as the one that it is about."""
    missing = lost(base, ours, theirs, result)
    if not missing:
        return result
    lines = result.decode().splitlines(keepends=True)
    source = theirs.decode().splitlines()
    for number, line in enumerate(source):
        before, comment = _apart(line)
        if not comment or not missing[comment]:
            continue
        about = before or next((_apart(below)[0] for below in source[number:] if _apart(below)[0]), "")
        places = [at for at, other in enumerate(lines) if _apart(other) == (about, "")]
        if not before and not places:
            places = [at for at, other in enumerate(lines) if _apart(other)[0] == about]
        if not about or len(places) != 1:
            continue
        missing[comment] -= 1
        _put(lines, places[0], comment, is_above=not before)
    return "".join(lines).encode()


def _put(lines: list[str], at: int, comment: str, *, is_above: bool) -> None:
    body = lines[at].rstrip("\r\n")
    end = lines[at][len(body) :]
    if is_above:
        indent = body[: len(body) - len(body.lstrip(" "))]
        lines.insert(at, f"{indent}{comment}{end or chr(10)}")
    else:
        lines[at] = f"{body.rstrip()} {comment}{end}"


def _comments(data: bytes) -> Counter[str]:
    found = (_apart(line)[1] for line in data.decode(errors="replace").splitlines())
    return Counter(one for one in found if one)


def _apart(line: str) -> tuple[str, str]:
    """Return what a line says without its comment, and the comment; a `#` within quotes passes for one, too."""
    comment = _COMMENT.search(line)
    return (line[: comment.start()].strip(), comment[0].strip()) if comment else (line.strip(), "")
