"""A new entity in a file of its own, or a new key result in its outcome."""

from __future__ import annotations

from dataclasses import field, fields
from typing import TYPE_CHECKING, Any, Final

from outtrack.acts.base import Draft, Plan, RefusedError
from outtrack.acts.folders import folder_for, is_read
from outtrack.acts.linking import MATTERS, exact, fields_of, name_for
from outtrack.acts.naming import folded, free_id, given_id, taken
from outtrack.acts.template import choices, template
from outtrack.diagnostic import a_kind, did_you_mean
from outtrack.frozen import dataclass
from outtrack.model import kind_class
from outtrack.model.base import Link, Relation, key_of, slug
from outtrack.model.key_result import KeyResult
from outtrack.names import KEY_RESULT
from outtrack.read import folder_kind
from outtrack.select.names import SelectionError, find
from outtrack.write import Append, EditError, arranged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from outtrack.model.base import Record
    from outtrack.snapshot import Snapshot

OUTCOME = Link(Relation.MEASURED_BY, ("outcome",))


_REVIEWED: Final = ("vision", "strategy")
"""What is to be reviewed as long as it holds, and has no start: the first review is that of who writes it down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is known of a new entity."""

    kind: str
    title: str
    links: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Names by the key of the link: `outcome` and `goal` stand for their plurals, too."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Other fields by their keys; what is None or empty is not known."""
    id: str | None = None
    folder: str | None = None


def new(snapshot: Snapshot, wanted: Wanted) -> Plan:
    """Return the plan to begin an entity, or a key result; raise RefusedError where what is known does not fit."""
    return _new_key_result(snapshot, wanted) if wanted.kind == KEY_RESULT else _new_entity(snapshot, wanted)


def _new_entity(snapshot: Snapshot, wanted: Wanted) -> Plan:
    kind = wanted.kind
    draft = Draft(snapshot, rests_on_all=True)
    values = {"title": wanted.title, **_values(kind_class(kind), wanted), **_links(draft, wanted)}
    if kind in _REVIEWED:
        values.setdefault("reviewed", snapshot.as_of)
    folder = _folder(snapshot, kind, wanted.folder)
    if folder_kind(f"{folder}/x.yaml") != kind:
        values["kind"] = kind
    used = taken(snapshot, kind, folder)
    name = free_id(wanted.title, used, kind) if wanted.id is None else given_id(wanted.id, used, kind)
    path = f"{folder}/{name}.yaml" if folder != "." else f"{name}.yaml"
    draft.create_file(path, template(kind, values, snapshot.as_of).encode())
    notes = _next(snapshot, kind, name, values)
    if wanted.id is None and not slug(wanted.title):
        notes = [f"the title has no letter or digit, so the id is `{name}`: `--id` gives it another", *notes]
    return _planned(draft, f"wrote {snapshot.workspace.prefix}{path}", notes)


def _planned(draft: Draft, said: str, notes: list[str]) -> Plan:
    """Return the plan; what is wrong with a value is said of the option that gave it, not of a file that is not."""
    try:
        return draft.plan(said, notes=notes)
    except EditError as error:
        found = error.found
        key = found.place.keys[-1] if found.place and found.place.keys else None
        if not isinstance(key, str):
            raise
        raise RefusedError(f"--{key}: {found.message}{f'; {found.hint}' if found.hint else ''}") from None


def _next(snapshot: Snapshot, kind: str, name: str, values: Mapping[str, Any]) -> list[str]:
    """Return what to do next: the file, the link that is missing, the numbers."""
    is_clear = sum(name in of_kind for of_kind in snapshot.names.records.values()) == 0
    steps = [f"`outtrack edit {name if is_clear else f'{kind}:{name}'}` fills it in"]
    key = MATTERS.get(kind)
    if key and key not in values and not (kind == "outcome" or "parent" in values or "solution" in values):
        steps.append(f"`{key}:` says what it is for")
    if kind == "outcome":
        steps.append(f'`outtrack new key_result "…" --outcome {name}` adds the number that proves it')
    return [f"next: {', '.join(steps)}"]


def _folder(snapshot: Snapshot, kind: str, given: str | None) -> str:
    if given is None:
        return folder_for(snapshot, kind)
    folder = given.replace("\\", "/").rstrip("/").removeprefix("./") or "."
    if not is_read(snapshot, folder):
        where = ", ".join(snapshot.config.include) or "the folders beside outtrack.yaml that are named after kinds"
        raise RefusedError(f"--into: `{given}` is not a folder that is read; read is {where}")
    if folder_kind(f"{folder}/x.yaml") == "checkin":
        raise RefusedError(f"--into: `{given}` is for check-ins: take another folder")
    return folder


