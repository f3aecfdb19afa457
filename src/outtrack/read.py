"""Files -> records + diagnostics: one file at a time, each on its own, all errors of it at once."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from outtrack.content import Content, Stored
from outtrack.diagnostic import Diagnostic, Place, Severity, did_you_mean, nearest
from outtrack.model import CHECKIN, FOLDERS, KINDS, record_class
from outtrack.model.amounts import ValueProblem
from outtrack.model.base import UPWARDS, slug
from outtrack.model.codec import encode
from outtrack.model.declared import links, links_of_class
from outtrack.model.values import identifier
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.config import Config
    from outtrack.source import Source

_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_TOP_LINE = re.compile(rb"^(id|kind):[ \t]+[\"']?([^\s\"'#]+)", re.MULTILINE)


def folder_kind(path: str) -> str | None:
    """Return the kind that the nearest folder above a file names."""
    return next((FOLDERS[name] for name in reversed(path.split("/")[:-1]) if name in FOLDERS), None)


def near_kind(name: str) -> str | None:
    """Return the folder name of the kind that a folder nearly names, such as `outcomes` for `outcome`."""
    lowered = name.lower()
    if lowered in FOLDERS:
        return lowered
    singular = next((folder for folder, kind in FOLDERS.items() if kind == lowered), None)
    if singular:
        return singular
    return nearest(lowered, FOLDERS, cutoff=0.84)  # nearer than for a hint: most folders are nobody's slip


def read_file(path: str, data: bytes, config: Config) -> Content:
    """Return the documents of a file. A document with an error is kept as broken: known by its id, never computed."""
    from outtrack.source import comments, parse

    source = parse(data, path)
    found = list(source.diagnostics)
    stored: list[Stored] = []
    kind, stem = folder_kind(path), PurePosixPath(path).stem
    documents = [(index, value) for index, value in enumerate(source.documents) if value is not None]
    if not documents and not found:
        found.append(_nothing(path))
    for index, document in documents:
        default_id = stem if len(documents) == 1 else None
        result, complaints = _read_document(document, Place(path, index), kind, default_id, config)
        found += complaints
        if result:
            stored.append(_broken(result) if source.diagnostics else result)
    if source.diagnostics:
        known = {(one.kind, one.id) for one in stored}
        stored += [one for one in _unread(data, kind, stem, source) if (one.kind, one.id) not in known]
    if any(one.span is None for one in found):
        marked = source if source.spans else parse(data, path, marks=True)
        found = [_locate(one, marked) for one in found]
    return Content(path, tuple(stored), tuple(found), tuple(comments(data)))


def _nothing(path: str) -> Diagnostic:
    return Diagnostic(
        rule="missing-field", message="the file describes nothing", hint="add `title: …`", place=Place(path)
    )


def _unread(data: bytes, folder: str | None, stem: str, source: Source) -> Iterator[Stored]:
    """Yield, as broken, what a file with a fault in it seems to describe: links to it are no fault of others."""
    stated = [(key, value.decode(errors="replace")) for key, value in _TOP_LINE.findall(data)]
    kind = next((value for key, value in stated if key == b"kind"), folder)
    if kind not in KINDS:
        return
    ids = [value for key, value in stated if key == b"id"]
    if not ids and not any(isinstance(document, dict) for document in source.documents):
        ids = [stem]
    for name in dict.fromkeys(ids):  # both sides of a conflict name it
        yield Stored(kind, normalize("NFC", name), 0)


def _broken(stored: Stored) -> Stored:
    """Return a document of a file with a fault in it: where it stands can't be told, so only its links are left."""
    left = stored.text or stored.rest
    return replace(stored, text=None, rest=left and _links_alone(left))


def _links_alone(text: str) -> str:
    return "\t" + text.partition("\t")[2]


def _locate(found: Diagnostic, marked: Source) -> Diagnostic:
    if found.span or not found.place:
        return found
    also = tuple((place, span or marked.span(place)) for place, span in found.also)
    return replace(found, span=marked.span(found.place), also=also)


def _read_document(
    document: object, at: Place, kind: str | None, default_id: str | None, config: Config
) -> tuple[Stored | None, list[Diagnostic]]:
    if not isinstance(document, dict):
        return None, [_no_mapping(document, at)]
    stated = document.pop("kind", None)
    if stated is not None:
        kind = stated if isinstance(stated, str) else None
    if kind is None or (kind not in KINDS and kind != CHECKIN):
        return None, [_unknown_kind(stated, at)]
    complaints = [] if kind == CHECKIN else _identify(document, kind, default_id, at)
    entity, rest, more = _validate(document, kind, at, config)
    complaints += more
    name = getattr(entity, "id", None) or document.get("id")
    identity = normalize("NFC", str(name)) if kind != CHECKIN and isinstance(name, str) else ""
    if identity:
        complaints = [replace(one, entity=f"{kind}:{identity}") for one in complaints]
    identity = identity or (f"{at.path}#{at.document}" if kind == CHECKIN else "")
    if entity is None or any(one.severity is Severity.ERROR for one in complaints):
        left = rest and _stored_rest(rest, complaints)
        return (Stored(kind, identity, at.document, rest=left) if identity else None), complaints
    return Stored(kind, identity, at.document, stored_text(entity)), complaints


