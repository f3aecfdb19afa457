"""What the receiving end can show, and texts made safe for it.

Text from a file never reaches a terminal as it is: control characters, line ends and characters that change
the direction of writing are replaced by visible ones, so that no file can draw, forge a line or hide.
"""

from __future__ import annotations

import re

from outtrack.frozen import dataclass
from outtrack.shapes import LONGEST_CURVE

UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"  # direction of writing, and what can't be seen
    "\u2028\u2029\ud800-\udfff]"  # line ends, and halves of characters
)
WIDEST_PROSE = 100
_COMMAND = re.compile(r"(^\s*):(?=:)|()#(?=#\[|#vso\[)", re.MULTILINE)
_STANDS_ALONE = re.compile(r" {4}|\s*([-*+>|#]|\d{1,9}[.)])")
_ENDS = re.compile(r"\s*[|#]| {4}")
_SPACES = re.compile(r"[ \t\r\n\x0b\x0c\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Terminal:
    """The width in columns, whether there is colour, whether only ASCII gets through, and where lines are broken."""

    width: int = 80
    has_color: bool = False
    is_ascii: bool = False
    is_wrapped: bool = False
    """Whether long lines are broken at the width: on a screen, and where COLUMNS says how wide to be."""
    prose: int = WIDEST_PROSE
    """The columns that texts of several sentences take at most; longer lines read badly."""


def clean(text: str) -> str:
    """Return a text of one line in which nothing is left that a terminal would act upon."""
    if text.isprintable():  # the usual case: no character that controls, formats or separates lines
        return text
    return UNSAFE.sub("\N{REPLACEMENT CHARACTER}", _SPACES.sub(" ", text).strip())


def in_xml(text: str) -> str:
    """Return a text of one line that XML can hold: two characters more have no way to be written there."""
    return clean(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def safe(text: str, terminal: Terminal, *, keep_indent: bool = False) -> str:
    """Return a text of one line that the receiving end can show as it is."""
    shown = text if keep_indent else clean(text)
    return to_ascii(shown) if terminal.is_ascii else shown


def inert(text: str, *, is_ascii: bool = False) -> str:
    """Return a text in which no line is a command to a build server that reads along: `::error::`, `##[error]`.

    A character without width stands in between, so that it reads as before; where only ASCII gets through, a dot.
    """
    if "::" not in text and "##" not in text:
        return text
    return _COMMAND.sub(r"\1\2." if is_ascii else "\\g<0>\u200b", text)


def paragraphs(text: str) -> list[str]:
    """Return a longer text as lines to be wrapped: as in Markdown, a line goes on the one before it.

    Empty lines, lists, quotes, tables, indented lines and fenced ones stand for themselves.
    """
    found: list[str] = []
    is_fenced = goes_on = False
    for raw in text.splitlines():
        line = UNSAFE.sub("\N{REPLACEMENT CHARACTER}", raw.expandtabs(4)).rstrip()
        is_fence = line.lstrip().startswith("```")
        is_text = bool(line) and not is_fenced and not is_fence and not _STANDS_ALONE.match(line)
        if is_text and goes_on:
            found[-1] += f" {line.lstrip()}"
        else:
            found.append(line)
        is_fenced ^= is_fence
        goes_on = bool(line) and not is_fenced and not is_fence and not _ENDS.match(line)
    return found


MARKS = {
    "on_track": "▲",
    "achieved": "✔",
    "at_risk": "◆",
    "off_track": "▼",
    "missed": "✘",
    "stale": "~",
    "unmeasured": "?",
    "pending": "○",
    "draft": "·",
    "paused": "=",
    "done": "■",
    "dropped": "\N{MULTIPLICATION SIGN}",
}
ASCII_MARKS = MARKS | {
    "on_track": "^",
    "achieved": "*",
    "at_risk": "!",
    "off_track": "v",
    "missed": "x",
    "pending": "o",
    "draft": ".",
    "done": "#",
    "dropped": "-",
}
_BLOCKS = "▁▂▃▄▅▆▇█"
_ASCII_BLOCKS = "_.-~=*#@"
BAR_WIDTH = 10
_ASCII_TEXT = str.maketrans({
    "—": "-", "\N{EN DASH}": "-", "≈": "~", "→": "->", "·": "|", "…": "...", "≥": ">=", "≤": "<=",
    "\N{MULTIPLICATION SIGN}": "x",
})  # fmt: skip


def bar(share: float, *, is_ascii: bool) -> str:
    """Return a bar of BAR_WIDTH characters, filled to a share of 0 to 1; never full before the share is."""
    filled = int(min(max(share, 0.0), 1.0) * BAR_WIDTH + 1e-9)
    full, empty = ("#", ".") if is_ascii else ("█", "░")
    return full * filled + empty * (BAR_WIDTH - filled)


def spark(values: tuple[float, ...], *, is_ascii: bool) -> str:
    """Return a curve of one character a value, the last LONGEST_CURVE of them, from their lowest to their highest."""
    values = values[-LONGEST_CURVE:]
    if not values:
        return ""
    blocks = _ASCII_BLOCKS if is_ascii else _BLOCKS
    low, high = min(values), max(values)
    if low == high:
        return blocks[3] * len(values)
    scale = (len(blocks) - 1) / (high - low)
    return "".join([blocks[round((value - low) * scale)] for value in values])


def to_ascii(text: str) -> str:
    """Return a text of our own in ASCII; a character of somebody else's becomes its escape, so nothing is lost."""
    if text.isascii():
        return text
    return text.translate(_ASCII_TEXT).encode("ascii", "backslashreplace").decode()
