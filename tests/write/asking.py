"""Edits at random places of a file of the corpus, and what is to be read afterwards."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from outtrack.write import Append, Put, Remove
from outtrack.write.order import key_order
from outtrack.write.scalars import as_read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from outtrack.diagnostic import Keys
    from outtrack.write import Edit
    from write.corpus import File

VALUES = ["word", "two words", "a: b", "it's", 'say "so"', "no", "2026-10-05", "# x", "größe", 7, 2.5, True, "- a", ""]
MANY = [["a", "b"], {"a": 1, "b c": "x"}, [{"date": "2026-10-05", "note": "so"}]]
DAYS = ["2020-01-01", "2026-08-15", "2026-10-19", "2030-01-01"]


@dataclass(frozen=True)
class Asked:
    """An edit, the keys of what it is about, and what all documents should say after it."""

    one: Edit
    keys: Keys
    wanted: list[Any]


class Asker:
    """Asks for edits of one document of a file; each returns the edit and its keys, and changes what is wanted."""

    def __init__(self, file: File, random: Random) -> None:
        self.random, self.record = random, file.record
        self.wanted = deepcopy(file.documents)
        self.number = random.randrange(len(file.documents))
        self.document = self.wanted[self.number]
        self.there = list(places(self.document))
        self.lists = [(keys, value) for keys, value in self.there if isinstance(value, list) and value]

    def put(self) -> tuple[Edit, Keys]:
        """A single value is set."""
        found = [keys for keys, value in self.there if keys and not isinstance(value, (dict, list))]
        keys, value = self.random.choice(found), self.random.choice(VALUES)
        at(self.document, keys[:-1])[keys[-1]] = as_read(value)
        return Put(keys, value, self.number), keys

    def add(self) -> tuple[Edit, Keys]:
        """A key is added; it is about the mapping."""
        found = [
            (keys, key)
            for keys, value in self.there
            if isinstance(value, dict) and value
            for key in (*key_order(self.record, keys), "own key")
            if key not in value
        ]
        keys, key = self.random.choice(found)
        value = self.random.choice([*VALUES, *MANY])
        at(self.document, keys)[key] = as_read(value)
        return Put((*keys, key), value, self.number), keys

    def remove_key(self) -> tuple[Edit, Keys]:
        found = [
            (*keys, key) for keys, value in self.there if isinstance(value, dict) and len(value) > 1 for key in value
        ]
        return self._remove(self.random.choice(found))

    def remove_item(self) -> tuple[Edit, Keys]:
        return self._remove(
            self.random.choice(
                [(*keys, index) for keys, value in self.lists if len(value) > 1 for index in range(len(value))]
            )
        )

    def _remove(self, keys: Keys) -> tuple[Edit, Keys]:
        del at(self.document, keys[:-1])[keys[-1]]
        return Remove(keys, self.number), keys

    def replace(self) -> tuple[Edit, Keys]:
        """A list is replaced by another, which has some of its items."""
        keys, items = self.random.choice(self.lists)
        new = [one for one in items if self.random.randrange(3)]
        if not new or self.random.randrange(2):
            new.append(deepcopy(self.random.choice(items)))
        if self.random.randrange(3) == 0:
            self.random.shuffle(new)
        at(self.document, keys[:-1])[keys[-1]] = new
        return Put(keys, deepcopy(new), self.number), keys

    def append(self) -> tuple[Edit, Keys]:
        """An item is added at the end of a list."""
        keys, items = self.random.choice(self.lists)
        new = self._like(items)
        items.append(as_read(new))
        return Append(keys, new, self.number), keys

    def insert(self) -> tuple[Edit, Keys]:
        """A record is added to a list by its date."""
        dated = [
            (keys, value) for keys, value in self.lists if all(isinstance(one, dict) and "date" in one for one in value)
        ]
        keys, items = self.random.choice(dated)
        new = self._like(items) | {"date": self.random.choice(DAYS)}
        place = next((index for index, one in enumerate(items) if one["date"] > new["date"]), None)
        items.insert(len(items) if place is None else place, as_read(new))
        return Append(keys, new, self.number, before=place), keys

    def _like(self, items: list[Any]) -> Any:
        new = deepcopy(self.random.choice(items))
        return {**new, "note": "a note: new"} if isinstance(new, dict) else self.random.choice(VALUES)


KINDS: dict[str, Callable[[Asker], tuple[Edit, Keys]]] = {
    "put": Asker.put,
    "add": Asker.add,
    "append": Asker.append,
    "insert by date": Asker.insert,
    "remove key": Asker.remove_key,
    "remove item": Asker.remove_item,
    "replace list": Asker.replace,
}


def asked(kind: str, file: File, random: Random) -> Asked | None:
    """Return an edit of a kind at some place of a file; None where there is no such place in it."""
    asker = Asker(file, random)
    try:
        one, keys = KINDS[kind](asker)
    except IndexError:  # nothing to choose from
        return None
    return Asked(one, keys, asker.wanted)


def places(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """Yield every value with the keys that lead to it."""
    yield keys, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*keys, key))


def at(value: Any, keys: Keys) -> Any:
    for key in keys:
        value = value[key]
    return value
