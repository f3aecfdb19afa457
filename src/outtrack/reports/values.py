"""The values of fields as people read them on a page, and only as far as they were known on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from outtrack.figures import amount, plain_data, words
from outtrack.model.evidence import Reading

if TYPE_CHECKING:
    from outtrack.model.evidence import Metric
    from outtrack.snapshot import Snapshot


def where_text(snapshot: Snapshot, ref: str, keys: tuple[str | int, ...] = ()) -> str:
    """Return the file and line of a value of an entity."""
    place = snapshot.place(ref, keys, on_key=bool(keys))
    span = snapshot.span(place) if keys or place.document else None
    path = snapshot.workspace.prefix + place.path
    return f"{path}:{span.line}" if span else path


def value_text(value: Any, *, is_word: bool = False) -> str:
    """Return a field's value in one text; records as their values, key by key.

    Of the words of an enumeration, `is_word`, the underscores are blanks; everything else stays as it was written.
    """
    shown = plain_data(value)
    if isinstance(shown, dict):
        if set(shown) == {"text", "first", "last"}:
            return str(shown["text"])
        return "; ".join(
            f"{words(key)}: {flat_text(one)}" for key, one in shown.items() if one not in (None, [], False)
        )
    if isinstance(shown, list):
        return "; ".join(words(flat_text(one)) if is_word else flat_text(one) for one in shown)
    return words(flat_text(shown)) if is_word else flat_text(shown)


_NAMES = frozenset(("assumption", "name", "title", "to"))
"""Keys of which the value says enough."""


def flat_text(value: Any) -> str:
    """Return a value inside another one in a text of its own."""
    if isinstance(value, dict):
        if set(value) == {"text", "first", "last"}:
            return str(value["text"])
        parts = [(key, one) for key, one in value.items() if one not in (None, [], False)]
        if parts and parts[0][0] in _NAMES:
            return ", ".join([flat_text(parts[0][1]), *(f"{words(key)} {flat_text(one)}" for key, one in parts[1:])])
        if len(parts) == 1:
            return flat_text(parts[0][1])
        return ", ".join(f"{words(key)} {flat_text(one)}" for key, one in parts)
    if isinstance(value, list):
        return ", ".join(flat_text(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return amount(value) if isinstance(value, (int, float)) else str(value)


def known_readings(metric: Metric, snapshot: Snapshot) -> list[Reading]:
    """Return the readings of a metric up to the day, by date: its own, and those in files of their own after them."""
    loose = [
        Reading(date=one.date, value=one.value, by=one.by, note=one.note, source=one.source)
        for one, _ in snapshot.loose_checkins.get(metric.ref, ())
        if isinstance(one.value, (int, float))
    ]
    known = [one for one in (*metric.readings, *loose) if one.date <= snapshot.as_of]
    return sorted(known, key=lambda one: one.date)


def known_by(value: Any, day: date) -> Any:
    """Return a value as it was known on a day: of dated records, those up to then, by their days."""
    if not isinstance(value, tuple) or not value or not isinstance(getattr(value[0], "date", None), date):
        return value
    return tuple(sorted((one for one in value if one.date <= day), key=lambda one: one.date))
