"""What may be asked of a file: each edit changes one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from outtrack.diagnostic import Keys


@dataclass(frozen=True, slots=True)
class Put:
    """Set a value; a key that is not there is added in its documented place, with the mappings around it.

    A list or mapping takes the place of another; what both have stays as it is written.
    """

    keys: Keys
    value: Any
    document: int = 0


@dataclass(frozen=True, slots=True)
class Append:
    """Add an item to a list; a list that is not there is begun, and a list of one written as the one."""

    keys: Keys
    value: Any
    document: int = 0
    before: int | None = None
    """The place of the item before which it goes; None for the end."""


@dataclass(frozen=True, slots=True)
class Remove:
    """Take away a key with its value, or an item of a list; a list or mapping left with nothing goes, too."""

    keys: Keys
    document: int = 0


Edit = Put | Append | Remove
