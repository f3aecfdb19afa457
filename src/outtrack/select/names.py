"""What a name on the command line means: one entity, one key result, or a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from outtrack.diagnostic import did_you_mean
from outtrack.model import FOLDERS, KINDS
from outtrack.names import KEY_RESULT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outtrack.names import Names, Record

_ALL_KINDS = (*sorted(KINDS), KEY_RESULT)
_PLURALS = FOLDERS | {f"{KEY_RESULT}s": KEY_RESULT}


class SelectionError(Exception):
    """A selector can't be understood, or names nothing; says what to write instead."""


def outcome_of(ref: str) -> str:
    """Return the outcome of a key result; of an entity, the entity itself."""
    kind, _, name = ref.partition(":")
    return f"outcome:{name.partition('/')[0]}" if kind == KEY_RESULT else ref


def kind_of(word: str, own_types: Iterable[str] = ()) -> str:
    """Return the kind that a word names, itself or its folder; raise SelectionError with the way out where none.

    `own_types` are the team's own words for types of outputs.
    """
    name = word.replace("-", "_")
    kind = _PLURALS.get(name, name)
    if kind in _ALL_KINDS:
        return kind
    from outtrack.model.delivery import OUTPUT_TYPES

    if not {*OUTPUT_TYPES, *own_types}.isdisjoint((word, word.removesuffix("s"), word.removesuffix("ies") + "y")):
        raise SelectionError(
            f"`{word}` is a type of output, not a kind: `outtrack list output` lists the outputs, "
            "`--group type` puts them under their types"
        )
    raise _no_kind(word)


def _no_kind(word: str, after: str = "") -> SelectionError:
    near = did_you_mean(word, _ALL_KINDS, "; ")
    return SelectionError(f"`{word}{after}` is not a kind: {', '.join(_ALL_KINDS)}{near}")


def find(names: Names, name: str, kind: str | None = None) -> str:
    """Return the ref of the one entity or key result that a name means; raise SelectionError with the way out.

    An exact id wins; of a key result, any suffix of whole segments will do where only one has it.
    """
    name = normalize("NFC", name)  # as ids are; some systems take names apart
    prefix, colon, rest = name.partition(":")
    if colon:
        if prefix not in _ALL_KINDS:
            raise _no_kind(prefix, ":")
        kind, name = prefix, rest
    kinds = [] if kind == KEY_RESULT else [kind] if kind else [*KINDS]
    exact = [one for one in kinds if name in names.records[one]]
    if len(exact) > 1:
        either = ", ".join(f"{one}:{name}" for one in exact)
        raise SelectionError(f"`{name}` is the id of several entities: write one of {either}")
    if exact:
        _must_be_whole(names.records[exact[0]][name], name)
        return f"{exact[0]}:{name}"
    full = _key_results(names, name) if kind in {None, KEY_RESULT} else []
    if len(full) == 1:
        return f"{KEY_RESULT}:{full[0]}"
    if full:
        raise SelectionError(f"`{name}` is the end of several key results: write one of {', '.join(sorted(full))}")
    holder = names.records["outcome"].get(name.rpartition("/")[0])
    if holder and kind in {None, KEY_RESULT}:
        _must_be_whole(holder, name)
    known = [one for of_kind in kinds for one in names.records[of_kind]]
    near = names.near_key_result(name, known) if kind in {None, KEY_RESULT} else did_you_mean(name, known)
    near = near or _begun(name, [*known, *names.key_results()] if kind in {None, KEY_RESULT} else known)
    what = kind.replace("_", " ") if kind else "entity or key result"
    raise SelectionError(f"there is no {what} `{name}`{near and f'; {near}'}")


def _must_be_whole(record: Record, name: str) -> None:
    """Raise SelectionError where the file that a name leads to has errors."""
    if record.is_broken:
        raise SelectionError(f"`{name}` can't be used: {record.path} has errors (outtrack check lists them)")


def _begun(name: str, known: Iterable[str]) -> str:
    """Return the question whether the one id was meant whose last part begins with a name; nothing for several."""
    found = {one for one in known if one.rpartition("/")[2].casefold().startswith(name.casefold())}
    return f"did you mean `{found.pop()}`?" if len(found) == 1 and name else ""


def _key_results(names: Names, name: str) -> list[str]:
    """Return the full ids of the key results that a name may mean: the one of that id, else all that end in it."""
    known = names.key_results()
    return [name] if name in known else [full for full in known if full.endswith(f"/{name}")]
