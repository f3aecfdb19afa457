"""What a change touched or broke: findings in changed files, and those elsewhere that were not there before."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from outtrack.rules.known import Key, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from outtrack.diagnostic import Diagnostic


def since(before: Iterable[Diagnostic], now: Sequence[Diagnostic], changed: Iterable[str]) -> list[Diagnostic]:
    """Return the findings that a change is answerable for.

    These are all in the `changed` files, or about folders with such a file, and as many of each rule, file and entity
    elsewhere as came on top. Of several, those are taken that were not said in the same words before.
    """
    were, said = Counter[Key](), Counter[tuple[Key, str]]()
    for one in before:
        were[key_of(one)] += 1
        said[key_of(one), one.message] += 1
    touched = {part for path in changed for part in (path, *map(str, PurePosixPath(path).parents))}
    more = Counter(key_of(one) for one in now) - were
    found, likely, unlikely = set(), [], []
    for number, one in enumerate(now):
        name = key_of(one), one.message
        if one.path in touched:
            found.add(number)
        elif said[name] > 0:
            said[name] -= 1
            unlikely.append(number)
        else:
            likely.append(number)
    for number in (*likely, *unlikely):
        if more[key_of(now[number])] > 0:
            more[key_of(now[number])] -= 1
            found.add(number)
    return [one for number, one in enumerate(now) if number in found]
