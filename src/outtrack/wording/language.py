"""Whether a statement is English: by its letters, and by which small words it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from outtrack.wording import marks as m

if TYPE_CHECKING:
    from outtrack.wording.sentence import Sentence
    from outtrack.wording.words import Words

_PARTICLES: Final = frozenset(
    (
        "de",
        "la",
        "le",
        "van",
        "von",
        "der",
        "del",
        "della",
        "da",
        "di",
        "du",
        "el",
        "al",
        "das",
        "dos",
        "do",
        "des",
        "den",
    )
)
"""They stand in names as well, so one alone proves nothing."""
_ENDINGS: Final = (
    "keit",
    "heit",
    "ierung",
    "schaft",
    "lich",
    "ción",
    "ções",
    "ção",
    "zione",
    "zioni",
    "ités",
    "ité",
    "tät",
    "ując",
)
_ACCENTED: Final = frozenset("äöüßéèêëàâáãåæøœçñíîïìóòôõúùûýčćďěłńňřśšşťůžźżğı")
_KNOWN: Final = m.GRAMMAR | m.LISTED
_LONG: Final = 7
_LATIN_ENDS: Final = 0x24F
"""The last letter of the Latin alphabets; beyond are Greek, Cyrillic, Arabic, Chinese and others."""


def is_english(text: str, sentence: Sentence, words: Words) -> bool:
    """Return whether a text of at least one word is English, as far as its letters and its small words tell."""
    if not text.isascii() and not _is_latin(text):
        return False
    if words.foreign.isdisjoint(sentence.texts) and sentence.marks & _KNOWN:
        return True
    grammar = known = strange = names = accented = 0
    for word, kind in zip(sentence.texts, sentence.kinds, strict=True):
        if word in words.foreign:
            names += word in _PARTICLES
            strange += word not in _PARTICLES
        elif kind & m.GRAMMAR:
            grammar += 1
        elif kind & m.LISTED:
            known += 1
        elif not word.isascii() or (len(word) >= _LONG and word.endswith(_ENDINGS)):
            accented += bool(_ACCENTED.intersection(word)) or word.endswith(_ENDINGS)
    if strange or names > 1:
        return strange + names <= grammar or 2 * strange + names <= known
    return not accented or grammar + known > 0


def _is_latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(ord(letter) <= _LATIN_ENDS for letter in letters) >= len(letters)
