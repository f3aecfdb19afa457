"""What lists hold, and by what their items are known again in another version of a file."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin, get_type_hints

from outtrack.frozen import dataclass
from outtrack.model.base import key_of, slug
from outtrack.model.declared import record_at
from outtrack.scalar import Plain

if TYPE_CHECKING:
    from outtrack.diagnostic import Keys

ORDERED: Final = frozenset(("levels",))
"""Lists whose order is their meaning: they are one value."""
_DATED: Final = ("date", "by")
_BY: Final = {
    "Arm": ("name",),
    "Assumption": ("id", "title"),
    "Basis": ("assumption",),
    "Checkin": _DATED,
    "Contribution": ("to",),
    "Expectation": ("key_result",),
    "Guardrail": ("title",),
    "Influence": ("to",),
    "KeyResult": ("id", "title"),
    "Milestone": ("title",),
    "Moved": ("date", "key_result", "field"),
    "Reading": _DATED,
    "Review": _DATED,
    "Update": _DATED,
    "Url": ("url",),
}
"""What identifies an item of a list, by the class of its items; others are the same only where all of them is."""
_NAMED: Final = frozenset(("Assumption", "KeyResult"))
"""Known by their id, or where they have none by that which follows from the title."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What the items of a list are."""

    name: str = ""
    """The class of the items; empty for single values."""

    @property
    def is_dated(self) -> bool:
        """Whether the items are kept by date."""
        return "date" in _BY.get(self.name, ())

    @property
    def is_merged(self) -> bool:
        """Whether an item can be known again when something in it changed."""
        return self.name in _BY

    def identity(self, item: Any) -> str:
        """Return what an item is known by."""
        keys = _BY.get(self.name)
        if keys is None:
            return canonical(item)
        values = item if isinstance(item, dict) else {keys[-1]: item}
        if self.name in _NAMED:
            name = values.get("id")
            return str(name) if name else slug(str(values.get("title", "")))
        return json.dumps([_text(values.get(key)) for key in keys])

    def title(self, item: Any) -> str | None:
        """Return by what else an item may be known, where its id was changed; None where there is nothing."""
        if self.name not in _NAMED:
            return None
        title = item.get("title") if isinstance(item, dict) else item
        return str(title) if title else None


def _text(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else canonical(value)


def canonical(value: Any) -> str:
    """Return a value as one text that is the same for the same value: a number 1 and a text "1" differ."""
    return json.dumps(_tagged(value), sort_keys=True)


def _tagged(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tagged(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_tagged(one) for one in value]
    return {"": str(value)} if isinstance(value, Plain) else value


@cache
def list_kind(record: type | None, keys: Keys) -> Kind | None:
    """Return what the list at `keys` below a record class holds; None where no list stands there.

    Places in lists count as any other.
    """
    if record is None or not keys or isinstance(keys[-1], int) or keys[-1] in ORDERED:
        return None
    above = record_at(record, keys[:-1])
    hints = get_type_hints(above, include_extras=True) if above else {}
    hint = next((hint for name, hint in hints.items() if key_of(name) == keys[-1]), None)
    if hint is None or not _is_tuple(hint):
        return None
    inner = record_at(record, keys)
    return Kind(inner.__name__ if inner else "")


def _is_tuple(hint: Any) -> bool:
    if get_origin(hint) is tuple:
        return True
    return any(_is_tuple(part) for part in get_args(hint)[:1])
