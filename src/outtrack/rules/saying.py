"""How findings put numbers of things, and lists of names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_NAMES: Final = 3


def many(count: int, one: str, more: str = "") -> str:
    """Return a number of things in words: `1 day`, `82 days`; `more` is the plural where it is not made with an s."""
    return f"{count} {one if count == 1 else more or f'{one}s'}"


def listed(names: Sequence[str], most: int = MOST_NAMES) -> str:
    """Return names as a list, the first of them only where there are many: `a, b and 7 more`."""
    if len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
