"""The forms of English words: plurals, and -s, -ed, -ing of verbs, in British and American spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_VOWELS = frozenset("aeiou")
_HISSING = ("s", "x", "z", "ch", "sh")
_ENDINGS = (("isation", "ization"), ("ise", "ize"), ("iser", "izer"), ("yse", "yze"))
_SHORT = 2
"""The letters of `be`, `do` and `go`, which keep their forms together."""
_ENDS_WITHOUT_ISE = ("exercise", "promise", "raise", "rise", "revise", "advise", "supervise", "precise", "franchise")


def spellings(word: str) -> Iterator[str]:
    """Yield a word as it is written, and as it is written across the ocean where that differs."""
    yield word
    for british, american in _ENDINGS:
        if word.endswith(british) and not word.endswith(_ENDS_WITHOUT_ISE):
            yield word.removesuffix(british) + american
            return


def plural(word: str) -> str:
    """Return the regular plural of a noun, which is also the third person of a verb."""
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(_HISSING) else "s")


def verb_forms(word: str, irregular: Mapping[str, tuple[str, ...]]) -> tuple[str, tuple[str, ...], str]:
    """Return the third person, the past forms and the -ing form of a verb."""
    stem = _stem(word)
    past = irregular.get(word) or (word[:-1] + "ied" if _turns_to_i(word) else stem + "ed",)
    going_on = word + "ing" if word.endswith(("ee", "ye", "oe")) or len(word) <= _SHORT else stem + "ing"
    third = word + "es" if word in {"do", "go", "undergo"} else plural(word)
    return third, past, going_on


def _turns_to_i(word: str) -> bool:
    return word.endswith("y") and word[-2:-1] not in _VOWELS


def _stem(word: str) -> str:
    """Return what -ed and -ing are put after: `hir` of hire, `shipp` of ship."""
    if word.endswith("e"):
        return word[:-1]
    is_short = sum(letter in _VOWELS for letter in word) == 1 or word in _STRESSED_LAST
    doubles = word[-1:] not in _VOWELS | set("wxyh") and word[-2:-1] in _VOWELS and word[-3:-2] not in _VOWELS
    return word + word[-1] if doubles and is_short and len(word) > _SHORT else word


_STRESSED_LAST = frozenset(
    (
        "enrol",
        "refer",
        "submit",
        "commit",
        "admit",
        "permit",
        "regret",
        "upset",
        "refit",
        "format",
        "rebut",
        "program",
        "model",
        "label",
        "cancel",
        "travel",
        "counsel",
        "fulfil",
        "outrun",
    )
)
