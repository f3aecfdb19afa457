"""Planned changes as a unified diff, in which no text can draw on a terminal or forge a line."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from outtrack.render.terminal import clean, inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outtrack.write import Change


def diff(changes: Sequence[Change]) -> str:
    """Return the changes as one text, each file under its two headlines; empty where nothing changes."""
    return "".join(f"{line}\n" for change in changes for line in _lines(change))


def _lines(change: Change) -> Iterator[str]:
    before = (change.before or b"").decode(errors="replace").removeprefix("\ufeff")
    after = change.after.decode(errors="replace").removeprefix("\ufeff")
    names = ("/dev/null" if change.before is None else change.path, change.path)
    for line in difflib.unified_diff(before.splitlines(), after.splitlines(), *names, lineterm=""):
        sign, text = line[:1], line[1:]
        indent = text[: len(text) - len(text.lstrip(" "))]
        yield inert(f"{sign}{indent}{clean(text.lstrip(' '))}")
