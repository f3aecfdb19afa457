"""Records by their names, and what a name in a link means."""

from __future__ import annotations

import json
from dataclasses import field
from typing import TYPE_CHECKING, Any

from outtrack.cache import whole
from outtrack.diagnostic import a_kind, did_you_mean, nearest
from outtrack.frozen import dataclass
from outtrack.model import KINDS, ORDER, record_class
from outtrack.model.codec import decode
from outtrack.model.declared import links
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outtrack.cache import Text
    from outtrack.diagnostic import Keys
    from outtrack.model.base import Link

KEY_RESULT = "key_result"


class Record:
    """One document: its name and place at once, its entity and links only when somebody asks."""

    __slots__ = ("_entity", "_rest", "_text", "blob", "document", "id", "is_broken", "kind", "path")

    def __init__(  # noqa: PLR0913, PLR0917 - what is known of a document without looking into it
        self,
        kind: str,
        id: str,
        path: str,
        document: int,
        text: bytes | Text | None,
        blob: str = "",
        rest: str | None = None,
    ) -> None:
        self.kind, self.id, self.path, self.document, self._text, self.blob = kind, id, path, document, text, blob
        self.is_broken, self._rest = text is None, (rest or "").encode(errors="surrogatepass")
        self._entity: Any = None

    @property
    def text(self) -> bytes | None:
        """Two JSON texts with a tab between them, the entity and its links; None where it is broken."""
        return None if self._text is None else whole(self._text, self.path, self.document)

    @property
    def ref(self) -> str:
        """The name in full: `kind:id`."""
        return f"{self.kind}:{self.id}"

    @property
    def entity(self) -> Any:
        """The entity, or a check-in's own file; raise ValueError for a broken record, which has none."""
        if self.is_broken:
            raise ValueError(f"{self.ref} is broken")
        return self._decoded()

    @property
    def remaining(self) -> Any:
        """What could be read of a broken entity; None where that does not tell what it is and serves."""
        return self._decoded() if self.is_broken and not self._rest.startswith(b"\t") and self._rest else None

    def _decoded(self) -> Any:
        if self._entity is None:
            text = self.text or self._rest
            self._entity = decode(record_class(self.kind), json.loads(text.partition(b"\t")[0]))
        return self._entity

    def links(self) -> list[tuple[Keys, str, float | None]]:
        """Return the links as written: keys, name, and the weight beside it. Of a broken record, those of the rest."""
        text = self.text or self._rest
        if not text or text.endswith(b"\t[]"):
            return []
        return [(tuple(keys), name, weight) for keys, name, weight in json.loads(text.partition(b"\t")[2])]


