"""Another id for an entity or a key result, which every place that names it follows."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from unicodedata import normalize

from outtrack.acts.base import Draft, Plan, RefusedError
from outtrack.acts.known_places import follow_id, follow_path
from outtrack.acts.places import value_at
from outtrack.acts.references import Reference, keys_as_written, rewritten
from outtrack.acts.values import data_of_document, put
from outtrack.diagnostic import Severity, a_kind
from outtrack.model.amounts import ValueProblem
from outtrack.model.values import identifier
from outtrack.names import KEY_RESULT
from outtrack.write import Put

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Keys
    from outtrack.names import Record
    from outtrack.snapshot import Snapshot


def rename(snapshot: Snapshot, ref: str, new: str, *, keeps_file: bool = False) -> Plan:
    """Return the plan to give an entity or a key result, named in full, another id.

    A file that is named after the entity is renamed, too; with `keeps_file` the id is written into it instead. What
    other workspaces say of it can't follow.
    """
    kind, _, old = ref.partition(":")
    draft = Draft(snapshot, rests_on_all=True)
    record = draft.record(ref)
    name = new_id(ref, new)
    own = old.rpartition("/")[2] if kind == KEY_RESULT else old
    if name == own:
        return draft.plan()
    refuse_unread(snapshot, ref, own)
    _refuse_known(snapshot, ref, name)
    places = _follow(draft, ref, name)
    if kind == KEY_RESULT:
        put(draft, record, ("key_results", draft.key_result(ref)[1], "id"), name)
    else:
        _rename_entity(draft, record, name, keeps_file=keeps_file)
    full = f"{old.rpartition('/')[0]}/{name}" if kind == KEY_RESULT else name
    follow_id(draft, ref, f"{kind}:{full}")
    return draft.plan(f"{old} -> {full}{followed(places)}")


def followed(places: list[str]) -> str:
    """Return how many places in how many files follow, behind a comma; nothing where none does."""
    if not places:
        return ""
    files = len(set(places))
    one = len(places) == 1
    where = f"in {files} {'file' if files == 1 else 'files'}"
    return f", and {len(places)} {'place' if one else 'places'} {where} {'follows' if one else 'follow'}"


def new_id(ref: str, new: str) -> str:
    """Return a new id as it will be written; it may be given in full, with the kind or outcome that stays the same."""
    kind, _, old = ref.partition(":")
    prefix, colon, name = normalize("NFC", new.strip()).rpartition(":")
    if colon and prefix != kind:
        raise RefusedError(f"`{new}`: {a_kind(kind)} stays one; say the new id alone")
    if kind == KEY_RESULT and "/" in name:
        outcome, _, name = name.rpartition("/")
        if outcome != old.partition("/")[0]:
            way_out = f"`outtrack move {old} --to-outcome {outcome}` takes it to another"
            raise RefusedError(f"`{new}`: a new name leaves a key result in its outcome; {way_out}")
    try:
        return identifier(name)
    except ValueProblem as problem:
        raise RefusedError(f"{problem.message}{f'; {problem.hint}' if problem.hint else ''}") from None


def refuse_unread(snapshot: Snapshot, ref: str, name: str) -> None:
    """Refuse where a file that couldn't be read as a whole seems to name the old id: what it says could not follow."""
    named = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)")
    for found in snapshot.reading:
        if found.severity is not Severity.ERROR or not found.path.endswith((".yaml", ".yml")):
            continue
        if found.entity == ref and found.rule == "duplicate-id":
            raise RefusedError(f"{found.path} has the id `{name}`, too: give it another one by hand first")
        try:
            text = snapshot.workspace.read(found.path).decode(errors="replace")
        except OSError:
            continue
        if named.search(normalize("NFC", text)):
            raise RefusedError(
                f"{found.path} has errors and seems to name `{name}`: mend it first (`outtrack check`); "
                "nothing was changed"
            )


def _refuse_known(snapshot: Snapshot, ref: str, name: str) -> None:
    kind, _, old = ref.partition(":")
    if kind == KEY_RESULT:
        outcome, _, own = old.partition("/")
        known = [kr.name for kr in snapshot.get(f"outcome:{outcome}").key_results if kr.name != own]
    else:
        known = [one for one in snapshot.names.records[kind] if one != old]
    same = next((one for one in known if one.casefold() == name.casefold()), None)
    if same is not None:
        raise RefusedError(f"there is {a_kind(kind)} `{same}` already: choose another id")


def _follow(draft: Draft, ref: str, name: str) -> list[str]:
    """Write every place that names `ref` anew; return the path of each."""
    places = []
    for one, after in [*rewritten(draft.snapshot, ref, name), *_evidence(draft.snapshot, ref, name)]:
        write_name(draft, one.record, one.keys, after)
        places.append(one.record.path)
    return places


def write_name(draft: Draft, record: Record, keys: Keys, name: str) -> None:
    """Write another name into the place of a link."""
    way = keys_as_written(data_of_document(draft, record), keys)
    draft.edit_document(record, Put(way, name))


def _evidence(snapshot: Snapshot, ref: str, name: str) -> Iterator[tuple[Reference, str]]:
    """Yield the check-ins whose evidence is the insight; it may also be a page, so it is no link."""
    kind, _, old = ref.partition(":")
    if kind != "insight":
        return
    after = {old: name, ref: f"{kind}:{name}"}
    for record in snapshot.names.records["outcome"].values():
        if not record.is_broken:
            for at, kr in enumerate(record.entity.key_results):
                for index, checkin in enumerate(kr.checkins):
                    if checkin.evidence in after:
                        keys = ("key_results", at, "checkins", index, "evidence")
                        yield Reference(record, keys, checkin.evidence, ref), after[checkin.evidence]
    for record in snapshot.checkin_files:
        if not record.is_broken and record.entity.evidence in after:
            yield Reference(record, ("evidence",), record.entity.evidence, ref), after[record.entity.evidence]


def _rename_entity(draft: Draft, record: Record, name: str, *, keeps_file: bool) -> None:
    path = PurePosixPath(record.path)
    document = data_of_document(draft, record)
    is_named_after_it = normalize("NFC", path.stem) == record.id
    if keeps_file or value_at(document, ("id",)) is not None:
        draft.edit_document(record, Put(("id",), name))
    elif not is_named_after_it:
        raise RefusedError(f"{record.path}: its id can't be told from its text; rename it by hand")
    if is_named_after_it and not keeps_file and alone(draft, record):
        new = str(path.with_name(f"{name}{path.suffix}"))
        draft.move_file(record.path, new)
        follow_path(draft, record.path, new)


def alone(draft: Draft, record: Record) -> bool:
    """Return whether the file of a record holds nothing else."""
    from outtrack.source import parse

    documents = parse(draft.read(record.path), record.path).documents
    return sum(1 for one in documents if one is not None) == 1
