"""Taking an entity or a key result away: not while something links to it, unless the links are to go as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.acts.base import Draft, Plan, RefusedError
from outtrack.acts.references import references
from outtrack.acts.rename import alone, refuse_unread
from outtrack.acts.values import take_away
from outtrack.diagnostic import Place
from outtrack.model import CHECKIN
from outtrack.names import KEY_RESULT
from outtrack.write.documents import taken_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outtrack.acts.references import Reference
    from outtrack.diagnostic import Keys
    from outtrack.names import Record
    from outtrack.snapshot import Snapshot

_NAMES_ALL = frozenset(("to", "key_result"))
"""The fields without which the mapping around them means nothing."""
_MOST_SHOWN = 20


def remove(snapshot: Snapshot, ref: str, *, is_forced: bool = False) -> Plan:
    """Return the plan to take an entity or a key result away.

    Where something links to it, a RefusedError names each place, a line each. With `is_forced` these links go, too,
    and so do check-ins in files of their own: without their key result they say nothing.
    """
    draft = Draft(snapshot, rests_on_all=True)
    kind, _, name = ref.partition(":")
    record = draft.record(ref)
    own = name.rpartition("/")[2] if kind == KEY_RESULT else name
    found = [one for one in references(snapshot, ref) if not _is_its_own(one, record, kind)]
    if found and not is_forced:
        raise RefusedError(_in_the_way(snapshot, name, found))
    refuse_unread(snapshot, ref, own)
    said = [f"{name} is removed"]
    checkins = [one.record for one in found if one.record.kind == CHECKIN]
    _unlink_all(draft, [one for one in found if one.record.kind != CHECKIN])
    _delete_documents(draft, checkins)
    if links := len(found) - len(checkins):
        said.append(f"{links} {'link' if links == 1 else 'links'} to it removed")
    if checkins:
        said.append(
            f"{len(checkins)} {'check-in' if len(checkins) == 1 else 'check-ins'} in files of their own removed"
        )
    notes = []
    if kind == KEY_RESULT:
        _remove_key_result(draft, ref, record)
        notes.append(
            f"to say openly that it is gone, add to `changes` of {record.id}: "
            f"{{date: {snapshot.as_of}, key_result: {own}, field: key_result, was: {own}, why: …}}"
        )
    else:
        delete_document(draft, record)
    return draft.plan(*said, notes=notes)


def _is_its_own(one: Reference, record: Record, kind: str) -> bool:
    """Return whether a place goes away together with what it names."""
    if (one.record.path, one.record.document) != (record.path, record.document):
        return False
    return kind != KEY_RESULT or one.keys[0] == "changes"


def _in_the_way(snapshot: Snapshot, name: str, found: Sequence[Reference]) -> str:
    lines = []
    for one in found[:_MOST_SHOWN]:
        span = snapshot.span(Place(one.record.path, one.record.document, one.keys))
        field = ".".join(key for key in one.keys if isinstance(key, str) and key != "to")
        where = f"{one.record.path}:{span.line}" if span else one.record.path
        what = "a check-in" if one.record.kind == CHECKIN else f"{one.record.ref}: {field}"
        lines.append(f"{where}: {what}")
    if len(found) > _MOST_SHOWN:
        lines.append(f"and {len(found) - _MOST_SHOWN} more")
    count = f"{len(found)} {'place names' if len(found) == 1 else 'places name'}"
    return "\n".join(
        [*lines, f"{count} `{name}`: unlink it first, or `--force` removes these, too; nothing was changed"]
    )


def unlink_at(one: Reference) -> Keys:
    """Return the keys of what must go so that a place names nothing any more: the link, or the mapping around it."""
    return one.keys[:-1] if len(one.keys) > 1 and one.keys[-1] in _NAMES_ALL else one.keys


def _unlink_all(draft: Draft, found: Sequence[Reference]) -> None:
    """Take links away, in each document the last first: so the places of the others stay as they are."""
    for one in sorted(found, key=lambda one: (one.record.path, one.record.document, _order(one.keys)), reverse=True):
        take_away(draft, one.record, unlink_at(one))


def _order(keys: Keys) -> tuple[tuple[int, str], ...]:
    return tuple((key, "") if isinstance(key, int) else (0, key) for key in keys)


def _remove_key_result(draft: Draft, ref: str, record: Record) -> None:
    outcome, index = draft.key_result(ref)
    own = ref.rpartition("/")[2]
    moved = draft.snapshot.get(outcome).changes
    for place in reversed([place for place, one in enumerate(moved) if one.key_result == own]):
        take_away(draft, record, ("changes", place))
    take_away(draft, record, ("key_results", index))


def _delete_documents(draft: Draft, records: Sequence[Record]) -> None:
    for one in sorted(records, key=lambda one: (one.path, one.document), reverse=True):
        delete_document(draft, one)


def delete_document(draft: Draft, record: Record) -> None:
    """Take a document out of its file; a file that holds nothing else goes as a whole."""
    if alone(draft, record):
        draft.delete_file(record.path)
    else:
        draft.replace_file(record.path, taken_out(draft.read(record.path), record.document, record.path)[1])
