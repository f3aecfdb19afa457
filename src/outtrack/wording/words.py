"""The word lists: read from the files that come along, joined with what a team adds, and made ready to look up."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.frozen import dataclass
from outtrack.wording import inflect
from outtrack.wording import marks as m

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER: Final = Path(__file__).parent.parent / "data" / "words"
LISTS: Final = {
    "attending": m.ATTENDS,
    "behaviours": m.BEHAVES,
    "change_verbs": m.CHANGE,
    "comparatives": m.COMPARATIVE,
    "counts": m.METRIC,
    "deliverables": m.DELIVERABLE,
    "delivery_verbs": m.DELIVERY,
    "downward_verbs": m.CHANGE | m.DOWN,
    "enabling_verbs": m.ENABLING,
    "events": m.EVENT | m.DELIVERABLE,
    "institutions": m.PEOPLE | m.DELIVERABLE,
    "jargon": m.JARGON,
    "metrics": m.METRIC,
    "open_verbs": m.OPEN,
    "people": m.PEOPLE,
    "processed": m.PROCESSED,
    "qualities": m.QUALITY,
    "states": m.STATE,
    "vanity": m.VANITY,
    "vanity_qualifiers": m.QUALIFIER,
    "weak_verbs": m.WEAK,
}
"""The lists that a team can extend, and what a word in each is."""
_GRAMMAR: Final = {
    "adverbs": m.ADVERB,
    "be": m.BE,
    "dates": m.DATE,
    "determiners": m.DETERMINER,
    "fractions": m.FRACTION,
    "joining": m.JOINING,
    "modals": m.MODAL,
    "numerals": m.COUNT | m.NUMERAL,
    "prepositions": m.PREPOSITION,
    "pronouns": m.PRONOUN,
    "quantifiers": m.QUANTIFIER,
    "relatives": m.RELATIVE,
    "units": m.UNIT,
}
_SMALL: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
"""Any two of them are a share: `two out of five`."""
MONTHS_AND_WORDS: Final = frozenset(("march", "may"))
"""What they are depends on what stands before them."""
NAMES: Final = frozenset(("it", "us"))
"""What they are depends on how they are written."""
_PLURAL_ONLY: Final = frozenset(("counts",))
_EITHER: Final = (m.VERB | m.ENABLING, m.DELIVERABLE | m.VALUE)
"""What a team says of a word replaces what the lists that come along say of it, within each of these."""
WORD: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_INFLECTED_FIRST: Final = m.VERB | m.ENABLING | m.BEHAVES | m.PROCESSED | m.ATTENDS | m.STATE
_AS_IT_IS: Final = m.COMPARATIVE | m.QUALIFIER
_SHAPE: Final = m.PLURAL
_FLAGS: Final = m.VANITY | m.QUALIFIER | m.JARGON
_Form = tuple[tuple[str, ...], int]
_Rests = tuple[tuple[list[str], int], ...]


class UnknownListError(ValueError):
    """A team adds words to a list that there is not."""


@dataclass(frozen=True, slots=True)
class Words:
    """The lists made ready: what each word is, and the phrases by their first and second word, the longest first."""

    meanings: Mapping[str, int]
    alone: Mapping[str, int]
    """Those words that are what they are whatever stands beside them."""
    phrases: Mapping[str, Mapping[str, _Rests]]
    flagged: Mapping[str, _Rests]
    """The words and phrases of vanity and jargon, which say nothing about the grammar."""
    foreign: frozenset[str]


def load_words(more: Mapping[str, tuple[str, ...]] | None = None) -> Words:
    """Return the lists, with what a team adds to them by their names; the same ones are made only once.

    Raise UnknownListError for a name that no list has.
    """
    for name in more or {}:
        if name not in LISTS:
            near = get_close_matches(name, LISTS, n=1)
            raise UnknownListError(f"there is no list `{name}`" + (f": did you mean `{near[0]}`?" if near else ""))
    return _load(tuple(sorted((name, tuple(entries)) for name, entries in (more or {}).items())))


def read(name: str) -> list[str]:
    """Return the entries of a list that comes along, without its comments."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


