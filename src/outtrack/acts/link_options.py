"""The links that a new entity may have, by the names of their fields, and what is written for a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.acts.base import RefusedError
from outtrack.model.declared import link_fields
from outtrack.names import KEY_RESULT, Unresolved
from outtrack.select.names import SelectionError, find

if TYPE_CHECKING:
    from outtrack.acts.base import Draft
    from outtrack.model.base import Link
    from outtrack.snapshot import Snapshot

MATTERS: Final = {
    "experiment": "tests", "insight": "about", "opportunity": "outcome", "outcome": "contributes_to",
    "output": "outcomes", "solution": "serves", "strategy": "goal",
}  # fmt: skip
"""The one link that says what an entity of a kind is for."""


class LinkKey(NamedTuple):
    """A key of a file that holds a link, or several."""

    key: str
    link: Link
    is_many: bool


def link_keys(record: type) -> dict[str, LinkKey]:
    """Return the links that a record class has at its top, by key: those in which a name alone may be written."""
    found = {}
    for field in link_fields(record):
        link = field.link or next((one.link for one in link_fields(field.record) if one.name == "to"), None)
        if link:
            found[field.key] = LinkKey(field.key, link, field.is_tuple)
    return found


def option_of(key: str) -> str:
    """Return the option by which a link is given."""
    name = {"outcomes": "outcome", "goals": "goal"}.get(key, key)
    return f"--{name.replace('_', '-')}"


def linked(draft: Draft, name: str, link: Link) -> str:
    """Return what is written for a name: the exact id, with its kind where several have it.

    Raise RefusedError with the nearest where it means nothing. A key result's id is settled in its file.
    """
    snapshot = draft.snapshot
    if link.to == (KEY_RESULT,) and "::" not in name:
        try:
            ref = find(snapshot.names, name, KEY_RESULT)
        except SelectionError as error:
            raise RefusedError(str(error)) from None
        draft.settle_id(ref)
        return ref.partition(":")[2]
    return exact(snapshot, name, link)


def exact(snapshot: Snapshot, name: str, link: Link) -> str:
    """Return the id that a name means in a link, with its kind where that is needed; raise RefusedError if none."""
    ref = snapshot.names.resolve(name, link)
    if isinstance(ref, Unresolved):
        raise RefusedError(f"{ref.message}{f'; {ref.hint}' if ref.hint else ''}")
    if ref is None:  # of a workspace elsewhere
        return name
    short = ref.partition(":")[2]
    return short if snapshot.names.resolve(short, link) == ref else ref
