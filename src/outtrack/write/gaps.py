"""What stands between the values of a file: comments and blank lines, and to which value they belong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from yaml.events import ScalarEvent

from outtrack.write.tree import is_flow

if TYPE_CHECKING:
    from outtrack.source.base import Event
    from outtrack.source.places import Node
    from outtrack.write.tree import Tree

_DEEPER: Final = "(?:\\n[ \\t]*)*\\n {{{0},}}#[^\\n]*"
_BEHIND: Final = re.compile(r"([ \t]*)(#[^\n]*)?")
_BLANKS: Final = re.compile(r"(?:\n[ \t]*)+\Z")
_LAST_BLANK: Final = re.compile(r"\n[ \t]*\Z")
_LEAST: Final = 2


def stop(tree: Tree, node: Node, column: int) -> int:
    """Return where all that belongs to a value ends, its key or dash being in a column: at the end of a line.

    Comments below it that are indented like a part of it belong to it.
    """
    at = tree.end_of_line(end(tree, node))
    pattern = re.compile(_DEEPER.format(column + 1))
    while found := pattern.match(tree.text, at):
        at = found.end()
    return at


def end(tree: Tree, node: Node) -> int:
    """Return where a value ends; blank lines at the end of a text that keeps them are a part of it."""
    last = node
    while last[3] and not is_flow(last):
        last = max(last[3].values(), key=tree.end)
    header = tree.header(last)
    if header is None:
        return tree.end(node)
    start, finish = int(last[1].start_mark.index), int(last[1].end_mark.index)
    keeps = "+" in tree.text[start : tree.end_of_line(start)].partition("#")[0]
    return start + len((_LAST_BLANK if keeps else _BLANKS).sub("", tree.text[start:finish]))


def behind(tree: Tree, index: int) -> str:
    """Return the comment behind a value that ends at a place, with the space before it; nothing where there is none."""
    found = _BEHIND.match(tree.text, index)
    return spaced(found[1], found[2]) if found and found[2] else ""


def spaced(space: str, comment: str) -> str:
    """Return a comment behind a value: as far from it as it was, by two spaces at least."""
    return (space if "\t" not in space and len(space) >= _LEAST else " " * _LEAST) + comment.rstrip()


def lines(text: str, indent: int, shift: int | None = None) -> list[str]:
    """Return the comments and blank lines in a text, without two blank ones in a row.

    They are indented by so many columns; with `shift`, by so many more than they are, and by `indent` at least.
    """
    found: list[str] = []
    for line in text.split("\n"):
        bare = line.strip()
        if not bare and found and not found[-1]:
            continue
        here = indent if shift is None else max(indent, len(line) - len(line.lstrip(" ")) + shift)
        found.append(" " * here + bare if bare else "")
    return found


def moved(text: str, shift: int, least: int) -> list[str]:
    """Return the lines of a text as they are, all but the first so many columns further in, and `least` at least."""
    first, *rest = text.split("\n")
    return [first, *(_shifted(line, shift, least) if line.strip() else "" for line in rest)]


def _shifted(line: str, shift: int, least: int) -> str:
    bare = line.lstrip(" ")
    return " " * max(least, len(line) - len(bare) + shift) + bare


def between(tree: Tree, begin: int, finish: int, indent: int) -> list[str]:
    """Return the comments and blank lines on the lines after that of `begin`, up to the line of `finish`."""
    start = tree.end_of_line(begin) + 1
    stop_at = tree.start_of_line(finish)
    return lines(tree.text[start : stop_at - 1], indent) if start < stop_at else []


def is_multiline(tree: Tree, node: Node) -> bool:
    """Return whether a single value stands on more than one line."""
    event: Event = node[1]
    is_text = event.__class__ is ScalarEvent
    if not is_text:
        return False
    start, finish = int(event.start_mark.index), int(event.end_mark.index)
    return event.style in {"|", ">"} or "\n" in tree.text[start:finish]
