"""The catalog: outcomes that are ready to be taken over, and sets of them. Read only where a command asks for it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from outtrack.frozen import dataclass
from outtrack.source import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

AREAS: Final = (
    "digital-revenue",
    "new-markets",
    "customer-base",
    "customer-experience",
    "business-model",
    "utilization-cost",
    "productivity",
    "security-privacy",
)
"""The areas of improvement, in the order in which they are listed."""
FOLDER: Final = Path(__file__).parent / "data" / "catalog"
ORIGIN: Final = "catalog"
"""The own field in which an outcome keeps the id that it has in the catalog, whatever becomes of its words."""
_WORD: Final = re.compile(r"\w+")
_HEAD: Final = """\
# From outtrack's catalog. A draft: `check` leaves it alone until you take `status: draft` away.
# Make its words yours, give it an owner and a due date, and each number a baseline, a target and a source.
"""
OWN_WORK: Final = "outtrack's own collection, written for it and copied from no published list"


@dataclass(frozen=True, slots=True)
class Entry:
    """One outcome of the catalog."""

    id: str
    values: Mapping[str, Any]
    """Its fields as they would stand in a file, but for the id: what only a team knows is not there."""
    sets: tuple[str, ...]
    """The sets that name it."""

    @property
    def title(self) -> str:
        """What it says."""
        return str(self.values["title"])

    @property
    def area(self) -> str:
        """The area of improvement, one of AREAS."""
        return str(self.values["area"])

    @property
    def influences(self) -> dict[str, int]:
        """The ids of the outcomes of the catalog that it makes easier, with strengths 1 to 4."""
        return {str(one["to"]): int(one["strength"]) for one in self.values.get("influences") or ()}

    def has(self, text: str) -> bool:
        """Return whether each word of a text begins one of its own words; upper and lower case are the same."""
        who, results = self.values["who"], self.values["key_results"]
        said = (self.id, self.title, who["group"], self.values["behaviour"], *(one["title"] for one in results))
        own = _WORD.findall(" ".join(map(str, said)).casefold())
        return all(any(one.startswith(word) for one in own) for word in _WORD.findall(text.casefold()))


@dataclass(frozen=True, slots=True)
class Starter:
    """A set: what a kind of team may start with."""

    id: str
    title: str
    outcomes: tuple[str, ...]
    """The ids of its outcomes, the most general first."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """All outcomes, by area and then as they stand in their files, and all sets."""

    entries: Mapping[str, Entry]
    sets: Mapping[str, Starter]


class CatalogLinks(NamedTuple):
    """The catalog as a map of influence takes it."""

    names: tuple[str, ...]
    """The ids of all outcomes."""
    titles: Mapping[str, str]
    areas: Mapping[str, str]
    strengths: Mapping[tuple[str, str], float]
    """The strength, 1 to 4, of each link from one outcome to another."""


@cache
def catalog() -> Catalog:
    """Return the catalog that comes along; it is read once."""
    (data,) = _documents(FOLDER / "sets.yaml")
    sets = {name: Starter(name, str(one["title"]), tuple(one["outcomes"])) for name, one in data.items()}
    files = sorted((FOLDER / "outcomes").glob("*.yaml"))
    found = [one for path in files for one in _documents(path)]
    found.sort(key=lambda one: AREAS.index(one["area"]))
    return Catalog({one["id"]: _entry(one, sets) for one in found}, sets)


def catalog_links() -> CatalogLinks:
    """Return the ids, titles and areas of all outcomes of the catalog, and the links between them."""
    entries = catalog().entries.values()
    return CatalogLinks(
        names=tuple(one.id for one in entries),
        titles={one.id: one.title for one in entries},
        areas={one.id: one.area for one in entries},
        strengths={(one.id, to): float(strength) for one in entries for to, strength in one.influences.items()},
    )


def file_text(entry: Entry, named: Callable[[str], str | None] = str) -> str:
    """Return the file of an outcome, a draft.

    `named` returns what one that it influences is called where it goes, and None where that is absent.
    """
    from outtrack.model import kind_class
    from outtrack.write import arranged, document

    values: dict[str, Any] = {key: value for key, value in entry.values.items() if key != "influences"}
    links = [{"to": to, "strength": one} for name, one in entry.influences.items() if (to := named(name))]
    values |= {"status": "draft", "fields": {ORIGIN: entry.id}} | ({"influences": links} if links else {})
    return _HEAD + document(arranged(kind_class("outcome"), values))


def _entry(document: Mapping[str, Any], sets: Mapping[str, Starter]) -> Entry:
    name = str(document["id"])
    values = {key: value for key, value in document.items() if key != "id"}
    return Entry(name, values, tuple(one.id for one in sets.values() if name in one.outcomes))


def _documents(path: Path) -> Sequence[Any]:
    return parse(path.read_bytes(), path.name).documents
