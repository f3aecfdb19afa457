"""What all kinds share: the entity, and what a link is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import Field
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from outtrack.diagnostic import Diagnostic, Keys, Place
from outtrack.frozen import dataclass
from outtrack.model.markers import Day, FreeScalar, Id, Many, Short, Text


class Relation(StrEnum):
    """What a link means. The first four point upwards, towards the vision."""

    SERVES = "serves"
    PART_OF = "is part of"
    TESTS = "tests"
    ABOUT = "is evidence for"
    INFLUENCES = "influences"
    MEASURED_BY = "is measured by"
    CONTINUES = "continues"
    EXPECTS = "expects a change of"
    NEXT = "is followed by"


UPWARDS = frozenset((Relation.SERVES, Relation.PART_OF, Relation.TESTS, Relation.ABOUT))


@dataclass(frozen=True, slots=True)
class Link:
    """Declares, on a field, that it names other entities."""

    relation: Relation
    to: tuple[str, ...] = ()
    """The kinds that may be named; empty means any."""
    inverse: bool = False
    """Whether the named entity is the one that has the relation: a vision's `goals` serve the vision."""


def key_of(name: str) -> str:
    """Return the key in a file for a field: `from_` is written `from`, which Python keeps for itself."""
    return name.removesuffix("_")


class Record:
    """A frozen record of a file; unknown keys are refused."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid", "alias_generator": key_of}


@dataclass(frozen=True, slots=True, kw_only=True)
class Url(Record):
    """A link for people."""

    title: Text | None = None
    """What is behind the address."""
    url: Text
    """The address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Record):
    """A review of a vision, strategy or outcome, and what was decided."""

    date: Day
    """The day of the review."""
    by: Text | None = None
    """Who reviewed."""
    decision: Text | None = None
    """What was decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Record):
    """What one document describes."""

    kind: ClassVar[str]
    final: ClassVar[frozenset[str]] = frozenset()
    """The words of `status` that end its life; before the day `closed` it had `open_status`."""
    open_status: ClassVar[str] = ""

    id: Id
    """The id, unique per kind; the file's stem where it is left out."""
    title: Text
    """The one line that people read."""
    owner: Annotated[tuple[Text, ...], Many()] = ()
    """Who answers for it: one name or a list."""
    team: Text | None = None
    """The team that it belongs to."""
    tags: Annotated[tuple[Text, ...], Many()] = ()
    """Free words to select by."""
    description: Text | None = None
    """What there is to say about it, in Markdown."""
    urls: Annotated[tuple[Annotated[Url, Short("url")], ...], Many()] = ()
    """Pages about it."""
    closed: Day | None = None
    """The day on which its status became final; before it, `--as-of` sees it active."""
    reason: Text | None = None
    """Why it was parked, dropped or paused."""
    fields: dict[str, FreeScalar] | None = None
    """The team's own values: kept, exported, selectable."""

    @property
    def ref(self) -> str:
        """The name in full: `kind:id`."""
        return f"{self.kind}:{self.id}"

    def diagnose(self, key: str | Keys, message: str, hint: str | None = None) -> Diagnostic:
        """Return a finding about one of its values; rule, severity and file are added by whoever runs the rule."""
        keys = key if isinstance(key, tuple) else (key,)
        return Diagnostic(rule="", message=message, hint=hint, entity=self.ref, place=Place("", 0, keys))


def slug(title: str, limit: int = 60) -> str:
    """Return an id made from a title: its letters and digits of any script, in lower case, joined by `-`."""
    text = unicodedata.normalize("NFC", title).casefold()
    if not text.isascii():  # a combining mark belongs to the letter before it
        text = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in text)
    words = re.findall(r"[^\W_]+", text) if text.isascii() else text.split()
    out = ""
    for word in words:
        longer = f"{out}-{word}" if out else word
        if len(longer) > limit:
            break
        out = longer
    return unicodedata.normalize("NFC", out or "".join(words)[:limit])