class Held(Record):
    """A record whose entity is at hand, and never was a text."""

    __slots__ = ()

    def __init__(self, entity: Any, path: str, document: int) -> None:
        super().__init__(entity.kind, entity.id, path, document, b"")
        self._entity = entity

    def links(self) -> list[tuple[Keys, str, float | None]]:
        """Return the links of the entity, as they would be written."""
        return [(link.keys, link.name, link.weight) for link in links(self._entity)]


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Why a name in a link means nothing, or not what it should."""

    rule: str
    message: str
    hint: str | None = None


@dataclass(slots=True)
class Names:
    """What may be linked to: every id of every kind, and every key result."""

    records: dict[str, dict[str, Record]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    externals: frozenset[str] = frozenset()
    _key_results: dict[str, str] | None = None

    def find(self, kind: str, name: str) -> Record | None:
        """Return the record of that kind and exact id."""
        return self.records[kind].get(name)

    def record(self, ref: str) -> Record:
        """Return the record that `kind:id` names, for a key result that of its outcome; raise KeyError if none does."""
        kind, _, name = ref.partition(":")
        if kind == KEY_RESULT:
            kind, name = "outcome", name.partition("/")[0]
        return self.records[kind][name]

    def key_results(self) -> dict[str, str]:
        """Return the full id of every key result, and the ref of its outcome."""
        if self._key_results is None:
            self._key_results = {
                f"{record.id}/{kr.name}": record.ref
                for record in self.records["outcome"].values()
                if not record.is_broken
                for kr in record.entity.key_results
            }
        return self._key_results

    def near_key_result(self, name: str, others: Iterable[str] = ()) -> str:
        """Return the question whether the nearest key result, or one of `others`, was meant; nothing if none is near.

        A key result is found by its full id and by its own, where no other has the same.
        """
        known = self.key_results()
        ends: dict[str, str] = {}
        for full in known:
            end = full.rpartition("/")[2]
            ends[end] = end if end in ends else full
        found = nearest(name, [*others, *known, *ends])
        return f"did you mean `{ends.get(found, found)}`?" if found else ""

    def resolve(self, name: str, link: Link) -> str | Unresolved | None:
        """Return the ref that a name means, or why it means none; None for what lies outside of what was read."""
        if "::" in name:
            return self._external(name)
        prefix, colon, rest = name.partition(":")
        kinds = link.to or ORDER
        if colon and (prefix in KINDS or prefix == KEY_RESULT):
            if prefix not in kinds:
                return _wrong_kind(name, prefix, kinds)
            kinds, name = (prefix,), rest
        if KEY_RESULT in kinds:
            return self._key_result(name)
        found = [kind for kind in kinds if name in self.records[kind]]
        if len(found) == 1:
            return f"{found[0]}:{name}"
        if found:
            either = " or ".join(f"`{kind}:{name}`" for kind in found)
            return Unresolved("ambiguous-link", f"{shown(name)} names {_and(found)}", f"write {either}")
        return self._dangling(name, kinds)

    def _external(self, name: str) -> Unresolved | None:
        workspace = name.partition("::")[0]
        if workspace in self.externals:
            return None
        message = f"{shown(workspace)} is not a workspace that outtrack.yaml declares"
        hint = did_you_mean(workspace, self.externals) or f"add `externals: [{workspace}]` to outtrack.yaml"
        return Unresolved("dangling-link", message, hint)

    def _key_result(self, name: str) -> str | Unresolved | None:
        known = self.key_results()
        if name in known:
            return f"{KEY_RESULT}:{name}"
        outcome = self.records["outcome"].get(name.partition("/")[0])
        if outcome and outcome.is_broken:
            return None
        tails = [full for full in known if full.endswith(f"/{name}")]
        if len(tails) == 1:
            hint: str | None = f"write it in full: `{tails[0]}`"
        elif tails:
            hint = f"write it in full: {_or([f'`{tail}`' for tail in sorted(tails)])}"
        elif outcome:
            own = [full for full in known if full.startswith(f"{name.partition('/')[0]}/")]
            hint = did_you_mean(name, own) or _among(own)
        else:
            hint = self.near_key_result(name) or None
        return Unresolved("dangling-link", f"there is no key result {shown(name)}", hint)

    def _dangling(self, name: str, kinds: tuple[str, ...]) -> Unresolved:
        elsewhere = next((kind for kind in ORDER if kind not in kinds and name in self.records[kind]), None)
        if elsewhere:
            return _wrong_kind(name, elsewhere, kinds)
        what = f"there is no {_or(kinds)}" if len(kinds) < len(KINDS) else "there is nothing called"
        if "outcome" in kinds and (owners := self._owners(name)):
            these = _or([f"`{owner}`" for owner in owners])
            message = f"{what} {shown(name)}: it is a key result of {these}"
            return Unresolved("dangling-link", message, f"write the outcome: {these}")
        several = [one.strip() for one in name.split(",")]
        if len(several) > 1 and all(any(one in self.records[kind] for kind in kinds) for one in several):
            return Unresolved("dangling-link", f"{what} {shown(name)}", f"write a list: `[{', '.join(several)}]`")
        near = did_you_mean(name, [known for kind in kinds for known in self.records[kind]])
        return Unresolved("dangling-link", f"{what} {shown(name)}", near or None)

    def _owners(self, name: str) -> list[str]:
        """Return the ids of the outcomes that have a key result of this name, alone or in full."""
        fulls = [full for full in self.key_results() if full == name or full.endswith(f"/{name}")]
        return sorted(full.partition("/")[0] for full in fulls)


def _wrong_kind(name: str, kind: str, kinds: tuple[str, ...]) -> Unresolved:
    return Unresolved(
        "wrong-link-kind", f"{shown(name)} is {a_kind(kind)}; expected {_or([a_kind(one) for one in kinds])}"
    )


def _or(kinds: Iterable[str]) -> str:
    return _series(kinds, "or")


def _and(kinds: Iterable[str]) -> str:
    return _series([a_kind(kind) for kind in kinds], "and")


def _series(names: Iterable[str], last: str) -> str:
    words = [name.replace("_", " ") if "`" not in name else name for name in names]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def _among(names: list[str]) -> str:
    return f"its key results are {', '.join(f'`{name}`' for name in names)}" if names else "it has no key results"