@cache
def _load(more: tuple[tuple[str, tuple[str, ...]], ...]) -> Words:
    irregular = _Irregular(_table("irregular_verbs"), _table("irregular_plurals"))
    found: dict[tuple[str, ...], int] = {}
    for name, meaning in LISTS.items():
        for entry in read(name):
            for words, what in _forms(entry, meaning, irregular):
                if name not in _PLURAL_ONLY or what & m.PLURAL:
                    found[words] = found.get(words, 0) | what
    for words, meaning in _grammar():
        found[words] = found.get(words, 0) | meaning
    for name, entries in more:
        others = next((group for group in _EITHER if LISTS[name] & group), 0)
        for entry in entries:
            for words, what in _forms(entry, LISTS[name], irregular):
                if name not in _PLURAL_ONLY or what & m.PLURAL:
                    found[words] = (found.get(words, 0) & ~others) | what
    return _ready(found)


class _Irregular(NamedTuple):
    """The forms that follow no rule, by the base form."""

    verbs: Mapping[str, tuple[str, ...]]
    plurals: Mapping[str, tuple[str, ...]]


def _table(name: str) -> dict[str, tuple[str, ...]]:
    return {base: tuple(others) for base, *others in map(str.split, read(name))}


def _ready(found: Mapping[tuple[str, ...], int]) -> Words:
    read_as = {words: what & ~_FLAGS for words, what in found.items() if what & ~_FLAGS & ~_SHAPE}
    meanings = {words[0]: what for words, what in read_as.items() if len(words) == 1}
    phrases = _by_two({words: what for words, what in read_as.items() if len(words) > 1})
    beside = phrases.keys() | MONTHS_AND_WORDS | NAMES
    return Words(
        meanings=meanings,
        alone={word: what for word, what in meanings.items() if word not in beside},
        phrases=phrases,
        flagged=_by_first({words: what & _FLAGS for words, what in found.items() if what & _FLAGS}),
        foreign=frozenset(read("foreign")),
    )


def _by_two(found: Mapping[tuple[str, ...], int]) -> dict[str, dict[str, _Rests]]:
    begun: dict[str, dict[tuple[str, ...], int]] = {}
    for (first, *rest), what in found.items():
        begun.setdefault(first, {})[tuple(rest)] = what
    return {first: _by_first(rests) for first, rests in begun.items()}


def _by_first(found: Mapping[tuple[str, ...], int]) -> dict[str, _Rests]:
    phrases: dict[str, list[tuple[list[str], int]]] = {}
    for words, what in found.items():
        phrases.setdefault(words[0], []).append((list(words[1:]), what))
    return {first: tuple(sorted(rest, key=lambda one: -len(one[0]))) for first, rest in phrases.items()}


def _grammar() -> Iterator[_Form]:
    for line in read("grammar"):
        name, _, words = line.partition(":")
        for entry in words.split(","):
            yield tuple(entry.split()), _GRAMMAR[name]
    for least, most in combinations(_SMALL, 2):
        yield from (((least, *between, most), m.FRACTION) for between in (("of",), ("out", "of"), ("in",)))


def _forms(entry: str, meaning: int, irregular: _Irregular) -> Iterator[_Form]:
    """Yield an entry in all its forms, each as words with what they are."""
    first, *rest = WORD.findall(entry.lower()) or ("",)
    if not first:
        return
    if meaning & _INFLECTED_FIRST:
        for one in inflect.spellings(first):
            third, past, going_on = inflect.verb_forms(one, irregular.verbs)
            yield (one, *rest), meaning | m.BASE
            yield (third, *rest), meaning | m.THIRD
            yield from (((form, *rest), meaning | m.PAST) for form in past)
            yield (going_on, *rest), meaning | m.ING
    elif meaning & _AS_IT_IS:
        yield (first, *rest), meaning
    else:
        *before, last = (first, *rest)
        for one in inflect.spellings(last):
            yield (*before, one), meaning
            many = irregular.plurals.get(one) or (inflect.plural(one),)
            yield from (((*before, form), meaning | m.PLURAL) for form in many)
