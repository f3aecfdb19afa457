"""JSON Schema of the entity files, of check-ins in files of their own and of `outtrack.yaml`, for editors.

It comes from the classes of the model, and says of a file what can be said without looking at others. The keywords
are those that draft 2020-12 and draft-07 read alike: older editors know only the latter.
"""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from outtrack.config import FORMAT_VERSION, Config
from outtrack.docstrings import descriptions
from outtrack.model import CHECKIN, ORDER, record_class
from outtrack.model.base import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
CONFIG: Final = "config"
"""The name of the schema of `outtrack.yaml`."""
DOCUMENT: Final = "document"
"""The name of the schema of a document of any kind."""
NAMES: Final = (*ORDER, CHECKIN, DOCUMENT, CONFIG)
"""Every schema."""
_NULL: Final = {"type": "null"}
_NUMBER: Final = {"type": ["number", "null"]}
_DISTANCE: Final = {"type": ["number", "string", "null"], "pattern": r"^\s*[-+][0-9]+(\.[0-9]+)?\s*(%|pp)\s*$"}


def _checkins(**values: Any) -> dict[str, Any]:
    """Return the schema of check-ins, one or a list, whose values are restricted."""
    one = {"properties": values}
    return {"properties": {"checkins": {"anyOf": [{"type": "array", "items": one}, {"type": "object", **one}, _NULL]}}}


def _where(key: str, said: list[Any], then: Any, otherwise: Any = None) -> dict[str, Any]:
    """Return a schema that holds where a key is there with one of these values."""
    there = {"required": [key], "properties": {key: {"enum": said}}}
    return {"if": there, "then": then} | ({"else": otherwise} if otherwise else {})


_MORE: Final[dict[str, dict[str, Any]]] = {
    "Keep": {"minProperties": 1},
    "KeyResult": {
        "allOf": [
            # Without levels every value is a number; a text is the mistake that is made most often.
            {
                "if": {"required": ["levels"]},
                "else": {
                    "properties": {
                        "target": _DISTANCE,
                        "baseline": {"anyOf": [{"const": "first"}, {"type": ["number", "object", "null"]}]},
                    },
                    "allOf": [
                        _checkins(value=_NUMBER),
                        _where("cumulative", [True], {"properties": {"baseline": _NULL}}, _checkins(delta=_NULL)),
                        {
                            "if": {"required": ["metric"], "properties": {"metric": {"not": _NULL}}},
                            "then": _checkins(value=_NULL, delta=_NULL),
                        },
                    ],
                },
            },
            {
                "if": {"required": ["keep"], "properties": {"keep": {"type": "object"}}},
                "then": {"properties": {"target": _NULL}},
            },
        ],
    },
    "Pace": _where("kind", ["step", "curve"], {"required": ["points"]}),
}
"""What the model says in code about its records, as far as a schema can say it."""


def schema(name: str) -> dict[str, Any]:
    """Return the schema of one of NAMES: a kind, `checkin`, `document` (one of any kind) or `config`."""
    if name == DOCUMENT:
        return _any_kind()
    record = Config if name == CONFIG else record_class(name)
    found = _of_record(record)
    if name == CONFIG:
        found["properties"]["version"] = {
            "const": FORMAT_VERSION,
            "description": found["properties"]["version"]["description"],
        }
        title = "outtrack.yaml"
    else:
        title = name.replace(CHECKIN, "check-in")
        found = _of_document(found, name)
    return {"$schema": DRAFT, "title": title, **{key: value for key, value in found.items() if key != "title"}}


def text(found: dict[str, Any]) -> str:
    """Return a schema as the text of a file."""
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _of_document(found: dict[str, Any], kind: str) -> dict[str, Any]:
    """Return the schema of a document: a record that may say its kind, and need not say its id."""
    properties, required = found["properties"], [key for key in found.get("required", ()) if key != "id"]
    said = {"description": "The kind; where it is left out, the folder tells it.", "anyOf": [{"const": kind}, _NULL]}
    if "id" in properties:
        properties["id"] = {"description": properties["id"].pop("description"), "anyOf": [properties["id"], _NULL]}
    if kind == "insight":
        required.remove("title")
        title = properties["title"]
        properties["title"] = {"description": title.pop("description"), "anyOf": [title, _NULL]}
        is_there = {"type": ["string", "number", "boolean"]}
        found["anyOf"] = [{"required": [key], "properties": {key: is_there}} for key in ("title", "quote")]
    if kind == CHECKIN:
        of_what = ({"required": [key], "properties": {key: {"not": _NULL}}} for key in ("key_result", "metric"))
        found["oneOf"] = [*of_what]
    found["properties"] = {"kind": said, **properties}
    found["required"] = required
    return found if required else {key: value for key, value in found.items() if key != "required"}


