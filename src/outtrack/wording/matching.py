"""Words of a list in a text: metrics that grow with mere activity, and words that are nobody's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.wording import marks as m
from outtrack.wording.sentence import plain
from outtrack.wording.words import WORD, load_words

if TYPE_CHECKING:
    from outtrack.wording.words import Words


def vanity(text: str, words: Words | None = None) -> tuple[str, ...]:
    """Return the words of a text that name a vanity metric, as they stand there; none where it asks for more.

    More is asked for by a word of the list `vanity_qualifiers`: of `active users who sign up` none is returned.
    """
    found = _matches(text, words or load_words(), m.VANITY | m.QUALIFIER)
    return () if any(kind & m.QUALIFIER for _, kind in found) else tuple(word for word, _ in found)


def jargon(text: str, words: Words | None = None) -> tuple[str, ...]:
    """Return the words of a text that are IT-speak or fancy, as they stand there."""
    return tuple(word for word, _ in _matches(text, words or load_words(), m.JARGON))


def _matches(text: str, words: Words, wanted: int) -> list[tuple[str, int]]:
    """Return what a text holds of some lists, each with what it is: the longest where several begin at one word."""
    text = plain(text)
    if words.flagged.keys().isdisjoint(WORD.findall(text.lower())):
        return []
    places = [(match.start(), match.end(), match.group().lower()) for match in WORD.finditer(text)]
    found, at = [], 0
    while at < len(places):
        for rest, kind in words.flagged.get(places[at][2], ()):
            end = at + len(rest)
            if (
                kind & wanted
                and end < len(places)
                and all(places[at + 1 + step][2] == word for step, word in enumerate(rest))
            ):
                found.append((text[places[at][0] : places[end][1]], kind))
                at = end
                break
        at += 1
    return found
