"""Texts measured and broken by the columns that they take on a terminal, not by their characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outtrack.render.terminal import Terminal

_CHUNKS = re.compile(r" +|[^ ]+")
LONGEST_PLACE = 200
_PLACE = re.compile(r"\[?[\w.:-]+(/[\w.:-]+)+\]?", re.ASCII)
"""A path or the id of a key result: it is clicked on or copied, so it stays in one piece."""
_JOINS = "\u200d"


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def pad(text: str, size: int, *, to_right: bool = False) -> str:
    """Return a text filled up with blanks to a width."""
    space = " " * max(size - width(text), 0)
    return space + text if to_right else text + space


def cut(text: str, room: int, terminal: Terminal) -> str:
    """Return a text that fits, with an ellipsis where something was left off."""
    if width(text) <= room:
        return text
    more = "..." if terminal.is_ascii else "…"
    if room <= len(more):
        return more[:room]
    return text[: _fitting(text, room - len(more))].rstrip(f" {_JOINS}") + more


def cut_left(text: str, room: int, terminal: Terminal) -> str:
    """Return the end of a text that fits, with an ellipsis where something was left off."""
    if width(text) <= room:
        return text
    more = "..." if terminal.is_ascii else "…"
    start = len(text) - _fitting(text[::-1], max(room - len(more), 0))
    while width(text[start:]) > room - len(more) and start < len(text):
        start += 1
    return more + text[start:]


def wrap(text: str, room: int) -> list[str]:
    """Return a text as lines that fit, broken at blanks; a word is broken only where it is wider than a line."""
    lines: list[str] = []
    line, used = "", 0
    for chunk in _CHUNKS.findall(text.rstrip()):
        size = width(chunk)
        if used + size <= room:
            if chunk[0] != " " or line or not lines:
                line, used = line + chunk, used + size
            continue
        if chunk[0] == " ":
            lines.append(line.rstrip())
            line, used = "", 0
            continue
        if line.strip():
            lines.append(line.rstrip())
        *whole, line = [chunk] if len(chunk) <= LONGEST_PLACE and _PLACE.fullmatch(chunk) else broken(chunk, room)
        lines += whole
        used = width(line)
    return [*lines, line] if line else lines


def broken(word: str, room: int) -> Iterable[str]:
    """Yield the pieces of a word, each as long as fits."""
    room = max(room, 2)
    while width(word) > room:
        size = max(_fitting(word, room), 1)
        yield word[:size]
        word = word[size:]
    yield word


def _fitting(text: str, room: int) -> int:
    """Return how many characters from the start of a text fit."""
    if text.isascii():
        return min(room, len(text))
    used, end = 0, len(text)
    for number, char in enumerate(text):
        used += width(char)
        if used > room:
            end = number
            break
    while end and width(text[:end]) > room:  # characters that are wider together than alone
        end -= 1
    return end