def _any_kind() -> dict[str, Any]:
    """Return the schema of a document of any kind: that which it says, or any one where it says none."""
    kinds = (*ORDER, CHECKIN)
    definitions: dict[str, Any] = {}
    for kind in kinds:
        one = schema(kind)
        definitions |= one.pop("$defs", {})
        definitions[kind] = {key: value for key, value in one.items() if key != "$schema"}
    says = [{"required": ["kind"], "properties": {"kind": {"const": kind}}} for kind in kinds]
    named = [{"if": says, "then": {"$ref": f"#/$defs/{kind}"}} for kind, says in zip(kinds, says, strict=True)]
    silent = {"anyOf": [{"not": {"required": ["kind"]}}, {"properties": {"kind": _NULL}}]}
    return {
        "$schema": DRAFT,
        "title": "a document",
        "description": "What one document of a workspace describes: an entity of any kind, or a check-in.",
        "type": "object",
        "properties": {"kind": {"description": "The kind; where it is left out, the folder tells it."}},
        "allOf": [
            {"properties": {"kind": {"enum": [*kinds, None]}}},
            {"if": silent, "then": {"anyOf": [{"$ref": f"#/$defs/{kind}"} for kind in kinds]}},
            *named,
        ],
        "$defs": dict(sorted(definitions.items())),
    }


def _of_record(record: type) -> dict[str, Any]:
    """Return Pydantic's schema of a record class in our words."""
    from outtrack.model.validate import adapter

    found = deepcopy(adapter(record).json_schema())
    classes = {one.__name__: one for one in _classes(record)}
    for name, one in {record.__name__: found, **found.get("$defs", {})}.items():
        said = {key_of(key): text for key, text in descriptions(classes[name]).items()}
        one["description"] = " ".join((classes[name].__doc__ or "").partition("\n\n")[0].split())
        one["properties"] = {key: _field(value, said.get(key)) for key, value in one["properties"].items()}
        one.update(deepcopy(_MORE.get(name, {})))
        if one is not found:
            one.pop("title", None)
    return found


def _classes(record: type) -> Iterator[type]:
    """Yield a record class and those of the records in it."""
    from outtrack.model.declared import records_in

    seen = [record]
    for one in seen:  # grows while it is walked
        seen += [inner for inner in records_in(one) if inner not in seen]
    yield from seen


def _field(value: dict[str, Any], description: str | None) -> dict[str, Any]:
    """Return the schema of a field with what it is for, without what repeats its name or says nothing."""
    value = _plain(value)
    if value.get("default") in (None, [], {}) or isinstance(value.get("default"), dict):
        value.pop("default", None)
    return {"description": description, **value} if description else value


def _plain(value: Any) -> Any:
    """Return a schema without titles, a choice within a choice drawn into it, and `null` beside a single type."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if not isinstance(value, dict):
        return int(value) if isinstance(value, float) and value == int(value) else value
    noise = {
        key for key, one in value.items() if (key, one) == ("default", None) or (key == "title" and one == str(one))
    }
    value = {key: _plain(one) for key, one in value.items() if key not in noise}
    if "patternProperties" in value:
        value["additionalProperties"] = False
        value.pop("propertyNames", None)
    if "anyOf" in value:
        value["anyOf"] = [part for one in value["anyOf"] for part in (one["anyOf"] if set(one) == {"anyOf"} else [one])]
        choices = [one for one in value["anyOf"] if one != _NULL]
        if len(choices) == 1 and len(choices) < len(value["anyOf"]) and _is_simple(choices[0]):
            types = choices[0]["type"]
            del value["anyOf"]
            value |= choices[0] | {"type": [*(types if isinstance(types, list) else [types]), "null"]}
    return value


def _is_simple(one: dict[str, Any]) -> bool:
    return "type" in one and not {"enum", "const", "$ref", "items", "properties"} & set(one)
