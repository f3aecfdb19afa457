"""Ids of new entities: from their titles, and such as no other has, on any system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from outtrack.acts.base import RefusedError
from outtrack.model.amounts import ValueProblem
from outtrack.model.base import slug
from outtrack.model.values import identifier

if TYPE_CHECKING:
    from collections.abc import Collection

    from outtrack.snapshot import Snapshot

LONGEST: Final = 180
"""Bytes of an id from a title: with what is added while it is written, every file system takes that for a name."""
_RESERVED: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)))
)
"""What Windows keeps for devices, whatever follows behind a dot."""


def folded(name: str) -> str:
    """Return what two ids, or file names, have in common that some systems can't tell apart."""
    return normalize("NFC", normalize("NFC", name).casefold())


def is_reserved(name: str) -> bool:
    """Return whether a file of this name, or with something behind it, can't be on Windows."""
    return folded(name.partition(".")[0]) in _RESERVED or name.endswith(".")


def taken(snapshot: Snapshot, kind: str, folder: str) -> frozenset[str]:
    """Return the names, folded, that a new entity can't have: ids of its kind, and files of the folder it goes to."""
    place = snapshot.workspace.root / folder
    stems = [path.stem for path in place.iterdir()] if place.is_dir() else []
    return frozenset(map(folded, [*snapshot.names.records[kind], *stems]))


def free_id(title: str, used: Collection[str], fallback: str) -> str:
    """Return an id for a title that none of `used` (folded) is, with `-2`, `-3` behind it where one is.

    A title without letters and digits gets the `fallback`.
    """
    name = _cut(slug(title)) or fallback
    names = (f"{name}-{number}" if number > 1 else name for number in range(1, len(used) + 3))
    return next(one for one in names if folded(one) not in used and not is_reserved(one))


def given_id(name: str, used: Collection[str], kind: str) -> str:
    """Return an id as somebody gave it; raise RefusedError where it is none, or can't be had."""
    try:
        found = identifier(name)
    except ValueProblem as problem:
        raise RefusedError(f"--id: {problem.message}{f'; {problem.hint}' if problem.hint else ''}") from None
    if is_reserved(found):
        raise RefusedError(f"--id: `{found}` can't be the name of a file on Windows: take another")
    if len(found.encode()) > LONGEST:
        raise RefusedError(f"--id: it is longer than {LONGEST} bytes: take a shorter one")
    if folded(found) in used:
        raise RefusedError(f"--id: there is {kind.replace('_', ' ')} `{found}`, or a file of that name: take another")
    return found


def _cut(name: str) -> str:
    """Return what of an id has room in a file's name."""
    return name.encode()[:LONGEST].decode(errors="ignore").rstrip("-")
