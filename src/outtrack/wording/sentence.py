"""A statement as words, with what each of them is."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from outtrack.wording import marks as m
from outtrack.wording.words import MONTHS_AND_WORDS, NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outtrack.wording.things import Thing
    from outtrack.wording.words import Words

LONGEST: Final = 600
"""So many characters are looked at: a statement is a sentence, not a page."""
_BIG = r"(?:k|m|mn|b|bn|thousand|million|billion)"
_MONEY = r"(?:[€$£¥₹]|(?:eur|usd|gbp|chf|euros?|dollars?|pounds?)\b)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_SPAN = (
    r"(?:ms|milliseconds?|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?|quarters?"
    r"|(?:business|working|calendar)\sdays?|tonnes?|kg|g|kwh|[mgt]b)"
)
_TOKEN: Final = re.compile(
    rf"""
    (?P<word>a/b\b|[^\W\d_]\w*(?:['-]\w+)*'?)
    |(?P<date>(?:19|20)\d\d(?:[-/]?(?:q[1-4]|h[12]|w\d\d|\d\d(?:-\d\d)?))?(?![\w%]|[,.]\d)
        |\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b)
    |(?P<money>[€$£¥₹]\s?\d[\d.,]*\s?{_BIG}?\b\+?|\d[\d.,]*\s?{_BIG}?\s?{_MONEY})
    |(?P<percent>\d[\d.,]*\+?\s?(?:%|percent\b|per\scent\b|pp\b|percentage\spoints?\b|points?\b))
    |(?P<span>\d[\d.,]*\+?[\s-]?{_SPAN}\b)
    |(?P<times>\d+(?:[.,]\d+)?x\b)
    |(?P<share>\d+\s(?:in|out\sof|of)\s(?:every\s)?\d+\b(?!\s?%)|\d+/\d+\b)
    |(?P<number>\d[\d.,:/]*(?:k|m|bn|b)?\b\+?)
    |(?P<arrow>->|→|⇒|=>)
    |(?P<compare><=|>=|[<>≤≥=+\N{{MINUS SIGN}}-](?=\s?[\d€$£]))
    |(?P<hash>\#)
    |(?P<part>%)
    |(?P<stop>[,;:.()!?/\N{{EN DASH}}\N{{EM DASH}}"|&])
    """,
    re.VERBOSE,
)
_KINDS: Final = {
    "word": 0,
    "date": m.DATE,
    "money": m.MONEY,
    "percent": m.PERCENT,
    "span": m.SPAN,
    "times": m.TIMES,
    "share": m.OUT_OF,
    "number": m.COUNT,
    "part": m.FRACTION,
    "arrow": m.ARROW,
    "compare": m.COMPARE,
    "hash": m.HASH,
    "stop": m.STOP,
}
_WORDS_ALONE: Final = re.compile(r"[a-z]+(?:[ -][a-z]+)*")
_BY_GROUP: Final = (0, *(_KINDS[name] for name in _TOKEN.groupindex))
_COUNT: Final = m.COUNT
_GOES_ON: Final = m.UNIT | m.NUMERAL
_ONE_WAY: Final = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2010": "-", "\u2011": "-"}
)
_LONG_WORD: Final = 6


def plain(text: str) -> str:
    """Return a statement in one line and one way of writing, cut to what is looked at."""
    text = text[:LONGEST]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_ONE_WAY))
    return " ".join(text.split())


class Sentence:
    """The words of a statement and what each is; what the lists hold as a phrase is one word.

    `marks` is what all of them are together, and `phrases` what was found to begin at a word, for those who look again.
    """

    __slots__ = ("_found", "_places", "kinds", "marks", "phrases", "size", "text", "texts")

    def __init__(self, text: str, words: Words) -> None:
        lowered = text.lower()
        self.text = text if len(lowered) == len(text) else lowered
        self._found: list[re.Match[str]] = []
        self._places: list[int] = []
        self.texts: list[str] = []
        self.kinds: list[int] = []
        self.phrases: dict[int, Thing] = {}
        if _WORDS_ALONE.fullmatch(lowered):  # most titles are, and there is no need to look for numbers and signs
            raw = lowered.split(" ")
            self._take(raw, [0] * len(raw), words)
        else:
            self._found = list(_TOKEN.finditer(lowered))
            signs = [_BY_GROUP[match.lastindex or 0] for match in self._found]
            self._take([match.group() for match in self._found], signs, words)

    def _take(self, raw: list[str], signs: list[int], words: Words) -> None:
        """Look the words up and put together what belongs together; `signs` holds what is no word."""
        texts, kinds, places = self.texts, self.kinds, self._places
        alone = words.alone
        at = last = seen = 0
        for place, sign in enumerate(signs):
            if place < at:  # part of the phrase before it
                continue
            word, at = raw[place], place + 1
            kind = sign or alone.get(word, 0)
            if not kind:
                length, kind = self._look_up(raw, place, words, last)
                if length > 1:
                    at = place + length
                    word = " ".join(raw[place:at])
            if last & _COUNT and kind & _GOES_ON:
                self._go_on(word, kind)
                last = kinds[-1]
            else:
                texts.append(word)
                kinds.append(kind)
                places.append(place)
                last = kind
            seen |= last
        places.append(at)
        self.size = len(texts)
        self.marks = seen

    def cut(self, first: int, end: int) -> str:
        """Return the words from one place to before another, as they are written."""
        return self._written(self._places[first], self._places[min(end, self.size)])

    def _written(self, first: int, end: int) -> str:
        if self._found:
            return self.text[self._found[first].start() : self._found[end - 1].end()]
        return " ".join(self.text.split(" ")[first:end])

    def _is_name(self, at: int) -> bool:
        """Return whether a word is written in capitals in a text that is not: IT is no pronoun then."""
        return self._written(at, at + 1).isupper() and not self.text.isupper()

    def _look_up(self, raw: list[str], at: int, words: Words, before: int) -> tuple[int, int]:
        """Return how many words belong together from here on, and what they are."""
        word = raw[at]
        if word in NAMES and self._is_name(at):
            return 1, 0
        longer = words.phrases.get(word)
        if longer and at + 1 < len(raw):
            for rest, kind in longer.get(raw[at + 1], ()):
                if not rest or raw[at + 2 : at + 2 + len(rest)] == rest:
                    return len(rest) + 2, kind
        if before & m.PREPOSITION and word in MONTHS_AND_WORDS:
            return 1, m.DATE
        known = words.meanings.get(word)
        return 1, _unlisted(word, words.meanings) if known is None else known

    def _go_on(self, word: str, kind: int) -> None:
        """Take a word for a part of the number before it: its unit, or more of its words."""
        self.texts[-1] += f" {word}"
        if kind & m.UNIT:
            self.kinds[-1] = _measured(word)


def _measured(unit: str) -> int:
    if unit.endswith(("point", "points")):
        return m.PERCENT
    return m.MONEY if unit.startswith(("euro", "dollar", "pound")) else m.SPAN


def _unlisted(word: str, meanings: Mapping[str, int]) -> int:
    """Return what a word is that stands in no list as it is written: a possessive, a compound, an adverb."""
    if word.endswith(("'", "'s")):
        return m.POSSESSIVE
    if "-" in word:
        joined = meanings.get(word.replace("-", ""))
        first, _, last = word.rpartition("-")
        if joined is None and first not in {"re", "pre", "co", "e"}:
            return meanings.get(last, 0) & (m.NOUN | m.PLURAL)
        return meanings.get(last, 0) if joined is None else joined
    if word.endswith("ly"):
        return m.ADVERB
    if word.startswith(("re", "co")) and len(word) > _LONG_WORD:
        return meanings.get(word[2:], 0) & (m.VERB | m.FINITE | m.ING)
    return 0
