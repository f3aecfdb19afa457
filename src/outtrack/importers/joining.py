"""Which output of the workspace an epic is, and what a new one is called."""

from __future__ import annotations

import re
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING, Final

from outtrack.model.base import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.importers.base import Export, Work
    from outtrack.model.delivery import Output
    from outtrack.snapshot import Snapshot

_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*-[0-9]+")
_ADDRESSES: Final = (
    (re.compile(r"https?://.+/_workitems/edit/(\d+)"), r"AB#\1"),
    (re.compile(r"https?://[^/]+/(?:groups/)?(.+?)/-/epics/(\d+)"), r"\1&\2"),
    (re.compile(r"https?://[^/]+/(?:groups/)?(.+?)/-/(?:issues|work_items)/(\d+)"), r"\1#\2"),
    (re.compile(r"https?://[^/]+/([^/]+/[^/]+)/issues/(\d+)"), r"\1#\2"),
    (re.compile(r"https?://.+/([A-Za-z][A-Za-z0-9_]*-[0-9]+)(?:[/?#].*)?"), r"\1"),
)
"""Addresses of trackers, and the keys that they stand for."""


class Committed:
    """The outputs of a workspace, by where they say that they come from."""

    def __init__(self, snapshot: Snapshot, export: Export) -> None:
        self.export = export
        self.by_name: dict[str, Output] = {}
        self.ids = {record.id.casefold() for record in snapshot.names.records["output"].values()}
        self.paths = {record.path.casefold() for kind in snapshot.names.records.values() for record in kind.values()}
        self.root = snapshot.workspace.root
        for output in snapshot.all("output"):
            for name in names_of(output):
                self.by_name.setdefault(name.casefold(), output)
        aliases = Counter(name for work in export.work for name in work.epic.aliases)
        self.shared = {name for name, many in aliases.items() if many > 1}

    def find(self, work: Work) -> Output | None:
        """Return the output that an epic is, or None for a new one."""
        one = work.epic
        aliases = [name for name in one.aliases if name not in self.shared and not name.isdecimal()]
        names = (origin(self.export.tracker, one.key), one.ref, one.key, one.url, *aliases)
        return next((self.by_name[name.casefold()] for name in names if name.casefold() in self.by_name), None)

    def new_id(self, work: Work, folder: str) -> str:
        """Return an id that nothing has: the key where it reads like a name, else the words of the title."""
        key = work.epic.key
        tail = slug(key)
        name = tail if _KEY.fullmatch(key) else slug(work.epic.title) or f"{self.export.tracker}-{tail}"
        candidate = next(one for one in _candidates(name, tail) if self._is_free(one, folder))
        self.ids.add(candidate.casefold())
        return candidate

    def _is_free(self, name: str, folder: str) -> bool:
        path = f"{folder}/{name}.yaml"
        return name.casefold() not in self.ids and path.casefold() not in self.paths and not (self.root / path).exists()


def _candidates(name: str, tail: str) -> Iterator[str]:
    """Yield ids for what is called NAME, the best first; TAIL tells it from others of the name."""
    yield name
    yield f"{name}-2" if name == tail else f"{name}-{tail}"
    for number in count(3):
        yield f"{name}-{number}"


def names_of(output: Output) -> list[str]:
    """Return the names under which an output's origin may be known."""
    found = [output.imported.from_] if output.imported and output.imported.from_ else []
    if output.ref_:
        found.append(output.ref_)
        found += [key.expand(name) for address, name in _ADDRESSES if (key := address.fullmatch(output.ref_))][:1]
    return found


def origin(tracker: str, key: str) -> str:
    """Return what `imported` says in `from`: the tracker, and the key there."""
    return f"{tracker} {key}"
