"""Where a rule finds something in a workspace of a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruling import DAY, told

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

Files = dict[str, str]
EXTERNALS = "version: 1\nexternals: [company]\n"


def places(root: Path, rule: str, files: Files, on: date = DAY) -> list[str]:
    """Return where a rule finds something, as `ID:LINE`."""
    return [one.split(" ")[1] for one in told(root, rule, files, on)]
