"""The link from an epic to an outcome: one precedence for every tracker.

The configured custom field, else labels `outcome:ID`, else what the body says (`bodies.py`), else the link of the epic
above. Where several of an epic's own say different things, the first counts, and that they differ is a finding.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from outtrack.importers.base import Epic, Settings

_LABEL: Final = re.compile(r"outcome\s*:{1,2}\s*(.+)", re.IGNORECASE)
_FILE: Final = re.compile(r"(?:\S*/)?([^/\s]+)\.ya?ml", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"[,;\n]")
_AROUND: Final = " \t\r`'\"*_[]<>."
SOURCES: Final = ("field", "label", "body")


@dataclass(frozen=True, slots=True)
class Links:
    """What an epic says about the outcomes that it serves."""

    own: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Each source that names any, with the names, in order of precedence."""
    inherited: tuple[str, ...] = ()
    above: str = ""
    """The key of the epic from which they are inherited."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names that count."""
        return self.own[0][1] if self.own else self.inherited

    @property
    def disagreeing(self) -> list[str]:
        """What its own sources say, where they do not all say the same."""
        if all(set(names) == set(self.names) for _, names in self.own):
            return []
        return [f"the {source} says {', '.join(f'`{name}`' for name in names)}" for source, names in self.own]

    def inheriting(self, other: Links, above: str) -> Links:
        """Return the links of an epic that has none of its own, below one that has."""
        return replace(self, inherited=other.names, above=above)


NONE: Final = Links()


def links_in(epic: Epic, settings: Settings) -> Links:
    """Return the links that an epic has of its own, with the ids of outcomes in the case that they have."""
    field = epic.fields.get(settings.link_field, "") if settings.link_field else ""
    if not field and not epic.labels and not epic.body:
        return NONE
    labels = [found[1] for label in epic.labels if (found := _LABEL.fullmatch(label.strip()))]
    lines = [line.partition(":")[2] for line in epic.body.splitlines()]
    said = zip(SOURCES, (_names(field), _names(*labels), _names(*lines)), strict=True)
    known = settings.outcomes
    return Links(
        tuple(
            [
                (source, tuple(dict.fromkeys([known.get(_id_in(name), name) for name in names])))
                for source, names in said
                if names
            ]
        )
    )


def _id_in(name: str) -> str:
    """Return what a name would be as an id, in lower case: the path or address of a file stands for the id in it."""
    found = _FILE.fullmatch(name)
    return (found[1] if found else name).casefold()


def _names(*texts: str) -> tuple[str, ...]:
    """Return the names in texts, each once; `outcome:` before a name is left out."""
    if not any(texts):
        return ()
    parts = [part.strip(_AROUND) for text in texts for part in _BETWEEN.split(text)]
    bare = [found[1] if (found := _LABEL.fullmatch(part)) else part for part in parts]
    return tuple(dict.fromkeys(name.strip(_AROUND) for name in bare if name.strip(_AROUND)))
