"""A statement as words, with what each of them is."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from outtrack.wording import marks as m

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    |(?P<compare><=|>=|[<>≤≥=+−-](?=\s?[\d€$£]))
    |(?P<hash>\#)
    |(?P<part>%)
    |(?P<stop>[,;:.()!?/–—"|&])
    """,  # noqa: RUF001 - the minus sign and the dashes are meant
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
_ONE_WAY: Final = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2010": "-", "\u2011": "-"}
)
_MONTHS_AND_WORDS: Final = frozenset(("march", "may"))
_NAMES: Final = frozenset(("it", "us"))
_LONG_WORD: Final = 6


def plain(text: str) -> str:
    """Return a statement in one line and one way of writing, cut to what is looked at."""
    text = text[:LONGEST]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_ONE_WAY))
    return " ".join(text.split())


class Sentence:
    """The words of a statement and what each is; what the lists hold as a phrase is one word."""

    __slots__ = ("_found", "_places", "kinds", "size", "text", "texts")

    def __init__(self, text: str, words: Words) -> None:
        lowered = text.lower()
        self.text = text if len(lowered) == len(text) else lowered
        self._found = list(_TOKEN.finditer(lowered))
        self._places: list[int] = []
        self.texts: list[str] = []
        self.kinds: list[int] = []
        raw = [match.group() for match in self._found]
        groups = [match.lastgroup or "" for match in self._found]
        at, last = 0, 0
        while at < len(raw):
            word, length = raw[at], 1
            kind = _KINDS[groups[at]]
            if not kind:
                length, kind = _look_up(raw, at, words, last)
                if word in _NAMES and self._is_name(at, text):
                    length, kind = 1, 0
            if last & m.COUNT and kind & (m.UNIT | m.NUMERAL):
                self._go_on(word, kind)
            else:
                self.texts.append(word if length == 1 else " ".join(raw[at : at + length]))
                self.kinds.append(kind)
                self._places.append(at)
            last = self.kinds[-1]
            at += length
        self._places.append(at)
        self.size = len(self.texts)

    def cut(self, first: int, end: int) -> str:
        """Return the words from one place to before another, as they are written."""
        last = self._places[min(end, self.size)] - 1
        return self.text[self._found[self._places[first]].start() : self._found[last].end()]

    def _is_name(self, at: int, text: str) -> bool:
        """Return whether a word is written in capitals in a text that is not: IT is no pronoun then."""
        return self.text[self._found[at].start() : self._found[at].end()].isupper() and not text.isupper()

    def _go_on(self, word: str, kind: int) -> None:
        """Take a word for a part of the number before it: its unit, or more of its words."""
        self.texts[-1] += f" {word}"
        if kind & m.UNIT:
            self.kinds[-1] = _measured(word)


def _look_up(raw: list[str], at: int, words: Words, before: int) -> tuple[int, int]:
    """Return how many words belong together from here on, and what they are."""
    word = raw[at]
    for rest, kind in words.phrases.get(word, ()):
        if raw[at + 1 : at + 1 + len(rest)] == rest:
            return len(rest) + 1, kind
    known = words.meanings.get(word)
    if word in _MONTHS_AND_WORDS and before & m.PREPOSITION:
        return 1, m.DATE
    return 1, _unlisted(word, words.meanings) if known is None else known


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
