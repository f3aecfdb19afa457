"""One more record in a list that is kept by date: check-ins, readings, updates, reviews, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.acts.places import value_at
from outtrack.write import Append

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from outtrack.acts.base import Draft
    from outtrack.diagnostic import Keys


def append_dated(draft: Draft, ref: str, keys: Keys, values: Mapping[str, Any]) -> None:
    """Add a record to a list of an entity in the order of the list: behind those of its day, before later ones.

    A list that is kept with the newest first goes on so; in one without order it goes to the end.
    """
    value = {key: one for key, one in values.items() if one is not None}
    draft.edit(ref, Append(keys, value, before=place_for(str(value["date"]), days_at(draft, ref, keys))))


def days_at(draft: Draft, ref: str, keys: Keys) -> list[str]:
    """Return the days of the records in a list of an entity, as the draft has it by now."""
    from outtrack.source import parse

    record = draft.record(ref)
    value = value_at(parse(draft.read(record.path), record.path).documents[record.document], keys)
    return [str(one.get("date", "")) for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def place_for(day: str, days: Sequence[str]) -> int | None:
    """Return the place of the record before which one of `day` goes; None for the end."""
    is_newest_first = len(days) > 1 and list(days) == sorted(days, reverse=True) and days[0] != days[-1]
    if is_newest_first:
        return next((index for index, one in enumerate(days) if one <= day), None)
    if list(days) == sorted(days):
        return next((index for index, one in enumerate(days) if one > day), None)
    return None