def _values(record: type[Record], wanted: Wanted) -> dict[str, Any]:
    """Return the fields that are known; raise RefusedError for one that the kind has not, or a word that is none."""
    known = {key_of(one.name) for one in fields(record)}
    found = {}
    for key, value in wanted.values.items():
        if value is None or value == []:
            continue
        if key not in known:
            raise RefusedError(f"--{key}: {a_kind(wanted.kind)} has no `{key}`")
        words = choices(record, key)
        word = value.replace("-", "_") if words and isinstance(value, str) else value
        if words and word not in words:
            near = did_you_mean(str(word), words, "; ")
            raise RefusedError(f"--{key}: `{value}` is not one of {', '.join(words)}{near}")
        found[key] = word[0] if isinstance(word, list) and len(word) == 1 else word
    return found


def _links(draft: Draft, wanted: Wanted) -> dict[str, Any]:
    """Return the links by their keys, as they are written; raise RefusedError for one that means nothing."""
    known = {one.name: one for one in fields_of(wanted.kind) if one.is_short}
    found: dict[str, Any] = {}
    for given, names in wanted.links.items():
        if not names:
            continue
        one = known.get(given) or known.get(f"{given}s")
        if one is None:
            has = f"; it has {', '.join(map(_option, known))}" if known else ""
            raise RefusedError(f"{_option(given)}: {a_kind(wanted.kind)} has no such link{has}")
        if len(names) > 1 and not one.is_many:
            raise RefusedError(f"{_option(given)}: {a_kind(wanted.kind)} has one `{one.name}` at most")
        try:
            ids = [_named(draft, name, one.link) for name in names]
        except RefusedError as error:
            raise RefusedError(f"{_option(given)}: {error}") from None
        found[one.name] = list(dict.fromkeys(ids)) if one.is_many else ids[0]
    return found


def _option(key: str) -> str:
    """Return the option by which a link is given."""
    name = {"outcomes": "outcome", "goals": "goal"}.get(key, key)
    return f"--{name.replace('_', '-')}"


def _named(draft: Draft, name: str, link: Link) -> str:
    """Return what is written for a name; the end of a key result's name will do, and its id is settled in its file."""
    snapshot = draft.snapshot
    if link.to != (KEY_RESULT,) or "::" in name:
        return exact(snapshot, name, link)
    try:
        ref = find(snapshot.names, name, KEY_RESULT)
    except SelectionError as error:
        raise RefusedError(str(error)) from None
    draft.settle_id(ref)
    return name_for(snapshot, ref, link)


def _new_key_result(snapshot: Snapshot, wanted: Wanted) -> Plan:
    links = {key: names for key, names in wanted.links.items() if key != "outcome"}
    outcomes = wanted.links.get("outcome") or ()
    if len(outcomes) != 1:
        raise RefusedError("--outcome: a key result belongs to one outcome: name it")
    if wanted.folder is not None:
        raise RefusedError("--into: a key result stands in the file of its outcome")
    try:
        outcome = exact(snapshot, outcomes[0], OUTCOME).removeprefix("outcome:")
    except RefusedError as error:
        raise RefusedError(f"--outcome: {error}") from None
    if "::" in outcome:
        raise RefusedError(f"--outcome: `{outcome}` is in a workspace elsewhere: add the key result there")
    draft = Draft(snapshot, rests_on_all=True)
    record = draft.record(f"outcome:{outcome}")
    used = frozenset(folded(one.name) for one in record.entity.key_results)
    name = free_id(wanted.title, used, "key-result") if wanted.id is None else given_id(wanted.id, used, KEY_RESULT)
    asked = Wanted(kind=KEY_RESULT, title=wanted.title, links=links, values=wanted.values)
    values = {"id": name, "title": wanted.title, **_values(KeyResult, asked), **_links(draft, asked)}
    draft.edit(record.ref, Append(("key_results",), arranged(KeyResult, values)))
    said = f"added {outcome}/{name} to {snapshot.workspace.prefix}{record.path}"
    return _planned(draft, said, [f"next: `outtrack edit {outcome}/{name}` gives it a unit, a baseline and a target"])
