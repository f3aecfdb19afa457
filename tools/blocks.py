"""The code blocks of Markdown pages: found, run in a copy of a workspace, and compared with what the page shows.

What a block is for stands in an HTML comment on the line above it, which no reader sees:

    <!-- run: examples/shop -->    the blocks from here on run in a copy of that folder; `empty` is an empty folder,
                                   `checkout` a copy of the program's own source and its examples
    <!-- file: outcomes/a.yaml --> the block is written to that file, there
    <!-- patch: PATH -->           it is a `diff` to be applied to that file
    <!-- entity: outcome -->       it is a file of that kind (or a part of one), and must be valid
    <!-- not run: why -->          it is shown only

A `console` block holds commands after `$ ` (continued after `> `) and what they print: on a terminal of 80 columns,
without colour, on the day OUTTRACK_TODAY. A last line `…` stands for more. The commands of a `sh` block must
succeed; what they print is not looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MORE: Final = "…"
_FENCE: Final = re.compile(
    r"^(?P<indent> *)```(?P<language>[\w-]*)\n(?P<body>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL
)
_COMMENT: Final = re.compile(r"<!-- (?P<word>run|file|patch|entity|not run): (?P<rest>.*?) -->\n\s*\Z")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language and text, the line of its fence, and the comments above it."""

    language: str
    text: str
    line: int
    start: int
    """Where its text begins in the page."""
    end: int
    comments: dict[str, str]


def blocks(page: str) -> Iterator[Block]:
    """Yield the fenced blocks of a page, in order."""
    for found in _FENCE.finditer(page):
        comments = {}
        before = page[: found.start()]
        while comment := _COMMENT.search(before):
            comments[comment["word"]] = comment["rest"]
            before = before[: comment.start()]
        line = page.count("\n", 0, found.start()) + 1
        yield Block(found["language"], found["body"], line, found.start("body"), found.end("body"), comments)


@dataclass(frozen=True, slots=True)
class Step:
    """A command of a `console` block, as it stands there, and the output that is shown below it."""

    command: str
    shown: str


def steps(text: str) -> list[Step]:
    """Return the commands of a `console` block."""
    found: list[tuple[list[str], list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append(([line[2:]], []))
        elif line.startswith("> ") and found and not found[-1][1]:
            found[-1][0].append(line[2:])
        elif found:
            found[-1][1].append(line)
        else:
            raise ValueError(f"a console block begins with `$ `, not with {line!r}")
    return [Step("\n".join(command), "".join(f"{line}\n" for line in shown)) for command, shown in found]


def matches(shown: str, printed: str) -> bool:
    """Return whether what a page shows is what was printed; a last line `…` stands for more."""
    lines = shown.splitlines()
    if lines and lines[-1].strip() == MORE:
        return printed.splitlines()[: len(lines) - 1] == lines[:-1]
    return printed.splitlines() == lines


def renewed(shown: str, printed: str) -> str:
    """Return what a page should show, cut after as many lines as it was cut before."""
    lines = shown.splitlines()
    if lines and lines[-1].strip() == MORE and len(printed.splitlines()) >= len(lines):
        return "".join(f"{line}\n" for line in [*printed.splitlines()[: len(lines) - 1], MORE])
    return printed
