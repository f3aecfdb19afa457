"""Where a value stands as it was written: a list of one may be the one, and a mapping its most important value."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outtrack.model.declared import short_key
from outtrack.write import Put

if TYPE_CHECKING:
    from outtrack.diagnostic import Keys
    from outtrack.write import Edit


def settled(record: type, document: Any, edit: Edit) -> list[Edit]:
    """Return an edit with its keys as they lead through a document; before it, what must be written out for that.

    `milestones: [Room found]` becomes `[{title: Room found}]` before `done` is set in it.
    """
    found: list[Edit] = []
    keys: Keys = ()
    value = document
    for depth, key in enumerate(edit.keys):
        if key == 0 and isinstance(value, (dict, str)):
            if isinstance(value, str) and depth == len(edit.keys) - 1:
                keys = (*keys, key)  # the writer makes a list of it
            continue
        if isinstance(key, str) and isinstance(value, str):
            short = short_key(record, edit.keys[:depth])
            if short is None:
                return [edit]
            if short == key and depth == len(edit.keys) - 1 and isinstance(edit, Put):
                break  # the value itself is what is written there
            value = {short: value}
            found.append(Put(keys, value, edit.document))
        keys = (*keys, key)
        value = _inside(value, key)
    return [*found, replace(edit, keys=keys)]


def value_at(document: Any, keys: Keys) -> Any:
    """Return what stands at `keys` in a document as it was written; None where nothing does."""
    value = document
    for key in keys:
        if key != 0 or isinstance(value, list):
            value = _inside(value, key)
    return value


def _inside(value: Any, key: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(key)
    return value[key] if isinstance(value, list) and isinstance(key, int) and key < len(value) else None
