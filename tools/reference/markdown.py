"""What the reference pages share: tables, headings, docstrings as Markdown."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

MADE: Final = "<!-- Made by `make docs` from the program; edit the program instead. -->\n"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table, or nothing where it would have no rows."""
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    titles = list(head)
    return "\n".join([f"| {' | '.join(titles)} |", f"|{' --- |' * len(titles)}", *lines, ""]) if lines else ""


def anchor(heading: str) -> str:
    """Return the name by which a link reaches a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def prose(docstring: str | None) -> str:
    """Return a docstring as Markdown."""
    text = inspect.cleandoc(docstring or "").strip()
    return re.sub(r"`(?:docs/)?methods\.md`", "[methods](../methods.md)", text)


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def first(documentation: str | None) -> str:
    """Return the first paragraph of a docstring on one line."""
    return one_line(prose(documentation).split("\n\n", maxsplit=1)[0])


def either(words: Iterable[str], word: str = "or") -> str:
    """Return words as a list in a sentence."""
    found = list(words)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} {word} {found[-1]}"


def fenced(language: str, text: str) -> str:
    """Return a fenced block, with as many ticks as its text needs."""
    ticks = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`{3,}", text))])
    return f"{ticks}{language}\n{text}{ticks}\n"