def _stored_rest(rest: Any, complaints: list[Diagnostic]) -> str:
    """Return what is left of a faulty entity as it is kept, without the record if a fault may hide what it serves."""
    declared = links_of_class(type(rest))
    decisive = {"status", "closed", "type", *(keys[0] for keys, link in declared if link.relation in UPWARDS)}
    text = stored_text(rest)
    for one in complaints:
        if one.rule == "unknown-field" or (one.place and not decisive.isdisjoint(one.place.keys[:1])):
            return _links_alone(text)
    return text


def stored_text(entity: Any) -> str:
    """Return an entity as it is kept: two JSON texts with a tab between them, the record and its links."""
    named = [[link.keys, link.name, link.weight] for link in links(entity)]
    return f"{_dump(encode(entity))}\t{_dump(named)}"


def _validate(document: dict[str, Any], kind: str, at: Place, config: Config) -> tuple[Any, Any, list[Diagnostic]]:
    """Return the record that a document describes and what can be read of it, each or None, and all complaints."""
    from outtrack.model.consistency import judge
    from outtrack.model.salvage import validate_and_judge

    if kind == "insight" and document.get("title") is None and isinstance(document.get("quote"), str):
        document["title"] = document["quote"]
    context = {"fiscal_year_start": config.fiscal_year_start}

    def judged(entity: Any) -> Iterator[Diagnostic]:
        return (_put(one, at) for one in judge(entity, config))

    return validate_and_judge(record_class(kind), document, judged, at, context)


def _put(found: Diagnostic, at: Place) -> Diagnostic:
    """Return a finding about a record with its places in the file where the record stands."""

    def put(place: Place) -> Place:
        return replace(place, path=at.path, document=at.document)

    also = tuple((put(place), span) for place, span in found.also)
    return replace(found, place=found.place and put(found.place), also=also)


def _no_mapping(document: object, at: Place) -> Diagnostic:
    what = "a list" if isinstance(document, list) else f"a single value, {shown(document)}"
    hint = "begin with a line `title: …`"
    if isinstance(document, list):
        hint = "put each entity into a document of its own, separated by `---`"
    return Diagnostic(rule="invalid-value", message=f"expected `key: value` lines, found {what}", hint=hint, place=at)


def _identify(document: dict[str, Any], kind: str, default_id: str | None, at: Place) -> list[Diagnostic]:
    """Give the document its id: its own, or the file's stem; complain where neither will do."""
    if document.get("id") is not None:
        return []
    if default_id is not None:
        document["id"] = default_id
        try:
            identifier(default_id)
        except ValueProblem as problem:
            document["id"] = slug(default_id) or kind
            return [
                Diagnostic(
                    rule="invalid-value",
                    message=f"the file's name makes no id: {problem.message}",
                    hint=f"rename the file, or add `id: {document['id']}`",
                    place=at,
                )
            ]
        return []
    title = document.get("title")
    suggestion = slug(title) if isinstance(title, str) else ""
    document["id"] = suggestion or f"{kind}-{at.document + 1}"
    return [
        Diagnostic(
            rule="missing-field",
            message="a file with several documents needs an `id` in each",
            hint=f"add `id: {suggestion or '…'}`",
            place=at,
        )
    ]


def _unknown_kind(stated: object, at: Place) -> Diagnostic:
    from outtrack.model.delivery import OUTPUT_TYPES

    if stated is None:
        return Diagnostic(
            rule="unknown-kind",
            message="nothing says what this file describes: no folder above it is named after a kind",
            hint=f"move it below one of {', '.join(sorted(FOLDERS))}, or add `kind:`",
            place=at,
        )
    hint = did_you_mean(str(stated), [*KINDS, CHECKIN]) or f"write one of {', '.join(KINDS)}"
    if stated in OUTPUT_TYPES:
        hint = f"write `kind: output` and `type: {stated}`"
    return Diagnostic(
        rule="unknown-kind",
        message=f"{shown(stated)} is not a kind" if isinstance(stated, str) else "`kind` must be one word",
        hint=hint,
        place=replace(at, keys=("kind",)),
    )
