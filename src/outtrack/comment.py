"""Comments in the files that speak to outtrack: `# outtrack: ignore[…] why`."""

from __future__ import annotations

from typing import NamedTuple


class Comment(NamedTuple):
    """One of them: where it stands, what it says, and what it is about."""

    line: int
    column: int
    """Of its `#`; both count from 1."""
    end_column: int
    text: str
    """What stands behind `outtrack:`."""
    lines: list[int]
    """The lines that it is about: its own and that of the value that ends there, or the next that holds anything."""
    document: int | None = None
    """The document whose first line is among these."""
