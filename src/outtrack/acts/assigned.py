"""What `field=value` asks for: which place of an entity, and the value as the model reads it."""

from __future__ import annotations

import re
from dataclasses import fields
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any, Final, get_args, get_origin

from outtrack.acts.base import RefusedError
from outtrack.acts.typed import share_of
from outtrack.acts.values import hint_at, short_of
from outtrack.frozen import dataclass
from outtrack.model import record_class
from outtrack.model.base import Link, Record, key_of
from outtrack.model.markers import Checked, Share, TextMarker
from outtrack.model.values import identifier, reference
from outtrack.names import KEY_RESULT
from outtrack.scalar import scalar

if TYPE_CHECKING:
    from outtrack.diagnostic import Keys

_FORM: Final = re.compile(r"([^\W\d][\w.-]*?)([+-]?=)(.*)", re.DOTALL)
_OWN_WAY: Final = {
    "changes": "`outtrack retarget` moves a goalpost",
    "checkins": "`outtrack checkin` records a value",
    "contributes_to": "`outtrack link` and `outtrack unlink` change it",
    "id": "`outtrack rename` gives another, and all links follow",
    "influences": "`outtrack link` and `outtrack unlink` change it",
    "key_results": "name the key result itself: `outtrack set OUTCOME/KEY-RESULT …`",
    "readings": "`outtrack checkin` records a value",
    "updates": "`outtrack update` notes the owner's word",
}
"""Fields for which there is a command of its own."""
_KINDS: Final = (
    "it follows from its fields: cumulative=true for a running total, keep.min=… and keep.max=… for a guardrail, "
    "levels=…,… for a rubric, self_reported=true for a feeling"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One `field=value`."""

    field: str
    keys: Keys
    """The keys within the entity or key result."""
    sign: str
    """`=`, `+=` or `-=`."""
    value: str
    is_many: bool
    is_text: bool
    """Whether it is kept as it is written, also where it looks like a number."""
    link: Link | None = None
    is_share: bool = False

    def typed(self, text: str) -> Any:
        """Return a value as it will be read: a number where the field takes numbers, a share where it takes shares."""
        if self.is_share and text.endswith("%"):
            return share_of(text, self.field)
        return text if self.is_text else scalar(text) or text

    @property
    def values(self) -> list[Any]:
        """The values of a list, which commas part."""
        return [self.typed(one.strip()) for one in self.value.split(",") if one.strip()]


def asked(kind: str, text: str) -> Asked:
    """Return what `field=value` asks for of a kind, or of a key result; raise RefusedError with the way out."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise RefusedError(f"`{text}`: write it as field=value, tags+=value or tags-=value")
    field, sign, value = found[1], found[2], found[3].strip()
    parts = field.split(".") if not field.startswith("fields.") else ["fields", field.removeprefix("fields.")]
    keys = tuple(one if one == parts[-1] and parts[0] == "fields" else one.replace("-", "_") for one in parts)
    if keys[0] == "fields":
        if not keys[1:] or not keys[1]:
            raise RefusedError(f"`{field}`: say which, such as fields.region=emea")
        return Asked(field, keys, _only(field, sign), value, is_many=False, is_text=False)
    if keys == ("kind",) and kind == KEY_RESULT:
        raise RefusedError(f"a key result has no `kind`: {_KINDS}")
    if keys == ("kind",):
        raise RefusedError("the kind of an entity stays as it is: write a new entity, or edit the file")
    if keys[-1] in _OWN_WAY:  # also where it would be a field of something else: the way is the same
        raise RefusedError(f"`{field}` is not set by `set`: {_OWN_WAY[keys[-1]]}")
    hint = _hint(kind, keys)
    is_many, record, is_text, link = _facts(hint)
    parted = _parts(field, value) if record is not None else ""
    if record is not None and (parted or is_many or _short(kind, keys) is None) and keys[-1] != "urls":
        parted = parted or f"{field}.{key_of(fields(record)[0].name)}=value"
        raise RefusedError(f"`{field}` {_has_parts(parted, is_many=is_many)}")
    sign = sign if is_many else _only(field, sign)
    return Asked(field, keys, sign, value, is_many, is_text, link, is_share=_is_share(hint))


def _only(field: str, sign: str) -> str:
    if sign != "=":
        raise RefusedError(f"`{field}` is no list: write {field}=value")
    return sign


def _hint(kind: str, keys: Keys) -> Any:
    """Return the declaration of a field; raise RefusedError with the nearest one where there is none such."""
    from outtrack.model.validate import unknown_key

    before: Keys = ("key_results", 0) if kind == KEY_RESULT else ()
    record: type = record_class("outcome" if kind == KEY_RESULT else kind)
    for depth in range(1, len(keys) + 1):
        if depth > 1 and _facts(hint_at(record, (*before, *keys[: depth - 1])))[1] is None:
            raise RefusedError(f"`{keys[depth - 2]}` has no parts: write {'.'.join(map(str, keys[: depth - 1]))}=value")
        if hint_at(record, (*before, *keys[:depth])) is None:
            message, hint = unknown_key(record, (*before, *keys[:depth]))
            raise RefusedError(f"{message}{f'; {hint}' if hint else ''}")
    return hint_at(record, (*before, *keys))


def _short(kind: str, keys: Keys) -> str | None:
    if kind == KEY_RESULT:
        return short_of(record_class("outcome"), ("key_results", 0, *keys))
    return short_of(record_class(kind), keys)


def _facts(hint: Any) -> tuple[bool, type[Record] | None, bool, Link | None]:
    """Return of a declaration: whether it is a list, of which records, whether its values are texts, and its link."""
    is_many, record, is_text, link = False, None, False, None
    todo = [hint]
    for part in todo:  # grows while it is walked
        if get_origin(part) is Annotated:
            base, *extras = get_args(part)
            todo.append(base)
            for extra in extras:
                is_text = is_text or isinstance(extra, TextMarker)
                is_text = is_text or (isinstance(extra, Checked) and extra.convert in {identifier, reference})
                link = extra if isinstance(extra, Link) else link
        elif isinstance(part, type) and issubclass(part, Record):
            record = part
        elif get_origin(part) is not None:
            is_many = is_many or get_origin(part) is tuple
            todo += [one for one in get_args(part) if not isinstance(one, str)]
    return is_many, record, is_text, link


def _is_share(hint: Any) -> bool:
    """Return whether a field takes a share of 1."""
    return any(one == Share for one in (hint, *get_args(hint)))


def _parts(field: str, value: str) -> str:
    """Return what sets the parts of a value in braces one by one; empty for any other value."""
    from outtrack.source import parse

    if not (value.startswith("{") and value.endswith("}")):
        return ""
    found = parse(f"x: {value}\n".encode(), "").documents
    parts = found[0].get("x") if found and isinstance(found[0], dict) else None
    if not isinstance(parts, dict) or not parts or any(not isinstance(one, str) for one in parts.values()):
        return ""
    return " ".join(f"{field}.{key}={quote(one)}" for key, one in parts.items())


def _has_parts(parted: str, *, is_many: bool) -> str:
    if is_many:
        return f"is a list of several lines each: change it in the file; where there is none yet, {parted} writes one"
    return f"has parts: write {parted}"
