"""Another folder for an entity, or another outcome for a key result."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from outtrack.acts.base import Draft, Plan, RefusedError
from outtrack.acts.folders import is_read
from outtrack.acts.known_places import follow_path
from outtrack.acts.places import value_at
from outtrack.acts.references import references
from outtrack.acts.rename import alone, followed, refuse_unread, write_name
from outtrack.acts.values import data_of_document, take_away
from outtrack.diagnostic import a_kind
from outtrack.files import WORKSPACE_FILE
from outtrack.model import FOLDERS
from outtrack.names import KEY_RESULT
from outtrack.read import folder_kind
from outtrack.write import Append, Put
from outtrack.write.documents import taken_out

if TYPE_CHECKING:
    from outtrack.names import Record
    from outtrack.snapshot import Snapshot


def move(snapshot: Snapshot, ref: str, folder: str) -> Plan:
    """Return the plan to move an entity into another folder, seen from that of the workspace; its id stays as it is.

    Out of a file that describes several it comes into a file of its own.
    """
    kind, _, name = ref.partition(":")
    if kind == KEY_RESULT:
        raise RefusedError(f"`{name}` is a key result: `--to-outcome OUTCOME` moves it to another outcome")
    draft = Draft(snapshot, rests_on_all=True)
    record = draft.record(ref)
    target = _folder(snapshot, folder)
    path = PurePosixPath(record.path)
    if str(path.parent) == target:
        return draft.plan()
    _refuse_kind(draft, record, target)
    if alone(draft, record):
        new = f"{target}/{path.name}"
        draft.move_file(record.path, new)
        follow_path(draft, record.path, new)
    else:
        new = f"{target}/{name}.yaml"
        part, rest = taken_out(draft.read(record.path), record.document, record.path)
        draft.replace_file(record.path, rest)
        draft.create_file(new, part)
    return draft.plan(f"{name}: {record.path} -> {new}")


def _folder(snapshot: Snapshot, folder: str) -> str:
    """Return a folder as paths name it; raise RefusedError where outtrack would not read a file in it."""
    given = PurePosixPath(folder)
    target = str(given)
    if given.is_absolute() or ".." in given.parts:
        raise RefusedError(f"`{folder}`: name a folder within the workspace, from that of {WORKSPACE_FILE}")
    if not is_read(snapshot, target):
        included = ", ".join(snapshot.config.include) or ", ".join(sorted(FOLDERS))
        raise RefusedError(f"outtrack does not read `{target}`: it reads what lies below {included}")
    if hidden := next((part for part in given.parts if part.startswith(".") and part != "."), None):
        raise RefusedError(f"outtrack does not read `{target}`: `{hidden}` begins with a dot")
    root = snapshot.workspace.root
    for depth in range(1, len(given.parts) + 1):
        part = root.joinpath(*given.parts[:depth])
        if (part / WORKSPACE_FILE).exists():
            raise RefusedError(f"`{'/'.join(given.parts[:depth])}` is a workspace of its own")
        if part.exists() and not part.is_dir():
            raise RefusedError(f"`{'/'.join(given.parts[:depth])}` is a file, not a folder")
    return target


def _refuse_kind(draft: Draft, record: Record, target: str) -> None:
    """Refuse a folder that would make another kind of the entity, unless its document says the kind."""
    there = folder_kind(f"{target}/x.yaml")
    if there == record.kind or value_at(data_of_document(draft, record), ("kind",)) is not None:
        return
    own = next(folder for folder, kind in FOLDERS.items() if kind == record.kind)
    if there is None:
        raise RefusedError(f"no folder of `{target}` names a kind: move it to a folder below `{own}`")
    holds = "check-ins" if there == "checkin" else f"what is {a_kind(there)}"
    raise RefusedError(
        f"`{target}` holds {holds}, and `{record.id}` is {a_kind(record.kind)}: it belongs below `{own}`"
    )


def move_key_result(snapshot: Snapshot, ref: str, outcome: str) -> Plan:
    """Return the plan to move a key result to another outcome: whatever names it follows, its history goes with it."""
    kind, _, name = ref.partition(":")
    if kind != KEY_RESULT:
        raise RefusedError(f"--to-outcome: `{name}` is {a_kind(kind)}; only a key result moves to another outcome")
    draft = Draft(snapshot, rests_on_all=True)
    old, index = draft.key_result(ref)
    own = name.partition("/")[2]
    new = f"{outcome.partition(':')[2]}/{own}"
    if old == outcome:
        return draft.plan()
    record, target = draft.record(old), draft.record(outcome)
    same = [one.name for one in target.entity.key_results if one.name.casefold() == own.casefold()]
    if same:
        raise RefusedError(f"`{target.id}` has a key result `{same[0]}` already: rename one of the two first")
    refuse_unread(snapshot, ref, own)
    places = []
    for one in references(snapshot, ref):
        if one.keys[0] != "changes":
            write_name(draft, one.record, one.keys, f"{KEY_RESULT}:{new}" if ":" in one.name else new)
            places.append(one.record.path)
    value = _taken(draft, record, ("key_results", index))
    value = value if isinstance(value, dict) else {"title": value}
    _add(draft, target, "key_results", {"id": own, **value})
    moved = [place for place, one in enumerate(record.entity.changes) if one.key_result == own]
    entries = [_taken(draft, record, ("changes", place)) for place in reversed(moved)]
    for entry in reversed(entries):
        _add(draft, target, "changes", entry)
    comments = "comments within it stay in the history of git: only its values were moved"
    return draft.plan(f"{name} -> {new}{followed(places)}", notes=(comments,))


def _taken(draft: Draft, record: Record, keys: tuple[str, int]) -> Any:
    """Take an item out of a list, and return it."""
    there = value_at(data_of_document(draft, record), keys[:1])
    found = there[keys[1]] if isinstance(there, list) else there
    take_away(draft, record, keys)
    return found


def _add(draft: Draft, record: Record, key: str, value: Any) -> None:
    there = value_at(data_of_document(draft, record), (key,))
    if isinstance(there, dict):
        raise RefusedError(f"{record.path}: write `{key}` as a list first")
    draft.edit_document(record, Append((key,), value) if there is not None else Put((key,), [value]))
