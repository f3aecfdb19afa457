"""Texts of several lines: they stay as they are, but for their indentation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from outtrack.write import gaps
from outtrack.write.layout import STEP

if TYPE_CHECKING:
    from outtrack.source.places import Node
    from outtrack.write.tree import Tree

_HEADER: Final = re.compile(r"(&\S+ +)?[ ]*([|>][-+]?)(\d?)([-+]?)")


def of_several_lines(tree: Tree, node: Node, indent: int, column: int) -> list[str]:
    """Return the lines of a text, all but the first indented; `column` is where its key or dash stands now."""
    begin, end = tree.begin(node), gaps.end(tree, node)
    header, *rest = tree.text[begin:end].split("\n")
    if tree.header(node) is None:
        return [header.rstrip(), *(" " * indent + line.strip() if line.strip() else "" for line in rest)]
    found = _HEADER.match(header)
    if found is None:
        return [header, *rest]
    name, mark, digit, chomping = found.groups(default="")
    first = next((line for line in rest if line.strip(" ")), "")
    width = column + int(digit) if digit else len(first) - len(first.lstrip(" "))
    head = f"{name.rstrip()} {mark}".strip() + (str(STEP) if digit else "") + chomping
    comment = gaps.behind(tree, begin + found.end())
    return [head + comment, *(" " * indent + line[width:] if line[width:] else "" for line in rest)]
